"""Callbacks and the events of webhook endpoints: Standard Webhooks over HTTP.

The `webhook-id` is the delivery's and the body is kept as text, so every try sends the same event under the same id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from standardwebhooks.webhooks import Webhook

from portico.domain import ids
from portico.domain.desk import webhooks
from portico.domain.events import Happening
from portico.domain.retry import Verdict
from portico.mailroom.posting import TOTAL_SECONDS, Poster
from portico.operations.desk.webhooks import webhook_secrets as secrets
from portico.operations.engine.signing_secrets import signing_secret
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import carriers
from portico.storage.desk.webhooks import webhook_endpoints
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.people import accounts

__all__ = ["Callbacks", "Webhooks"]


class _Signed:
    """Posts what is owed, signed."""

    def __init__(self, work: Work, *, allow_private: bool | None = None, total_seconds: float = TOTAL_SECONDS) -> None:
        self._work = work
        self._poster = Poster(work.settings, allow_private=allow_private, total_seconds=total_seconds)

    async def close(self) -> None:
        await self._poster.close()

    async def _post(self, owed: Owed, url: str, known: Iterable[str]) -> Answer:
        """Signed anew with each try, by every secret: a receiver refuses signatures that its own clock puts five minutes away."""
        webhook_id, at, body = ids.spelled("delivery", owed.id), self._work.machine_now, owed.payload["body"]
        signature = " ".join(Webhook(secret).sign(webhook_id, at, body) for secret in known)
        head = {"webhook-id": webhook_id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}
        return await self._poster.post(url, body, head)


class Callbacks(_Signed):
    """The sender of kind `callback`: to the address of the request or its account, signed with the account's secrets or the carrier's.

    While a rotated secret still holds there are two signatures, the newer one's first: whichever the receiver has is found. Of what
    comes back nothing is kept but the status.
    """

    async def __call__(self, owed: Owed) -> Answer:
        return replace(await self._post(owed, owed.destination, await self._secrets(owed)), exchange=None)

    async def _secrets(self, owed: Owed) -> list[str]:
        if carrier := owed.payload.get("carrier"):
            return [self._work.keyring.open(await carriers.callback_secret(self._work.reader, UUID(carrier)) or "")]
        if owed.account_id is None:
            raise ValueError("a callback belongs to an account")
        sealed = await accounts.callback_secrets(self._work.reader, owed.account_id, self._work.now)
        return [self._work.keyring.open(each) for each in sealed or [await self._new_secret(owed)]]

    async def _new_secret(self, owed: Owed) -> str:
        """The account had none: this one, unless somebody was quicker."""
        account, sealed = owed.account_id, self._work.keyring.seal(signing_secret(self._work))

        async def keep(unit: Unit) -> str | None:
            return await accounts.keep_callback_secret(unit.connection, account, sealed) if account else None

        return await self._work.unit(keep) or sealed


class Webhooks(_Signed):
    """The sender of kind `webhook`: to where its endpoint is now, signed with every secret that is good now."""

    async def __call__(self, owed: Owed) -> Answer:
        found = await webhook_endpoints.by_id(self._work.reader, owed.endpoint_id) if owed.endpoint_id else None
        is_test = owed.event == Happening.PORTICO_TEST
        if found is None or (found["disabled_at"] is not None and not is_test):
            return Answer(Verdict.GIVE_UP, error=webhooks.NOT_SENT.said())
        known = secrets.good(self._work.keyring, found["secrets"], self._work.now)
        answer = await self._post(owed, found["url"], known)
        return _tried_once(answer) if is_test else answer


def _tried_once(answer: Answer) -> Answer:
    """Somebody is looking at what comes of a test event: no second try, and no pause for the endpoint's other events."""
    verdict = Verdict.GIVE_UP if answer.verdict is Verdict.RETRY else answer.verdict
    return replace(answer, verdict=verdict, unreachable=False)
