"""When a card comes back: learning steps, whole-day intervals and fuzz, by Anki's rules on top of FSRS. Pure.

The rules were read from Anki's behaviour and are checked against its answers (manage.py compare_anki).
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from studyapp.answers.grades import Grade

from .memory import DEFAULT_PARAMETERS, Memory, interval_days, next_memories

DAY = 86_400
_FUZZ_PARTS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))


class Phase(IntEnum):
    """Where in its life a card is."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """How a learner wants cards to come back. Steps in seconds. Raises ValueError for values out of range."""

    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36_500
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    fuzz: bool = True

    def __post_init__(self) -> None:
        if not 0.70 <= self.desired_retention <= 0.99:
            raise ValueError(f"desired retention {self.desired_retention} is not from 0.70 to 0.99")
        if any(step <= 0 for step in self.learning_steps + self.relearning_steps):
            raise ValueError("a step must be longer than nothing")
        if not 1 <= self.maximum_interval <= 36_500:
            raise ValueError(f"maximum interval {self.maximum_interval} is not from 1 to 36500 days")


@dataclass(frozen=True, slots=True)
class CardState:
    """The schedule of a card before an answer. `interval_days` is its last whole-day interval, 0 if it has none."""

    phase: Phase
    steps_left: int
    memory: Memory | None
    interval_days: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a grade puts a card: back in `days` whole study days, or within the day in `seconds`."""

    phase: Phase
    steps_left: int
    memory: Memory
    interval_days: int
    days: int | None
    seconds: int | None
    lapsed: bool = False

    def state(self, lapses: int) -> CardState:
        """The card's next state, given its lapses before."""
        return CardState(
            self.phase, self.steps_left, self.memory.stored(), self.interval_days, lapses + int(self.lapsed)
        )


def outcomes(
    state: CardState, *, elapsed_days: int, rules: Rules, fuzz_seed: int | str | None = None
) -> dict[Grade, Outcome]:
    """What each of the four grades does to a card, `elapsed_days` whole study days after its last answer.

    Intervals follow from the stability before it is rounded for storage. The same seed gives the same fuzz.
    """
    memories = next_memories(state.memory, elapsed_days, rules.parameters)
    exact = {g: interval_days(m.stability, rules.desired_retention, rules.parameters) for g, m in memories.items()}
    fuzz = _fuzz_factor(fuzz_seed) if rules.fuzz and fuzz_seed is not None else None
    if state.phase is Phase.REVIEW:
        return _from_review(state, memories, exact, rules, fuzz)
    return _from_steps(state, memories, exact, rules, fuzz)


def spell(outcome: Outcome) -> str:
    """The wait of an outcome as it stands on a button: 10 min, 5 h, 3 days, 2.4 months, 1.5 years."""
    if outcome.seconds is not None and outcome.seconds < DAY:
        minutes = max(1, round(outcome.seconds / 60))
        return f"{minutes} min" if minutes < 60 else f"{_short(minutes / 60)} h"
    days = outcome.days if outcome.days is not None else round((outcome.seconds or 0) / DAY)
    if days < 31:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < 365:
        return f"{_short(days / 30.4375)} months"
    return f"{_short(days / 365.25)} years"


def fuzz_band(interval: float) -> tuple[int, int]:
    """Lowest and highest whole-day interval that fuzz may make of an exact one; none below 2.5 days."""
    if interval < 2.5:
        return _half_up(interval), _half_up(interval)
    spread = 1.0 + sum(part * max(0.0, min(interval, high) - low) for low, high, part in _FUZZ_PARTS)
    return _half_up(interval - spread), _half_up(interval + spread)


def _from_review(
    state: CardState, memories: Mapping[Grade, Memory], exact: Mapping[Grade, float], rules: Rules, fuzz: float | None
) -> dict[Grade, Outcome]:
    results = {Grade.AGAIN: _lapse(memories[Grade.AGAIN], exact[Grade.AGAIN], rules, fuzz)}
    least = 1
    for grade in (Grade.HARD, Grade.GOOD, Grade.EASY):
        floor = max(least, _not_before(exact[grade], state.interval_days))
        days = _whole(exact[grade], floor, rules, fuzz)
        results[grade] = Outcome(Phase.REVIEW, 0, memories[grade], days, days, None)
        least = days + 1
    return results


def _not_before(interval: float, previous: int) -> int:
    """The least interval that the previous one asks for."""
    if _half_up(interval) > previous:
        return previous + 1
    low, high = fuzz_band(interval)
    return previous if low <= previous <= high else 0


def _lapse(memory: Memory, interval: float, rules: Rules, fuzz: float | None) -> Outcome:
    steps = rules.relearning_steps
    days = _whole(interval, 1, rules, fuzz)
    if steps:
        return Outcome(Phase.RELEARNING, len(steps), memory, days, None, _in_days(steps[0]), lapsed=True)
    if interval < 0.5:
        return Outcome(Phase.RELEARNING, 0, memory, days, None, int(interval * DAY), lapsed=True)
    return Outcome(Phase.REVIEW, 0, memory, days, days, None, lapsed=True)


def _from_steps(
    state: CardState, memories: Mapping[Grade, Memory], exact: Mapping[Grade, float], rules: Rules, fuzz: float | None
) -> dict[Grade, Outcome]:
    """New, learning and relearning cards: the previous interval does not count."""
    relearning = state.phase is Phase.RELEARNING
    phase = Phase.RELEARNING if relearning else Phase.LEARNING
    steps = rules.relearning_steps if relearning else rules.learning_steps
    left = len(steps) if state.phase is Phase.NEW else state.steps_left
    waits = _step_waits(steps, left)
    results = {}
    for grade in (Grade.AGAIN, Grade.HARD, Grade.GOOD):
        wait = waits.get(grade)
        days = _whole(exact[grade], 1, rules, fuzz)
        kept = state.interval_days
        if wait is not None:
            results[grade] = Outcome(phase, wait[1], memories[grade], kept, None, wait[0])
        elif not steps and exact[grade] < 0.5:
            results[grade] = Outcome(phase, 0, memories[grade], kept, None, int(exact[grade] * DAY))
        else:
            results[grade] = Outcome(Phase.REVIEW, 0, memories[grade], days, days, None)
    least = _whole(exact[Grade.GOOD], 1, rules, fuzz) + 1
    days = _whole(exact[Grade.EASY], least, rules, fuzz)
    results[Grade.EASY] = Outcome(Phase.REVIEW, 0, memories[Grade.EASY], days, days, None)
    return results


def _step_waits(steps: tuple[int, ...], left: int) -> dict[Grade, tuple[int, int]]:
    """Seconds to wait and steps left after it, for the grades that stay in the steps."""
    if not steps:
        return {}
    place = min(max(0, len(steps) - left), len(steps) - 1)
    waits = {Grade.AGAIN: (_in_days(steps[0]), len(steps)), Grade.HARD: (_hard_wait(steps, place), left)}
    if place + 1 < len(steps):
        waits[Grade.GOOD] = (_in_days(steps[place + 1]), len(steps) - place - 1)
    return waits


def _hard_wait(steps: tuple[int, ...], place: int) -> int:
    """The step again; on the first step half-way to the second, or half as much again but at most a day more."""
    if place > 0:
        return _in_days(steps[place])
    if len(steps) > 1:
        return _in_days((steps[0] + steps[1]) // 2)
    return _in_days(min(steps[0] * 3 // 2, steps[0] + DAY))


def _in_days(seconds: int) -> int:
    """A step longer than a day is a whole number of days."""
    return seconds if seconds <= DAY else _half_up(seconds / DAY) * DAY


def _whole(interval: float, least: int, rules: Rules, fuzz: float | None) -> int:
    """The interval in whole days, from `least` to the maximum, moved within its fuzz band by `fuzz` (0 to 1)."""
    most = rules.maximum_interval
    least = min(max(1, least), most)
    if fuzz is None:
        return min(max(_half_up(interval), least), most)
    low, high = (min(max(bound, least), most) for bound in fuzz_band(interval))
    if low == high and 2 < high < most:
        high = low + 1
    return math.floor(low + fuzz * (1 + high - low))


def _fuzz_factor(seed: int | str) -> float:
    """A number from 0 to below 1, the same for the same seed everywhere."""
    digest = hashlib.blake2b(str(seed).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
