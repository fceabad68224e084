"""Starter data is what its sources say and nothing more: names that libphonenumber has, codes in their form, no carrier twice."""

from __future__ import annotations

from importlib.resources import files

import pytest
from phonenumbers import country_code_for_region
from phonenumbers.carrierdata import CARRIER_DATA

from portico.domain.reference import load
from portico.domain.reference.carrier_codes import CODES, code
from portico.domain.setting_up import starter
from portico.domain.setting_up.starter import FOLDER, STARTERS, StarterCarrier

EVERYONE = [carrier for carriers in STARTERS.values() for carrier in carriers]
UNKNOWN_THERE = {"CA", "US"}
"""libphonenumber names no carriers of North America: a number there says none."""


def test_every_country_with_requirements_has_carriers_to_begin_with() -> None:
    assert set(STARTERS) == set(load("countries.json")["countries"])
    assert all(len(carriers) >= 3 for carriers in STARTERS.values())


def test_no_two_carriers_have_one_name() -> None:
    names = [carrier.name.casefold() for carrier in EVERYONE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("country", STARTERS)
def test_a_name_said_to_be_of_libphonenumber_did_not_stand_there(country: str) -> None:
    calling = str(country_code_for_region(country))
    known = {named["en"] for prefix, named in CARRIER_DATA.items() if prefix.startswith(calling)}
    taken = {carrier.name.removesuffix(f" ({country})") for carrier in STARTERS[country] if carrier.source.startswith("libphonenumber")}
    assert bool(taken) is (country not in UNKNOWN_THERE)
    assert taken <= known


def test_codes_have_their_form_and_every_carrier_its_source() -> None:
    for carrier in EVERYONE:
        assert carrier.source
        assert carrier.url.startswith("https://")
        for name, value in carrier.codes.items():
            assert code(name)(value) == value
    assert {carrier.name: carrier.codes["spid"] for carrier in STARTERS["US"]} == {
        "AT&T": "6214",
        "T-Mobile (US)": "6529",
        "Verizon": "6006",
    }


def test_the_files_hold_no_price_and_no_contact() -> None:
    for entry in files(FOLDER).iterdir():
        if entry.name.endswith(".toml"):
            keys = {line.split("=")[0].strip() for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"}
            assert keys <= {"country", "name", "source", "url", *CODES}


THAMES = """
country = "GB"
[sources.ofcom]
name = "Ofcom"
url = "https://www.ofcom.org.uk/"
[[carriers]]
name = "Thames"
source = "ofcom"
cupid = "512"
"""


def test_a_file_is_read_into_carriers_with_their_codes_and_where_they_stand() -> None:
    (found,) = starter._read("gb.toml", THAMES)
    assert found == StarterCarrier("Thames", "GB", {"cupid": "512"}, "Ofcom", "https://www.ofcom.org.uk/")


def test_a_file_under_another_name_and_what_nobody_reads_in_it_are_named() -> None:
    with pytest.raises(ValueError, match=r"^starter data of GB stands in ie\.toml$"):
        starter._read("ie.toml", THAMES)
    with pytest.raises(ValueError, match=r"^starter data of GB: Thames has fee, phone$"):
        starter._read("gb.toml", f'{THAMES}phone = "+44"\nfee = 3\n')


def test_the_files_read_again_say_the_same_country_by_country() -> None:
    again = starter._all()
    assert again == STARTERS
    assert list(again) == sorted(again)
    with pytest.raises(TypeError):
        again["GB"] = ()  # type: ignore[index]
