"""Anki's answers compared with ours: replays recorded sequences of ratings through the scheduler. Pure.

A document is what a recording of Anki gives: desired_retention, params ("defaults..." or 21 numbers), fuzz (off), and
cases, each with a name, its steps ("no steps", "default steps 1m 10m / 10m") and its reviews: elapsed_days, rating,
stability, difficulty, next_state and buttons_secs. Every review starts from the stored (rounded) values of our own
replay.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studyapp.answers.grades import Grade

from .calendar import DAY, CardState, Outcome, Phase, Rules, outcomes
from .memory import DEFAULT_PARAMETERS, Memory, next_memories

NEW = CardState(Phase.NEW, 0, None, 0, 0)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY}
REQUIRED_SHARE = 0.999


@dataclass(frozen=True)
class Mismatch:
    """One button whose wait differs."""

    case: str
    review: int
    button: str
    ours: str
    theirs: str


@dataclass
class Report:
    """What the comparison found. Errors of stability and difficulty are taken from one review to the next, each
    starting from the recorded state; beyond 1e-4 + 3e-6 of the value and 1e-3 they count as `drifted`."""

    matched: int = 0
    total: int = 0
    largest: int = 0
    seconds_matched: int = 0
    seconds_total: int = 0
    drifted: int = 0
    states_differ: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of whole-day intervals that are equal."""
        return self.matched / self.total if self.total else 0.0

    @property
    def passed(self) -> bool:
        """At least 99.9 % equal and none off by more than a day."""
        return self.total > 0 and self.share >= REQUIRED_SHARE and self.largest <= 1


def compare(document: Any) -> Report:
    """Replays every case. Raises ValueError that says what is malformed and where."""
    report = Report()
    cases = _field(document, "cases", list, "the document")
    retention = _field(document, "desired_retention", (int, float), "the document")
    parameters = _parameters(document.get("params", "defaults"))
    for number, case in enumerate(cases):
        where = f"cases[{number}]"
        learning, relearning = read_steps(_field(case, "steps", str, where), where)
        rules = Rules(retention, learning, relearning, parameters=parameters, fuzz=False)
        _replay(case, rules, where, report)
    return report


def read_steps(text: str, where: str = "steps") -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Learning and relearning steps in seconds from "no steps" or "... 1m 10m / 10m"."""
    if text.strip() in ("no steps", ""):
        return (), ()
    if not re.search(r"\d", text):
        raise ValueError(f"{where}.steps: cannot read '{text}'")
    learning, _, relearning = text.partition("/")
    return _durations(learning), _durations(relearning)


def _durations(text: str) -> tuple[int, ...]:
    return tuple(int(number) * _UNITS[unit] for number, unit in re.findall(r"\b(\d+)([smhd])\b", text))


def _replay(case: Mapping[str, Any], rules: Rules, where: str, report: Report) -> None:
    state, theirs = NEW, None
    for number, review in enumerate(_field(case, "reviews", list, where)):
        place = f"{where}.reviews[{number}]"
        rating = _field(review, "rating", int, place)
        if rating not in (1, 2, 3, 4):
            raise ValueError(f"{place}: rating {rating} is not 1 to 4")
        elapsed = _field(review, "elapsed_days", int, place)
        ours = outcomes(state, elapsed_days=elapsed, rules=rules)
        name = f"{case.get('name', where)} ({case['steps']})"
        _compare_buttons(ours, _field(review, "buttons_secs", dict, place), name, number, report)
        chosen = ours[Grade(rating)]
        report.states_differ += chosen.phase.name.lower() != review.get("next_state", chosen.phase.name.lower())
        recorded = Memory(
            _field(review, "stability", (int, float), place), _field(review, "difficulty", (int, float), place)
        )
        report.drifted += not _near(next_memories(theirs, elapsed, rules.parameters)[Grade(rating)].stored(), recorded)
        state, theirs = chosen.state(state.lapses), recorded.stored()


def _compare_buttons(
    ours: Mapping[Grade, Outcome], theirs: Mapping[str, Any], case: str, review: int, report: Report
) -> None:
    for grade in Grade:
        wanted = theirs.get(grade.name.lower())
        if wanted is None:
            continue
        outcome = ours[grade]
        given = outcome.days * DAY if outcome.days is not None else outcome.seconds or 0
        if wanted % DAY or wanted < DAY:
            report.seconds_total += 1
            equal = abs(given - wanted) <= max(3, wanted * 1e-3)
            report.seconds_matched += equal
        else:
            report.total += 1
            equal = given == wanted
            report.matched += equal
            report.largest = max(report.largest, -(-abs(given - wanted) // DAY))
        if not equal:
            report.mismatches.append(Mismatch(case, review, grade.name.lower(), _wait(given), _wait(wanted)))


def _near(ours: Memory, theirs: Memory) -> bool:
    return (
        abs(ours.stability - theirs.stability) <= 1e-4 + 3e-6 * theirs.stability
        and abs(ours.difficulty - theirs.difficulty) <= 1e-3
    )


def _parameters(given: Any) -> tuple[float, ...]:
    if isinstance(given, str) and given.startswith("default"):
        return DEFAULT_PARAMETERS
    if isinstance(given, list) and len(given) == len(DEFAULT_PARAMETERS):
        return tuple(float(number) for number in given)
    raise ValueError(f"params: neither 'defaults' nor a list of {len(DEFAULT_PARAMETERS)} numbers")


def _field(mapping: Any, name: str, kind: Any, where: str) -> Any:
    if not isinstance(mapping, dict) or name not in mapping:
        raise ValueError(f"{where}: '{name}' is missing")
    if not isinstance(mapping[name], kind) or isinstance(mapping[name], bool):
        raise ValueError(f"{where}.{name}: {mapping[name]!r} cannot be used")
    return mapping[name]


def _wait(seconds: float) -> str:
    return f"{seconds // DAY} days" if seconds >= DAY and seconds % DAY == 0 else f"{seconds} s"
