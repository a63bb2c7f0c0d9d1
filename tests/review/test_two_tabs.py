"""Two tabs, a doubled click, a lost connection: at the same moment, on a real database with two connections."""

import threading
import uuid

import pytest
from django.db import connection

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer
from studyapp.review import actions
from studyapp.review.actions import Arrival, Reply
from studyapp.review.models import Desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learner():
    return User.objects.create_user(f"{uuid.uuid4()}@example.com")


def at_once(jobs):
    """Runs jobs in threads of their own, started together; gives their results, raises their errors."""
    barrier, results, errors = threading.Barrier(len(jobs)), [None] * len(jobs), []

    def run(place, job):
        try:
            barrier.wait()
            results[place] = job()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if errors:
        raise errors[0]
    return results


def test_the_same_answer_from_eight_threads_counts_once(learner, now):
    turn = actions.sit_down(learner=learner, now=now)
    reply = Reply(turn.desk.key, turn.desk.card_id, 0, Grade.GOOD)

    arrivals = at_once([lambda: actions.grade_card(learner=learner, reply=reply, now=now)[0]] * 8)

    assert sorted(arrival.value for arrival in arrivals) == ["repeated"] * 7 + ["taken"]
    assert Answer.objects.filter(learner=learner).count() == 1
    assert learner.cards.get(card_id=reply.card_id).reviews == 1


def test_the_same_card_under_two_keys_counts_once(learner, now):
    turn = actions.sit_down(learner=learner, now=now)
    replies = [Reply(key, turn.desk.card_id, 0, Grade.GOOD) for key in (turn.desk.key, uuid.uuid4())]

    arrivals = at_once(
        [lambda reply=reply: actions.grade_card(learner=learner, reply=reply, now=now)[0] for reply in replies]
    )

    assert sorted(arrivals, key=lambda arrival: arrival.value) == [Arrival.STALE, Arrival.TAKEN]
    assert Answer.objects.filter(learner=learner).count() == 1


def test_first_sitting_opened_twice_lays_one_desk(learner, now):
    turns = at_once([lambda: actions.sit_down(learner=learner, now=now)] * 4)

    assert len({turn.desk.card_id for turn in turns}) == 1
    assert Desk.objects.filter(learner=learner).count() == 1


def test_answers_of_many_learners_at_once_all_arrive(now):
    learners = [User.objects.create_user(f"{uuid.uuid4()}@example.com") for _ in range(6)]

    def study(learner):
        turn = actions.sit_down(learner=learner, now=now)
        for _ in range(5):
            reply = Reply(turn.desk.key, turn.desk.card_id, turn.seen_reviews, Grade.EASY)
            _, turn = actions.grade_card(learner=learner, reply=reply, now=now)

    at_once([lambda learner=learner: study(learner) for learner in learners])

    assert Answer.objects.filter(learner__in=learners).count() == 30
