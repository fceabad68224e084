"""What an installation may choose, read once from `PORTICO_*` variables: a wrong or unknown one refuses to start, with the reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX: Final = "PORTICO_"
DEMO_KEY: Final = "portico-demo-key-that-keeps-no-secret"  # known to everyone who reads this: refused outside demo and tests
SECRETS: Final = frozenset({"database_url", "database_direct_url", "smtp_url", "secret_keys"})  # may be given as PORTICO_…_FILE
KEY_LENGTH: Final = 32
DEMO_SPEED: Final = 2880.0  # a business day in half a minute, so that a newcomer sees a port end


class SettingsRefused(Exception):
    """The installation cannot start with these settings; the text says which and why, one per line, and quotes no value."""


class Settings(BaseSettings):
    """`Settings()` reads the process's environment; `load()` does the same and words a refusal for the operator."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True)

    environment: Literal["production", "demo", "test"] = "production"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    base_url: str = ""
    """Where people reach this installation: links in mails, cookies and origin checks follow it."""
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    """Addresses or networks of proxies, comma list: what they say of whom they speak for is believed, and nobody else's word."""
    data_dir: Path = Path("data")
    """Documents, the SQLite file and the demo's mailbox lie here."""
    secret_keys: Annotated[tuple[str, ...], NoDecode] = Field(default=(), repr=False)
    """Comma list: the first seals, all open. To change keys put a new one in front, later take the old one away."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    database_url: str = Field(default="", repr=False)
    """`sqlite://` + path (an absolute one has three slashes) or `postgresql://…`."""
    database_direct_url: str = Field(default="", repr=False)
    """The same PostgreSQL past any pooler, for LISTEN; default: `database_url`."""
    database_pool_min: int = Field(default=1, ge=0)
    database_pool_max: int = Field(default=10, ge=2)
    database_pool_timeout: float = Field(default=10.0, gt=0)
    """Seconds a request waits for a free connection before it fails (asyncpg's own default is for ever)."""
    database_statement_cache: int = Field(default=100, ge=0)
    """Prepared statements kept per connection; 0 behind PgBouncer in transaction mode."""

    smtp_url: str = Field(default="", repr=False)
    """`smtp://user:password@host:587` or `smtps://…:465`; empty: no mail leaves, the demo shows it in the dashboard."""
    mail_from: str = "Portico <portico@localhost>"
    allow_private_callbacks: bool = False
    """Callbacks to private addresses: for the demo and tests, where the receiver runs beside Portico."""
    sandbox_speed: float = Field(default=0.0, ge=0)
    """How much faster than the calendar the simulated carrier answers: 1 keeps business days, 2880 makes one of 30 seconds.
    Not set, it is 1, and 2880 in the demo."""
    metrics: bool = False
    """Whether /metrics is served, for Prometheus. It needs no sign-in: let only the scraper reach it."""
    admin_host: str = "127.0.0.1"
    admin_port: int | None = Field(default=None, ge=0, le=65535)
    """A second port, for the operator alone: metrics, health and status. Where it is set, /metrics is there and nowhere else."""
    upload_limit: int = Field(default=20_000_000, gt=0)
    """Bytes of one document."""
    connections_per_principal: int = Field(default=100, ge=1)
    """WebSockets and streams together that one user or token has open at one server."""
    subscriptions_per_principal: int = Field(default=1_000, ge=1)
    """On all of them together."""
    cost_per_second: int = Field(default=200_000, ge=0)
    """Of operations, for one user or token (or a network, of who is not signed in) at one server, over a longer while; 0: no limit."""
    cost_burst: int = Field(default=2_000_000, ge=1)
    """What may be asked at once, after a quiet while."""

    @property
    def dialect(self) -> Literal["sqlite", "postgres"]:
        return "sqlite" if self.database_url.startswith("sqlite:") else "postgres"

    @property
    def sqlite_path(self) -> Path:
        """The SQLite file; meaningless on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite://"))

    @property
    def mails_leave(self) -> bool:
        """Whether there is a mail server to hand them to; else they lie in the mailbox."""
        return bool(self.smtp_url)

    @property
    def is_demo(self) -> bool:
        return self.environment == "demo"

    @field_validator("secret_keys", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(filter(None, (key.strip() for key in value.replace("\n", ",").split(",")))) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            networks = [ip_network(text) for text in value]
        except ValueError:
            raise ValueError("must be addresses or networks such as 10.0.0.5, 10.0.0.0/24 or fd00::/64, separated by commas") from None
        if any(network.prefixlen == 0 for network in networks):
            raise ValueError("must not name everybody: then every client could say who it is")
        return tuple(map(str, networks))

    @property
    def is_https(self) -> bool:
        """Whether people reach this installation over https, be it through a proxy."""
        return urlsplit(self.base_url).scheme == "https"

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
            raise ValueError("must be an address such as https://port.example.com")
        return value.rstrip("/")

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def _database_address(cls, value: str) -> str:
        if value and not value.startswith(("sqlite://", "postgresql://", "postgres://")):
            raise ValueError("must begin with sqlite:// or postgresql://")
        if value.startswith("sqlite:") and (":memory:" in value or "?" in value or value == "sqlite://"):
            raise ValueError("must name a file without options (Portico reads and writes it over two connections)")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("must be an address such as smtp://user:password@host:587")
        return value

    @model_validator(mode="after")
    def _derived(self) -> Settings:
        """Defaults that follow from other settings; the object is frozen for everyone else."""
        derive = self.__dict__
        derive["base_url"] = self.base_url or f"http://{'localhost' if self.host in {'127.0.0.1', '0.0.0.0'} else self.host}:{self.port}"  # noqa: S104 - compared, not bound
        derive["database_url"] = self.database_url or f"sqlite://{self.data_dir.absolute() / 'portico.sqlite3'}"
        derive["sandbox_speed"] = self.sandbox_speed or (DEMO_SPEED if self.is_demo else 1.0)
        derive["database_direct_url"] = self.database_direct_url or self.database_url
        if self.environment != "production":
            derive["secret_keys"] = self.secret_keys or (DEMO_KEY,)
        self._check_keys()
        if self.admin_port and self.admin_port == self.port:
            raise ValueError("PORTICO_ADMIN_PORT and PORTICO_PORT are the same: what is for the operator alone needs a port of its own")
        if self.database_pool_min > self.database_pool_max:
            raise ValueError("PORTICO_DATABASE_POOL_MIN is larger than PORTICO_DATABASE_POOL_MAX")
        return self

    def _check_keys(self) -> None:
        if not self.secret_keys:
            raise ValueError("PORTICO_SECRET_KEYS is missing: make one with `openssl rand -base64 32` and keep it, PINs are sealed with it")
        if self.environment == "production" and DEMO_KEY in self.secret_keys:
            raise ValueError("PORTICO_SECRET_KEYS holds the demo's key, which everyone knows")
        if any(len(key) < KEY_LENGTH for key in self.secret_keys):
            raise ValueError(f"PORTICO_SECRET_KEYS: each key needs at least {KEY_LENGTH} characters (`openssl rand -base64 32` makes one)")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _SecretFiles(settings_cls), env_settings


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads `PORTICO_…_FILE` and, as it sees every variable anyway, refuses those that nobody would read."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        raise NotImplementedError  # the base class asks per field; `__call__` reads all at once

    def __call__(self) -> dict[str, Any]:
        given = {name: value for name, value in os.environ.items() if name.upper().startswith(PREFIX)}
        _refuse_unknown(given)
        return {name: _read(given, name) for name in SECRETS if f"{_variable(name)}_FILE" in given}


def load(**chosen: Any) -> Settings:
    """The settings of this process; `chosen` stands above the environment (`portico demo` chooses `environment="demo"`).

    Raises SettingsRefused.
    """
    try:
        return Settings(**chosen)
    except ValidationError as refused:
        raise SettingsRefused("\n".join(map(_worded, refused.errors(include_url=False, include_input=False)))) from None


def _worded(problem: Any) -> str:
    message = problem["msg"].removeprefix("Value error, ")
    return f"{_variable(str(problem['loc'][0]))}: {message}" if problem["loc"] else message


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}"


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = [_variable(name) for name in Settings.model_fields] + [f"{_variable(name)}_FILE" for name in SECRETS]
    for name in sorted(given.keys() - set(known)):
        close = get_close_matches(name.upper(), known, n=1)
        raise SettingsRefused(f"{name} is no setting of Portico" + (f"; did you mean {close[0]}?" if close else ""))


def _read(given: Mapping[str, str], name: str) -> str:
    variable = _variable(name)
    if variable in given:
        raise SettingsRefused(f"{variable} and {variable}_FILE are both set: which one holds?")
    try:
        return Path(given[f"{variable}_FILE"]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsRefused(f"{variable}_FILE cannot be read: {error.strerror}") from None
