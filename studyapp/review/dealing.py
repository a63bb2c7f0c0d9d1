"""Laying the desk and dealing the next card: reads the learner's cards and hands ids to the pure `hand` module."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer, Source
from studyapp.bank.current import bank
from studyapp.bank.library import Card as BankCard

from . import hand as hands
from .calendar import Outcome, Phase
from .models import Card, Desk, Preferences, Queue
from .scheduling import card_seed, outcomes_of

HAND_SIZE = 100
AHEAD_SIZE = 20
PEEK = 5


@dataclass
class Table:
    """What one answer needs: the rows of the card, its siblings and the next in hand (`asked` names those looked
    up), and when the cards in learning come back."""

    preferences: Preferences
    cards: dict[str, Card]
    asked: set[str]
    learning: dict[str, datetime]

    def waiting(self, desk: Desk) -> list[hands.Waiting]:
        """Cards in learning that belong to what is being studied."""
        return [hands.Waiting(card_id, at) for card_id, at in self.learning.items() if in_scope(desk, card_id)]

    def note(self, card: Card) -> None:
        """Takes over what an answer made of a card."""
        self.cards[card.card_id] = card
        self.learning.pop(card.card_id, None)
        if card.queue == Queue.LEARNING and card.due_at:
            self.learning[card.card_id] = card.due_at


@dataclass(frozen=True)
class Turn:
    """What the session page shows: the card being asked (None at the end), what each grade would do, what is left."""

    desk: Desk
    asked: BankCard | None
    card: Card | None
    outcomes: dict[Grade, Outcome]
    left: int
    next_at: datetime | None
    unsaved: bool = False

    @property
    def seen_reviews(self) -> int:
        """How many reviews the card had when shown; an answer must say the same."""
        return self.card.reviews if self.card else 0

    @property
    def total(self) -> int:
        """Length of the sitting as it looks now."""
        return self.desk.done + self.left


@dataclass(frozen=True)
class First:
    """The first answer of somebody who had no desk when its card was shown."""

    card_id: str
    key: uuid.UUID
    topic: str = ""
    exam: str = ""


def locked_desk(learner: User, now: datetime, first: First | None = None) -> Desk:
    """The learner's desk, locked until the transaction ends; laid out if there was none.

    A first answer finds its card on top, under its key, and its choice of topic or exam.
    """
    found = Desk.objects.select_related("learner__preferences").select_for_update(of=("self",)).filter(learner=learner)
    desk = found.first()
    if desk is not None:
        return desk
    Preferences.objects.get_or_create(learner=learner)
    scope = {"topic": first.topic, "exam": first.exam} if first else {}
    Desk.objects.get_or_create(learner=learner, defaults={"day": learner.clock.day_of(now), **scope})
    desk = found.get()
    lay_out(desk, learner, now)
    if first:
        return_to_hand(desk, learner)
        desk.hand = [card_id for card_id in desk.hand if card_id != first.card_id]
        desk.card_id, desk.key = first.card_id, first.key
    desk.save()
    return desk


def lay_out(desk: Desk, learner: User, now: datetime) -> None:
    """Starts a sitting: lays out a hand for today and deals the first card. Does not save."""
    desk.sitting, desk.done, desk.aside, desk.card_id = uuid.uuid4(), 0, [], ""
    desk.day = learner.clock.day_of(now)
    _fill(desk, learner, now)
    deal(desk, learner, now)


def deal(desk: Desk, learner: User, now: datetime, table: Table | None = None, *, just_answered: str = "") -> None:
    """Puts the next card on the desk under a new key, or none at the end. Does not save."""
    desk.card_id, desk.key = "", uuid.uuid4()
    if not desk.hand and desk.beyond:
        _fill(desk, learner, now)
    table = table or table_for(desk, learner)
    while True:
        _look_up(table, learner, desk.hand[:PEEK])
        chosen = hands.next_card(desk.hand, table.waiting(desk), now, just_answered=just_answered)
        if chosen is None:
            return
        if chosen in desk.hand:
            desk.hand = [card_id for card_id in desk.hand if card_id != chosen]
            if not _still_wanted(desk, table.cards.get(chosen), chosen):
                continue
        _look_up(table, learner, [chosen])
        desk.card_id = chosen
        return


def table_for(desk: Desk, learner: User, card_id: str = "") -> Table:
    """What is needed to answer `card_id` (or the card being asked) and to deal the next one, in two queries."""
    card_id = card_id or desk.card_id
    learning: dict[str, Any] = dict(
        learner.cards.filter(queue=Queue.LEARNING).order_by("due_at", "pk").values_list("card_id", "due_at")
    )
    wanted = {card_id, *desk.hand[:PEEK], *list(learning)[:PEEK]} - {""}
    if card_id in bank().cards:
        wanted |= bank().siblings(card_id)
    rows = {row.card_id: row for row in learner.cards.filter(card_id__in=wanted)}
    return Table(desk.learner.preferences, rows, wanted, learning)


def turn(desk: Desk, learner: User, now: datetime, table: Table | None = None) -> Turn:
    """What the desk shows now."""
    table = table or table_for(desk, learner)
    waiting = table.waiting(desk)
    today = learner.clock.day_of(now)
    end = learner.clock.end_of(today)
    coming = [card.due_at for card in waiting if card.card_id != desk.card_id and card.due_at < end]
    asked = bank().cards.get(desk.card_id)
    card = table.cards.get(desk.card_id)
    outcomes = {}
    if asked:
        outcomes = outcomes_of(card, learner, table.preferences, card_seed(learner, desk.card_id, card), today)
    left = len(desk.hand) + desk.beyond + len(coming) + (asked is not None)
    return Turn(desk, asked, card, outcomes, left, min(coming, default=None))


def first_turn(topic: str = "", exam: str = "") -> Turn:
    """What somebody sees who has never answered: the first card, with nothing stored."""
    fresh = bank().cards_of(topic=topic, exam=exam) or bank().cards_of()
    picked = hands.pick_new(fresh, Preferences().new_per_day, (), bank().siblings)
    desk = Desk(topic=topic, exam=exam, hand=picked[1:], card_id=picked[0] if picked else "")
    asked = bank().cards.get(desk.card_id)
    visitor = User(pk=0)
    outcomes = outcomes_of(None, visitor, Preferences(), "", date.min) if asked else {}
    return Turn(desk, asked, None, outcomes, len(picked), None, unsaved=True)


def return_to_hand(desk: Desk, learner: User) -> None:
    """Puts the card being asked back on top of the hand, unless it is in learning and comes by itself."""
    if desk.card_id and not learner.cards.filter(card_id=desk.card_id, queue=Queue.LEARNING).exists():
        desk.hand = [desk.card_id, *desk.hand]
    desk.card_id = ""


def new_row(card_id: str, today: date) -> dict[str, Any]:
    """The fields of a card that was never answered."""
    return {
        "card_id": card_id,
        "topic": bank().cards[card_id].topic,
        "queue": Queue.REVIEW,
        "phase": Phase.NEW,
        "due_day": today,
        "first_day": today,
        "last_day": today,
    }


def day_after(today: date) -> date:
    """Tomorrow."""
    return today + timedelta(days=1)


def in_scope(desk: Desk, card_id: str) -> bool:
    """Whether a card belongs to what is being studied."""
    card = bank().cards.get(card_id)
    return card is not None and desk.topic in ("", card.topic) and (not desk.exam or desk.exam in card.exams)


def _fill(desk: Desk, learner: User, now: datetime) -> None:
    """Lays out the coming cards within today's limits; what does not fit into a hand is counted in `beyond`."""
    preferences, today = desk.learner.preferences, desk.day
    if desk.ahead:
        ahead = [card_id for card_id, _ in _rows(desk, learner.cards.ahead(today), AHEAD_SIZE)]
        desk.hand, desk.beyond = ahead, 0
        return
    done = _done_today(learner, today)
    due = learner.cards.due(today)
    if desk.topic:
        due = due.filter(topic=desk.topic)
    allowed = max(0, preferences.reviews_per_day - done.reviews)
    rows = _rows(desk, due, min(allowed, HAND_SIZE))
    waiting = min(allowed, due.count()) if len(rows) == HAND_SIZE else len(rows)
    wanted = max(0, preferences.new_per_day - done.new)
    taboo = done.card_ids | {card_id for card_id, _ in rows}
    new = hands.pick_new(_unseen(desk, learner), wanted, taboo, bank().siblings) if wanted else []
    desk.hand = hands.lay_out(rows, new, bank().siblings, f"{learner.pk}/{today}")
    desk.beyond = max(0, waiting - len(rows))


@dataclass(frozen=True)
class _Done:
    new: int
    reviews: int
    card_ids: set[str]


def _done_today(learner: User, today: date) -> _Done:
    """How much of today's limits is used up, and which cards were seen."""
    log = Answer.objects.standing().filter(learner=learner, source=Source.REVIEW).on(today)
    first: dict[str, Any] = {}
    for card_id, before in log.order_by("pk").values_list("card_id", "before__card__phase"):
        first.setdefault(card_id, before)
    new = sum(phase in (None, Phase.NEW) for phase in first.values())
    reviews = sum(phase == Phase.REVIEW for phase in first.values())
    return _Done(new, reviews, set(first))


def _rows(desk: Desk, found: Any, limit: int) -> list[tuple[str, str]]:
    """Up to `limit` cards (id, topic) that the bank still has and that are in scope."""
    rows: Iterable[tuple[str, str]] = found.values_list("card_id", "topic")
    if not desk.exam:
        rows = found.values_list("card_id", "topic")[: limit + 50]
    return [(card_id, topic) for card_id, topic in rows if in_scope(desk, card_id)][:limit]


def _unseen(desk: Desk, learner: User) -> list[BankCard]:
    """Cards in scope that the learner has no row of, in teaching order: of the first topics that have any."""
    counts = dict(learner.cards.values_list("topic").annotate(Count("pk")).order_by())
    unseen: list[BankCard] = []
    topics = 0
    for topic in [desk.topic] if desk.topic else bank().topics:
        cards = bank().cards_of(topic=topic, exam=desk.exam)
        if not cards or (not desk.exam and counts.get(topic, 0) >= len(cards)):
            continue
        seen = set(learner.cards.filter(topic=topic).values_list("card_id", flat=True)) if topic in counts else set()
        fresh = [card for card in cards if card.id not in seen]
        unseen.extend(fresh)
        topics += bool(fresh)
        if topics == hands.OPEN_TOPICS + 2:
            break
    return unseen


def _look_up(table: Table, learner: User, card_ids: list[str]) -> None:
    """Reads the rows of cards that the table does not know yet."""
    missing = [card_id for card_id in card_ids if card_id not in table.asked]
    if missing:
        table.asked.update(missing)
        table.cards.update({row.card_id: row for row in learner.cards.filter(card_id__in=missing)})


def _still_wanted(desk: Desk, card: Card | None, card_id: str) -> bool:
    """Whether a card that was laid out earlier is still to be asked."""
    if card_id not in bank().cards:
        return False
    if card is None:
        return True
    free = card.held_until is None or card.held_until <= desk.day
    return free and card.queue == Queue.REVIEW and (desk.ahead or card.due_day <= desk.day)
