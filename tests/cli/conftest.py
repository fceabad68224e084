"""An installation for commands: migrated, empty, and described by the environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portico.settings import Settings
from tests.cli.terminal import KEY
from tests.forgetting import forget_sign_ins


@pytest.fixture
def installation(migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("PORTICO_")]:
        monkeypatch.delenv(name)
    settings = Settings(database_url=migrated_url, data_dir=tmp_path / "data", secret_keys=(KEY,))
    monkeypatch.setenv("PORTICO_DATABASE_URL", migrated_url)
    monkeypatch.setenv("PORTICO_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("PORTICO_SECRET_KEYS", KEY)
    monkeypatch.chdir(tmp_path)
    forget_sign_ins()
    return settings
