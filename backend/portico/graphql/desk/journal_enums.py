"""The journal's own enums. They grow, and each has a value for what only an old journal names, so that it can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from portico.domain.tables import LIFECYCLES
from portico.domain.words.titles import label
from portico.graphql.engine.enums import register

UNKNOWN: Final = "unknown"
_BESIDE_THE_TABLES: Final[Mapping[str, str]] = {
    "add": "Add numbers to the inventory.",
    "answer_late": "Answer what was decided meanwhile: the answer is kept.",
    "ask": "Ask a number back.",
    "ask_address_change": "Ask for another address to sign in with.",
    "ask_lift_freeze": "Ask for a link that lifts the freeze of port-outs.",
    "ask_second_factor_reset": "Ask for the reset of somebody's second factor.",
    "change": "Change it.",
    "change_address": "Sign in with another address from now on.",
    "change_level": "Give somebody another level.",
    "change_notifications": "Change what somebody is written to about.",
    "change_operator": "Change what the operator says of itself.",
    "change_password": "Change one's password.",
    "change_retention": "Change how long things are kept.",
    "close": "Close an account.",
    "comment": "Write a comment.",
    "confirm_address_change": "Agree to another address, by the old one.",
    "confirm_second_factor_reset": "Confirm the reset of a second factor.",
    "correct": "Put right what was charged.",
    "create": "Make it.",
    "creator_ended": "Stop a webhook endpoint whose maker's credential ended.",
    "delete": "Delete it.",
    "demand": "Demand a second factor, or no more.",
    "disable": "Let it be used no more.",
    "enable": "Let it be used again.",
    "end": "End it on a day.",
    "end_sessions": "End somebody's sessions.",
    "enroll": "Turn on one's second factor.",
    "export": "Export all that is kept of an account.",
    "export_charges": "Take charges as a sheet.",
    "failing": "Stop a webhook endpoint that failed for days.",
    "forget_password": "Ask for a link to a new password.",
    "gone": "Stop a webhook endpoint that said it is gone.",
    "hold": "Hold it: an order from being deleted, an installation from sending.",
    "invite": "Invite somebody.",
    "invite_again": "Send somebody a new invitation.",
    "join": "Accept an invitation.",
    "lift": "Lift a legal hold.",
    "lift_freeze": "Lift the freeze of an account's port-outs.",
    "make": "Make an evidence pack.",
    "move_away": "Go to another account.",
    "move_here": "Come from another account.",
    "offer": "Offer numbers to another account.",
    "open": "Open it for the first time.",
    "override": "Say it otherwise than as shipped.",
    "receive": "Receive a port-out request.",
    "release": "Let a held installation send again.",
    "remove_second_factor": "Turn off one's second factor.",
    "renew_callback_secret": "Make a new secret for a carrier's callbacks.",
    "renew_recovery_codes": "Make new recovery codes.",
    "reopen": "Open an account again.",
    "repair": "Put right what contradicted itself.",
    "replay": "Send what was sent before once more.",
    "reset_password": "Set a new password by a link.",
    "reset_second_factor": "Reset somebody's second factor.",
    "restore": "Have it as it was before.",
    "retire": "Offer a carrier no more.",
    "reveal_secret": "Show a secret of a request.",
    "revoke": "Revoke a credential.",
    "rotate": "Make a new secret.",
    "rotate_callback_secret": "Make a new secret for an account's callbacks.",
    "selection_ended": "Stop a webhook endpoint whose selection no longer fits the schema.",
    "set": "Set it.",
    "set_port_out_pin": "Set, change or take away the PIN that lets a number leave.",
    "set_port_out_policy": "Choose how an account decides about port-outs.",
    "snap_back": "Go back after its port.",
    "split_off": "Go on as a request of its own, as other numbers were approved.",
    "stop_second_factor_reset": "Stop the reset of a second factor.",
    "take": "Take over numbers of another account.",
    "test": "Send a test.",
    "test_mail": "Send a mail to try the mail server.",
    "trim": "Forget what the journal told long ago.",
    "update": "Change what it says.",
    "upload": "Upload a paper.",
    "use_recovery_code": "Sign in with a recovery code.",
    "word": "Word a reason otherwise.",
}
VERBS: Final[Mapping[str, str]] = {
    **_BESIDE_THE_TABLES,
    **{verb: f"{label(subject, verb)}." for subject, lifecycle in LIFECYCLES.items() for verb in lifecycle.verbs},
}
"""Every verb that an entry can name, and what it does."""
KINDS: Final[Mapping[str, str]] = {
    "account": "An account.",
    "api_token": "A token.",
    "business_day_override": "A day that the operator counts otherwise.",
    "calendar_feed": "A link for other calendars.",
    "carrier": "Another provider.",
    "comment": "A comment on an order.",
    "company_profile": "Who numbers are ported for.",
    "configuration_profile": "Where numbers ring.",
    "document": "A paper of an order.",
    "evidence_pack": "What proves what happened to an order.",
    "fee_schedule": "What a port-out costs.",
    "installation": "The installation itself.",
    "internal_move": "Numbers that go from one account to another.",
    "legal_hold": "What keeps an order from being deleted.",
    "phone_number": "A number of the inventory.",
    "port_out_order": "The operator's order behind a port-out.",
    "port_out_request": "A request of another carrier.",
    "porting_number": "A number that is ported in.",
    "porting_request": "A request to port numbers in.",
    "requirement_override": "What was changed of a requirement.",
    "secret_reveal": "A secret that was shown.",
    "snapback": "A number asked back after its port.",
    "user": "A person.",
    "webhook_endpoint": "An address that events are posted to.",
}
"""Every kind of thing that an entry can be about."""
STATUSES: Final[Mapping[str, str]] = {
    status: f"Of a {', '.join(subject.replace('_', ' ') for subject, table in LIFECYCLES.items() if status in set(table.statuses))}."
    for status in sorted({str(status) for table in LIFECYCLES.values() for status in table.statuses})
}
"""Every status that an entry can tell of, and whose it is."""


def _enum(name: str, said: str, described: Mapping[str, str]) -> Any:
    texts = {text.upper(): text for text in described} | {UNKNOWN.upper(): UNKNOWN}
    enum = StrEnum(name, texts)  # type: ignore[misc]
    values = {text.upper(): description for text, description in described.items()} | {UNKNOWN.upper(): "Of an older version."}
    return register(enum, name, f"{said} It grows: take a value that you do not know yet as one more.", values)


def _named(enum: Any) -> Callable[[str | None], Any]:
    by_text = {member.value: member for member in enum}
    unknown = by_text[UNKNOWN]
    return lambda text: None if text is None else by_text.get(text, unknown)


JournalVerb = _enum("JournalVerb", "What was done, by whomever.", VERBS)
SubjectKind = _enum("SubjectKind", "What an entry of the journal is about.", KINDS)
JournalStatus = _enum("JournalStatus", "A status before or after: whose it is, the kind of the subject says.", STATUSES)
verb_named, kind_named, status_named = _named(JournalVerb), _named(SubjectKind), _named(JournalStatus)
"""The value that is written as this text; UNKNOWN for one that only an old journal has."""
