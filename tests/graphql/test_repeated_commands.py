"""Commands sent again under their key: what makes a secret is done once and shows it once; what is nothing else is made anew."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.ids import encode
from portico.domain.statuses import Level
from portico.graphql.commands import COMMANDS
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import passwords
from portico.storage import models
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
RENEW = """mutation ($i: CarrierRenewCallbackSecretInput!) { made: carrierRenewCallbackSecret(input: $i) { __typename
    ... on CarrierCallbackSecret { secret carrier { id kept { version } } } ... on InvalidInput { fields { path code } } } }"""
ROTATE = """mutation ($i: AccountCallbackSecretRotateInput!) { made: accountCallbackSecretRotate(input: $i) { __typename
    ... on CallbackSecretRotated { secret beforeUntil account { id version } } ... on InvalidInput { fields { path code } } } }"""
ANEW = {
    "phone_numbers_generate_pins": "the answer is the PINs, and those before are good for nothing",
    "internal_move_offer": "the answer is the code, which is kept to be answered to nobody again",
    "port_out_validate": "makes nothing, and keeps nothing that it was given",
    "porting_request_reveal_secret": "the answer is the secret, each showing of which is journaled and limited",
    "account_export": "the answer is the link, and the one before is good for nothing",
    "viewer_second_factor_enroll": "the answer is the key, which counts for nothing until it is confirmed",
    "viewer_second_factor_confirm": "the answer is the recovery codes, and what is confirmed cannot be so again",
    "viewer_recovery_codes_renew": "the answer is the codes, and those before are good for nothing",
}
"""Whoever sends one of these again needs what it shows, of which nothing may be kept."""


@pytest.mark.parametrize("mutation", [RENEW, ROTATE])
async def test_a_secret_is_made_once_under_one_key_and_shown_the_first_time_only(work: Work, mutation: str) -> None:
    """The API made another one each time, which ended the first; at the command line the same key was one secret."""
    made = factories.Rows(work.now)
    scene = made.scene()
    admin = made.user(Level.ADMIN, password_hash=await passwords.hash_password(PASSWORD))
    await made.write(work)
    what = encode("carr", scene.network_id) if mutation is RENEW else encode("acct", scene.account_id)
    given: dict[str, Any] = {"id": what, "idempotencyKey": "once"} | ({} if mutation is RENEW else {"password": PASSWORD})
    first = (await ask(work, admin, mutation, i=given))["made"]
    kept = [row["callback_secret"] for model in (models.Carrier, models.Account) for row in await all_of(work, model)]
    again = (await ask(work, admin, mutation, i=given))["made"]
    assert first["secret"].startswith("whsec_")
    assert again == first | {"secret": None} | ({"beforeUntil": None} if "beforeUntil" in first else {})
    assert kept == [row["callback_secret"] for model in (models.Carrier, models.Account) for row in await all_of(work, model)]
    assert len(await all_of(work, models.JournalEntry)) == 1


def test_only_what_is_answered_with_nothing_but_a_secret_is_made_anew() -> None:
    assert {command.field for command in COMMANDS if not command.repeatable} == ANEW.keys()
