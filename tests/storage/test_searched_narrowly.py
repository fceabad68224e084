"""What is searched for is found whichever way it is looked for, and however little of it is read."""

from __future__ import annotations

import pytest

from portico.domain.actors import SYSTEM
from portico.operations.engine.work import Work
from portico.storage import lists
from portico.storage.engine import listing, paging
from portico.storage.engine.listing import Select
from portico.storage.engine.paging import Place
from portico.storage.lists import NumberFilter
from tests import factories


@pytest.mark.parametrize("few", [-1, 200], ids=["much", "little"])
async def test_a_search_of_which_ids_alone_are_read_finds_what_it_does(work: Work, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Tables that only the search names were left out of the statement."""
    scene = await factories.scene(work)
    await factories.request(work, scene, 2)
    monkeypatch.setattr(listing, "FEW", few)
    for search, found in (("PI-2", 2), ("+1212736", 2), ("zzz", 0)):
        select = lists.numbers(work.reader, scene.agent, NumberFilter(search=search))
        order = lists.NUMBER_ORDERINGS["UPDATED_DESC"]
        select.narrow("n.id", order)
        assert len((await paging.page(work.reader, select, order, Place(9))).rows) == found, search


async def test_a_search_that_was_not_looked_for_is_no_list_of_everything(work: Work) -> None:
    """Forgotten, it found all there is."""
    select: Select = lists.numbers(work.reader, SYSTEM, NumberFilter(search="zzz"))
    with pytest.raises(RuntimeError, match="searched for"):
        assert select.condition
