"""What a learner does at the desk. Each action is one transaction that locks the desk, so two tabs, a doubled click
and a repeated request come one after the other and the second changes nothing."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction

from studyapp.accounts.models import User
from studyapp.answers.actions import find_answer, record_answer, retract_answer
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer, Source
from studyapp.bank.current import bank

from . import dealing
from .dealing import Turn
from .models import Card, Desk, Queue
from .scheduling import apply, card_seed, outcomes_of, restore, snapshot


class Arrival(Enum):
    """What became of an answer that arrived."""

    TAKEN = "taken"
    REPEATED = "repeated"  # the same answer had arrived before
    STALE = "stale"  # the card has been answered elsewhere since it was shown


@dataclass(frozen=True)
class Reply:
    """An answer as it arrives: the key it was asked under, and how many reviews the card had when it was shown."""

    key: uuid.UUID
    card_id: str
    seen_reviews: int
    grade: Grade
    milliseconds: int | None = None
    response: Any = None


@transaction.atomic
def sit_down(*, learner: User, now: datetime) -> Turn:
    """The desk as it is, laid out anew where a new study day has begun or nothing was laid out yet."""
    desk = dealing.locked_desk(learner, now)
    if desk.day != learner.clock.day_of(now):
        desk.topic, desk.exam, desk.ahead = "", "", False
        dealing.lay_out(desk, learner, now)
    elif desk.card_id not in bank().cards:
        dealing.deal(desk, learner, now)
    desk.save()
    return dealing.turn(desk, learner, now)


@transaction.atomic
def start_sitting(*, learner: User, now: datetime, topic: str = "", exam: str = "", ahead: bool = False) -> Turn:
    """A new sitting over everything, one topic or one exam; `ahead` takes cards that are not due yet."""
    desk = dealing.locked_desk(learner, now)
    desk.topic, desk.exam, desk.ahead = topic, exam, ahead
    dealing.lay_out(desk, learner, now)
    desk.save()
    return dealing.turn(desk, learner, now)


@transaction.atomic
def grade_card(
    *, learner: User, reply: Reply, now: datetime, first_scope: Mapping[str, str] | None = None
) -> tuple[Arrival, Turn]:
    """Takes an answer in: log, schedule and the next card commit together. A repeat changes nothing.

    `first_scope` (topic, exam) holds for a learner who has no desk yet.
    """
    first = dealing.First(reply.card_id, reply.key, **(first_scope or {}))
    desk = dealing.locked_desk(learner, now, first)
    if reply.key != desk.key and find_answer(learner=learner, key=reply.key):
        return Arrival.REPEATED, dealing.turn(desk, learner, now)
    table = dealing.table_for(desk, learner, reply.card_id)
    card = table.cards.get(reply.card_id)
    if (card.reviews if card else 0) != reply.seen_reviews:
        return Arrival.STALE, dealing.turn(desk, learner, now)
    _take_in(desk, learner, reply, table, now)
    return Arrival.TAKEN, dealing.turn(desk, learner, now, table)


@transaction.atomic
def regrade(*, learner: User, key: uuid.UUID, grade: Grade, now: datetime) -> Answer | None:
    """Gives the latest answer of the sitting another grade, with the same response. None if it is not the latest.

    A wrong answer stays a lapse: only answers that passed can be regraded, and only to another pass.
    """
    desk = dealing.locked_desk(learner, now)
    latest = _latest_answer(desk, learner)
    if latest is None or latest.key != key or not latest.passed or not grade.passed:
        return None
    _take_back(desk, learner, latest, now)
    row = learner.cards.filter(card_id=latest.card_id).first()
    reply = Reply(desk.key, latest.card_id, row.reviews if row else 0, grade, latest.milliseconds, latest.response)
    _take_in(desk, learner, reply, dealing.table_for(desk, learner, latest.card_id), now)
    return find_answer(learner=learner, key=reply.key)


@transaction.atomic
def undo(*, learner: User, now: datetime) -> tuple[bool, Turn]:
    """Takes back the last answer, burying or suspending of this sitting, exactly. False when there is none."""
    desk = dealing.locked_desk(learner, now)
    latest = _latest_answer(desk, learner)
    if desk.aside and (latest is None or desk.aside[-1]["after"] >= latest.pk):
        _bring_back(desk, learner)
    elif latest is not None:
        _take_back(desk, learner, latest, now)
    else:
        return False, dealing.turn(desk, learner, now)
    desk.save()
    return True, dealing.turn(desk, learner, now)


@transaction.atomic
def put_aside(*, learner: User, card_id: str, suspend: bool, now: datetime) -> Turn:
    """Buries the card being asked until tomorrow, or suspends it until the learner takes it back."""
    desk = dealing.locked_desk(learner, now)
    if card_id != desk.card_id or not card_id:
        return dealing.turn(desk, learner, now)
    card = learner.cards.filter(card_id=card_id).first()
    latest = _latest_answer(desk, learner)
    desk.aside.append({"card_id": card_id, "before": snapshot(card), "after": latest.pk if latest else 0})
    today = learner.clock.day_of(now)
    if card is None:
        card = Card(learner=learner, **dealing.new_row(card_id, today))
    if suspend:
        card.queue = Queue.SUSPENDED
    else:
        card.held_until = dealing.day_after(today)
    card.save()
    dealing.deal(desk, learner, now)
    desk.save()
    return dealing.turn(desk, learner, now)


@transaction.atomic
def set_marked(*, learner: User, card_id: str, marked: bool, now: datetime) -> None:
    """Marks a card to come back to, or takes the mark off; a new card gets its row now."""
    today = learner.clock.day_of(now)
    fields = dealing.new_row(card_id, today)
    card, _ = Card.objects.get_or_create(learner=learner, card_id=fields.pop("card_id"), defaults=fields)
    card.marked = marked
    card.save(update_fields=["marked"])


@transaction.atomic
def take_up(*, card: Card) -> None:
    """Puts a suspended or buried card back into its queue."""
    card.held_until = None
    if card.queue == Queue.SUSPENDED:
        card.queue = Queue.LEARNING if card.due_at else Queue.REVIEW
    card.save(update_fields=["queue", "held_until"])


def _take_in(desk: Desk, learner: User, reply: Reply, table: dealing.Table, now: datetime) -> None:
    card, today = table.cards.get(reply.card_id), learner.clock.day_of(now)
    before: dict[str, Any] = {"card": snapshot(card)}
    outcome = outcomes_of(card, learner, table.preferences, card_seed(learner, reply.card_id, card), today)[reply.grade]
    if card is None:
        card = Card(learner=learner, **dealing.new_row(reply.card_id, today))
    apply(card, outcome, reply.grade, learner, table.preferences, now)
    held = _hold_siblings(table, reply.card_id, today)
    before["held"] = [[sibling.card_id, sibling.held_until and str(sibling.held_until)] for sibling in held]
    before["dropped"] = _drop_from_hand(desk, reply.card_id)
    for sibling in held:
        sibling.held_until = dealing.day_after(today)
    record_answer(
        learner=learner,
        key=reply.key,
        card_id=reply.card_id,
        source=Source.REVIEW,
        grade=reply.grade,
        now=now,
        milliseconds=reply.milliseconds,
        sitting=desk.sitting,
        response=reply.response,
        before=before,
    )
    _save_cards([card, *held])
    table.note(card)
    desk.done += 1
    if reply.card_id == desk.card_id or not desk.card_id:
        dealing.deal(desk, learner, now, table, just_answered=reply.card_id)
    desk.save()


def _hold_siblings(table: dealing.Table, card_id: str, today: Any) -> list[Card]:
    """Siblings that would come today as well."""
    return [
        table.cards[sibling]
        for sibling in bank().siblings(card_id)
        if sibling in table.cards
        and table.cards[sibling].queue == Queue.REVIEW
        and table.cards[sibling].due_day <= today
        and (table.cards[sibling].held_until or today) <= today
    ]


def _drop_from_hand(desk: Desk, card_id: str) -> list[list[Any]]:
    """Takes the card and its siblings out of the hand; returns each with its place, for undo."""
    gone = {card_id, *bank().siblings(card_id)}
    dropped = [[place, coming] for place, coming in enumerate(desk.hand) if coming in gone]
    if dropped:
        desk.hand = [coming for coming in desk.hand if coming not in gone]
    return dropped


def _save_cards(cards: Iterable[Card]) -> None:
    """One statement for the card and the siblings it puts off."""
    fields = [field.name for field in Card._meta.concrete_fields if field.name not in ("id", "learner", "card_id")]
    Card.objects.bulk_create(cards, update_conflicts=True, unique_fields=["learner", "card_id"], update_fields=fields)


def _latest_answer(desk: Desk, learner: User) -> Answer | None:
    return Answer.objects.standing().filter(learner=learner, sitting=desk.sitting).order_by("-pk").first()


def _take_back(desk: Desk, learner: User, answer: Answer, now: datetime) -> None:
    retract_answer(answer, now=now)
    before: Any = answer.before
    dealing.return_to_hand(desk, learner)
    for place, card_id in before["dropped"]:
        if card_id != answer.card_id:
            desk.hand.insert(place, card_id)
    restore(learner, answer.card_id, before["card"])
    for sibling, held_until in before["held"]:
        learner.cards.filter(card_id=sibling).update(held_until=held_until)
    desk.done -= 1
    desk.card_id, desk.key = answer.card_id, uuid.uuid4()


def _bring_back(desk: Desk, learner: User) -> None:
    entry = desk.aside.pop()
    dealing.return_to_hand(desk, learner)
    restore(learner, entry["card_id"], entry["before"])
    desk.card_id, desk.key = entry["card_id"], uuid.uuid4()
