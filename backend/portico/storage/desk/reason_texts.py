"""What the operator says of its reasons in its own words, by direction, code and language; read by everyone, strangers too."""

from __future__ import annotations

from datetime import datetime

from portico.domain.ids import new_id
from portico.domain.reasons import PORT_IN, PORT_OUT, PortOutRejectCode, ReasonCode, ReasonDirection
from portico.domain.sentences import Said, given, together
from portico.domain.words.statuses_catalogue import Language
from portico.storage.engine import records
from portico.storage.engine.database import Connection
from portico.storage.models import ReasonText
from portico.storage.row_types.desk import ReasonTextRow


async def by_code(conn: Connection, direction: ReasonDirection, language: Language) -> dict[str, ReasonTextRow]:
    """Code → what is said of it in this language, where the operator says anything."""
    found = await records.all_of(conn, ReasonText.filter(direction=direction, language=language))
    return {row["code"]: row for row in found}


async def mailed(conn: Connection, direction: ReasonDirection, language: Language = Language.EN) -> dict[str, Said]:
    """Code → what a letter says of it: the own text or the shipped one, and the note behind it."""
    found = await by_code(conn, direction, language)
    shipped = {str(code): reason.sentence.said() for code, reason in (PORT_IN if direction is ReasonDirection.IN else PORT_OUT).items()}
    return {code: together(filter(None, (given(row["text"]) or shipped.get(code), given(row["note"])))) for code, row in found.items()}


async def of(
    conn: Connection, direction: ReasonDirection, code: ReasonCode | PortOutRejectCode, language: Language
) -> ReasonTextRow | None:
    return await records.first(conn, ReasonText.filter(direction=direction, code=code.value, language=language))


async def insert(conn: Connection, row: ReasonTextRow, now: datetime) -> ReasonTextRow:
    stamped: ReasonTextRow = {"id": new_id(now), "created_at": now, "updated_at": now, "version": 1, **row}
    await records.insert(conn, ReasonText, stamped)
    return stamped


async def change(conn: Connection, row: ReasonTextRow, columns: ReasonTextRow, now: datetime) -> bool:
    """False where the row is no more at the version that was read."""
    return await records.change(conn, ReasonText, row, columns, now)


async def delete(conn: Connection, row: ReasonTextRow) -> None:
    await ReasonText.filter(id=row["id"]).using_db(conn.client).delete()
