"""Reads the hand-reviewed lifecycle grids: what must come out of each verb, in each status, for each role.

The format stands in README.md beside this file. Everything a grid says is checked against the words its own head declares,
so that a misspelt status, fact or code fails here, with its line, and not as a puzzling difference in the matrix.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.domain.lifecycles.cells import GONE, ROLES, Cell, Grid, Named, Row, Verdict

HERE = Path(__file__).parent
THE_REST = ("any other", "every status")


class GridError(ValueError):
    """A grid that cannot be understood, with the file and the line that is wrong."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")


def read_all() -> dict[str, Grid]:
    """Read every grid beside this file, by lifecycle."""
    grids = (read(path) for path in sorted(HERE.glob("*.grid")))
    return {grid.lifecycle: grid for grid in grids}


def read(path: Path) -> Grid:
    """Read one file, or raise GridError."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str = "grid") -> Grid:
    """Read one grid from its text, or raise GridError with `name:line`."""
    reader = _Reader(name)
    for number, raw in enumerate(text.splitlines(), start=1):
        reader.line = number
        line = raw.split("#", 1)[0].strip()
        if line:
            reader.take(line)
    return reader.finish()


@dataclass(frozen=True)
class _Given:
    line: int
    status: str
    stated: dict[str, str]
    cells: dict[str, Cell]


_FACT = re.compile(r"([a-z_.]+)=(\w+)")
_GIVEN = re.compile(r"([A-Z_]+)(?:\[([^\]]*)\])?")
_OUTSIDE_BRACKETS = re.compile(r",\s*(?![^\[]*\])")
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)?")
_WORD = re.compile(r"[A-Za-z0-9_]+")
_CHANGE = re.compile(r"([a-z_]+)(?:\(([a-z_ ]*)\))?(\s*=.*)")


class _Reader:
    """Holds what was read so far; each directive has a method of its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 0
        self.lifecycle = ""
        self.words: dict[str, tuple[str, ...]] = {"flows": (), "statuses": (), "ended": (), "codes": ()}
        self.facts: dict[str, tuple[str, ...]] = {}
        self.changes: dict[str, tuple[str, ...]] = {}
        self.columns: dict[str, tuple[str, ...]] = {}
        self.defaults: list[tuple[str | None, str, dict[str, str], dict[str, str]]] = []
        self.splits: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.flow: str | None = None
        self.verbs: tuple[str, ...] = ()
        self.writes: dict[str | None, dict[str, str]] = {}
        self.beside: dict[str | None, tuple[str, ...]] = {}
        self.block: list[_Given] = []
        self.rest: dict[str, Cell] | None = None
        self.table_line = 0
        self.has_header = False
        self.rows: list[Row] = []
        self.seen: set[tuple[str | None, str]] = set()
        self.directives: dict[str, Callable[[str], None]] = {
            "lifecycle": self.read_lifecycle,
            "fact": lambda text: self.read_values(text, self.facts),
            "change": self.read_change,
            "default": self.read_default,
            "split": self.read_split,
            "flow": self.read_flow,
            "verb": self.read_verb,
        }

    def fail(self, message: str, line: int | None = None) -> GridError:
        return GridError(f"{self.name}:{self.line if line is None else line}", message)

    def take(self, line: str) -> None:
        if line.startswith("|"):
            self.read_table_row(line)
            return
        word, _, rest = line.partition(" ")
        if word in {"writes", "beside"}:
            self.read_of_every_move(word, rest)
            return
        self.close_block()
        if word in self.words:
            self.words[word] += tuple(rest.split())
        elif word in self.directives:
            self.directives[word](rest.strip())
        else:
            known = [*self.words, *self.directives, "writes", "beside"]
            raise self.fail(f"a line starts with one of {', '.join(known)} or |, not with {word!r}")

    def finish(self) -> Grid:
        self.close_block()
        if not self.lifecycle or not self.rows:
            raise self.fail("a grid names its lifecycle and has at least one verb")
        flows: tuple[str | None, ...] = self.words["flows"] or (None,)
        verbs = dict.fromkeys(row.verb for row in self.rows)
        for flow, verb in product(flows, verbs):
            if (flow, verb) not in self.seen:
                raise self.fail(f"verb {verb} has no table in flow {flow}")
        words = self.words
        lists = (words["flows"], words["statuses"], words["ended"], words["codes"])
        return Grid(self.lifecycle, *lists, self.facts, self.changes, self.columns, tuple(self.rows))

    def read_lifecycle(self, text: str) -> None:
        self.lifecycle = text

    def read_values(self, text: str, into: dict[str, tuple[str, ...]]) -> None:
        name, equals, values = (part.strip() for part in text.partition("="))
        found = tuple(value.strip() for value in values.split("|"))
        if not equals or name in into or not all(_WORD.fullmatch(value) for value in found):
            raise self.fail("write `fact name = default | other`, each name once")
        into[name] = found

    def read_change(self, text: str) -> None:
        found = _CHANGE.fullmatch(text)
        if not found:
            raise self.fail("write `change word = value | value` or `change word(column column) = value | value`")
        self.read_values(found[1] + found[3], self.changes)
        self.columns[found[1]] = (found[1],) if found[2] is None else tuple(found[2].split())

    def read_of_every_move(self, word: str, text: str) -> None:
        """`writes` and `beside`: of every allowed cell of the table, or of those that lead into the statuses named first."""
        if not self.verbs or self.has_header:
            raise self.fail(f"`{word}` stands under a verb, before its table")
        statuses, colon, said = text.rpartition(":")
        into = [self.known_status(status.strip()) for status in statuses.split(",")] if colon else [None]
        for status in into:
            if word == "writes":
                self.writes[status] = self.read_facts(said, self.changes)
            else:
                self.beside[status] = tuple(self.read_follow_on(each).name for each in said.split())

    def read_default(self, text: str) -> None:
        givens, _, facts = text.partition(":")
        for status, stated in self.read_givens(givens):
            self.defaults.append((self.flow, status, stated, self.read_facts(facts, self.facts)))

    def read_split(self, text: str) -> None:
        statuses, _, fact = text.partition(" by ")
        name, _, values = (part.strip() for part in fact.partition("="))
        for status in statuses.split():
            self.known_status(status)
            self.splits[status] = (name, tuple(self.known(self.facts, name, value.strip()) for value in values.split("|")))

    def read_flow(self, text: str) -> None:
        if text not in self.words["flows"]:
            raise self.fail(f"unknown flow {text!r}")
        self.flow, self.splits = text, {}

    def read_verb(self, text: str) -> None:
        if self.words["flows"] and self.flow is None:
            raise self.fail("a verb stands under a flow")
        self.verbs = tuple(verb.strip() for verb in text.split(","))
        for verb in self.verbs:
            if (self.flow, verb) in self.seen:
                raise self.fail(f"verb {verb} has a table already")
            self.seen.add((self.flow, verb))

    def read_table_row(self, line: str) -> None:
        self.table_line = self.line
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not self.verbs:
            raise self.fail("a table stands under a verb")
        if not self.has_header:
            if tuple(cells) != ("given", *ROLES):
                raise self.fail(f"the table's first line is | given | {' | '.join(ROLES)} |")
            self.has_header = True
            return
        if len(cells) != len(ROLES) + 1:
            raise self.fail(f"a row has a given and {len(ROLES)} cells, this one has {len(cells)} parts")
        if self.rest is not None:
            raise self.fail(f"{' / '.join(THE_REST)} is the last row of a table")
        if cells[0] in THE_REST:
            if (cells[0] == "every status") == bool(self.block):
                raise self.fail("write `every status` in a table's only row, `any other` after others")
            self.rest = self.read_cells(cells[1:], None)
            return
        for status, stated in self.read_givens(cells[0]):
            self.add_given(_Given(self.line, status, stated, self.read_cells(cells[1:], status)))

    def add_given(self, given: _Given) -> None:
        split = self.splits.get(given.status)
        if split and given.stated.get(split[0]) not in split[1]:
            raise self.fail(f"{given.status} must say {split[0]}={'|'.join(split[1])}")
        if any((other.status, other.stated) == (given.status, given.stated) for other in self.block):
            raise self.fail(f"{given.status} with these facts has a row already")
        self.block.append(given)

    def close_block(self) -> None:
        """Write the table out as rows: every status has one, and a split status one for each part."""
        if not self.verbs:
            return
        for status, stated in list(self.missing()):
            if self.rest is None:
                part = "".join(f"[{name}={value}]" for name, value in stated.items())
                raise self.fail(f"verb {', '.join(self.verbs)} has no row for {status}{part}", self.table_line)
            self.block.append(_Given(self.table_line, status, stated, self.rest))
        for verb, given in product(self.verbs, self.block):
            facts = self.all_facts(given.status, given.stated)
            self.rows.append(Row(given.line, self.flow, verb, given.status, given.stated, facts, given.cells))
        self.verbs, self.block, self.rest, self.has_header = (), [], None, False
        self.writes, self.beside = {}, {}

    def missing(self) -> Iterator[tuple[str, dict[str, str]]]:
        for status in self.words["statuses"]:
            fact, values = self.splits.get(status, ("", ("",)))
            for value in values:
                if not any(given.status == status and given.stated.get(fact, "") == value for given in self.block):
                    yield status, {fact: value} if fact else {}

    def all_facts(self, status: str, stated: Mapping[str, str]) -> dict[str, str]:
        facts = {name: values[0] for name, values in self.facts.items()}
        for flow, of_status, when, then in self.defaults:
            if flow in {None, self.flow} and of_status == status and when.items() <= stated.items():
                facts |= then
        return facts | dict(stated)

    def read_givens(self, text: str) -> Iterator[tuple[str, dict[str, str]]]:
        for part in _OUTSIDE_BRACKETS.split(text.strip()):
            found = _GIVEN.fullmatch(part.strip())
            if not found:
                raise self.fail(f"{part!r} is not STATUS or STATUS[fact=value fact=value]")
            self.known_status(found[1])
            yield found[1], self.read_facts(found[2] or "", self.facts)

    def read_facts(self, text: str, declared: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        facts: dict[str, str] = {}
        for word in text.split():
            found = _FACT.fullmatch(word)
            if not found or found[1] in facts:
                raise self.fail(f"{word!r} is not fact=value, or says a fact twice")
            facts[found[1]] = self.known(declared, found[1], found[2])
        return facts

    def known(self, declared: Mapping[str, tuple[str, ...]], name: str, value: str) -> str:
        if value not in declared.get(name, ()):
            raise self.fail(f"{name}={value} is not declared in the grid's head")
        return value

    def known_status(self, status: str) -> str:
        if status not in self.words["statuses"]:
            raise self.fail(f"unknown status {status!r}")
        return status

    def read_cells(self, texts: list[str], given: str | None) -> dict[str, Cell]:
        return {role: self.read_cell(text.split(), given) for role, text in zip(ROLES, texts, strict=True)}

    def read_cell(self, words: list[str], given: str | None) -> Cell:
        if not words:
            raise self.fail("a cell is empty")
        first = words[0]
        if words in (["x"], ["."], ["-"]):
            return Cell(Verdict(first))
        if first.startswith("!"):
            return Cell(Verdict.BLOCKED, codes=tuple(self.read_code(word) for word in words))
        if first.startswith("~") and all(word.startswith("~") for word in words):
            return Cell(Verdict.INVALID, paths=tuple(word[1:] for word in words))
        return self.read_allowed(first, words[1:], given)

    def read_allowed(self, first: str, words: list[str], given: str | None) -> Cell:
        if given is None:
            raise self.fail("any other / every status may only refuse")
        if first == given:
            raise self.fail(f"write = where the status stays {given}")
        status = None if first == "=" else first if first == GONE else self.known_status(first)
        plain = [word for word in words if not word.startswith("+")]
        if plain != words[: len(plain)]:
            raise self.fail("follow-ons stand last in a cell")
        then = tuple(self.read_follow_on(word) for word in words[len(plain) :])
        into = status or given
        changes = self.writes.get(None, {}) | self.writes.get(into, {}) | self.read_facts(" ".join(plain), self.changes)
        return Cell(Verdict.ALLOWED, status, self.agreed(changes), then, beside=self.beside.get(None, ()) + self.beside.get(into, ()))

    def agreed(self, changes: dict[str, str]) -> dict[str, str]:
        """What is written, each column by one word only."""
        columns = [column for word in changes for column in self.columns[word]]
        if twice := {column for column in columns if columns.count(column) > 1}:
            raise self.fail(f"two words speak of {', '.join(sorted(twice))}")
        return changes

    def read_code(self, word: str) -> Named:
        code = _named(word)
        if not word.startswith("!") or code.name not in self.words["codes"]:
            raise self.fail(f"{word!r} is not a !CODE of the grid's head")
        return code

    def read_follow_on(self, word: str) -> Named:
        follow_on = _named(word)
        if not _NAME.fullmatch(follow_on.name):
            raise self.fail(f"{word!r} is not +verb or +lifecycle.verb")
        return follow_on if "." in follow_on.name else Named(f"{self.lifecycle}.{follow_on.name}", follow_on.optional)


def _named(word: str) -> Named:
    return Named(word[1:].removesuffix("?"), word.endswith("?"))
