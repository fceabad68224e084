"""Texts that are something else: days, times, postal codes, amounts, places, companies' and machines' numbers are never phone numbers.

A reader of numbers finds one in almost any digits (in Germany 2026-11-02 is a line in Wuppertal), so these are asked first. Where a
real number looks like one of them, it is written with its country code or its leading zero.
"""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

from portico.domain.inventory.around import spellings
from portico.domain.inventory.days import is_a_day_or_a_time
from portico.domain.inventory.one_number import number_of
from portico.domain.inventory.phone_numbers import NumberProblem, ValidNumber
from portico.domain.reference.countries import COUNTRIES
from portico.domain.reference.forms import form_holds
from portico.domain.sentences import Phrase, Said, Sentence

_POSTAL: Final = re.compile(r"[1-9]\d{4}-\d{4}|[1-9]\d{3}-\d{3}|[1-9]\d{3} ?[A-Z]{2}|[A-Z]{1,3}-\d{4,5}", re.IGNORECASE)
_OWN_POSTAL: Final = {
    country: re.compile(entry["postal_code"]["pattern"].replace(" ", " ?"), re.IGNORECASE)
    for country, entry in COUNTRIES.items()
    if entry["postal_code"]
}
_GROUPED: Final = r"[1-9]\d{0,2}(?:(?P<by>[.,' \u2019])\d{3})(?:(?P=by)\d{3})*"
_SUM: Final = rf"(?:{_GROUPED}(?!(?P=by))[.,]\d{{1,2}}|\d+\.\d\d?|\d{{1,8}},\d\d?)"
_CURRENCY: Final = r"(?:[$€£¥]|(?:EUR|USD|GBP|CHF|CAD|AUD|kr|Fr|euros?|dollars?)\.?)"
_PRICE: Final = r"(?:0|[1-9]\d*)\.(?:\d\d|[1-9])"
_AMOUNT: Final = re.compile(
    rf"[-+]?\s*{_CURRENCY}\s*[-+]?[\d.,' ]+-?|[-+]?[\d.,' ]*\d(?:,-|\.-)?\s*{_CURRENCY}|[-+]?{_SUM}-?|-[1-9]\d*|[\d.,]+\s*%"
    rf"|-(?:0|[1-9]\d*)[.,]\d+|-?(?:[1-9]\d*|{_GROUPED.replace('by', 'of')})[.,]-{{1,3}}|{_PRICE}\s?[-/]\s?{_PRICE}"
    rf"|-?[1-9]\d{{0,2}}(?:['\u2019]\d{{3}})+|-{_GROUPED.replace('by', 'less')}|{_GROUPED.replace('by', 'owed')}-",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+")
_ROUND: Final = re.compile(r"[1-9](?: \d{3}){2}|[1-9]\d \d{3} 000")
_OCTET: Final = r"(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])"
_OCTETS: Final = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_MACHINE: Final = re.compile(rf"(?P<one>{_OCTETS})(?P<more>\s?/\s?(?:[12]?\d|3[0-2]|{_OCTETS})|:\d{{1,5}}|\s?-\s?(?:{_OCTET}|{_OCTETS}))?")
_DEGREES: Final = r"[-+]?(?:1[0-7]\d|[1-9]?\d)\.\d{3,}\s?°?"
_PLACE: Final = re.compile(rf"{_DEGREES}\s?[NS]?(?:\s?[,;/]\s?|\s){_DEGREES}\s?[EWO]?", re.IGNORECASE)
"""A latitude and a longitude."""
_REGISTERED: Final = {
    "FR": (re.compile(r"\d{3} \d{3} \d{3}"), "fr.siren"),
    "IT": (re.compile(r"0\d{10}"), "it.iva"),
    "BE": (re.compile(r"[01]\d{3}\.\d{3}\.\d{3}"), "be.vat"),  # a mobile number is written 0456 81 08 10
}
"""How companies' numbers are written where they could be dialed, and the check of python-stdnum that each of them passes."""
_SCIENTIFIC: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")

SOMETHING_ELSE: Final = frozenset({NumberProblem.DATE, NumberProblem.POSTAL_CODE, NumberProblem.AMOUNT})

_LOOKS: Final = Sentence("number.looks_like", "This looks like {what}. Write a phone number with its country code, as in +31 20 123 4567.")
_DATE_WORDS: Final = Phrase("number.looks_like.date", "a date or a time")
_POSTAL_WORDS: Final = Phrase("number.looks_like.postal_code", "a postal code")
_AMOUNT_WORDS: Final = Phrase("number.looks_like.amount", "an amount")
_MACHINE_WORDS: Final = Phrase("number.looks_like.machine", "the address of a machine")
_PLACE_WORDS: Final = Phrase("number.looks_like.place", "a place on a map")
_REGISTRATION_WORDS: Final = Phrase("number.looks_like.registration", "a company's registration number")
_SHORTENED: Final = Sentence("number.shortened", "A spreadsheet shortened this number; format the column as text and paste it again.")


def other_than_a_number(plain: str, country: str | None) -> tuple[NumberProblem, Said] | None:
    """What a text, made plain, is instead of a phone number of this country, whatever signs are around it; None where it may be one."""
    seen = dict.fromkeys(spellings(plain))
    return next(filter(None, (_other(spelled, country) for spelled in seen)), None)


def _other(plain: str, country: str | None) -> tuple[NumberProblem, Said] | None:
    if _SCIENTIFIC.fullmatch(plain):
        return NumberProblem.NOT_A_NUMBER, _SHORTENED.said()
    own = _OWN_POSTAL.get(country or "")
    if plain.startswith(("+", "00")) and not _AMOUNT.fullmatch(plain) and not (own and own.fullmatch(plain)):
        return None
    if is_a_day_or_a_time(plain, country):
        return NumberProblem.DATE, _LOOKS.said(what=_DATE_WORDS.said())
    if _POSTAL.fullmatch(plain) or (own and own.fullmatch(plain)):
        return NumberProblem.POSTAL_CODE, _LOOKS.said(what=_POSTAL_WORDS.said())
    if _AMOUNT.fullmatch(plain) or ((_DOTTED.fullmatch(plain) or _ROUND.fullmatch(plain)) and dials_zero(country)):
        return NumberProblem.AMOUNT, _LOOKS.said(what=_AMOUNT_WORDS.said())
    words = next((words for words, holds in _KINDS if holds(plain, country)), None)
    return (NumberProblem.NOT_A_NUMBER, _LOOKS.said(what=words.said())) if words else None


def _is_a_machines(plain: str, country: str | None) -> bool:
    """Whether it is an address of the internet, with its mask or port; dots part numbers where none is dialed with a zero, as in Spain."""
    found = _MACHINE.fullmatch(plain)
    if found is None:
        return False
    parts_by_dots = country is not None and not dials_zero(country) and phonenumbers.country_code_for_region(country) != 1
    return bool(found["more"]) or not (parts_by_dots and isinstance(number_of(plain, plain, country), ValidNumber))


def _is_a_place(plain: str, _country: str | None) -> bool:
    return _PLACE.fullmatch(plain) is not None


def _is_registered(plain: str, country: str | None) -> bool:
    written, check = _REGISTERED.get(country or "", (None, ""))
    return written is not None and written.fullmatch(plain) is not None and form_holds(plain, None, (check,))


_KINDS: Final = ((_MACHINE_WORDS, _is_a_machines), (_PLACE_WORDS, _is_a_place), (_REGISTRATION_WORDS, _is_registered))


def dials_zero(country: str | None) -> bool:
    """Whether national numbers begin with a zero there, so that 1.234.567 is none; in Spain 912.345.678 is."""
    return country is not None and phonenumbers.ndd_prefix_for_region(country, True) == "0"
