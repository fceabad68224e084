"""Papers of the demo: letters of authorization and invoices as small real PDFs, drawn by hand so that no library has to be installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final

WIDTH: Final = 595  # A4 in points
HEIGHT: Final = 842
LEFT: Final = 64
RIGHT: Final = WIDTH - LEFT
FEW: Final = 14
PRICE_MINOR: Final = 1295
_ESCAPED: Final = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


@dataclass(frozen=True, slots=True)
class Holder:
    """The subscriber as the losing carrier knows them."""

    name: str
    person: str
    address: Sequence[str]
    account_number: str


@dataclass(slots=True)
class Sheet:
    """One page in the making; `y` falls as it fills."""

    y: float = HEIGHT - 84
    drawn: list[str] = field(default_factory=list)

    def write(self, text: str, size: float = 10.5, *, bold: bool = False, x: float = LEFT, below: float = 6) -> None:
        self.drawn.append(f"BT /{'B' if bold else 'R'} {size:g} Tf {x:g} {self.y:g} Td ({text.translate(_ESCAPED)}) Tj ET")
        self.y -= size + below

    def pair(self, left: str, right: str, x: float = 210) -> None:
        """A label and its value on one line."""
        at = self.y
        self.write(left, bold=True)
        self.y = at
        self.write(right, x=x)

    def rule(self, gap: float = 10) -> None:
        self.y -= gap / 2
        self.drawn.append(f"0.6 w {LEFT} {self.y:g} m {RIGHT} {self.y:g} l S")
        self.y -= gap + 6

    def sign(self, random: Random) -> None:
        """A signature: a pen going right in loops."""
        x, y = LEFT + 8.0, self.y
        strokes = [f"1.1 w 0.1 0.15 0.45 RG {x:g} {y:g} m"]
        for _ in range(7):
            up, down, step = random.uniform(8, 26), random.uniform(2, 12), random.uniform(9, 19)
            strokes.append(f"{x + step * 0.2:.1f} {y + up:.1f} {x + step:.1f} {y + up * 0.8:.1f} {x + step:.1f} {y - down:.1f} c")
            x, y = x + step, self.y + random.uniform(-3, 3)
            strokes.append(f"{x:.1f} {y:.1f} l")
        self.drawn.append(f"q {' '.join(strokes)} S Q")
        self.y -= 22

    def pdf(self, title: str) -> bytes:
        return _file("\n".join(self.drawn).encode("cp1252", "replace"), title)


def letter_of_authorization(holder: Holder, numbers: Sequence[str], carrier: str, operator: str, signed: date) -> bytes:
    """The subscriber's order to move these numbers away from `carrier`, signed by hand."""
    sheet = Sheet()
    sheet.write("Letter of Authorization", 19, bold=True, below=4)
    sheet.write("to move telephone numbers", 10, below=8)
    sheet.rule()
    sheet.pair("From carrier", carrier)
    sheet.pair("To", operator)
    sheet.pair("Subscriber", holder.name)
    sheet.pair("Service address", ", ".join(holder.address))
    sheet.pair("Account number", holder.account_number)
    sheet.pair("Authorized person", holder.person)
    sheet.rule()
    sheet.write("The undersigned is authorized to decide about the numbers below and asks that they be moved:", below=10)
    _columns(sheet, numbers)
    sheet.rule()
    sheet.y -= 24
    sheet.sign(Random(f"{holder.person} {signed}"))  # noqa: S311 - a drawing, not a secret
    sheet.write(f"{holder.person}, {signed:%d %B %Y}", below=4)
    return sheet.pdf(f"Letter of Authorization, {holder.name}")


def invoice(holder: Holder, numbers: Sequence[str], carrier: str, issued: date, currency: str) -> bytes:
    """The losing carrier's bill for these numbers, dated `issued`."""
    sheet = Sheet()
    sheet.write(carrier, 17, bold=True, below=12)
    sheet.write("Invoice", 12, bold=True)
    sheet.pair("Number", f"{issued:%y%m}-{sum(map(ord, holder.account_number)):05d}")
    sheet.pair("Date", f"{issued:%d %B %Y}")
    sheet.pair("Account number", holder.account_number)
    sheet.rule()
    for line in (holder.name, *holder.address):
        sheet.write(line, below=4)
    sheet.rule()
    for number in numbers[:FEW]:
        sheet.pair(number, f"Business line, monthly            {currency} {PRICE_MINOR / 100:.2f}")
    if len(numbers) > FEW:
        sheet.write(f"and {len(numbers) - FEW} more lines")
    sheet.rule()
    sheet.pair("Total", f"{currency} {PRICE_MINOR * len(numbers) / 100:,.2f}")
    return sheet.pdf(f"Invoice {carrier}")


def _columns(sheet: Sheet, numbers: Sequence[str]) -> None:
    top = sheet.y
    rows = -(-len(numbers) // 2)
    for place, number in enumerate(numbers):
        sheet.y = top - (place % rows) * 16
        sheet.write(number, x=LEFT + 12 + (place // rows) * 220)
    sheet.y = top - rows * 16


def _file(content: bytes, title: str) -> bytes:
    """A PDF of one page with the two fonts every reader has."""
    page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R /Resources << /Font << /R 5 0 R /B 6 0 R >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        f"<< /Title ({title.translate(_ESCAPED)}) >>".encode("cp1252", "replace"),
    ]
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(bodies), start)
    return bytes(out)


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def holder_of(subscriber: Mapping[str, Any]) -> Holder:
    """The holder that the fields of a request describe; what is not filled in stays blank."""
    street, place = (
        subscriber.get("service_street", ""),
        [subscriber.get(f"service_{part}", "") for part in ("postal_code", "city", "region")],
    )
    address = [line for line in (street, " ".join(filter(None, place))) if line]
    return Holder(
        subscriber.get("subscriber_name", ""), subscriber.get("authorised_person", ""), address, subscriber.get("account_number", "")
    )
