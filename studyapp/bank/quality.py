"""What makes a bank of questions give its keys away, measured. Pure; the gates are those of docs/writing-content.md."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Any

from .library import Bank
from .questions import MatchingQuestion, MultipleQuestion, OrderingQuestion, SingleQuestion

LONGEST_KEY_SHARE = 0.30
LENGTH_RATIO = (0.90, 1.15)
ALIKE = 0.60
COPIED_WORDS = 8
# Below this a share says nothing.
ENOUGH_QUESTIONS = 10
_NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
_CATCH_ALL = re.compile(r"^(all|none|both|neither|either) of (the|these|them|those)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9$%]+(?:[.,'’&+-][a-z0-9]+)*")

Run = tuple[str, ...]


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
    if found.questions >= ENOUGH_QUESTIONS:
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
    """Pairs of questions whose stems share at least 60 % of their three-word runs (Jaccard), and the share."""
    sizes: list[int] = []
    by_run: dict[Run, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        own = _stem_runs(question)
        shared = Counter(rival for run in own for rival in by_run.get(run, ()))
        for rival, common in sorted(shared.items()):
            share = common / (len(own) + sizes[rival] - common)
            if share >= ALIKE:
                yield questions[rival], question, share
        sizes.append(len(own))
        for run in own:
            by_run[run].append(place)


def _stem_runs(question: Any) -> frozenset[Run]:
    """Runs of the stem. Ordering and matching stems are formulas: what they order or match belongs to them."""
    text = question.stem
    if isinstance(question, OrderingQuestion):
        text += " " + " ".join(step.text for step in question.items)
    elif isinstance(question, MatchingQuestion):
        text += " " + " ".join(pair.prompt for pair in question.pairs)
    words = _words(text)
    return frozenset(_runs(words, 3)) or frozenset([tuple(words)])


def copied(texts: Iterable[tuple[str, str]], notes: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Texts that repeat eight or more words of the notes in a row: (where, words, where in the notes).

    `notes` are lines, each with its place `file:line`; a run may go on over the end of a line, not of a file.
    """
    seen: dict[Run, str] = {}
    for _, lines in groupby(notes, key=lambda line: line[0].partition(":")[0]):
        placed = [(word, where) for where, line in lines for word in _words(line)]
        words = [word for word, _ in placed]
        for start, run in enumerate(_runs(words, COPIED_WORDS)):
            seen.setdefault(run, placed[start][1])
    for where, text in texts:
        hit = next((run for run in _runs(_words(text), COPIED_WORDS) if run in seen), None)
        if hit:
            yield where, " ".join(hit), seen[hit]


def texts_of(bank: Bank) -> Iterator[tuple[str, str]]:
    """Every text of the bank that an author wrote, beside the id of what it belongs to."""
    for kind in (bank.topics, bank.facts, bank.questions, bank.decks):
        for slug, item in kind.items():
            for text in _texts(item.model_dump(exclude={"id", "sources", "checks", "origin", "facts", "related"})):
                yield slug, text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for element in value.values() if isinstance(value, dict) else value:
            yield from _texts(element)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str], length: int) -> Iterator[Run]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))
