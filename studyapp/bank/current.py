"""The bank that this process serves: loaded once, at the start."""

from datetime import date
from functools import lru_cache

from django.conf import settings

from . import loader
from .library import Bank
from .search import SearchIndex

_put: list[Bank] = []


def bank() -> Bank:
    """The bank in settings.CONTENT_DIR. Raises loader.ContentError with every problem.

    Dates in the future are for check_content to find: a server whose clock is wrong still starts.
    """
    return _put[-1] if _put else _loaded()


@lru_cache(maxsize=1)
def search_index() -> SearchIndex:
    """The search index over that bank."""
    return SearchIndex.of(bank())


def put(other: Bank) -> None:
    """Serves another bank from now on; for benchmarks and tests."""
    _put[:] = [other]
    search_index.cache_clear()


@lru_cache(maxsize=1)
def _loaded() -> Bank:
    return loader.load(settings.CONTENT_DIR, today=date.max)
