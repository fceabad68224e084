"""What a table is refused for before it decides anything, and what must be true of every row's conditions."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Generic, TypedDict
from uuid import UUID

import pytest

from portico import domain
from portico.domain import policy
from portico.domain.actors import Actor, Scope
from portico.domain.conditions import ON_DEMAND, Check, Fact, Guard, Unless
from portico.domain.events import Happening, RowEvent
from portico.domain.giving_reasons import GiveReason
from portico.domain.grammar import AnyRow, Branch, Detour, Follow, RowsOf, Transition, Words, at
from portico.domain.lifecycle import AnyLifecycle, Lifecycle, available_actions, decide
from portico.domain.reasons import PORT_IN
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.statuses import DocumentStatus as Status
from portico.domain.statuses import Flow, Level, Role
from portico.domain.tables import EVENTS, LIFECYCLES, every_event, labelled, put_together
from portico.domain.words import titles

TO_ONE_READER = re.compile(r"\b(you|your|we|our|us|please)\b", re.IGNORECASE)
EVERY = [pytest.param(lifecycle, id=lifecycle.subject) for lifecycle in LIFECYCLES.values()]


@dataclasses.dataclass(frozen=True)
class PaperView:
    id: UUID
    version: int
    status: Status
    flow: Flow
    pages: int | None = dataclasses.field(default=None, metadata=ON_DEMAND)


class PaperColumns(TypedDict, total=False):
    status_reason: str | None


paper = RowsOf(PaperView, PaperColumns)


def _has_pages(view: PaperView, _actor: Actor, _now: datetime) -> bool:
    return bool(view.pages)


def _somewhere(_view: PaperView) -> Status:
    return Status.ACCEPTED


READ = paper.row(
    verb="read",
    event="paper.read",
    source=at(Status.UPLOADED),
    target=Status.ACCEPTED,
    by=Role.STAFF,
    sentence="It was read.",
)


def table(*rows: Transition[PaperView]) -> Lifecycle[PaperView]:
    return Lifecycle(subject="paper", of=paper, statuses=Status, transitions=rows, resumes=lambda view: view.status)


def test_a_follow_on_that_is_neither_a_verb_nor_an_effect_is_refused() -> None:
    follows = dataclasses.replace(READ, then=(Follow("paper", "read"), Follow("paper", "burn"), Follow("ash", "sweep")))
    with pytest.raises(ValueError, match=r"ash\.sweep, paper\.burn"):
        put_together([table(follows)], {"shelf.clear"})
    assert put_together([table(follows)], {"ash.sweep", "paper.burn"}).keys() == {"paper"}


def test_a_name_is_a_verb_or_an_effect() -> None:
    with pytest.raises(ValueError, match=r"a verb and an effect: paper\.read"):
        put_together([table(READ)], {"paper.read"})


def test_two_rows_for_the_same_status_and_verb_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows for"):
        table(READ, READ)


def test_a_fact_the_view_does_not_load_on_demand_is_refused() -> None:
    pages = Guard("NO_PAGES", "It is empty.", _has_pages, facts=(Fact("pages"),))
    assert table(dataclasses.replace(READ, needs=(pages,))).facts["read"] == (Fact("pages"),)
    unknown = dataclasses.replace(pages, facts=(Fact("pagse"),))
    with pytest.raises(ValueError, match=r"paper\.read: PaperView loads no pagse"):
        table(dataclasses.replace(READ, needs=(unknown,)))
    with pytest.raises(ValueError, match=r"paper\.read: PaperView loads no pagse"):
        table(dataclasses.replace(READ, needs=(Unless(unknown, lambda _view, _asked: True),)))
    with pytest.raises(ValueError, match="loads no pagse"):
        table(dataclasses.replace(READ, facts=(Fact("pagse"),)))
    with pytest.raises(ValueError, match="loads no version"):
        table(dataclasses.replace(READ, facts=(Fact("version"),)))
    with pytest.raises(ValueError, match=r"loads no pagse, version on demand$"):
        table(dataclasses.replace(READ, facts=(Fact("version"), Fact("pagse"))))


@pytest.mark.parametrize("detour", [Detour.HEARD, Detour.RESUMED, Detour.HEARD | Detour.DESPITE])
@pytest.mark.parametrize("target", [None, Branch(_somewhere, (Status.ACCEPTED, Status.REJECTED))])
def test_a_row_heard_or_resumed_during_a_cancellation_leads_to_one_status(detour: Detour, target: Branch[PaperView] | None) -> None:
    """What is heard is written down as where a rejection resumes, and a resumed row has to leave the rejected cancellation."""
    assert dataclasses.replace(READ, detour=detour).target is Status.ACCEPTED
    assert dataclasses.replace(READ, detour=Detour.DESPITE, target=target).target is target
    with pytest.raises(ValueError, match=r"paper\.read: what is heard or resumed"):
        dataclasses.replace(READ, detour=detour, target=target)


def test_a_detour_that_no_row_of_the_table_makes_is_refused() -> None:
    detoured = dataclasses.replace(READ, detour=Detour.RESUMED)
    resumed = dataclasses.replace(READ, source=at(Status.REJECTED), resumes=READ.source)
    assert table(detoured, resumed).verbs["read"] == (detoured, resumed)
    with pytest.raises(ValueError, match=r"paper\.read: says what it does during a cancellation"):
        table(detoured)


def test_a_row_that_depends_on_what_is_resumed_is_refused_where_nothing_says_what_that_is() -> None:
    resuming = dataclasses.replace(READ, resumes=at(Status.UPLOADED))
    with pytest.raises(ValueError, match="paper: read depend on what is resumed"):
        Lifecycle(subject="paper", of=paper, statuses=Status, transitions=(resuming,))
    assert table(resuming).verbs["read"] == (resuming,)


def test_conditions_of_one_code_say_one_thing() -> None:
    Guard("TESTED_TWICE", "It is empty.", _has_pages)
    Guard("TESTED_TWICE", "It is empty.", _has_pages)
    with pytest.raises(ValueError, match="TESTED_TWICE says two things"):
        Guard("TESTED_TWICE", "It is full.", _has_pages)


def test_a_follow_on_into_a_status_the_row_never_reaches_is_refused() -> None:
    into_all = dataclasses.replace(READ, then=(Follow("paper", "read", into=at(Status.ACCEPTED)),))
    assert into_all.targets == (Status.ACCEPTED,)
    with pytest.raises(ValueError, match=r"never leads into REJECTED, UPLOADED, where paper\.read would follow$"):
        dataclasses.replace(READ, then=(Follow("paper", "read", into=at(Status.UPLOADED, Status.REJECTED)),))
    with pytest.raises(ValueError, match=r"never leads into REJECTED"):
        dataclasses.replace(READ, then=(Follow("paper", "read", into=at(Status.REJECTED)),))


def test_a_verb_or_variant_without_a_label_is_refused_and_a_label_without_either() -> None:
    again = dataclasses.replace(READ, source=at(Status.REJECTED), variant="read_again")
    tables = {"paper": table(READ, again)}
    words = {"paper.read": "Read", "paper.read:read_again": "Read again"}
    assert labelled(tables, words) is tables
    with pytest.raises(ValueError, match=r"without a label.*: paper\.read:read_again"):
        labelled(tables, {"paper.read": "Read"})
    with pytest.raises(ValueError, match=r"without a label.*: paper\.read$"):
        labelled({"paper": table(again)}, {"paper.read:read_again": "Read again"})
    with pytest.raises(ValueError, match=r"a label without a verb: paper\.burn"):
        labelled(tables, {**words, "paper.burn": "Burn"})


def test_a_variant_is_called_the_same_whatever_it_is_done_to() -> None:
    """Clients word a variant by its name alone."""
    again = dataclasses.replace(READ, variant="read_again")
    tables = {"paper": table(again), "book": Lifecycle(subject="book", of=paper, statuses=Status, transitions=(again,))}
    words = {"paper.read": "Read", "paper.read:read_again": "Read again", "book.read": "Read"}
    assert labelled(tables, {**words, "book.read:read_again": "Read again"}) is tables
    with pytest.raises(ValueError, match="one variant, several labels"):
        labelled(tables, {**words, "book.read:read_again": "Reread"})


def test_a_variant_is_named_unlike_any_verb() -> None:
    """Clients word `variant ?? action` from one record."""
    rows = [row for lifecycle in LIFECYCLES.values() for row in lifecycle.transitions]
    assert {row.variant for row in rows} & {row.verb for row in rows} == set()


def test_every_language_labels_the_same_verbs() -> None:
    for catalogue in titles.LABELS_BY_LOCALE.values():
        assert labelled(LIFECYCLES, catalogue) is LIFECYCLES


def test_an_event_without_words_is_refused_and_words_without_an_event() -> None:
    words = {**{str(event): "Happened" for event in Happening}, "paper.read": "Read"}
    assert every_event({"paper": table(READ)}, words) == ("paper.read", *Happening)
    with pytest.raises(ValueError, match=r"an event without words.*: paper\.read$"):
        every_event({"paper": table(READ)}, {event: said for event, said in words.items() if event != "paper.read"})
    with pytest.raises(ValueError, match=r"words without an event: paper\.burned"):
        every_event({"paper": table(READ)}, {**words, "paper.burned": "Burned"})
    lost = {event: said for event, said in words.items() if event != Happening.DOCUMENT_UPLOADED}
    with pytest.raises(ValueError, match=r"without words.*: document\.uploaded$"):
        every_event({"paper": table(READ)}, lost)


def test_what_a_row_owes_a_carrier_and_what_it_is_called_are_events_of_the_list() -> None:
    words = {**{str(event): "Happened" for event in Happening}, "paper.read": "Read"}
    with pytest.raises(ValueError, match=r"carrier\.burn"):
        every_event({"paper": table(dataclasses.replace(READ, owes="burn"))}, words)
    twice = dataclasses.replace(READ, event=RowEvent(Happening.DOCUMENT_UPLOADED))
    with pytest.raises(ValueError, match=r"a row's event and a happening: document\.uploaded"):
        every_event({"paper": table(twice)}, words)


def test_every_language_words_the_same_events() -> None:
    for catalogue in titles.EVENTS_BY_LOCALE.values():
        assert every_event(LIFECYCLES, catalogue) == EVENTS


EMPTY = PaperView(UUID(int=1), 1, Status.UPLOADED, Flow.STANDARD)
CLERK = Actor(Role.STAFF, Level.AGENT, "user", UUID(int=2), "Sam")
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Lifecycle[PaperView]:
    """Whoever reads an empty paper says why."""
    monkeypatch.setitem(policy.RULES, "paper.*", policy.Rule(Scope.PORTING_WRITE, staff=Level.AGENT))
    pages = Guard("NO_PAGES", "It is empty.", _has_pages)
    spoken = Check("REQUIRED", Sentence("test.say_something", "Say something."), _says_something, path="reason")
    row = paper.row(
        verb="read", event="paper.read", source=at(Status.UPLOADED), target=Status.ACCEPTED, by=Role.STAFF,
        asks=GiveReason, needs=(Unless(pages, _excused), spoken), changes=_noted, sentence="It was read.",
    )  # fmt: skip
    return table(row)


def _excused(_view: PaperView, asked: GiveReason) -> bool:
    return asked.reason == "Never mind."


def _says_something(_view: PaperView, asked: GiveReason, _actor: Actor, _now: datetime) -> bool:
    return asked.reason is not None


def _noted(_view: PaperView, asked: GiveReason, actor: Actor, _now: datetime) -> PaperColumns:
    return {"status_reason": f"{actor.name}: {asked.reason}"}


def test_a_guard_that_what_is_asked_may_answer_stands_before_the_click(reading: Lifecycle[PaperView]) -> None:
    (action,) = available_actions(reading, EMPTY, actor=CLERK, now=NOW)
    assert [blocker.code for blocker in action.blockers] == ["NO_PAGES"]
    with pytest.raises(Blocked):
        decide(reading, "read", EMPTY, GiveReason("Well."), actor=CLERK, now=NOW)
    decided = decide(reading, "read", EMPTY, GiveReason("Never mind."), actor=CLERK, now=NOW)
    assert decided.changes == {"status_reason": "Sam: Never mind.", "status": Status.ACCEPTED}


def test_a_check_is_made_of_an_input_with_nothing_filled_in_where_nothing_was_asked(reading: Lifecycle[PaperView]) -> None:
    written = dataclasses.replace(EMPTY, pages=2)
    with pytest.raises(InvalidInput):
        decide(reading, "read", written, None, actor=CLERK, now=NOW)
    assert decide(reading, "read", written, GiveReason("Well."), actor=CLERK, now=NOW).said.text == "Well."


def test_the_input_of_another_verb_is_a_defect(reading: Lifecycle[PaperView]) -> None:
    with pytest.raises(TypeError, match=r"paper\.read asks GiveReason, not PaperView"):
        decide(reading, "read", EMPTY, EMPTY, actor=CLERK, now=NOW)


@pytest.mark.parametrize("lifecycle", EVERY)
def test_what_a_table_calls_are_named_functions(lifecycle: AnyLifecycle) -> None:
    """What is named can be found, mutated and blamed."""
    assert unnamed(lifecycle) == set()


def unnamed(lifecycle: AnyLifecycle) -> set[str]:
    """Of which rows, or of what of the table itself, something is a function without a name."""
    rows = {row.event for row in lifecycle.transitions if any(map(_is_lambda, functions_of(row)))}
    return rows | {each.name for each in dataclasses.fields(lifecycle) if _is_lambda(getattr(lifecycle, each.name))}


def _is_lambda(found: object) -> bool:
    return getattr(found, "__name__", None) == "<lambda>"


def functions_of(row: AnyRow) -> Iterator[object]:
    """Whatever of a row, of its conditions and of its target can be called: a field that comes to be is among them."""
    parts = (row, *row.conditions, *(need for need in row.needs if isinstance(need, Unless)), row.target)
    for part in parts:
        yield from (found for each in _fields_of(part) if callable(found := getattr(part, each)) and not isinstance(found, type))


def _fields_of(part: object) -> list[str]:
    return [each.name for each in dataclasses.fields(part)] if dataclasses.is_dataclass(part) else []


@pytest.mark.parametrize(
    "field", [each.name for each in dataclasses.fields(Lifecycle) if "Callable" in str(each.type) or each.name == "late"]
)
def test_a_table_that_calls_what_has_no_name_is_found(field: str) -> None:
    """Of rows only: `waiting_on`, `resumes`, `late` and what is noted might have been anything."""
    nameless: dict[str, Any] = {"resumes": None, field: lambda *_given: None}
    assert unnamed(dataclasses.replace(table(READ), **nameless)) == {field}


def test_a_row_that_calls_what_has_no_name_is_found() -> None:
    """A sentence `worded` by a lambda passed."""
    guard: Guard[PaperView] = Guard("TESTED_NAMELESS", "It is empty.", lambda _view, _actor, _now: True)
    ways: Sequence[dict[str, Any]] = (
        {"worded": lambda _view, _asked: None},
        {"changes": lambda _view, _asked, _actor, _now: {}},
        {"needs": (guard,)},
        {"needs": (Unless(Guard("NO_PAGES", "It is empty.", _has_pages), lambda _view, _asked: True),)},
        {"target": Branch(lambda _view: Status.ACCEPTED, (Status.ACCEPTED,))},
    )
    named = dataclasses.replace(table(READ), resumes=None)
    for way in ways:
        assert unnamed(dataclasses.replace(named, transitions=(dataclasses.replace(READ, **way),))) == {READ.event}
    assert unnamed(named) == set()


@pytest.mark.parametrize("lifecycle", EVERY)
def test_a_path_names_what_the_row_asks(lifecycle: AnyLifecycle) -> None:
    """A dashboard shows the problem beside the field of that name."""
    for row in lifecycle.transitions:
        asked = {camel(each.name) for each in dataclasses.fields(row.asks)}
        assert {check.path for check in row.conditions if isinstance(check, Check)} <= asked, row.event


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def generic_dataclasses() -> list[type]:
    """Of the whole law, wherever one is written."""
    modules = [import_module(found.name) for found in pkgutil.walk_packages(domain.__path__, "portico.domain.")]
    written = [
        each for module in modules for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__
    ]
    return [each for each in written if dataclasses.is_dataclass(each) and Generic in each.__mro__]


NOTING = [each for each in LIFECYCLES.values() if each.notes]
WITH_NOTES = pytest.mark.parametrize("lifecycle", NOTING, ids=[each.subject for each in NOTING])


@WITH_NOTES
def test_what_is_noted_of_a_move_is_read_off_the_columns_of_its_subject(lifecycle: AnyLifecycle) -> None:
    """So that mypy knows the columns by name: a table takes any function here."""
    assert lifecycle.notes
    _, columns = list(inspect.signature(lifecycle.notes, eval_str=True).parameters.values())
    own = lifecycle.of.columns.__annotations__.keys()
    assert columns.annotation is object or columns.annotation.__annotations__.keys() - {"status"} == own


@WITH_NOTES
def test_a_column_that_is_noted_is_read_into_a_name_with_a_type(lifecycle: AnyLifecycle) -> None:
    """mypy takes `get` of a misspelt column for an object, and `in` for a question: a name with a type finds either.

    In whatever module the columns are handed on to.
    """
    own = lifecycle.of.columns.__annotations__.keys() | {"status"}
    for noting in (lifecycle.notes, lifecycle.late_notes):
        for function, called in handed_on(noting) if noting else ():
            assert loosely_read(function, called, own) == [], function.__qualname__


def handed_on(function: Callable[..., object], place: int = 1) -> Iterator[tuple[Callable[..., object], str]]:
    """The function, and whatever of ours it hands the argument at that place on to, each with what it calls that."""
    called = list(inspect.signature(function).parameters)[place]
    yield function, called
    for node in (each for each in ast.walk(_written(function)) if isinstance(each, ast.Call)):
        for further, each in enumerate(node.args):
            if isinstance(each, ast.Name) and each.id == called and (to := _of_ours(function, node.func)):
                yield from handed_on(to, further)


def _written(function: Callable[..., object]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _of_ours(within: Callable[..., object], called: ast.expr) -> Callable[..., object] | None:
    first, *rest = ast.unparse(called).split(".")
    found = inspect.unwrap(within).__globals__.get(first)
    for name in rest:
        found = getattr(found, name, None)
    return found if inspect.isfunction(found) and found.__module__.startswith("portico.") else None


def loosely_read(function: Callable[..., object], called: str, own: Collection[str]) -> list[str]:
    """Where it looks a column up by its name in what it calls so, and a misspelt one would pass."""
    written = _written(function)
    held = {id(node.value) for node in ast.walk(written) if isinstance(node, ast.AnnAssign)}
    found = [node for node in ast.walk(written) if _looks_a_column_up(node, called)]
    annotation = inspect.signature(function, eval_str=True).parameters[called].annotation
    typed = getattr(annotation, "__annotations__", {}).keys()
    return [ast.unparse(node) for node in found if id(node) not in held or not typed or not typed <= set(own)]


def _looks_a_column_up(node: ast.AST, called: str) -> bool:
    """By a name that is written there; what goes through columns by their names misspells none."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(of), attr="get"), args=[ast.Constant(), *_]):
            return of == called
        case ast.Compare(left=ast.Constant(), ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(of)]):
            return of == called
    return False


def _noted_here(_view: PaperView, columns: PaperColumns) -> object:
    return _noted_there(columns)


def _noted_there(written: PaperColumns) -> object:
    return written.get("status_reson")


def _noted_loosely(written: Mapping[str, Any]) -> object:
    reason: str | None = written.get("status_reson")
    return reason


def test_a_misspelt_column_is_found_where_the_columns_are_handed_on_to() -> None:
    """`changes.get("unlock_at")` stood in a module that the notes of phone numbers call, and passed."""
    own = PaperColumns.__annotations__.keys()
    assert [function.__name__ for function, _called in handed_on(_noted_here)] == ["_noted_here"], "what tests call is not ours"
    assert loosely_read(_noted_there, "written", own) == ["written.get('status_reson')"]
    assert loosely_read(_noted_loosely, "written", own) == ["written.get('status_reson')"]
    notes = LIFECYCLES["phone_number"].notes
    assert notes
    of_numbers = [function.__qualname__ for function, _called in handed_on(notes)]
    assert of_numbers == ["_notes", "noted"]


@pytest.mark.parametrize("generic", generic_dataclasses())
def test_what_a_table_is_made_of_is_frozen_and_generic_without_slots(generic: type) -> None:
    """Python 3.11 loses `__orig_class__` of a generic class with slots, and nothing changes a row once it stands."""
    assert generic.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" not in vars(generic)


def test_the_generic_dataclasses_are_found() -> None:
    assert {Guard, Unless, Check, Branch, Transition, RowsOf, Lifecycle} <= set(generic_dataclasses())


@pytest.mark.parametrize("subject", LIFECYCLES)
def test_what_a_row_says_is_true_for_whoever_reads_it(subject: str) -> None:
    """The losing carrier read `there is nothing for you to do` in a status reason where its answer was awaited."""
    assert [row.said.text for row in LIFECYCLES[subject].transitions if TO_ONE_READER.search(row.said.text)] == []


def test_what_a_reason_says_is_true_for_whoever_reads_it() -> None:
    """`Your current carrier needs the PIN` was said to that carrier."""
    assert [reason.text for reason in PORT_IN.values() if TO_ONE_READER.search(reason.text)] == []


def test_a_row_that_depends_on_what_is_resumed_is_named_with_the_others_that_do() -> None:
    resuming = dataclasses.replace(READ, resumes=at(Status.UPLOADED))
    rows = (resuming, dataclasses.replace(resuming, verb="file"))
    with pytest.raises(ValueError, match=r"^paper: file, read depend on what is resumed"):
        Lifecycle(subject="paper", of=paper, statuses=Status, transitions=rows)


def test_a_subject_has_ended_where_no_row_leads_on() -> None:
    uploaded = PaperView(UUID(int=1), 1, Status.UPLOADED, Flow.STANDARD)
    assert not table(READ).has_ended(uploaded)
    assert table(READ).has_ended(dataclasses.replace(uploaded, status=Status.ACCEPTED))
    assert table(dataclasses.replace(READ, flow=frozenset({Flow.NL}))).has_ended(uploaded)


def test_what_a_row_makes_of_itself_around_a_cancellation_is_of_the_standard_flow_and_makes_nothing_more() -> None:
    made = [row for row in LIFECYCLES["porting_number"].transitions if row.resumes is not None]
    assert {(row.flow, row.detour) for row in made} == {(frozenset({Flow.STANDARD}), Detour.NONE)}


@dataclasses.dataclass(frozen=True)
class Remark:
    text: str | None = None


def _in_their_words(_view: PaperView, asked: Remark) -> Said | None:
    return quoted(asked.text) if asked.text else None


def test_a_row_keeps_what_words_it_otherwise() -> None:
    words: Words = {"verb": "note", "source": at(Status.UPLOADED), "by": Role.STAFF, "sentence": "It was noted."}
    assert paper.row(event="paper.noted", asks=Remark, target=None, worded=_in_their_words, **words).worded is _in_their_words
