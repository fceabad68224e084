"""The doors of the API, column by column: how each is set, or why nobody sets it. Read by tests/contract/test_doors.py.

Of a kind that is not here at all nothing can be set: `WRITTEN` says why, table by table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from portico.storage import models
from portico.storage.engine.rows import Table


@dataclass(frozen=True)
class Door:
    """Mutations that set a column, `mutation.field` where one of its fields does; or an address outside GraphQL, `PUT /documents`."""

    ways: tuple[str, ...]


@dataclass(frozen=True)
class NoDoor:
    """Why nobody sets a column."""

    why: str


Doors = Mapping[str, Door | NoDoor]


def fields(mutations: str, columns: str) -> Iterator[tuple[str, Door]]:
    """Columns that these mutations have fields of the same name for."""
    for column in columns.split():
        yield column, Door(tuple(f"{mutation}.{camel(column)}" for mutation in mutations.split()))


def without(why: str, columns: str) -> Iterator[tuple[str, NoDoor]]:
    for column in columns.split():
        yield column, NoDoor(why)


def by(ways: str) -> Door:
    return Door(tuple(ways.split(", ")))


def camel(column: str) -> str:
    first, *rest = column.split("_")
    return first + "".join(word.capitalize() for word in rest)


COUNTED: Final = NoDoor("counted by every change")
OWNER: Final = NoDoor("whose it is: the account of whoever makes it")
PORT_OUT_POLICY: Final = "comes with the policies, PINs and locks of port-outs"
FOLLOWS: Final = "follows from its verbs"

ACCOUNT: Doors = {
    **dict(fields("accountCreate accountChange", "name time_zone locale tier currency notification_emails default_callback_url contacts")),
    **dict(fields("accountCreate accountChange", "cancel_cutoff_hours")),
    **dict(fields("accountChange", "second_factor_demanded")),
    "slug": by("accountCreate.slug"),
    "closed_at": by("accountClose, accountReopen"),
    "callback_secret": by("accountCallbackSecretRotate"),
    **dict(without("kept beside a rotated secret until the overlap ends", "callback_secret_before callback_secret_before_until")),
    "account_number": NoDoor("drawn when the account is made, as carriers have to know it"),
    "port_out_freeze": NoDoor("follows from what a thief would do first; lifted by accountPortOutFreezeLift"),
    "contacts_changed_at": NoDoor("noted when how the account is reached changes"),
    "version": COUNTED,
    **dict(fields("accountPortOutPolicySet", "port_out_hours port_out_on_deadline port_out_two_person port_out_pin_required")),
    **dict(without(PORT_OUT_POLICY, "port_out_pin_required")),
    **dict(without("noted of who chose what happens to a port-out nobody answers", "port_out_policy_set_by port_out_policy_set_at")),
}
USER: Doors = {
    "account_id": by("userInvite.accountId"),
    "email": by("userInvite.email, viewerAddressChange.email"),
    "name": by("userInvite.name, userChange.name, viewerChange.name"),
    "level": by("userInvite.level, userChange.level"),
    "locale": by("userInvite.locale, viewerChange.locale"),
    "time_zone": by("viewerChange.timeZone, POST /auth/invitation"),
    "password_hash": by("viewerPasswordChange.newPassword, POST /auth/invitation, POST /auth/reset"),
    "disabled_at": by("userDisable, userEnable"),
    "usual_networks": NoDoor("learnt from sign-ins"),
    "invited_by": NoDoor("who invited them"),
    "version": COUNTED,
}
SESSION: Doors = {
    **dict(without("noted of the browser that signed in", "user_id token_hash last_seen_at user_agent network")),
    "expires_at": by("POST /auth/sign-in, POST /auth/sign-out, viewerSessionEnd, viewerSessionsEnd, userSessionsEnd"),
}
API_TOKEN: Doors = {
    **dict(fields("apiTokenCreate", "name scopes level carrier_id")),
    "expires_at": by("apiTokenCreate.expiresInDays"),
    "revoked_at": by("apiTokenRevoke"),
    "token_hash": by("apiTokenCreate, apiTokenRotate"),
    "replaced_hash": by("apiTokenRotate"),
    "replaced_until": by("apiTokenRotate.atOnce"),
    "account_id": OWNER,
    "role": NoDoor("that of whoever makes it, or of a carrier"),
    "prefix": NoDoor("drawn with the secret"),
    "last_used_at": NoDoor("noted when it is used"),
    "made_by": NoDoor("whoever has read a secret of it"),
    "version": COUNTED,
}
COMPANY_PROFILE: Doors = {
    "account_id": by("companyProfileCreate.accountId"),
    **dict(fields("companyProfileCreate companyProfileUpdate", "label company_name country registration_number vat_id city postal_code")),
    **dict(fields("companyProfileCreate companyProfileUpdate", "street emails")),
    **dict(fields("companyProfileCreate companyProfileUpdate", "representative_first_name representative_last_name representative_phone")),
    "version": COUNTED,
}
CONFIGURATION_PROFILE: Doors = {
    "account_id": by("configurationProfileCreate.accountId"),
    **dict(fields("configurationProfileCreate configurationProfileUpdate", "name destination_kind destination capacity sms_enabled")),
    "version": COUNTED,
}
CARRIER: Doors = {
    **dict(fields("carrierCreate carrierChange", "name country region time_zone gateway completes_by_itself network_for contacts")),
    **dict(fields("carrierCreate carrierChange", "callback_url")),
    "codes": by(", ".join(f"{way}.{code}" for way in ("carrierCreate", "carrierChange") for code in ("spid", "coin", "cupid", "resporg"))),
    "retired_at": by("carrierRetire, carrierRestore"),
    "callback_secret": by("carrierRenewCallbackSecret"),
    "version": COUNTED,
}
FEE: Doors = {
    **dict(fields("feeSet", "country number_type currency")),
    **dict(fields("feeSet feeChange", "amount_minor per valid_from")),
    "valid_until": by("feeSet.validUntil, feeChange.validUntil, feeEnd.validUntil"),
    "billed_at": NoDoor("noted when something is billed by it"),
    "version": COUNTED,
}
REQUIREMENT_OVERRIDE: Doors = {
    **dict(fields("requirementOverride requirementRestore", "country number_type")),
    "changes": by("requirementOverride.changes"),
    "changed_by": NoDoor("who changed it"),
    "version": COUNTED,
}
REASON_TEXT: Doors = {
    "direction": by("portInReasonWord, portOutRejectReasonWord"),
    **dict(fields("portInReasonWord portOutRejectReasonWord", "code language text note")),
    "version": COUNTED,
}
BUSINESS_DAY_OVERRIDE: Doors = dict(fields("businessDayOverrideSet", "country day is_business_day note"))
CALENDAR_FEED: Doors = {
    **dict(fields("calendarFeedCreate", "name account_id")),
    "user_id": NoDoor("who made it"),
    "token_hash": by("calendarFeedCreate"),
    "last_used_at": NoDoor("noted when it is used"),
    "revoked_at": by("calendarFeedRevoke"),
}
WEBHOOK_ENDPOINT: Doors = {
    "account_id": by("webhookEndpointCreate.accountId"),
    **dict(fields("webhookEndpointCreate webhookEndpointChange", "name url events selection")),
    "secrets": by("webhookEndpointRotate.overlapHours"),
    "disabled_at": by("webhookEndpointDisable, webhookEndpointEnable"),
    "deleted_at": by("webhookEndpointDelete"),
    **dict(without("who made it, and what they might see then", "creator_kind creator_id creator_name scopes")),
    **dict(without("noted by what is sent", "disabled_reason failing_since")),
    "version": COUNTED,
}
USER_NOTIFICATION: Doors = {
    "user_id": NoDoor("whose they are: the viewer's"),
    **dict.fromkeys(("kind", "cadence"), by("viewerNotificationsChange.choices")),
}
OPERATOR_SETTINGS: Doors = {
    **dict(fields("operatorChange", "name country time_zone currency countries mail_name mail_address")),
    "logo_sha256": by("PUT /operator/logo, operatorChange.removeLogo"),
    "version": COUNTED,
}
OPERATOR_LOGO: Doors = dict.fromkeys(("media_type", "sha256", "content"), by("PUT /operator/logo"))
INSTALLATION_DEMANDS: Doors = dict(fields("installationDemandsChange", "staff_second_factor"))
RETENTION_PERIOD: Doors = {**dict(fields("retentionChange", "kind document_kind country days")), "version": COUNTED}
LEGAL_HOLD: Doors = {
    **dict(fields("legalHoldSet legalHoldLift", "reason request_id port_out_request_id")),
    "account_id": NoDoor("the order's"),
    **dict(without("who set it", "set_by set_by_name")),
}
SECOND_FACTOR: Doors = {
    "user_id": NoDoor("whose it is: the viewer's"),
    "secret_sealed": by("viewerSecondFactorEnroll, viewerSecondFactorRemove"),
    "confirmed_at": by("viewerSecondFactorConfirm"),
    "reset_reason": by("userSecondFactorResetAsk.reason"),
    "reset_asked_at": by("userSecondFactorResetAsk, userSecondFactorResetStop, viewerSecondFactorResetStop"),
    "reset_confirmed_at": by("userSecondFactorResetConfirm"),
    **dict(without("noted by its use and its reset", "last_step reset_asked_by reset_asked_by_name reset_due_at")),
}
RECOVERY_CODE: Doors = {
    "user_id": NoDoor("whose it is: the viewer's"),
    "code_mac": by("viewerRecoveryCodesRenew"),
    "used_at": NoDoor("noted when it is used"),
}
PORTING_REQUEST: Doors = {
    "account_id": by("portingRequestCreate.accountId"),
    **dict(fields("portingRequestCreate portingRequestUpdate", "country number_type name customer_reference company_profile_id")),
    **dict(fields("portingRequestCreate portingRequestUpdate", "configuration_profile_id network_carrier_id subscriber_name")),
    **dict(fields("portingRequestCreate portingRequestUpdate", "subscriber_kind authorised_person service_street service_city")),
    **dict(fields("portingRequestCreate portingRequestUpdate", "service_region service_postal_code service_country account_number btn")),
    **dict(fields("portingRequestCreate portingRequestUpdate", "extra_fields port_type new_btn remaining_numbers requested_date")),
    **dict(fields("portingRequestCreate portingRequestUpdate", "callback_url losing_carrier_name")),
    "losing_carrier_id": by(
        "portingRequestCreate.losingCarrierId, portingRequestUpdate.losingCarrierId, portingRequestMatchLosingCarrier.carrierId"
    ),
    "pin_sealed": by("portingRequestCreate.pin, portingRequestUpdate.pin"),
    "secrets_sealed": by("portingRequestCreate.extraFields, portingRequestUpdate.extraFields"),
    "replaces_id": by("portingRequestCreate.replacesId, portingRequestReplace"),
    "answer_due_at": by("portingRequestDelay.answerDueAt"),
    "first_possible_date": by("portingRequestDelay.firstPossibleDate, portingRequestMakeReady.firstPossibleDate"),
    "perform_at": by("portingRequestSchedulePerform.performAt"),
    "number_blocks": by("portingRequestBlock.numbers"),
    "cancellation_reason": by("portingRequestCancel.reason"),
    "status_reason_code": by("portingRequestReject.code, portingRequestBlock.code"),
    **dict(without(FOLLOWS, "flow status status_reason status_reason_said open_count number_count waiting_on ready_until reminded_at")),
    **dict(without(FOLLOWS, "completed_count canceled_count waits_for_customer_count waits_for_staff_count at_carrier_count")),
    **dict(
        without(
            FOLLOWS, "to_resubmit_count handed_elsewhere_count cancellation_asked_at submitted_at accepted_at ended_at fields_changed_at"
        )
    ),
    **dict(without("drawn and counted", "reference sequence")),
    "created_by": NoDoor("who made it"),
    "version": COUNTED,
}
PORTING_NUMBER: Doors = {
    "account_id": NoDoor("the request's"),
    "request_id": NoDoor("the request's"),
    "e164": by("portingRequestCreate.numbers, portingRequestUpdate.addNumbers, portingRequestUpdate.removeNumbers"),
    "configuration_profile_id": by("portingNumbersAssignProfile.configurationProfileId"),
    "foc_at": by("portingNumbersConfirmFoc.focAt, portingNumbersReviseFoc.focAt, portingNumbersWithdrawFoc"),
    "review_started_at": by("portingNumbersStartReview"),
    "handed_over_at": by("portingNumbersHandOver"),
    "handed_to_id": by("portingNumbersHandOver"),
    **dict(without("the carriers that its request names when an attempt begins", "sent_to_id sent_through_id")),
    "status_reasons": by("portingNumbersRequireAction.codes, portingNumbersMarkNotPortable.codes"),
    "reasons_confirmed": by("portingNumbersResubmit.confirmed"),
    "cancellation_reason": by("portingNumbersCancel.reason"),
    "cancellation_decision_reason": by("portingNumbersAcceptCancellation.reason, portingNumbersRejectCancellation.reason"),
    "completed_at": by("portingNumbersComplete"),
    **dict(without(FOLLOWS, "number_type status status_reason status_reason_said status_reason_code reasons_raised_at waiting_on")),
    **dict(without(FOLLOWS, "foc_history attempt_no verified_at resume_status cancellation_asked_at cancellation_decided_at")),
    **dict(without(FOLLOWS, "provisioned_at overdue_alerted_at")),
    "version": COUNTED,
}
DOCUMENT: Doors = {
    **dict.fromkeys(
        ("account_id", "request_id", "kind", "file_name", "media_type", "size", "sha256", "issue_date", "signer", "signed_at"),
        by("PUT /documents"),
    ),
    "status": by("documentAccept, documentReject"),
    "status_reason": by("documentReject.reason"),
    "named_fields": by("documentReject.fields"),
    **dict.fromkeys(("port_out_request_id", "from_carrier"), by("PUT /documents")),
    **dict(without("noted with the upload", "storage_key uploaded_by")),
    "status_reason_said": NoDoor(FOLLOWS),
    "deleted_at": NoDoor("retention"),
    "version": COUNTED,
}
PHONE_NUMBER: Doors = {
    **dict(fields("phoneNumbersAdd", "account_id country number_type")),
    "configuration_profile_id": by("phoneNumbersAdd.configurationProfileId, phoneNumbersAssignProfile.configurationProfileId"),
    "e164": by("phoneNumbersAdd.text, phoneNumbersAdd.lines"),
    "ended_at": by("phoneNumbersRemove"),
    "port_out_pin_sealed": by("phoneNumbersSetPins.numbers, phoneNumbersGeneratePins.phoneNumberIds"),
    "locked_at": by("phoneNumbersLock"),
    "unlocks_at": by("phoneNumbersAskUnlock, phoneNumbersKeepLocked"),
    "failure_count": NoDoor("counted at the door"),
    **dict(without("follows from where it came and where it goes", "source status porting_number_id activated_at detached_profile_id")),
    "version": COUNTED,
}
PORT_OUT_REQUEST: Doors = {
    **dict(fields("portOutRequestReceive", "gaining_carrier_id carrier_reference end_user authorised_name account_number")),
    **dict(fields("portOutRequestReceive", "service_street service_city service_region service_postal_code")),
    **dict(fields("portOutRequestReceive portOutRequestAmend", "carrier_version requested_date")),
    "pin_checked": by("portOutRequestReceive.numbers"),
    "reject_code": by("portOutRequestReject.code"),
    "reject_comment": by("portOutRequestReject.comment"),
    "viewed_at": by("portOutRequestOpen"),
    "release_at": by("portOutRequestStaffApprove.releaseAt"),
    **dict(without(FOLLOWS, "account_id country part parent_id status status_reason status_reason_said number_count waiting_on")),
    **dict(
        without(
            FOLLOWS, "expires_at on_deadline policy_set_by policy_set_at two_person approved_at approved_by approved_digest received_by"
        )
    ),
    **dict(
        without(
            FOLLOWS, "received_by_role amended_by ended_at stalled_alerted_at first_approved_at first_approved_by first_approved_digest"
        )
    ),
    **dict(without("drawn and counted", "reference sequence")),
    "version": COUNTED,
}
SNAPBACK: Doors = {
    **dict(fields("snapbackAsk", "direction")),
    "e164": by("snapbackAsk.number"),
    "asked_because": by("snapbackAsk.reason"),
    "sent_at": by("snapbackSend"),
    "ended_at": by("snapbackReturn, snapbackRefuse, snapbackWithdraw"),
    **dict(without(FOLLOWS, "account_id status status_reason status_reason_said waiting_on phone_number_id porting_number_id")),
    **dict(without(FOLLOWS, "port_out_request_id carrier_id ported_at asked_by asked_by_role")),
    **dict(without("drawn and counted", "reference sequence")),
    "version": COUNTED,
}
INTERNAL_MOVE: Doors = {
    "number_count": by("internalMoveOffer.numbers"),
    "to_account_id": by("internalMoveRedeem.code"),
    "redeemed_at": by("internalMoveRedeem"),
    "redeemed_by": by("internalMoveRedeem"),
    "ended_at": by("internalMoveRelease, internalMoveRefuse, internalMoveWithdraw"),
    **dict(without(FOLLOWS, "account_id status status_reason status_reason_said waiting_on expires_at offered_by")),
    **dict(without("drawn by chance, and shown once", "code_handle code_sealed")),
    **dict(without("drawn and counted", "reference sequence")),
    "version": COUNTED,
}
COMMENT: Doors = {
    **dict.fromkeys(("text", "internal"), by("portingRequestComment, portOutRequestComment")),
    **dict.fromkeys(("request_id",), by("portingRequestComment.id")),
    **dict.fromkeys(("port_out_request_id",), by("portOutRequestComment.id")),
    "to_carrier": by("portOutRequestComment"),
    "account_id": NoDoor("the order's"),
    **dict(without("who wrote it", "author_id author_name author_role")),
}
DOORS: Mapping[Table, Doors] = {
    models.Account: ACCOUNT,
    models.ApiToken: API_TOKEN,
    models.BusinessDayOverride: BUSINESS_DAY_OVERRIDE,
    models.CalendarFeed: CALENDAR_FEED,
    models.Carrier: CARRIER,
    models.Comment: COMMENT,
    models.CompanyProfile: COMPANY_PROFILE,
    models.ConfigurationProfile: CONFIGURATION_PROFILE,
    models.Document: DOCUMENT,
    models.FeeSchedule: FEE,
    models.InstallationDemands: INSTALLATION_DEMANDS,
    models.LegalHold: LEGAL_HOLD,
    models.OperatorLogo: OPERATOR_LOGO,
    models.OperatorSettings: OPERATOR_SETTINGS,
    models.PhoneNumber: PHONE_NUMBER,
    models.PortOutRequest: PORT_OUT_REQUEST,
    models.PortingNumber: PORTING_NUMBER,
    models.PortingRequest: PORTING_REQUEST,
    models.ReasonText: REASON_TEXT,
    models.RecoveryCode: RECOVERY_CODE,
    models.RequirementOverride: REQUIREMENT_OVERRIDE,
    models.RetentionPeriod: RETENTION_PERIOD,
    models.SecondFactor: SECOND_FACTOR,
    models.Session: SESSION,
    models.Snapback: SNAPBACK,
    models.InternalMove: INTERNAL_MOVE,
    models.User: USER,
    models.UserNotification: USER_NOTIFICATION,
    models.WebhookEndpoint: WEBHOOK_ENDPOINT,
}
WRITTEN: Mapping[Table, str] = {
    models.AccountExport: "a link that accountExport hands out once",
    models.Charge: "what was billed: it follows from an order",
    models.DatabaseFact: "what the database knows of itself",
    models.Delivery: "what is owed: it follows from the journal",
    models.EvidencePack: "evidencePackMake, and the journal's retention",
    models.DeliveryAttempt: "tries at what is owed",
    models.Figure: "counts what is there: it follows from the rows",
    models.IdempotencyKey: "what a command that is sent again is answered",
    models.JournalEntry: "what happened",
    models.NumberClaim: "keeps one number from being in two places",
    models.InternalMoveNumber: "internalMoveOffer.numbers",
    models.PortOutNumber: "portOutRequestReceive.numbers, portOutRequestAmend.numbers",
    models.PortOutOrder: "follows from portOutRequestStaffApprove",
    models.PortingAttempt: "a snapshot of what was sent",
    models.PortingAttemptNumber: "a number's part in it, and the answer to it",
    models.ReferenceCounter: "the next reference",
    models.RetentionNight: "what a night took away",
    models.SandboxTask: "the simulated carrier's memory",
    models.SignIn: "who came in and who failed to",
    models.SingleUseLink: "made by what sends it, used by who has it",
    models.UserDigest: "which digests were sent",
}
