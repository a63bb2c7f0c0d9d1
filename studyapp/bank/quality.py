"""What makes a bank of questions give its keys away, measured. Pure; the gates are those of docs/writing-content.md."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from .schema import MultipleQuestion, SingleQuestion

LONGEST_KEY_SHARE = 0.30
LENGTH_RATIO = (0.90, 1.15)
ALIKE = 0.60
COPIED_WORDS = 8
_NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
_CATCH_ALL = re.compile(r"^(all|none|both|neither) of (the|these|them|those)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Bias:
    """How much the key stands out among the options of a set of questions.

    longest_key: share of questions whose (mean) key is longer than every distractor; chance is about 0.25.
    ratio: mean length of the key over mean length of the distractors, averaged over questions.
    """

    questions: int
    longest_key: float
    ratio: float


def bias(questions: Iterable[Any]) -> Bias:
    """Length bias over the single and multiple-response questions among `questions`."""
    longest, ratios = [], []
    for question in questions:
        if isinstance(question, SingleQuestion | MultipleQuestion):
            keys = [len(option.text) for option in question.options if option.correct]
            others = [len(option.text) for option in question.options if not option.correct]
            longest.append(fmean(keys) > max(others))
            ratios.append(fmean(keys) / fmean(others))
    return Bias(len(ratios), fmean(longest), fmean(ratios)) if ratios else Bias(0, 0.0, 1.0)


def bank_faults(questions: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Faults that need the whole bank: (id of a question or "", what is wrong)."""
    found = bias(questions)
    if found.longest_key > LONGEST_KEY_SHARE:
        yield "", f"the key is the longest option in {found.longest_key:.0%} of questions; at most 30 % may be"
    if not LENGTH_RATIO[0] <= found.ratio <= LENGTH_RATIO[1]:
        yield "", f"the key is {found.ratio:.2f} times as long as the distractors; keep it between 0.90 and 1.15"
    for one, other, share in alike(questions):
        yield other.id, f"its stem is {share:.0%} the same as that of {one.id}"


def question_faults(question: Any) -> Iterator[str]:
    """Faults of one question that the schema cannot see."""
    for option in getattr(question, "options", ()):
        if _CATCH_ALL.match(option.text):
            yield f"'{option.text}' tests logic, not knowledge: name the answers themselves"
    if isinstance(question, MultipleQuestion):
        word = _NUMBER_WORDS[question.choose]
        if not re.search(rf"\b({word}|{question.choose})\b", question.stem, re.IGNORECASE):
            yield f"the stem must say how many to choose ({word.upper()})"


def alike(questions: Sequence[Any]) -> Iterator[tuple[Any, Any, float]]:
    """Pairs of questions whose stems share at least 60 % of their three-word shingles (Jaccard)."""
    shingles = [_shingles(question.stem) for question in questions]
    by_shingle: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, own in enumerate(shingles):
        rivals = {rival for shingle in own for rival in by_shingle[shingle]}
        for rival in sorted(rivals):
            share = len(own & shingles[rival]) / len(own | shingles[rival])
            if share >= ALIKE:
                yield questions[rival], questions[place], share
        for shingle in own:
            by_shingle[shingle].append(place)


def copied(texts: Iterable[tuple[str, str]], notes: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Texts that repeat eight or more words of the notes in a row: (where, words, where in the notes)."""
    seen: dict[tuple[str, ...], str] = {}
    for where, line in notes:
        for run in _runs(line, COPIED_WORDS):
            seen.setdefault(run, where)
    for where, text in texts:
        hit = next((run for run in _runs(text, COPIED_WORDS) if run in seen), None)
        if hit:
            yield where, " ".join(hit), seen[hit]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9$%.&+-]+", text.lower())


def _runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(text, 3)) or frozenset([tuple(_words(text))])
