"""What people bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from portico.domain.people import freezing, users
from portico.graphql.engine.enums import orderings, register

register(users.UserStatus, "UserStatus", "Whether somebody can sign in as a user.", {
    "INVITED": "They have not come yet.", "ACTIVE": "They can sign in.", "DISABLED": "They may not sign in any more.",
})  # fmt: skip
register(users.SignInOutcome, "SignInOutcome", "What became of one try to sign in.", {
    "SIGNED_IN": "They came in.", "WRONG_PASSWORD": "The password was not right.", "DISABLED": "They may not sign in any more.",
    "WRONG_CODE": "The password was right, the code beside it was not, or was used before.",
    "RECOVERY_CODE": "They came in with a recovery code.",
})  # fmt: skip
register(freezing.FreezeCause, "FreezeCause", "What froze the port-outs of an account.", {
    "ADDRESSES": "How the account is reached was changed: addresses, contacts, callback.",
    "ENDPOINT": "Where its events are sent was changed.",
    "PASSWORD_RESET": "A password was reset by a link.",
    "SECOND_FACTOR_RESET": "A second factor was reset.",
    "ADMINISTRATOR": "It has a new administrator.",
    "DECIDER": "Somebody new may decide about its port-outs.",
    "TOKEN": "It has a new token that decides port-outs, or a new secret of one.",
    "POLICY": "Its policy lets port-outs go more easily.",
})  # fmt: skip
UserOrdering = orderings("UserOrdering", "users", {"NAME_ASC": "By name.", "CREATED_DESC": "Newest first."})
AccountOrdering = orderings("AccountOrdering", "accounts", {"NAME_ASC": "By name.", "CREATED_DESC": "Newest first."})
