"""What would have to be done for the installation to be as it is wanted: a step for each thing, also for what is so already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from portico.domain.actors import SYSTEM, Actor
from portico.domain.port_ins.losing_carriers import called_alike
from portico.domain.reference.carrier_codes import CODES
from portico.domain.sentences import Sentence
from portico.domain.setting_up import logos
from portico.domain.setting_up.starter import STARTERS
from portico.domain.statuses import Level
from portico.operations.desk import carriers as desk
from portico.operations.desk.carrier_fields import ALIKE, CODE_TAKEN
from portico.operations.desk.carrier_inputs import ChangeCarrier, CreateCarrier
from portico.operations.desk.setting_up import planned_fees
from portico.operations.desk.setting_up.steps import Does, PlannedField, Step, changed_fields, step
from portico.operations.desk.setting_up.wanted import Admin, Wanted
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.operations.people import invitations, operator_settings
from portico.operations.people.operator_settings import ChangeOperator
from portico.operations.people.user_fields import InviteUser
from portico.storage.desk import carriers
from portico.storage.engine.rows import Columns, Row
from portico.storage.people import accounts
from portico.storage.people import operator_settings as kept_settings
from portico.storage.row_types.carriers import CarrierRow

_NO_CARRIER: Final = Sentence(
    "setting_up.no_such_carrier", "No carrier is called {name}: name one that is kept, stands under [[carriers]] or is a starter carrier."
)
_RETIRED: Final = Sentence("setting_up.carrier_retired", "{name} is retired: restore it first, or name another.")
_NO_STARTERS: Final = Sentence("setting_up.no_starter_carriers", "There are no starter carriers of {country}. Known: {known}.")
_NOT_STAFF: Final = Sentence("setting_up.admin_of_account", "{email} belongs to a customer's account: name another address.")


async def plan(work: Work, wanted: Wanted, logo: bytes | None = None) -> list[Step]:
    """Every step, in the order in which they are carried out. Raises InvalidInput for what names something that is not there."""
    problems = Problems()
    await judge(work, wanted, logo, problems)
    problems.refuse()
    rows = await _kept_carriers(work)
    wished = _wished_carriers(wanted, rows)
    steps = [
        *await _operator(work, wanted.operator, logo),
        *(_carrier(row, rows.get(name)) for name, row in wished.items()),
        *_networks(wanted.networks, rows),
        *await planned_fees.steps_of(work, wanted.fees),
    ]
    return [*steps, await _admin(work, wanted.admin)] if wanted.admin else steps


async def judge(work: Work, wanted: Wanted, logo: bytes | None, problems: Problems) -> None:
    """Adds what names something that is not there, or is no picture; what is wanted may be what was left of a file with problems."""
    for number, country in enumerate(wanted.starters, 1):
        if country not in STARTERS:
            problems.add(f"starter_carriers[{number}]", "UNKNOWN", _NO_STARTERS.said(country=country, known=", ".join(STARTERS)))
    if logo is not None:
        problems.tidy("operator.logo", logos.media_type, logo)
    rows = await _kept_carriers(work)
    wished = _wished_carriers(wanted, rows)
    _judge_carriers(wanted, [*rows.values(), *wished.values()], problems)
    for country, name in wanted.networks.items():
        row, place = rows.get(name.casefold()), f"network_carriers.{country}"
        if row is None and name.casefold() not in wished:
            problems.add(place, "NOT_FOUND", _NO_CARRIER.said(name=name))
        elif row and row["retired_at"]:
            problems.add(place, "RETIRED", _RETIRED.said(name=name))
    await planned_fees.judge(work, wanted.fees, problems)
    if wanted.admin and (user := await accounts.user_by_email(work.reader, wanted.admin.email)) and user["account_id"]:
        problems.add("admin.email", "TAKEN", _NOT_STAFF.said(email=wanted.admin.email))


def _judge_carriers(wanted: Wanted, others: Sequence[Row], problems: Problems) -> None:
    for number, carrier in enumerate(wanted.carriers, 1):
        if alike := next((each for each in others if _is_another_alike(carrier, each)), None):
            problems.add(f"carriers[{number}].name", "TAKEN", ALIKE.said(other=str(alike["name"])))
        for field, other in _taken_codes(carrier, others):
            problems.add(f"carriers[{number}].{field}", "TAKEN", CODE_TAKEN.said(other=other, code=CODES[field].name))


async def _kept_carriers(work: Work) -> Mapping[str, CarrierRow]:
    return {str(row["name"]).casefold(): row for row in await carriers.listed(work.reader, SYSTEM)}


def _wished_carriers(wanted: Wanted, rows: Mapping[str, CarrierRow]) -> Mapping[str, Columns]:
    """By name; without those starter carriers that are kept, or stand in the file, under a name that counts as the same."""
    own = [*rows.values(), *wanted.carriers]
    starters = [row for row in _starters(wanted.starters) if not any(_is_another_alike(row, each) for each in own)]
    return {str(row.get("name")).casefold(): row for row in (*starters, *wanted.carriers)}


def _is_another_alike(carrier: Columns, other: Columns) -> bool:
    """Whether nobody who types the one's name can tell it from the other, which is offered in the same country."""
    name, others = str(carrier.get("name") or ""), str(other.get("name") or "")
    if not name or not others or name.casefold() == others.casefold() or other.get("retired_at"):
        return False
    return carrier.get("country") == other.get("country") and called_alike(name, others)


def _taken_codes(carrier: Columns, others: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Its codes that another of its country has, which is kept or wanted; with the other's name."""
    for field, form in CODES.items():
        for other in others:
            same = str(other.get("name")).casefold() == str(carrier.get("name")).casefold()
            if same or other.get("retired_at") or other.get("country") != carrier.get("country"):
                continue
            if carrier.get(field) and carrier[field] == other.get(field, (other.get("codes") or {}).get(form.name)):
                yield field, str(other["name"])


async def carry_out(work: Work, actor: Actor, steps: Sequence[Step]) -> None:
    """Does what is to be done, step by step, each committed by itself: broken off, the same plan is made again from where it stands."""
    for each in steps:
        if each.do:
            await each.do(work, actor)


async def _operator(work: Work, columns: Row, logo: bytes | None) -> list[Step]:
    row, steps = await kept_settings.kept(work.reader), []
    if columns:
        changed = changed_fields(row, columns)

        async def change(work: Work, actor: Actor) -> None:
            await operator_settings.change_operator(work, actor, ChangeOperator(**columns))

        steps.append(step("operator", str(columns.get("name") or row["name"] or ""), changed, change, new=not row["version"]))
    if logo is not None:
        digest = sha256(logo).hexdigest()
        same = row["logo_sha256"] == digest
        told = () if same else (PlannedField("sha256", row["logo_sha256"], digest),)
        steps.append(step("logo", f"{len(logo)} bytes", told, _put_logo(logo), new=not row["logo_sha256"]))
    return steps


def _put_logo(content: bytes) -> Callable[[Work, Actor], Awaitable[object]]:
    async def put(work: Work, actor: Actor) -> None:
        await operator_settings.put_logo(work, actor, content)

    return put


def _starters(countries: Sequence[str]) -> Iterator[Columns]:
    for country in countries:
        for each in STARTERS.get(country, ()):
            yield {"name": each.name, "country": each.country, **each.codes}


def _carrier(columns: Columns, row: CarrierRow | None) -> Step:
    name = str(columns["name"])
    if row is None:
        told = tuple(PlannedField(field, None, value) for field, value in columns.items() if field != "name" and value)

        async def create(work: Work, actor: Actor) -> None:
            await desk.create_carrier(work, actor, CreateCarrier(**_given(columns)))

        return Step(Does.CREATE, "carrier", name, told, create)
    present = {**row, **{field: row["codes"].get(form.name) for field, form in CODES.items()}}
    changed = changed_fields(present, columns)

    async def change(work: Work, actor: Actor) -> None:
        await desk.change_carrier(work, actor, row["id"], row["version"], ChangeCarrier(**_given({f.name: f.after for f in changed})))

    return step("carrier", name, changed, change)


def _given(columns: Columns) -> dict[str, Any]:
    """The columns as an operation takes them: contacts as they were given."""
    contacts: Any = columns.get("contacts")
    read = {} if contacts is None else {"contacts": [desk.CarrierContact(**each) for each in contacts]}
    return dict(columns) | read


def _networks(networks: Mapping[str, str], rows: Mapping[str, CarrierRow]) -> Iterator[Step]:
    holders = {country: row["name"] for row in rows.values() if not row["retired_at"] for country in row["network_for"]}
    for country, name in networks.items():
        before = holders.get(country)
        same = before is not None and before.casefold() == name.casefold()
        told = () if same else (PlannedField("carrier", before, name),)
        yield step("network carrier", country, told, _move_network(country, before, name), new=before is None)


def _move_network(country: str, before: str | None, after: str) -> Callable[[Work, Actor], Awaitable[object]]:
    async def move(work: Work, actor: Actor) -> None:
        for name, kept in ((before, False), (after, True)):
            if name and (row := await carriers.by_name(work.reader, name)):
                others = [each for each in row["network_for"] if each != country]
                await desk.change_carrier(work, actor, row["id"], row["version"], ChangeCarrier(network_for=others + [country] * kept))

    return move


async def _admin(work: Work, admin: Admin) -> Step:
    row = await accounts.user_by_email(work.reader, admin.email)

    async def invite(work: Work, actor: Actor) -> None:
        command = InviteUser(email=admin.email, name=admin.name, level=Level.ADMIN, locale=admin.locale)
        await invitations.invite(work, actor, command)

    told = () if row else (PlannedField("name", None, admin.name), PlannedField("level", None, Level.ADMIN.value))
    return step("admin", admin.email, told, invite, new=row is None)
