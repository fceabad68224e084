"""Commands done once: a key's turn is taken first in the unit, so a second one waits for the first and then answers its outcome."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NotRequired, Required, TypedDict, cast
from uuid import UUID

from portico.domain import refusals
from portico.domain.actors import Actor
from portico.domain.refusals import Blocked, Blocker, FieldProblem, InvalidInput, NotFound, Refusal, StaleVersion, TooManyRequests, invalid
from portico.domain.sentences import KeptSaid, Said, Sentence, heard, quoted
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.work import Unit, Work
from portico.storage.engine import idempotency_keys
from portico.storage.engine.rows import Columns
from portico.storage.row_types.journal import IdempotencyKeyRow

_REUSED: Final = Sentence("idempotency_key.reused", "This key was used with another input; take a new key.")

KeyedCommand = Callable[[Unit], Awaitable[list[Outcome]]]


class KeptPart(TypedDict, total=False):
    """What was wrong, as it is kept; `message` from before sentences had codes."""

    path: Required[str | None]
    code: Required[str]
    said: Mapping[str, object]
    message: str


class KeptOutcome(TypedDict, total=False):
    id: Required[str]
    version: int | None
    tried: list[KeptOutcome]
    kept: bool
    refusal: str
    said: Mapping[str, object]
    message: str
    blockers: list[KeptPart]
    fields: list[KeptPart]
    current_version: int
    retry_after: int


class KeptCommand(TypedDict):
    """What a key keeps; `move_id` is missing of what was done before it was kept."""

    outcomes: list[KeptOutcome]
    move_id: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Key:
    """The caller's key, the mutation it was sent to, and the normalised input it stands for."""

    field: str
    key: str
    input: object

    def row_id(self, actor: Actor) -> str:
        return hashlib.sha256("\0".join([actor.principal, self.field, self.key]).encode()).hexdigest()

    @property
    def input_hash(self) -> str:
        """To be stored under the key ring only: an input may hold a PIN, which is short enough to be guessed from a plain hash."""
        return hashlib.sha256(json.dumps(self.input, sort_keys=True, default=str).encode()).hexdigest()


async def once(work: Work, actor: Actor, key: Key | None, command: KeyedCommand, targets: Sequence[UUID] = ()) -> list[Outcome]:
    """The command's outcomes, or those of the first time it was done.

    A refusal of the whole command is an outcome of each target (raised where there are none) and writes nothing.
    Raises InvalidInput IDEMPOTENCY_KEY_REUSED for another input under the same key.
    """
    try:
        return await work.unit(lambda unit: _keyed(unit, actor, key, command), actor)
    except Refusal as refusal:
        if not targets or isinstance(refusal, KeyReused):
            raise
        return [Outcome(target, refusal=refusal) for target in targets]


class KeyReused(InvalidInput):
    """The same idempotency key came with another input."""


async def was_done(work: Work, actor: Actor, key: Key | None) -> bool:
    """Whether the command has been done under this key, so that `once` does nothing but answer it."""
    return key is not None and await idempotency_keys.is_known(work.reader, key.row_id(actor))


def reused() -> KeyReused:
    return KeyReused(*invalid("idempotencyKey", "IDEMPOTENCY_KEY_REUSED", _REUSED.said()).fields)


async def _keyed(unit: Unit, actor: Actor, key: Key | None, command: KeyedCommand) -> list[Outcome]:
    if key is None:
        return await command(unit)
    row_id = key.row_id(actor)
    if found := await idempotency_keys.find_in_turn(unit.connection, row_id):
        first = _first_outcome(unit, key, found)
        done: KeptCommand = found["outcome"]
        unit.replays = UUID(done["move_id"]) if "move_id" in done else None
        return first
    outcomes = await command(unit)
    if any(outcome.refusal is None for outcome in outcomes):
        stored = {"outcomes": [_to_json(outcome) for outcome in outcomes], "move_id": str(unit.move_id)}
        await idempotency_keys.keep(unit.connection, row_id, unit.work.keyring.mac(key.input_hash), stored, unit.now)
    return outcomes


def _first_outcome(unit: Unit, key: Key, stored: IdempotencyKeyRow) -> list[Outcome]:
    if not unit.work.keyring.is_mac(key.input_hash, stored["input_hash"]):
        raise reused()
    done: KeptCommand = stored["outcome"]
    return [_from_json(outcome) for outcome in done["outcomes"]]


def _to_json(outcome: Outcome) -> Columns:
    refusal = outcome.refusal
    if refusal is None:
        tried = {"tried": list(map(_to_json, outcome.tried))} if outcome.tried else {}
        kept = {"kept": True} if outcome.kept else {}
        return {"id": str(outcome.id), "version": outcome.version, **tried, **kept}
    details = {
        name: _plain(getattr(refusal, name)) for name in ("blockers", "fields", "current_version", "retry_after") if hasattr(refusal, name)
    }
    return {"id": str(outcome.id), "refusal": type(refusal).__name__, "said": refusal.said.kept, **details}


def _plain(value: object) -> object:
    return [_part(item) for item in value] if isinstance(value, tuple) else value


def _part(item: Blocker | FieldProblem) -> Columns:
    return {"path": item.path, "code": item.code, "said": item.said.kept}


def _said(stored: KeptPart | KeptOutcome) -> Said:
    """What was kept before sentences had codes has its words only."""
    return heard(cast("KeptSaid", stored["said"])) if "said" in stored else quoted(stored["message"])


def _from_json(stored: KeptOutcome) -> Outcome:
    refusal = _refusal(stored) if "refusal" in stored else None
    first: list[KeptOutcome] = stored.get("tried", [])
    tried = tuple(map(_from_json, first))
    version: int | None = stored.get("version")
    kept: bool = stored.get("kept", False)
    return Outcome(UUID(stored["id"]), version, refusal, tried, kept=kept)


def _refusal(stored: KeptOutcome) -> Refusal:
    match stored["refusal"]:
        case "Blocked":
            return Blocked(tuple(Blocker(each["code"], _said(each), _path(each)) for each in stored["blockers"]))
        case "InvalidInput":
            return InvalidInput(*(FieldProblem(str(each["path"]), each["code"], _said(each)) for each in stored["fields"]))
        case "StaleVersion":
            return StaleVersion(stored["current_version"])
        case "TooManyRequests":
            return TooManyRequests(stored["retry_after"])
        case name:
            return _plain_refusal(name, _said(stored))


def _path(blocker: KeptPart) -> str | None:
    path: str | None = blocker.get("path")
    return path


def _plain_refusal(name: str, said: Said) -> Refusal:
    """One that holds nothing but what it says."""
    refusal = getattr(refusals, name)
    found: Refusal = refusal() if refusal is NotFound else refusal(said)
    found.said = said
    return found
