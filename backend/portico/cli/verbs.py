"""What is done with things, as data: the same operations as the API's mutations, each with the options its input asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from portico.operations.desk import carriers, fees
from portico.operations.desk.webhooks import webhook_endpoints as hooks
from portico.operations.desk.webhooks import webhook_inputs, webhook_replays
from portico.operations.people import invitations, tokens, user_fields, users
from portico.operations.people.accounts import account_closing, account_inputs, accounts, callback_rotation, port_out_policies, profiles
from portico.operations.people.token_inputs import RotateToken


class Answers(Enum):
    """What a command says of what it did."""

    THING = auto()
    """The thing as it is now."""
    SECRET = auto()
    """Its secret, this once, and in JSON the thing beside it."""
    WORDS = auto()
    """A sentence."""
    LINE = auto()
    """A sentence about the thing as it is now; in JSON the thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One command: `do` gets (work, actor, …) as the operation takes them, as `graphql.commands` has it."""

    noun: str
    name: str
    says: str
    do: Callable[..., Any]
    asks: type | None = None
    positional: tuple[str, ...] = ()
    aimed: bool = True
    """Whether it is about a thing there is."""
    versioned: bool = False
    judges: bool = False
    """Whether it is given what judges a selection, as only the API's schema knows."""
    answers: Answers = Answers.THING
    words: str = ""
    """With `{answer}` in the place of what the operation answers, or with fields of the thing."""


VERBS: Final = (
    Verb(noun="account", name="create", says="Make an account.",
         do=accounts.create, asks=account_inputs.CreateAccount, positional=("name",), aimed=False,
         answers=Answers.LINE, words="{slug} (account number {accountNumber})"),
    Verb(noun="account", name="change", says="Change the settings of an account. Its old addresses are told when it is reached otherwise.",
         do=accounts.change, asks=account_inputs.ChangeAccount, versioned=True),
    Verb(noun="account", name="close", says="Close an account of which nothing is live. It stays as history.",
         do=account_closing.close, asks=account_inputs.CloseAccount, versioned=True),
    Verb(noun="account", name="reopen", says="Open a closed account again; tokens and calendar links are made anew.",
         do=account_closing.reopen, versioned=True),
    Verb(noun="account", name="port-out-policy", says="Decide about an account's port-outs before any comes in.",
         do=port_out_policies.set_policy, asks=port_out_policies.SetPortOutPolicy, versioned=True),
    Verb(noun="account", name="callback-secret",
         says="Sign an account's callbacks with a new secret, printed this once; the one before signs beside it for 24 hours.",
         do=callback_rotation.renew, answers=Answers.SECRET),
    Verb(noun="user", name="invite", says="Invite somebody by mail: a member of an account, or without one of the operator's own people.",
         do=invitations.invite, asks=user_fields.InviteUser, positional=("email",), aimed=False),
    Verb(noun="user", name="invite-again", says="Send a new invitation to who has not come yet; the link before it works no more.",
         do=invitations.invite_again),
    Verb(noun="user", name="change", says="Change what somebody is called, or what they may do.",
         do=users.change, asks=user_fields.ChangeUser, versioned=True),
    Verb(noun="user", name="disable", says="Let somebody sign in no more: their sessions end at once.", do=users.disable, versioned=True),
    Verb(noun="user", name="enable", says="Let somebody sign in again.", do=users.enable, versioned=True),
    Verb(noun="user", name="sessions-end", says="Sign somebody out everywhere.", do=users.end_sessions),
    Verb(noun="company-profile", name="create", says="Make a company profile: who numbers are ported for, and who is written to.",
         do=profiles.create_company_profile, asks=profiles.CreateCompanyProfile, positional=("label",), aimed=False),
    Verb(noun="company-profile", name="change", says="Change a company profile; what is left out stays.",
         do=profiles.update_company_profile, asks=profiles.UpdateCompanyProfile, versioned=True),
    Verb(noun="configuration-profile", name="create", says="Make a configuration profile: where numbers ring.",
         do=profiles.create_configuration_profile, asks=profiles.CreateConfigurationProfile,
         positional=("name", "destination_kind", "destination"), aimed=False),
    Verb(noun="configuration-profile", name="change", says="Change a configuration profile; what is left out stays.",
         do=profiles.update_configuration_profile, asks=profiles.UpdateConfigurationProfile, versioned=True),
    Verb(noun="carrier", name="create", says="Add another provider.",
         do=carriers.create_carrier, asks=carriers.CreateCarrier, positional=("name",), aimed=False),
    Verb(noun="carrier", name="change", says="Change what is kept of a carrier; what is left out stays.",
         do=carriers.change_carrier, asks=carriers.ChangeCarrier, versioned=True),
    Verb(noun="carrier", name="retire", says="Offer a carrier no more; it stays with what is under way.",
         do=carriers.retire, asks=carriers.RetireCarrier, versioned=True),
    Verb(noun="carrier", name="restore", says="Offer a retired carrier again; of no country is it the network carrier until it is made so.",
         do=carriers.restore, versioned=True),
    Verb(noun="carrier", name="callback-secret", says="Sign a carrier's callbacks with a new secret, printed this once.",
         do=carriers.renew_callback_secret, answers=Answers.SECRET),
    Verb(noun="fee", name="create", says="Set what port-outs cost from a day on; one without an end that began earlier ends there.",
         do=fees.set_fee, asks=fees.SetFee, positional=("country", "currency", "amount"), aimed=False),
    Verb(noun="fee", name="change", says="Change a fee by which nothing was billed yet.",
         do=fees.change_fee, asks=fees.ChangeFee, versioned=True),
    Verb(noun="fee", name="end", says="Give a fee its last day.",
         do=fees.end_fee, asks=fees.EndFee, positional=("valid_until",), versioned=True),
    Verb(noun="fee", name="remove", says="Take back a fee by which nothing was billed yet.",
         do=fees.remove_fee, versioned=True, answers=Answers.WORDS, words="The fee is gone."),
    Verb(noun="token", name="rotate", says="Give a token a new secret, printed this once; the one before goes on for 24 hours, or ends.",
         do=tokens.rotate, asks=RotateToken, answers=Answers.SECRET),
    Verb(noun="webhook", name="create", says="Have an account's events posted to an address; its signing secret is printed this once.",
         do=hooks.create, asks=webhook_inputs.CreateWebhookEndpoint, positional=("name", "url"), aimed=False, judges=True,
         answers=Answers.SECRET),
    Verb(noun="webhook", name="change", says="Change a webhook endpoint; what is left out stays.",
         do=hooks.change, asks=webhook_inputs.ChangeWebhookEndpoint, versioned=True, judges=True),
    Verb(noun="webhook", name="rotate", says="Make a new signing secret, printed this once; the one before signs beside it for a while.",
         do=hooks.rotate, asks=webhook_inputs.RotateWebhookSecret, versioned=True, answers=Answers.SECRET),
    Verb(noun="webhook", name="enable", says="Send events there again, from now on.", do=hooks.enable),
    Verb(noun="webhook", name="disable", says="Send nothing more there; what is owed there is given up.", do=hooks.disable),
    Verb(noun="webhook", name="delete", says="Delete a webhook endpoint.",
         do=hooks.delete, answers=Answers.WORDS, words="The webhook endpoint is gone."),
    Verb(noun="webhook", name="test", says="Send a signed test event at once; it is tried once. `webhook log` shows what came of it.",
         do=webhook_replays.send_test, answers=Answers.WORDS, words="A test event is on its way."),
    Verb(noun="webhook", name="replay", says="Send anew what was given up since a moment, each under the id it had.",
         do=webhook_replays.replay_since, asks=webhook_inputs.ReplayWebhookDeliveries, answers=Answers.WORDS,
         words="{answer} events are sent anew."),
)  # fmt: skip
