"""What Portico says of a try at a webhook endpoint has words on the dashboard, in English the same."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sentences import every_sentence

SOURCES = Path(__file__).parents[3] / "frontend" / "src"
SHOWN = (SOURCES / "features" / "settings" / "webhooks" / "whatWentWrong.ts").read_text(encoding="utf-8")
ENGLISH = (SOURCES / "i18n" / "en" / "later.ts").read_text(encoding="utf-8")
OF_NO_ENDPOINT = {
    f"delivery.{name}"
    for name in "mail_server_unreachable mail_server_broke_off carrier_gone no_gateway link_ended no_mail_address".split()
}


def test_every_sentence_of_a_try_at_an_endpoint_has_words_on_the_screen() -> None:
    said = {code: sentence.english for code, sentence in every_sentence().items() if code.startswith("delivery.")}
    worded = dict(re.findall(r"'(delivery\.\w+)': '(webhooks\.said\.\w+)'", SHOWN))
    english = dict(re.findall(r"'(webhooks\.said\.\w+)': '([^']+)'", ENGLISH))
    assert {code: english[key] for code, key in worded.items()} == {code: text for code, text in said.items() if code not in OF_NO_ENDPOINT}
