"""What the review pages read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer, Source
from studyapp.bank.current import bank

from .calendar import Outcome, Phase
from .memory import retrievability
from .models import Card, Desk, Preferences, Queue
from .pages import title_of
from .scheduling import NEW, card_seed, outcomes_of

LISTS = {
    "suspended": ("Suspended", Q(queue=Queue.SUSPENDED)),
    "marked": ("Marked", Q(marked=True)),
    "leeches": ("Leeches", Q(leech=True)),
    "buried": ("Buried until tomorrow", Q(held_until__isnull=False)),
}
PAGE_SIZE = 50
MOST_MISSED = 50


@dataclass(frozen=True)
class Missed:
    """A card that went wrong in a sitting."""

    card_id: str
    title: str
    fact: str
    times: int


@dataclass(frozen=True)
class Summary:
    """A sitting at its end."""

    answered: int
    passed: int
    missed: tuple[Missed, ...]
    leeches: tuple[Missed, ...]
    can_go_ahead: bool

    @property
    def share(self) -> int:
        """Per cent of answers that passed."""
        return round(100 * self.passed / self.answered) if self.answered else 0


@dataclass(frozen=True)
class Today:
    """What waits for a learner today: due reviews, cards in learning, new cards within the limit, answers given."""

    due: int
    learning: int
    new: int
    answered: int

    @property
    def waiting(self) -> int:
        """Everything that can be answered now."""
        return self.due + self.learning + self.new


@dataclass(frozen=True)
class Listing:
    """One page of cards that ask for attention."""

    name: str
    title: str
    page: Page[Any]
    rows: list[tuple[Card, str]]
    counts: list[tuple[str, str, int]]


def today(learner: User, now: datetime) -> Today:
    """What waits today, within the daily limits."""
    day = learner.clock.day_of(now)
    preferences = Preferences.objects.filter(learner=learner).first() or Preferences(learner=learner)
    log = Answer.objects.standing().filter(learner=learner).on(day)
    first: dict[str, Any] = {}
    answered = 0
    for card_id, phase in log.filter(source=Source.REVIEW).order_by("pk").values_list("card_id", "before__card__phase"):
        first.setdefault(card_id, phase)
        answered += 1
    introduced = sum(phase in (None, Phase.NEW) for phase in first.values())
    reviewed = sum(phase == Phase.REVIEW for phase in first.values())
    due = min(learner.cards.due(day).count(), max(0, preferences.reviews_per_day - reviewed))
    learning = learner.cards.filter(queue=Queue.LEARNING, due_at__lt=learner.clock.end_of(day)).count()
    unseen = max(0, len(bank().cards) - learner.cards.count())
    return Today(due, learning, min(unseen, max(0, preferences.new_per_day - introduced)), answered)


def summary(desk: Desk, now: datetime) -> Summary:
    """What a sitting came to: the ones that went wrong with links to their facts."""
    log = Answer.objects.standing().filter(sitting=desk.sitting)
    grades = list(log.order_by("pk").values_list("card_id", "grade")) if desk.pk else []
    wrong: dict[str, int] = {}
    for card_id, grade in grades:
        if grade == Grade.AGAIN:
            wrong[card_id] = wrong.get(card_id, 0) + 1
    leeches: list[str] = []
    if wrong:
        leeches = list(desk.learner.cards.filter(card_id__in=wrong, leech=True).values_list("card_id", flat=True))
    passed = sum(grade != Grade.AGAIN for _, grade in grades)
    ahead = bool(desk.pk) and desk.learner.cards.ahead(desk.learner.clock.day_of(now)).exists()
    missed = tuple(_missed(card_id, times) for card_id, times in list(wrong.items())[:MOST_MISSED])
    return Summary(len(grades), passed, missed, tuple(_missed(card_id, 0) for card_id in leeches), ahead)


def regrades(learner: User, answer: Answer, now: datetime) -> Mapping[Grade, Outcome]:
    """What each grade would have done to the card that was answered, from its state before."""
    kept = (answer.before or {}).get("card")
    preferences = learner.preferences
    row = None
    if kept is not None:
        row = Card(learner=learner, card_id=answer.card_id, **{k: v for k, v in kept.items() if k not in _TIMES})
        row.last_day = date.fromisoformat(kept["last_day"])
    return outcomes_of(row, learner, preferences, card_seed(learner, answer.card_id, row), answer.study_day)


_TIMES = ("due_day", "due_at", "held_until", "first_day", "last_day")


def listing(learner: User, name: str, number: str) -> Listing:
    """Cards of one of the lists; an unknown name is the first list, a page that does not exist the nearest."""
    name = name if name in LISTS else "suspended"
    counts = [(key, title, learner.cards.filter(wanted).count()) for key, (title, wanted) in LISTS.items()]
    found = learner.cards.filter(LISTS[name][1]).order_by("topic", "card_id")
    page = Paginator(found, PAGE_SIZE).get_page(number)
    rows = [(row, title_of(row.card_id)) for row in page]
    return Listing(name, LISTS[name][0], page, rows, counts)


def card_info(learner: User, row: Card, now: datetime) -> dict[str, Any]:
    """Everything about one card: schedule, memory, log."""
    day = learner.clock.day_of(now)
    recall = None
    if row.state.memory and row.state != NEW:
        recall = round(100 * retrievability(row.state.memory, max(0, (day - row.last_day).days)))
    log = learner.answers.filter(card_id=row.card_id).order_by("-pk")[:100]
    bank_card = bank().cards.get(row.card_id)
    return {
        "row": row,
        "title": title_of(row.card_id),
        "facts": bank_card.facts if bank_card else (),
        "recall": recall,
        "log": log,
        "held": bool(row.held_until and row.held_until > day),
    }


def _missed(card_id: str, times: int) -> Missed:
    card = bank().cards.get(card_id)
    return Missed(card_id, title_of(card_id), card.facts[0] if card else "", times)
