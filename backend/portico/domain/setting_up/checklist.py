"""What an installation still lacks, as rules over what is kept: each says what cannot be done, or is unwise, and where it is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from portico.domain.inventory.phone_numbers import TYPE_WORDS
from portico.domain.reference.places import called
from portico.domain.sentences import Parameter, Said, Sentence, Speaks, listed
from portico.domain.statuses import GatewayKind, NumberType


class SetupSeverity(StrEnum):
    BLOCKING = "BLOCKING"
    ADVICE = "ADVICE"


class SetupCode(StrEnum):
    MAIL_STAYS = "MAIL_STAYS"
    SENDER_MISSING = "SENDER_MISSING"
    CARRIERS_MISSING = "CARRIERS_MISSING"
    NETWORK_CARRIER_MISSING = "NETWORK_CARRIER_MISSING"
    ACCOUNTS_MISSING = "ACCOUNTS_MISSING"
    FEE_MISSING = "FEE_MISSING"
    FEE_MISSING_IN_CURRENCY = "FEE_MISSING_IN_CURRENCY"
    FEE_MISSING_FOR_TYPES = "FEE_MISSING_FOR_TYPES"
    OPERATOR_UNNAMED = "OPERATOR_UNNAMED"
    COUNTRIES_UNNAMED = "COUNTRIES_UNNAMED"
    NETWORK_CARRIER_SIMULATED = "NETWORK_CARRIER_SIMULATED"
    NETWORK_CARRIER_UNREACHED = "NETWORK_CARRIER_UNREACHED"
    CUSTOMERS_MISSING = "CUSTOMERS_MISSING"
    ONE_ADMIN = "ONE_ADMIN"
    INTERVAL_MISSING = "INTERVAL_MISSING"
    NOT_HTTPS = "NOT_HTTPS"
    EXAMPLE_PEOPLE = "EXAMPLE_PEOPLE"


@dataclass(frozen=True, slots=True)
class NetworkCarrier:
    """Through whom port-ins of a country go."""

    id: str
    name: str
    gateway: GatewayKind
    has_contacts: bool


@dataclass(frozen=True, slots=True)
class Installed:
    """What the rules look at. `countries` are those the operator names and those of live port-ins, `offered` the types of numbers there."""

    in_production: bool
    mails_leave: bool
    is_https: bool
    sender_is_set: bool
    is_named: bool
    countries: Sequence[str]
    networks: Mapping[str, NetworkCarrier]
    carrier_count: int
    account_count: int
    lonely_accounts: Sequence[str]
    admin_count: int
    example_people: int
    offered: Mapping[str, frozenset[NumberType]]
    without_interval: Mapping[str, frozenset[NumberType]]
    priced: Mapping[str, frozenset[NumberType | None]]
    unpriced: Mapping[tuple[str, str], frozenset[NumberType]]
    """By country and currency the types of numbers in service that have no fee in what their accounts are billed in."""


@dataclass(frozen=True, slots=True)
class Item(Speaks):
    """Something that is missing: `path` is the page of the dashboard where it is set."""

    code: SetupCode
    severity: SetupSeverity
    said: Said
    path: str


Lacking = Iterable[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SetupRule:
    """`find` answers what the sentence and the path name, once for each thing that is missing."""

    code: SetupCode
    severity: SetupSeverity
    english: str
    path: str
    find: Callable[[Installed], Lacking]


def _once(missing: Callable[[Installed], bool]) -> Callable[[Installed], Lacking]:
    return lambda kept: [{}] if missing(kept) else []


def _without_network(kept: Installed) -> Lacking:
    return ({"country": each} for each in kept.countries if each not in kept.networks) if kept.carrier_count else ()


def _networks(wrong: Callable[[NetworkCarrier], bool]) -> Callable[[Installed], Lacking]:
    """Of the countries that are ported in, those whose network carrier is such a one."""

    def find(kept: Installed) -> Lacking:
        known = ((each, kept.networks[each]) for each in kept.countries if each in kept.networks)
        return [{"country": each, "carrier": carrier.name, "id": carrier.id} for each, carrier in known if wrong(carrier)]

    return find


def _simulated(kept: Installed) -> Lacking:
    return _networks(lambda carrier: carrier.gateway is GatewayKind.SANDBOX)(kept) if kept.in_production else ()


def _unpriced(kept: Installed) -> Lacking:
    return ({"country": each} for each in kept.countries if not kept.priced.get(each))


def _unpriced_in_currency(kept: Installed) -> Lacking:
    """Where there is a fee, in another currency: where there is none at all, that is said of the country or the types."""
    for (country, currency), types in kept.unpriced.items():
        priced = kept.priced.get(country, frozenset())
        if found := types if None in priced or country not in kept.countries else types & priced:
            yield {"country": country, "currency": currency, "types": _in_order(found)}


def _partly_unpriced(kept: Installed) -> Lacking:
    for each in kept.countries:
        priced = kept.priced.get(each)
        if priced and None not in priced and (types := kept.offered.get(each, frozenset()) - priced):
            yield {"country": each, "types": _in_order(types)}


def _without_interval(kept: Installed) -> Lacking:
    return (
        {"country": each, "types": _in_order(kept.without_interval[each])} for each in kept.countries if kept.without_interval.get(each)
    )


def _in_order(types: Iterable[NumberType | None]) -> str:
    return " ".join(kind.value for kind in NumberType if kind in set(types))


RULES: Final = (
    SetupRule(SetupCode.MAIL_STAYS, SetupSeverity.BLOCKING,
         "No mail server is set: letters stay in the mailbox folder. Set PORTICO_SMTP_URL on the server.",
         "/settings/mail", _once(lambda kept: kept.in_production and not kept.mails_leave)),
    SetupRule(SetupCode.SENDER_MISSING, SetupSeverity.BLOCKING,
         "No address is set that letters come from: mail servers refuse those of localhost.",
         "/settings/operator", _once(lambda kept: kept.in_production and not kept.sender_is_set)),
    SetupRule(SetupCode.CARRIERS_MISSING, SetupSeverity.BLOCKING,
         "No carrier: no request can say where its numbers come from.",
         "/carriers?open=starters", _once(lambda kept: not kept.carrier_count)),
    SetupRule(SetupCode.NETWORK_CARRIER_MISSING, SetupSeverity.BLOCKING,
         "No network carrier for {country}: port-ins to {country} cannot be sent.",
         "/carriers", _without_network),
    SetupRule(SetupCode.ACCOUNTS_MISSING, SetupSeverity.BLOCKING,
         "No account: there is nobody to port for.",
         "/accounts?open=new", _once(lambda kept: not kept.account_count)),
    SetupRule(SetupCode.FEE_MISSING, SetupSeverity.BLOCKING,
         "No fee for {country}: port-outs of its numbers cannot be approved.",
         "/fees?open=new", _unpriced),
    SetupRule(SetupCode.FEE_MISSING_IN_CURRENCY, SetupSeverity.BLOCKING,
         "No fee in {currency} for numbers of {country} in service ({types}): their port-outs cannot be approved.",
         "/fees?open=new", _unpriced_in_currency),
    SetupRule(SetupCode.FEE_MISSING_FOR_TYPES, SetupSeverity.ADVICE,
         "No fee for some numbers of {country} ({types}): port-outs of them cannot be approved.",
         "/fees?open=new", _partly_unpriced),
    SetupRule(SetupCode.OPERATOR_UNNAMED, SetupSeverity.ADVICE,
         "The operator has no name here: people are invited to this server's address.",
         "/settings/operator", _once(lambda kept: not kept.is_named)),
    SetupRule(SetupCode.COUNTRIES_UNNAMED, SetupSeverity.ADVICE,
         "No country is named whose numbers are ported in, so nothing can be said about what they lack.",
         "/settings/operator", _once(lambda kept: not kept.countries)),
    SetupRule(SetupCode.NETWORK_CARRIER_SIMULATED, SetupSeverity.ADVICE,
         "Port-ins of {country} go through {carrier}, which is simulated: nothing is really ported.",
         "/carriers?open={id}", _simulated),
    SetupRule(SetupCode.NETWORK_CARRIER_UNREACHED, SetupSeverity.ADVICE,
         "Port-ins of {country} are sent to {carrier} by hand, and nobody is named whom to send them to.",
         "/carriers?open={id}", _networks(lambda carrier: carrier.gateway is GatewayKind.MANUAL and not carrier.has_contacts)),
    SetupRule(SetupCode.CUSTOMERS_MISSING, SetupSeverity.ADVICE,
         "Nobody can sign in for {account}: invite one of its people.",
         "/accounts?q={account}", lambda kept: ({"account": name} for name in kept.lonely_accounts)),
    SetupRule(SetupCode.ONE_ADMIN, SetupSeverity.ADVICE,
         "Only one administrator: what two have to do cannot be done, and nobody can let them in again.",
         "/users", _once(lambda kept: kept.admin_count < 2)),
    SetupRule(SetupCode.INTERVAL_MISSING, SetupSeverity.ADVICE,
         "No usual interval is known for some numbers of {country} ({types}): nobody is told when an answer is late.",
         "/requirements?country={country}", _without_interval),
    SetupRule(SetupCode.NOT_HTTPS, SetupSeverity.ADVICE,
         "People reach this server without encryption: put a proxy with TLS in front and set PORTICO_BASE_URL to its https address.",
         "/settings/setup", _once(lambda kept: kept.in_production and not kept.is_https)),
    SetupRule(SetupCode.EXAMPLE_PEOPLE, SetupSeverity.ADVICE,
         "People sign in with addresses under .example, as those of the demo do ({count}): such passwords may be known to everyone.",
         "/users", lambda kept: [{"count": str(kept.example_people)}] if kept.in_production and kept.example_people else []),
)  # fmt: skip
"""In the order in which they are shown: first what stops the work."""
SENTENCES: Final = {rule.code: Sentence(f"setting_up.{rule.code.lower()}", rule.english) for rule in RULES}


def missing(kept: Installed) -> list[Item]:
    """Everything that the rules find, in their order."""
    return [_item(rule, named) for rule in RULES for named in rule.find(kept)]


def _item(rule: SetupRule, named: Mapping[str, str]) -> Item:
    sentence = SENTENCES[rule.code]
    spoken = {name: _SPOKEN[name](value) if name in _SPOKEN else value for name, value in named.items() if name in sentence.parameters}
    return Item(rule.code, rule.severity, sentence.said(**spoken), rule.path.format_map(_quoted(named)))


def _quoted(named: Mapping[str, str]) -> Mapping[str, str]:
    return {name: quote(value) for name, value in named.items()}


_SPOKEN: Final[Mapping[str, Callable[[str], Parameter]]] = {
    "country": called,
    "types": lambda value: listed(TYPE_WORDS[NumberType(each)].said() for each in value.split()),
}
