"""What a socket's message is about, also where the rest of it cannot be read."""

from __future__ import annotations

import time
from typing import Any

import orjson
import pytest

from portico.graphql.serving.messages import UNREADABLE, read

GOOD = '{"id": "1", "type": "subscribe", "payload": {"query": "{ viewer { name } }"}}'


def test_a_message_that_can_be_read_is_what_it_says() -> None:
    assert read(GOOD) == orjson.loads(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "1", "type": "subscribe", "payload": NaN}',
        '{"payload": {"id": "2", "type": "complete", "deep": [1, {"id": "3"}, "\\ud83d"]}, "type": "subscribe", "id": "1"}',
        '{"id": "1", "payload": "}\\"id\\": \\"2\\"\\ud83d", "type": "subscribe"}',
        '{"id": "1", "type": "subscribe", "payload": {"n": ' + "9" * 5000 + "}}",
        '{"id": "1", "type": "subscribe", "payload": ' + "[" * 3000 + "]" * 3000 + "}",
    ],
    ids=len,
)
def test_an_operation_is_named_by_the_outermost_object_alone(text: str) -> None:
    message = read(text)
    assert (message["id"], message["type"], message["payload"]) == ("1", "subscribe", UNREADABLE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "1", "type": "complete", "payload": NaN}', {"id": "1", "type": "complete"}),
        ('{"type": "ping", "payload": {"half": "\\ud83d"}}', {"type": "ping"}),
        ('{"type": "pong", "payload": ' + "[" * 3000 + "]" * 3000 + "}", {"type": "pong"}),
        ('{"id": "\\u0061", "type": "subscribe", "payload": NaN}', {"id": "a", "type": "subscribe"}),
    ],
    ids=lambda value: len(value) if isinstance(value, str) else "",
)
def test_what_can_be_acted_on_is_read_whatever_it_brings_along(text: str, told: dict[str, str]) -> None:
    message = read(text)
    assert message == told | {"payload": UNREADABLE}


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        '{"id": "1", "type": "subscribe", "payload": {',
        '{"id": "1", "type": "subscribe", "payload": "\\ud83d',
        '{"id": 1, "type": "subscribe", "payload": NaN}',
        '[{"id": "1", "type": "subscribe"}, NaN]',
        "[" * 30_000,
    ],
    ids=len,
)
def test_what_names_no_operation_is_no_message(text: Any) -> None:
    with pytest.raises(orjson.JSONDecodeError):
        read(text)


def test_no_message_costs_more_than_reading_it_once() -> None:
    """The longest one a socket takes, in the shapes that make regular expressions try again and again."""
    for part in ('\\"', '"', "{", '":', "a", '"a":'):
        text = '{"type": "subscribe", "id": "' + part * (65_536 // len(part))
        began = time.process_time()
        with pytest.raises(orjson.JSONDecodeError):
            read(text)
        assert time.process_time() - began < 1.0
