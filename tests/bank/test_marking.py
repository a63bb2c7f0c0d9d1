"""Showing a question and marking what comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.bank.marking import Marked, NotAnAnswer, mark, matches, read_response, shown_order

IDS = [
    "q.queue.keep-longer", "q.queue.two-settings", "q.queue.is-ordered", "q.queue.path-of-a-message",
    "q.queue.what-does-what", "q.queue.how-many",
]  # fmt: skip


def right_form(question, seed):
    """The form of somebody who knows the answer."""
    order = shown_order(question, seed)
    if question.type == "ordering":
        return {f"place-{shown}": [str(place + 1)] for shown, place in enumerate(order)}
    if question.type == "matching":
        return {f"match-{row}": [str(order.index(row))] for row in range(len(question.pairs))}
    if question.type == "numeric":
        return {"number": [str(question.answer.value)]}
    return {"choice": [str(order.index(place)) for place in question.key]}


@pytest.mark.parametrize("question_id", IDS)
@given(seed=st.text(max_size=8))
def test_right_form_is_marked_right_in_every_order(bank, question_id, seed):
    question = bank.questions[question_id]

    response = read_response(question, right_form(question, seed), seed)

    assert mark(question, response).correct


@pytest.mark.parametrize("question_id", IDS)
def test_shown_order_is_the_same_for_the_same_seed_and_moves_with_it(bank, question_id):
    question = bank.questions[question_id]

    orders = {tuple(shown_order(question, str(seed))) for seed in range(40)}

    assert shown_order(question, "a") == shown_order(question, "a")
    assert (len(orders) > 1) == (question.type not in ("true-false", "numeric"))


def test_key_positions_are_even_after_shuffling(bank):
    question = bank.questions["q.queue.keep-longer"]
    counts = [0, 0, 0, 0]

    for seed in range(2000):
        counts[shown_order(question, str(seed)).index(question.key[0])] += 1

    assert all(430 < count < 570 for count in counts)


@pytest.mark.parametrize(
    ("question_id", "sent", "said"),
    [
        ("q.queue.keep-longer", {}, "Choose one."),
        ("q.queue.keep-longer", {"choice": ["0", "1"]}, "Choose one. You chose two."),
        ("q.queue.two-settings", {"choice": ["0", "1", "2"]}, "Choose two. You chose three."),
        ("q.queue.two-settings", {"choice": ["0", "0"]}, "Choose two."),
        ("q.queue.keep-longer", {"choice": ["9"]}, "does not exist"),
        ("q.queue.keep-longer", {"choice": ["-1"]}, "does not exist"),
        ("q.queue.path-of-a-message", {"place-0": ["1"], "place-1": ["1"], "place-2": ["2"]}, "different place"),
        ("q.queue.path-of-a-message", {}, "different place"),
        ("q.queue.what-does-what", {"match-0": ["0"]}, "every prompt"),
        ("q.queue.what-does-what", {"match-0": ["0"], "match-1": ["0"], "match-2": ["1"]}, "once only"),
        ("q.queue.how-many", {"number": ["many"]}, "Type a number"),
        ("q.queue.how-many", {"number": ["nan"]}, "Type a number"),
        ("q.queue.how-many", {"number": ["1e400"]}, "Type a number"),
    ],
)
def test_read_response_says_what_is_missing(bank, question_id, sent, said):
    with pytest.raises(NotAnAnswer, match=said):
        read_response(bank.questions[question_id], sent, "seed")


@given(st.dictionaries(st.sampled_from(["choice", "place-0", "match-1", "number"]), st.lists(st.text(), min_size=1)))
def test_read_response_takes_or_refuses_anything(bank, sent):
    for question_id in IDS:
        question = bank.questions[question_id]
        try:
            response = read_response(question, sent, "seed")
        except NotAnAnswer:
            continue
        assert isinstance(mark(question, response), Marked)


def test_mark_is_all_or_nothing(bank):
    question = bank.questions["q.queue.two-settings"]

    assert mark(question, [0, 1]).correct
    assert not mark(question, [0, 2]).correct


def test_mark_says_which_parts_of_an_order_are_right(bank):
    assert mark(bank.questions["q.queue.path-of-a-message"], [0, 2, 1]).parts == (True, False, False)


def test_mark_numeric_takes_the_tolerance_into_account(bank):
    question = bank.questions["q.queue.how-many"]
    loose = question.model_copy(update={"answer": question.answer.model_copy(update={"tolerance": 0.5})})

    assert not mark(question, 2.4).correct
    assert mark(loose, 2.4).correct


def test_number_may_have_thousands_separators(bank):
    assert read_response(bank.questions["q.queue.how-many"], {"number": [" 1,048,576 "]}, "") == 1_048_576


def test_matches_end_with_the_distractors(bank):
    assert matches(bank.questions["q.queue.what-does-what"])[-1] == "Encrypts the body"
