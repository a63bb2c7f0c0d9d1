"""Settings from the environment: each read once, checked, and known by name so that its documentation can be tested.

Pure: it is handed the environment as a mapping.
"""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class SettingError(Exception):
    """A setting has a value that cannot be used; the text is one line that names it and says why."""


class Environment:
    """Reads settings from a mapping of environment variables. `read_names` lists what was asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.read_names: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The value as it stands, stripped; the default where it is missing or empty."""
        self.read_names.append(name)
        return self._values.get(name, "").strip() or default

    def yes(self, name: str, default: bool = False) -> bool:
        """1, true, yes or on; 0, false, no or off."""
        word = self.text(name, "yes" if default else "no").lower()
        if word not in _YES + _NO:
            raise SettingError(f"{name}: '{word}' is neither yes nor no")
        return word in _YES

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from low to high."""
        word = self.text(name, str(default))
        if not re.fullmatch(r"-?\d{1,9}", word) or not low <= int(word) <= high:
            raise SettingError(f"{name}: '{word}' is not a whole number from {low} to {high}")
        return int(word)

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        word = self.text(name, default)
        if word not in choices:
            raise SettingError(f"{name}: '{word}' is not one of {', '.join(choices)}")
        return word

    def words(self, name: str, default: str = "") -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def folder(self, name: str, default: Path, *, make: bool = False) -> Path:
        """A folder that exists; made on request, private to the user."""
        path = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            if make:
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError(f"{name}: cannot make the folder {path}: {error.strerror}") from None
        if not path.is_dir():
            raise SettingError(f"{name}: {path} is not a folder")
        return path

    def secret(self, name: str, kept_in: Path) -> str:
        """The secret from the environment, else the one in the file, which is made at the first run."""
        given = self.text(name)
        if given:
            if len(given) < 32:
                raise SettingError(f"{name}: shorter than 32 characters")
            return given
        try:
            with open(kept_in, "x", encoding="ascii", opener=_private) as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
        except OSError as error:
            raise SettingError(f"{name}: cannot write {kept_in}: {error.strerror}") from None
        kept = kept_in.read_text(encoding="ascii").strip()
        if len(kept) < 32:
            raise SettingError(f"{name}: the secret in {kept_in} is shorter than 32 characters; delete the file")
        return kept


def database(name: str, url: str, default_file: Path) -> dict[str, Any]:
    """Django's database settings from a URL such as postgresql://user:password@host:5432/name or sqlite:///file.

    Raises SettingError for what is neither SQLite nor PostgreSQL.
    """
    parts = urlsplit(url or f"sqlite:///{default_file}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or str(default_file))
    if parts.scheme not in ("postgresql", "postgres"):
        raise SettingError(f"{name}: '{parts.scheme or url}' is not sqlite or postgresql")
    try:
        port = parts.port
    except ValueError:
        raise SettingError(f"{name}: the port is not a number") from None
    if not parts.path.strip("/"):
        raise SettingError(f"{name}: the name of the database is missing after the host")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 16, "timeout": 10}, **options},
    }


def _sqlite(file: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _private(path: str, flags: int) -> int:
    import os

    return os.open(path, flags, 0o600)


def time_zone(name: str, zone: str) -> None:
    """Raises SettingError unless `zone` is a time zone of the IANA database."""
    from zoneinfo import available_timezones

    if zone not in available_timezones():
        raise SettingError(f"{name}: '{zone}' is not a time zone such as Europe/Berlin")
