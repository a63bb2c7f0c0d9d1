"""The app's settings, on the sample bank, with a data folder of their own and plain static files."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("STUDYAPP_DATA", tempfile.mkdtemp(prefix="study-tests-"))
os.environ["STUDYAPP_CONTENT"] = str(Path(__file__).parent / "sample")

from studyapp.settings import *  # noqa: F403
from studyapp.settings import DATA_DIR, DATABASES

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the tests of two tabs use two connections.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
