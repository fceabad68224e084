"""What mutmut makes of the functions of the law: a copy of the code in which each of their alterations can be switched on."""

from __future__ import annotations

import ast
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents

NEARBY: Final = 24
"""How much of what stands around an alteration is told with it."""


@dataclass(frozen=True)
class Altered:
    """One alteration of one function: `key` switches it on, `change` tells how the text differs, whatever its layout."""

    key: str
    change: str

    @property
    def target(self) -> str:
        """The function as mutmut records that it was run."""
        return self.key.rpartition("__mutmut_")[0]

    @property
    def module(self) -> str:
        return self.key.rpartition(".")[0].partition(".domain.")[2]

    @property
    def function(self) -> str:
        return self.target.rpartition(".")[2].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")

    @property
    def name(self) -> str:
        return f"{self.module}.{self.function}: {self.change}"


def altered_copy(package: Path, folder: Path) -> list[Altered]:
    """Copies the package into the folder; pyproject.toml says which of its files are altered there."""
    copy = folder / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
    files = [path for path in sorted(copy.rglob("*.py")) if config().should_mutate(Path(package.name) / path.relative_to(copy))]
    return [one for path in files for one in _alter(path, _module(path.relative_to(folder)))]


def _module(path: Path) -> str:
    """What Python calls the module of a file: that of a package by its folder, or nothing of it would ever be switched on."""
    return ".".join(path.parent.parts if path.name == "__init__.py" else path.with_suffix("").parts)


def _alter(path: Path, module: str) -> Iterator[Altered]:
    made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    path.write_text(made.code, encoding="utf-8")
    bodies = {node.name: body_of(node) for node in ast.walk(ast.parse(made.code)) if isinstance(node, ast.FunctionDef)}
    told: Counter[tuple[str, str]] = Counter()
    for mutant in made.mutant_names:
        function = mutant.rpartition("__mutmut_")[0]
        change = _change(bodies[f"{function}__mutmut_orig"], bodies[mutant])
        told[function, change] += 1
        times = told[function, change]
        yield Altered(f"{module}.{mutant}", f"{change} ({times})" if times > 1 else change)


def body_of(function: ast.FunctionDef) -> str:
    """Without what it promises, which nothing alters; with its defaults, which mutmut does."""
    promised = ast.get_docstring(function) is not None
    defaults = ast.unparse(ast.Tuple([*function.args.defaults, *filter(None, function.args.kw_defaults)], ast.Load()))
    return " ".join([defaults, *(" ".join(ast.unparse(statement).split()) for statement in function.body[promised:])])


def _change(before: str, after: str) -> str:
    """`around «old → new» around`, as short as it can be told in whole words."""
    begin = _alike_from_the_left(before, after)
    rest = _alike_from_the_left(before[begin:][::-1], after[begin:][::-1])
    begin, end = _word_begins(before, begin), len(before) - _word_begins(before[::-1], rest)
    lead = before[_word_begins(before, max(0, begin - NEARBY)) : begin]
    tail = before[end : len(before) - _word_begins(before[::-1], max(0, len(before) - end - NEARBY))]
    return f"{lead}«{before[begin:end]} → {after[begin : end + len(after) - len(before)]}»{tail}".strip()


def _alike_from_the_left(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _word_begins(text: str, place: int) -> int:
    """Where the word begins that goes on at this place; the place itself between two words."""
    while 0 < place < len(text) and all(letter.isalnum() or letter == "_" for letter in text[place - 1 : place + 1]):
        place -= 1
    return place
