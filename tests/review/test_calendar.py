"""When a card comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.grades import Grade
from studyapp.review.calendar import CardState, Outcome, Phase, Rules, fuzz_band, outcomes, spell
from studyapp.review.memory import Memory, interval_days, next_memories

NEW = CardState(Phase.NEW, 0, None, 0, 0)
PLAIN = Rules(fuzz=False)
reviews = st.builds(
    CardState,
    st.just(Phase.REVIEW),
    st.just(0),
    st.builds(Memory, st.floats(0.5, 3000), st.floats(1, 10)),
    st.integers(1, 3000),
    st.integers(0, 9),
)


def waits(state, elapsed=0, rules=PLAIN):
    found = outcomes(state, elapsed_days=elapsed, rules=rules)
    return [found[grade].days if found[grade].days is not None else f"{found[grade].seconds}s" for grade in Grade]


def learning(left, phase=Phase.LEARNING):
    return CardState(phase, left, Memory(2.3065, 2.118), 0, 0)


@pytest.mark.parametrize(
    ("steps", "left", "expected"),
    [
        ((60, 600), 2, ["60s", "330s", "600s"]),
        ((60, 600), 1, ["60s", "600s"]),
        ((60, 600, 3600), 2, ["60s", "600s", "3600s"]),
        ((600,), 1, ["600s", "900s"]),
        ((86_400,), 1, ["86400s", "172800s"]),
        ((172_800,), 1, ["172800s", "259200s"]),
        ((60, 600), 9, ["60s", "330s", "600s"]),  # steps were taken away since
    ],
)
def test_learning_steps(steps, left, expected):
    found = waits(learning(left), rules=Rules(fuzz=False, learning_steps=steps))

    assert found[: len(expected)] == expected
    assert all(isinstance(days, int) for days in found[len(expected) :])


def test_new_card_starts_at_the_first_step_and_easy_skips_them():
    assert waits(NEW) == ["60s", "330s", "600s", 8]


def test_new_card_without_steps_stays_within_the_day_when_the_interval_is_short():
    found = outcomes(NEW, elapsed_days=0, rules=Rules(fuzz=False, learning_steps=()))

    assert (found[Grade.AGAIN].seconds, found[Grade.AGAIN].phase) == (18316, Phase.LEARNING)
    assert [found[grade].days for grade in (Grade.HARD, Grade.GOOD, Grade.EASY)] == [1, 2, 8]


def test_lapse_goes_through_the_relearning_steps():
    state = CardState(Phase.REVIEW, 0, Memory(46.2812, 2.104), 46, 0)

    again = outcomes(state, elapsed_days=46, rules=PLAIN)[Grade.AGAIN]

    assert (again.phase, again.seconds, again.steps_left, again.lapsed) == (Phase.RELEARNING, 600, 1, True)
    assert again.state(0).lapses == 1


def test_lapse_without_steps_is_at_least_a_day():
    state = CardState(Phase.REVIEW, 0, Memory(2.3065, 2.118), 2, 0)

    assert waits(state, 2, Rules(fuzz=False, relearning_steps=()))[0] == 1


@given(reviews, st.integers(0, 4000), st.text(max_size=5))
def test_review_buttons_grow_and_stay_in_range(state, elapsed, seed):
    found = outcomes(state, elapsed_days=elapsed, rules=Rules(maximum_interval=36_500), fuzz_seed=seed)

    days = [found[grade].days for grade in (Grade.HARD, Grade.GOOD, Grade.EASY)]
    assert 1 <= days[0] < days[1] < days[2] or days[2] == 36_500


@given(reviews, st.integers(0, 4000), st.integers(1, 60), st.text(max_size=5))
def test_maximum_interval_is_never_exceeded(state, elapsed, most, seed):
    found = outcomes(state, elapsed_days=elapsed, rules=Rules(maximum_interval=most), fuzz_seed=seed)

    assert all(outcome.days is None or outcome.days <= most for outcome in found.values())


@given(reviews, st.integers(0, 4000), st.text(max_size=5))
def test_same_seed_gives_the_same_intervals(state, elapsed, seed):
    rules = Rules()

    assert outcomes(state, elapsed_days=elapsed, rules=rules, fuzz_seed=seed) == outcomes(
        state, elapsed_days=elapsed, rules=rules, fuzz_seed=seed
    )


@given(st.builds(Memory, st.floats(3, 3000), st.floats(1, 10)), st.integers(1, 500), st.text(max_size=5))
def test_fuzz_stays_in_its_band(memory, elapsed, seed):
    state = CardState(Phase.REVIEW, 0, memory, 1, 0)

    good = outcomes(state, elapsed_days=elapsed, rules=Rules(), fuzz_seed=seed)[Grade.GOOD]

    low, high = fuzz_band(interval_days(next_memories(memory, elapsed)[Grade.GOOD].stability, 0.9))
    hard = outcomes(state, elapsed_days=elapsed, rules=Rules(), fuzz_seed=seed)[Grade.HARD]
    assert low <= good.days <= max(high, hard.days + 2)  # a band pushed to one day becomes two, as in Anki


def test_fuzz_spreads_over_the_band():
    state = CardState(Phase.REVIEW, 0, Memory(30, 5), 20, 0)

    seen = {outcomes(state, elapsed_days=20, rules=Rules(), fuzz_seed=n)[Grade.GOOD].days for n in range(300)}

    exact = interval_days(next_memories(state.memory, 20)[Grade.GOOD].stability, 0.9)
    assert (min(seen), max(seen)) == fuzz_band(exact)


@pytest.mark.parametrize(
    ("interval", "band"), [(2.4, (2, 2)), (2.5, (2, 4)), (7, (5, 9)), (20, (17, 23)), (100, (93, 107)), (0.3, (0, 0))]
)
def test_fuzz_band_grows_in_parts(interval, band):
    assert fuzz_band(interval) == band


@given(reviews, st.integers(0, 3000))
def test_answering_early_never_brings_a_known_card_nearer(state, share):
    interval = max(1, round(state.memory.stability))
    state = CardState(Phase.REVIEW, 0, state.memory, interval, 0)
    elapsed = share % interval

    found = outcomes(state, elapsed_days=elapsed, rules=PLAIN)

    assert all(found[grade].days + elapsed >= interval for grade in (Grade.HARD, Grade.GOOD, Grade.EASY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"desired_retention": 0.5},
        {"desired_retention": 1.0},
        {"learning_steps": (0,)},
        {"relearning_steps": (-60,)},
        {"maximum_interval": 0},
    ],
)
def test_rules_refuse_values_out_of_range(wrong):
    with pytest.raises(ValueError, match=r"is not from|longer than nothing"):
        Rules(**wrong)


@pytest.mark.parametrize(
    ("days", "seconds", "text"),
    [
        (None, 30, "1 min"), (None, 600, "10 min"), (None, 5400, "1.5 h"), (None, 18316, "5.1 h"), (1, None, "1 day"),
        (30, None, "30 days"), (46, None, "1.5 months"), (365, None, "1 years"), (497, None, "1.4 years"),
        (None, 172_800, "2 days"),
    ],
)  # fmt: skip
def test_spell_is_what_stands_on_a_button(days, seconds, text):
    assert spell(Outcome(Phase.REVIEW, 0, Memory(1, 1), days or 0, days, seconds)) == text
