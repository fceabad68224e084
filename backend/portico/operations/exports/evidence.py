"""Evidence of one order as a ZIP: everything that happened, who decided what, what was sent, the papers, the fee.

What is kept is the ZIP without its papers and without its sums (`packed`): the documents keep their own period, and one that retention took
away must not live on here. Whoever fetches it gets both (`delivered`): the papers that are still there, and sums of what is in the file,
for `sha256sum -c`. The manifest has the sums of all of them as they were when it was made, so its own sum names the whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Final, TypedDict, cast
from uuid import UUID

from portico.domain import ids
from portico.domain.desk import evidence as rules
from portico.domain.desk.media_types import MediaType
from portico.domain.words.notices import holds_a_link
from portico.operations.engine.work import Work
from portico.operations.exports import shapes
from portico.operations.exports.dated_zips import DatedZip
from portico.storage.desk.papers import object_store
from portico.storage.desk.papers.object_store import BytesMissing
from portico.storage.engine import json_text
from portico.storage.engine.installation.folders import private
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.engine.rows import Columns
from portico.storage.exports import evidence as parts
from portico.storage.exports import reading
from portico.storage.exports.parts import ExportPart

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
PIECE: Final = 1 << 18
_DECIDED: Final = (
    "id at subject_kind subject_id verb event from_status to_status actor_role actor_name actor_kind actor_id on_behalf reason reason_code"
    " reason_params"
).split()


@dataclass(frozen=True, slots=True)
class EvidenceSubject:
    """The order that evidence is of, as far as it has come, and the instant at which it is put together."""

    kind: str
    id: UUID
    reference: str
    sequence: int
    at: datetime


class PaperKept(TypedDict):
    """A paper as the manifest names it: its bytes are beside it only as long as they are kept themselves."""

    path: str
    id: str
    kind: str
    sha256: str
    size: int


class PaperTold(TypedDict, total=False):
    """A paper in plain JSON, as far as evidence looks into it."""

    id: str
    kind: str
    media_type: str
    sha256: str
    size: int
    storage_key: str
    deleted_at: str | None


class LetterTold(TypedDict, total=False):
    """A delivery in plain JSON, as far as evidence looks into it."""

    id: str
    kind: str
    event: str
    payload: Mapping[str, object]


class TryTold(TypedDict, total=False):
    delivery_id: str


class ChargeTold(TypedDict, total=False):
    currency: str
    amount_minor: int


class RequestTold(TypedDict, total=False):
    approved_digest: str | None


@dataclass(slots=True)
class Packing:
    """Evidence in the making: the ZIP, and what the manifest will say."""

    of: EvidenceSubject
    work: Work
    zip: DatedZip
    entries: int = 0
    papers: list[PaperKept] = field(default_factory=list)
    manifest_sha256: str = ""

    async def rows(self, part: ExportPart) -> AsyncIterator[list[Columns]]:
        """The part's rows of this order in plain JSON, a page at a time."""
        async for page in parts.pages(self.work.reader, part, self.of.id, self.of.sequence):
            yield await asyncio.to_thread(_plain, part, page)

    async def all_rows(self, part: ExportPart) -> list[Columns]:
        return [row async for page in self.rows(part) for row in page]

    async def tell(self, path: str, said: object) -> None:
        await asyncio.to_thread(lambda: self.zip.add(path, f"{json_text.dumps(said)}\n".encode()))


def _plain(part: ExportPart, page: Iterable[Columns]) -> list[Columns]:
    found = [shapes.shaped_for_staff(part, row) for row in reading.decode(part, list(page))]
    return [rules.told(row) for row in found]


@asynccontextmanager
async def packed(work: Work, of: EvidenceSubject) -> AsyncIterator[tuple[IO[bytes], Packing]]:
    """What is kept, to be read from its beginning, and what is in it; it is gone when it is let go."""
    private(work.settings.data_dir)
    with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:
        packing = Packing(of, work, DatedZip(file, of.at))
        try:
            await _fill(packing)
        finally:
            await asyncio.to_thread(packing.zip.close)
        file.seek(0)
        yield file, packing


async def _fill(packing: Packing) -> None:
    await _journal(packing)
    request = {name: await packing.all_rows(part) for name, part in parts.REQUEST[packing.of.kind].items()}
    papers = cast("list[PaperTold]", await packing.all_rows(parts.PAPERS[packing.of.kind]))
    await packing.tell("request.json", {**request, "request": request["request"][0], "documents": [_without_key(row) for row in papers]})
    await _fee(packing, request.get("orders", []))
    await _notices(packing)
    told: RequestTold = cast("RequestTold", request["request"][0])
    digest: str | None = told.get("approved_digest")
    if digest:
        await asyncio.to_thread(packing.zip.add, "digest.txt", f"{digest}\n".encode())
    packing.papers = [_paper(row) for row in papers if not row["deleted_at"]]
    await packing.tell(MANIFEST, _manifest(packing))
    packing.manifest_sha256 = packing.zip.sums[MANIFEST]


async def _journal(packing: Packing) -> None:
    """Every entry a line, in the order in which it happened; beside it those that are decisions."""
    decisions: list[Columns] = []
    await asyncio.to_thread(packing.zip.begin, "journal.jsonl")
    async for page in packing.rows(parts.JOURNAL):
        lines = "".join(f"{json_text.dumps(row)}\n" for row in page)
        await asyncio.to_thread(packing.zip.write, lines.encode())
        packing.entries += len(page)
        decisions += [{name: row[name] for name in _DECIDED} for row in page if rules.is_decision(row)]
    await asyncio.to_thread(packing.zip.end)
    await packing.tell("decisions.json", decisions)


async def _fee(packing: Packing, orders: list[Columns]) -> None:
    """What was billed and taken back again, and what is left of it by currency, in minor units."""
    charges: list[ChargeTold] = (
        cast("list[ChargeTold]", await packing.all_rows(parts.CHARGES)) if packing.of.kind == "port_out_request" else []
    )
    totals: dict[str, int] = {}
    for charge in charges:
        totals[charge["currency"]] = totals.get(charge["currency"], 0) + charge["amount_minor"]
    await packing.tell("fee.json", {"orders": orders, "charges": charges, "total_minor": totals})


async def _notices(packing: Packing) -> None:
    """What was sent, a file each: to whom, what came of every try, and what it told."""
    tries: dict[str, list[TryTold]] = {}
    async for page in packing.rows(parts.ATTEMPTS):
        for tried in cast("list[TryTold]", page):
            tries.setdefault(tried["delivery_id"], []).append(tried)
    place = 0
    async for page in packing.rows(parts.DELIVERIES):
        for row in cast("list[LetterTold]", page):
            place += 1
            await packing.tell(f"notices/{place:05}-{row['kind']}.json", {**_notice(row), "attempts": tries.get(row["id"], [])})


def _notice(row: LetterTold) -> Columns:
    """A delivery, with what it told: of a letter that lets its reader in nothing."""
    told = {name: value for name, value in row.items() if name != "payload"}
    if row["kind"] == DeliveryKind.EMAIL and holds_a_link(row["event"]):
        return told
    payload = row["payload"]
    if "body" in payload:
        payload = {**payload, "body": rules.told(json.loads(str(payload["body"])))}
    return {**told, "told": payload}


def _without_key(row: PaperTold) -> Columns:
    return {name: value for name, value in row.items() if name != "storage_key"}


def _paper(row: PaperTold) -> PaperKept:
    path = f"papers/{row['id']}.{MediaType(row['media_type']).name.lower()}"
    return {"path": path, "id": row["id"], "kind": row["kind"], "sha256": row["sha256"], "size": row["size"]}


def _manifest(packing: Packing) -> Columns:
    of = packing.of
    return {
        "form": rules.FORM,
        "version": rules.VERSION,
        "order": {"kind": of.kind, "id": ids.spelled(of.kind, of.id), "reference": of.reference},
        "made_at": of.at,
        "entries": packing.entries,
        "upto_sequence": of.sequence,
        "files": [{"path": path, "sha256": sha256} for path, sha256 in packing.zip.sums.items()],
        "papers": packing.papers,
    }


@asynccontextmanager
async def delivered(work: Work, kept: IO[bytes], at: datetime, keys: Mapping[str, str]) -> AsyncIterator[IO[bytes]]:
    """The ZIP for whoever fetches it: what was kept, the papers that are still there (id → where they lie), and the sums of all."""
    with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:
        made = DatedZip(file, at)
        try:
            papers = await asyncio.to_thread(_copied, kept, made)
            for paper in papers:
                if (key := keys.get(paper["id"])) and await _add_paper(work, made, paper["path"], key):
                    made.sums[paper["path"]] = paper["sha256"]  # what it was, so that another one is found
            await asyncio.to_thread(made.add, SUMS, _sums(made.sums).encode())
        finally:
            await asyncio.to_thread(made.close)
        file.seek(0)
        yield file


def _copied(kept: IO[bytes], made: DatedZip) -> list[PaperKept]:
    """Copies what was kept; answers which papers its manifest names."""
    with zipfile.ZipFile(kept) as found:
        for name in found.namelist():
            made.begin(name)
            with found.open(name) as content:
                while piece := content.read(PIECE):
                    made.write(piece)
            made.end()
        papers: list[PaperKept] = json.loads(found.read(MANIFEST))["papers"]
    return papers


async def _add_paper(work: Work, made: DatedZip, path: str, key: str) -> bool:
    """Whether it is there."""
    try:
        content = await object_store.open_stream(work.settings.data_dir, key)
    except BytesMissing:
        return False
    await asyncio.to_thread(made.begin, path)
    async for piece in content:
        await asyncio.to_thread(made.write, piece)
    await asyncio.to_thread(made.end)
    return True


def _sums(sums: Mapping[str, str]) -> str:
    """As `sha256sum -c` reads them."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(sums.items()))


def sum_of(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of a file, which stands at its beginning afterwards."""
    file.seek(0)
    summed, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        summed.update(piece)
        size += len(piece)
    file.seek(0)
    return summed.hexdigest(), size
