"""Why somebody receives a letter, in the words that stand at its end: the same in text and HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from portico.domain.words.mails.wording import FALLBACK_LOCALE, Audience


class LetterGround(StrEnum):
    """What an address is, that a letter goes there; one can be several."""

    PROFILE = "PROFILE"
    ACCOUNT = "ACCOUNT"
    BEFORE = "BEFORE"
    ADMINISTRATOR = "ADMINISTRATOR"
    IN_CHARGE = "IN_CHARGE"
    CHOSEN = "CHOSEN"
    STAFF = "STAFF"


_BECAUSE: Final[Mapping[str, Mapping[LetterGround, str]]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                LetterGround.PROFILE: "because your address is in the company profile “{profile}”",
                LetterGround.ACCOUNT: "because your address is among the notification addresses of {account}",
                LetterGround.BEFORE: "because your address was among the notification addresses of {account} until now",
                LetterGround.ADMINISTRATOR: "because you are an administrator of {account}, which has no notification addresses",
                LetterGround.IN_CHARGE: "because you are an administrator of {account}",
                LetterGround.CHOSEN: "because you chose to be told of such news at once",
                LetterGround.STAFF: "because you are staff of this Portico",
            }
        )
    }
)
_RECEIVE: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({"en": ("You receive this {grounds}.", " and ")})
_TURN_OFF: Final[Mapping[str, str]] = MappingProxyType({"en": "What you chose you can turn off in your settings: {settings}"})
_UNSAID: Final[Mapping[str, str]] = MappingProxyType({"en": "You receive this because your address is among those that {account} named."})
_ALWAYS: Final[Mapping[str, str]] = MappingProxyType({"en": "Letters like this one always go out and cannot be turned off."})


def why(
    grounds: Collection[LetterGround], audience: Audience, named: Mapping[str, str], *, always: bool, locale: str = FALLBACK_LOCALE
) -> list[str]:
    """Each sentence of it; `named` are what the grounds name. A letter that was owed before grounds were kept knows its audience only."""
    if not grounds and audience is not Audience.STAFF:
        return [_UNSAID[locale].format(**named)] + always_said(locale) * always
    said = because(grounds or [LetterGround.STAFF], named, locale=locale)
    said += [_TURN_OFF[locale].format(**named)] if LetterGround.CHOSEN in grounds else []
    return said + always_said(locale) * always


def because(grounds: Collection[LetterGround], named: Mapping[str, str], *, locale: str = FALLBACK_LOCALE) -> list[str]:
    """What the address is that it has the letter; nothing where no ground was kept."""
    receive, joined = _RECEIVE[locale]
    spoken = joined.join(_BECAUSE[locale][ground].format(**named) for ground in grounds)
    return [receive.format(grounds=spoken)] if grounds else []


def always_said(locale: str = FALLBACK_LOCALE) -> list[str]:
    """Of a letter that nobody can turn off, that it is one."""
    return [_ALWAYS[locale]]
