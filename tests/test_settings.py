"""An installation starts with settings that make sense, or says what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portico.settings import DEMO_KEY, Settings, SettingsRefused, load

KEY = "k" * 40


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("PORTICO_"):
            monkeypatch.delenv(name)


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_production_starts_with_a_key_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PORTICO_SECRET_KEYS=KEY, PORTICO_DATA_DIR="/var/lib/portico")
    settings = load()
    assert settings.secret_keys == (KEY,)
    assert settings.database_url == "sqlite:///var/lib/portico/portico.sqlite3"
    assert (settings.dialect, settings.sqlite_path) == ("sqlite", Path("/var/lib/portico/portico.sqlite3"))
    assert settings.base_url == "http://localhost:8000"
    assert not settings.allow_private_callbacks


def test_every_variable_of_the_manual_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        PORTICO_SECRET_KEYS=f"{KEY}1, {KEY}2,",
        PORTICO_DATABASE_URL="postgresql://portico:secret@db/portico",
        PORTICO_DATABASE_POOL_MAX="30",
        PORTICO_SMTP_URL="smtp://mail:587",
        PORTICO_BASE_URL="https://port.example.com/",
        PORTICO_PORT="9000",
    )
    settings = load()
    assert settings.secret_keys == (f"{KEY}1", f"{KEY}2")
    assert (settings.dialect, settings.database_pool_max, settings.port) == ("postgres", 30, 9000)
    assert settings.database_direct_url == settings.database_url
    assert settings.base_url == "https://port.example.com"


def test_what_is_chosen_by_the_command_stands_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PORTICO_PORT="9000")
    demo = load(environment="demo", port=9001)
    assert (demo.port, demo.is_demo, demo.secret_keys) == (9001, True, (DEMO_KEY,))


def test_a_secret_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(f"{KEY}1\n{KEY}2\n")
    given(monkeypatch, PORTICO_SECRET_KEYS_FILE=str(tmp_path / "keys"))
    assert load().secret_keys == (f"{KEY}1", f"{KEY}2")


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({}, "PORTICO_SECRET_KEYS is missing"),
        ({"PORTICO_SECRET_KEYS": "short"}, "at least 32 characters"),
        ({"PORTICO_SECRET_KEYS": DEMO_KEY}, "everyone knows"),
        ({"PORTICO_SECRET_KEYS": f"{KEY},{DEMO_KEY}"}, "everyone knows"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_DATABSE_URL": "x"}, "did you mean PORTICO_DATABASE_URL"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_PORT_FILE": "x"}, "no setting of Portico"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_PORT": "http"}, "PORTICO_PORT: "),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_ENVIRONMENT": "staging"}, "PORTICO_ENVIRONMENT: "),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_DATABASE_URL": "mysql://db"}, "PORTICO_DATABASE_URL: must begin with"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_DATABASE_URL": "sqlite://:memory:"}, "must name a file"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_BASE_URL": "port.example.com"}, "PORTICO_BASE_URL: must be an address"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_SMTP_URL": "mail:25"}, "PORTICO_SMTP_URL: must be an address"),
        ({"PORTICO_SECRET_KEYS": KEY, "PORTICO_DATABASE_POOL_MIN": "20"}, "PORTICO_DATABASE_POOL_MIN is larger"),
        ({"PORTICO_SECRET_KEYS_FILE": "/nowhere/keys"}, "PORTICO_SECRET_KEYS_FILE cannot be read: No such file"),
        ({"PORTICO_SECRET_KEYS_FILE": "/nowhere", "PORTICO_SECRET_KEYS": KEY}, "are both set"),
    ],
)
def test_a_wrong_setting_refuses_to_start_with_the_reason(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], reason: str) -> None:
    given(monkeypatch, **variables)
    with pytest.raises(SettingsRefused, match=reason):
        load()


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PORTICO_SECRET_KEYS=f"{KEY},tooshort", PORTICO_PORT="8000")
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert "tooshort" not in str(refused.value)
    assert KEY not in str(refused.value)
    shown = repr(Settings(environment="test", secret_keys=(KEY,), database_url="postgresql://u:hush@db/p", smtp_url="smtp://u:hush@m"))
    assert KEY not in shown
    assert "hush" not in shown


def test_trusted_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PORTICO_SECRET_KEYS=KEY)
    assert load().trusted_proxies == ()
    given(monkeypatch, PORTICO_TRUSTED_PROXIES="10.0.0.5, 172.16.0.0/12,fd00::/64,")
    assert load().trusted_proxies == ("10.0.0.5/32", "172.16.0.0/12", "fd00::/64")


@pytest.mark.parametrize("value", ["*", "proxy.example", "10.0.0.5/8", "0.0.0.0/0", "::/0", "10.0.0.0/8 10.1.0.0/16"])
def test_a_proxy_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, PORTICO_SECRET_KEYS=KEY, PORTICO_TRUSTED_PROXIES=value)
    with pytest.raises(SettingsRefused, match="PORTICO_TRUSTED_PROXIES: must"):
        load()
