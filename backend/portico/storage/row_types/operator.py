"""Rows of who runs this installation."""

from __future__ import annotations

from portico.storage.row_types.stamped import StampedRow


class OperatorSettingsRow(StampedRow, total=False):
    name: str | None
    country: str | None
    time_zone: str | None
    currency: str | None
    countries: list[str]
    mail_name: str | None
    mail_address: str | None
    logo_sha256: str | None
    version: int


class OperatorLogoRow(StampedRow, total=False):
    media_type: str
    sha256: str
    content: str
