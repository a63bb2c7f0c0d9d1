"""Showing a question and marking what comes back. Pure.

Options, steps and matches are shown in an order drawn from a seed (the key of the coming answer), and what is sent
back are positions in that order: nothing in the page gives the answer away, and the same key shows the same order.
A *response* is what the log keeps: positions in the order of the file.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .schema import MatchingQuestion, MultipleQuestion, NumericQuestion, OptionsQuestion, OrderingQuestion

_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}


class NotAnAnswer(ValueError):
    """What was sent is not an answer to this question; the text says what to do."""


@dataclass(frozen=True)
class Marked:
    """A response and whether it is right as a whole, as in the exam; `parts` says it for each step or pair."""

    response: Any
    correct: bool
    parts: tuple[bool, ...] = ()


def shown_order(question: Any, seed: str) -> list[int]:
    """Positions of the file in the order in which they are shown: of options, steps, or (for matching) matches."""
    if isinstance(question, MatchingQuestion):
        count = len(question.pairs) + len(question.distractors)
    elif isinstance(question, OrderingQuestion):
        count = len(question.items)
    else:
        count = len(getattr(question, "options", ()))
    order = list(range(count))
    if getattr(question, "shuffle", True):
        random.Random(f"{seed}/{question.id}").shuffle(order)  # noqa: S311  fairness, not secrecy
    return order


def matches(question: MatchingQuestion) -> list[str]:
    """What the prompts can be matched with: the right matches in the order of the pairs, then the distractors."""
    return [pair.match for pair in question.pairs] + list(question.distractors)


def read_response(question: Any, sent: Mapping[str, Sequence[str]], seed: str) -> Any:
    """The response in a form's fields. Raises NotAnAnswer with a text for the person."""
    order = shown_order(question, seed)
    if isinstance(question, NumericQuestion):
        return _number(sent)
    if isinstance(question, OrderingQuestion):
        return _ordering(sent, order)
    if isinstance(question, MatchingQuestion):
        return _matching(question, sent, order)
    return _choice(question, sent, order)


def mark(question: Any, response: Any) -> Marked:
    """Marks a response, all or nothing."""
    if isinstance(question, NumericQuestion):
        answer = question.answer
        return Marked(response, abs(float(response) - answer.value) <= answer.tolerance)
    if isinstance(question, OrderingQuestion | MatchingQuestion):
        parts = tuple(given == right for right, given in enumerate(response))
        return Marked(response, all(parts), parts)
    return Marked(response, tuple(sorted(response)) == question.key)


def number_to_choose(question: OptionsQuestion) -> int:
    """How many options are to be chosen."""
    return question.choose if isinstance(question, MultipleQuestion) else 1


def _choice(question: OptionsQuestion, sent: Mapping[str, Sequence[str]], order: list[int]) -> list[int]:
    chosen = {_position(word, order) for word in sent.get("choice", ())}
    wanted = number_to_choose(question)
    if len(chosen) != wanted:
        said = f"You chose {_WORDS.get(len(chosen), len(chosen))}." if len(chosen) > 1 else ""
        raise NotAnAnswer(f"Choose {_WORDS[wanted]}. {said}".strip())
    return sorted(chosen)


def _ordering(sent: Mapping[str, Sequence[str]], order: list[int]) -> list[int]:
    """Response: for each place, the step (in the order of the file) that was put there."""
    places = [_whole(sent.get(f"place-{shown}", [""])[0]) for shown in range(len(order))]
    if sorted(place or 0 for place in places) != list(range(1, len(order) + 1)):
        raise NotAnAnswer(f"Give every step a different place from 1 to {len(order)}.")
    return [order[places.index(place)] for place in range(1, len(order) + 1)]


def _matching(question: MatchingQuestion, sent: Mapping[str, Sequence[str]], order: list[int]) -> list[int]:
    """Response: for each prompt, the match (in the order of `matches`) that was chosen."""
    given = [sent.get(f"match-{prompt}", [""])[0] for prompt in range(len(question.pairs))]
    if not all(given):
        raise NotAnAnswer("Choose a match for every prompt.")
    chosen = [_position(word, order) for word in given]
    if len(set(chosen)) < len(chosen):
        raise NotAnAnswer("Every match can be used once only.")
    return chosen


def _number(sent: Mapping[str, Sequence[str]]) -> float:
    word = sent.get("number", [""])[0].strip().replace(",", "").replace("\u202f", "").replace(" ", "")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", word):
        raise NotAnAnswer("Type a number, such as 15 or 0.5.")
    return float(word)


def _position(word: str, order: list[int]) -> int:
    shown = _whole(word)
    if shown is None or shown >= len(order):
        raise NotAnAnswer("That option does not exist; choose one of those shown.")
    return order[shown]


def _whole(word: str) -> int | None:
    return int(word) if re.fullmatch(r"\d{1,3}", word) else None
