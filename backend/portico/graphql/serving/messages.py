"""Messages of graphql-transport-ws as they come in: what cannot be read is answered to the operation it is about, if it names one."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

LONGEST_ID: Final = 200
ABOUT_ONE: Final = frozenset({"subscribe", "complete"})
READABLE: Final = frozenset({"subscribe", "complete", "ping", "pong"})
"""What can be acted on whatever its payload is."""
UNREADABLE: Final = object()
"""The payload of a message that names its operation and is no JSON otherwise: half an emoji, endless digits, too many brackets."""
_NEXT: Final = re.compile(r'[^"\[\]{}:,]*("(?:[^"\\]|\\.)*"|[\[\]{}:,])', re.DOTALL)


def read(text: str | bytes) -> Any:
    """The message. Raises json's JSONDecodeError for what is none, and names no operation either."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        told = _outline(text) if isinstance(text, str) else {}
        if not is_message(told) or told["type"] not in READABLE:
            raise
        return told | {"payload": UNREADABLE}


def is_message(message: Any) -> bool:
    """Whether this has the form of a message: what it is about is for the handler."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    key = message.get("id")
    return message["type"] not in ABOUT_ONE or (isinstance(key, str) and 0 < len(key) <= LONGEST_ID)


def _outline(text: str) -> dict[str, str]:
    """The strings that are parts of the outermost object, whatever stands inside the others; nothing where brackets do not match."""
    found: dict[str, str] = {}
    depth, place = 0, 0
    name = colon = ""  # the last two tokens
    while token := _NEXT.match(text, place):
        place, word = token.end(), token[1]
        if word in {"{", "["}:
            depth += 1
        elif word in {"}", "]"}:
            depth -= 1
        elif depth == 1 and word[0] == '"' and colon == ":":
            found[name[1:-1]] = _plain(word)
        name, colon = colon, word
    return found if depth == 0 else {}


def _plain(word: str) -> str:
    """The text of a JSON string; empty for one that has none."""
    try:
        return str(orjson.loads(word))
    except orjson.JSONDecodeError:
        return ""
