"""Every setting of an installation: its name, its default and one line of help.

A setting is read from the environment with the prefix ``MMO_`` (``MMO_TIME_ZONE=Asia/Omsk``).
README.md repeats this list; a test keeps the two equal.
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from mmo.database import engine_options

ROOT = Path(__file__).resolve().parent.parent

HTMX_VERSION = "2.0.11"


class Settings(BaseSettings):
    """The settings of one running process."""

    model_config = SettingsConfigDict(env_prefix="MMO_", extra="ignore")

    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("MMO_DATABASE_URL", "DATABASE_URL"),
        description="database address; empty means an SQLite file in the data folder",
    )
    data_dir: Path = Field(
        default=ROOT / "instance",
        description="folder of the database file, the secret key and uploaded files",
    )
    rules_dir: Path = Field(
        default=ROOT / "rules", description="folder of the regulations' rule files"
    )
    secret_key: str = Field(
        default="", description="signs cookies; empty means a key kept in the data folder"
    )
    time_zone: str = Field(
        default="Europe/Moscow", description="time zone that decides which day is today"
    )
    language: Literal["ru", "en"] = Field(
        default="ru", description="language of the screens until a person chooses another"
    )
    htmx: Literal["cdn", "local"] = Field(
        default="cdn", description="where pages take htmx from first; the local copy always helps"
    )
    htmx_url: str = Field(
        default=f"https://cdn.jsdelivr.net/npm/htmx.org@{HTMX_VERSION}/dist/htmx.min.js",
        description="address of htmx on the CDN; its hash is checked by the browser",
    )
    file_mb: int = Field(
        default=30, ge=1, le=500, description="how large an uploaded file may be, in megabytes"
    )
    session_hours: int = Field(
        default=12, ge=1, description="hours without a click after which a person signs in again"
    )
    https: bool = Field(
        default=False, description="pages are served over HTTPS: cookies are sent over it only"
    )
    proxies: int = Field(
        default=0, ge=0, description="how many trusted reverse proxies stand before the program"
    )

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not a time zone; use a name such as Europe/Moscow")
        return value

    @field_validator("data_dir", "rules_dir")
    @classmethod
    def _from_where_one_stands(cls, folder: Path) -> Path:
        """A relative folder, as the shell means it: Flask-SQLAlchemy would look elsewhere."""
        return folder.absolute()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def database(self) -> str:
        """The database address that SQLAlchemy is given.

        ``postgres://`` and ``postgresql://`` both mean PostgreSQL through psycopg 3.
        """
        url = self.database_url or f"sqlite:///{self.data_dir / 'mmo.db'}"
        if url.startswith("postgres://"):
            url = url.replace("postgres://", "postgresql://", 1)
        return url

    def flask(self) -> dict[str, Any]:
        """The settings under the names that Flask and its extensions look for."""
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key or kept_secret(self.data_dir),
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database),
            "BABEL_DEFAULT_LOCALE": self.language,
            "BABEL_DEFAULT_TIMEZONE": self.time_zone,
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
            "SESSION_COOKIE_NAME": "mmo",
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.https,
            "WTF_CSRF_TIME_LIMIT": None,
            "RATELIMIT_STORAGE_URI": "mmo-database://",
            "MAX_CONTENT_LENGTH": max(64, self.file_mb + 4) * 1024 * 1024,
        }


def kept_secret(folder: Path) -> str:
    """The installation's own secret key, made once and readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # the first process wins; the others read what it wrote
        fresh.unlink()
    return path.read_text().strip()
