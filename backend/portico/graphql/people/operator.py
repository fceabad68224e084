"""Who runs this installation, as clients see it: name and logo for everybody, the rest for its own people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import strawberry

from portico.graphql.engine.context import Context, Info
from portico.operations.people import operator_settings as operators
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.people import operator_settings as storage

text = strawberry.field


@strawberry.type(description="Who runs this installation, as everybody may know.")
class Operator:
    name: str | None = text(description="What it is called; null where it has not said.")
    logo_path: str | None = text(description="Where its logo is, on this server; another logo has another path. Null: it has none.")


@strawberry.type(description="What the operator has set of itself. What is null is not set, and the default holds.")
class OperatorSettings:
    version: int = text(description="Goes up with every change; 0 where nothing was ever set. Give it as expectedVersion.")
    name: str | None = text(description="What the operator is called.")
    country: str | None = text(description="Where it is, ISO 3166.")
    time_zone: str | None = text(description="Its time zone, IANA: of its new people and accounts.")
    currency: str | None = text(description="What it bills new accounts in, ISO 4217.")
    countries: list[str] = text(description="The countries whose numbers it ports in, ISO 3166.")
    mail_name: str | None = text(description="In whose name letters leave.")
    mail_address: str | None = text(description="The address that letters come from.")
    mail_from: str = text(description="What letters come from now: the operator's own sender, else the one of the server's environment.")
    logo_path: str | None = text(description="Where its logo is, on this server; null: it has none.")


def path_of(version: str | None) -> str | None:
    return f"{operators.LOGO_PATH}?v={version}" if version else None


async def resolve(info: Info) -> Operator:
    row = await storage.kept(info.context.work.reader)
    return Operator(name=row["name"], logo_path=path_of(operators.logo_version(row)))


async def resolve_settings(info: Info) -> OperatorSettings:
    info.context.require("operator.read")
    return await _read(info.context, info.context.work.reader)


async def changed(context: Context, _installation: UUID) -> Any:
    """What the mutation answers."""
    return await _read(context, context.work.reader)


async def _read(context: Context, conn: Connection) -> OperatorSettings:
    row, sender = await storage.kept(conn), await operators.mail_sender(conn, context.work.settings)
    columns: Row = row
    own = {name: columns[name] for name in _COLUMNS}
    shown = f"{sender.name} <{sender.address}>" if sender.name else sender.address
    return OperatorSettings(**own, mail_from=shown, logo_path=path_of(operators.logo_version(row)))


_COLUMNS = "version name country time_zone currency countries mail_name mail_address".split()
