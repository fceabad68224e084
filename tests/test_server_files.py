"""The files for a server hold: what they set is a setting, what they start is a command, and nothing in them may do more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from portico.cli import cli
from portico.settings import SECRETS, Settings

SERVER = Path(__file__).parents[1] / "docs" / "server"
COMPOSED = sorted(SERVER.glob("compose*.yaml"))
UNITS = sorted(SERVER.glob("*.service"))
KNOWN = {f"PORTICO_{name.upper()}" for name in Settings.model_fields} | {f"PORTICO_{name.upper()}_FILE" for name in SECRETS}


def services(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text())["services"]
    return found


def of_portico(path: Path) -> dict[str, dict[str, Any]]:
    return {name: service for name, service in services(path).items() if service["image"] == "portico"}


def commands() -> set[str]:
    return set(typer.main.get_command(cli).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", [*COMPOSED, *UNITS, SERVER / "README.md"], ids=lambda path: path.name)
def test_every_variable_of_a_server_file_is_a_setting(path: Path) -> None:
    named = set(re.findall(r"PORTICO_[A-Z_]+", path.read_text()))

    assert named
    assert named <= KNOWN


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_a_container_writes_its_volume_only_and_has_no_privilege(path: Path) -> None:
    found = of_portico(path)

    assert found
    for service in found.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["volumes"] == ["data:/data"]
        assert "ports" not in service  # the proxy alone is reached from outside


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_what_composes_names_only_what_is_there(path: Path) -> None:
    kept, named = yaml.safe_load(path.read_text()), services(path)

    for service in named.values():
        assert set(service.get("depends_on", {})) <= set(named)
        assert set(service.get("secrets", [])) <= set(kept["secrets"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (SERVER / source).is_file() if source.startswith(".") else source in kept["volumes"]
        assert set(service.get("command", [])) <= commands()


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_the_proxy_is_trusted_where_it_stands(path: Path) -> None:
    named = services(path)
    address = named["proxy"]["networks"]["inside"]["ipv4_address"]

    assert {service["environment"]["PORTICO_TRUSTED_PROXIES"] for service in of_portico(path).values()} == {address}
    assert named["proxy"]["environment"]["SERVERS"] in named


def test_a_scaled_installation_has_two_of_each_and_listens_past_the_pooler() -> None:
    named = services(SERVER / "compose.scale.yaml")

    assert {name: named[name]["deploy"]["replicas"] for name in ("web", "worker")} == {"web": 2, "worker": 2}
    for service in of_portico(SERVER / "compose.scale.yaml").values():
        assert service["environment"]["PORTICO_DATABASE_STATEMENT_CACHE"] == "0"
        assert "PORTICO_DATABASE_DIRECT_URL_FILE" in service["environment"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_sees_little(path: Path) -> None:
    text = path.read_text()
    started = re.findall(r"^ExecStart(?:Pre)?=/opt/portico/bin/portico (\S+)$", text, re.MULTILINE)

    assert started
    assert set(started) <= commands()
    for hardening in ("ProtectSystem=strict", "NoNewPrivileges=true", "CapabilityBoundingSet=", "User=portico", "PrivateTmp=true"):
        assert f"\n{hardening}\n" in text
    assert "SECRET_KEYS=" not in text.replace("SECRET_KEYS_FILE=", "")
