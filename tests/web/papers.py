"""Real little files of every kind a person may send, good and bad, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _writer(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    return writer


def pdf(pages: int = 1) -> bytes:
    return _written(_writer(pages))


def pdf_with_password(needed_to_open: str) -> bytes:
    """Without one to open it, the file is only restricted, as many carriers' invoices are."""
    writer = _writer()
    writer.encrypt(user_password=needed_to_open, owner_password="the operator", algorithm="AES-256")
    return _written(writer)


def pdf_with_script() -> bytes:
    return _pdf_that_opens_with({"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('hello')")})


def pdf_that_launches() -> bytes:
    return _pdf_that_opens_with({"/S": NameObject("/Launch"), "/F": TextStringObject("calc.exe")})


def _pdf_that_opens_with(action: dict[str, Any]) -> bytes:
    writer = _writer()
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(name): value for name, value in action.items()})
    return _written(writer)


def pdf_with_attachment() -> bytes:
    """An invoice that carries its own XML, as in Germany."""
    writer = _writer()
    writer.add_attachment(
        "factur-x.xml", b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'
    )
    return _written(writer)


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff" * width) * min(height, 8)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(width: int = 1, height: int = 1, exif: bytes = b"") -> bytes:
    def segment(mark: int, data: bytes) -> bytes:
        return bytes((0xFF, mark)) + struct.pack(">H", len(data) + 2) + data

    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    parts = segment(0xE1, exif) if exif else b""
    parts += segment(0xDB, b"\0" + b"\x01" * 64) + segment(0xC0, frame) + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    return b"\xff\xd8" + parts + b"\x7f\xa0" + b"\xff\xd9"


def tiff(order: str = "<") -> bytes:
    entries = [(256, 3, 1, 2), (257, 3, 1, 2), (258, 3, 1, 8), (273, 4, 1, 8), (278, 3, 1, 2), (279, 4, 1, 4)]

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        body = struct.pack(f"{order}HH", value, 0) if kind == 3 else struct.pack(f"{order}I", value)
        return struct.pack(f"{order}HHI", tag, kind, count) + body

    table: bytes = b"".join(entry(*one) for one in entries)
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(f"{order}I", 12) + b"\xff\0\xff\0" + struct.pack(f"{order}H", len(entries)) + table + b"\0" * 4
