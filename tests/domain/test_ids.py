from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from portico.domain import ids

PACKAGE = Path(ids.__file__).parents[1]
NOON = datetime(2026, 3, 2, 12, 0, 0, 123_000, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_seven() -> None:
    made = ids.new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_carries_its_millisecond() -> None:
    assert ids.new_id(NOON).int >> 80 == int(NOON.timestamp() * 1000)


def test_ids_of_one_millisecond_grow() -> None:
    made = [ids.new_id(NOON) for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_later_millisecond_sorts_later() -> None:
    earlier = ids.new_id(NOON)
    later = ids.new_id(NOON.replace(microsecond=124_000))
    assert earlier < later
    assert ids.encode("pnum", earlier) < ids.encode("pnum", later)


def test_an_edge_id_goes_there_and_back() -> None:
    for value in (UUID(int=0), UUID(int=2**128 - 1), ids.new_id()):
        text = ids.encode("pnum", value)
        assert text.startswith("pnum_")
        assert len(text) == 31
        assert text == text.lower()
        assert ids.decode("pnum", text) == value
        assert ids.split(text) == ("pnum", value)
    assert ids.split("two_words_" + "0" * 26) == ("two_words", UUID(int=0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pnum",
        "pnum_",
        "_" + "0" * 26,
        "pnum_" + "0" * 25,
        "pnum_" + "0" * 27,
        "pnum_" + "8" + "0" * 25,  # beyond 128 bits
        "pnum_" + "0" * 25 + "u",
        "pnum_" + "0" * 25 + "A",
        "pnum_" + "٠" * 26,
        "00000000-0000-7000-8000-000000000000",
    ],
)
def test_a_malformed_id_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not an id of Portico$"):
        ids.split(text)
    with pytest.raises(ValueError, match=r"id"):
        ids.decode("pnum", text)


def test_an_id_of_another_kind_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="preq_"):
        ids.decode("preq", ids.encode("pnum", ids.new_id()))


def test_the_id_of_a_row_begins_with_what_kind_of_row_it_is() -> None:
    made = ids.new_id()
    assert ids.spelled("porting_number", made) == ids.encode("pnum", made)
    assert ids.read("porting_number", ids.encode("pnum", made)) == made
    with pytest.raises(ValueError, match="preq_"):
        ids.read("porting_request", ids.encode("pnum", made))


def test_an_id_is_random_in_each_millisecond_and_a_random_step_larger_within_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def parts(of: UUID) -> int:
        """The random bits: 12 beside the version, 62 beside the variant."""
        return (of.int >> 64 & 0xFFF) << 62 | of.int & (1 << 62) - 1

    later = NOON.replace(year=2030)
    monkeypatch.setattr(secrets, "randbits", lambda bits: (1 << bits) - 1)
    first, second = ids.new_id(later), ids.new_id(later)
    monkeypatch.setattr(secrets, "randbits", lambda _bits: 5)
    third, fresh = ids.new_id(later), ids.new_id(later.replace(year=2031))
    assert parts(first) == (1 << 73) - 1  # half of what there is room for
    assert parts(second) - parts(first) == 1 << 32
    assert parts(third) - parts(second) == 6
    assert parts(fresh) == 5
    assert {(made.version, made.variant) for made in (first, second, third, fresh)} == {(7, "specified in RFC 4122")}


def test_prefixes_stand_in_one_table() -> None:
    """Who spells or reads an id says what kind of row it is of, so a prefix cannot be written twice."""
    spelling = re.compile(r"\bids\.(encode|decode)\(|from portico\.domain\.ids import .*\b(encode|decode)\b")
    elsewhere = [str(file) for file in PACKAGE.rglob("*.py") if spelling.search(file.read_text(encoding="utf-8"))]
    assert not elsewhere
    assert len(set(ids.PREFIXES.values())) == len(ids.PREFIXES)
