"""Who is at the door: passwords and sessions for people, tokens for machines, both to an `Actor`.

Only hashes are kept. A session slides: it ends so long after its person last did something (`last_seen`). A sign-in that fails writes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from portico.domain.actors import Actor, Credential, Scope
from portico.domain.ids import ALPHABET, new_id
from portico.domain.people.users import SignInOutcome, role_of
from portico.domain.refusals import NotPermitted, Refusal
from portico.domain.sentences import Sentence
from portico.domain.statuses import Role
from portico.operations.engine.work import Unit, Work
from portico.operations.people import links, user_fields
from portico.operations.people.signing_in import last_seen, one_time_codes, proofs, sign_in_history
from portico.operations.people.signing_in.one_time_codes import CodeUsed, Match, WrongCode
from portico.operations.people.signing_in.proofs import Proof
from portico.operations.people.signing_in.sign_in_limits import network_of
from portico.storage.engine.keyring import digest
from portico.storage.people import accounts, credentials, sessions, sign_ins, tokens
from portico.storage.row_types.accounts import SessionRow, UserRow
from portico.storage.row_types.joined import ShownTokenRow, StandingSessionRow

SESSION_COOKIE: Final = "portico_session"
HOST_ONLY: Final = "__Host-"  # browsers take such a cookie only from this very host, over https, for all of it
GUARD_HEADER: Final = "x-portico"
UNATTENDED: Final = "unattended"  # what a page says in that header when it asks by itself: a forgotten tab does expire
USUAL_NETWORKS: Final = 5
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SECRET_LENGTH: Final = 52  # 260 bits
TOKEN_FORM: Final = re.compile(rf"ptc_[{ALPHABET}]{{8}}_[{ALPHABET}]{{{SECRET_LENGTH}}}")
SESSION_FORM: Final = re.compile(rf"[{ALPHABET}]{{{SECRET_LENGTH}}}")

SIGN_IN: Final = Sentence("sign_in", "Sign in first.")
SIGN_IN_AGAIN: Final = Sentence("sign_in.again", "Sign in again.")
SIGN_IN_OR_TOKEN: Final = Sentence("sign_in.or_token", "Sign in, or send a token.")
_WRONG: Final = Sentence("sign_in.wrong", "The email or the password is not right.")
_UNKNOWN_TOKEN: Final = Sentence("token.unknown", "This token is not known here.")
_REVOKED: Final = Sentence("token.revoked", "This token was revoked.")
_EXPIRED: Final = Sentence("token.expired", "This token has expired.")
_BEARER: Final = Sentence("token.malformed", "Send the token as `Authorization: Bearer ptc_…`.")
_FORGED: Final = Sentence("sign_in.forged", "A request with a session's cookie needs the header {header}.")


class NotSignedIn(Refusal):
    """No credential, or one that is no longer good (401)."""

    code = "NOT_SIGNED_IN"


class WrongCredentials(Refusal):
    """The same words whether the email is unknown, the password wrong, or the user disabled (401)."""

    code = "WRONG_CREDENTIALS"


class ForgedRequest(NotPermitted):
    """A browser was led to send this from a foreign page (403)."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person and their session, as the dashboard shows it. It ends at `ends_at` unless they do something before."""

    actor: Actor
    ends_at: datetime
    email: str
    account_name: str | None
    time_zone: str
    locale: str
    enrolled: bool


limits: Final = proofs.limits


async def sign_in(work: Work, email: str, proof: Proof | str, client_ip: str, user_agent: str | None = None) -> str:
    """A new session's token, for its cookie. Raises WrongCredentials or TooManyRequests, each alike for known and unknown emails, and
    CodeRefused to who showed the right password."""
    spelled, network = user_fields.spellings(email), network_of(client_ip)
    email = spelled[0]
    shown = proof if isinstance(proof, Proof) else Proof(proof)
    user = await accounts.user_by_email(work.reader, *spelled) if _could_be_stored(email) else None
    usable = user if user and user["disabled_at"] is None and user["account_closed_at"] is None else None
    token = letters(work, SECRET_LENGTH)
    try:
        found = await proofs.check(work, usable, shown, email, network)
        if found.right and usable is not None:
            await work.unit(lambda unit: _let_in(unit, usable, found.match, token, network, user_agent))
            limits.right(email, network)
            return token
        outcome = SignInOutcome.DISABLED if usable is None else SignInOutcome.WRONG_PASSWORD
    except (WrongCode, CodeUsed):
        _note(work, usable, SignInOutcome.WRONG_CODE, network, user_agent)
        raise
    _note(work, user, outcome, network, user_agent)
    raise WrongCredentials(_WRONG.said())


def _could_be_stored(email: str) -> bool:
    """A database refuses some text (NUL) rather than finding nothing."""
    return email.isprintable()


def _note(work: Work, user: UserRow | None, outcome: SignInOutcome, network: str, user_agent: str | None) -> None:
    if user:
        sign_in_history.note(sign_in_history.entry(user["id"], work.now, outcome, network, user_agent))


async def _let_in(  # noqa: PLR0917 - as `open_session`
    unit: Unit, user: UserRow, match: Match | None, token: str, network: str, user_agent: str | None
) -> None:
    if match is not None:
        await one_time_codes.spend(unit, match, user)
    outcome = SignInOutcome.RECOVERY_CODE if match and match.recovery else SignInOutcome.SIGNED_IN
    await open_session(unit, user, token, network, user_agent, outcome)


async def open_session(  # noqa: PLR0917 - whose, for whom, from where and how
    unit: Unit, user: UserRow, token: str, network: str, user_agent: str | None, outcome: SignInOutcome = SignInOutcome.SIGNED_IN
) -> None:
    """A session of this user, who is known in this network from now on; `token` is for its cookie."""
    known, here, now = user["usual_networks"] or [], proofs.of_user(user, network), unit.now
    seen = last_seen.seen(now, role_of(user["account_id"]))
    came = sign_in_history.entry(user["id"], now, outcome, network, user_agent) | {"new_place": bool(known) and here not in known}
    row: SessionRow = {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "user_id": user["id"],
        "token_hash": digest(token),
        "expires_at": seen.ends_at,
        "last_seen_at": seen.at,
        "network": came["network"],
        "user_agent": came["user_agent"],
    }
    await sessions.insert_session(unit.connection, row)
    await sign_ins.insert(unit.connection, [came])
    if here not in known:
        await accounts.remember_networks(unit.connection, user["id"], [*known, here][-USUAL_NETWORKS:])


async def sign_out(work: Work, session_token: str) -> None:
    """Ends the session on the server; one that has ended already stays so."""

    async def end(unit: Unit) -> None:
        await sessions.delete_session(unit.connection, digest(session_token))
        unit.rings = True

    if SESSION_FORM.fullmatch(session_token):
        await work.unit(end)


async def signed_in(work: Work, session_token: str | None, *, sign_of_life: bool = True) -> SignedIn:
    """The person behind a session cookie; raises NotSignedIn. A sign of life (they did something) makes the session last longer."""
    found = None
    if session_token and SESSION_FORM.fullmatch(session_token):
        found = await sessions.find_session(work.reader, digest(session_token), work.now)
    return await _person(work, found, sign_of_life)


async def _person(work: Work, found: StandingSessionRow | None, sign_of_life: bool) -> SignedIn:
    if found is None:
        raise NotSignedIn(SIGN_IN.said())
    role = role_of(found["u_account_id"])
    ends_at = await last_seen.note_session(work, found, role) if sign_of_life else last_seen.ends_at(found)
    actor = Actor(
        role=role,
        level=found["u_level"],
        kind="user",
        id=found["u_id"],
        name=found["u_name"],
        account_id=found["u_account_id"],
        credential=Credential("session", found["id"]),
        must_enroll=found["must_enroll"],
    )
    return SignedIn(actor, ends_at, found["u_email"], found["a_name"], found["u_time_zone"], found["u_locale"], found["enrolled"])


async def actor_of_session(work: Work, session_token: str | None, *, sign_of_life: bool = True) -> Actor:
    """Raises NotSignedIn."""
    return (await signed_in(work, session_token, sign_of_life=sign_of_life)).actor


async def actor_of_token(work: Work, bearer: str) -> Actor:
    """The machine behind `ptc_…`; raises NotSignedIn, which says it when a real token has expired or was revoked."""
    row = None
    if TOKEN_FORM.fullmatch(bearer):
        row = await tokens.find_token(work.reader, digest(bearer))
    return _machine(work, row, digest(bearer))


def _machine(work: Work, row: ShownTokenRow | None, secret_hash: str | None) -> Actor:
    now = work.now
    if row is None or not credentials.is_secret_of(row, secret_hash, now):
        raise NotSignedIn(_UNKNOWN_TOKEN.said())
    if row["revoked_at"] is not None or row["account_closed_at"] is not None:
        raise NotSignedIn(_REVOKED.said())
    if row["expires_at"] is not None and row["expires_at"] <= now:
        raise NotSignedIn(_EXPIRED.said())
    last_seen.note_token(row, now)
    return Actor(
        role=Role[row["role"]],
        level=None if row["carrier_id"] else row["level"],
        kind="token",
        id=row["id"],
        name=row["carrier_name"] or row["name"],
        account_id=row["account_id"],
        carrier_id=row["carrier_id"],
        scopes=_scopes(frozenset(row["scopes"])),
        credential=Credential("token", row["id"], secret_hash),
        made_by=_makers(row["made_by"]),
    )


def _makers(kept: Iterable[str] | None) -> frozenset[UUID] | None:
    return None if kept is None else frozenset(map(UUID, kept))


@cache
def _scopes(names: frozenset[str]) -> frozenset[Scope]:
    """One and the same for all whose tokens have the same: thousands of sockets keep theirs."""
    return frozenset(scope for scope in Scope if scope in names)


async def actor_again(work: Work, shown: Credential, *, sign_of_life: bool) -> Actor:
    """Who a credential that was shown earlier lets in now; raises NotSignedIn when it has ended."""
    if shown.kind == "token":
        return _machine(work, await tokens.find_token_again(work.reader, shown.id), shown.secret)
    return (await _person(work, await sessions.find_session_again(work.reader, shown.id, work.now), sign_of_life)).actor


async def ended(work: Work, shown: Collection[Credential]) -> set[Credential]:
    """Those of these credentials that let nobody in any more, or to nothing before there is a second factor."""
    good = await credentials.good(work.reader, shown, work.now) if shown else {}
    return {each for each in shown if each not in good or good[each].must_enroll}


def session_cookie(work: Work) -> str:
    """The name of the cookie. Behind https no page of a neighbouring host can set it, and what an older Portico set there is not read."""
    return f"{HOST_ONLY}{SESSION_COOKIE}" if work.settings.is_https else SESSION_COOKIE


async def actor_of_request(
    work: Work, *, method: str, authorization: str | None, session_token: str | None, guard_header: str | None
) -> Actor | None:
    """Who sends an HTTP request: by its token, else by its cookie; None for a stranger without either.

    Raises NotSignedIn for a credential that is not good, ForgedRequest for a cookie on an unsafe method without the guard header.
    """
    if authorization is not None:
        scheme, _, bearer = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn(_BEARER.said())
        return await actor_of_token(work, bearer.strip())
    if session_token is None:
        return None
    refuse_forged(method, guard_header)
    return await actor_of_session(work, session_token, sign_of_life=guard_header != UNATTENDED)


def refuse_forged(method: str, guard_header: str | None) -> None:
    """A foreign page can make a browser send our cookie, but not this header. Only for requests that a cookie vouches for."""
    if method.upper() not in SAFE_METHODS and not guard_header:
        raise ForgedRequest(_FORGED.said(header=GUARD_HEADER))


def is_own_origin(origin: str | None, host: str | None, base_url: str) -> bool:
    """Whether a page of ours opens this WebSocket: browsers always name the page's origin, other programs need not."""
    if origin is None:
        return True
    theirs = urlsplit(origin)
    ours = urlsplit(base_url)
    return (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc) or (theirs.netloc != "" and theirs.netloc == host)


async def settle(work: Work) -> None:
    """Writes what was only noted of who was here and who failed to come in: a loop calls it."""
    await last_seen.settle(work)
    await sign_in_history.settle(work)
    await links.forget_ended(work)


def letters(work: Work, count: int) -> str:
    """A secret of five random bits a letter, without letters that look alike."""
    return "".join(work.random.choice(ALPHABET) for _ in range(count))
