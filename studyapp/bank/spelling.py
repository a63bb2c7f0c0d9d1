"""What an author may have meant."""

import difflib
from collections.abc import Iterable
from functools import lru_cache


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest known word, or nothing."""
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or nothing."""
    return _nearest(word, frozenset(known))


@lru_cache(maxsize=1_000)
def _nearest(word: str, known: frozenset[str]) -> str:
    """Of the names in the same topic first: there are few of them, and most slips come after the dot."""
    topic = word.rpartition(".")[0]
    own = [name for name in known if topic and name.rpartition(".")[0] == topic]
    for pool in (own, known):
        near = difflib.get_close_matches(word, sorted(pool), n=1, cutoff=0.6 if len(word) <= 6 else 0.75)
        if near:
            return near[0]
    return ""
