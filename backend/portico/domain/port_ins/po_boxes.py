"""PO boxes, however they are spelled: nobody has a line in one."""

from __future__ import annotations

import re
from typing import Final

from portico.domain.reference import forms

_WORDS: Final = (
    r"p\.?\s*[o0]\.?[\s-]*box(?:es)?|post(?:al)?[\s-]*(?:office[\s-]*)?box|g\.?\s*p\.?\s*[o0]\.?[\s-]*box|(?:locked|private|mail)[\s-]*bag"
    r"|p\.?\s*[o0]\.?[\s-]*drawer|postbus|postfach|bo[iî]te\s+postale|case\s+postale|apartado(?:\s+(?:de\s+correos|postal))?|cas(?:ella|\.)\s*post(?:ale|\.)|caixa\s+postal"
)
_SHORT: Final = (
    r"p\.?\s*[o0]\.?\s*b(?:o?x)?\.?|p\.\s*[o0]\.|p\.?\s*m\.?\s*b\.?|b\.?\s*p\.?|c\.?\s*p\.?|postf\.?|apdo\.?(?:\s+(?:de\s+)?correos)?|^box"
)
_NUMBER: Final = r"[\s.:,#-]*(?:(?:n|no|nr|n[uú]m(?:ero)?|number|nummer)(?:\b\.?|°)\s*)?[#(]?\s*"
_PO_BOX: Final = re.compile(
    rf"\b(?:(?:{_WORDS})(?:{_NUMBER}(?:[A-Z]{{0,2}}-?\d|[A-Z]\b)|\W*$|\s*,)|(?:{_SHORT}){_NUMBER}\d)", re.IGNORECASE
)


def names_a_po_box(street: str) -> bool:
    """Whether a street and house number are none: a word for such a box stands before its number, or with nothing behind it.

    A street may be called like one (`12 Pobox Lane`).
    """
    return _PO_BOX.search(forms.plainly(street)) is not None
