"""What is kept and for how long, as clients see it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from portico.graphql.engine.context import Context
from portico.graphql.engine.scalars import edge_id
from portico.operations.exports.links import NewExport

text = strawberry.field


@strawberry.type(description="Where all that is kept of an account is fetched.")
class AccountExport:
    account_id: strawberry.ID = text(description="Whose it is.")
    url: str = text(description="The ZIP, for whoever asked for it, signed in; good once.")
    expires_at: datetime = text(description="Until when.")


async def exported(_context: Context, made: NewExport) -> AccountExport:
    return AccountExport(account_id=edge_id("account", made.account_id), url=made.url, expires_at=made.expires_at)
