"""Which card is next. Pure: works on ids, takes the day and the moment, touches no database.

The hand is a list of card ids laid out in advance: reviews with new cards spread evenly among them, topics
interleaved, and of sibling cards (same fact, or a question citing it) only the first.
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from studyapp.bank.library import Card as BankCard

LEARN_AHEAD = timedelta(minutes=20)
OPEN_TOPICS = 3
CARDS_A_QUESTION = 2

Siblings = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card in learning: its id and the moment from which it is to be asked again."""

    card_id: str
    due_at: datetime


def next_card(
    hand: Sequence[str], learning: Iterable[Waiting], now: datetime, *, just_answered: str = ""
) -> str | None:
    """The card to ask now: a learning card whose time has come, else the top of the hand, else a learning card
    due within 20 minutes (not the one just answered, if another is left). None when nothing is left."""
    waiting = sorted(learning, key=lambda card: (card.due_at, card.card_id))
    ready = [card.card_id for card in waiting if card.due_at <= now]
    soon = [card.card_id for card in waiting if now < card.due_at <= now + LEARN_AHEAD]
    for pile in (ready, hand, soon):
        others = [card_id for card_id in pile if card_id != just_answered]
        if others:
            return others[0]
    return just_answered if just_answered in ready or just_answered in soon else None


def lay_out(reviews: Sequence[tuple[str, str]], new: Sequence[str], siblings: Siblings, seed: str) -> list[str]:
    """A hand from due reviews (id, topic) and new cards: siblings after the first left out, topics interleaved.

    The order of reviews is shuffled by `seed` (learner and day), so it is the same when laid out again that day.
    """
    kept = without_siblings([card_id for card_id, _ in reviews] + list(new), siblings)
    mixed = interleave([(card_id, topic) for card_id, topic in reviews if card_id in kept], seed)
    return spread(mixed, [card_id for card_id in new if card_id in kept])


def without_siblings(card_ids: Iterable[str], siblings: Siblings) -> set[str]:
    """The cards that stay when, of each group of siblings, only the first is kept."""
    kept: set[str] = set()
    for card_id in card_ids:
        if card_id not in kept and kept.isdisjoint(siblings(card_id)):
            kept.add(card_id)
    return kept


def interleave(cards: Sequence[tuple[str, str]], seed: str) -> list[str]:
    """Cards (id, topic) in a shuffled order that does not stay in one topic while another is left."""
    piles: dict[str, deque[str]] = defaultdict(deque)
    for card_id, topic in sorted(cards, key=lambda card: hashlib.blake2b((seed + card[0]).encode()).digest()):
        piles[topic].append(card_id)
    order: list[str] = []
    last = ""
    while piles:
        topic = max((t for t in piles if t != last or len(piles) == 1), key=lambda t: (len(piles[t]), t))
        order.append(piles[topic].popleft())
        last = topic
        if not piles[topic]:
            del piles[topic]
    return order


def spread(reviews: Sequence[str], new: Sequence[str]) -> list[str]:
    """New cards put evenly among the reviews; without reviews, as they come."""
    total = len(reviews) + len(new)
    hand: list[str] = []
    taken = 0
    for place in range(total):
        wanted = round((place + 1) * len(new) / total)
        if taken < wanted:
            hand.append(new[taken])
            taken += 1
        else:
            hand.append(reviews[place - taken])
    return hand


def pick_new(fresh: Sequence[BankCard], count: int, taboo: Collection[str], siblings: Siblings) -> list[str]:
    """Up to `count` new cards from `fresh` (in teaching order), no two of them siblings.

    Three topics are open at a time and taken in turn; after two flashcards comes a question. A card in `taboo`
    (seen today or due today) or with a sibling there waits for another day.
    """
    piles: dict[str, tuple[deque[str], deque[str]]] = {}
    for card in fresh:
        piles.setdefault(card.topic, (deque(), deque()))[card.is_question].append(card.id)
    topics = list(piles)
    picked: list[str] = []
    busy = set(taboo)
    turn = 0
    while len(picked) < count and topics:
        topic = topics[turn % min(OPEN_TOPICS, len(topics))]
        asks = turn // min(OPEN_TOPICS, len(topics)) % (CARDS_A_QUESTION + 1) == CARDS_A_QUESTION
        card_id = _first_free(piles[topic], asks, busy, siblings)
        if card_id is None:
            topics.remove(topic)
            continue
        picked.append(card_id)
        busy.add(card_id)
        turn += 1
    return picked


def _first_free(
    piles: tuple[deque[str], deque[str]], question_first: bool, busy: set[str], siblings: Siblings
) -> str | None:
    for pile in (piles[question_first], piles[not question_first]):
        while pile:
            card_id = pile.popleft()
            if card_id not in busy and busy.isdisjoint(siblings(card_id)):
                return card_id
    return None
