"""What is wrong with a PDF, a word, or nothing.

Every object of the file is looked at, reachable or not and whatever leads to it, so that no chain of references hides one. Beside it the
bytes themselves are searched for the names of what starts something: a viewer may read a broken file otherwise than this parser does.
Only `operations.document_inspection` calls it, in a process with bounded time and memory; it imports nothing that is not there.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, SupportsInt, cast

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import (
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
    TextStringObject,
    read_object,
)

from portico.operations.desk.papers import pdf_attachments

MOST_OBJECTS: Final = 200_000
MOST_PAGES: Final = 1_000
# A form to fill in and links to web pages are fine; what runs, plays, or leads to another file or a server is not.
RUNNING: Final = frozenset({"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound"})
REACHING: Final = frozenset({"/GoToR", "/GoToE", "/SubmitForm", "/ImportData"})
RUNNING_KEYS: Final = frozenset({"/JS", "/JavaScript", "/XFA"})  # XFA forms are scripts in XML; one without can be printed as well
PLAYING: Final = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"})
HARMLESS_TWICE: Final = frozenset(
    "/Type /MediaBox /CropBox /Rotate /Length /PageMode /PageLayout /Lang /Version"
    " /Title /Author /Subject /Keywords /Creator /Producer /CreationDate /ModDate".split()
)
# A web page, a mailbox, a telephone, or a place that is relative.
WEB: Final = re.compile(r"(?:https?|ftp|mailto|tel|fax|sms|callto|sips?|geo):|(?![a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
ERRORS: Final = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError)

_BLANK: Final = re.compile(r"[\x00-\x20]")  # browsers skip it, also inside `java script:`
_SPACE: Final = rb"[\0\t\n\f\r ]"
_OBJECT: Final = re.compile(rb"(?<![0-9])([0-9]{1,10})" + _SPACE + rb"+([0-9]{1,5})" + _SPACE + rb"+obj" + _SPACE + rb"*")
_ESCAPED: Final = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]{0,40}#[0-9A-Fa-f]{2}[^\0\t\n\f\r ()<>\[\]{}/%]{0,40}")
_BYTE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENDS: Final = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_NAMES: Final = {  # long enough that packed pictures do not contain one by chance
    "RUNS_PROGRAMS": re.compile(rb"/(?:JavaScript|Launch|Rendition|RichMedia)" + _ENDS),
    "REACHES_OUT": re.compile(rb"/(?:GoToR|GoToE|SubmitForm|ImportData)" + _ENDS),
}
ObjectPlace = tuple[int, int]


class _Unsound(Exception):
    """Carries the verdict."""


def verdict(content: bytes) -> str:
    """Nothing when it is a document like any other, else `ENCRYPTED`, `DAMAGED`, `RUNS_PROGRAMS`, `REACHES_OUT`, `CARRIES_FILES` or
    `TOO_COMPLEX`."""
    doubts = _Doubts()
    try:
        with doubts.heard():
            _Inspection(content).run()
    except _Unsound as unsound:
        return str(unsound)
    except LimitReachedError:
        return "TOO_COMPLEX"
    except (NotImplementedError, DependencyError):  # locks that the parser has no key for
        return "ENCRYPTED"
    except ERRORS:
        return "DAMAGED"
    return "DAMAGED" if doubts.any else ""


class _Doubts(logging.Handler):
    """Whether the parser read on over a dictionary that another reader may read otherwise: it tells that in its log only."""

    any = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        parser = logging.getLogger("pypdf")
        parser.addHandler(self)
        try:
            yield
        finally:
            parser.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        key = record.args.get("key") if isinstance(record.args, Mapping) else None
        twice = record.msg.startswith("Multiple definitions") and key not in HARMLESS_TWICE
        if twice or record.msg.startswith("%(exception)"):
            self.any = True


class _Inspection:
    """One file, its objects, and what was found of attachments on the way."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))
        self.attached: set[Hashable] = set()

    def run(self) -> None:
        if self.reader.is_encrypted and not self.reader.decrypt(""):
            raise _Unsound("ENCRYPTED")
        if not 0 < len(self.reader.pages) <= MOST_PAGES:
            raise _Unsound("TOO_COMPLEX" if len(self.reader.pages) else "DAMAGED")
        self.reader.pages[0].mediabox  # noqa: B018 - the first page can be found and has a size
        _search(self.content)
        self._look_at(self.reader.trailer)
        unread, named = set[ObjectPlace](), set[ObjectPlace]()
        for place, start in self._places().items():
            try:
                value = self._read(place, start)
            except LimitReachedError:
                raise
            except ERRORS:
                unread.add(place)
            else:
                named |= self._look_at(value)
        if unread & named:  # something leads there: another reader may find there what this one could not
            raise _Unsound("DAMAGED")

    def _places(self) -> dict[ObjectPlace, int | None]:
        """Number and generation of every object: those of the tables, and those that only stand in the file, with where they do."""
        places: dict[ObjectPlace, int | None] = {(number, 0): None for number in self.reader.xref_objStm}
        places |= {(number, generation): None for generation, objects in self.reader.xref.items() for number in objects}
        for found in _OBJECT.finditer(self.content):
            places.setdefault((int(found[1]), int(found[2])), found.end())
            if len(places) > MOST_OBJECTS:
                raise _Unsound("TOO_COMPLEX")
        return places

    def _read(self, place: ObjectPlace, start: int | None) -> object:
        if start is None:
            return self.reader.get_object(IndirectObject(*place, self.reader))
        self.reader.stream.seek(start)
        return read_object(self.reader.stream, self.reader)

    def _look_at(self, value: object) -> set[ObjectPlace]:
        """Judges what is in one object, and answers the places it names."""
        named = set[ObjectPlace]()
        waiting: list[object] = [value]
        while waiting:
            found = waiting.pop()
            if isinstance(found, IndirectObject):
                named.add((found.idnum, found.generation))
            elif isinstance(found, DictionaryObject):
                self._judge(found)
                waiting.extend(found.values())
                waiting.extend(self._packed(found))
            elif isinstance(found, list):
                waiting.extend(found)
        return named

    def _judge(self, found: DictionaryObject) -> None:
        action, kind = _name(found, "/S"), _name(found, "/Subtype")
        if action in RUNNING or kind in PLAYING or not RUNNING_KEYS.isdisjoint(found):
            raise _Unsound("RUNS_PROGRAMS")
        if action in REACHING or _leads_away(_value(found, "/URI")) or _leads_away(_value(found, "/Base")):
            raise _Unsound("REACHES_OUT")
        if kind == "/FileAttachment" or "/RF" in found:
            raise _Unsound("CARRIES_FILES")
        if "/EF" in found:
            self._judge_attachment(found)
        elif any(isinstance(_value(found, key), TextStringObject | ByteStringObject) for key in pdf_attachments.NAME_KEYS if key in found):
            raise _Unsound("REACHES_OUT")  # the name of a file that is not inside, whatever it is wanted for

    def _packed(self, found: DictionaryObject) -> Iterator[object]:
        """The objects inside an object stream, whether or not a table lists it: a reader that mends the table finds them."""
        if not isinstance(found, StreamObject) or _name(found, "/Type") != "/ObjStm":
            return
        data = found.get_data()
        _search(data)
        first, count = _count(found, "/First"), _count(found, "/N")
        if count > MOST_OBJECTS:
            raise _Unsound("TOO_COMPLEX")
        for offset in data[:first].split()[1 : 2 * count : 2]:
            source = io.BytesIO(data)
            source.seek(first + int(offset))
            yield read_object(source, self.reader)

    def _judge_attachment(self, found: DictionaryObject) -> None:
        invoices = pdf_attachments.invoices(found)
        self.attached |= invoices
        if not invoices or len(self.attached) > 1:
            raise _Unsound("CARRIES_FILES")


def _search(content: bytes) -> None:
    """Raises when the bytes have one of the names in them, as it is or escaped (`/L#61unch`)."""
    escaped = b" ".join(_BYTE.sub(lambda byte: bytes.fromhex(byte[1].decode()), name) for name in _ESCAPED.findall(content))
    for code, names in _NAMES.items():
        if names.search(content) or names.search(escaped):
            raise _Unsound(code)


def _value(found: DictionaryObject, key: str) -> object:
    """What a key says, through references; one that leads nowhere for this parser may lead somewhere for another."""
    raw = found.get(key)
    if not isinstance(raw, IndirectObject):
        return raw
    value = raw.get_object()
    if value is None or isinstance(value, NullObject):
        raise _Unsound("DAMAGED")
    return value


def _count(found: DictionaryObject, key: str) -> int:
    """Raises as `int` does for what is no number."""
    return int(cast(SupportsInt, _value(found, key)))


def _name(found: DictionaryObject, key: str) -> str:
    value = _value(found, key)
    return value if isinstance(value, str) else ""


def _leads_away(address: object) -> bool:
    """Whether a link leads to something else than a page, a mailbox or a telephone: `\\\\server\\share`, `file:`, `javascript:`."""
    if isinstance(address, ByteStringObject):
        address = address.decode("latin-1")
    return isinstance(address, str) and not WEB.match(_BLANK.sub("", address))
