"""What a learner does at the desk, on a real database."""

import uuid
from datetime import date, timedelta

import pytest

from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer
from studyapp.review import actions
from studyapp.review.actions import Arrival, Reply
from studyapp.review.models import Card, Desk, Preferences, Queue
from studyapp.review.scheduling import snapshot

pytestmark = pytest.mark.django_db


def answer(learner, turn, now, grade=Grade.GOOD):
    reply = Reply(turn.desk.key, turn.desk.card_id, turn.seen_reviews, grade)
    return actions.grade_card(learner=learner, reply=reply, now=now)


def everything(learner):
    """All that undo must restore: cards, and the desk without its keys."""
    desk = Desk.objects.get(learner=learner)
    cards = {card.card_id: snapshot(card) for card in learner.cards.all()}
    return cards, (desk.card_id, desk.hand, desk.done, desk.beyond, desk.aside)


def test_grade_card_writes_one_row_and_deals_the_next(alice, now):
    turn = actions.sit_down(learner=alice, now=now)

    arrival, after = answer(alice, turn, now)

    assert arrival is Arrival.TAKEN
    row = Answer.objects.get()
    assert (row.learner, row.card_id, row.grade, row.study_day) == (alice, turn.desk.card_id, 3, date(2026, 11, 20))
    assert after.desk.card_id not in ("", turn.desk.card_id)
    assert after.desk.done == 1


def test_grade_card_a_second_time_changes_nothing(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    answer(alice, turn, now)
    before = everything(alice)

    arrival, after = answer(alice, turn, now)

    assert arrival is Arrival.REPEATED
    assert Answer.objects.count() == 1
    assert everything(alice) == before
    assert after.desk.card_id == Desk.objects.get(learner=alice).card_id


def test_grade_card_answered_elsewhere_since_changes_nothing(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    answer(alice, turn, now)
    old_tab = Reply(uuid.uuid4(), turn.desk.card_id, 0, Grade.EASY)

    arrival, _ = actions.grade_card(learner=alice, reply=old_tab, now=now)

    assert arrival is Arrival.STALE
    assert Answer.objects.count() == 1


def test_grade_card_from_an_older_page_is_not_lost(alice, now):
    older = actions.sit_down(learner=alice, now=now)
    actions.start_sitting(learner=alice, now=now, topic="topic")
    key = older.desk.key
    reply = Reply(key, older.desk.card_id, 0, Grade.GOOD)

    arrival, after = actions.grade_card(learner=alice, reply=reply, now=now)

    assert arrival is Arrival.TAKEN
    assert Answer.objects.get().key == key
    assert after.asked.topic == "topic"


@pytest.mark.parametrize("grade", list(Grade))
def test_undo_restores_the_exact_state(alice, now, grade):
    turn = actions.sit_down(learner=alice, now=now)
    _, turn = answer(alice, turn, now)
    before = everything(alice)
    answer(alice, turn, now + timedelta(seconds=9), grade)

    done, _ = actions.undo(learner=alice, now=now + timedelta(seconds=20))

    assert done
    assert everything(alice) == before
    assert Answer.objects.standing().count() == 1


def test_undo_goes_back_to_the_start_of_the_sitting_and_no_further(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    before = everything(alice)
    for step in range(12):
        _, turn = answer(alice, turn, now + timedelta(seconds=30 * step), Grade(1 + step % 4))

    for step in range(12):
        assert actions.undo(learner=alice, now=now + timedelta(hours=1, seconds=step))[0]

    assert everything(alice) == before
    assert not actions.undo(learner=alice, now=now)[0]


def test_undo_and_redo_gives_the_same_interval(alice, now):
    Preferences.objects.create(learner=alice, learning_steps="")
    turn = actions.sit_down(learner=alice, now=now)
    answer(alice, turn, now, Grade.EASY)
    first = alice.cards.get(card_id=turn.desk.card_id).interval_days
    _, turn = actions.undo(learner=alice, now=now)

    answer(alice, turn, now, Grade.EASY)

    assert alice.cards.get(card_id=turn.desk.card_id).interval_days == first


def test_undo_of_an_old_page_does_not_come_back(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    answer(alice, turn, now)
    actions.undo(learner=alice, now=now)

    arrival, _ = answer(alice, turn, now)

    assert arrival is Arrival.REPEATED
    assert Answer.objects.standing().count() == 0


def test_siblings_do_not_come_on_the_same_day(alice, now, bank):
    asked = set()
    turn = actions.sit_down(learner=alice, now=now)
    while turn.asked and len(asked) < 60:
        asked.add(turn.desk.card_id)
        _, turn = answer(alice, turn, now, Grade.EASY)

    assert len(asked) > 5
    assert all(asked.isdisjoint(bank.siblings(card_id)) for card_id in asked)


def test_sibling_due_today_is_put_off_until_tomorrow_and_undo_takes_that_back(alice, now, bank):
    card_id, sibling = "queue.retention:main", "queue.retention:cloze"
    for name in (card_id, sibling):
        make_due(alice, name, date(2026, 11, 20))
    actions.sit_down(learner=alice, now=now)
    reply = Reply(uuid.uuid4(), card_id, 3, Grade.GOOD)

    actions.grade_card(learner=alice, reply=reply, now=now)

    assert alice.cards.get(card_id=sibling).held_until == date(2026, 11, 21)
    actions.undo(learner=alice, now=now)
    assert alice.cards.get(card_id=sibling).held_until is None


def test_daily_limits_hold(alice, now):
    Preferences.objects.create(learner=alice, new_per_day=2, reviews_per_day=3)
    for name in ("size", "delay", "visibility", "batch", "order"):
        make_due(alice, f"queue.{name}:main", date(2026, 11, 18))
    turn = actions.sit_down(learner=alice, now=now)
    grades = []
    while turn.asked and len(grades) < 30:
        grades.append(turn.card is None)
        _, turn = answer(alice, turn, now, Grade.EASY)

    assert (grades.count(True), grades.count(False)) == (2, 3)
    again = actions.start_sitting(learner=alice, now=now)
    assert again.asked is None


def test_new_day_brings_new_cards(alice, now):
    Preferences.objects.create(learner=alice, new_per_day=1, learning_steps="")
    turn = actions.sit_down(learner=alice, now=now)
    _, turn = answer(alice, turn, now)
    assert turn.asked is None

    tomorrow = actions.sit_down(learner=alice, now=now + timedelta(days=1))

    assert tomorrow.asked is not None
    assert tomorrow.desk.done == 0


def test_new_day_goes_back_to_everything(alice, now):
    actions.start_sitting(learner=alice, now=now, topic="topic")

    tomorrow = actions.sit_down(learner=alice, now=now + timedelta(days=1))

    assert tomorrow.desk.topic == ""


def test_learning_card_comes_back_after_its_step(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    first = turn.desk.card_id
    _, turn = answer(alice, turn, now, Grade.AGAIN)
    assert turn.desk.card_id != first

    _, turn = answer(alice, turn, now + timedelta(seconds=61), Grade.EASY)

    assert turn.desk.card_id == first


def test_bury_puts_off_until_tomorrow_and_undo_brings_back(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    before = everything(alice)

    after = actions.put_aside(learner=alice, card_id=turn.desk.card_id, suspend=False, now=now)

    assert after.desk.card_id != turn.desk.card_id
    assert alice.cards.get().held_until == date(2026, 11, 21)
    assert actions.undo(learner=alice, now=now)[0]
    assert everything(alice) == before


def test_suspend_never_asks_again_until_taken_up(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    actions.put_aside(learner=alice, card_id=turn.desk.card_id, suspend=True, now=now)
    card = alice.cards.get()
    assert card.queue == Queue.SUSPENDED

    actions.take_up(card=card)

    card.refresh_from_db()
    assert card.queue == Queue.REVIEW


def test_study_one_topic_asks_only_its_cards(alice, now):
    turn = actions.start_sitting(learner=alice, now=now, topic="topic")
    topics = set()
    while turn.asked and len(topics) < 30:
        topics.add(turn.asked.topic)
        _, turn = answer(alice, turn, now, Grade.EASY)

    assert topics == {"topic"}


def test_study_one_exam_asks_only_its_cards(alice, now):
    turn = actions.start_sitting(learner=alice, now=now, exam="TST-C01")

    assert turn.asked is not None
    assert "TST-C01" in turn.asked.exams


def test_study_ahead_never_moves_a_known_card_nearer(alice, now):
    make_due(alice, "queue.size:main", date(2026, 11, 25))
    turn = actions.start_sitting(learner=alice, now=now, ahead=True)
    assert turn.desk.card_id == "queue.size:main"

    answer(alice, turn, now, Grade.HARD)

    assert alice.cards.get().due_day >= date(2026, 11, 25)


def test_leech_is_pointed_out_after_the_lapses_chosen(alice, now):
    Preferences.objects.create(learner=alice, leech_lapses=2)
    make_due(alice, "queue.size:main", date(2026, 11, 20), lapses=1)
    actions.sit_down(learner=alice, now=now)

    actions.grade_card(learner=alice, reply=Reply(uuid.uuid4(), "queue.size:main", 3, Grade.AGAIN), now=now)

    assert alice.cards.get(card_id="queue.size:main").leech


def test_regrade_replaces_the_grade_and_keeps_the_response(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    reply = Reply(turn.desk.key, "q.queue.how-many", 0, Grade.GOOD, 900, 2.0)
    actions.grade_card(learner=alice, reply=reply, now=now)

    row = actions.regrade(learner=alice, key=reply.key, grade=Grade.EASY, now=now)

    assert (row.grade, row.response, row.milliseconds) == (4, 2.0, 900)
    assert Answer.objects.standing().count() == 1
    assert Answer.objects.count() == 2


def test_regrade_refuses_what_is_not_the_latest_or_was_wrong(alice, now):
    turn = actions.sit_down(learner=alice, now=now)
    first = turn.desk.key
    _, turn = answer(alice, turn, now)
    second = turn.desk.key
    answer(alice, turn, now, Grade.AGAIN)

    assert actions.regrade(learner=alice, key=first, grade=Grade.EASY, now=now) is None
    assert actions.regrade(learner=alice, key=second, grade=Grade.EASY, now=now) is None


def make_due(learner, card_id, day, lapses=0):
    """A card in review, three reviews old."""
    return Card.objects.create(
        learner=learner,
        card_id=card_id,
        topic=card_id.split(".")[0],
        queue=Queue.REVIEW,
        phase=2,
        due_day=day,
        stability=5.0,
        difficulty=5.0,
        first_day=day - timedelta(days=20),
        last_day=day - timedelta(days=5),
        interval_days=5,
        reviews=3,
        lapses=lapses,
    )
