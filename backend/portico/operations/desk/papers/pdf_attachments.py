"""The one file a PDF may carry: the XML of an electronic invoice, as PDF/A-3 has it (Factur-X, ZUGFeRD, XRechnung)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final
from xml.parsers import expat

from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

# ZUGFeRD 1 and 2.0, Factur-X (ZUGFeRD 2.1 and later), XRechnung: each standard fixes the name.
INVOICES: Final = frozenset({"zugferd-invoice.xml", "factur-x.xml", "xrechnung.xml"})
RELATION: Final = "/AFRelationship"
RELATIONS: Final = frozenset({"/Data", "/Source", "/Alternative", "/Unspecified"})
NAME_KEYS: Final = ("/F", "/UF", "/DOS", "/Mac", "/Unix")  # where a file specification has the file's name
MOST_BYTES: Final = 10_000_000
ROOTS: Final = frozenset({
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100 CrossIndustryInvoice",  # Factur-X, ZUGFeRD 2, XRechnung
    "urn:ferd:CrossIndustryDocument:invoice:1p0 CrossIndustryDocument",  # ZUGFeRD 1
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice",  # XRechnung in UBL
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote",
})  # fmt: skip
"""The element that is the invoice, by the standard's namespace: a name alone makes no file an invoice."""
ACTIVE: Final = ("http://www.w3.org/1999/xhtml ", "http://www.w3.org/2000/svg ", "http://www.w3.org/1999/XSL/Transform ")
NOTHING_OF_THE_KIND: Final[frozenset[Hashable]] = frozenset()


def invoices(specification: DictionaryObject) -> frozenset[Hashable]:
    """Which embedded files a file specification names, when each is such an XML; else none."""
    names = {str(specification[key]).casefold() for key in NAME_KEYS if key in specification}
    relation = specification[RELATION] if RELATION in specification else "/Unspecified"  # noqa: SIM401 - `get` follows no references
    files = specification["/EF"]
    if not names or not names <= INVOICES or relation not in RELATIONS or not isinstance(files, DictionaryObject):
        return NOTHING_OF_THE_KIND
    found = {file.idnum if isinstance(file, IndirectObject) else id(file): file.get_object() for file in files.values()}
    return frozenset(found) if all(map(_is_invoice, found.values())) else NOTHING_OF_THE_KIND


def _is_invoice(file: object) -> bool:
    if not isinstance(file, StreamObject) or "/F" in file:
        return False
    content = file.get_data()
    return len(content) <= MOST_BYTES and _is_an_invoices_xml(content)


class _NoInvoice(Exception):
    """It begins as no invoice does, or something a browser would run or fetch is in it."""


def _is_an_invoices_xml(content: bytes) -> bool:
    """Well-formed, an invoice by its root, without a document type (so without entities), a style sheet, or elements of a web page."""
    elements = 0

    def refuse(*_: object) -> None:
        raise _NoInvoice

    def element(name: str, _attributes: object) -> None:
        nonlocal elements
        elements += 1
        if name.startswith(ACTIVE) or (elements == 1 and name not in ROOTS):
            raise _NoInvoice

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.StartElementHandler = element
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _NoInvoice):
        return False
    return True
