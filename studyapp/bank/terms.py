"""Text cut into the terms that a search compares: parts of API names, numbers, units, word stems. Pure."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_RAW = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)+|[^\W_]+")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\dA-Za-z_]+")
_AMOUNT = re.compile(r"(\d+)([A-Za-z]+)")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")
_SMALL_WORDS = """
a an and are as at be been by can did do does for from had has have how i if in into is it its may me must my of on or
s shall so t than that the their them then there these they this those to was we were what when where which who why
will with would you your
"""
_IGNORED = frozenset(_SMALL_WORDS.split())
# Other ways to write a word: what is found by one is found by the others.
_SAME = {
    **dict.fromkeys(("min", "mins"), ("minute",)),
    **dict.fromkeys(("sec", "secs"), ("second",)),
    **dict.fromkeys(("h", "hr", "hrs"), ("hour",)),
    "ms": ("millisecond",),
    **dict.fromkeys(("kib", "kilobyte", "kilobytes"), ("kb",)),
    **dict.fromkeys(("mib", "megabyte", "megabytes"), ("mb",)),
    **dict.fromkeys(("gib", "gigabyte", "gigabytes"), ("gb",)),
    **dict.fromkeys(("dlq", "dlqs"), ("dead", "letter", "queue")),
    "apigw": ("api", "gateway"),
    "ddb": ("dynamodb",),
    "gsi": ("global", "secondary", "index"),
    "lsi": ("local", "secondary", "index"),
    "rcu": ("read", "capacity", "unit"),
    "wcu": ("write", "capacity", "unit"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `whole` in small letters, and the parts that mean the same (none for a simple word)."""

    whole: str
    parts: tuple[str, ...] = ()

    @property
    def is_ignored(self) -> bool:
        """Whether it is one of the small words that stand everywhere."""
        return self.whole in _IGNORED


def raw_words(text: str) -> list[str]:
    """Words and numbers as they are written, ready for `word`."""
    return _RAW.findall(text if text.isascii() else _without_accents(text))


@lru_cache(maxsize=20_000)
def word(raw: str) -> Word:
    """`GetItem` is getitem or get item, `15min` is 15 minute, `1,024` is 1024, `S3` stays s3."""
    if raw[0].isdigit() and ("," in raw or "." in raw):
        return Word(raw.replace(",", ""))
    whole = raw.lower()
    if whole in _SAME:
        return Word(whole, _SAME[whole])
    amount = _AMOUNT.fullmatch(raw)
    if amount:
        unit = amount[2].lower()
        return Word(whole, (amount[1], *_SAME.get(unit, (unit,))))
    parts = [] if _ACRONYMS.fullmatch(raw) else _CAMEL.findall(raw)
    if len(parts) > 1 and all(len(part) > 1 for part in parts):
        return Word(whole, tuple(part.lower() for part in parts))
    return Word(whole)


def surfaces(text: str) -> dict[str, int]:
    """Everything that a text can be found by and how often it is there, in small letters and not yet stemmed."""
    counts: dict[str, int] = {}
    for raw, count in Counter(raw_words(text)).items():
        for surface in _surfaces_of(raw):
            counts[surface] = counts.get(surface, 0) + count
    return counts


@lru_cache(maxsize=20_000)
def _surfaces_of(raw: str) -> tuple[str, ...]:
    found = word(raw)
    return () if found.is_ignored else (found.whole, *found.parts)


@lru_cache(maxsize=20_000)
def stem(surface: str) -> str:
    """The common part of `retry`, `retries`, `retried` and `retrying`: plurals and -ed, -ing and a final -e go."""
    if len(surface) < 4 or not surface.isalpha():
        return surface
    base = _singular(surface)
    for ending, instead in (("ied", "y"), ("ing", ""), ("ed", "")):
        bare = base.removesuffix(ending)
        if bare != base and len(bare) >= 3 and _VOWEL.search(bare):
            base = _DOUBLED.sub(r"\1", bare) + instead
            break
    return base[:-1] if len(base) >= 4 and base.endswith("e") else base


def _singular(surface: str) -> str:
    if surface.endswith("ies") and len(surface) > 4:
        return surface[:-3] + "y"
    if surface.endswith(("sses", "shes", "ches", "xes", "zes")):
        return surface[:-2]
    return surface if surface.endswith(("ss", "us", "is", "ias")) else surface.removesuffix("s")


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
