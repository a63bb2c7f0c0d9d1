"""Which card is next."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.review.hand import Waiting, interleave, lay_out, next_card, pick_new, spread, without_siblings
from tests.conftest import NOON

PAIRS = {"a1": {"a2"}, "a2": {"a1"}}


def siblings(card_id):
    return PAIRS.get(card_id, set())


def waiting(card_id, minutes):
    return Waiting(card_id, NOON + timedelta(minutes=minutes))


def test_next_card_takes_learning_card_whose_time_has_come():
    assert next_card(["r1"], [waiting("l1", -1), waiting("l2", -5)], NOON) == "l2"


def test_next_card_takes_the_hand_before_learning_cards_to_come():
    assert next_card(["r1"], [waiting("l1", 5)], NOON) == "r1"


def test_next_card_takes_learning_card_within_twenty_minutes_when_the_hand_is_empty():
    assert next_card([], [waiting("l1", 19)], NOON) == "l1"
    assert next_card([], [waiting("l1", 21)], NOON) is None


def test_next_card_does_not_repeat_the_card_just_answered_while_another_is_left():
    assert next_card([], [waiting("l1", 1), waiting("l2", 9)], NOON, just_answered="l1") == "l2"
    assert next_card([], [waiting("l1", 1)], NOON, just_answered="l1") == "l1"


def test_without_siblings_keeps_the_first_of_a_group():
    assert without_siblings(["a1", "b", "a2"], siblings) == {"a1", "b"}


def test_spread_puts_new_cards_evenly():
    assert spread(["r1", "r2", "r3", "r4"], ["n1", "n2"]) == ["r1", "n1", "r2", "r3", "n2", "r4"]


def test_spread_without_reviews_keeps_the_order_of_new_cards():
    assert spread([], ["n1", "n2"]) == ["n1", "n2"]


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_interleave_changes_topic_wherever_it_can(topics):
    cards = [(f"{topic}{number}", topic) for number, topic in enumerate(topics)]

    order = interleave(cards, "seed")

    assert sorted(order) == sorted(card_id for card_id, _ in cards)
    most = max((topics.count(topic) for topic in topics), default=0)
    repeats = sum(one[0] == other[0] for one, other in pairwise(order))
    assert repeats <= max(0, 2 * most - len(topics) - 1)


def test_lay_out_is_the_same_for_the_same_day_and_differs_on_another():
    cards = [(f"c{number}", "t") for number in range(20)]

    assert lay_out(cards, [], siblings, "1/2026-11-20") == lay_out(cards, [], siblings, "1/2026-11-20")
    assert lay_out(cards, [], siblings, "1/2026-11-20") != lay_out(cards, [], siblings, "1/2026-11-21")


def test_pick_new_never_picks_siblings_of_each_other_or_of_cards_seen_today(bank):
    fresh = bank.cards_of()
    seen = {fresh[0].id}

    picked = pick_new(fresh, 50, seen, bank.siblings)

    assert picked
    assert seen.isdisjoint(picked)
    assert without_siblings([*seen, *picked], bank.siblings) == {*seen, *picked}


def test_pick_new_mixes_questions_in(bank):
    picked = pick_new(bank.cards_of(), 9, (), bank.siblings)

    assert any(card_id.startswith("q.") for card_id in picked)
    assert not picked[0].startswith("q.")


def test_pick_new_stops_at_the_number_asked_for(bank):
    assert len(pick_new(bank.cards_of(), 4, (), bank.siblings)) == 4
    assert pick_new(bank.cards_of(), 0, (), bank.siblings) == []
