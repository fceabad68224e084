"""What Portico says, as clients get it: the English, and the code and parameters another language is made of."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.scalars import JSON

from portico.domain.sentences import Said


def code_field() -> Any:
    return strawberry.field(
        description="The code of the sentence in `message`, to translate it by; null where a person or a carrier wrote it."
    )


def params_field() -> Any:
    return strawberry.field(
        description="What the sentence names, by parameter; where several are said at once (`together`), each of them in `parts`."
    )


def sentence(said: Said) -> dict[str, Any]:
    """The same beside the message of an error, in its extensions."""
    return {"messageCode": said.code, "messageParams": said.named}


def coded(said: Said | None) -> Any:
    """What a sentence is translated by, `{code, params}`; None where somebody wrote it, or nothing is said."""
    return said.coded if said else None


def worded(said: Said) -> dict[str, Any]:
    """The three fields `message`, `message_code` and `message_params`."""
    return {"message": said.text, "message_code": said.code, "message_params": JSON(said.named) if said.code else None}
