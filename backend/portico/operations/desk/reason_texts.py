"""The operator's own words for the reasons there are, and what it adds to them for its customers. The codes themselves are everyone's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import line
from portico.domain.reasons import PortOutRejectCode, ReasonCode, ReasonDirection
from portico.domain.refusals import StaleVersion
from portico.domain.sentences import Sentence
from portico.domain.words.statuses_catalogue import Language
from portico.operations.engine import installation
from portico.operations.engine.fields import differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import reason_texts as storage
from portico.storage.row_types.desk import ReasonTextRow

_WORDED: Final = Sentence("reason.word", "The reason was worded otherwise.")
TEXT_LENGTH: Final = 500
NOTE_LENGTH: Final = 1000
_LANGUAGE = "Of the words."
_TEXT = "What people read instead of the shipped text; null: the shipped one."
_NOTE = "What customers read behind it; null: nothing."
_VERSION = "The version of the words you looked at, 0 where there were none; null: whatever it is."


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPortInReason:
    code: Annotated[ReasonCode, "Which reason."]
    language: Annotated[Language, _LANGUAGE]
    text: Annotated[str | None, _TEXT] = None
    note: Annotated[str | None, _NOTE] = None
    expected_version: Annotated[int | None, _VERSION] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPortOutReason:
    code: Annotated[PortOutRejectCode, "Which reason."]
    language: Annotated[Language, _LANGUAGE]
    text: Annotated[str | None, _TEXT] = None
    note: Annotated[str | None, _NOTE] = None
    expected_version: Annotated[int | None, _VERSION] = None


Word = WordPortInReason | WordPortOutReason


async def word_port_in_reason(work: Work, actor: Actor, command: WordPortInReason, key: Key | None = None) -> WordPortInReason:
    """What was worded; without text and note it is as it was shipped again. Raises NotPermitted, StaleVersion or InvalidInput."""
    await _word(work, actor, ReasonDirection.IN, command, key)
    return command


async def word_port_out_reason(work: Work, actor: Actor, command: WordPortOutReason, key: Key | None = None) -> WordPortOutReason:
    """As `word_port_in_reason`, of a reason for which port-outs are rejected."""
    await _word(work, actor, ReasonDirection.OUT, command, key)
    return command


async def _word(work: Work, actor: Actor, direction: ReasonDirection, command: Word, key: Key | None) -> None:
    actor = permitted(actor, "reason.word")
    problems = Problems()
    columns: ReasonTextRow = {
        "text": problems.tidy("text", line(TEXT_LENGTH), command.text),
        "note": problems.tidy("note", line(NOTE_LENGTH), command.note),
    }
    problems.refuse()

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        before = await storage.of(unit.connection, direction, command.code, command.language)
        if command.expected_version not in (None, before["version"] if before else 0):
            raise StaleVersion(before["version"] if before else 0)
        shipped: ReasonTextRow = {"text": None, "note": None}
        if changed := from_to(before or shipped, differing(columns, before or shipped)):
            await _write(unit, before, columns, {"direction": direction, "code": command.code.value, "language": command.language})
            data = {"name": f"{command.code.value} ({command.language.value})", "changed": changed}
            installation.record(unit, actor, "word", Happening.REASON_WORDED, _WORDED.said(), data=data)
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)


async def _write(unit: Unit, before: ReasonTextRow | None, columns: ReasonTextRow, where: ReasonTextRow) -> None:
    if before is None:
        await storage.insert(unit.connection, where | columns, unit.now)
    elif any(columns.values()):
        await storage.change(unit.connection, before, columns, unit.now)
    else:
        await storage.delete(unit.connection, before)
