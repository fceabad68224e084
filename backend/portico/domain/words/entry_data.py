"""What a journal entry keeps besides who and what, by its names: whoever reads one that no entry keeps fails mypy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from portico.domain.sentences import KeptSaid

Changed = Mapping[str, Sequence[object]]
"""Field → what it was and what it became, a pair in plain JSON; what each is, whoever tells it makes sure of."""


class KeptFee(TypedDict):
    """A port-out's fee in minor units."""

    minor: int
    currency: str


class PassedOnFee(KeptFee):
    """One that another request is billed with from now on."""

    reference: str


class KeptRest(TypedDict):
    """What was not approved with a part: how many numbers, and the request they are in."""

    count: int
    reference: str


class StayingNumbers(TypedDict):
    """Numbers for which something was refused, and why."""

    numbers: Sequence[str]
    why: KeptSaid


class KeptConfirmation(TypedDict):
    """A reason that the customer says is none, with their words."""

    code: str
    comment: str


class EntryData(TypedDict, total=False):
    """Of any event: each keeps some of it. Instants and days are ISO 8601; `_zone` is the clock on which an instant is told."""

    account_zone: str | None
    carrier: str
    carrier_before: str
    carrier_reference: str | None
    carrier_version: int | str | None
    changed: Changed
    code: str
    codes: Sequence[str]
    configuration: str | None
    configuration_profile_id: str | None
    confirmed: Sequence[KeptConfirmation]
    country: str
    currency: str
    expires_at: str | None
    fee: KeptFee | None
    fields: Sequence[str]
    file_name: str
    flag: str
    foc_date: str
    foc_date_before: str
    foc_zone: str
    frozen_until: str | None
    holiday: str
    kind: str
    label: str | None
    name: str
    number_type: str | None
    numbers: int | Sequence[object]
    numbers_added: int
    numbers_removed: int
    outcome: KeptSaid | None
    override: bool
    passed_on: Sequence[PassedOnFee]
    possible_from: str | None
    release_zone: str
    replaces: str | None
    rest: KeptRest | None
    said: str | None
    said_by: str
    settings: Sequence[str]
    split_from: str | None
    stay: Sequence[StayingNumbers]
    typed: str | None
    unlocks_at: str | None
    why: str
    words: str | None
