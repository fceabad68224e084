"""Mutations that are no transition: things made, changed and opened. Their inputs are made from the operations' dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import strawberry

from portico.domain.policy import SET_PINS
from portico.domain.refusals import NotFound, Refusal
from portico.graphql.desk import carriers, catalogue, comments, fees, installation
from portico.graphql.desk.comments import Comment
from portico.graphql.desk.day_commands import DAYS
from portico.graphql.desk.keeping.keeping_commands import KEEPING
from portico.graphql.desk.webhooks.webhook_commands import WEBHOOKS
from portico.graphql.engine.batches import Batch
from portico.graphql.engine.command import ByIds, Command, result_of
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.inputs import asked_of, camel, described_input, input_type, key_of
from portico.graphql.engine.problems import problem_of
from portico.graphql.engine.receipts import noting
from portico.graphql.engine.scalars import aimed_at
from portico.graphql.internal_moves.internal_moves import INTERNAL_MOVES
from portico.graphql.inventory import adding, pins
from portico.graphql.people import accounts, notifications, operator
from portico.graphql.people.profiles import COMPANY_PROFILE, CONFIGURATION_PROFILE, CompanyProfile, ConfigurationProfile
from portico.graphql.people.second_factor_commands import SECOND_FACTORS
from portico.graphql.people.user_commands import PEOPLE
from portico.graphql.port_ins import porting_requests, reveals
from portico.graphql.port_outs import port_out_requests as port_outs
from portico.graphql.port_outs import validating as validated
from portico.graphql.serving import selections
from portico.graphql.snapbacks.snapbacks import SNAPBACKS
from portico.graphql.transitions import PhoneNumbersResult, PortingRequestResult, PortOutRequestResult, idempotency_key, phone_numbers_moved
from portico.operations.desk import carriers as providers
from portico.operations.desk import comments as writing
from portico.operations.desk import fees as pricing
from portico.operations.desk import holding, trial_letters
from portico.operations.desk import reason_texts as wording
from portico.operations.inventory import adding as inventory
from portico.operations.inventory import pins as setting_pins
from portico.operations.people import demands, freezes, operator_settings
from portico.operations.people.accounts import account_closing, account_inputs, callback_rotation, port_out_policies, profiles
from portico.operations.people.accounts import accounts as account_desk
from portico.operations.people.accounts import notifications as notifying
from portico.operations.port_ins import porting_requests as requests
from portico.operations.port_ins import secret_reveals
from portico.operations.port_outs import port_out_inputs, port_out_requests, validating

CompanyProfileResult = result_of("CompanyProfileResult", CompanyProfile, "company profile")
ConfigurationProfileResult = result_of("ConfigurationProfileResult", ConfigurationProfile, "configuration profile")

RevealedSecretResult = result_of("RevealedSecretResult", reveals.RevealedSecret, "secret")
CommentResult = result_of("CommentResult", Comment, "comment")
CarrierResult = result_of("CarrierResult", carriers.Carrier, "carrier")
PhoneNumbersAddedResult = result_of("PhoneNumbersAddedResult", adding.PhoneNumbersAdded, "numbers, line by line")
PhoneNumberPinsResult = result_of("PhoneNumberPinsResult", pins.PhoneNumberPins, "new PINs")
PortOutValidatedResult = result_of("PortOutValidatedResult", validated.PortOutValidated, "numbers")
PortInReasonResult = result_of("PortInReasonResult", catalogue.PortInReason, "reason")
PortOutRejectReasonResult = result_of("PortOutRejectReasonResult", catalogue.PortOutRejectReason, "reason")
FeeResult = result_of("FeeResult", fees.Fee, "fee")
FeeRemovedResult = result_of("FeeRemovedResult", fees.FeeRemoved, "fee that is gone")
CarrierCallbackSecretResult = result_of("CarrierCallbackSecretResult", carriers.CarrierCallbackSecret, "secret")
InstallationResult = result_of("InstallationResult", installation.Installation, "installation")
AccountResult = result_of("AccountResult", accounts.Account, "account")
CallbackSecretRotatedResult = result_of("CallbackSecretRotatedResult", accounts.CallbackSecretRotated, "new secret")
OperatorSettingsResult = result_of("OperatorSettingsResult", operator.OperatorSettings, "settings")
ViewerNotificationsResult = result_of("ViewerNotificationsResult", notifications.ViewerNotifications, "choices")


ANEW = "Taken as everywhere and kept nowhere: nothing of this may be kept, so each time it is done anew."


def _by_loader(batch: Batch[UUID, Any], type_: Any) -> ByIds:
    async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
        found = [await context.loaders[batch].load(key) for key in ids]
        return {row["id"]: type_.of(row) for row in found if row}

    return by_ids


company_profiles = _by_loader(COMPANY_PROFILE, CompanyProfile)
configuration_profiles = _by_loader(CONFIGURATION_PROFILE, ConfigurationProfile)

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
    Command("port_out_validate", "port_out_request.validate",
            "Gaining carriers: hear what the door would say to these numbers, without handing anything in. A wrong proof is a try as any.",
            PortOutValidatedResult, None, validating.validate, asks=port_out_inputs.ValidatePortOut, repeatable=False,
            answer=validated.validated),
    Command("port_out_request_open", "port_out_request.open",
            "Say that the owner has seen it; the first time is kept.",
            PortOutRequestResult, port_outs.by_ids, port_out_requests.open_request, kind="port_out_request"),
    Command("porting_request_comment", "porting_request.comment",
            "Write about a porting request; what staff write for the customer is mailed.",
            CommentResult, comments.by_ids, writing.comment_on_porting_request, asks=writing.WriteComment, kind="porting_request"),
    Command("port_out_request_comment", "port_out_request.comment",
            "Write about a port-out request; what staff or the gaining carrier write for the customer is mailed.",
            CommentResult, comments.by_ids, writing.comment_on_port_out_request, asks=writing.WriteCommentOnPortOut,
            kind="port_out_request"),
    Command("carrier_create", "carrier.create",
            "Staff: add another provider.",
            CarrierResult, carriers.by_ids, providers.create_carrier, asks=providers.CreateCarrier),
    Command("carrier_change", "carrier.change",
            "Staff: change what is kept of a carrier; what is left out stays, null empties a field.",
            CarrierResult, carriers.by_ids, providers.change_carrier, asks=providers.ChangeCarrier, kind="carrier", versioned=True),
    Command("carrier_retire", "carrier.change",
            "Staff: offer a carrier no more. It stays with what is under way, and is no country's network carrier any more.",
            CarrierResult, carriers.by_ids, providers.retire, asks=providers.RetireCarrier, kind="carrier", versioned=True),
    Command("carrier_restore", "carrier.change",
            "Staff: offer a retired carrier again. It is no country's network carrier until it is made one anew.",
            CarrierResult, carriers.by_ids, providers.restore, kind="carrier", versioned=True),
    Command("carrier_renew_callback_secret", "carrier.rotate_callback_secret",
            "Staff: sign a carrier's callbacks with a new secret, shown this once; the one before signs nothing any more.",
            CarrierCallbackSecretResult, None, providers.renew_callback_secret, kind="carrier", answer=carriers.renewed),
    Command("carrier_set_callback", "carrier.set_callback",
            "A carrier's machine: where what becomes of its port-outs is posted to. Another address has a new secret, shown this once.",
            CarrierCallbackSecretResult, None, providers.set_callback, asks=providers.SetCallback, answer=carriers.renewed),
    Command("phone_numbers_add", "phone_number.add",
            "Staff: put numbers of the operator's own into service for an account, at most 1,000 at a time.",
            PhoneNumbersAddedResult, None, inventory.add_numbers, asks=inventory.AddNumbers, answer=adding.added),
    Command("phone_numbers_set_pins", SET_PINS,
            "Set the PINs without which numbers do not leave, or take them away. One refused number never stops the others.",
            PhoneNumbersResult, None, setting_pins.set_pins, asks=setting_pins.SetPins, answer=phone_numbers_moved),
    Command("phone_numbers_generate_pins", SET_PINS,
            "Make new PINs for numbers in service, named or chosen by a filter; shown this once. Those from before hold no more.",
            PhoneNumberPinsResult, None, setting_pins.generate_pins, asks=setting_pins.GeneratePins, repeatable=False, answer=pins.shown),
    Command("port_in_reason_word", "reason.word",
            "Staff: say of a reason for port-ins in the operator's own words what it means; without text and note as it is shipped.",
            PortInReasonResult, None, wording.word_port_in_reason, asks=wording.WordPortInReason, answer=catalogue.port_in_reason_worded),
    Command("port_out_reject_reason_word", "reason.word",
            "Staff: say of a reason for which port-outs are rejected in the operator's own words what it means.",
            PortOutRejectReasonResult, None, wording.word_port_out_reason, asks=wording.WordPortOutReason,
            answer=catalogue.port_out_reason_worded),
    Command("fee_set", "fee_schedule.set",
            "Staff: set what port-outs cost from a day on. A fee without an end that began earlier ends the day before.",
            FeeResult, fees.by_ids, pricing.set_fee, asks=pricing.SetFee),
    Command("fee_change", "fee_schedule.set",
            "Staff: change a fee by which nothing was billed yet; what is left out stays.",
            FeeResult, fees.by_ids, pricing.change_fee, asks=pricing.ChangeFee, kind="fee_schedule", versioned=True),
    Command("fee_end", "fee_schedule.set",
            "Staff: give a fee its last day.",
            FeeResult, fees.by_ids, pricing.end_fee, asks=pricing.EndFee, kind="fee_schedule", versioned=True),
    Command("fee_remove", "fee_schedule.set",
            "Staff: take back a fee by which nothing was billed yet.",
            FeeRemovedResult, None, pricing.remove_fee, kind="fee_schedule", versioned=True, answer=fees.removed),
    *PEOPLE,
    *SECOND_FACTORS,
    Command("account_create", "account.create",
            "Staff: make an account.",
            AccountResult, accounts.by_ids, account_desk.create, asks=account_inputs.CreateAccount),
    Command("account_change", "account.change",
            "Change the settings of an account; some are the operator's to set. Its old addresses are told when it is reached otherwise.",
            AccountResult, accounts.by_ids, account_desk.change, asks=account_inputs.ChangeAccount, kind="account", versioned=True),
    Command("account_port_out_policy_set", "account.set_port_out_policy",
            "Decide about port-outs before any comes in. What makes numbers leave more easily is told to every address of the account.",
            AccountResult, accounts.by_ids, port_out_policies.set_policy, asks=port_out_policies.SetPortOutPolicy, kind="account",
            versioned=True),
    Command("account_port_out_freeze_lift_ask", "account.ask_to_lift_freeze",
            "Ask to lift the freeze of the account's port-outs: a link that does it is sent to the addresses from before the change.",
            AccountResult, accounts.by_ids, freezes.ask_to_lift, asks=freezes.AskToLiftFreeze, kind="account"),
    Command("account_port_out_freeze_lift", "account.lift_freeze",
            "Staff: lift the freeze of an account's port-outs, with a reason. Whoever made a change that froze them cannot.",
            AccountResult, accounts.by_ids, freezes.lift, asks=freezes.LiftFreeze, kind="account"),
    Command("account_callback_secret_rotate", "account.rotate_callback_secret",
            "Sign callbacks with a new secret, which is shown once; the one before signs beside it for 24 hours.",
            CallbackSecretRotatedResult, None, callback_rotation.rotate, asks=account_inputs.RotateCallbackSecret, kind="account",
            answer=accounts.rotated),
    Command("account_close", "account.close",
            "Staff: close an account of which nothing is live. Its people cannot sign in, its tokens end, and it stays as history.",
            AccountResult, accounts.by_ids, account_closing.close, asks=account_inputs.CloseAccount, kind="account", versioned=True),
    Command("account_reopen", "account.close",
            "Staff: open a closed account again. Its people sign in again; tokens and calendar links are made anew.",
            AccountResult, accounts.by_ids, account_closing.reopen, kind="account", versioned=True),
    Command("viewer_notifications_change", "viewer.change_notifications",
            "Choose what you are written to about, beside the addresses of your account.",
            ViewerNotificationsResult, None, notifying.change, asks=notifying.ChangeNotifications, answer=notifications.changed),
    Command("operator_change", "operator.change",
            "Staff: change what the operator says of itself: name, place, currency, and in whose name letters leave.",
            OperatorSettingsResult, None, operator_settings.change_operator, asks=operator_settings.ChangeOperator,
            answer=operator.changed),
    Command("installation_hold", "installation.hold",
            "Staff: let no mail, callback or message to a carrier leave and no deadline be met, until it is released.",
            InstallationResult, None, holding.hold_back, answer=installation.changed),
    Command("installation_release", "installation.hold",
            "Staff: let everything go its way again; what has come due meanwhile happens at once.",
            InstallationResult, None, holding.release, answer=installation.changed),
    Command("installation_demands_change", "installation.demand",
            "Staff: say whether the operator's own people need a second factor to sign in.",
            InstallationResult, None, demands.change, asks=demands.ChangeDemands, answer=installation.changed),
    Command("installation_test_mail", "installation.test_mail",
            "Staff: send a letter, to see whether mail arrives.",
            InstallationResult, None, trial_letters.send, asks=trial_letters.TrialLetter, answer=installation.changed),
    *SNAPBACKS,
    *INTERNAL_MOVES,
    *WEBHOOKS,
    *DAYS,
    *KEEPING,
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
