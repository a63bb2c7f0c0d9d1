"""What is remembered: FSRS-6, a thin layer over the `fsrs` library. Pure.

Stability is in days (the time after which recall has fallen to 90 %), difficulty from 1 to 10. Elapsed time is in
whole study days: the library, which counts blocks of 24 hours, is handed times that are whole days apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import fsrs

from studyapp.answers.grades import Grade

DEFAULT_PARAMETERS: tuple[float, ...] = tuple(fsrs.Scheduler().parameters)
PARAMETERS = len(DEFAULT_PARAMETERS)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of one card: stability in days, difficulty from 1 to 10."""

    stability: float
    difficulty: float

    def stored(self) -> "Memory":
        """As it is stored, and as the next review starts from: 4 and 3 decimals, like Anki."""
        return Memory(round(self.stability, 4), round(self.difficulty, 3))


def next_memories(
    memory: Memory | None, elapsed_days: int, parameters: Sequence[float] = DEFAULT_PARAMETERS
) -> dict[Grade, Memory]:
    """The memory after each grade, not rounded. `memory` is None before the first answer.

    elapsed_days: whole study days since the last answer; 0 is the same day, less counts as 0.
    """
    scheduler = _scheduler(tuple(parameters))
    now = _EPOCH + timedelta(days=max(0, elapsed_days))
    results = {}
    for grade in Grade:
        card = fsrs.Card(card_id=1)
        if memory is not None:
            card.state, card.step = fsrs.State.Review, None
            card.stability, card.difficulty = memory.stability, memory.difficulty
            card.last_review = _EPOCH
        after, _ = scheduler.review_card(card, fsrs.Rating(grade.value), now)
        if after.stability is None or after.difficulty is None:
            raise ValueError(f"no memory after {grade.name}")
        results[grade] = Memory(after.stability, after.difficulty)
    return results


def retrievability(memory: Memory, elapsed_days: int, parameters: Sequence[float] = DEFAULT_PARAMETERS) -> float:
    """The chance of recall, from 0 to 1, after whole study days."""
    decay, factor = _curve(tuple(parameters))
    return float((1 + factor * max(0, elapsed_days) / memory.stability) ** decay)


def interval_days(
    stability: float, desired_retention: float, parameters: Sequence[float] = DEFAULT_PARAMETERS
) -> float:
    """Days until recall has fallen to `desired_retention`, not rounded. Raises ValueError outside 0 to 1."""
    if not 0 < desired_retention < 1:
        raise ValueError(f"desired retention {desired_retention} is not between 0 and 1")
    decay, factor = _curve(tuple(parameters))
    return float(stability / factor * (desired_retention ** (1 / decay) - 1))


@lru_cache(maxsize=256)
def _scheduler(parameters: tuple[float, ...]) -> fsrs.Scheduler:
    if len(parameters) != PARAMETERS:
        raise ValueError(f"FSRS-6 has {PARAMETERS} parameters, not {len(parameters)}")
    return fsrs.Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@lru_cache(maxsize=256)
def _curve(parameters: tuple[float, ...]) -> tuple[float, float]:
    """Decay and factor of the forgetting curve: recall = (1 + factor * days / stability) ** decay."""
    decay = -_scheduler(parameters).parameters[-1]
    return decay, 0.9 ** (1 / decay) - 1
