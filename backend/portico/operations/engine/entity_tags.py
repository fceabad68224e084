"""Tags of answers that a reader may have already (RFC 9110): at every door that answers 304."""

from __future__ import annotations


def known(if_none_match: str | None) -> frozenset[str]:
    """The tags the reader has; a weak one is as good here."""
    return frozenset(tag.strip().removeprefix("W/").strip('"') for tag in (if_none_match or "").split(","))
