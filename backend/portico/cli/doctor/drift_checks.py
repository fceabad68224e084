"""Requests, numbers, the inventory and charges compared: each contradiction a fault, with the act that repairs it."""

from __future__ import annotations

from typing import Final

from portico.cli.asking import whoever
from portico.cli.doctor.symptoms import Look, Severity, Symptom, Visit
from portico.operations import drift
from portico.operations.engine.work import Work


async def drifted(work: Work, _asked: Visit) -> list[Symptom]:
    """Of what contradicts itself, every piece."""
    return [_finding(each) for code in drift.KINDS for each in await drift.contradictions(work.reader, code)]


def _finding(found: drift.Contradiction) -> Symptom:
    async def repair(work: Work) -> bool:
        return await drift.repair(work, whoever(), found)

    return Symptom(Severity.FAULT, found.said, found.act, repair if found.repairable else None)


CHECKS: Final = (Look("drift", drifted),)
