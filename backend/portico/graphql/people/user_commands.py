"""What is done with people, by who manages them and by themselves."""

from __future__ import annotations

from typing import Final

from portico.domain.policy import ONESELF
from portico.graphql.engine.command import Command, result_of
from portico.graphql.people.tokens import ApiToken, ShownApiToken, shown
from portico.graphql.people.tokens import by_ids as tokens_by_ids
from portico.graphql.people.users import User, by_ids
from portico.operations.people import invitations, own_address, own_password, own_settings, tokens, users
from portico.operations.people.token_inputs import CreateToken, RotateToken
from portico.operations.people.user_fields import ChangeUser, ChangeViewer, InviteUser

ApiTokenResult = result_of("ApiTokenResult", ApiToken, "token")
ShownApiTokenResult = result_of("ShownApiTokenResult", ShownApiToken, "token and its secret")
UserResult = result_of("UserResult", User, "user")

PEOPLE: Final = (
    Command("user_invite", "user.manage",
            "Invite somebody by mail: a member of an account, or one of the operator's own people (staff admins only). "
            "The link is good for seven days; they choose their password themselves.",
            UserResult, by_ids, invitations.invite, asks=InviteUser),
    Command("user_invite_again", "user.manage",
            "Send a new invitation to who has not come yet; the link before it works no more.",
            UserResult, by_ids, invitations.invite_again, kind="user"),
    Command("user_change", "user.manage",
            "Change what somebody is called, or what they may do. An account, and the operator, keeps an admin.",
            UserResult, by_ids, users.change, asks=ChangeUser, kind="user", versioned=True),
    Command("user_disable", "user.manage",
            "Let somebody sign in no more: their sessions end at once, their links work no more.",
            UserResult, by_ids, users.disable, kind="user", versioned=True),
    Command("user_enable", "user.manage",
            "Let somebody sign in again.",
            UserResult, by_ids, users.enable, kind="user", versioned=True),
    Command("user_sessions_end", "user.manage",
            "Sign somebody out everywhere.",
            UserResult, by_ids, users.end_sessions, kind="user"),
    Command("api_token_create", "api_token.manage",
            "Make a token for a machine: an account's admins for their account, the operator's for the operator or a carrier. "
            "It is shown once.",
            ShownApiTokenResult, None, tokens.create, asks=CreateToken, answer=shown),
    Command("api_token_rotate", "api_token.manage",
            "Give a token a new secret, which is shown once. The one before goes on for 24 hours, or ends at once.",
            ShownApiTokenResult, None, tokens.rotate, asks=RotateToken, kind="api_token", answer=shown),
    Command("api_token_revoke", "api_token.manage",
            "End a token at once: it opens nothing any more, and sockets that it opened are closed.",
            ApiTokenResult, tokens_by_ids, tokens.revoke, kind="api_token"),
    Command("viewer_change", ONESELF,
            "Change what you are called, your language, or your time zone.",
            UserResult, by_ids, own_settings.change, asks=ChangeViewer),
    Command("viewer_password_change", ONESELF,
            "Change your password. Your other sessions end, and you are written to.",
            UserResult, by_ids, own_password.change, asks=own_password.ChangePassword),
    Command("viewer_address_change", ONESELF,
            "Ask for another address to sign in with: your old address is asked first, then the new one.",
            UserResult, by_ids, own_address.ask, asks=own_address.ChangeAddress),
    Command("viewer_session_end", ONESELF,
            "End one of your sessions.",
            UserResult, by_ids, own_settings.end_session, kind="session"),
    Command("viewer_sessions_end", ONESELF,
            "End all of your sessions but this one.",
            UserResult, by_ids, own_settings.end_other_sessions),
)  # fmt: skip
