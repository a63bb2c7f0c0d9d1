"""Between the pure scheduler and the rows: what the grades would do to a card, doing it, and putting it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade

from .calendar import CardState, Outcome, Phase, outcomes
from .models import Card, Preferences, Queue

_DATES = ("due_day", "held_until", "first_day", "last_day")
_KEPT = (
    *("queue", "phase", "due_day", "due_at", "held_until", "stability", "difficulty", "first_day", "last_day"),
    *("interval_days", "steps_left", "reviews", "lapses", "leech"),
)
NEW = CardState(Phase.NEW, 0, None, 0, 0)


def outcomes_of(
    card: Card | None, learner: User, preferences: Preferences, seed: str, today: date
) -> dict[Grade, Outcome]:
    """What each of the four grades would do to a card today; None is a card that was never seen."""
    if card is None:
        return outcomes(NEW, elapsed_days=0, rules=preferences.rules, fuzz_seed=seed)
    elapsed = max(0, (today - card.last_day).days)
    return outcomes(card.state, elapsed_days=elapsed, rules=preferences.rules, fuzz_seed=seed)


def card_seed(learner: User, card_id: str, card: Card | None) -> str:
    """Seed of the fuzz: the same learner, card and number of reviews give the same interval after undo and redo."""
    return f"{learner.pk}/{card_id}/{card.reviews if card else 0}"


def apply(card: Card, outcome: Outcome, grade: Grade, learner: User, preferences: Preferences, now: datetime) -> None:
    """Moves a card to where its answer puts it. Does not save."""
    today = learner.clock.day_of(now)
    memory = outcome.memory.stored()
    card.phase, card.steps_left = outcome.phase, outcome.steps_left
    card.stability, card.difficulty = memory.stability, memory.difficulty
    card.last_day, card.held_until = today, None
    card.reviews += 1
    if outcome.days is not None:
        card.queue, card.due_at = Queue.REVIEW, None
        card.interval_days = outcome.days
        card.due_day = today + timedelta(days=outcome.days)
    else:
        card.queue, card.due_at = Queue.LEARNING, now + timedelta(seconds=outcome.seconds or 0)
        card.interval_days = outcome.interval_days
        card.due_day = learner.clock.day_of(card.due_at)
    if outcome.lapsed:
        card.lapses += 1
        card.leech = card.leech or 0 < preferences.leech_lapses <= card.lapses


def snapshot(card: Card | None) -> dict[str, Any] | None:
    """The schedule of a card as JSON; None for a card without a row."""
    if card is None:
        return None
    return {name: _plain(getattr(card, name)) for name in _KEPT}


def restore(learner: User, card_id: str, kept: dict[str, Any] | None) -> None:
    """Puts a card's schedule back to what `snapshot` kept; a card that had no row has none again."""
    row = learner.cards.filter(card_id=card_id)
    if kept is None:
        row.delete()
        return
    values = dict(kept)
    for name in _DATES:
        values[name] = parse_date(values[name]) if values[name] else None
    values["due_at"] = parse_datetime(values["due_at"]) if values["due_at"] else None
    row.update(**values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
