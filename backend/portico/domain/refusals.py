"""The ways Portico says no: each typed, each with a sentence for its reader. Raise one, or let it crash."""

from __future__ import annotations

from dataclasses import dataclass

from portico.domain.sentences import Said


class Refusal(Exception):
    """A move or read that is not made; nothing was changed. `code` is stable, `message` is for people."""

    code = "REFUSED"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CredentialEnded(Exception):
    """Whoever acts may no longer be here: signed out, expired, revoked or disabled since they were let in. No verb refuses this."""

    message = "Your sign-in has ended. Sign in again."

    def __init__(self) -> None:
        super().__init__(self.message)


class NotFound(Refusal):
    """No such thing, or not yours: a stranger's object is never *forbidden*."""

    code = "NOT_FOUND"

    def __init__(self, what: str = "This") -> None:
        super().__init__(f"{what} was not found.")


class NotPermitted(Refusal):
    """Your role, level or token scope never allows this."""

    code = "NOT_PERMITTED"


class ActionUnavailable(Refusal):
    """The verb exists, but not from the status the thing is in."""

    code = "ACTION_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class Blocker:
    """A condition that does not hold (yet), with the sentence that says what to do."""

    code: str
    said: Said

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.said.text


class Blocked(Refusal):
    """The verb is right and a condition does not hold; every such condition is listed."""

    code = "BLOCKED"

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__(" ".join(blocker.message for blocker in blockers))
        self.blockers = blockers


class StaleVersion(Refusal):
    """Somebody else moved it first; look again and decide anew."""

    code = "STALE_VERSION"

    def __init__(self, current_version: int) -> None:
        super().__init__("This has changed since you looked at it. Look again, then decide.")
        self.current_version = current_version


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: `path` as the caller wrote it (`numbers.3`), `code` stable, `message` with the fix."""

    path: str
    code: str
    message: str


class InvalidInput(Refusal):
    """Input that cannot be used; every field at fault is named."""

    code = "INVALID_INPUT"

    def __init__(self, *fields: FieldProblem) -> None:
        super().__init__(" ".join(field.message for field in fields))
        self.fields = fields


class TooManyRequests(Refusal):
    """Slow down: `retry_after` is in seconds."""

    code = "TOO_MANY_REQUESTS"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


def invalid(path: str, code: str, message: str) -> InvalidInput:
    return InvalidInput(FieldProblem(path, code, message))
