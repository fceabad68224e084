"""What can be listed and shown, as data: how each is found by what people call it, and what is read of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from portico.cli.asking import ApiAnswer, reader, whoever
from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.inventory.phone_numbers import ValidNumber
from portico.domain.inventory.reading import read
from portico.domain.refusals import NotFound, Thing
from portico.domain.words.mails import spoken_money
from portico.operations.engine.work import Work
from portico.operations.people import user_fields
from portico.storage.desk import carriers, fees
from portico.storage.desk.webhooks import webhook_endpoints
from portico.storage.engine.rows import Row
from portico.storage.internal_moves import internal_moves
from portico.storage.inventory import phone_numbers
from portico.storage.people import accounts, profiles, tokens
from portico.storage.snapbacks import snapbacks

Find = Callable[[Work, str], Awaitable[Row | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """One kind of thing. `listed` and `one` are fields of the API's query; `narrows` are the list's options and their GraphQL types."""

    name: str
    plural: str
    one_of_them: str
    called: str
    """What people name one by, as `--help` says it."""
    kind: str
    thing: Thing
    find: Find
    listed: str
    one: str
    text: str = "id"
    """Which column of what was found stands for `$text` in `one`."""
    fields: str
    columns: Mapping[str, str]
    narrows: Mapping[str, str] = field(default_factory=dict)
    reads_as: Callable[[], Actor] = reader
    spoken: Callable[[ApiAnswer], ApiAnswer] = field(default=lambda node: node)
    """A thing as people read it; scripts have it as the API has it."""

    async def named(self, work: Work, text: str) -> Row:
        """The row of what is named so, by its id too. Raises NotFound."""
        row = await self.find(work, text) or (await self.by_id(work, text))
        if row is None:
            raise NotFound(self.thing)
        return row

    async def by_id(self, work: Work, text: str) -> Row | None:
        key = self.id_in(text)
        return await ROW_OF[self.name](work, key) if key else None

    def id_in(self, text: str) -> UUID | None:
        """The id that is written so, whether or not there is such a thing; None where it is none."""
        try:
            return ids.read(self.kind, text)
        except ValueError:
            return None


async def _account(work: Work, text: str) -> Row | None:
    return await accounts.account_by_slug(work.reader, text)


async def _user(work: Work, text: str) -> Row | None:
    return await accounts.user_by_email(work.reader, *user_fields.spellings(text))


async def _carrier(work: Work, text: str) -> Row | None:
    return await carriers.by_name(work.reader, text)


async def _token(work: Work, text: str) -> Row | None:
    found = await tokens.with_prefix(work.reader, text.removeprefix("ptc_").partition("_")[0])
    return found[0] if found else None


async def _number(work: Work, text: str) -> Row | None:
    number = read(text, None)
    found = await phone_numbers.by_e164(work.reader, [number.e164]) if isinstance(number, ValidNumber) else []
    return found[0] if found else None


async def _snapback(work: Work, text: str) -> Row | None:
    return await snapbacks.by_reference(work.reader, text)


async def _internal_move(work: Work, text: str) -> Row | None:
    return await internal_moves.by_reference(work.reader, text)


async def _webhook(work: Work, text: str) -> Row | None:
    """By its name, where only one endpoint is called so."""
    return _only(await webhook_endpoints.listed(work.reader, reader(), None), "name", text)


async def _company_profile(work: Work, text: str) -> Row | None:
    return _only(await profiles.company_list(work.reader, reader()), "label", text)


async def _configuration_profile(work: Work, text: str) -> Row | None:
    return _only(await profiles.configuration_list(work.reader, reader()), "name", text)


def _only(rows: Iterable[Row], column: str, text: str) -> Row | None:
    found = [row for row in rows if row[column].casefold() == text.casefold()]
    return found[0] if len(found) == 1 else None


async def _nothing(_work: Work, _text: str) -> Row | None:
    return None


async def _first(looking: Awaitable[Sequence[Row]]) -> Row | None:
    return next(iter(await looking), None)


async def _token_of(work: Work, key: UUID) -> Row | None:
    return await tokens.find_token_again(work.reader, key)


def _with_amount(fee: ApiAnswer) -> ApiAnswer:
    """With its amount in the currency, where the minor units stand."""
    amount = spoken_money(fee["amountMinor"], fee["currency"])
    return {("amount" if name == "amountMinor" else name): (amount if name == "amountMinor" else value) for name, value in fee.items()}


ROW_OF: Final[Mapping[str, Callable[[Work, UUID], Awaitable[Row | None]]]] = {
    "account": lambda work, key: _first(accounts.by_ids(work.reader, reader(), [key])),
    "user": lambda work, key: accounts.user_by_id(work.reader, key),
    "company-profile": lambda work, key: _first(profiles.company_profiles(work.reader, reader(), [key])),
    "configuration-profile": lambda work, key: _first(profiles.configuration_profiles(work.reader, reader(), [key])),
    "carrier": lambda work, key: carriers.by_id(work.reader, key),
    "fee": lambda work, key: _first(fees.by_ids(work.reader, [key])),
    "number": lambda work, key: phone_numbers.by_id(work.reader, reader(), key),
    "snapback": lambda work, key: _first(snapbacks.rows_of(work.reader, [key])),
    "internal-move": lambda work, key: _first(internal_moves.rows_of(work.reader, [key])),
    "token": _token_of,
    "webhook": lambda work, key: webhook_endpoints.by_id(work.reader, key),
}

NOUNS: Final[tuple[Noun, ...]] = (
    Noun(
        name="account", plural="accounts", one_of_them="an account",
        called="Its short name, or its id.", kind="account", thing=Thing.ACCOUNT, find=_account,
        listed="accountDirectory(first: $first, after: $after, filter: {search: $search, tiers: $tier, closed: $closed})",
        narrows={"search": "String", "tier": "[Tier!]", "closed": "Boolean"},
        one="account(id: $id)",
        fields="""id slug name accountNumber tier currency timeZone locale notificationEmails defaultCallbackUrl cancelCutoffHours
            contacts { name purpose email phone } portOutHours portOutOnDeadline portOutPinRequired portOutTwoPerson
            portOutPolicySetBy portOutPolicySetAt contactsChangedAt
            createdAt closedAt version""",
        columns={"ACCOUNT": "slug", "NAME": "name", "NO": "accountNumber", "TIER": "tier", "CURRENCY": "currency", "CLOSED": "closedAt"},
    ),
    Noun(
        name="user", plural="people who sign in", one_of_them="somebody who signs in",
        called="What they sign in with, or their id.", kind="user", thing=Thing.USER, find=_user,
        listed="users(first: $first, after: $after, filter: {search: $search, accountId: $account, ofStaff: $staff, statuses: $status})",
        narrows={"search": "String", "account": "ID", "staff": "Boolean", "status": "[UserStatus!]"},
        one="users(first: 100, filter: {search: $text})", text="email",
        fields="id email name role level status accountId accountName locale timeZone lastSeenAt invitationExpiresAt createdAt version",
        columns={"EMAIL": "email", "NAME": "name", "ROLE": "role", "LEVEL": "level", "STATUS": "status", "ACCOUNT": "accountName",
                 "LAST SEEN": "lastSeenAt"},
    ),
    Noun(
        name="company-profile", plural="who numbers are ported for", one_of_them="a company profile",
        called="Its label, where no other is called so, or its id.", kind="company_profile", thing=Thing.COMPANY_PROFILE,
        find=_company_profile, listed="companyProfiles(accountId: $account)", narrows={"account": "ID"},
        one="companyProfiles(accountId: $account)",
        fields="""id accountId label companyName registrationNumber vatId representativeFirstName representativeLastName
            representativePhone country city postalCode street emails createdAt updatedAt version""",
        columns={"LABEL": "label", "COMPANY": "companyName", "COUNTRY": "country", "CITY": "city", "EMAILS": "emails", "ID": "id"},
    ),
    Noun(
        name="configuration-profile", plural="where numbers ring", one_of_them="a configuration profile",
        called="Its name, where no other is called so, or its id.", kind="configuration_profile", thing=Thing.CONFIGURATION_PROFILE,
        find=_configuration_profile, listed="configurationProfiles(accountId: $account)", narrows={"account": "ID"},
        one="configurationProfiles(accountId: $account)",
        fields="id accountId name destinationKind destination capacity smsEnabled createdAt updatedAt version",
        columns={"NAME": "name", "KIND": "destinationKind", "RINGS AT": "destination", "AT ONCE": "capacity", "SMS": "smsEnabled",
                 "ID": "id"},
    ),
    Noun(
        name="carrier", plural="other providers", one_of_them="another provider",
        called="Its name, or its id.", kind="carrier", thing=Thing.CARRIER, find=_carrier,
        listed="carriers(search: $search, retired: $retired)", narrows={"search": "String", "retired": "Boolean"},
        one="carriers(retired: null)",
        fields="""id name country region timeZone gateway completesByItself networkFor spid coin cupid resporg retiredAt
            kept { version callbackUrl livePortIns livePortOuts contacts { name email phone note } }""",
        columns={"CARRIER": "name", "COUNTRY": "country", "REGION": "region", "GATEWAY": "gateway", "NETWORK FOR": "networkFor",
                 "PORT-INS": "kept.livePortIns", "PORT-OUTS": "kept.livePortOuts", "RETIRED": "retiredAt"},
    ),
    Noun(
        name="fee", plural="what port-outs cost", one_of_them="what a port-out costs",
        called="Its id.", kind="fee_schedule", thing=Thing.FEE, find=_nothing,
        listed="fees", one="fees", spoken=_with_amount,
        fields="id country numberType currency amountMinor per validFrom validUntil billedAt version",
        columns={"ID": "id", "COUNTRY": "country", "TYPE": "numberType", "AMOUNT": "amount", "PER": "per",
                 "FROM": "validFrom", "UNTIL": "validUntil", "FIRST BILLED": "billedAt"},
    ),
    Noun(
        name="number", plural="numbers of the inventory", one_of_them="a number of the inventory",
        called="The number with its country code, or its id.", kind="phone_number",
        thing=Thing.PHONE_NUMBER, find=_number,
        listed="phoneNumbers(first: $first, after: $after, filter: {search: $search, accountId: $account, statuses: $status})",
        narrows={"search": "String", "account": "ID", "status": "[PhoneNumberStatus!]"},
        one="phoneNumbers(first: 100, filter: {search: $text})", text="e164",
        fields="""id e164 display country numberType source status accountId configurationProfile { id name } lockedAt activatedAt endedAt
            createdAt version""",
        columns={"NUMBER": "display", "STATUS": "status", "COUNTRY": "country", "TYPE": "numberType", "SOURCE": "source",
                 "RINGS AT": "configurationProfile.name", "SINCE": "activatedAt", "UNTIL": "endedAt"},
    ),
    Noun(
        name="snapback", plural="numbers asked back after a port", one_of_them="a number asked back after its port",
        called="Its reference, or its id.", kind="snapback", thing=Thing.SNAPBACK, find=_snapback,
        listed="snapbacks(first: $first, after: $after, filter: {accountId: $account, statuses: $status})",
        narrows={"account": "ID", "status": "[SnapbackStatus!]"},
        one="snapback(id: $id)",
        fields="""id reference direction status statusReason waitingOn e164 display askedBecause portedAt sentAt endedAt accountName
            accountId carrierName portOutReference portingReference createdAt version""",
        columns={"REFERENCE": "reference", "STATUS": "status", "NUMBER": "display", "DIRECTION": "direction", "CARRIER": "carrierName",
                 "ACCOUNT": "accountName", "WAITS ON": "waitingOn"},
    ),
    Noun(
        name="internal-move", plural="numbers that go from one account to another", one_of_them="a move of numbers between two accounts",
        called="Its reference, or its id.", kind="internal_move", thing=Thing.INTERNAL_MOVE, find=_internal_move,
        listed="internalMoves(first: $first, after: $after, filter: {accountId: $account, statuses: $status})",
        narrows={"account": "ID", "status": "[InternalMoveStatus!]"},
        one="internalMove(id: $id)",
        fields="""id reference status statusReason waitingOn numberCount numbers(first: 1000) { e164 display } expiresAt redeemedAt endedAt
            givingAccountId givingAccountName takingAccountId takingAccountName createdAt version""",
        columns={"REFERENCE": "reference", "STATUS": "status", "NUMBERS": "numberCount", "FROM": "givingAccountName",
                 "TO": "takingAccountName", "UNTIL": "expiresAt", "WAITS ON": "waitingOn"},
    ),
    Noun(
        name="token", plural="credentials for machines", one_of_them="a credential for a machine",
        called="How it begins, ptc_PREFIX, or its id.", kind="api_token",
        thing=Thing.API_TOKEN, find=_token, listed="apiTokens", one="apiTokens", reads_as=whoever,
        fields="""id prefix name role level scopes accountId carrierId carrierName createdAt lastUsedAt expiresAt revokedAt oldSecretUntil
            version""",
        columns={"TOKEN": "prefix", "NAME": "name", "ROLE": "role", "LEVEL": "level", "CARRIER": "carrierName", "LAST USED": "lastUsedAt",
                 "EXPIRES": "expiresAt"},
    ),
    Noun(
        name="webhook", plural="addresses that events are posted to", one_of_them="an address that events are posted to",
        called="Its name, where no other is called so, or its id.",
        kind="webhook_endpoint", thing=Thing.WEBHOOK_ENDPOINT, find=_webhook,
        listed="webhookEndpoints(accountId: $account)", narrows={"account": "ID"},
        one="webhookEndpoint(id: $id)",
        fields="""id accountId name url events selection scopes creatorName secrets { madeAt endsAt } disabledAt disabledReason failingSince
            createdAt version""",
        columns={"NAME": "name", "URL": "url", "EVENTS": "events", "DISABLED": "disabledReason", "FAILING SINCE": "failingSince"},
    ),
)  # fmt: skip
"""The request is not among them: `cli.requests` lists port-ins and port-outs as one."""
BY_NAME: Final = {noun.name: noun for noun in NOUNS}
