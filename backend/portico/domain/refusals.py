"""The ways Portico says no: each typed, each with a sentence for its reader. Raise one, or let it crash."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portico.domain.sentences import Said, Sentence, Speaks, together


class Refusal(Speaks, Exception):
    """A move or read that is not made; nothing was changed. `code` is the stable class of refusal, `said` is for people."""

    code = "REFUSED"

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


class CredentialEnded(Speaks, Exception):
    """Whoever acts may no longer be here: signed out, expired, revoked or disabled since they were let in. No verb refuses this."""

    said = Sentence("credential_ended", "Your sign-in has ended. Sign in again.").said()

    def __init__(self) -> None:
        super().__init__(self.message)


class Thing(StrEnum):
    """What somebody may name that is not there, or not theirs."""

    THIS = "This"
    ACCOUNT = "This account"
    API_TOKEN = "This token"  # noqa: S105 - a name
    CALENDAR = "This calendar"
    CALENDAR_LINK = "This calendar link"
    CARRIER = "This carrier"
    COMPANY_PROFILE = "This company profile"
    CONFIGURATION_PROFILE = "This configuration profile"
    DAY = "This day"
    DOCUMENT = "This document"
    EVIDENCE = "This evidence"
    EXPORT = "This export"
    FEE = "This fee"
    INTERNAL_MOVE = "This internal move"
    LEGAL_HOLD = "This legal hold"
    OVERRIDE = "This override"
    PHONE_NUMBER = "This phone number"
    PORT_OUT_ORDER = "This port-out order"
    PORT_OUT_REQUEST = "This port-out request"
    PORTING_NUMBER = "This porting number"
    PORTING_REQUEST = "This porting request"
    REQUEST = "This request"
    SESSION = "This session"
    SNAPBACK = "This snapback"
    USER = "This user"
    WEBHOOK_DELIVERY = "This delivery"
    WEBHOOK_ENDPOINT = "This webhook endpoint"


_NOT_FOUND: Final = {thing: Sentence(f"not_found.{thing.name.lower()}", f"{thing} was not found.") for thing in Thing}


def not_found(thing: Thing) -> Said:
    """That it is not there: a whole sentence for each thing, since languages differ in more than the noun."""
    return _NOT_FOUND[thing].said()


class NotFound(Refusal):
    """No such thing, or not yours: a stranger's object is never *forbidden*."""

    code = "NOT_FOUND"

    def __init__(self, thing: Thing = Thing.THIS) -> None:
        super().__init__(not_found(thing))


class NotPermitted(Refusal):
    """Your role, level or token scope never allows this."""

    code = "NOT_PERMITTED"


class SecondFactorRequired(NotPermitted):
    """A second factor is demanded of this person, who has none yet: nothing but setting it up is open to them."""

    code = "SECOND_FACTOR_REQUIRED"
    _SAID: Final = Sentence("second_factor.required", "Set up your second factor first: it is demanded of you.").said()

    def __init__(self) -> None:
        super().__init__(self._SAID)


class ActionUnavailable(Refusal):
    """The verb exists, but not from the status the thing is in."""

    code = "ACTION_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class Blocker(Speaks):
    """A condition that does not hold (yet), with the sentence that says what to do; `path` where it is about one field or document."""

    code: str
    said: Said
    path: str | None = None


class Blocked(Refusal):
    """The verb is right and a condition does not hold; every such condition is listed."""

    code = "BLOCKED"

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__(together({blocker.said.text: blocker.said for blocker in blockers}.values()))
        self.blockers = blockers


class StaleVersion(Refusal):
    """Somebody else moved it first; look again and decide anew."""

    code = "STALE_VERSION"
    _SAID: Final = Sentence("stale_version", "This has changed since you looked at it. Look again, then decide.").said()

    def __init__(self, current_version: int) -> None:
        super().__init__(self._SAID)
        self.current_version = current_version


@dataclass(frozen=True, slots=True)
class FieldProblem(Speaks):
    """What is wrong with one field: `path` as the caller wrote it (`numbers.3`), `code` a stable class of problem, `said` with the fix."""

    path: str
    code: str
    said: Said


class InvalidInput(Refusal):
    """Input that cannot be used; every field at fault is named."""

    code = "INVALID_INPUT"

    def __init__(self, *fields: FieldProblem) -> None:
        super().__init__(together({field.said.text: field.said for field in fields}.values()))
        self.fields = fields


class TooManyRequests(Refusal):
    """Slow down: `retry_after` is in seconds."""

    code = "TOO_MANY_REQUESTS"
    _SAYS: Final = Sentence("too_many_requests", "Too many requests. Try again in {seconds} seconds.")
    _SAYS_ONE: Final = Sentence("too_many_requests.one", "Too many requests. Try again in a second.")

    def __init__(self, retry_after: int) -> None:
        super().__init__(self._SAYS_ONE.said() if retry_after == 1 else self._SAYS.said(seconds=retry_after))
        self.retry_after = retry_after


def invalid(path: str, code: str, said: Said) -> InvalidInput:
    return InvalidInput(FieldProblem(path, code, said))
