"""What is sealed under the keys of the installation, so that it can be seen whether these still open it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portico.storage.engine import records
from portico.storage.engine.database import Connection
from portico.storage.models import Account, Carrier, PhoneNumber, PortingRequest, WebhookEndpoint

MOST_OF_A_KIND: Final = 500


async def samples(conn: Connection) -> list[tuple[str, str]]:
    """Whose it is, and the sealed text: of each kind at most MOST_OF_A_KIND, so that a large installation is looked at in a moment."""
    found: list[tuple[str, str]] = []
    for account in await records.all_of(conn, Account.all().limit(MOST_OF_A_KIND)):
        found += _of(account["name"], account["callback_secret"])
    for carrier in await records.all_of(conn, Carrier.all().limit(MOST_OF_A_KIND)):
        found += _of(carrier["name"], carrier["callback_secret"])
    for endpoint in await records.all_of(conn, WebhookEndpoint.filter(deleted_at=None).limit(MOST_OF_A_KIND)):
        found += [(endpoint["name"], each["sealed"]) for each in endpoint["secrets"]]
    for number in await records.all_of(conn, PhoneNumber.filter(port_out_pin_sealed__not_isnull=True).limit(MOST_OF_A_KIND)):
        found += _of(number["e164"], number["port_out_pin_sealed"])
    for request in await records.all_of(conn, PortingRequest.filter(pin_sealed__not_isnull=True).limit(MOST_OF_A_KIND)):
        found += _of(request["reference"], request["pin_sealed"])
    return found


def _of(name: str, sealed: str | None) -> Iterator[tuple[str, str]]:
    if sealed is not None:
        yield name, sealed
