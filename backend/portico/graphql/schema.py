"""The schema, put together: queries, mutations made from the tables, and feeds. `schema.graphql` is its committed text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import strawberry
from graphql import GraphQLError, OperationType, lexicographic_sort_schema, print_schema
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.tools import create_type
from strawberry.types import ExecutionContext, ExecutionResult, get_object_definition
from strawberry.utils.str_converters import to_camel_case

from portico.domain.refusals import CredentialEnded, Refusal
from portico.domain.sentences import Said, Sentence
from portico.graphql import commands, feeds, nodes, transitions
from portico.graphql.desk import (
    business_calendar,
    business_days,
    calendar_feeds,
    carriers,
    catalogue,
    dashboard,
    fees,
    foc_calendar,
    installation,
    requirement_overrides,
    setting_up,
)
from portico.graphql.desk import deliveries as outbox
from portico.graphql.desk import journal as journals
from portico.graphql.desk.keeping import evidence, keeping
from portico.graphql.desk.papers import documents_read
from portico.graphql.desk.webhooks import webhook_endpoints as hooks
from portico.graphql.engine import receipts
from portico.graphql.engine.context import Context, SignInRequired
from portico.graphql.engine.inputs import camel
from portico.graphql.engine.request_errors import FAILED, ErrorCode
from portico.graphql.engine.scalars import SCALARS
from portico.graphql.engine.words import sentence
from portico.graphql.internal_moves import internal_moves as moves
from portico.graphql.inventory import numbers_read
from portico.graphql.inventory import phone_numbers as inventory
from portico.graphql.people import accounts, notifications, profiles
from portico.graphql.people import operator as the_operator
from portico.graphql.people import tokens as api_tokens
from portico.graphql.people import users as people
from portico.graphql.people import viewer as viewers
from portico.graphql.port_ins import porting_numbers as numbers
from portico.graphql.port_ins import porting_requests as requests
from portico.graphql.port_outs import charges as billed
from portico.graphql.port_outs import port_out_requests as port_outs
from portico.graphql.serving import inputs_made, running
from portico.graphql.serving.allowances import RateLimited
from portico.graphql.serving.documents import ANSWERED_ONCE, Documents, Door, Ready, Unready, told
from portico.graphql.serving.execution import Execution
from portico.graphql.snapbacks import snapbacks as asked_back
from portico.operations.people.signing_in.access import SIGN_IN

log = logging.getLogger("portico.graphql")
SLOW: Final = Sentence("feed.slow_listener", "You did not keep up. Subscribe again with your last cursor.")
PUBLIC = {"public": True}
QUOTED = ", found: {"  # graphql-core quotes the whole input behind this, with a PIN or password that may be in it


def _query(resolver: Any, description: str, **more: Any) -> Any:
    return strawberry.field(resolver=resolver, description=description, **more)


def _public(resolver: Any, description: str) -> Any:
    """A field that strangers may read: what is not made by this needs a sign-in before it is even looked at."""
    return _query(resolver, f"{description} Public.", metadata=PUBLIC)


@strawberry.type(description="Everything that can be read.")
class Query:
    viewer = _query(viewers.resolve_viewer, "Who is asking.")
    viewer_notifications = _query(notifications.resolve, "What you are written to about, beside the addresses of your account.")
    node = _query(nodes.resolve_node, "Whatever has this id.")
    journal_cursor = _query(viewers.resolve_cursor, "Where the journal ends now: read it, then the state, then subscribe behind it.")
    dashboard = _query(dashboard.resolve_dashboard, "How many there are of what stands where, for Home.")
    porting_requests = _query(requests.resolve_list, "Porting requests.")
    porting_request = _query(requests.resolve_one, "One porting request; null when there is none for you.")
    porting_numbers = _query(numbers.resolve_list, "Porting numbers over all requests.")
    porting_number = _query(numbers.resolve_one, "One porting number; null when there is none for you.")
    port_out_requests = _query(port_outs.resolve_list, "Port-out requests.")
    port_out_request = _query(port_outs.resolve_one, "One port-out request; null when there is none for you.")
    snapbacks = _query(asked_back.resolve_list, "Numbers asked back after a port that was a mistake.")
    snapback = _query(asked_back.resolve_one, "One snapback; null when there is none for you.")
    internal_moves = _query(moves.resolve_list, "Moves between two accounts: what yours offers and takes; staff see all.")
    internal_move = _query(moves.resolve_one, "One move between accounts; null when there is none for you.")
    numbers_read = _query(numbers_read.resolve, "What a pasted list or a file of numbers is understood as, before anything is made of it.")
    phone_numbers = _query(inventory.resolve_list, "The inventory.")
    document = _query(documents_read.resolve_one, "One document; null when there is none for you.")
    users = _query(people.resolve_list, "People: an account's admins see theirs; staff see all.")
    account = _query(accounts.resolve_one, "One account; null when there is none for you.")
    account_directory = _query(
        accounts.resolve_page, "Accounts page by page, searched and sorted: your own; staff see all, closed ones too."
    )
    account_journal = _query(
        journals.resolve_of_account,
        "What happened to an account's own things: its settings, profiles, numbers; newest first. Null when it is none for you.",
    )
    api_tokens = _query(
        api_tokens.resolve_list, "Tokens: an account's admins see theirs; staff admins those of the operator and of carriers."
    )
    accounts = _query(accounts.resolve_list, "Accounts: your own; staff see all.")
    carriers = _query(carriers.resolve_list, "Other providers.")
    fees_missing = _query(fees.resolve_missing, "Staff: numbers in service whose port-outs cannot be approved, as no fee is set for them.")
    fees = _query(fees.resolve_list, "What port-outs cost. A customer sees what holds or will hold in its account's currency.")
    charges = _query(billed.resolve_list, "What accounts were charged, line by line: your own; staff see all.")
    charge_totals = _query(billed.resolve_totals, "What accounts were charged, by month and currency, the newest month first.")
    company_profiles = _query(profiles.resolve_company_list, "Who numbers are ported for.")
    configuration_profiles = _query(profiles.resolve_configuration_list, "Where numbers can ring.")
    deliveries = _query(outbox.resolve_list, "What was owed to addresses outside: mails and callbacks, newest first.")
    mails_leave = _query(
        outbox.resolve_mails_leave,
        "Whether mails leave this installation. Where it has no mail server, each is the `letter` of its delivery.",
    )
    requirement = _public(catalogue.resolve_requirement, "What porting such numbers asks for.")
    requirements = _public(catalogue.resolve_requirements, "What porting numbers asks for, by country and type.")
    porting_request_statuses = _public(catalogue.resolve_statuses, "The statuses a porting request can have, explained.")
    requirement_parts = _query(
        requirement_overrides.resolve_parts, "Staff: what a requirement says as shipped, and what was changed of it."
    )
    requirement_overrides = _query(requirement_overrides.resolve_list, "Staff: what was changed of the shipped requirements.")
    installation = _query(installation.resolve, "Staff: whether mails leave and deadlines are met.")
    legal_hold = _query(keeping.resolve_hold, "Staff: what holds an order; null where nothing does.")
    legal_holds = _query(keeping.resolve_holds, "Staff: every order of which nothing may be deleted, newest first.")
    evidence_pack = _query(evidence.resolve_one, "Staff: the evidence of an order that ended; null where none was put together.")
    retention = _query(keeping.resolve_retention, "Staff: how long things are kept, and what the nightly job has taken away.")
    retention_preview = _query(keeping.resolve_preview, "Staff: what the next night's job would take away.")
    operator = _public(the_operator.resolve, "Who runs this installation.")
    operator_settings = _query(the_operator.resolve_settings, "Staff: what the operator has set of itself.")
    setup_checklist = _query(setting_up.resolve_checklist, "Staff: what this installation still lacks, what stops the work first.")
    starter_carriers = _query(setting_up.resolve_starters, "Staff: well-known carriers of a country, as shipped.")
    starter_countries = _query(setting_up.resolve_starter_countries, "Staff: the countries of which carriers are shipped.")
    business_day_overrides = _query(business_days.resolve_list, "Days the operator counts otherwise than the public calendar.")
    days_off = _query(
        business_days.resolve_days_off, "Days on which carriers do not work, each where it is: holidays, and what the operator counts so."
    )
    business_calendar = _query(
        business_calendar.resolve, "The days of a year on which carriers of a country do not work, and those the operator counts otherwise."
    )
    foc_dates_on = _query(
        foc_calendar.resolve_day,
        "What is still to be ported on a day by carriers of a country: whom it concerns that the day becomes free.",
    )
    foc_calendar = _query(foc_calendar.resolve_days, "FOC dates by day, with the load of each; days without any are left out.")
    calendar_feeds = _query(calendar_feeds.resolve_list, "Links under which other calendars read FOC dates; revoked ones are left out.")
    webhook_endpoints = _query(hooks.resolve_list, "Where an account's events are posted to.")
    webhook_endpoint = _query(hooks.resolve_one, "One webhook endpoint; null when there is none for you.")
    webhook_events = _query(hooks.resolve_events, "The events that webhook endpoints can hear.")
    webhook_selection = _query(hooks.resolve_selection, "What a selection for a webhook endpoint is judged to be.")
    port_in_reasons = _public(catalogue.resolve_port_in_reasons, "Why port-ins get stuck.")
    port_out_reject_reasons = _public(catalogue.resolve_port_out_reasons, "Why numbers may not leave.")


Mutation = create_type(
    "Mutation",
    [*commands.mutations().values(), *transitions.mutations().values()],
    description="Everything that can be done. Each verb is one row or more of a lifecycle: see docs/lifecycles.md.",
)


def _subscription(resolver: Any, name: str, description: str) -> Any:
    return strawberry.subscription(resolver=resolver, name=name, description=description)


@strawberry.type(description="Every feed is resumable: send the last cursor you got as `after`.")
class Subscription:
    journal = _subscription(feeds.journal_feed, "journal", "What happens, entry by entry, in commit order.")
    porting_numbers_changed = _subscription(feeds.porting_numbers_changed, "portingNumbersChanged", "Porting numbers as they change.")
    porting_request_changed = _subscription(feeds.porting_request_changed, "portingRequestChanged", "Porting requests as they change.")
    dashboard_changed = _subscription(feeds.dashboard_changed, "dashboardChanged", "The dashboard's figures as they change.")
    charges_changed = _subscription(
        feeds.charges_changed,
        "chargesChanged",
        "Charges as they are made, for systems that bill: each line once or more, with the same id.",
    )
    port_out_request_changed = _subscription(feeds.port_out_request_changed, "portOutRequestChanged", "Port-out requests as they change.")


class AsJudged(SchemaExtension):
    """Strawberry reads and judges nothing itself: what runs was made ready before (`serving.documents`), and its cost is told.

    Over a socket it runs operations of every kind, over HTTP none.
    """

    def on_parse(self) -> Iterator[None]:
        self.execution_context.graphql_document = _ready(self.execution_context).document
        yield

    def on_validate(self) -> Iterator[None]:
        self.execution_context.pre_execution_errors = []
        yield

    def get_results(self) -> dict[str, Any]:
        ready = _ready(self.execution_context)
        return {} if ready.operation.operation is OperationType.SUBSCRIPTION else {"cost": told(ready.cost, ready.limit)}


def _ready(execution_context: ExecutionContext) -> Ready:
    """What the door made ready; whoever asks the schema past every door is signed in as whom they say."""
    context: Context = execution_context.context
    if context.ready is None:
        named = execution_context._provided_operation_name
        context.ready = documents.ready(execution_context.query or "", named, execution_context.variables, Door(signed_in=True))
    return context.ready


class KeptNames(NameConverter):
    """Spells every name once: Strawberry asks for those of a resolver's arguments each time it is called."""

    apply_naming_config = staticmethod(cache(to_camel_case))


class Schema(strawberry.Schema):
    """Words what went wrong: a refusal in its own words, a defect in none (it is logged), and tells the server which status to answer."""

    async def execute(self, query: str | None, *args: Any, **more: Any) -> ExecutionResult:
        """Answers once; what goes on answering is subscribed to, over a WebSocket."""
        variables, named = args[0] if args else more.get("variable_values"), more.get("operation_name")
        context: Context = more["context_value"]
        actor = context.actor_or_none
        enrolling = actor is not None and actor.must_enroll
        door = Door(actor is not None, ANSWERED_ONCE, must_enroll=enrolling, own=context.own, by_get=context.by_get)
        try:
            context.ready = documents.ready(query or "", named, variables, door)
            context.spend(context.ready)
        except RateLimited as refused:
            return ExecutionResult(data=None, errors=[refused])
        except Unready as refused:
            return ExecutionResult(data=None, errors=refused.errors)
        return await self._run(context.ready, context, named, variables)

    async def _run(self, ready: Ready, context: Context, named: str | None, variables: Any) -> ExecutionResult:
        receipts.none()
        result = await running.result_of(self, ready.document, context, named, variables)
        if result.errors:
            self.process_errors(result.errors)
        return ExecutionResult(data=result.data, errors=result.errors, extensions={"cost": told(ready.cost, ready.limit)})

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        for error in errors:
            cause = error.original_error
            if receipt := receipts.committed_before(error):
                log.error("a mutation was committed, its answer failed at %s", error.path, exc_info=cause)
                _say(error, receipts.DONE.said(), ErrorCode.COMMITTED, **receipts.extensions(receipt))
            elif isinstance(cause, SignInRequired):
                _say(error, SIGN_IN.said(), ErrorCode.UNAUTHENTICATED)
            elif isinstance(cause, CredentialEnded):
                _say(error, cause.said, ErrorCode.UNAUTHENTICATED, **receipts.committed_beside())
            elif isinstance(cause, feeds.TryAgainLater):
                _say(error, SLOW.said(), ErrorCode.SLOW_LISTENER)
            elif isinstance(cause, Refusal):
                _say(error, cause.said, cause.code, **receipts.committed_beside())
            elif cause is not None and not isinstance(cause, GraphQLError):
                log.error("a resolver failed at %s", error.path, exc_info=cause)
                _say(error, FAILED.said(), ErrorCode.INTERNAL, **receipts.committed_beside())
            else:
                error.message = error.message.partition(QUOTED)[0]


def _say(error: GraphQLError, said: Said, code: str, **more: Any) -> None:
    error.message = said.text
    error.extensions = {**(error.extensions or {}), "code": str(code), **sentence(said), **more}


schema = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS, name_converter=KeptNames()),
    extensions=[receipts.Receipts, AsJudged],
    execution_context_class=Execution,
)
inputs_made.by_tables(schema)
documents = Documents(
    schema._schema,
    frozenset(camel(field.python_name) for field in get_object_definition(Query, strict=True).fields if field.metadata == PUBLIC),
)


def sdl() -> str:
    """The schema's text as it is committed, sorted by name. (Sorting the served schema itself breaks Strawberry's unions.)"""
    return print_schema(lexicographic_sort_schema(schema._schema)) + "\n"
