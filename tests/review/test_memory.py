"""What is remembered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.grades import Grade
from studyapp.review.memory import DEFAULT_PARAMETERS, Memory, interval_days, next_memories, retrievability

memories = st.builds(Memory, st.floats(0.01, 5000), st.floats(1, 10))


def test_first_answer_gives_the_initial_stabilities_of_fsrs_6():
    first = next_memories(None, 0)

    assert [round(first[grade].stability, 4) for grade in Grade] == [0.212, 1.2931, 2.3065, 8.2956]


def test_stored_rounds_as_anki_does():
    assert Memory(2.118103970459016, 5.11217).stored() == Memory(2.1181, 5.112)


@given(memories, st.integers(1, 2000))
def test_better_grades_remember_longer(memory, elapsed):
    after = next_memories(memory, elapsed)

    stabilities = [after[grade].stability for grade in Grade]
    assert stabilities == sorted(stabilities)
    assert after[Grade.HARD].stability >= memory.stability


@given(memories, st.integers(0, 2000))
def test_difficulty_stays_from_1_to_10(memory, elapsed):
    assert all(1 <= after.difficulty <= 10 for after in next_memories(memory, elapsed).values())


@given(memories)
def test_recall_falls_to_nine_tenths_at_the_stability_and_falls_on(memory):
    days = round(memory.stability)

    assert retrievability(memory, 0) == 1
    assert retrievability(memory, days) == pytest.approx(0.9, abs=0.06 if days < 3 else 0.02) or days == 0
    assert retrievability(memory, days + 1) < retrievability(memory, days)


@given(st.floats(0.1, 5000), st.floats(0.7, 0.97))
def test_interval_is_when_recall_has_fallen_to_the_desired_retention(stability, retention):
    interval = interval_days(stability, retention)
    decay = -DEFAULT_PARAMETERS[-1]
    factor = 0.9 ** (1 / decay) - 1

    assert (1 + factor * interval / stability) ** decay == pytest.approx(retention)


def test_interval_at_nine_tenths_is_the_stability():
    assert interval_days(46.28, 0.9) == pytest.approx(46.28)


@pytest.mark.parametrize("retention", [0, 1, -0.5, 2])
def test_interval_refuses_a_retention_that_is_no_share(retention):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        interval_days(10, retention)


def test_parameters_of_another_version_are_refused():
    with pytest.raises(ValueError, match="21 parameters, not 19"):
        next_memories(None, 0, DEFAULT_PARAMETERS[:19])


def test_negative_elapsed_counts_as_the_same_day():
    memory = Memory(5, 5)

    assert next_memories(memory, -3) == next_memories(memory, 0)
