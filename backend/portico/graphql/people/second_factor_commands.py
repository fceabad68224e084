"""What is done with second factors: by whose they are, and by the operator where one was lost."""

from __future__ import annotations

from typing import Final

from portico.domain.policy import ENROLL, ONESELF, RESET_SECOND_FACTOR
from portico.graphql.engine.command import Command, result_of
from portico.graphql.people import second_factors
from portico.graphql.people.second_factors import RecoveryCodes, SecondFactorKey, ViewerSecondFactor
from portico.graphql.people.user_commands import UserResult
from portico.graphql.people.users import by_ids
from portico.operations.people import second_factor_resets as resets
from portico.operations.people import second_factors as setting_up

SecondFactorKeyResult = result_of("SecondFactorKeyResult", SecondFactorKey, "new key")
RecoveryCodesResult = result_of("RecoveryCodesResult", RecoveryCodes, "recovery codes")
ViewerSecondFactorResult = result_of("ViewerSecondFactorResult", ViewerSecondFactor, "second factor as it stands")

SECOND_FACTORS: Final = (
    Command("viewer_second_factor_enroll", ENROLL,
            "Begin with a second factor: a key for an app that makes codes. It counts for nothing until it is confirmed.",
            SecondFactorKeyResult, None, setting_up.enroll, asks=setting_up.EnrollSecondFactor, repeatable=False,
            answer=second_factors.shown_key),
    Command("viewer_second_factor_confirm", ENROLL,
            "Turn your second factor on with one code of the app; its recovery codes are shown once. Your other sessions end.",
            RecoveryCodesResult, None, setting_up.confirm, asks=setting_up.ConfirmSecondFactor, repeatable=False,
            answer=second_factors.shown_codes),
    Command("viewer_second_factor_remove", ONESELF,
            "Turn your second factor off.",
            ViewerSecondFactorResult, None, setting_up.remove, asks=setting_up.WithSecondFactor,
            answer=second_factors.changed),
    Command("viewer_recovery_codes_renew", ONESELF,
            "Make new recovery codes, which are shown once; those from before are good no more.",
            RecoveryCodesResult, None, setting_up.renew_codes, asks=setting_up.WithSecondFactor, repeatable=False,
            answer=second_factors.shown_codes),
    Command("viewer_second_factor_reset_stop", ONESELF,
            "Stop the reset of your second factor: you lost nothing.",
            ViewerSecondFactorResult, None, resets.stop_own, answer=second_factors.changed),
    Command("user_second_factor_reset_ask", RESET_SECOND_FACTOR,
            "Staff: ask for the reset of a second factor that was lost; another administrator has to confirm. Its user is told.",
            UserResult, by_ids, resets.ask, asks=resets.AskForReset, kind="user"),
    Command("user_second_factor_reset_confirm", RESET_SECOND_FACTOR,
            "Staff: confirm a reset that another administrator asked for. It is done 24 hours later; its user is told, and can stop it.",
            UserResult, by_ids, resets.confirm, asks=resets.ConfirmReset, kind="user"),
    Command("user_second_factor_reset_stop", RESET_SECOND_FACTOR,
            "Staff: stop a reset.",
            UserResult, by_ids, resets.stop, kind="user"),
)  # fmt: skip
