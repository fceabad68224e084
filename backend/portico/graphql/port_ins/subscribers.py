"""Subscribers as clients see them."""

from __future__ import annotations

import strawberry

from portico.domain.statuses import SubscriberKind
from portico.storage.engine.rows import Row

text = strawberry.field


@strawberry.type(description="Who holds the numbers at the losing carrier. The PIN is never answered.")
class Subscriber:
    name: str | None = text(description="Name on the losing carrier's bill.")
    kind: SubscriberKind = text(description="Company or person.")
    authorised_person: str | None = text(description="Who may order the port.")
    street: str | None = text(description="Service address: street and house number.")
    city: str | None = text(description="Service address: city.")
    region: str | None = text(description="Service address: state or region.")
    postal_code: str | None = text(description="Service address: postal code.")
    country: str | None = text(description="Service address: ISO 3166 code.")
    account_number: str | None = text(description="Account number at the losing carrier.")
    btn: str | None = text(description="Billing telephone number, E.164.")
    has_pin: bool = text(description="Whether a PIN is stored.")

    @classmethod
    def of(cls, row: Row) -> Subscriber:
        """The subscriber of a porting request's row."""
        return cls(**{name: row[column] for name, column in _COLUMNS.items()}, has_pin=row["pin_sealed"] is not None)


_COLUMNS = {
    "name": "subscriber_name",
    "kind": "subscriber_kind",
    "authorised_person": "authorised_person",
    "street": "service_street",
    "city": "service_city",
    "region": "service_region",
    "postal_code": "service_postal_code",
    "country": "service_country",
    "account_number": "account_number",
    "btn": "btn",
}
READ = " ".join([*_COLUMNS.values(), "pin_sealed"])
"""The columns of a porting request that a subscriber is made of."""
