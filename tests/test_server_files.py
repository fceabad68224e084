"""The files for a server hold: what they set is a setting, what they start is a command, and nothing in them may do more than it needs."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from portico.cli.shell.commands import cli
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


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_no_container_that_starts_first_is_given_the_address_of_the_proxy(path: Path) -> None:
    """Addresses were given out from the whole subnet, and nothing makes the proxy start before the others."""
    (given,) = yaml.safe_load(path.read_text())["networks"]["inside"]["ipam"]["config"]
    address = ipaddress.ip_address(services(path)["proxy"]["networks"]["inside"]["ipv4_address"])

    assert address in ipaddress.ip_network(given["subnet"])
    assert address not in ipaddress.ip_network(given["ip_range"])
    assert ipaddress.ip_network(given["ip_range"]).subnet_of(ipaddress.ip_network(given["subnet"]))  # type: ignore[arg-type]


README = (SERVER / "README.md").read_text()
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5}


def secrets_of(name: str) -> set[str]:
    return set(yaml.safe_load((SERVER / name).read_text())["secrets"])


def test_the_readme_says_how_many_files_more_a_scaled_installation_has() -> None:
    """It said three, and four followed."""
    (said,) = re.findall(r"For `compose\.scale\.yaml` (\w+) more files", README)

    assert COUNTED[said] == len(secrets_of("compose.scale.yaml") - secrets_of("compose.yaml"))


def test_every_secret_is_written_given_to_who_reads_it_and_explained() -> None:
    """All were given to the user of one image, so that the pooler, which runs as another, could not read its users."""
    owners = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (\w+) \| ", README, re.MULTILINE))
    given = {name: owner for owner, names in re.findall(r"^chown (\w+) (.+)$", README, re.MULTILINE) for name in names.split()}

    assert owners.keys() == secrets_of("compose.scale.yaml")
    assert given == {f"secrets/{name}": owner for name, owner in owners.items()}
    for name in owners:
        assert README.index(f"> secrets/{name}") < README.rindex(f" secrets/{name}", 0, README.index("| file | what stands"))


def test_the_readme_runs_services_that_its_compose_files_have() -> None:
    """`docker compose run portico` names none of the scaled installation, which had no step of its own that runs `init`."""
    run = re.findall(r"^docker compose(?: -f (\S+))? run --rm (\w+) (\w+)", README, re.MULTILINE)

    assert {file or "compose.yaml" for file, _service, _command in run} == {path.name for path in COMPOSED}
    for file, service, command in run:
        assert service in services(SERVER / (file or "compose.yaml"))
        assert command in commands()


def test_a_scaled_installation_has_two_of_each_and_listens_past_the_pooler() -> None:
    named = services(SERVER / "compose.scale.yaml")

    assert {name: named[name]["deploy"]["replicas"] for name in ("web", "worker")} == {"web": 2, "worker": 2}
    for service in of_portico(SERVER / "compose.scale.yaml").values():
        assert service["environment"]["PORTICO_DATABASE_STATEMENT_CACHE"] == "0"
        assert "PORTICO_DATABASE_DIRECT_URL_FILE" in service["environment"]
        assert "pgbouncer" in service["depends_on"], "the database is reached through it, by migrations too"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_sees_little(path: Path) -> None:
    text = path.read_text()
    started = re.findall(r"^ExecStart(?:Pre)?=/opt/portico/bin/portico (\S+)$", text, re.MULTILINE)

    assert started
    assert set(started) <= commands()
    for hardening in ("ProtectSystem=strict", "NoNewPrivileges=true", "CapabilityBoundingSet=", "User=portico", "PrivateTmp=true"):
        assert f"\n{hardening}\n" in text
    assert "SECRET_KEYS=" not in text.replace("SECRET_KEYS_FILE=", "")
