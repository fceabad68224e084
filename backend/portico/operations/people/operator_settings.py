"""Who runs this installation: its name and logo, where it is, and in whose name letters leave. The environment is the default of each."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from typing import Annotated, Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import AtMost
from portico.domain.events import Happening
from portico.domain.formats import country, currency, email, required_line, time_zone
from portico.domain.refusals import StaleVersion
from portico.domain.sentences import Sentence
from portico.domain.setting_up import logos
from portico.operations.engine import installation
from portico.operations.engine.fields import FieldReader, Fields, differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import UNSET, Unset, given
from portico.operations.engine.work import Unit, Work
from portico.settings import Settings
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.people import operator_settings as storage
from portico.storage.people.operator_settings import Logo
from portico.storage.row_types.operator import OperatorSettingsRow

_CHANGED: Final = Sentence("operator.change", "The operator's own settings were changed.")
_NO_ADDRESS: Final = Sentence("operator.mail_address_missing", "Give the address that letters come from, or leave its name out.")
MOST_COUNTRIES: Final = 20
LOGO_PATH: Final = "/operator/logo"
VERSION_LENGTH: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOperator:
    """What is left out stays; null empties a field, so that the default holds again."""

    name: Annotated[str | Unset | None, "What the operator is called, on every screen and in letters."] = UNSET
    country: Annotated[str | Unset | None, "Where it is, ISO 3166: two letters."] = UNSET
    time_zone: Annotated[str | Unset | None, "Its time zone, such as Europe/Amsterdam: of its new people and accounts."] = UNSET
    currency: Annotated[str | Unset | None, "What it bills new accounts in, ISO 4217: three letters."] = UNSET
    countries: Annotated[
        list[str] | Unset, "The countries whose numbers it ports in, ISO 3166. Replaces the whole list.", AtMost(MOST_COUNTRIES)
    ] = UNSET
    mail_name: Annotated[str | Unset | None, "In whose name letters leave."] = UNSET
    mail_address: Annotated[
        str | Unset | None, "The address that letters come from; null: the one of the server's environment, PORTICO_MAIL_FROM."
    ] = UNSET
    remove_logo: Annotated[bool, "Whether the logo is taken away. A new one is sent by `PUT /operator/logo`."] = False
    expected_version: Annotated[int | None, "The version you looked at, 0 where nothing was ever set; null: whatever it is."] = None


@dataclass(frozen=True, slots=True)
class MailSender:
    """In whose name letters leave, and the version of the logo that stands in them."""

    name: str
    address: str
    operator: str | None = None
    logo: str | None = None


def logo_version(row: OperatorSettingsRow) -> str | None:
    """What tells one logo from another in its address; None where there is none."""
    return str(row["logo_sha256"])[:VERSION_LENGTH] if row["logo_sha256"] else None


async def mail_sender(conn: Connection, settings: Settings) -> MailSender:
    """The operator's own sender; where it has set none the environment's."""
    row = await storage.kept(conn)
    name, address = parseaddr(settings.mail_from)
    if row["mail_address"]:
        name, address = row["mail_name"] or row["name"] or "", row["mail_address"]
    return MailSender(name, address, row["name"], logo_version(row))


async def change_operator(work: Work, actor: Actor, command: ChangeOperator, key: Key | None = None) -> UUID:
    """Sets what is given of the operator's settings. Raises NotPermitted, StaleVersion, or InvalidInput with every field at fault."""
    actor = permitted(actor, "operator.change")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _taken(unit, command.expected_version)
        problems = Problems()
        columns = read_fields(given(command), row, problems)
        problems.refuse()
        if command.remove_logo and row["logo_sha256"]:
            columns["logo_sha256"] = None
            await storage.put_logo(unit.connection, None, unit.now)
        return [await _change(unit, actor, row, columns)]

    await once(work, actor, key, do)
    return INSTALLATION


async def put_logo(work: Work, actor: Actor, content: bytes) -> str:
    """The version of the operator's new logo; the same one again changes nothing. Raises NotPermitted or InvalidInput (`logo`)."""
    actor = permitted(actor, "operator.change")
    problems = Problems()
    kind = problems.tidy("logo", logos.media_type, content)
    problems.refuse()
    picture = Logo(kind or "", sha256(content).hexdigest(), content)

    async def do(unit: Unit) -> list[Outcome]:
        row = await _taken(unit, None)
        if row["logo_sha256"] != picture.sha256:
            await storage.put_logo(unit.connection, picture, unit.now)
        return [await _change(unit, actor, row, {"logo_sha256": picture.sha256})]

    await once(work, actor, None, do)
    return picture.sha256[:VERSION_LENGTH]


def read_fields(values: Columns, present: OperatorSettingsRow, problems: Problems) -> OperatorSettingsRow:
    """The given fields in the form in which they are stored; malformed ones become problems."""
    columns = _FIELDS.read(values, present, problems)
    after: OperatorSettingsRow = {**present, **columns}
    if after["mail_name"] and not after["mail_address"] and "mailAddress" not in {problem.path for problem in problems.found}:
        problems.add("mailAddress", "REQUIRED", _NO_ADDRESS.said())
    return columns


async def _taken(unit: Unit, expected_version: int | None) -> OperatorSettingsRow:
    await installation.take_turn(unit)
    row = await storage.kept(unit.connection)
    if expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    return row


async def _change(unit: Unit, actor: Actor, row: OperatorSettingsRow, columns: OperatorSettingsRow) -> Outcome:
    if changed := differing(columns, row):
        await storage.change(unit.connection, row, changed, unit.now)
        told = {"changed": from_to(row, changed)}
        installation.record(unit, actor, "change_operator", Happening.OPERATOR_CHANGED, _CHANGED.said(), data=told)
    return Outcome(INSTALLATION, version=row["version"] + bool(changed))


def _none_or(read: Any) -> FieldReader:
    """Reads a text, which is not blank; null is None."""
    return lambda text, _around: None if text is None else read(text)


_FIELDS: Final = Fields(
    OperatorSettingsRow,
    one={
        "name": _none_or(required_line(storage.longest("name"))),
        "country": _none_or(country),
        "time_zone": _none_or(time_zone),
        "currency": _none_or(currency),
        "mail_name": _none_or(required_line(storage.longest("mail_name"))),
        "mail_address": _none_or(email),
    },
    lists={"countries": country},
)
