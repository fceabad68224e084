"""What a company is registered under, by its country, as `companies.json` has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from portico.domain import reference


class CompanyRule(TypedDict, total=False):
    """What a company's number is called in its country, and its form as far as one is known: see `companies.json`."""

    name: str
    example: str
    pattern: str
    checks: Sequence[str]
    prefix: str


COMPANIES: Final[Mapping[str, Mapping[str, CompanyRule]]] = reference.load("companies.json")["countries"]
"""Country → `registration_number` or `vat_id`."""
