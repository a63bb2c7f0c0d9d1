"""Settings: read from the environment, safe by default, each documented, and refused with one line."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.lib.environment import Environment, SettingError, database

ROOT = Path(__file__).resolve().parent.parent


def started_with(tmp_path, code="", **values):
    """Runs the settings in a process of their own; gives its exit code, output and error output."""
    environment = {"PATH": os.environ["PATH"], "STUDYAPP_DATA": str(tmp_path / "data"), **values}
    command = [sys.executable, "-c", f"import studyapp.settings as s\n{code}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def test_settings_are_safe_by_default(tmp_path):
    code, out, _ = started_with(tmp_path, "print(s.DEBUG, s.ALLOWED_HOSTS, s.DATABASES['default']['ENGINE'])")

    assert code == 0
    assert out == "False ['localhost', '127.0.0.1', '[::1]'] django.db.backends.sqlite3"


def test_secret_is_made_once_and_kept_private_beside_the_database(tmp_path):
    _, first, _ = started_with(tmp_path, "print(s.SECRET_KEY)")
    _, second, _ = started_with(tmp_path, "print(s.SECRET_KEY)")

    kept = tmp_path / "data/secret_key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_no_secret_in_the_repository():
    text = (ROOT / "studyapp/settings.py").read_text()

    assert not re.search(r"SECRET_KEY\s*=\s*[\"']", text)
    assert "data/" in (ROOT / ".gitignore").read_text()


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("STUDYAPP_DEBUG", "perhaps", "neither yes nor no"),
        ("STUDYAPP_HTTPS", "2", "neither yes nor no"),
        ("STUDYAPP_THREADS", "0", "from 1 to 64"),
        ("STUDYAPP_THREADS", "many", "from 1 to 64"),
        ("STUDYAPP_LOG_FORMAT", "xml", "not one of text, json"),
        ("STUDYAPP_LOG_LEVEL", "LOUD", "not one of"),
        ("STUDYAPP_TIME_ZONE", "Mars/Base", "not a time zone"),
        ("STUDYAPP_CONTENT", "/nowhere", "not a folder"),
        ("STUDYAPP_SECRET_KEY", "short", "shorter than 32"),
        ("DATABASE_URL", "mysql://host/name", "not sqlite or postgresql"),
        ("DATABASE_URL", "postgresql://host:port/name", "port is not a number"),
        ("DATABASE_URL", "postgresql://host", "name of the database is missing"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_line(tmp_path, name, value, why):
    code, _, err = started_with(tmp_path, **{name: value})

    assert code == 1
    assert err.startswith(f"Wrong setting: {name}: ")
    assert why in err
    assert len(err.splitlines()) == 1


def test_data_folder_that_cannot_be_made_stops_the_start_with_one_line(tmp_path):
    (tmp_path / "data").write_text("a file in the way")

    code, _, err = started_with(tmp_path)

    assert code == 1
    assert err.startswith("Wrong setting: STUDYAPP_DATA: ")


def test_https_makes_cookies_secure_and_sets_hsts(tmp_path):
    shown = "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0)"

    assert started_with(tmp_path, shown, STUDYAPP_HTTPS="yes")[1] == "True True True True"


def test_every_setting_is_documented_and_every_documented_setting_exists():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operating.md").read_text(), re.MULTILINE))
    source = (ROOT / "studyapp/settings.py").read_text()
    read = set(re.findall(r"ENVIRONMENT\.\w+\(\"([A-Z_]+)\"", source))

    assert read == documented


def test_database_reads_user_password_and_options():
    found = database("DATABASE_URL", "postgresql://us%40er:p%3Aw@db:5433/study?sslmode=require", Path("x"))

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("us@er", "p:w", "db", "5433")
    assert found["NAME"] == "study"
    assert found["OPTIONS"]["sslmode"] == "require"


def test_sqlite_takes_the_write_lock_at_the_start_of_a_transaction():
    options = database("DATABASE_URL", "", Path("/x/study.sqlite3"))["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_environment_refuses_numbers_out_of_range():
    with pytest.raises(SettingError, match="A: '65' is not a whole number from 1 to 64"):
        Environment({"A": "65"}).whole("A", 8, 1, 64)
