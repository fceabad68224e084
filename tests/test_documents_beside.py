"""GraphQL documents of the dashboard stand beside who asks them: a feature's own in it, what several ask below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).parents[1] / "frontend" / "src"
_OPERATION: Final = re.compile(r"^(?:query|mutation|subscription) (\w+)", re.MULTILINE)
_ASKED: Final = re.compile(r"\b(\w+)Document\b")


def home(path: Path) -> str:
    """The feature that a file is part of, else the folder at the top."""
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[:2] if parts[0] == "features" else parts[:1])


def _files(*endings: str) -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*") if path.name.endswith(endings) and ".test." not in path.name and "gql" not in path.parts)


def misplaced(documents: dict[str, str], asked: dict[str, set[str]]) -> list[str]:
    """Of documents by their homes those that stand elsewhere than who asks them."""
    found = []
    for name, where in documents.items():
        by = asked.get(name, set())
        own = next(iter(by)) if len(by) == 1 else ""
        wanted = own if own.startswith("features/") else None
        if (wanted and where != wanted) or (wanted is None and where.startswith("features/") and by != {where}):
            found.append(f"{name} in {where}, asked by {', '.join(sorted(by)) or 'nobody'}")
    return found


def test_a_document_stands_beside_who_asks_it() -> None:
    documents = {name: home(path) for path in _files(".graphql") for name in _OPERATION.findall(path.read_text())}
    asked: dict[str, set[str]] = {}
    for path in _files(".ts", ".tsx"):
        for name in _ASKED.findall(path.read_text()):
            asked.setdefault(name, set()).add(home(path))
    assert len(documents) > 100
    assert misplaced(documents, asked) == []


def test_a_document_that_stands_elsewhere_is_found() -> None:
    documents = {"Own": "subjects", "Shared": "features/home", "Right": "features/home", "Below": "subjects"}
    asked = {"Own": {"features/home"}, "Shared": {"features/home", "actions"}, "Right": {"features/home"}, "Below": {"actions"}}
    assert [each.split()[0] for each in misplaced(documents, asked)] == ["Own", "Shared"]
