"""`manage.py check` also checks the content."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from . import loader


def check_bank(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for each problem of the files in settings.CONTENT_DIR."""
    try:
        loader.load(settings.CONTENT_DIR, today=datetime.now(UTC).date())
    except loader.ContentError as error:
        return [Error(str(problem), id="bank.E001") for problem in error.problems]
    return []
