"""What an operator wants of its installation, read from its file: every key that is none and every value at fault is named at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from email.utils import parseaddr
from typing import Any, Final

from portico.domain.formats import LOCALES, country, currency, email, required_line
from portico.domain.port_outs.amounts import minor_units
from portico.domain.port_outs.fees import FeePer
from portico.domain.sentences import Phrase, Sentence
from portico.domain.statuses import GatewayKind, NumberType
from portico.operations.desk.carrier_fields import read_fields as read_carrier
from portico.operations.desk.carrier_inputs import CarrierContact, CreateCarrier
from portico.operations.desk.fees import SetFee
from portico.operations.engine.input_problems import Problems
from portico.operations.people.operator_settings import ChangeOperator
from portico.operations.people.operator_settings import read_fields as read_operator
from portico.storage.engine.rows import Columns, Row
from portico.storage.people import users
from portico.storage.people.operator_settings import NOT_SET

_UNKNOWN: Final = Sentence("setting_up.unknown_key", "There is no such key here. Known: {known}.")
_UNKNOWN_CLOSE: Final = Sentence("setting_up.unknown_key.close", "There is no such key here; did you mean {close}?")
_TABLE: Final = Sentence("setting_up.no_table", "Write a table here.")
_TABLES: Final = Sentence("setting_up.no_tables", "Write tables here, each under [[{name}]].")
_KIND: Final = Sentence("setting_up.wrong_kind", "Write {kind} here.")
_CHOICE: Final = Sentence("setting_up.no_choice", "Write one of {known}.")
_MISSING: Final = Sentence("setting_up.missing", "This is required.")
_TWICE: Final = Sentence("setting_up.twice", "This carrier stands in the file twice.")

# What each table takes: its keys, and what a value has to be.
TEXT: Final = Phrase("setting_up.kind.text", "a text in quotes")
TRUTH: Final = Phrase("setting_up.kind.truth", "true or false")
LIST: Final = Phrase("setting_up.kind.list", "a list of texts")
DAY: Final = Phrase("setting_up.kind.day", "a day such as 2026-01-31")
AMOUNT: Final = Phrase("setting_up.kind.amount", "an amount such as 12.50")
_KINDS: Final[Mapping[Phrase, Any]] = {TEXT: str, TRUTH: bool, LIST: list, DAY: date}
OPERATOR: Final = {
    **dict.fromkeys(("name", "country", "time_zone", "currency", "mail_sender", "logo"), TEXT),
    "countries": LIST,
}
CONTACT: Final = dict.fromkeys((each.name for each in fields(CarrierContact)), TEXT)
CARRIER: Final = {
    **dict.fromkeys(("name", "country", "region", "time_zone", "spid", "coin", "cupid", "resporg", "gateway", "callback_url"), TEXT),
    "completes_by_itself": TRUTH,
}
FEE: Final = {**dict.fromkeys(("country", "number_type", "currency", "per"), TEXT), "amount": AMOUNT, "valid_from": DAY, "valid_until": DAY}
ADMIN: Final = dict.fromkeys(("email", "name", "locale"), TEXT)
TABLES: Final = ("operator", "network_carriers", "starter_carriers", "carriers", "fees", "admin")


@dataclass(frozen=True, slots=True)
class Admin:
    """The first of the operator's own people, who invites the others."""

    email: str
    name: str
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted; what is not said stays as it is. `operator` and `carriers` are columns as they are stored, but for `logo`, a path."""

    operator: Row = field(default_factory=dict)
    logo: str | None = None
    carriers: Sequence[Row] = ()
    networks: Mapping[str, str] = field(default_factory=dict)
    starters: Sequence[str] = ()
    fees: Sequence[SetFee] = ()
    admin: Admin | None = None


def read(given: Mapping[str, Any]) -> Wanted:
    """What the tables of a file say. Raises InvalidInput with every problem, at its path in the file (`carriers[2].cupid`)."""
    problems = Problems()
    wanted = gathered(given, problems)
    problems.refuse()
    return wanted


def gathered(given: Mapping[str, Any], problems: Problems) -> Wanted:
    """As `read`, for who has more to judge: what is wrong is added to the problems, and missing from what is wanted."""
    _refuse_unknown("", given, TABLES, problems)
    operator, logo = _operator(_table("operator", given.get("operator", {}), OPERATOR, problems), problems)
    return Wanted(
        operator=operator,
        logo=logo,
        carriers=_carriers(given.get("carriers", []), problems),
        networks=_networks(given.get("network_carriers", {}), problems),
        starters=_countries("starter_carriers", given.get("starter_carriers", []), problems),
        fees=[_fee(path, table, problems) for path, table in _tables("fees", given.get("fees", []), FEE, problems)],
        admin=_admin(_table("admin", given["admin"], ADMIN, problems), problems) if "admin" in given else None,
    )


def _operator(table: Mapping[str, Any], problems: Problems) -> tuple[Columns, str | None]:
    values = {name: value for name, value in table.items() if name not in {"mail_sender", "logo"}}
    if "mail_sender" in table:
        values["mail_name"], values["mail_address"] = parseaddr(table["mail_sender"])
        values["mail_name"] = values["mail_name"] or None
        values["mail_address"] = values["mail_address"] or table["mail_sender"]
    known = {each.name for each in fields(ChangeOperator)}
    found = _within("operator", lambda own: read_operator({n: v for n, v in values.items() if n in known}, NOT_SET, own), problems)
    return dict(found), table.get("logo")


def _carriers(given: Any, problems: Problems) -> list[Columns]:
    found: list[Columns] = []
    for path, table in _tables("carriers", given, CARRIER | {"contacts": LIST}, problems):
        row = _carrier(path, table, problems)
        if row.get("name") and str(row["name"]).casefold() in {str(each.get("name")).casefold() for each in found}:
            problems.add(f"{path}.name", "TAKEN", _TWICE.said())
        found.append(row)
    return found


def _carrier(path: str, table: Mapping[str, Any], problems: Problems) -> Columns:
    for name in ("name", "country"):
        if name not in table:
            problems.add(f"{path}.{name}", "REQUIRED", _MISSING.said())
    values = {name: value for name, value in table.items() if name != "contacts"}
    if "gateway" in values and values["gateway"] not in GatewayKind.__members__:
        problems.add(f"{path}.gateway", "UNKNOWN", _CHOICE.said(known=", ".join(GatewayKind)))
        del values["gateway"]
    if "contacts" in table:
        contacts = _tables(f"{path}.contacts", table["contacts"], CONTACT, problems)
        values["contacts"] = [CarrierContact(**{"name": ""} | dict(each)) for _, each in contacts]
    around = {each.name: None for each in fields(CreateCarrier)} | {"private_too": True}
    return dict(_within(path, lambda own: read_carrier(values, around, own), problems))


def _networks(given: Any, problems: Problems) -> dict[str, str]:
    if not isinstance(given, Mapping):
        problems.add("network_carriers", "MALFORMED", _TABLE.said())
        return {}
    found: dict[str, str] = {}
    for place, name in given.items():
        code = problems.tidy(f"network_carriers.{place}", country, place)
        if not isinstance(name, str) or not name.strip():
            problems.add(f"network_carriers.{place}", "MALFORMED", _KIND.said(kind=TEXT.said()))
        elif code:
            found[code] = name.strip()
    return found


def _fee(path: str, table: Mapping[str, Any], problems: Problems) -> SetFee:
    for name in ("country", "currency", "amount"):
        if name not in table:
            problems.add(f"{path}.{name}", "REQUIRED", _MISSING.said())
    choices: dict[str, Any] = {}
    for name, kind in (("number_type", NumberType), ("per", FeePer)):
        if name in table and table[name] not in kind.__members__:
            problems.add(f"{path}.{name}", "UNKNOWN", _CHOICE.said(known=", ".join(kind.__members__)))
        elif name in table:
            choices[name] = kind[table[name]]
    money = (problems.tidy(f"{path}.currency", currency, table["currency"]) if "currency" in table else "") or ""
    amount = problems.tidy(f"{path}.amount", lambda value: minor_units(value, money), table["amount"]) if "amount" in table else 0
    days = {name: table[name] for name in ("valid_from", "valid_until") if name in table}
    where = problems.tidy(f"{path}.country", country, table["country"]) if "country" in table else ""
    return SetFee(country=where or "", currency=money, amount_minor=amount or 0, **choices, **days)


def _admin(table: Mapping[str, Any], problems: Problems) -> Admin:
    if "email" not in table:
        problems.add("admin.email", "REQUIRED", _MISSING.said())
    if table.get("locale", "en") not in LOCALES:
        problems.add("admin.locale", "UNKNOWN", _CHOICE.said(known=", ".join(LOCALES)))
    return admin_of(str(table.get("email", "")), table.get("name"), problems, str(table.get("locale", "en")))


def admin_of(address: str, name: str | None, problems: Problems, locale: str = "en") -> Admin:
    """An admin by their address; without a name they are called by what stands before the @."""
    found = problems.tidy("admin.email", email, address) if address else ""
    called = problems.tidy("admin.name", required_line(users.longest("name")), name or (found or "").partition("@")[0] or "-")
    return Admin((found or "").lower(), called or "", locale)


def _countries(path: str, given: Any, problems: Problems) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        problems.add(path, "MALFORMED", _KIND.said(kind=LIST.said()))
        return []
    found = [problems.tidy(f"{path}[{place}]", country, each) for place, each in enumerate(given, 1)]
    return [each for each in dict.fromkeys(found) if each]


# Tables and keys.


def _tables(name: str, given: Any, keys: Mapping[str, Phrase], problems: Problems) -> list[tuple[str, Mapping[str, Any]]]:
    """Each table of an array with its path, counted from 1."""
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        problems.add(name, "MALFORMED", _TABLES.said(name=re.sub(r"\[\d+\]", "", name)))
        return []
    paths = [f"{name}[{place}]" for place in range(1, len(given) + 1)]
    return [(path, _table(path, table, keys, problems)) for path, table in zip(paths, given, strict=True)]


def _table(path: str, given: Any, keys: Mapping[str, Phrase], problems: Problems) -> Mapping[str, Any]:
    """The table's values that are of the kind they have to be; the others become problems."""
    if not isinstance(given, Mapping):
        problems.add(path, "MALFORMED", _TABLE.said())
        return {}
    _refuse_unknown(f"{path}.", given, keys, problems)
    found = {}
    for name, value in given.items():
        kind = keys.get(name)
        if kind is None:
            continue
        right = type(value) is _KINDS[kind] if kind in _KINDS else True
        if kind == LIST and name != "contacts":
            right = right and all(isinstance(each, str) for each in value)
        if right:
            found[name] = value
        else:
            problems.add(f"{path}.{name}", "MALFORMED", _KIND.said(kind=kind.said()))
    return found


def _refuse_unknown(path: str, given: Mapping[str, Any], known: Sequence[str] | Mapping[str, Phrase], problems: Problems) -> None:
    for name in given:
        if name not in known:
            close = get_close_matches(name, list(known), n=1)
            said = _UNKNOWN_CLOSE.said(close=close[0]) if close else _UNKNOWN.said(known=", ".join(known))
            problems.add(f"{path}{name}", "UNKNOWN", said)


def _within(path: str, reading: Any, problems: Problems) -> Columns:
    """What was read, its problems under this path and named as the file names its keys."""
    own = Problems()
    found: Columns = reading(own)
    for problem in own.found:
        key = re.sub(r"(?<=[a-z])([A-Z])", lambda letter: f"_{letter[0].lower()}", problem.path)
        key = re.sub(r"\.(\d+)", lambda place: f"[{int(place[1]) + 1}]", key)
        key = "mail_sender" if key in {"mail_address", "mail_name"} else key
        problems.add(f"{path}.{key}", problem.code, problem.said)
    return found
