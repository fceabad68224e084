"""One address under an international domain, as it is kept, as people write it, and in every way it may be typed."""

from __future__ import annotations

from typing import Final

KEPT: Final = "ada@xn--bcher-kva.example"
SHOWN: Final = "ada@b\u00fccher.example"
SPELLINGS: Final = (
    SHOWN, KEPT, "Ada@B\u00dcCHER.example", " ada@XN--BCHER-KVA.example ", "ada@bu\u0308cher.example", "ada@b\u00fccher\u3002example"
)  # fmt: skip
