"""PDFs written by hand, object by object: what nobody should send, and what only looks like it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
INSIDE = b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">%b</rsm:CrossIndustryInvoice>'
XML = INSIDE % b""


def written(objects: Mapping[int, bytes], unlisted: Mapping[int, bytes] | None = None) -> bytes:
    """A file of these objects with a table of them; `unlisted` stand in the file and in no table."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in {**objects, **(unlisted or {})}.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    for number in sorted(objects):
        out += b"" if number > 1 else b"xref\n0 1\n0000000000 65535 f \n"
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


def pdf(
    catalog: bytes = b"", page: bytes = b"", more: Mapping[int, bytes] | None = None, unlisted: Mapping[int, bytes] | None = None
) -> bytes:
    """One page; `catalog` and `page` are added to their dictionaries, `more` are objects from 4 on."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        2: PAGES,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %b >>" % page,
    }
    return written(objects | dict(more or {}), unlisted)


def packed(catalog: bytes, objects: Mapping[int, bytes], *, padding: int = 0) -> bytes:
    """The objects (from 5 on, without a gap) in an object stream, where no search of the file's own bytes finds them."""
    bodies = [body + b" " for body in objects.values()]
    offsets = [sum(map(len, bodies[:place])) for place in range(len(bodies))]
    head = b" ".join(b"%d %d" % pair for pair in zip(objects, offsets, strict=True)) + b"\n"
    data = zlib.compress(head + b"".join(bodies) + b" " * padding)
    said = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(head))
    kept = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        2: PAGES,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: stream(said, data),
    }
    out, rows = bytearray(b"%PDF-1.7\n"), [struct.pack(">BIH", 0, 0, 65535)]
    for number, body in kept.items():
        rows.append(struct.pack(">BIH", 1, len(out), 0))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows += [struct.pack(">BIH", 2, 4, place) for place in range(len(objects))]
    start, last = len(out), 5 + len(objects)
    rows.append(struct.pack(">BIH", 1, start, 0))
    table = stream(b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % (last + 1), b"".join(rows))
    return bytes(out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, table, start))


def stream(dictionary: bytes, data: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (dictionary, len(data), data)


def carrying(*names: str, content: bytes = XML, more: bytes = b"/AFRelationship /Alternative") -> bytes:
    """A PDF with these files inside, as PDF/A-3 has them."""
    objects: dict[int, bytes] = {}
    for place, name in enumerate(names):
        number = 4 + 2 * place
        both = b"/F (%b) /UF (%b)" % (name.encode(), name.encode())
        objects[number] = b"<< /Type /Filespec %b /EF << /F %d 0 R /UF %d 0 R >> %b >>" % (both, number + 1, number + 1, more)
        objects[number + 1] = stream(b"/Type /EmbeddedFile /Subtype /text#2Fxml", content)
    listed = b" ".join(b"(%b) %d 0 R" % (name.encode(), 4 + 2 * place) for place, name in enumerate(names))
    associated = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(names)))
    return pdf(b"/Names << /EmbeddedFiles << /Names [%b] >> >> /AF [%b]" % (listed, associated), more=objects)


def bomb() -> bytes:
    """80 kB that unpack to 80 MB."""
    return packed(b"", {5: b"[]"}, padding=80_000_000)


def opening(action: bytes, **more: bytes) -> bytes:
    """A PDF that does this when it is opened; `o4=…` are further objects."""
    return pdf(b"/OpenAction << /Type /Action %b >>" % action, more={int(name[1:]): body for name, body in more.items()})


def half_listed(catalog: bytes, inside: bytes) -> bytes:
    """An object 10 in an object stream that no table lists, and a table that is a little wrong: other readers mend it, and find 10."""
    head = b"10 0 "
    whole = pdf(catalog, more={4: stream(b"/Type /ObjStm /N 1 /First %d" % len(head), head + inside), 5: stream(b"", b"abc")})
    return re.sub(rb"/Size \d+", b"/Size 3", whole)


RUNS = {
    "launch": opening(b"/S /Launch /F (calc.exe)"),
    "launch behind a reference": opening(b"/S 4 0 R /Win 5 0 R", o4=b"/Launch", o5=b"<< /F (calc.exe) >>"),
    "launch behind references in an object stream": packed(
        b"/OpenAction 5 0 R", {5: b"<< /S 6 0 R /Win 7 0 R >>", 6: b"/Launch", 7: b"<< >>"}
    ),
    "launch with an escaped name": opening(b"/S /L#61unch /Win << /P (x) >>"),
    "launch escaped in an object stream": packed(b"/OpenAction 5 0 R", {5: b"<< /S /#4caunch /Win << >> >>"}),
    "launch after other actions": pdf(
        page=b"/Annots [4 0 R]",
        more={
            4: b"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) /Next [5 0 R] >> >>",
            5: b"<< /S /Named /N /NextPage /Next 6 0 R >>",
            6: b"<< /S /Launch /Win << /P (x) >> >>",
        },
    ),
    "launch in a second definition of the same key": opening(b"/S /GoTo /D [3 0 R /Fit] /S /Launch"),
    "launch in an object of no table": pdf(b"/OpenAction 9 0 R", unlisted={9: b"<< /S /Launch /Win << >> >>"}),
    "script when a page is shown": pdf(page=b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
    "script in a stream": opening(b"/S /JavaScript /JS 4 0 R", o4=stream(b"", b"app.alert(1)")),
    "script by name": pdf(b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", more={4: b"<< /S /JavaScript /JS (x) >>"}),
    "XFA script": pdf(
        b"/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>",
        more={4: stream(b"", b'<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><script>x</script></template>')},
    ),
    "XFA script in a stream that no table lists": half_listed(b"/AcroForm 10 0 R", b"<< /Fields [] /XFA 5 0 R >>"),
    "XFA script, packed": packed(b"/AcroForm 5 0 R", {5: b"<< /Fields [] /XFA 6 0 R >>", 6: b"null"}),
    "rendition": pdf(page=b"/Annots [<< /Subtype /Screen /A << /S /Rendition /OP 0 >> >>]"),
    "film behind a reference": opening(b"/S 4 0 R", o4=b"/Movie"),
    "film as a note behind a reference": pdf(page=b"/Annots [<< /Subtype 4 0 R >>]", more={4: b"/Screen"}),
    "rich media": pdf(page=b"/Annots [<< /Subtype /RichMedia >>]"),
    "3D": pdf(page=b"/Annots [<< /Subtype /3D >>]"),
}
SHARE = rb"(\\\\server\\share\\a.pdf)"
REACHES = {
    "UNC GoToR": opening(b"/S /GoToR /F " + SHARE + b" /D [0 /Fit]"),
    "UNC GoToR in a file specification behind a reference": opening(b"/S 5 0 R /F 4 0 R", o4=b"<< /UF %b >>" % SHARE, o5=b"/GoToR"),
    "UNC GoToR in an object stream": packed(b"/OpenAction 5 0 R", {5: b"<< /S /GoToR /D [0 /Fit] >>"}),
    "GoToE": opening(b"/S /GoToE /F %b /T << /R /C >>" % SHARE),
    "SubmitForm": pdf(
        b"/AcroForm << /Fields [4 0 R] >>", more={4: b"<< /T (a) /FT /Btn /A << /S /SubmitForm /F (http://example.com) >> >>"}
    ),
    "ImportData": opening(b"/S /ImportData /F (a.fdf)"),
    "thread in another file": opening(b"/S /Thread /F %b /D 0" % SHARE),
    "stream in another file": pdf(page=b"/Contents 4 0 R", more={4: stream(b"/F %b" % SHARE, b"")}),
    "page of another file": pdf(more={4: stream(b"/Subtype /Form /Ref << /F << /FS /URL /F (http://example.com/) >> /Page 0 >>", b"")}),
    "thread in another file behind a reference": opening(b"/S /Thread /F 4 0 R /D 0", o4=SHARE),
    "link to a share behind a reference": opening(b"/S /URI /URI 4 0 R", o4=SHARE),
    "link below a share": pdf(b"/URI << /Base %b >> /OpenAction << /S /URI /URI (x.exe) >>" % SHARE),
    "link below a folder of this machine": pdf(
        b"/URI 4 0 R /OpenAction << /S /URI /URI (x.exe) >>", more={4: b"<< /Base (file:///c:/) >>"}
    ),
    "link to a share in a stream that no table lists": half_listed(b"/OpenAction 10 0 R", b"<< /S /URI /URI %b >>" % SHARE),
    "link to a share": opening(b"/S /URI /URI " + SHARE),
    "link to a file": opening(b"/S /URI /URI (file://server/share)"),
    "link to a script": opening(b"/S /URI /URI (java\nscript:alert)"),
}
CARRIES = {
    "a program": carrying("setup.exe", content=b"MZ"),
    "a file of an invoice's name that is none": carrying("factur-x.xml", content=b"MZ"),
    "an invoice's XML with entities": carrying("factur-x.xml", content=b'<!DOCTYPE a [<!ENTITY b "c">]>' + XML),
    "XML of an invoice's name that is none": carrying("factur-x.xml", content=b"<a>not an invoice</a>"),
    "an invoice's XML of no namespace": carrying("factur-x.xml", content=b"<CrossIndustryInvoice/>"),
    "a web page inside an invoice's XML": carrying("factur-x.xml", content=INSIDE % b'<html xmlns="http://www.w3.org/1999/xhtml"/>'),
    "an invoice's XML that is a web page": carrying("factur-x.xml", content=b'<html xmlns="http://www.w3.org/1999/xhtml"/>'),
    "an invoice's XML with a style sheet": carrying("factur-x.xml", content=b'<?xml-stylesheet href="http://example.com"?>' + XML),
    "XML of another name": carrying("data.xml"),
    "an invoice and something else": carrying("factur-x.xml", "price-list.xml"),
    "two invoices": carrying("factur-x.xml", "xrechnung.xml"),
    "an invoice in another relation": carrying("factur-x.xml", more=b"/AFRelationship /Supplement"),
    "a program beside an invoice": carrying("factur-x.xml", more=b"/RF << /F [(setup.exe) 4 0 R] >>"),
    "a program related to nothing": pdf(more={4: b"<< /Type /Filespec /RF << /F [(setup.exe) 5 0 R] >> >>", 5: stream(b"", b"MZ")}),
    "a program in a stream that no table lists": half_listed(
        b"/Names 10 0 R", b"<< /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>] >> >>"
    ),
    "a note with a file": pdf(page=b"/Annots [<< /Subtype /FileAttachment >>]"),
}
COMPLEX = {
    "pages without an end": pdf(more={2: b"<< /Type /Pages /Kids [%b] /Count 1 >>" % (b"3 0 R " * 1001)}),
}
DAMAGED = {
    "an object that cannot be read but is led to": pdf(b"/OpenAction 4 0 R", more={4: b"<< /S /GoTo /D <zz"}),
    "a key with two meanings": pdf(b"/AF 4 /AF [<< /F (setup.exe) /EF << >> >>]"),
    "pages in a circle": pdf(more={2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
    "objects nested without an end": pdf(b"/OpenAction 4 0 R", more={4: b"[" * 50_000}),
    "an action behind a reference to a reference": opening(b"/S 4 0 R", o4=b"5 0 R", o5=b"/Movie"),
    "an action whose kind leads back to itself": opening(b"/S 4 0 R", o4=b"5 0 R", o5=b"4 0 R"),
    "an action whose kind leads nowhere": opening(b"/S 7 0 R"),
}
SOUND = {
    "Factur-X": carrying("factur-x.xml"),
    "ZUGFeRD 1": carrying("ZUGFeRD-invoice.xml", content=b'<CrossIndustryDocument xmlns="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'),
    "XRechnung in UBL": carrying("xrechnung.xml", content=b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'),
    "ZUGFeRD 2": carrying("zugferd-invoice.xml", more=b""),
    "XRechnung": carrying("xrechnung.xml", more=b"/AFRelationship /Source"),
    "a form to fill in": pdf(b"/AcroForm << /Fields [4 0 R] >>", more={4: b"<< /T (a) /FT /Tx /V (b) /F 4 /Subtype /Widget >>"}),
    "a link": pdf(
        page=b"/Annots [<< /Subtype /Link /A << /S /URI /URI (https://example.com/a) >> >> << /A << /S /URI /URI (www.a.nl) >> >>]"
    ),
    "a bookmark": opening(b"/S /GoTo /D [3 0 R /Fit]"),
    "fonts of odd names": pdf(page=b"/Resources << /Font << /F 4 0 R /S 4 0 R /Mac 4 0 R >> >>", more={4: b"<< /Type /Font >>"}),
    "headings of odd names": pdf(b"/StructTreeRoot << /RoleMap << /F /Span /S /P >> >>"),
    "a reference that leads nowhere": pdf(b"/Metadata 77 0 R"),
    "an object that nobody needs and nobody can read": pdf(more={4: b"[" * 50_000}),
    "a size given twice": pdf(page=b"/MediaBox [0 0 9 9]"),
}
