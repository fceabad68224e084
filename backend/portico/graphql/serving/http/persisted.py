"""Documents that are asked for by the hash of their text: those that this installation's dashboard was built with.

It is no list of what may be asked: everybody may send any document as text, and a page that was built before or after this one does.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

import orjson

from portico.domain.sentences import Phrase, Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.serving.bounds import SIGNED_IN

NAME: Final = "persisted-documents.json"
"""What the build calls them in the bundle: an object of texts, each by the SHA-256 of it."""
MOST: Final = 1_000  # a dashboard has some 180
log = logging.getLogger("portico.graphql")
_ID: Final = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_NO_TEXT: Final = Sentence("request.document_id", "The id of a document is a string.")
_UNKNOWN: Final = Phrase("request.persisted_query_not_found", "PersistedQueryNotFound")
"""In these letters: it is what clients look for to send the text instead."""


class Persisted:
    """The documents by their ids. What is not the text of its id, or longer than a document may be, is none of them."""

    def __init__(self, texts: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._texts = {key: text for key, text in islice(texts.items(), MOST) if isinstance(text, str) and _is_of(key, text)}
        if len(self._texts) < len(texts):
            log.warning("%d of %d documents of the dashboard are left out", len(texts) - len(self._texts), len(texts))

    @classmethod
    def read(cls, bundle: Path) -> Self:
        """Those of a built dashboard; where there is none, none: everything is asked as text then."""
        try:
            found = orjson.loads((bundle / NAME).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return cls()
        return cls(found if isinstance(found, dict) else {})

    def __len__(self) -> int:
        return len(self._texts)

    def written_out(self, asked: Any) -> Any:
        """The same request with the text of the document that it names. Raises RequestError.

        The text itself goes first: who sends it beside an id was told that the id is not known.
        """
        named = id_of(asked)
        if named is None or asked.get("query") is not None:
            return asked
        if not isinstance(named, str):
            raise RequestError(_NO_TEXT.said())
        found = _ID.fullmatch(named)
        text = self._texts.get(found[1]) if found else None
        if text is None:
            raise RequestError(_UNKNOWN.said(), ErrorCode.PERSISTED_QUERY_NOT_FOUND)
        return {**asked, "query": text}


def id_of(asked: Any) -> Any:
    """What a request names its document by, in any of three spellings; None where it does not."""
    if not isinstance(asked, dict):
        return None
    extensions = asked.get("extensions")
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    hashed = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    return next((each for each in (asked.get("documentId"), asked.get("id"), hashed) if each is not None), None)


def _is_of(key: str, text: str) -> bool:
    return len(text) <= SIGNED_IN.characters and hashlib.sha256(text.encode()).hexdigest() == key
