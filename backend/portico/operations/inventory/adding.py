"""Numbers of the operator's own put into service from what was pasted or read of a file: line by line, one bad line stops no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import AtMost, Longer
from portico.domain.formats import country
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS, AcceptedLine, RefusedLine, UnclearLine, WantedNumbers
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, display
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import NumberType
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import MOST_LINES, MOST_TEXT, read_pasted
from portico.operations.inventory.phone_numbers import IN_SERVICE_HERE, PORTING_IN, check_profile, put_into_service, taken
from portico.operations.people.on_behalf import account_of
from portico.storage.inventory import phone_numbers as storage
from portico.storage.row_types.phone_numbers import PhoneNumberRow

_NOTHING: Final = Sentence("numbers.nothing_given", "Paste numbers, or name a file of them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNumbers:
    account_id: Annotated[UUID | None, "Whose they are to be."]
    text: Annotated[
        str | None,
        f"What was pasted, or a file: lines, a list, or a table with commas, semicolons or tabs; at most {MOST_TEXT:,} characters.",
        Longer(MOST_TEXT),
    ] = None
    lines: Annotated[list[str] | None, "Lines as they are; where there is a text, it alone is read.", AtMost(MOST_LINES)] = None
    country: Annotated[str | None, "The country whose national spellings are understood, ISO 3166; without it none are."] = None
    number_type: Annotated[NumberType | None, "What all of them have to be; others are refused. Needs the country."] = None
    configuration_profile_id: Annotated[UUID | None, "Where they ring."] = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of each line, and the numbers that are now in service; `left` counts the lines nobody looked at."""

    accepted: Sequence[AcceptedLine]
    unclear: Sequence[UnclearLine]
    refused: Sequence[RefusedLine]
    ids: Sequence[UUID]
    heading: str | None
    left: int


async def add_numbers(work: Work, actor: Actor, command: AddNumbers, key: Key | None = None) -> Added:
    """What became of each line; at most 1,000 numbers a command. What cannot be added is refused beside its line, and stops nothing else.

    Raises NotPermitted, or InvalidInput for an account, profile or country that cannot be, and where nothing is given.
    """
    actor = permitted(actor, "phone_number.add")
    problems = Problems()
    place = problems.tidy("country", country, command.country) if command.country else None
    _check_given(command, problems)
    problems.refuse()
    given: str | Sequence[str] = command.text if command.text is not None else command.lines or []
    pasted = await read_pasted(given, WantedNumbers(place, command.number_type, most=MOST_NUMBERS))
    numbers = [number for line in pasted.read.accepted for number in line.numbers]

    async def do(unit: Unit) -> list[Outcome]:
        problems = Problems()
        account_id = await account_of(unit.connection, actor, command.account_id, problems)
        await check_profile(unit, actor, account_id, command.configuration_profile_id, problems)
        problems.refuse()
        if account_id is None:
            raise AssertionError("unreachable: it is a problem")
        await unit.lock("account", [account_id])
        here, held = await taken(unit, [number.e164 for number in numbers])
        free = [number for number in numbers if number.e164 not in here | held]
        added = await put_into_service(unit, actor, account_id, [(number, _where(command)) for number in free])
        return [Outcome(each, version=1) for each in added]

    ids = [outcome.id for outcome in await once(work, actor, key, do)]
    return await _told(work, actor, pasted.read.accepted, ids, (pasted.read.unclear, pasted.read.refused, pasted.heading, pasted.left))


def _check_given(command: AddNumbers, problems: Problems) -> None:
    if not (command.text or "").strip() and not command.lines:
        problems.add("text", "REQUIRED", _NOTHING.said())


def _where(command: AddNumbers) -> PhoneNumberRow:
    return {"configuration_profile_id": command.configuration_profile_id}


async def _told(
    work: Work,
    actor: Actor,
    read: Sequence[AcceptedLine],
    ids: Sequence[UUID],
    others: tuple[Sequence[UnclearLine], Sequence[RefusedLine], str | None, int],
) -> Added:
    """The same whenever it is asked, so that a repeated command answers what the first one did: read off what is in service now."""
    added = {row["e164"] for row in await storage.by_ids(work.reader, actor, ids)}
    wanted = [number.e164 for line in read for number in line.numbers if number.e164 not in added]
    here = await storage.in_service(work.reader, wanted) if wanted else set()
    accepted, refused = [], list(others[1])
    for line in read:
        mine = tuple(number for number in line.numbers if number.e164 in added)
        accepted += [AcceptedLine(line.line, line.text, line.reading, mine)] if mine else []
        refused += _refused(line, [number for number in line.numbers if number.e164 not in added], here)
    return Added(accepted, others[0], refused, ids, *others[2:])


def _refused(line: AcceptedLine, numbers: Sequence[ValidNumber], here: set[str]) -> list[RefusedLine]:
    """Once for each reason, with the first number it is about."""
    why: Mapping[NumberProblem, tuple[Sentence, list[str]]] = {
        NumberProblem.IN_SERVICE: (IN_SERVICE_HERE, []),
        NumberProblem.PORTING_IN: (PORTING_IN, []),
    }
    for number in numbers:
        why[NumberProblem.IN_SERVICE if number.e164 in here else NumberProblem.PORTING_IN][1].append(display(number.e164))
    return [
        RefusedLine(line.line, line.text, Unreadable(line.text, reason, _and_more(sentence, shown), shown[0]))
        for reason, (sentence, shown) in why.items()
        if shown
    ]


_AND_MORE: Final = Sentence("numbers.and_more", "{first} So are {more} more of this line.")


def _and_more(sentence: Sentence, shown: Sequence[str]) -> Said:
    first = sentence.said(number=shown[0])
    return _AND_MORE.said(first=first, more=len(shown) - 1) if len(shown) > 1 else first
