"""The least there is: one statement in which the database builds the whole answer. Its ids stay UUIDs, and pages have no `pageInfo`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benchmarks.peers import documents, serving
from benchmarks.peers.handwritten import ONE, PAGE
from benchmarks.peers.spelling import key_of


def made(**columns: str) -> str:
    """SQL of a JSON object, from the SQL of its values."""
    return "json_build_object(" + ", ".join(f"'{name}', {value}" for name, value in columns.items()) + ")"


def edges(rows: str, named: str, node: str, **beside: str) -> str:
    """SQL of a page: what is selected as `rows` and `named` so, each as `node`."""
    return made(edges=f"(SELECT coalesce(json_agg({made(**beside, node=node)}), '[]') FROM ({rows}) {named})")


def moment(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


NUMBER: Final = made(id="n.id", e164="n.e164", status="n.status", focAt=moment("n.foc_at"))
NUMBERS: Final = edges(
    "SELECT id, e164, status, foc_at FROM porting_number WHERE request_id = r.id ORDER BY e164, id LIMIT $2", "n", NUMBER
)
ENTRY: Final = made(
    id="j.id", at=moment("j.at"), event="j.event", actor=made(role="j.actor_role"), reason="j.reason", subjectId="j.subject_id"
)
JOURNAL: Final = edges("SELECT * FROM journal_entry WHERE order_id = r.id ORDER BY position DESC LIMIT $3", "j", ENTRY)


def request(**more: str) -> str:
    return made(
        id="r.id",
        reference="r.reference",
        status="r.status",
        createdAt=moment("r.created_at"),
        losingCarrierName="r.carrier",
        numbers=NUMBERS,
        **more,
    )


LIST: Final = f"SELECT {made(data=made(portingRequests=edges(PAGE, 'r', request(), cursor='r.id')))}"
WHOLE: Final = f"SELECT {made(data=made(portingRequest=request(journal=JOURNAL)))} FROM ({ONE}) r"


async def nested(pool: Any, _variables: Mapping[str, Any]) -> bytes:
    return str(await pool.fetchval(LIST, 50, 20)).encode()


async def detail(pool: Any, variables: Mapping[str, Any]) -> bytes:
    return str(await pool.fetchval(WHOLE, key_of(variables["id"]), 20, 50)).encode()


ANSWERS: Final = {documents.NESTED: nested, documents.DETAIL: detail}


def app() -> Any:
    return serving.app(ANSWERS)
