"""What an account's export takes of each table, as data: every table and every column is taken, or left out for a reason.

A test compares this with the schema, so a new table or column is a decision of whoever adds it. Rows are read as the account's own
administrator would read them (`scope.visible`), by a key that an index serves and that no row changes: a page behind the last one, never
the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Table

ExportColumns = tuple[str, ...]

_TWICE: Final = "says the same as the column beside it, for other languages"
_PROOF: Final = "what somebody proved who they are by, or a hash of it"
_COUNTED: Final = "counted from its numbers, which are there with where each stands"
_IN_ATTEMPTS: Final = "follows from its attempts, which are there with the carriers they name"
_OURS: Final = "how Portico keeps count; says nothing about the account"
_WHO: Final = "which of the operator's people it was is the operator's own; the journal names the account's"
_SEALED: Final = "a secret that was handed over for one purpose"
_INTERNAL: Final = "internal ones are the operator's own"
_ACCOUNT: Final = "the account itself"


@dataclass(frozen=True, slots=True)
class ExportPart:
    """One table of an export.

    `read_from` names the table `t`; `whose` is true of the account's rows, whose id is written `{account}`, beside what `scopes` say of the
    aliases they name (subject → alias). `key` leads from page to page.
    """

    name: str
    model: Table
    columns: ExportColumns
    left_out: Mapping[str, str]
    scopes: tuple[tuple[str, str], ...] = ()
    read_from: str = ""
    whose: str = "t.account_id = {account}"
    key: ExportColumns = ("t.created_at", "t.id")

    @property
    def tables(self) -> str:
        return self.read_from or f"{rows.table_name(self.model)} t"


def _columns(text: str) -> ExportColumns:
    return tuple(text.split())


def _of(names: str, reason: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), reason)


_EITHER_SIDE: Final = "({0}.account_id = {{account}} OR {0}.to_account_id = {{account}})"
_OF_USER: Final = "app_user u ON u.id = t.user_id"
PARTS: Final = (
    ExportPart(
        "account", models.Account,
        _columns("id created_at updated_at name slug currency time_zone locale notification_emails contacts default_callback_url tier"
                 " cancel_cutoff_hours port_out_hours port_out_on_deadline port_out_policy_set_at port_out_pin_required port_out_two_person"
                 " contacts_changed_at account_number closed_at callback_secret_before_until second_factor_demanded version"),
        {"callback_secret": _SEALED, "callback_secret_before": _SEALED, "port_out_policy_set_by": _WHO,
         "port_out_freeze": _OURS},
        (("account", "t"),), whose="t.id = {account}",
    ),
    ExportPart(
        "users", models.User,
        _columns("id created_at updated_at email name level time_zone locale disabled_at version"),
        {"password_hash": _PROOF, "usual_networks": _PROOF, "invited_by": _WHO, "account_id": _ACCOUNT},
        (("user", "t"),), key=("t.name", "t.id"),
    ),
    ExportPart(
        "sign_ins", models.SignIn,
        _columns("id user_id at outcome network user_agent new_place"),
        {"created_at": "is `at`", "updated_at": "is `at`"},
        (("user", "u"),), f"sign_in t JOIN {_OF_USER}", "u.account_id = {account}", ("t.user_id", "t.at", "t.id"),
    ),
    ExportPart(
        "sessions", models.Session,
        _columns("id created_at updated_at user_id expires_at last_seen_at network user_agent"),
        {"token_hash": _PROOF},
        (("user", "u"),), f"session t JOIN {_OF_USER}", "u.account_id = {account}", ("t.user_id", "t.id"),
    ),
    ExportPart(
        "second_factors", models.SecondFactor,
        _columns("id created_at updated_at user_id confirmed_at reset_asked_at reset_confirmed_at reset_due_at"),
        {"secret_sealed": _PROOF, "last_step": _PROOF, "reset_reason": _INTERNAL, "reset_asked_by": _WHO, "reset_asked_by_name": _WHO},
        (("user", "u"),), f"second_factor t JOIN {_OF_USER}", "u.account_id = {account}", ("t.user_id", "t.id"),
    ),
    ExportPart(
        "notification_choices", models.UserNotification,
        _columns("id created_at updated_at user_id kind cadence"), {},
        (("user", "u"),), f"user_notification t JOIN {_OF_USER}", "u.account_id = {account}", ("t.user_id", "t.kind"),
    ),
    ExportPart(
        "api_tokens", models.ApiToken,
        _columns("id created_at updated_at name prefix role level scopes last_used_at expires_at revoked_at replaced_until version"),
        {"token_hash": _PROOF, "replaced_hash": _PROOF, "made_by": _WHO, "account_id": _ACCOUNT,
         "carrier_id": "none of an account's speaks for a carrier"},
        (("api_token", "t"),),
    ),
    ExportPart(
        "calendar_links", models.CalendarFeed,
        _columns("id created_at updated_at name last_used_at revoked_at user_id"),
        {"token_hash": _PROOF, "account_id": _ACCOUNT},
        (("calendar_feed", "t"),),
    ),
    ExportPart(
        "webhook_endpoints", models.WebhookEndpoint,
        _columns("id created_at updated_at name url events selection creator_name scopes disabled_at disabled_reason failing_since"
                 " deleted_at version"),
        {"secrets": _SEALED, "creator_kind": _OURS, "creator_id": _WHO, "account_id": _ACCOUNT},
        (("webhook_endpoint", "t"),), key=("t.name", "t.id"),
    ),
    ExportPart(
        "company_profiles", models.CompanyProfile,
        _columns("id created_at updated_at label company_name registration_number vat_id representative_first_name"
                 " representative_last_name representative_phone country city postal_code street emails version"),
        {"account_id": _ACCOUNT}, (("company_profile", "t"),), key=("t.label", "t.id"),
    ),
    ExportPart(
        "configuration_profiles", models.ConfigurationProfile,
        _columns("id created_at updated_at name destination_kind destination capacity sms_enabled version"),
        {"account_id": _ACCOUNT}, (("configuration_profile", "t"),), key=("t.name", "t.id"),
    ),
    ExportPart(
        "porting_requests", models.PortingRequest,
        _columns("id created_at updated_at reference name customer_reference country number_type flow status status_reason"
                 " status_reason_code waiting_on number_count open_count losing_carrier_id losing_carrier_name network_carrier_id"
                 " company_profile_id configuration_profile_id subscriber_name subscriber_kind authorised_person service_street"
                 " service_city service_region service_postal_code service_country account_number btn extra_fields number_blocks port_type"
                 " new_btn remaining_numbers requested_date callback_url answer_due_at first_possible_date ready_until perform_at"
                 " cancellation_asked_at cancellation_reason submitted_at accepted_at ended_at replaces_id sequence version"),
        {"pin_sealed": _SEALED, "secrets_sealed": _SEALED, "status_reason_said": _TWICE, "fields_changed_at": _OURS, "reminded_at": _OURS,
         "created_by": _WHO, "account_id": _ACCOUNT,
         **_of("completed_count canceled_count waits_for_customer_count waits_for_staff_count", _COUNTED),
         **_of("at_carrier_count to_resubmit_count handed_elsewhere_count", _COUNTED)},
        (("porting_request", "t"),),
    ),
    ExportPart(
        "porting_numbers", models.PortingNumber,
        _columns("id created_at updated_at request_id e164 number_type status status_reason status_reason_code status_reasons"
                 " reasons_raised_at waiting_on foc_at foc_history review_started_at attempt_no verified_at handed_over_at"
                 " configuration_profile_id cancellation_asked_at cancellation_reason cancellation_decided_at"
                 " cancellation_decision_reason provisioned_at completed_at version"),
        {"status_reason_said": _TWICE, "reasons_confirmed": _OURS, "resume_status": _OURS, "overdue_alerted_at": _OURS,
         "account_id": _ACCOUNT, **_of("sent_to_id sent_through_id handed_to_id", _IN_ATTEMPTS)},
        (("porting_number", "t"),), key=("t.id",),
    ),
    ExportPart(
        "attempts", models.PortingAttempt,
        _columns("id created_at updated_at request_id no losing_carrier_id snapshot verified_at handed_over_at"),
        {"account_id": _ACCOUNT}, (("porting_request", "r"),), "porting_attempt t JOIN porting_request r ON r.id = t.request_id",
        key=("t.id",),
    ),
    ExportPart(
        "attempt_numbers", models.PortingAttemptNumber,
        _columns("id created_at updated_at attempt_id number_id handed_over_at answer answer_text answered_at"), {},
        (("porting_number", "n"),),
        "porting_number n JOIN porting_attempt_number t ON t.number_id = n.id", "n.account_id = {account}", ("n.id", "t.id"),
    ),
    ExportPart(
        "documents", models.Document,
        _columns("id created_at updated_at request_id port_out_request_id from_carrier kind file_name media_type size sha256 issue_date"
                 " signer signed_at status status_reason named_fields deleted_at version"),
        {"storage_key": _OURS, "status_reason_said": _TWICE, "uploaded_by": _WHO, "account_id": _ACCOUNT},
        (("document", "t"),),
    ),
    ExportPart(
        "phone_numbers", models.PhoneNumber,
        _columns("id created_at updated_at e164 country number_type source status configuration_profile_id detached_profile_id"
                 " porting_number_id locked_at unlocks_at activated_at ended_at version"),
        {"port_out_pin_sealed": _SEALED, "failure_count": _OURS, "account_id": _ACCOUNT},
        (("phone_number", "t"),), key=("t.id",),
    ),
    ExportPart(
        "port_out_requests", models.PortOutRequest,
        _columns("id created_at updated_at reference gaining_carrier_id carrier_reference carrier_version part country status"
                 " status_reason reject_code reject_comment waiting_on number_count end_user authorised_name service_street"
                 " service_city service_region service_postal_code pin_checked requested_date expires_at on_deadline policy_set_at"
                 " two_person viewed_at first_approved_at approved_at release_at ended_at parent_id sequence version"),
        {"account_number": _PROOF, "approved_digest": _PROOF, "approved_by": _WHO, "first_approved_digest": _PROOF,
         "first_approved_by": _WHO, "policy_set_by": _WHO, "received_by": _WHO, "amended_by": _WHO,
         "received_by_role": _WHO, "stalled_alerted_at": _OURS, "status_reason_said": _TWICE, "account_id": _ACCOUNT},
        (("port_out_request", "t"),),
    ),
    ExportPart(
        "port_out_numbers", models.PortOutNumber,
        _columns("id created_at updated_at port_out_request_id phone_number_id e164"), {},
        (("port_out_request", "q"),), "port_out_request q JOIN port_out_number t ON t.port_out_request_id = q.id",
        "q.account_id = {account}", ("q.created_at", "q.id", "t.id"),
    ),
    ExportPart(
        "port_out_orders", models.PortOutOrder,
        _columns("id created_at updated_at port_out_request_id status fee_minor currency billed_at ended_at version"),
        {"approved_by": _WHO, "fee_rows": _OURS, "fee_shares": _OURS, "account_id": _ACCOUNT}, (("port_out_order", "t"),),
    ),
    ExportPart(
        "charges", models.Charge,
        _columns("id created_at updated_at kind amount_minor currency port_out_request_id data"),
        {"unique_key": _OURS, "account_id": _ACCOUNT}, (("charge", "t"),),
    ),
    ExportPart(
        "snapbacks", models.Snapback,
        _columns("id created_at updated_at reference direction status status_reason waiting_on e164 phone_number_id porting_number_id"
                 " port_out_request_id carrier_id ported_at asked_because sent_at ended_at sequence version"),
        {**_of("asked_by asked_by_role", _WHO), "status_reason_said": _TWICE, "account_id": _ACCOUNT}, (("snapback", "t"),)),
    ExportPart(
        "internal_moves", models.InternalMove,
        _columns("id created_at updated_at reference status waiting_on number_count expires_at redeemed_at ended_at sequence version"),
        {"code_handle": _PROOF, "code_sealed": _SEALED, "offered_by": _WHO, "redeemed_by": _WHO, "status_reason_said": _TWICE,
         **_of("account_id to_account_id status_reason", "one side is not told of the other; what is its own is in the journal")},
        (("internal_move", "t"),), whose=_EITHER_SIDE.format("t"),
    ),
    ExportPart(
        "internal_move_numbers", models.InternalMoveNumber, _columns("id created_at updated_at internal_move_id phone_number_id e164"), {},
        (("internal_move", "m"),), "internal_move m JOIN internal_move_number t ON t.internal_move_id = m.id", _EITHER_SIDE.format("m"),
        ("t.internal_move_id", "t.id")),
    ExportPart(
        "comments_on_porting_requests", models.Comment,
        _columns("id created_at request_id text author_name author_role"),
        {"internal": _INTERNAL, "author_id": _WHO, "account_id": _ACCOUNT, "updated_at": "they are not changed",
         "port_out_request_id": "in the part of port-outs", "to_carrier": "no carrier reads those of port-ins"},
        (("porting_request_comment", "t"),), whose="t.account_id = {account} AND t.request_id IS NOT NULL", key=("t.id",),
    ),
    ExportPart(
        "comments_on_port_out_requests", models.Comment,
        _columns("id created_at port_out_request_id to_carrier text author_name author_role"),
        {"internal": _INTERNAL, "author_id": _WHO, "account_id": _ACCOUNT, "updated_at": "they are not changed",
         "request_id": "in the part of port-ins"},
        (("port_out_request_comment", "t"),), whose="t.account_id = {account} AND t.port_out_request_id IS NOT NULL", key=("t.id",),
    ),
    ExportPart(
        "deliveries", models.Delivery,
        _columns("id created_at updated_at kind destination order_kind order_id order_sequence event status attempt_count delivered_at"
                 " last_error endpoint_id"),
        {"payload": "what was written may open something: a link, an address; what it tells of is in the journal", "unique_key": _OURS,
         "move_id": _OURS, "next_attempt_at": _OURS, "claimed_until": _OURS, "claimed_by": _OURS, "last_error_said": _TWICE,
         "account_id": _ACCOUNT},
        (("delivery", "t"),),
    ),
    ExportPart(
        "delivery_attempts", models.DeliveryAttempt,
        _columns("id created_at updated_at delivery_id no ok status_code error duration_ms"),
        {"exchange": "as the payload of its delivery", "error_said": _TWICE},
        (("delivery", "d"),), "delivery d JOIN delivery_attempt t ON t.delivery_id = d.id", "d.account_id = {account}",
        ("d.created_at", "d.id", "t.no"),
    ),
    ExportPart(
        "journal", models.JournalEntry,
        _columns("id at subject_kind subject_id subject_version order_kind order_id order_sequence move_id verb event actor_role actor_name"
                 " on_behalf from_status to_status reason reason_code data"),
        {"position": _OURS, "account_id": _ACCOUNT, "actor_kind": _OURS, "actor_id": _WHO, "internal": _INTERNAL, "told": _OURS,
         "relayed_at": _OURS, "reason_params": _TWICE}, (("journal_entry", "t"),), key=("t.position",),
    ),
    ExportPart(
        "carriers", models.Carrier,
        _columns("id name country"),
        dict.fromkeys(_columns("created_at updated_at region time_zone codes network_for gateway completes_by_itself contacts callback_url"
                               " callback_secret retired_at version"), "what the operator keeps of a carrier is no account's"),
        whose="(t.id IN (SELECT losing_carrier_id FROM porting_request WHERE account_id = {account}"
              " UNION SELECT network_carrier_id FROM porting_request WHERE account_id = {account}"
              " UNION SELECT carrier_id FROM snapback WHERE account_id = {account} UNION SELECT gaining_carrier_id FROM port_out_request"
              " WHERE account_id = {account}))",
        key=("t.id",),
    ),
)  # fmt: skip
FILES: Final = ExportPart("files", models.Document, _columns("id file_name media_type size sha256 storage_key"), {}, (("document", "t"),))
"""Where the content of the documents lies: for the archive itself, not in it."""
EXEMPT: Final[Mapping[str, str]] = {
    "account_export": "links to exports: that there was one is in the journal",
    "business_day_override": "the operator's own calendar",
    "evidence_pack": "the operator's own, with what its people said among themselves; what it is made of is in the other parts",
    "fee_schedule": "the operator's prices; what was billed is in the charges",
    "figure": "counts what is in other parts",
    "installation_demands": "what the operator demands of its own people",
    "idempotency_key": "hashes of commands, so that none is done twice",
    "legal_hold": "the operator's own affair, which may concern an investigation",
    "number_claim": "keeps one number from being in two places; the numbers are there",
    "operator_logo": "the operator's own",
    "operator_settings": "the operator's own",
    "portico_meta": "facts about the database",
    "reason_text": "the operator's own words",
    "recovery_code": "hashes of what somebody proves who they are by; that there are codes is in the journal",
    "reference_counter": "counts references",
    "requirement_override": "the operator's own rules",
    "retention_night": "what the operator's job took away in all",
    "retention_period": "the operator's own rules",
    "sandbox_task": "the memory of a simulated carrier",
    "single_use_link": "hashes of links that came by mail; whom they were sent to is in the deliveries",
    "user_digest": "which days' digests were written; the letters are among the deliveries",
}
"""Tables no row of which is kept about an account, or whose rows say nothing that is not in another part."""
