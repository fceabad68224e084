"""The rules staff change, from the command line: by the same operations, refused at the same fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import found
from tests.cli.test_cli import run

pytestmark = [pytest.mark.either_engine, pytest.mark.usefixtures("installation")]


def test_a_requirement_is_shown_changed_listed_and_reset(tmp_path: Path) -> None:
    asked = json.loads(run("requirement", "show", "gb", "MOBILE"))
    assert {need["kind"] for need in asked["documents"]} == {"LOA", "INVOICE", "CSR"}
    file = tmp_path / "changes.json"
    file.write_text(json.dumps({"fields": asked["fields"][:-1], "notes": ["Ask twice."]}), encoding="utf-8")
    assert "asked otherwise from now on" in run("requirement", "override", "gb", "mobile", str(file))
    (row,) = json.loads(run("requirement", "list", "--changed", "--json"))
    assert (row["country"], row["numberType"], row["changed"], row["version"]) == ("GB", "MOBILE", ["fields", "notes"], 1)
    assert json.loads(run("requirement", "show", "GB", "MOBILE"))["notes"] == ["Ask twice."]
    assert "GB MOBILE     changed: fields, notes (command line, " in run("requirement", "list", "--country", "gb")
    run("requirement", "reset", "GB", "MOBILE")
    assert json.loads(run("requirement", "show", "GB", "MOBILE")) == asked
    assert run("requirement", "reset", "GB", "MOBILE", code=2) == "This override was not found.\n"


def test_what_makes_no_requirement_is_refused_where_it_stands(tmp_path: Path) -> None:
    interval = json.dumps({"interval": {"min": 5, "max": 3, "unit": "BUSINESS_DAYS"}})
    said = run("requirement", "override", "GB", "MOBILE", "-", typed=interval, code=2)
    assert said.strip() == "changes.interval.max: At most 3 days is less than at least 5."
    (tmp_path / "no.json").write_text("{", encoding="utf-8")
    assert "cannot be read as JSON" in run("requirement", "override", "GB", "MOBILE", str(tmp_path / "no.json"), code=2)


def test_a_day_is_set_listed_and_taken_back() -> None:
    assert run("business-day", "set", "gb", "2027-12-24", "free", "--note", "Closed") == "GB 2027-12-24: counts as free.\n"
    run("business-day", "set", "GB", "2027-08-30", "working")
    days = {row["day"]: row for row in json.loads(run("business-day", "list", "GB", "--year", "2027", "--json"))}
    assert days["2027-12-24"] == {"day": "2027-12-24", "counts": "free", "holiday": None, "set": True, "note": "Closed"}
    assert (days["2027-08-30"]["counts"], days["2027-03-29"]["counts"]) == ("working", "free")
    assert "2027-12-24 free     (set by the operator) Closed" in run("business-day", "list", "GB", "--year", "2027")
    assert "2027-03-29" not in run("business-day", "list", "GB", "--year", "2027", "--region", "gb-sct")
    assert "is no region of GB" in run("business-day", "list", "GB", "--region", "NL-NH", code=2)
    run("business-day", "remove", "GB", "2027-12-24")
    assert "2027-12-24" not in run("business-day", "list", "GB", "--year", "2027")
    assert run("business-day", "remove", "GB", "2027-12-24", code=2) == "GB 2027-12-24 is not set.\n"
    assert "day: Name a day within 10 years." in run("business-day", "set", "GB", "2099-12-24", "free", code=2)


def test_what_is_kept_how_long_is_told_a_script() -> None:
    changed = found("retention", "change", "draft", "40")
    assert [(each["days"], each["shippedDays"], each["chosen"]) for each in changed["periods"] if each["kind"] == "DRAFT"] == [
        (40, 30, True)
    ]
    assert {"drafts": 0, "documents": 0, "orders": 0}.items() <= changed["nextNight"].items()
    assert found("retention", "show") == changed
    assert found("retention", "run", "--dry-run") == found("retention", "run") == {"drafts": 0, "documents": 0, "orders": 0}


def test_how_long_entries_stay_is_chosen_and_taken_back_by_a_script() -> None:
    chosen = found("retention", "change", "entry", "730")
    assert [(each["days"], each["shippedDays"]) for each in chosen["periods"] if each["kind"] == "ENTRY"] == [(730, None)]
    assert found("retention", "run")["entries"] == found("retention", "run", "--dry-run")["entries"] == chosen["nextNight"]["entries"] == 0
    assert not [each for each in found("retention", "change", "entry")["periods"] if each["kind"] == "ENTRY"]


def test_days_and_requirements_are_changed_by_a_script(tmp_path: Path) -> None:
    assert found("business-day", "set", "gb", "2027-12-24", "free") == {"message": "GB 2027-12-24: counts as free.", "focDatesOnIt": []}
    assert found("business-day", "remove", "GB", "2027-12-24")["message"] == "GB 2027-12-24: counts as in the public calendar."
    assert found("business-day", "remove", "GB", "2027-12-24", code=2)["problem"]["code"] == "NOT_FOUND"
    (tmp_path / "changes.json").write_text(json.dumps({"notes": ["Ask twice."]}), encoding="utf-8")
    assert "asked otherwise" in found("requirement", "override", "GB", "MOBILE", "changes.json")["message"]
    assert found("requirement", "show", "GB", "MOBILE")["notes"] == ["Ask twice."]
    assert "as shipped again" in found("requirement", "reset", "GB", "MOBILE")["message"]
    (tmp_path / "changes.json").write_text(json.dumps({"interval": {"min": 5, "max": 3, "unit": "BUSINESS_DAYS"}}), encoding="utf-8")
    refused = found("requirement", "override", "GB", "MOBILE", "changes.json", code=2)["problem"]
    assert [field["path"] for field in refused["fields"]] == ["changes.interval.max"]
