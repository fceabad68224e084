"""The first numbers of port-outs, of as many as a document asks about."""

from __future__ import annotations

import pytest

from portico.domain.ids import new_id
from portico.operations.engine.work import Work
from portico.storage.port_outs.port_out_requests import first_numbers
from tests import factories

pytestmark = pytest.mark.either_engine


async def test_three_pages_of_port_outs_with_their_numbers_are_more_than_one_statement_takes(work: Work) -> None:
    """Each was a part of one statement, of which SQLite takes five hundred: an installation with more of them answered INTERNAL."""
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 3)
    wanted = [*(new_id(work.now) for _ in range(600)), placed.id]
    assert await first_numbers(work.reader, wanted, 2) == {placed.id: sorted(placed.e164s)[:2]}
