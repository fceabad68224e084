"""How the fields of a carrier are read, and what has to hold of them beside what other carriers have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from portico.domain.dates import free_days
from portico.domain.formats import Malformed, country, email, line, required_line, time_zone, web_address
from portico.domain.inventory.reading import phone_number
from portico.domain.port_ins.losing_carriers import called_alike
from portico.domain.reference.carrier_codes import CODES, code
from portico.domain.reference.places import called
from portico.domain.sentences import Sentence
from portico.domain.statuses import GatewayKind
from portico.operations.desk.carrier_inputs import CarrierContact
from portico.operations.engine.fields import FieldReader, Fields
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Unit
from portico.storage.desk import carriers as storage
from portico.storage.engine.rows import Columns
from portico.storage.row_types.carriers import CarrierRow

_REGION: Final = Sentence("malformed.region", "Name a region of this country as ISO 3166-2 does: {regions}.")
_NO_REGIONS: Final = Sentence("malformed.region.none", "No holidays are known by region in this country: leave the region out.")
_TAKEN: Final = Sentence("carrier.name_taken", "There is a carrier of this name already.")
ALIKE: Final = Sentence(
    "carrier.name_alike", "{other} is a carrier of this country already, and counts as the same name: call this one otherwise."
)
CODE_TAKEN: Final = Sentence("carrier.code_taken", "{other} has this {code} already: no two carriers of a country share one.")
_NETWORK_TAKEN: Final = Sentence("carrier.network_taken", "Port-ins of {country} go through {carrier} already: take it off there first.")
_RETIRED: Final = Sentence("carrier.network_retired", "A retired carrier is no country's network carrier: restore it first.")
NAME_LENGTH: Final = 200
NOTE_LENGTH: Final = 500


def read_fields(values: Columns, around: Columns, problems: Problems) -> dict[str, object]:
    """The given fields in the form in which they are stored; malformed ones become problems."""
    columns = _FIELDS.read(values, around, problems)
    if "contacts" in values:
        given: Any = values["contacts"]
        place = str({**around, **values}.get("country") or "").strip().upper()
        columns["contacts"] = [_contact(each, place, f"contacts.{at}", problems) for at, each in enumerate(given)]
    return columns


async def check_possible(unit: Unit, columns: Columns, problems: Problems, of: CarrierRow | None = None) -> None:
    """Asks of what a carrier gets anew whether another has it: its name, and being the network carrier of a country."""
    own = of["id"] if of else None
    moves = "country" in columns
    if "name" in columns or moves:
        await _check_name({**(of or {}), **columns}, own, unit, problems)
    await _check_codes({**(of or {}), **columns}, [name for name in CODES if name in columns or moves], own, unit, problems)
    wanted = columns.get("network_for")
    if not isinstance(wanted, list) or not wanted:
        return
    if of and of["retired_at"]:
        problems.add("networkFor", "RETIRED", _RETIRED.said())
    taken = await storage.networks(unit.connection, but_not=own)
    for place, each in enumerate(wanted):
        if each in taken:
            problems.add(f"networkFor.{place}", "TAKEN", _NETWORK_TAKEN.said(country=called(each), carrier=taken[each]["name"]))


async def _check_name(row: Columns, own: UUID | None, unit: Unit, problems: Problems) -> None:
    name, place = row.get("name"), row.get("country")
    if not isinstance(name, str):
        return
    same = await storage.by_name(unit.connection, name)
    if same and same["id"] != own:
        problems.add("name", "TAKEN", _TAKEN.said())
        return
    offered = await storage.names_in(unit.connection, place) if isinstance(place, str) else {}
    alike = next((other for key, other in offered.items() if key != own and called_alike(name, other)), None)
    if alike:
        problems.add("name", "TAKEN", ALIKE.said(other=alike))


async def check_restored(unit: Unit, row: CarrierRow, problems: Problems) -> None:
    """Asks of what a retired carrier has whether another has taken it meanwhile."""
    await _check_name(row, row["id"], unit, problems)
    await _check_codes(row, list(CODES), row["id"], unit, problems)


async def _check_codes(row: Columns, names: Sequence[str], own: UUID | None, unit: Unit, problems: Problems) -> None:
    """Whether another that is offered in its country is known by the same code; `row` has each as a field or among its `codes`."""
    place, kept = row.get("country"), row.get("codes")
    codes = dict(kept) if isinstance(kept, Mapping) else {}
    wanted = {name: code for name in names if (code := row.get(name, codes.get(CODES[name].name)))}
    if not wanted or not isinstance(place, str):
        return
    others = [other for other in await storage.offered_in(unit.connection, place) if other["id"] != own]
    for name, code in wanted.items():
        form = CODES[name].name
        if other := next((each for each in others if each["codes"].get(form) == code), None):
            problems.add(name, "TAKEN", CODE_TAKEN.said(other=other["name"], code=form))


def _region(text: str | None, around: Columns) -> str | None:
    """A region of its country whose holidays are known; nothing is None."""
    plain, known = (text or "").strip().upper(), free_days.regions(str(around.get("country") or "").strip().upper())
    if plain and plain not in known:
        raise Malformed(_REGION.said(regions=", ".join(known)) if known else _NO_REGIONS.said())
    return plain or None


def _contact(given: CarrierContact, place: str, path: str, problems: Problems) -> dict[str, str | None]:
    mailed = problems.tidy(f"{path}.email", email, given.email) if given.email and given.email.strip() else None
    return {
        "name": problems.tidy(f"{path}.name", required_line(NAME_LENGTH), given.name),
        "email": mailed,
        "phone": problems.tidy(f"{path}.phone", phone_number(place if len(place) == 2 else None), given.phone),
        "note": problems.tidy(f"{path}.note", line(NOTE_LENGTH), given.note),
    }


def _callback(text: str | None, around: Columns) -> str | None:
    return web_address(text, private_too=bool(around["private_too"])) if (text or "").strip() and text else None


def _code(field: str) -> FieldReader:
    read: Callable[[str | None], str | None] = code(field)
    return lambda text, _around: read(text)


_FIELDS: Final[Fields[dict[str, object]]] = Fields(
    None,
    one={
        "name": lambda text, _around: required_line(NAME_LENGTH)(text),
        "country": lambda text, _around: country(text),
        "region": _region,
        "time_zone": lambda text, _around: time_zone(text),
        **{field: _code(field) for field in CODES},
        "gateway": lambda value, _around: GatewayKind(value),
        "completes_by_itself": lambda value, _around: bool(value),
        "callback_url": _callback,
    },
    lists={"network_for": country},
    follows={"region": "country"},
)
