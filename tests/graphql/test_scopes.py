"""A token with one scope does what the table of docs/security.md says of it, reads what it is answered, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portico.domain import ids, policy
from portico.domain.actors import Actor, Scope
from portico.domain.ids import new_id
from portico.domain.statuses import DocumentKind, DocumentStatus, Level, PortingNumberStatus, Role
from portico.domain.tables import LIFECYCLES
from portico.graphql.commands import COMMANDS
from portico.graphql.engine.context import Context
from portico.graphql.engine.enums import verbs_of
from portico.graphql.engine.inputs import camel
from portico.graphql.schema import schema
from portico.graphql.transitions import NOUNS
from portico.operations.engine.work import Work
from portico.operations.port_ins import documents
from portico.operations.port_ins.documents import Upload
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.graphql.asking import ask, errors
from tests.operations.port_ins.test_documents_upload import pieces
from tests.web import papers

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus
ROLES = {"admin": "customers", "staff_admin": "staff"}

# The first that names a mutation is its scope, as docs/security.md has it.
CHANGES: dict[str, Scope] = {
    r"portingRequest(Perform|SchedulePerform)": Scope.PORTING_PERFORM,
    r"(portingRequest|portingNumbers|companyProfile|configurationProfile)\w+": Scope.PORTING_WRITE,
    r"phoneNumbers(SetPins|GeneratePins|AskUnlock)": Scope.ACCOUNT_ADMIN,
    r"phoneNumbers\w+": Scope.PORTING_WRITE,
    r"document\w+": Scope.DOCUMENTS_WRITE,
    r"portInReasonWord|portOutRejectReasonWord": Scope.ACCOUNT_ADMIN,
    r"viewerNotificationsChange": Scope.PORTING_READ,
    r"portOutRequestOpen": Scope.PORTOUT_READ,
    r"portOutRequestReceive|portOutValidate": Scope.CARRIER_ACT,
    r"(portOutRequest|snapback|internalMove)\w+": Scope.PORTOUT_DECIDE,
    r"carrierSetCallback": Scope.CARRIER_ACT,
    r"(account|carrier|fee|requirement|businessDay|operator|calendarFeed|installation|user|viewer|apiToken)\w+": Scope.ACCOUNT_ADMIN,
    r"(legalHold|evidencePack|retention)\w+": Scope.ACCOUNT_ADMIN,
    r"webhookEndpoint\w+|deliveryReplay": Scope.WEBHOOKS_WRITE,
}
PORTING, PORTOUT, PAPERS = frozenset({Scope.PORTING_READ}), frozenset({Scope.PORTOUT_READ}), frozenset({Scope.DOCUMENTS_READ})
# What of the queries a scope alone opens; everything that is not here is public, or for whoever is signed in.
READS: dict[str, frozenset[Scope]] = {
    **dict.fromkeys(
        "portingRequests portingRequest portingNumbers portingNumber phoneNumbers account accounts accountDirectory"
        " accountJournal companyProfiles configurationProfiles"
        " requirementOverrides requirementParts installation operatorSettings setupChecklist"
        " starterCarriers starterCountries businessDayOverrides businessCalendar daysOff"
        " focCalendar focDatesOn calendarFeeds".split(),
        PORTING,
    ),
    **dict.fromkeys(
        ("portOutRequests", "portOutRequest", "snapbacks", "snapback", "internalMoves", "internalMove", "fees", "feesMissing"), PORTOUT
    ),
    "numbersRead": PORTING | {Scope.PORTING_WRITE},  # nothing kept is read for it: who makes requests asks what a list is understood as
    **dict.fromkeys(("charges", "chargeTotals"), frozenset({Scope.CHARGES_READ})),
    **dict.fromkeys(("dashboard", "journalCursor", "deliveries", "mailsLeave"), PORTING | PORTOUT),
    "document": PAPERS | PORTOUT,
    "users": frozenset({Scope.ACCOUNT_ADMIN}),
    **dict.fromkeys(("legalHold", "legalHolds"), PORTING),
    **dict.fromkeys(("evidencePack", "retention", "retentionPreview"), frozenset({Scope.ACCOUNT_ADMIN})),
    "apiTokens": frozenset(),
    **dict.fromkeys(("webhookEndpoints", "webhookEndpoint", "webhookEvents", "webhookSelection"), frozenset({Scope.WEBHOOKS_WRITE})),
}
FOR_STAFF = {
    "feesMissing", "requirementOverrides", "requirementParts", "installation", "legalHold", "legalHolds", "retention", "retentionPreview",
    "evidencePack",
    "operatorSettings", "setupChecklist", "starterCarriers", "starterCountries",
}  # fmt: skip
OPEN_TO_ALL = set(
    "viewer viewerNotifications node operator carriers"
    " requirement requirements portingRequestStatuses portInReasons portOutRejectReasons".split()
)


def scope_of(mutation: str) -> Scope:
    return next(scope for pattern, scope in CHANGES.items() if re.fullmatch(pattern, mutation))


def operations() -> dict[str, str]:
    """Mutation → what policy is asked."""
    moves = {
        camel(f"{noun.prefix}_{verb}"): f"{subject}.{verb}" for subject, noun in NOUNS.items() for verb in verbs_of(LIFECYCLES[subject])
    }
    return {camel(command.field): command.operation for command in COMMANDS} | moves


def alone(actor: Actor, *scopes: Scope) -> Actor:
    """A machine of this role and level, with these scopes only."""
    return dataclasses.replace(actor, kind="token", scopes=frozenset(scopes))


def may_at_all(actor: Actor, operation: str) -> bool:
    """Whether some token of this role and level may; of a verb the table's rows say for whom it is."""
    subject, _, verb = operation.partition(".")
    rows = LIFECYCLES[subject].verbs.get(verb) if subject in LIFECYCLES else None
    by_table = rows is None or any(actor.role in row.by for row in rows)
    return by_table and policy.may(alone(actor, *Scope), operation)


@pytest.mark.parametrize("role", ROLES)
async def test_every_mutation_is_admitted_by_its_one_scope_and_by_no_other(work: Work, role: str) -> None:
    actor = getattr(await factories.scene(work), role)
    assert schema._schema.mutation_type
    assert operations().keys() == schema._schema.mutation_type.fields.keys()
    for mutation, operation in operations().items():
        admitted = {scope for scope in Scope if policy.may(alone(actor, scope), operation)}
        assert admitted <= {scope_of(mutation)}, mutation
        assert bool(admitted) is policy.may(alone(actor, *Scope), operation), mutation


def test_the_table_of_the_documentation_has_a_line_for_every_scope() -> None:
    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    table = text.partition("| scope | admits |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+:[a-z]+)`", table)) == set(Scope)


@dataclasses.dataclass(frozen=True)
class World:
    """Something of every kind, under the names of the ids' prefixes."""

    scene: factories.Scene
    keys: dict[str, str]
    later: str


async def world(work: Work) -> World:
    rows = factories.Rows(work.now)
    scene = rows.scene()
    moving = rows.request(scene, [Number.PENDING, Number.IN_PROCESS])
    paper = rows.document({"id": moving.id, "account_id": scene.account_id}, status=DocumentStatus.UPLOADED)
    ended = rows.request(scene, 1, status="COMPLETED", ended_at=work.now)
    draft, ready = rows.request(scene, 1, status="DRAFT"), rows.request(scene, 1, status="READY_TO_BE_PORTED", country="NL")
    leaving, seen = rows.port_out(scene), rows.port_out(scene)
    fee, mine = rows.fee(valid_from=work.now.date() + timedelta(days=1)), rows.phone_number(scene)
    back = rows.snapback(scene, rows.phone_number(scene), asked_by_role="CUSTOMER")
    offered = rows.internal_move(scene, [rows.phone_number(scene)])
    hook, invited = rows.webhook_endpoint(scene.account_id), rows.user(Level.VIEWER, scene.account_id, password_hash=None)
    sent = rows.webhook_delivery(scene.account_id, hook)
    await rows.write(work)
    stamp = {"created_at": work.now, "updated_at": work.now}
    feed, day = new_id(work.now), new_id(work.now)
    own = {"account_id": scene.account_id, "name": "Ours", "token_hash": "0" * 64, "user_id": None}
    async with work.database.transaction() as unit:
        await sql.insert(unit, models.CalendarFeed, [{"id": feed, **stamp, **own}])
        closed = {"country": "US", "day": work.now.date(), "is_business_day": False}
        held = {"account_id": scene.account_id, "request_id": moving.id, "reason": "Case 11", "set_by_name": "Ada"}
        await sql.insert(unit, models.LegalHold, [{"id": new_id(work.now), **stamp, **held}])
        kept = {"account_id": scene.account_id, "order_kind": "porting_request", "order_id": moving.id, "reference": "PI-2026-000001"}
        sums = dict.fromkeys(("storage_key", "sha256", "manifest_sha256"), "0") | dict.fromkeys(
            ("size", "order_sequence", "entry_count"), 1
        )
        await sql.insert(unit, models.EvidencePack, [{"id": new_id(work.now), **stamp, **kept, **sums}])
        await sql.insert(unit, models.BusinessDayOverride, [{"id": day, **stamp, **closed}])
    places = {
        "moving": ("preq", moving.id), "draft": ("preq", draft.id), "ready": ("preq", ready.id), "number": ("pnum", moving.numbers[0]),
        "leaving": ("pout", leaving.id), "ended": ("preq", ended.id), "seen": ("pout", seen.id), "paper": ("doc", paper["id"]),
        "company": ("prof", scene.profile_id), "rings": ("conf", scene.configuration_id), "feed": ("cale", feed), "day": ("bday", day),
        "fee": ("fees", fee["id"]), "mine": ("phon", mine["id"]),
        "person": ("user", scene.member.id or feed), "invited": ("user", invited.id or feed), "session": ("sess", feed),
        "token": ("tokn", feed),
        "carrier": ("carr", scene.network_id), "account": ("acct", scene.account_id),
        "back": ("snap", back["id"]), "offered": ("imov", offered["id"]),
        "hook": ("hook", hook), "sent": ("dlvr", sent),
    }  # fmt: skip
    keys = {name: ids.encode(prefix, key) for name, (prefix, key) in places.items()}
    return World(scene, keys, (work.now + timedelta(days=1)).isoformat().replace("+00:00", "Z"))


REQUEST = """id reference status version waitingOn callbackUrl numbers(first: 2) { totalCount edges { node { id e164 status
        availableActions { action } journal(first: 1) { totalCount } configurationProfile { name } } } }
    comments(first: 2) { totalCount } journal(first: 2) { totalCount } attempts { no }
    account { id name } companyProfile { id } configurationProfile { id }
    losingCarrier { id } networkCarrier { id } availableActions { action blockers { code } } findings { code } correction { fields }
    documents { id }"""
PORT_OUT = """id reference status numbers { e164 } order { id }
    comments(first: 2) { totalCount } journal(first: 2) { totalCount } availableActions { action }"""
NUMBER = "id e164 status requestId configurationProfile { id } journal(first: 2) { totalCount } availableActions { action }"
IN_SERVICE = "id configurationProfile { id } availableActions { action }"
ANSWERED = {
    "PortingRequest": REQUEST,
    "PortingNumbersMoved": f"results {{ __typename ... on PortingNumber {{ {NUMBER} }} ... on Problem {{ code }} }}",
    "PortOutRequest": PORT_OUT, "Document": "id status availableActions { action }", "CompanyProfile": "id label",
    "ConfigurationProfile": "id name", "Comment": "id text", "CalendarFeedCreated": "url feed { id }", "CalendarFeed": "id revokedAt",
    "BusinessDayOverride": "id day", "BusinessDayOverrideRemoved": "id", "RequirementOverride": "version", "RequirementRestored": "country",
    "Carrier": "id kept { version livePortIns }", "CarrierCallbackSecret": "secret", "Fee": "id", "FeeRemoved": "id",
    "PortInReason": "reason: code", "PortOutRejectReason": "rejected: code",
    "PhoneNumbersMoved": f"results {{ __typename ... on PhoneNumber {{ {IN_SERVICE} }} ... on Problem {{ code }} }}",
    "PortOutValidated": "numbers { e164 }",
    "Snapback": "id reference display availableActions { action } journal(first: 1) { totalCount }",
    "InternalMove": "id reference numbers { display } availableActions { action } journal(first: 1) { totalCount }",
    "InternalMoveOffered": "redemptionCode move { id }",
    "PhoneNumberPins": "count refused { id }",
    "PhoneNumbersAdded": f"left lines {{ line }} numbers {{ {IN_SERVICE} }}",
    "ShownApiToken": "secret", "ApiToken": "id",
    "User": "id email sessions { id } signIns { id }",
    "SecondFactorKey": "key", "RecoveryCodes": "codes", "ViewerSecondFactor": "demanded",
    "ViewerNotifications": "choices { kind }", "Account": "id name version contacts { name }", "CallbackSecretRotated": "secret",
    "AccountExport": "url", "LegalHold": "reason", "LegalHoldLifted": "orderId",
    "EvidencePack": "id entries path", "Retention": "periods { days } nights { day }",
    "PortingRequestDiscarded": "id", "RevealedSecret": "value", "Installation": "__typename",
    "OperatorSettings": "version name logoPath",
    "WebhookEndpoint": "id deliveries { edges { node { id attempts { no } } } }", "WebhookEndpointSecret": "secret endpoint { id }",
    "WebhookEndpointDeleted": "id", "WebhookEndpointReplayed": "replayed", "WebhookDelivery": "id body attempts { no }",
}  # fmt: skip


def answer_of(mutation: str) -> str:
    """The selection of everything it may be answered with."""
    assert schema._schema.mutation_type
    members = {named.name for named in schema._schema.mutation_type.fields[mutation].type.of_type.types}
    parts = [f"... on {name} {{ {fields} }}" for name, fields in ANSWERED.items() if name in members]
    return f"__typename ... on Problem {{ code message }} ... on InvalidInput {{ fields {{ path }} }} {' '.join(parts)}"


def asked(world: World) -> dict[str, dict[str, Any]]:
    """What each mutation is sent; `id` is of its noun where nothing is said. What is asked of a draft leaves it one."""
    keys = world.keys
    us = {"country": "US", "numberType": "GEOGRAPHIC"}
    given: dict[str, dict[str, Any]] = {
        "portingRequestCreate": {**us, "companyProfileId": keys["company"]},
        "portingRequestUpdate": {"id": keys["draft"], "name": "Another name", "configurationProfileId": keys["rings"]},
        "portingRequestSubmit": {"id": keys["draft"]},
        "portingRequestRevealSecret": {"field": "subscriber.pin", "password": "x"},
        "portingRequestComment": {"text": "Soon?"},
        "portingRequestMatchLosingCarrier": {"carrierId": keys["carrier"]},
        "portingRequestDelay": {"answerDueAt": world.later},
        "portingRequestMakeReady": {"firstPossibleDate": world.later[:10]},
        "portingRequestBlock": {"code": "27"},
        "portingRequestSchedulePerform": {"id": keys["ready"], "performAt": world.later},
        "portingRequestPerform": {"id": keys["ready"]},
        "portingNumbersMarkNotPortable": {"codes": ["OTHER"]},
        "portingNumbersRequireAction": {"codes": ["OTHER"]},
        "portingNumbersConfirmFoc": {"focAt": world.later},
        "portingNumbersReviseFoc": {"focAt": world.later},
        "portingNumbersAssignProfile": {"configurationProfileId": keys["rings"]},
        "companyProfileCreate": {"label": "HQ", "companyName": "Acme", "country": "US"},
        "companyProfileUpdate": {"id": keys["company"], "label": "Head office"},
        "configurationProfileCreate": {"name": "Trunk", "destinationKind": "TRUNK", "destination": "trunk-1"},
        "configurationProfileUpdate": {"id": keys["rings"], "name": "Another"},
        "portOutRequestReceive": {
            "carrierReference": "PON-9",
            "numbers": [{"number": "+12127369999"}],
            "gainingCarrierId": keys["carrier"],
        },
        "portOutValidate": {"numbers": [{"number": "+12127369999"}]},
        "portOutRequestApprovePart": {"id": keys["leaving"], "numbers": ["+12127369999"]},
        "portOutRequestReject": {"id": keys["leaving"], "code": "NAME_MISMATCH"},
        "portOutRequestOpen": {"id": keys["leaving"]},
        "portOutRequestStaffReject": {"reason": "Not like this."},
        "portOutRequestComment": {"id": keys["leaving"], "text": "Why?"},
        "requirementOverride": {**us, "changes": {"notes": "Ask twice."}},
        "requirementRestore": us,
        "businessDayOverrideSet": {"country": "US", "day": world.later[:10], "isBusinessDay": False},
        "businessDayOverrideRemove": {"id": keys["day"]},
        "calendarFeedCreate": {"name": "Wall", "accountId": keys["account"]},
        "calendarFeedRevoke": {"id": keys["feed"]},
        "carrierCreate": {"name": "Severn", "country": "GB"},
        "carrierChange": {"id": keys["carrier"], "name": "Thames"},
        "carrierRetire": {"id": keys["carrier"]},
        "carrierRestore": {"id": keys["carrier"]},
        "carrierSetCallback": {"callbackUrl": "https://93.184.216.34/hook"},
        "carrierRenewCallbackSecret": {"id": keys["carrier"]},
        "portInReasonWord": {"code": "NAME_MISMATCH", "language": "EN", "text": "The name differs."},
        "portOutRejectReasonWord": {"code": "LOCKED", "language": "EN", "note": "Unlock it first."},
        "feeSet": {"country": "GB", "currency": "GBP", "amountMinor": 900},
        "feeChange": {"id": keys["fee"], "amountMinor": 900},
        "feeEnd": {"id": keys["fee"], "validUntil": f"{int(world.later[:4]) + 1}{world.later[4:10]}"},
        "feeRemove": {"id": keys["fee"]},
        "phoneNumbersAssignProfile": {"configurationProfileId": keys["rings"]},
        "phoneNumbersSetPins": {"numbers": [{"phoneNumberId": keys["mine"], "pin": "4711"}], "password": "x"},
        "phoneNumbersGeneratePins": {"phoneNumberIds": [keys["mine"]], "password": "x"},
        "phoneNumbersAskUnlock": {"password": "x"},
        "phoneNumbersAdd": {"accountId": keys["account"], "text": "+442079460811"},
        "snapbackAsk": {"direction": "OUT", "number": "+442079460811", "reason": "A mistake."},
        "internalMoveOffer": {"numbers": ["+442079460811"], "password": "x"},
        "internalMoveRedeem": {"code": "x"},
        "accountCreate": {"name": "Another"},
        "accountChange": {"id": keys["account"], "locale": "nl"},
        "accountPortOutFreezeLiftAsk": {"id": keys["account"], "password": "x"},
        "accountPortOutFreezeLift": {"id": keys["account"], "reason": "They called us."},
        "accountPortOutPolicySet": {"id": keys["account"], "portOutTwoPerson": True},
        "accountCallbackSecretRotate": {"id": keys["account"], "password": "x"},
        "accountClose": {"id": keys["account"]},
        "legalHoldSet": {"portOutRequestId": keys["leaving"], "reason": "Case 12"},
        "legalHoldLift": {"requestId": keys["moving"]},
        "evidencePackMake": {"requestId": keys["ended"]},
        "retentionChange": {"kind": "DRAFT", "days": 60},
        "accountExport": {"id": keys["account"], "password": "x"},
        "accountReopen": {"id": keys["account"]},
        "viewerNotificationsChange": {"choices": [{"kind": "COMMENTS", "cadence": "INSTANT"}]},
        "operatorChange": {"name": "Lowlands"},
        "installationHold": {},
        "installationRelease": {},
        "userInvite": {"email": "ivy@acme.example", "name": "Ivy", "level": "MEMBER", "accountId": keys["account"]},
        "userInviteAgain": {"id": keys["invited"]},
        "userChange": {"id": keys["person"], "name": "Somebody"},
        "userDisable": {"id": keys["person"]},
        "userEnable": {"id": keys["person"]},
        "userSessionsEnd": {"id": keys["person"]},
        "viewerChange": {"name": "Robot"},
        "viewerPasswordChange": {"password": "x", "newPassword": "y"},
        "viewerAddressChange": {"email": "robot@acme.example", "password": "x"},
        "viewerSessionEnd": {"id": keys["session"]},
        "viewerSessionsEnd": {},
        "viewerSecondFactorEnroll": {"password": "x"},
        "viewerSecondFactorConfirm": {"code": "000000"},
        "viewerSecondFactorRemove": {"password": "x"},
        "viewerRecoveryCodesRenew": {"password": "x"},
        "viewerSecondFactorResetStop": {},
        "userSecondFactorResetAsk": {"id": keys["person"], "reason": "Lost.", "password": "x"},
        "userSecondFactorResetConfirm": {"id": keys["person"], "password": "x"},
        "userSecondFactorResetStop": {"id": keys["person"]},
        "installationDemandsChange": {"staffSecondFactor": False},
        "apiTokenCreate": {"name": "Another", "scopes": ["PORTING_READ"]},
        "apiTokenRotate": {"id": keys["token"]},
        "apiTokenRevoke": {"id": keys["token"]},
        "installationTestMail": {"to": "desk@operator.example"},
        "webhookEndpointCreate": {"name": "ERP", "url": "https://hooks.acme.example/erp", "accountId": keys["account"]},
        "webhookEndpointReplay": {"since": world.later},
        "deliveryReplay": {"id": keys["sent"]},
    }
    nouns = (("portingRequest", {"id": keys["moving"]}), ("portingNumbers", {"numbers": [{"id": keys["number"]}]}),
             ("snapback", {"id": keys["back"]}), ("internalMove", {"id": keys["offered"]}),
             ("portOutRequest", {"id": keys["seen"]}), ("webhookEndpoint", {"id": keys["hook"]}),
             ("phoneNumbers", {"numbers": [{"id": keys["mine"]}]}), ("document", {"id": keys["paper"]}))  # fmt: skip
    made = {"portingRequestCreate", "portOutRequestReceive", "phoneNumbersAdd", "webhookEndpointCreate"}
    made |= {"phoneNumbersGeneratePins", "snapbackAsk", "internalMoveOffer", "internalMoveRedeem"}
    for mutation in operations():
        for noun, target in nouns:
            if mutation.startswith(noun) and mutation not in made:
                given[mutation] = {**target, **given.get(mutation, {})}
    return given


# What is done in this world, so that its answer is read, too; the others are told what stands in the way.
DONE = {
    "admin": set(
        "portingRequestCreate portingRequestUpdate portingRequestComment portingNumbersAssignProfile phoneNumbersAssignProfile"
        " companyProfileCreate phoneNumbersLock"
        " companyProfileUpdate configurationProfileCreate configurationProfileUpdate portingRequestSchedulePerform"
        " portOutRequestOpen portOutRequestComment"
        " portOutRequestReject portOutRequestApprove snapbackWithdraw internalMoveWithdraw"
        " calendarFeedCreate calendarFeedRevoke accountChange"
        " userInvite userInviteAgain userChange userDisable userEnable userSessionsEnd"
        " deliveryReplay webhookEndpointCreate"
        " webhookEndpointRotate webhookEndpointTest webhookEndpointReplay webhookEndpointDelete".split()
    ),
    "staff_admin": set(
        "portingRequestComment portingNumbersAssignProfile portingNumbersStartReview companyProfileUpdate configurationProfileUpdate"
        " portOutRequestComment portOutRequestStaffReject documentAccept businessDayOverrideSet"
        " businessDayOverrideRemove calendarFeedRevoke carrierCreate carrierChange carrierRetire carrierRestore"
        " portInReasonWord portOutRejectReasonWord feeSet feeChange feeEnd feeRemove phoneNumbersAdd phoneNumbersRemove"
        " phoneNumbersAssignProfile phoneNumbersLock"
        " accountCreate accountChange accountReopen legalHoldSet legalHoldLift evidencePackMake retentionChange operatorChange".split()
    ),
}
NOT_THERE = {"requirementRestore", "snapbackAsk"}  # nothing was changed of it in this world, and no port of this number was done
LAST = (
    "webhookEndpointDelete",
    "portingNumbersCancel",
    "portOutRequestWithdraw",
    "snapbackWithdraw",
    "internalMoveWithdraw",
    "portingRequestDiscard",
    "portingRequestCancel",
    "portingRequestPerform",
)


@pytest.mark.parametrize("role", ROLES)
async def test_one_scope_alone_finds_what_it_changes_and_reads_what_it_is_answered(work: Work, role: str) -> None:
    """`porting:write` alone was told that there is no such request: it could see none."""
    here = await world(work)
    actor, given = getattr(here.scene, role), asked(here)
    done = set()
    for mutation in sorted(operations(), key=lambda name: (name in LAST, name)):
        token = alone(actor, scope_of(mutation))
        document = (
            f"mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!) {{ {mutation}(input: $input) {{ {answer_of(mutation)} }} }}"
        )
        answer = (await ask(work, token, document, input=given[mutation]))[mutation]
        kinds = {answer["__typename"], *(result["__typename"] for result in answer.get("results", ()))}
        admitted = may_at_all(actor, operations()[mutation])
        assert ("NotPermitted" in kinds) is not admitted, (mutation, answer)
        assert not admitted or "NotFound" not in kinds or mutation in NOT_THERE, (mutation, answer)
        problems = {"InvalidInput", "Blocked", "ActionUnavailable", "NotPermitted", "StaleVersion"}
        done |= set() if kinds & problems else {mutation}
    assert done >= DONE[role]


async def test_what_a_mutation_is_answered_with_opens_nothing_beside_it(work: Work) -> None:
    """One document: what the first mutation may read is not the second's, and papers are not the writer's of a request."""
    here = await world(work)
    token = alone(here.scene.admin, Scope.PORTING_WRITE)
    document = """mutation ($draft: ID!, $leaving: ID!, $paper: ID!) {
        mine: portingRequestUpdate(input: {id: $draft, name: "A"}) {
            __typename ... on PortingRequest { documents { id } journal { totalCount } } }
        theirs: portOutRequestOpen(input: {id: $leaving}) { __typename }
        papers: documentAccept(input: {id: $paper}) { __typename } }"""
    keys = {name: here.keys[name] for name in ("draft", "leaving", "paper")}
    found = await ask(work, token, document, **keys)
    assert found["mine"] == {"__typename": "PortingRequest", "documents": [], "journal": {"totalCount": 1}}
    assert {found["theirs"]["__typename"], found["papers"]["__typename"]} == {"NotPermitted"}
    assert await errors(work, token, "query ($id: ID!) { portingRequest(id: $id) { id } }", id=here.keys["draft"]) == ["NOT_PERMITTED"]


async def test_a_request_made_of_papers_is_answered_with_them_and_read_without(work: Work) -> None:
    """`porting:write` alone was answered `documents: []` though the papers were the request's."""
    scene = await factories.scene(work)
    said = Upload(None, DocumentKind.OTHER, "note.pdf", account_id=scene.account_id)
    paper = ids.encode("doc", (await documents.upload(work, scene.member, said, pieces(papers.pdf()))).id)
    token = alone(scene.admin, Scope.PORTING_WRITE)
    answer = "{ __typename ... on PortingRequest { id documents { id } } }"
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": ["212 736 5000"], "documentIds": [paper]}
    document = f"mutation ($i: PortingRequestCreateInput!) {{ portingRequestCreate(input: $i) {answer} }}"
    made = (await ask(work, token, document, i=given))["portingRequestCreate"]
    assert made["documents"] == [{"id": paper}]
    document = f"mutation ($i: PortingRequestUpdateInput!) {{ portingRequestUpdate(input: $i) {answer} }}"
    assert (await ask(work, token, document, i={"id": made["id"], "name": "A"}))["portingRequestUpdate"]["documents"] == []
    reader = alone(scene.admin, Scope.PORTING_READ)
    found = await ask(work, reader, "query ($id: ID!) { portingRequest(id: $id) { documents { id } } }", id=made["id"])
    assert found["portingRequest"]["documents"] == []


QUERIES = {
    "portingRequest": "(id: $preq) { id }", "portingNumber": "(id: $pnum) { id }", "portOutRequest": "(id: $pout) { id }",
    "account": "(id: $acct) { id }", "accountJournal": "(id: $acct) { totalCount }", "accountDirectory": "{ totalCount }",
    "viewerNotifications": "{ choices { kind } }", "operator": "{ name }", "operatorSettings": "{ version }",
    "setupChecklist": "{ code }", "starterCarriers": '(country: "US") { name }', "starterCountries": "",
    "document": "(id: $doc) { id }", "requirement": '(country: "US", numberType: GEOGRAPHIC) { country }',
    "daysOff": '(from: "2026-03-01", to: "2026-03-31") { day }', "numbersRead": '(country: "US", text: "212 555 0100") { left }',
    "focCalendar": '(from: "2026-03-01", to: "2026-03-31") { day }', "node": "(id: $preq) { __typename }", "viewer": "{ name }",
    "dashboard": "{ portingNumbers }",
    "journalCursor": "", "mailsLeave": "", "installation": "{ __typename }", "portingRequestStatuses": '(country: "US") { status }',
    "snapback": "(id: $snap) { id }", "internalMove": "(id: $imov) { id }",
    **dict.fromkeys(("snapbacks", "internalMoves"), "{ totalCount }"),
    **dict.fromkeys(("portingRequests", "portingNumbers", "portOutRequests", "phoneNumbers", "deliveries", "users"), "{ totalCount }"),
    **dict.fromkeys(("accounts", "carriers", "companyProfiles", "configurationProfiles"), "{ id }"),
    **dict.fromkeys(("businessDayOverrides", "calendarFeeds", "fees", "webhookEndpoints", "apiTokens"), "{ id }"),
    "feesMissing": "{ country }", "chargeTotals": "{ month }", "charges": "{ totalCount }",
    "requirementParts": '(country: "US", numberType: GEOGRAPHIC) { country }',
    "businessCalendar": '(country: "US", year: 2027) { country }', "focDatesOn": '(country: "US", day: "2027-03-01") { day }',
    "legalHold": "(orderId: $preq) { id }", "legalHolds": "{ totalCount }", "retention": "{ periods { days } nights { day } }",
    "retentionPreview": "{ drafts documents orders entries }", "evidencePack": "(orderId: $preq) { id }",
    "webhookEvents": "{ name }",
    "webhookEndpoint": "(id: $hook) { id }", "webhookSelection": '(selection: "{ __typename }") { cost }',
    **dict.fromkeys(("requirements", "requirementOverrides"), "{ country }"),
    **dict.fromkeys(("portInReasons", "portOutRejectReasons"), "{ code }"),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
async def test_every_query_is_opened_by_its_scope_alone_and_by_no_other(work: Work, role: str) -> None:
    here = await world(work)
    actor: Actor = getattr(here.scene, role)
    assert schema._schema.query_type
    assert READS.keys() | OPEN_TO_ALL == schema._schema.query_type.fields.keys() == QUERIES.keys()
    keys = {"preq": here.keys["moving"], "pnum": here.keys["number"], "pout": here.keys["leaving"], "doc": here.keys["paper"],
            "acct": here.keys["account"]}  # fmt: skip
    keys |= {"hook": here.keys["hook"], "snap": here.keys["back"], "imov": here.keys["offered"]}
    for name, query in QUERIES.items():
        named = re.findall(r"\$(\w+)", query)
        document = f"query ({', '.join(f'${key}: ID!' for key in named)}) {{ {name}{query} }}" if named else f"{{ {name}{query} }}"
        for scope in Scope:
            variables = {key: keys[key] for key in named}
            result = await schema.execute(document, variables, context_value=Context(work=work, actor_or_none=alone(actor, scope)))
            admits = name in OPEN_TO_ALL or (scope in READS[name] and not (name in FOR_STAFF and actor.role is Role.CUSTOMER))
            assert (result.errors is None) is admits or name == "node", (name, scope, result.errors)
            of_port_outs = (name, scope) == ("document", Scope.PORTOUT_READ)  # the paper that is asked for is a port-in's
            assert not admits or (result.data and result.data[name] is not None) or name == "node" or of_port_outs, (name, scope)
