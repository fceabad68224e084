"""Mutations that are no transition: things made, changed and opened. Their inputs are made from the operations' dataclasses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Union
from uuid import UUID

import strawberry

from portico.domain.refusals import NotFound, Refusal
from portico.graphql.desk import business_days, calendar_feeds, comments, installation, requirement_overrides
from portico.graphql.desk import webhook_deliveries as hook_log
from portico.graphql.desk import webhook_endpoints as hooks
from portico.graphql.desk.comments import Comment
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.inputs import asked_of, camel, described_input, input_type, key_of
from portico.graphql.engine.problems import PROBLEMS, problem_of
from portico.graphql.engine.receipts import noting
from portico.graphql.engine.scalars import aimed_at
from portico.graphql.people.profiles import CompanyProfile, ConfigurationProfile
from portico.graphql.port_ins import porting_requests, reveals
from portico.graphql.port_outs import port_out_requests as port_outs
from portico.graphql.serving import selections
from portico.graphql.transitions import ByIds, PortingRequestResult, PortOutRequestResult, idempotency_key
from portico.operations.desk import business_days as days
from portico.operations.desk import calendar_feeds as feeds
from portico.operations.desk import comments as writing
from portico.operations.desk import holding, trial_letters, webhook_endpoints, webhook_inputs, webhook_replays
from portico.operations.desk import requirement_overrides as overriding
from portico.operations.people import profiles
from portico.operations.port_ins import porting_requests as requests
from portico.operations.port_ins import secret_reveals
from portico.operations.port_outs import port_out_requests


def _result(name: str, kind: Any, noun: str) -> Any:
    return Annotated[Union[(kind, *PROBLEMS)], strawberry.union(name, description=f"The {noun}, or why not.")]


CompanyProfileResult = _result("CompanyProfileResult", CompanyProfile, "company profile")
ConfigurationProfileResult = _result("ConfigurationProfileResult", ConfigurationProfile, "configuration profile")

RevealedSecretResult = _result("RevealedSecretResult", reveals.RevealedSecret, "secret")
CommentResult = _result("CommentResult", Comment, "comment")
RequirementOverrideResult = _result("RequirementOverrideResult", requirement_overrides.RequirementOverride, "override")
RequirementRestoredResult = _result("RequirementRestoredResult", requirement_overrides.RequirementRestored, "requirement as shipped")
BusinessDayOverrideResult = _result("BusinessDayOverrideResult", business_days.BusinessDayOverride, "day")
BusinessDayOverrideRemovedResult = _result("BusinessDayOverrideRemovedResult", business_days.BusinessDayOverrideRemoved, "day that is gone")
CalendarFeedCreatedResult = _result("CalendarFeedCreatedResult", calendar_feeds.CalendarFeedCreated, "calendar link")
CalendarFeedResult = _result("CalendarFeedResult", calendar_feeds.CalendarFeed, "calendar link")
InstallationResult = _result("InstallationResult", installation.Installation, "installation")
WebhookEndpointResult = _result("WebhookEndpointResult", hooks.WebhookEndpoint, "webhook endpoint")
WebhookEndpointSecretResult = _result("WebhookEndpointSecretResult", hooks.WebhookEndpointSecret, "webhook endpoint with its secret")
WebhookEndpointDeletedResult = _result("WebhookEndpointDeletedResult", hooks.WebhookEndpointDeleted, "webhook endpoint that is gone")
WebhookDeliveryResult = _result("WebhookDeliveryResult", hook_log.WebhookDelivery, "delivery")
WebhookEndpointReplayedResult = _result("WebhookEndpointReplayedResult", hook_log.WebhookEndpointReplayed, "count of what is sent anew")


ANEW = "Taken as everywhere and kept nowhere: nothing of this may be kept, so each time it is done anew."


@dataclass(frozen=True, slots=True)
class Command:
    """One mutation: `do` gets (work, actor, …) as its operation takes them; `kind` is set where it is about an existing thing.

    `operation` is what policy is asked, for the doing and for reading the answer.

    What is not `repeatable` takes an idempotency key as everything does and does nothing with it: nothing of it may be kept.
    `by_ids` reads what `do` answered the id of; where it answers something else, `answer` makes the result of it.
    """

    field: str
    operation: str
    description: str
    result: Any
    by_ids: ByIds | None
    do: Callable[..., Any]
    asks: type | None = None
    kind: str | None = None
    versioned: bool = False
    repeatable: bool = True
    answer: Callable[[Context, Any], Awaitable[Any]] | None = None
    judges: bool = False
    """Whether it is given what judges a selection, as only the schema knows."""


def _by_loader(name: str, type_: Any) -> ByIds:
    async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
        found = [await getattr(context.loaders, name).load(key) for key in ids]
        return {row["id"]: type_.of(row) for row in found if row}

    return by_ids


company_profiles = _by_loader("company_profile", CompanyProfile)
configuration_profiles = _by_loader("configuration_profile", ConfigurationProfile)

COMMANDS = (
    Command("porting_request_create", "porting_request.create",
            "Begin a porting request; with `submit` hand it in at once.",
            PortingRequestResult, porting_requests.by_ids, requests.create, asks=requests.CreateRequest),
    Command("porting_request_update", "porting_request.update",
            "Change what may still be changed; what is left out stays, null empties a field.",
            PortingRequestResult, porting_requests.by_ids, requests.update, asks=requests.UpdateRequest, kind="porting_request",
            versioned=True),
    Command("porting_request_replace", "porting_request.replace",
            "Make anew what ended without a port: a prefilled draft without PIN, dates and blocked numbers.",
            PortingRequestResult, porting_requests.by_ids, requests.replace, kind="porting_request"),
    Command("porting_request_reveal_secret", "porting_request.reveal_secret",
            "Staff: see one secret of a request in progress, to send it. Journaled, and limited per hour.",
            RevealedSecretResult, None, secret_reveals.reveal, asks=secret_reveals.RevealSecret, kind="porting_request",
            repeatable=False, answer=reveals.revealed),
    Command("company_profile_create", "company_profile.write",
            "Make a company profile.",
            CompanyProfileResult, company_profiles, profiles.create_company_profile, asks=profiles.CreateCompanyProfile),
    Command("company_profile_update", "company_profile.write",
            "Change a company profile.",
            CompanyProfileResult, company_profiles, profiles.update_company_profile, asks=profiles.UpdateCompanyProfile,
            kind="company_profile", versioned=True),
    Command("configuration_profile_create", "configuration_profile.write",
            "Make a configuration profile.",
            ConfigurationProfileResult, configuration_profiles, profiles.create_configuration_profile,
            asks=profiles.CreateConfigurationProfile),
    Command("configuration_profile_update", "configuration_profile.write",
            "Change a configuration profile.",
            ConfigurationProfileResult, configuration_profiles, profiles.update_configuration_profile,
            asks=profiles.UpdateConfigurationProfile, kind="configuration_profile", versioned=True),
    Command("port_out_request_receive", "port_out_request.receive",
            "Hand in a port-out request: the gaining carrier's own, or staff for one that came by letter.",
            PortOutRequestResult, port_outs.by_ids, port_out_requests.receive, asks=port_out_requests.ReceivePortOut),
    Command("port_out_request_open", "port_out_request.open",
            "Say that the owner has seen it; the first time is kept.",
            PortOutRequestResult, port_outs.by_ids, port_out_requests.open_request, kind="port_out_request"),
    Command("porting_request_comment", "porting_request.comment",
            "Write about a porting request; what staff write for the customer is mailed.",
            CommentResult, comments.by_ids, writing.comment_on_porting_request, asks=writing.WriteComment, kind="porting_request"),
    Command("port_out_request_comment", "port_out_request.comment",
            "Write about a port-out request; what staff write for the customer is mailed.",
            CommentResult, comments.by_ids, writing.comment_on_port_out_request, asks=writing.WriteComment, kind="port_out_request"),
    Command("requirement_override", "requirement.override",
            "Staff: ask otherwise than the shipped requirement does, from now on.",
            RequirementOverrideResult, None, overriding.override, asks=overriding.OverrideRequirement,
            answer=requirement_overrides.overridden),
    Command("requirement_restore", "requirement.override",
            "Staff: ask as the shipped requirement does again.",
            RequirementRestoredResult, None, overriding.restore, asks=overriding.RestoreRequirement, answer=requirement_overrides.restored),
    Command("business_day_override_set", "business_day.override",
            "Staff: count a day otherwise than the public calendar does.",
            BusinessDayOverrideResult, business_days.by_ids, days.set_day, asks=days.SetBusinessDay),
    Command("business_day_override_remove", "business_day.override",
            "Staff: count a day as the public calendar does again.",
            BusinessDayOverrideRemovedResult, None, days.remove_day, kind="business_day_override", answer=business_days.removed),
    Command("calendar_feed_create", "calendar_feed.write",
            "Make a link under which another calendar reads FOC dates; its address is shown once.",
            CalendarFeedCreatedResult, None, feeds.create, asks=feeds.CreateCalendarFeed, answer=calendar_feeds.created),
    Command("calendar_feed_revoke", "calendar_feed.write",
            "Make a calendar link useless.",
            CalendarFeedResult, calendar_feeds.by_ids, feeds.revoke, kind="calendar_feed"),
    Command("installation_hold", "installation.hold",
            "Staff: let no mail, callback or message to a carrier leave and no deadline be met, until it is released.",
            InstallationResult, None, holding.hold_back, answer=installation.changed),
    Command("installation_release", "installation.hold",
            "Staff: let everything go its way again; what has come due meanwhile happens at once.",
            InstallationResult, None, holding.release, answer=installation.changed),
    Command("installation_test_mail", "installation.test_mail",
            "Staff: send a letter, to see whether mail arrives.",
            InstallationResult, None, trial_letters.send, asks=trial_letters.TrialLetter, answer=installation.changed),
    Command("webhook_endpoint_create", "webhook_endpoint.write",
            "Have the account's events posted to an address; its signing secret is shown once.",
            WebhookEndpointSecretResult, None, webhook_endpoints.create, asks=webhook_inputs.CreateWebhookEndpoint,
            answer=hooks.with_secret, judges=True),
    Command("webhook_endpoint_change", "webhook_endpoint.write",
            "Change a webhook endpoint; what is left out stays.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.change, asks=webhook_inputs.ChangeWebhookEndpoint,
            kind="webhook_endpoint", versioned=True, judges=True),
    Command("webhook_endpoint_rotate", "webhook_endpoint.write",
            "Make a new signing secret, shown once; the one used until now signs beside it for a while.",
            WebhookEndpointSecretResult, None, webhook_endpoints.rotate, asks=webhook_inputs.RotateWebhookSecret,
            kind="webhook_endpoint", versioned=True, answer=hooks.with_secret),
    Command("webhook_endpoint_enable", "webhook_endpoint.write",
            "Send events to a disabled webhook endpoint again, from now on.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.enable, kind="webhook_endpoint"),
    Command("webhook_endpoint_disable", "webhook_endpoint.write",
            "Send nothing more to a webhook endpoint; what is owed there is given up.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.disable, kind="webhook_endpoint"),
    Command("webhook_endpoint_delete", "webhook_endpoint.write",
            "Delete a webhook endpoint.",
            WebhookEndpointDeletedResult, None, webhook_endpoints.delete, kind="webhook_endpoint", answer=hooks.deleted),
    Command("webhook_endpoint_test", "webhook_endpoint.write",
            "Send a signed test event, `portico.test`, at once; it is tried once.",
            WebhookDeliveryResult, hook_log.by_ids, webhook_replays.send_test, kind="webhook_endpoint"),
    Command("webhook_endpoint_replay", "webhook_endpoint.write",
            "Send anew what was given up since a moment, each under the id it had.",
            WebhookEndpointReplayedResult, None, webhook_replays.replay_since, asks=webhook_inputs.ReplayWebhookDeliveries,
            kind="webhook_endpoint", answer=hook_log.replayed),
    Command("delivery_replay", "webhook_endpoint.write",
            "Send one event anew to its webhook endpoint, under the id it had, whether it had arrived or was given up.",
            WebhookDeliveryResult, hook_log.by_ids, webhook_replays.replay, kind="delivery"),
)  # fmt: skip


def mutations() -> dict[str, Any]:
    """Field name → Strawberry field."""
    return {command.field: _mutation(command) for command in COMMANDS}


def _mutation(command: Command) -> Any:
    field_name = camel(command.field)
    before: dict[str, tuple[Any, Any]] = {}
    if command.kind:
        before["id"] = (strawberry.ID, strawberry.field(description="What to change."))
    if command.versioned:
        version = strawberry.field(default=None, description="The version you looked at; null: whatever it is.")
        before["expected_version"] = (int | None, version)
    after = {"idempotency_key": idempotency_key() if command.repeatable else idempotency_key(ANEW)}
    given = input_type(f"{field_name[0].upper()}{field_name[1:]}Input", command.description, command.asks, before, after)
    resolver: Any = _resolver(command, field_name)
    resolver.__annotations__ = {"info": Info, "input": described_input(given), "return": command.result}
    resolver.__name__ = command.field
    return strawberry.mutation(resolver=resolver, description=command.description)


def _resolver(command: Command, field_name: str) -> Any:
    async def resolve(info: Any, input: Any) -> Any:
        context: Context = info.context
        actor = context.sender
        work, receipt = noting(info)
        try:
            made = await command.do(work, actor, *_arguments(command, input), **_named(command, field_name, input, info))
        except Refusal as refusal:
            return problem_of(refusal)
        receipt.committed = True
        context.answering(command.operation)
        if command.answer:
            return await command.answer(context, made)
        found = await command.by_ids(context, [made]) if command.by_ids else {}
        return found.get(made) or problem_of(NotFound())

    return resolve


def _arguments(command: Command, given: Any) -> list[Any]:
    found: list[Any] = []
    if command.kind:
        found.append(aimed_at(command.kind, given.id))
    if command.versioned:
        found.append(given.expected_version)
    if command.asks:
        found.append(asked_of(command.asks, given))
    return found


def _named(command: Command, field_name: str, given: Any, info: Info) -> dict[str, Any]:
    key = key_of(field_name, given)
    judge = {"judge": partial(selections.judged, info.schema._schema)} if command.judges else {}
    return judge if command.field == "port_out_request_open" or not command.repeatable else {"key": key} | judge
