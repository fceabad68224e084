"""What a notice says: a letter about an account or the installation, which belongs to no order. English is the first catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from types import MappingProxyType
from typing import Final

from portico.domain.events import Event, Happening
from portico.domain.sentences import Said
from portico.domain.words.deciding_notices import IF_IT_WAS_NOT_YOU, OF_PORT_OUTS
from portico.domain.words.mails import FALLBACK_LOCALE, locale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """Subject, paragraphs, and what the button says where there is an address to follow; `{names}` stand for the notice's facts."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str | None = None


_NOT_YOU: Final = "If this was not you, tell whoever manages your account at once."
_STOP_IT: Final = "If you lost nothing, sign in and stop it in your settings, under Security, and tell the operator."

ENGLISH: Final[Mapping[Event, NoticeWords]] = MappingProxyType(
    {
        Happening.ACCOUNT_CONTACTS_CHANGED: NoticeWords(
            subject="How {account} is reached was changed",
            paragraphs=(
                "Changed by {who}: {what}.",
                "This letter goes to the addresses from before and to those from now on. For 72 hours nobody can approve that numbers of"
                " {account} leave, unless the change is confirmed from an address from before, or by the operator.",
                IF_IT_WAS_NOT_YOU,
            ),
        ),
        **{event: NoticeWords(subject=subject, paragraphs=said, button=button) for event, (subject, said, button) in OF_PORT_OUTS.items()},
        Happening.ACCOUNT_CALLBACK_SECRET_ROTATED: NoticeWords(
            subject="The secret of {account}'s callbacks was rotated",
            paragraphs=(
                "Rotated by {who}. Callbacks are signed with the new secret, and for 24 hours with the one from before as well. Let what"
                " receives them know the new one by then.",
                IF_IT_WAS_NOT_YOU,
            ),
        ),
        Happening.ACCOUNT_CLOSED: NoticeWords(
            subject="The account {account} was closed",
            paragraphs=(
                "The operator closed it. Nobody can sign in for it any more; its tokens and calendar links have ended. What happened to it"
                " is kept.",
                "If this is a surprise, ask the operator.",
            ),
        ),
        Happening.ACCOUNT_REOPENED: NoticeWords(
            subject="The account {account} was opened again",
            paragraphs=("The operator opened it again. Its people can sign in; its tokens and calendar links have to be made anew.",),
        ),
        Happening.ACCOUNT_EXPORTED: NoticeWords(
            subject="All that is kept of {account} was exported",
            paragraphs=(
                "Made by {who}: a copy of everything that is kept of the account here, requests, numbers, documents, people and history."
                " Secrets, such as PINs and passwords, are not in it.",
                IF_IT_WAS_NOT_YOU,
            ),
        ),
        Happening.ACCOUNT_NUMBERS_UNLOCKING: NoticeWords(
            subject="Numbers of {account} are about to be unlocked",
            paragraphs=(
                "{who} asked to unlock {numbers}. From {at} on another carrier that gives the right data can ask for them.",
                "Until then anybody of the account can keep them locked, in the inventory.",
                IF_IT_WAS_NOT_YOU,
            ),
        ),
        Happening.ACCOUNT_NUMBERS_UNLOCKED: NoticeWords(
            subject="Numbers of {account} are unlocked",
            paragraphs=(
                "The lock of {numbers} has ended, as was asked a day ago: another carrier that gives the right data can ask for them.",
                "They can be locked again at any time, in the inventory.",
            ),
        ),
        Happening.USER_DIGEST: NoticeWords(
            subject="What happened until {day}",
            paragraphs=("What happened to the porting requests of {account}. Which news comes in this letter is chosen in your settings.",),
        ),
        Happening.USER_QUEUE_DIGEST: NoticeWords(
            subject="What waits for staff on {day}",
            paragraphs=("What waits in the queues. Whether this letter comes is chosen in your settings.",),
        ),
        Happening.INSTALLATION_MAIL_TESTED: NoticeWords(
            subject="Portico can send mail",
            paragraphs=("This letter was asked for at {host}, to see whether mail arrives. There is nothing to do.",),
        ),
        Happening.USER_INVITED: NoticeWords(
            subject="You are invited to {place}",
            paragraphs=(
                "Hello {name},",
                "you are invited by {by} to work on {place} in Portico. Choose a password and come in; the link works once, for seven "
                "days.",
                "If you did not expect this, leave it: nothing happens without you.",
            ),
            button="Accept the invitation",
        ),
        Happening.USER_INVITED_AGAIN: NoticeWords(
            subject="You are invited to {place}",
            paragraphs=(
                "Hello {name},",
                "here is a new link from {by} to come in to {place} in Portico. It works once, for seven days; the link you were sent "
                "before works no more.",
            ),
            button="Accept the invitation",
        ),
        Happening.USER_LEVEL_CHANGED: NoticeWords(
            subject="You may do something else in Portico now",
            paragraphs=(
                "Hello {name},",
                "you are {level} now in Portico: this was changed by {by}. If you were signed in, sign in again.",
            ),
        ),
        Happening.USER_PASSWORD_CHANGED: NoticeWords(
            subject="Your password was changed",
            paragraphs=("Hello {name},", "you changed your password in Portico; your other sessions have ended.", _NOT_YOU),
        ),
        Happening.USER_PASSWORD_FORGOTTEN: NoticeWords(
            subject="Choose a new password",
            paragraphs=(
                "Hello {name},",
                "somebody asked for a new password for this address. If it was you, choose one: the link works once, for an hour.",
                "If it was not you, leave it: your password stays as it is.",
            ),
            button="Choose a new password",
        ),
        Happening.USER_PASSWORD_RESET: NoticeWords(
            subject="Your password was reset",
            paragraphs=(
                "Hello {name},",
                "your password in Portico was reset by a link that was sent to this address; all sessions have ended.",
                _NOT_YOU,
            ),
        ),
        Happening.USER_ADDRESS_CHANGE_ASKED: NoticeWords(
            subject="Do you want to sign in with {email}?",
            paragraphs=(
                "Hello {name},",
                "you asked to sign in to Portico with {email} instead of this address. Agree to it here; then the new address is "
                "asked, too. The link works once, for a day.",
                _NOT_YOU,
            ),
            button="Agree to the new address",
        ),
        Happening.USER_ADDRESS_CHANGE_CONFIRMED: NoticeWords(
            subject="Confirm this address",
            paragraphs=("Hello {name},", "you want to sign in to Portico with {email}. Confirm it here: the link works once, for a day."),
            button="Confirm this address",
        ),
        Happening.USER_ADDRESS_CHANGED: NoticeWords(
            subject="You sign in with another address now",
            paragraphs=("Hello {name},", "you sign in to Portico with {email} now, and no more with this address.", _NOT_YOU),
        ),
        Happening.USER_SECOND_FACTOR_ENROLLED: NoticeWords(
            subject="Your second factor is on",
            paragraphs=(
                "Hello {name},",
                "from now on a code of your app is asked beside your password; your other sessions have ended. Keep the recovery codes"
                " where the device is not.",
                _NOT_YOU,
            ),
        ),
        Happening.USER_SECOND_FACTOR_REMOVED: NoticeWords(
            subject="Your second factor was turned off",
            paragraphs=("Hello {name},", "no code is asked beside your password in Portico any more.", _NOT_YOU),
        ),
        Happening.USER_RECOVERY_CODE_USED: NoticeWords(
            subject="A recovery code of yours was used",
            paragraphs=(
                "Hello {name},",
                "one of your recovery codes was used instead of a code of your app; left of them: {left}. New ones are made in your"
                " settings.",
                _NOT_YOU,
            ),
        ),
        Happening.USER_RECOVERY_CODES_RENEWED: NoticeWords(
            subject="You have new recovery codes",
            paragraphs=("Hello {name},", "new recovery codes were made in your settings; those from before are good no more.", _NOT_YOU),
        ),
        Happening.USER_SECOND_FACTOR_RESET_ASKED: NoticeWords(
            subject="A reset of your second factor was asked for",
            paragraphs=(
                "Hello {name},",
                "an administrator of the operator asked for the reset of your second factor. Another has to confirm it, and it is done a"
                " day after that.",
                _STOP_IT,
            ),
        ),
        Happening.USER_SECOND_FACTOR_RESET_CONFIRMED: NoticeWords(
            subject="Your second factor will be reset on {at}",
            paragraphs=(
                "Hello {name},",
                "a second administrator of the operator confirmed the reset of your second factor. It is done on {at}; from then on your"
                " password alone lets you in.",
                _STOP_IT,
            ),
        ),
        Happening.USER_SECOND_FACTOR_RESET_STOPPED: NoticeWords(
            subject="Your second factor stays",
            paragraphs=("Hello {name},", "the reset of your second factor was stopped: it stays as it is."),
        ),
        Happening.USER_SECOND_FACTOR_RESET: NoticeWords(
            subject="Your second factor was reset",
            paragraphs=(
                "Hello {name},",
                "the operator reset your second factor, and your sessions have ended. Your password alone lets you in now: set up a new"
                " second factor in your settings.",
                "If you did not ask for this, change your password and tell the operator at once.",
            ),
        ),
        Happening.API_TOKEN_CREATED: NoticeWords(
            subject="A token that decides port-outs was created",
            paragraphs=(
                "The token {token} ({prefix}…) was created by {by}. With it a program can approve or reject port-outs of your numbers."
                " Unless whoever runs the server made it, nobody can approve one for 72 hours.",
                "If this was not meant to be, revoke the token in your settings at once.",
            ),
        ),
        Happening.WEBHOOK_ENDPOINT_DISABLED: NoticeWords(
            subject="Webhook endpoint disabled: {name}",
            paragraphs=(
                "No more events are sent to the webhook endpoint {name} at {host}.",
                "{reason} {advice}",
                "What had not arrived can be sent anew: enable the endpoint in the settings, then replay what failed.",
            ),
        ),
    }
)
CATALOGUES: Final[Mapping[str, Mapping[Event, NoticeWords]]] = MappingProxyType({"en": ENGLISH})


COME_BY_CHOICE: Final = frozenset(
    {
        Happening.USER_DIGEST,
        Happening.USER_QUEUE_DIGEST,
        Happening.INSTALLATION_MAIL_TESTED,
        Happening.USER_INVITED,
        Happening.USER_INVITED_AGAIN,
        Happening.USER_PASSWORD_FORGOTTEN,
    }
)
"""Notices that somebody asked for or chose; the others always go out."""


NoticeFact = Said | date | datetime | int
"""What a notice names: a sentence or phrase with its code, what somebody chose as `quoted`, a day, an instant, or how many."""

TOLD_AS: Final[Mapping[Event, tuple[Happening, Happening]]] = MappingProxyType(
    {Happening.PORT_OUT_REQUEST_REFUSED: (Happening.ACCOUNT_NUMBERS_REFUSED, Happening.ACCOUNT_NUMBERS_GUESSED_AT)}
)
"""What is told about an account and no order, so by a notice and no order's letter: the usual one, and the one that alarms."""


def kept(fact: NoticeFact) -> object:
    """A fact in plain JSON, so that it is put into words when the letter is sent."""
    match fact:
        case Said():
            return fact.kept
        case datetime():
            return {"at": fact.isoformat()}
        case date():
            return {"day": fact.isoformat()}
        case _:
            return fact


def gaps(event: Event) -> frozenset[str]:
    """The names of the facts that a notice about this needs."""
    words = ENGLISH[event]
    texts = (words.subject, *words.paragraphs)
    return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None)


def notice_words(event: str, locale: str = FALLBACK_LOCALE) -> NoticeWords:
    """The words of a notice about this; every event that is noticed has some."""
    return CATALOGUES[locale_of(locale)][Happening(event)]


def holds_a_link(event: str) -> bool:
    """Whether a letter about this lets in whoever reads it: then nobody but its receiver may."""
    return any(words.button is not None for noticed, words in ENGLISH.items() if noticed == event)
