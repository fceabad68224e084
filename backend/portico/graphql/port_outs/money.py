"""Amounts as clients see them."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from portico.domain.port_outs.amounts import amount

text = strawberry.field


@strawberry.type(description="An amount of money.")
class Money:
    amount: Decimal = text(description="In units of the currency, e.g. 12.50.")
    currency: str = text(description="ISO 4217 code.")

    @classmethod
    def of_minor(cls, minor: int, currency: str) -> Money:
        return cls(amount=amount(minor, currency), currency=currency)
