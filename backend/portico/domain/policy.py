"""Who may do what, as data: an operation that is not listed is not permitted.

A lifecycle's own `by` says which roles a verb is for; this table adds the level a person needs and the scope a token needs.
Own and other accounts are not decided here: what an actor cannot see is not found (`storage.scope`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from portico.domain.actors import AT_THE_COMMAND_LINE, Actor, Scope
from portico.domain.refusals import NotPermitted, SecondFactorRequired
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import Level, Role
from portico.domain.words.operations import DOING


@dataclass(frozen=True, slots=True)
class Rule:
    """The least level per role (None: never) and the token scope; carriers and the system have no levels.

    What is for a `person` is never for a token, whatever its scopes. What it is given by name it is answered with: `named` is what that
    takes beside `READ_TO_DO`.
    """

    scope: Scope
    customer: Level | None = None
    staff: Level | None = None
    carrier: bool = False
    system: bool = False
    person: bool = False
    named: frozenset[Scope] = frozenset()


_PERSONS: Final = frozenset({"user", "system", AT_THE_COMMAND_LINE})
_RANK = {Level.VIEWER: 0, Level.MEMBER: 1, Level.AGENT: 1, Level.ADMIN: 2}

ONESELF: Final = "user.change_oneself"
ENROLL: Final = "user.enroll"
RESET_SECOND_FACTOR: Final = "user.reset_second_factor"
SET_PINS: Final = "phone_number.set_port_out_pin"
"""What several rooms ask about by its name."""

RULES: dict[str, Rule] = {
    # reading
    "porting.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "port_out.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "documents.read": Rule(Scope.DOCUMENTS_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "port_out_documents.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "profiles.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "account.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "deliveries.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "port_out_deliveries.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "comments.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "port_out_comments.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "journal.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "port_out_journal.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    # what is billed; who follows it reads the entries that name it, and of these nothing else
    "charge.read": Rule(
        Scope.CHARGES_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True, named=frozenset({Scope.PORTOUT_READ, Scope.PORTING_READ})
    ),
    # port-ins
    "porting_request.create": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, named=frozenset({Scope.DOCUMENTS_READ})),
    "porting_request.update": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "porting_request.replace": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "porting_request.comment": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "porting_request.reveal_secret": Rule(Scope.PORTING_WRITE, staff=Level.AGENT, person=True),
    "porting_request.choose_network_carrier": Rule(Scope.PORTING_WRITE, staff=Level.AGENT),
    "porting_request.perform": Rule(Scope.PORTING_PERFORM, customer=Level.MEMBER, system=True),
    "porting_request.schedule_perform": Rule(Scope.PORTING_PERFORM, customer=Level.MEMBER),
    "porting_request.*": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, carrier=True, system=True),
    "porting_number.*": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, carrier=True, system=True),
    # papers and profiles
    "document.upload": Rule(Scope.DOCUMENTS_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "document.*": Rule(Scope.DOCUMENTS_WRITE, customer=Level.MEMBER, staff=Level.AGENT, system=True),
    "company_profile.write": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, system=True),
    "configuration_profile.write": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, system=True),
    # port-outs
    "port_out_request.read_consents": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "port_out_request.read_evidence": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "port_out_request.receive": Rule(Scope.CARRIER_ACT, staff=Level.AGENT, carrier=True),
    "port_out_request.validate": Rule(Scope.CARRIER_ACT, carrier=True),
    "port_out_request.open": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER),
    "port_out_request.comment": Rule(Scope.PORTOUT_DECIDE, customer=Level.MEMBER, staff=Level.AGENT, carrier=True),
    "port_out_document.upload": Rule(Scope.PORTOUT_DECIDE, customer=Level.MEMBER, staff=Level.AGENT, carrier=True),
    "port_out_request.*": Rule(Scope.PORTOUT_DECIDE, customer=Level.MEMBER, staff=Level.AGENT, carrier=True, system=True),
    # what comes after a port: giving away a number is a person's, as deciding a port-out by two people is
    "snapback.ask": Rule(Scope.PORTOUT_DECIDE, customer=Level.ADMIN, staff=Level.AGENT, carrier=True),
    "snapback.withdraw": Rule(Scope.PORTOUT_DECIDE, customer=Level.ADMIN, staff=Level.AGENT, carrier=True),
    "snapback.*": Rule(Scope.PORTOUT_DECIDE, staff=Level.AGENT, carrier=True),
    "internal_move.offer": Rule(Scope.PORTOUT_DECIDE, customer=Level.ADMIN, person=True),
    "internal_move.redeem": Rule(Scope.PORTOUT_DECIDE, customer=Level.ADMIN, person=True),
    "internal_move.withdraw": Rule(Scope.PORTOUT_DECIDE, customer=Level.ADMIN),
    "internal_move.*": Rule(Scope.PORTOUT_DECIDE, staff=Level.AGENT, system=True),
    # links to the calendar of FOC dates: whoever has one reads on without signing in, so a token needs more than reading for it
    "calendar_feed.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT),
    "calendar_feed.write": Rule(Scope.ACCOUNT_ADMIN, customer=Level.MEMBER, staff=Level.AGENT),
    # people: everyone sees themselves; who manages others sees these
    "user.read": Rule(Scope.ACCOUNT_ADMIN, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "user.list": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.AGENT, system=True),
    "user.manage": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.AGENT, system=True),
    "user.manage_staff": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    ONESELF: Rule(Scope.ACCOUNT_ADMIN, customer=Level.VIEWER, staff=Level.AGENT, person=True),
    ENROLL: Rule(Scope.ACCOUNT_ADMIN, customer=Level.VIEWER, staff=Level.AGENT, person=True),
    RESET_SECOND_FACTOR: Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, person=True),
    "user.remove_second_factor": Rule(Scope.ACCOUNT_ADMIN, system=True),
    # credentials for machines are a person's to give and to take
    "api_token.read": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True, person=True),
    "api_token.manage": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True, person=True),
    # where an account has its events posted to: what is posted there is read by nobody's sign-in
    "webhook_endpoint.read": Rule(Scope.WEBHOOKS_WRITE, customer=Level.ADMIN, staff=Level.AGENT, system=True),
    "webhook_endpoint.write": Rule(Scope.WEBHOOKS_WRITE, customer=Level.ADMIN, staff=Level.ADMIN, system=True),
    # the inventory and what the operator keeps
    "phone_number.add": Rule(Scope.PORTING_WRITE, staff=Level.AGENT, system=True),
    SET_PINS: Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.AGENT, system=True, person=True),
    "phone_number.assign_profile": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "phone_number.ask_unlock": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, person=True),
    "phone_number.keep_locked": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER),
    "phone_number.lock": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT),
    "phone_number.remove": Rule(Scope.PORTING_WRITE, staff=Level.AGENT, system=True),
    "carrier.read_kept": Rule(Scope.PORTING_READ, staff=Level.AGENT, system=True),
    "carrier.create": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "carrier.change": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "carrier.rotate_callback_secret": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True, person=True),
    "carrier.set_callback": Rule(Scope.CARRIER_ACT, carrier=True),
    "fee_schedule.read": Rule(Scope.PORTOUT_READ, customer=Level.VIEWER, staff=Level.AGENT, system=True),
    "fee_schedule.read_missing": Rule(Scope.PORTOUT_READ, staff=Level.AGENT, system=True),
    "fee_schedule.set": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "reason.word": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "requirement.read_overrides": Rule(Scope.PORTING_READ, staff=Level.AGENT, system=True),
    "requirement.override": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "business_day.read": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, carrier=True, system=True),
    "business_day.override": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    # the installation as a whole: whether mails leave and deadlines are met
    "installation.read": Rule(Scope.PORTING_READ, staff=Level.AGENT, system=True),
    "installation.test_mail": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "installation.hold": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "installation.repair": Rule(Scope.ACCOUNT_ADMIN, system=True),
    # who runs it: its name and logo everybody may know
    "operator.read": Rule(Scope.PORTING_READ, staff=Level.AGENT, system=True),
    "operator.change": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "installation.demand": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True, person=True),
    # accounts: what a customer's administrators set, and what the operator does; `domain.account_settings` says which field is whose
    "account.create": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "account.change": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True),
    "account.set_terms": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "account.set_port_out_policy": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True, person=True),
    "account.lift_freeze": Rule(Scope.ACCOUNT_ADMIN, staff=Level.AGENT, person=True),
    "account.ask_to_lift_freeze": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, person=True),
    "account.rotate_callback_secret": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True, person=True),
    "account.export": Rule(Scope.ACCOUNT_ADMIN, customer=Level.ADMIN, staff=Level.ADMIN, system=True, person=True),
    "account.close": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    # how long what is kept, and what is kept whatever is chosen
    "retention.read": Rule(Scope.ACCOUNT_ADMIN, staff=Level.AGENT, system=True),
    "retention.change": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    "legal_hold.read": Rule(Scope.PORTING_READ, staff=Level.AGENT, system=True),
    "legal_hold.set": Rule(Scope.ACCOUNT_ADMIN, staff=Level.ADMIN, system=True),
    # all that is kept of an order that ended, with what staff said among themselves
    "evidence_pack.read": Rule(Scope.ACCOUNT_ADMIN, staff=Level.AGENT, system=True),
    "evidence_pack.make": Rule(Scope.ACCOUNT_ADMIN, staff=Level.AGENT, system=True),
    # what a person chooses for themselves
    "viewer.change_notifications": Rule(Scope.PORTING_READ, customer=Level.VIEWER, staff=Level.AGENT, person=True),
    # the inventory and orders; what only follows is the system's by its table
    "phone_number.*": Rule(Scope.PORTING_WRITE, customer=Level.MEMBER, staff=Level.AGENT, system=True),
    "port_out_order.*": Rule(Scope.PORTOUT_DECIDE, staff=Level.AGENT, system=True),
}

READ_TO_DO: Final[Mapping[Scope, frozenset[Scope]]] = {
    Scope.PORTING_WRITE: frozenset({Scope.PORTING_READ}),
    Scope.PORTING_PERFORM: frozenset({Scope.PORTING_READ}),
    Scope.DOCUMENTS_WRITE: frozenset({Scope.DOCUMENTS_READ, Scope.PORTING_READ}),
    Scope.PORTOUT_DECIDE: frozenset({Scope.PORTOUT_READ}),
    Scope.WEBHOOKS_WRITE: frozenset({Scope.PORTING_READ}),
    Scope.ACCOUNT_ADMIN: frozenset({Scope.PORTING_READ}),
    Scope.CARRIER_ACT: frozenset({Scope.PORTOUT_READ}),
}
"""What a scope that changes something reads while it does: what it changes, what that names, and what it is answered with."""

BEFORE_ENROLLING: Final = frozenset({"user.read", ENROLL})
"""What is open to whoever has to set up a second factor first: to see themselves, and to set it up."""

_MAY_NOT: Final = Sentence("not_permitted", "You may not do this.")
_MAY_NOT_WHAT: Final = {operation: Sentence(f"not_permitted.{operation}", f"You may not {doing}.") for operation, doing in DOING.items()}
NAMED: Final = tuple(sorted(operation for operation in RULES if not operation.endswith("*")))
"""The operations that are told one by one; the verbs of a lifecycle (`*`) are told per subject by its table."""


def permission_name(operation: str) -> str:
    """How clients call it: CARRIER_CHANGE for carrier.change."""
    return operation.upper().replace(".", "_")


def purpose(operation: str) -> str:
    """What somebody who is permitted this may do, as a sentence."""
    doing, _, _ = DOING[operation].partition(":")
    return f"{doing[0].upper()}{doing[1:]}."


def granted(actor: Actor) -> tuple[str, ...]:
    """Every named operation this actor may carry out, in alphabetical order: what buttons are shown by."""
    return tuple(operation for operation in NAMED if may(actor, operation))


def why_not(operation: str) -> Said:
    """The sentence for whoever may not."""
    return _MAY_NOT_WHAT.get(operation, _MAY_NOT).said()


def refusal(actor: Actor, operation: str) -> NotPermitted:
    """Why this actor, whom `may` does not admit, may not."""
    waits = actor.must_enroll and may(replace(actor, must_enroll=False), operation)
    return SecondFactorRequired() if waits else NotPermitted(why_not(operation))


def rule_for(operation: str) -> Rule | None:
    """The exact row, else the subject's `*` row."""
    subject, _, _ = operation.partition(".")
    return RULES.get(operation) or RULES.get(f"{subject}.*")


def may(actor: Actor, operation: str) -> bool:
    """Whether this actor's role, level and scopes admit the operation at all; unknown operations never."""
    rule = rule_for(operation)
    if rule is None or (rule.person and actor.kind not in _PERSONS) or (actor.must_enroll and operation not in BEFORE_ENROLLING):
        return False
    match actor.role:
        case Role.SYSTEM:
            return rule.system
        case Role.CARRIER:
            return rule.carrier and (Scope.CARRIER_ACT in actor.scopes)
        case Role.CUSTOMER:
            return _reaches(actor, rule.customer) and rule.scope in actor.scopes
        case Role.STAFF:
            return _reaches(actor, rule.staff) and rule.scope in actor.scopes
    return False


def is_asked_again(actor: Actor) -> bool:
    """Whether an actor shows its password once more before a dangerous act: all but the command line and the clock."""
    return actor.role is not Role.SYSTEM


def exceeds(actor: Actor, level: Level, scopes: frozenset[Scope]) -> bool:
    """Whether a credential of this level and these scopes would do more than whoever makes it; whoever runs the installation may any."""
    if actor.role is Role.SYSTEM:
        return False
    return not _reaches(actor, level) or not scopes <= actor.scopes


def doing(actor: Actor, operation: str) -> Actor:
    """The actor at this operation: one whose scope admits it reads what it needs for it. Whoever may not do it is who they were."""
    rule = rule_for(operation)
    if rule is None or not may(actor, operation):
        return actor
    needed = READ_TO_DO.get(rule.scope, frozenset()) | rule.named
    return actor if needed <= actor.scopes else replace(actor, scopes=actor.scopes | needed)


def _reaches(actor: Actor, least: Level | None) -> bool:
    return least is not None and actor.level is not None and _RANK[actor.level] >= _RANK[least]
