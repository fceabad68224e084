"""The one door for who sees what: every read takes the actor, and a stranger's row is simply not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.events import ABOUT_PORT_OUTS
from portico.domain.statuses import Role
from portico.storage.engine import sql
from portico.storage.engine.rows import Dialect, Row


@dataclass(slots=True)
class Params:
    """The arguments of one statement; `add` answers the placeholder to write into it."""

    values: list[Any] = field(default_factory=list)

    def add(self, value: Any) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    def any_of(self, dialect: Dialect, values: Iterable[Any], of: sql.ListOf) -> str:
        """`IN` the list, in the dialect's words, to stand behind a column."""
        self.values.append(list(values))
        return sql.any_of(dialect, len(self.values), of)


NOTHING = "1 = 0"
EVERYTHING = "1 = 1"

READ = {
    "porting_request": "porting.read",
    "porting_number": "porting.read",
    "porting_attempt_number": "porting.read",
    "phone_number": "porting.read",
    "document": "documents.read",
    "company_profile": "profiles.read",
    "configuration_profile": "profiles.read",
    "port_out_request": "port_out.read",
    "port_out_order": "port_out.read",
    "snapback": "port_out.read",
    "internal_move": "port_out.read",
    "charge": "charge.read",
    "delivery": "deliveries.read",
    "journal_entry": "journal.read",
    "account": "account.read",
    "user": "user.read",
    "porting_request_comment": "comments.read",
    "port_out_request_comment": "port_out_comments.read",
    "calendar_feed": "calendar_feed.read",
    "api_token": "api_token.read",
    "webhook_endpoint": "webhook_endpoint.read",
}
READ_OF_PORT_OUTS = {
    "delivery": "port_out_deliveries.read",
    "journal_entry": "port_out_journal.read",
    "document": "port_out_documents.read",
}
"""What is about both, port-ins and port-outs: the operation for rows about port-outs, where `READ` has the one for all others."""
PORT_OUT = "port_out_"
GIVEN_AWAY: Final = ("port_out_request", "snapback", "internal_move")
"""The kinds of order that are about numbers that leave an account, or left it."""
_EVENTS_OF_PORT_OUTS: Final = (PORT_OUT, "internal_move.")
_TOLD_OF_ACCOUNTS = ", ".join(f"'{event}'" for event in sorted(ABOUT_PORT_OUTS))
_BY_EVENT = " OR ".join(
    (
        f"({{t}}.order_kind IN {GIVEN_AWAY!r}",
        *(f"substr({{t}}.event, 1, {len(prefix)}) = '{prefix}'" for prefix in _EVENTS_OF_PORT_OUTS),
        f"{{t}}.event IN ({_TOLD_OF_ACCOUNTS}))",
    )
)
_OF_PORT_OUTS = {"delivery": _BY_EVENT, "journal_entry": _BY_EVENT, "document": "({t}.port_out_request_id IS NOT NULL)"}
WITH_INTERNAL = frozenset({"journal_entry", "porting_request_comment", "port_out_request_comment"})

# A carrier sees a port-in from its own part on. The network carrier: what it is to send. The losing carrier: number by number what was
# handed over to it, until it is handed over to another one, whomever the customer names meanwhile. In NL both from the acceptance on: what
# was rejected or canceled before never left the house. Of a request it sees what it has numbers of.
_CARRIER_NUMBER = "{c} IN ({t}.handed_to_id, {t}.sent_through_id)"
# One number of a request is looked for by the request alone, row by row: PostgreSQL weighed every pair of the indexes of that and of the
# carrier for longer than it read, and would join all numbers that there are.
_CARRIER_REQUEST = (
    "EXISTS (SELECT 1 FROM porting_number sn WHERE sn.request_id = {r}.id"
    f" AND ({_CARRIER_NUMBER.format(t='sn', c='{c}')}) IS TRUE LIMIT 1 OFFSET 0)"
)
_CARRIER_PART = """EXISTS (SELECT 1 FROM porting_attempt pa JOIN porting_number sn ON sn.id = {t}.number_id WHERE pa.id = {t}.attempt_id
    AND (sn.sent_through_id = {c} OR (pa.losing_carrier_id = {c} AND {t}.handed_over_at IS NOT NULL AND sn.handed_to_id = {c})))"""

# Of a snapback it is the other side of: from the moment it was sent, or from the beginning where it asked itself.
_CARRIER_SNAPBACK = "{t}.carrier_id = {c} AND ({t}.sent_at IS NOT NULL OR {t}.asked_by_role = 'CARRIER')"
# Of a port-out it sees its own papers, and comments only where whoever wrote them addressed them to it.
_GAINING = "EXISTS (SELECT 1 FROM port_out_request gp WHERE gp.id = {t}.port_out_request_id AND gp.gaining_carrier_id = {c})"
_CARRIER_PAPER = f"({{t}}.from_carrier AND {_GAINING})"
_CARRIER_COMMENT = f"({{t}}.to_carrier AND NOT {{t}}.internal AND {_GAINING})"

_NOT_THROUGH_IT = "COALESCE({t}.network_carrier_id <> {c}, TRUE)"
_WAYS = {
    "porting_request": (
        f"{{t}}.network_carrier_id = {{c}} AND {_CARRIER_REQUEST.replace('{r}', '{t}')}",
        f"{{t}}.losing_carrier_id = {{c}} AND {_NOT_THROUGH_IT} AND {_CARRIER_REQUEST.replace('{r}', '{t}')}",
        f"{{t}}.handed_elsewhere_count > 0 AND COALESCE({{t}}.losing_carrier_id <> {{c}}, TRUE) AND {_NOT_THROUGH_IT}"
        f" AND {_CARRIER_REQUEST.replace('{r}', '{t}')}",
    ),
    "porting_number": ("{t}.handed_to_id = {c}", "{t}.sent_through_id = {c} AND COALESCE({t}.handed_to_id <> {c}, TRUE)"),
}
HEARD_BY_CARRIERS = frozenset({"porting_request", "porting_number", "port_out_request", "snapback", "comment"})
# Of what it sees, a carrier hears what is told outside: no edits, papers, profiles or fees, and of comments those that are addressed to it.
# It is not told whom else the customer named for numbers that it has not.
OF_ANOTHER_CARRIER = "porting_request.losing_carrier_matched"
_CARRIER_JOURNAL = (
    f"""(NOT {{j}}.internal AND ({{j}}.told OR {{j}}.subject_kind = 'comment') AND {{j}}.event <> '{OF_ANOTHER_CARRIER}' AND """
    + """CASE {j}.subject_kind
    WHEN 'porting_request' THEN EXISTS (SELECT 1 FROM porting_request jr WHERE jr.id = {j}.subject_id AND {request})
    WHEN 'porting_number' THEN EXISTS (SELECT 1 FROM porting_number jn WHERE jn.id = {j}.subject_id AND {number})
    WHEN 'port_out_request' THEN EXISTS (SELECT 1 FROM port_out_request jp WHERE jp.id = {j}.subject_id AND jp.gaining_carrier_id = {c})
    WHEN 'snapback' THEN EXISTS (SELECT 1 FROM snapback js WHERE js.id = {j}.subject_id AND {snapback})
    WHEN 'comment' THEN EXISTS (SELECT 1 FROM comment jc WHERE jc.id = {j}.subject_id AND {comment})
    ELSE false END)"""
)

_SEEN_BY_CARRIERS: Final = {
    "porting_request": _CARRIER_REQUEST.replace("{r}", "{t}"),
    "porting_number": _CARRIER_NUMBER,
    "porting_attempt_number": _CARRIER_PART,
    "port_out_request": "{t}.gaining_carrier_id = {c}",
    "snapback": f"({_CARRIER_SNAPBACK})",
    "port_out_request_comment": _CARRIER_COMMENT,
    "document": _CARRIER_PAPER,
    "journal_entry": _CARRIER_JOURNAL.format(
        j="{t}",
        c="{c}",
        request=_CARRIER_REQUEST.replace("{r}", "jr"),
        number=_CARRIER_NUMBER.replace("{t}", "jn"),
        snapback=_CARRIER_SNAPBACK.replace("{t}", "js"),
        comment=_CARRIER_COMMENT.replace("{t}", "jc"),
    ),
}
"""Of a subject that a carrier sees rows of, which: of the carrier `c` in the alias `t`."""


def visible(actor: Actor, subject: str, table: str, params: Params, *, leads: bool = False) -> str:
    """A condition on the alias `table` that holds for exactly the rows of `subject` this actor may see.

    It only sifts what the statement finds by its own keys, unless it `leads`: a list of all that an account has. SQLite knows no numbers
    of rows, and where both are indexed it takes the account, and walks all that the account ever had for one row.
    """
    side = _side(actor, subject, table)
    if side is NOTHING:
        return NOTHING
    own = _own(actor, subject, table, params, leads=leads)
    return own if side is EVERYTHING else f"{own} AND {side}"


def ways(actor: Actor, subject: str, table: str) -> list[str]:
    """What `visible` says to a carrier, as conditions of which a row fulfils one, each with its indexes; nothing to others.

    The carrier is written out: PostgreSQL plans for this one, of few or of most numbers there are, and plans once.
    """
    if actor.role is not Role.CARRIER or subject not in _WAYS or _side(actor, subject, table) is NOTHING:
        return []
    carrier = f"'{UUID(str(actor.carrier_id))}'"
    return [way.format(t=table, c=carrier) for way in _WAYS[subject]]


def _side(actor: Actor, subject: str, table: str) -> str:
    """Of what is about port-ins and port-outs alike, what the actor's scopes admit; of anything else all or nothing."""
    others = policy.may(actor, READ[subject])
    port_outs = policy.may(actor, READ_OF_PORT_OUTS[subject]) if subject in READ_OF_PORT_OUTS else others
    if others is port_outs:
        return EVERYTHING if others else NOTHING
    return ("" if port_outs else "NOT ") + _OF_PORT_OUTS[subject].format(t=table)


def _own(actor: Actor, subject: str, table: str, params: Params, *, leads: bool) -> str:
    if actor.role is Role.STAFF and subject == "api_token":
        return f"{table}.account_id IS NULL"
    if actor.role in Role.STAFF | Role.SYSTEM:
        return _own_links(actor, table, params) if subject == "calendar_feed" else EVERYTHING
    if actor.role is Role.CUSTOMER:
        if subject == "user" and not policy.may(actor, "user.list"):
            return f"{table}.id = {params.add(actor.id)}"
        own = f"{table}.{'id' if subject == 'account' else 'account_id'} = {params.add(actor.account_id)}"
        if subject == "internal_move":
            return f"({own} OR {table}.to_account_id = {params.add(actor.account_id)})"
        return _internal_hidden(subject, table, own if leads else f"({own}) IS TRUE")
    return _seen_by_carrier(actor, subject, table, params)


def admits(actor: Actor) -> Callable[[Row], bool]:
    """What `visible` says of a journal entry, read off the entry alone, for feeds: they hold the entries and not the rows behind them.

    A no is a no. A yes is a yes, but for a carrier (`needs_the_table`): there the rows of the order have the last word.
    """
    others, port_outs = policy.may(actor, READ["journal_entry"]), policy.may(actor, READ_OF_PORT_OUTS["journal_entry"])
    theirs = _admits_own(actor)
    if others and port_outs:
        return theirs
    return lambda entry: (port_outs if _is_of_port_outs(entry) else others) and theirs(entry)


def _is_of_port_outs(entry: Row) -> bool:
    """As `_BY_EVENT` has it for the table."""
    event = str(entry["event"])
    return entry["order_kind"] in GIVEN_AWAY or event.startswith(_EVENTS_OF_PORT_OUTS) or event in ABOUT_PORT_OUTS


def _admits_own(actor: Actor) -> Callable[[Row], bool]:
    match actor.role:
        case Role.CUSTOMER:
            return lambda entry: entry["account_id"] == actor.account_id and not entry["internal"]
        case Role.CARRIER:
            return lambda entry: _is_told_outside(entry) and entry["subject_kind"] in HEARD_BY_CARRIERS
        case _:
            return lambda entry: True


def _is_told_outside(entry: Row) -> bool:
    heard = bool(entry["told"]) or entry["subject_kind"] == "comment"
    return heard and not entry["internal"] and entry["event"] != OF_ANOTHER_CARRIER


NOBODYS_FIGURES: Final = "nobody"
FigureHolder = UUID | Literal["nobody"] | None
"""Whose figures somebody is shown: an account's, a carrier's, everybody's (None)."""


def counted_for(actor: Actor, subject: str) -> FigureHolder:
    """What `visible` says of how many there are, for what is counted by whose it is; of a carrier's requests the table has to be asked."""
    if _side(actor, subject, subject) is NOTHING:
        return NOBODYS_FIGURES
    match actor.role:
        case Role.CUSTOMER:
            return actor.account_id or NOBODYS_FIGURES
        case Role.CARRIER:
            return actor.carrier_id or NOBODYS_FIGURES
        case _:
            return None


def needs_the_table(actor: Actor) -> bool:
    """Whether what `admits` lets pass has still to be asked about: who may see a carrier's entry depends on its request as it is now."""
    return actor.role is Role.CARRIER


def answerable(actor: Actor, part: str, attempt: str, params: Params) -> str:
    """A condition on a number's part in an attempt: this carrier had it, so it may still answer it, though it sees the number no more."""
    if actor.role is not Role.CARRIER or not policy.may(actor, READ["porting_number"]):
        return NOTHING
    return f"{attempt}.losing_carrier_id = {params.add(actor.carrier_id)} AND {part}.handed_over_at IS NOT NULL"


def _internal_hidden(subject: str, table: str, condition: str) -> str:
    return f"{condition} AND NOT {table}.internal" if subject in WITH_INTERNAL else condition


def _own_links(actor: Actor, table: str, params: Params) -> str:
    """A link over all accounts is its maker's own affair; the accounts' links are seen by all staff."""
    return f"({table}.account_id IS NOT NULL OR {table}.user_id = {params.add(actor.id)})"


def _seen_by_carrier(actor: Actor, subject: str, table: str, params: Params) -> str:
    """The carrier is added only where the condition names it: PostgreSQL refuses an argument that no statement uses."""
    if subject not in _SEEN_BY_CARRIERS:
        return NOTHING
    return _SEEN_BY_CARRIERS[subject].replace("{t}", table).replace("{c}", params.add(actor.carrier_id))
