"""What is said where somebody names a carrier that is retired."""

from __future__ import annotations

from typing import Final

from portico.domain.sentences import Sentence

RETIRED: Final = Sentence("carrier.is_retired", "{carrier} is retired: it stays with what is under way and takes nothing new.")
