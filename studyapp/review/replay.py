"""Cards recomputed from the answer log: what makes a card's row a projection and nothing more."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer
from studyapp.bank.current import bank

from .dealing import new_row
from .models import Card, Preferences, Queue
from .scheduling import apply, card_seed, outcomes_of


@transaction.atomic
def rebuild_cards(*, learner: User) -> int:
    """Replays the learner's standing answers under today's preferences; returns the number of cards rebuilt.

    What is no answer stays as it is: suspended, buried, marked. Cards without a standing answer keep their row only
    for such a sign. Answers to cards that the bank no longer has are left out.
    """
    preferences, _ = Preferences.objects.get_or_create(learner=learner)
    rows = {card.card_id: card for card in learner.cards.all()}
    rebuilt = 0
    for card in _replayed(learner, preferences):
        old = rows.pop(card.card_id, None)
        if old is not None:
            card.pk, card.marked, card.held_until = old.pk, old.marked, old.held_until
            if old.queue == Queue.SUSPENDED:
                card.queue = Queue.SUSPENDED
        card.save()
        rebuilt += 1
    unanswered = [
        card.pk for card in rows.values() if card.reviews and not card.marked and card.queue != Queue.SUSPENDED
    ]
    learner.cards.filter(pk__in=unanswered).delete()
    return rebuilt


def _replayed(learner: User, preferences: Preferences) -> Iterator[Card]:
    log = Answer.objects.standing().filter(learner=learner).order_by("card_id", "pk")
    for card_id, answers in groupby(log.iterator(), key=attrgetter("card_id")):
        if card_id not in bank().cards:
            continue
        card: Card | None = None
        for answer in answers:
            seed = card_seed(learner, card_id, card)
            outcome = outcomes_of(card, learner, preferences, seed, answer.study_day)[Grade(answer.grade)]
            card = card or Card(learner=learner, **new_row(card_id, answer.study_day))
            apply(card, outcome, Grade(answer.grade), learner, preferences, answer.given_at)
        if card is not None:
            yield card
