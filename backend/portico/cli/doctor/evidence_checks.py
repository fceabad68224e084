"""Evidence of orders that ended: where the journal has forgotten what happened, nothing else says it."""

from __future__ import annotations

from typing import Final

from portico.cli.doctor.symptoms import Look, Severity, Symptom, Visit, symptom
from portico.domain.sentences import Sentence
from portico.operations.engine.work import Work
from portico.operations.exports import evidence_packs

_LOST: Final = Sentence(
    "doctor.evidence_lost", "The evidence of {reference} is not where it was put, or not whole. Others like it: {others}."
)
_LOST_ALONE: Final = Sentence(
    "doctor.evidence_alone",
    "The evidence of {reference} is not where it was put, or not whole, and the journal no longer has it. Others like it: {others}.",
)
_REMAKE: Final = Sentence("doctor.act.make_evidence", "Make it anew, where the documents lie: `portico evidence make {reference}`.")
_PUT_BACK: Final = Sentence(
    "doctor.act.put_evidence_back", "Put the folder of the documents back from a backup (`portico restore`): {path}."
)


async def lost(work: Work, _asked: Visit) -> list[Symptom]:
    """By its size: whoever fetches it compares its sum, and no entry goes before that was done."""
    missing = await evidence_packs.lost(work)
    alone, others = [row for row in missing if row["trimmed_upto"]], [row for row in missing if not row["trimmed_upto"]]
    found: list[Symptom] = []
    if alone:
        act = _PUT_BACK.said(path=alone[0]["storage_key"])
        found.append(symptom(Severity.FAULT, _LOST_ALONE, act, reference=alone[0]["reference"], others=len(alone) - 1))
    if others:
        act = _REMAKE.said(reference=others[0]["reference"])
        found.append(symptom(Severity.WARNING, _LOST, act, reference=others[0]["reference"], others=len(others) - 1))
    return found


CHECKS: Final = (Look("evidence", lost),)
