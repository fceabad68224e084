"""What people call a status is the same in the law's sentences and on the dashboard's screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portico.domain.tables import LIFECYCLES

WORDS = (Path(__file__).parents[3] / "frontend" / "src" / "i18n" / "en" / "words.ts").read_text(encoding="utf-8")
BLOCKS = {
    "porting_number": "portingNumberStatus",
    "porting_request": "portingRequestStatus",
    "port_out_request": "portOutStatus",
    "port_out_order": "portOutOrderStatus",
    "document": "documentStatus",
    "phone_number": "phoneNumberStatus",
    "snapback": "snapbackStatus",
    "internal_move": "internalMoveStatus",
}


@pytest.mark.parametrize("subject", sorted(LIFECYCLES))
def test_a_status_has_one_name(subject: str) -> None:
    lifecycle = LIFECYCLES[subject]
    (block,) = re.findall(rf"^  {BLOCKS[subject]}: \{{\n(.*?)^  \}},$", WORDS, re.MULTILINE | re.DOTALL)
    shown = dict(re.findall(r"^    (\w+): \{ label: '([^']+)'", block, re.MULTILINE))
    assert shown == {status.value: lifecycle.words_of(status).text for status in lifecycle.statuses}
