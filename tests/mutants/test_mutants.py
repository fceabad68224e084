"""What `make mutants` promises of itself: no field of a row is forgotten, no survivor and no false entry of the list passed over."""

from __future__ import annotations

import dataclasses

from portico.domain.grammar import AnyRow, Transition
from portico.domain.tables import LIFECYCLES
from tests.mutants.__main__ import Tried, problems
from tests.mutants.altering import BEFORE, KINDS, SPENT, WORDS, Mutant, mutants
from tests.mutants.judging import Bench
from tests.mutants.same import SAME

DOCUMENT = LIFECYCLES["document"]
EVERY_ENTRY = tuple(SAME)


def mutant(name: str) -> Mutant:
    return next(one for one in mutants(DOCUMENT, Bench(DOCUMENT).written) if one.name == name)


def test_every_field_of_a_row_is_altered_or_said_not_to_be() -> None:
    assert {field.name for field in dataclasses.fields(Transition)} == KINDS.keys() | WORDS | SPENT | BEFORE


def test_a_table_altered_is_found_and_the_table_is_as_before() -> None:
    bench = Bench(DOCUMENT)
    assert bench.is_in_order()
    assert bench.finds(mutant("document.reject from UPLOADED | by | and CUSTOMER"))
    assert bench.finds(mutant("document.reject from UPLOADED | needs | without UNKNOWN_FIELD at fields"))
    assert bench.finds(mutant("document.reject from UPLOADED | columns | named_fields not written"))
    assert bench.is_in_order()


def test_a_row_that_means_the_same_is_not_found() -> None:
    def row(of: AnyRow) -> AnyRow:
        return dataclasses.replace(of, variant="take_it")

    same = Mutant("document", 0, "document.accept from UPLOADED", "words", "another variant", row(DOCUMENT.transitions[0]))
    assert not Bench(DOCUMENT).finds(same)


def test_a_survivor_that_is_not_listed_and_an_entry_that_lies_or_fits_none_are_told() -> None:
    one = mutant("document.accept from UPLOADED | told | yes")
    assert problems([Tried(one, True, ()), Tried(one, False, EVERY_ENTRY)]) == []
    assert problems([Tried(one, False, ()), Tried(one, False, EVERY_ENTRY)]) == [f"survives: {one.name}"]
    assert problems([Tried(one, True, ("*",)), Tried(one, False, EVERY_ENTRY)]) == [f"listed as the same, and found: {one.name} (*)"]
    assert problems([Tried(one, False, EVERY_ENTRY[1:])]) == [f"listed, and there is no such mutant: {EVERY_ENTRY[0]}"]
