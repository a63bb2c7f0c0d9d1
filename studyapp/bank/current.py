"""The bank that this process serves: loaded once, at the start."""

from datetime import date
from functools import lru_cache

from django.conf import settings

from . import loader
from .library import Bank
from .search import SearchIndex


@lru_cache(maxsize=1)
def bank() -> Bank:
    """The bank in settings.CONTENT_DIR. Raises loader.ContentError with every problem.

    Dates in the future are for check_content to find: a server whose clock is wrong still starts.
    """
    return loader.load(settings.CONTENT_DIR, today=date.max)


@lru_cache(maxsize=1)
def search_index() -> SearchIndex:
    """The search index over that bank."""
    return SearchIndex.of(bank())


def forget() -> None:
    """Loads again at the next use; for tests."""
    bank.cache_clear()
    search_index.cache_clear()
