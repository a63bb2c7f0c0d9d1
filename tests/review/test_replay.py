"""The cards are a projection of the log."""

from datetime import timedelta

import pytest

from studyapp.answers.grades import Grade
from studyapp.review import actions
from studyapp.review.replay import rebuild_cards
from studyapp.review.scheduling import snapshot
from tests.review.test_actions import answer

pytestmark = pytest.mark.django_db


def test_rebuild_cards_gives_the_same_cards_as_studying_did(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    for step in range(40):
        moment = now + timedelta(hours=7 * step)
        turn = actions.sit_down(learner=alice, now=moment)
        if turn.asked:
            answer(alice, turn, moment, Grade(1 + (step * 7) % 4))
        if step % 9 == 0:
            actions.undo(learner=alice, now=moment)
    before = {card.card_id: snapshot(card) for card in alice.cards.all()}
    alice.cards.update(stability=1.0, difficulty=1.0, reviews=99, due_day="2030-01-01")

    rebuilt = rebuild_cards(learner=alice)

    after = {card.card_id: snapshot(card) for card in alice.cards.all()}
    for kept in (*before.values(), *after.values()):
        kept.pop("held_until")
    assert rebuilt == len(before) > 5
    assert after == before


def test_rebuild_cards_keeps_suspended_and_marked(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    answer(alice, turn, now)
    alice.cards.update(queue=0, marked=True)

    rebuild_cards(learner=alice)

    card = alice.cards.get()
    assert (card.queue, card.marked) == (0, True)
