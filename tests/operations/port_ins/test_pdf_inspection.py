"""A PDF runs nothing, reaches nowhere and carries nothing but an invoice's XML, however it hides it."""

from __future__ import annotations

import io
import time

import pytest
from pypdf import PdfReader, PdfWriter

from portico.operations.desk.papers.pdf_inspection import verdict
from tests.operations.port_ins import hostile_pdfs

REFUSED = [
    pytest.param(content, code, id=f"{code}: {name}")
    for code, files in {
        "RUNS_PROGRAMS": hostile_pdfs.RUNS,
        "REACHES_OUT": hostile_pdfs.REACHES,
        "CARRIES_FILES": hostile_pdfs.CARRIES,
        "TOO_COMPLEX": hostile_pdfs.COMPLEX,
        "DAMAGED": hostile_pdfs.DAMAGED,
    }.items()
    for name, content in files.items()
]


@pytest.mark.parametrize(("content", "code"), REFUSED)
def test_a_pdf_that_does_something_is_refused_however_it_hides_it(content: bytes, code: str) -> None:
    assert verdict(content) == code


def test_a_pdf_that_unpacks_to_more_than_a_document_has_is_refused() -> None:
    assert verdict(hostile_pdfs.bomb()) == "TOO_COMPLEX"


@pytest.mark.parametrize("content", hostile_pdfs.SOUND.values(), ids=hostile_pdfs.SOUND)
def test_a_pdf_that_only_looks_like_it_is_taken(content: bytes) -> None:
    assert verdict(content) == ""


@pytest.mark.parametrize("name", ["launch behind references in an object stream", "UNC GoToR", "link to a share"])
def test_a_pdf_that_anybody_can_open_hides_nothing_by_being_encrypted(name: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO((hostile_pdfs.RUNS | hostile_pdfs.REACHES)[name])))
    writer.encrypt(user_password="", owner_password="the operator", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert verdict(out.getvalue()) in {"RUNS_PROGRAMS", "REACHES_OUT"}


def test_a_pdf_under_a_lock_nobody_knows_is_called_protected() -> None:
    content = hostile_pdfs.pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [(a) (b)] /Encrypt << /Filter /Other.Lock /V 1 >>")
    assert verdict(content) == "ENCRYPTED"


def test_many_references_that_lead_nowhere_cost_no_search_each() -> None:
    """20 MB of scans and thousands of references to what was taken out, as some programs leave them."""
    nowhere = b" ".join(b"%d 0 R" % number for number in range(1000, 6000))
    content = hostile_pdfs.pdf(b"/Odd [%b]" % nowhere, more={4: hostile_pdfs.stream(b"", b"\xff" * 20_000_000)})
    begun = time.process_time()
    assert verdict(content) == ""
    assert time.process_time() - begun < 5
