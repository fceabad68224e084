"""`portico evidence`: all that is kept of a request that ended, as one file that anybody can verify."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from portico.cli import printing
from portico.cli.accounts import keep_for_owner
from portico.cli.acting import AsJson
from portico.cli.asking import whoever
from portico.cli.desk.keeping import Reference, named_order
from portico.cli.running import run_for
from portico.domain import ids
from portico.operations.engine.work import Work
from portico.operations.exports import evidence_packs
from portico.operations.exports.evidence_packs import MakeEvidencePack
from portico.storage.row_types.keeping import EvidencePackRow

evidence = typer.Typer(help="All that is kept of a request that ended, as one file.", no_args_is_help=True)


@evidence.command("make")
def make(reference: Reference, *, as_json: AsJson = False) -> None:
    """Put the evidence of a request together, once; run it where the documents lie."""

    async def do(work: Work) -> EvidencePackRow:
        return await evidence_packs.make_by_command(work, whoever(), MakeEvidencePack(**await named_order(work, reference)))

    row = run_for(do, as_json=as_json)
    if as_json:
        printing.as_json(_plain(row))
    else:
        typer.echo(f"Evidence of {row['reference']}: {row['entry_count']} entries, manifest {row['manifest_sha256']}.")


@evidence.command("save")
def save(
    reference: Reference,
    to: Annotated[Path, typer.Argument(help="The ZIP to write.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Write the evidence of a request into a file, and put it together first where that was not done."""

    async def do(work: Work) -> EvidencePackRow:
        row = await evidence_packs.make_by_command(work, whoever(), MakeEvidencePack(**await named_order(work, reference)))
        async with evidence_packs.fetched(work, row) as file:
            await asyncio.to_thread(keep_for_owner, file, to)
        return row

    row = run_for(do, as_json=as_json)
    if as_json:
        printing.as_json(_plain(row) | {"file": str(to)})
    else:
        typer.echo(f"{to} holds the evidence of {row['reference']}; unpacked, `sha256sum -c SHA256SUMS` verifies it.")


def _plain(row: EvidencePackRow) -> dict[str, object]:
    return {
        "id": ids.spelled("evidence_pack", row["id"]),
        "reference": row["reference"],
        "madeAt": row["created_at"],
        "entries": row["entry_count"],
        "manifestSha256": row["manifest_sha256"],
    }
