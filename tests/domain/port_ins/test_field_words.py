"""Fields that only one country asks for are told by their names there, in what the journal keeps of a rejected paper too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from portico.domain.lifecycle import decide
from portico.domain.port_ins.documents.document import DOCUMENT, DocumentView, RejectDocument
from portico.domain.port_ins.field_words import by_their_names, own_fields
from portico.domain.port_ins.requirements.requirements import requirement_for
from portico.domain.statuses import DocumentStatus, NumberType
from tests.domain.moments import NOW
from tests.domain.situations import CAST

AUSTRALIAN = ["extra_fields.PORT_CATEGORY", "extra_fields.ABN"]


def test_the_fields_of_a_country_are_those_that_only_it_asks_for() -> None:
    assert own_fields(requirement_for("AU", NumberType.GEOGRAPHIC)) == AUSTRALIAN
    assert own_fields(None) == []


@pytest.mark.parametrize(
    ("names", "own", "told"),
    [
        (["subscriber.name", "extra_fields", "label"], AUSTRALIAN, ["subscriber.name", *AUSTRALIAN, "label"]),
        (["extra_fields"], [], ["extra_fields"]),
        (["subscriber.name"], AUSTRALIAN, ["subscriber.name"]),
    ],
)
def test_a_countrys_fields_stand_by_their_names_where_they_are_known(names: list[str], own: list[str], told: list[str]) -> None:
    assert by_their_names(names, own) == told


@pytest.mark.parametrize(
    ("values", "fields", "kept"),
    [
        ({"country": "AU", "number_type": NumberType.GEOGRAPHIC}, ["extra_fields", "subscriber.name"], [*AUSTRALIAN, "subscriber.name"]),
        ({"country": "GB", "number_type": NumberType.GEOGRAPHIC}, ["extra_fields"], ["extra_fields.LINE_TYPE"]),
        (
            {
                "country": "GB",
                "number_type": NumberType.GEOGRAPHIC,
                "requirement_changes": {"fields": [{"name": "extra_fields.SITE", "label": "Site", "required": False}]},
            },
            ["extra_fields"],
            ["extra_fields.SITE"],
        ),
        ({"country": "AU"}, ["extra_fields"], ["extra_fields"]),
    ],
)
def test_the_journal_keeps_what_was_named_with_a_rejected_paper(values: dict[str, Any], fields: list[str], kept: list[str]) -> None:
    found = decide(DOCUMENT, "reject", paper(**values), RejectDocument("It cannot be read.", fields), actor=CAST.agent, now=NOW)
    assert found.changes["named_fields"] == fields
    assert found.data == {"kind": "LOA", "file_name": "loa.pdf", "fields": kept}


def test_the_journal_keeps_no_fields_where_none_were_named() -> None:
    found = decide(DOCUMENT, "reject", paper(), RejectDocument("It cannot be read."), actor=CAST.agent, now=NOW)
    assert found.changes["named_fields"] is None
    assert found.data == {"kind": "LOA", "file_name": "loa.pdf"}


def paper(**values: Any) -> DocumentView:
    given = {"id": UUID(int=7), "version": 1, "status": DocumentStatus.UPLOADED, "account_id": CAST.account_id, "request_id": UUID(int=8)}
    return DocumentView(**{**given, "kind": "LOA", "file_name": "loa.pdf", **values})
