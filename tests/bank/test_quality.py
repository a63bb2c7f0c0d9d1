"""What gives a key away, and words that are not our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from studyapp.bank import loader, quality, schema
from tests.bank.folders import SAMPLE, TODAY

QUESTION = TypeAdapter(schema.Question)


def question(name="a", stem="A stem that is like no other", options=(), **fields):
    """A question from texts; an option that starts with '+' is right."""
    shown = [{"text": text.lstrip("+"), "correct": text[0] == "+", "why": "Because."} for text in options]
    body = {"id": f"q.t.{name}", "type": "single", "facts": ["t.f"], "difficulty": 1, "stem": stem, "explanation": "x"}
    return QUESTION.validate_python({**body, **({"options": shown} if options else {}), **fields})


def with_lengths(name, key, *others):
    return question(
        name, f"Stem of {name} {name} {name}", ["+" + "k" * key, *(f"{n}" * o for n, o in enumerate(others))]
    )


def test_bias_counts_keys_longer_than_every_distractor():
    found = quality.bias([with_lengths("a", 9, 8, 8), with_lengths("b", 8, 8, 9), with_lengths("c", 8, 8, 1)])

    assert found.questions == 3
    assert found.longest_key == pytest.approx(1 / 3)
    assert found.ratio == pytest.approx((9 / 8 + 8 / 8.5 + 8 / 4.5) / 3)


def test_bias_takes_the_mean_of_several_keys():
    both = question(options=["+aaaa", "+bb", "ccc", "ddd"], type="multiple", choose=2)

    assert quality.bias([both]) == quality.Bias(1, 0.0, 1.0)


def test_bias_leaves_out_types_without_choices():
    bank = loader.load(SAMPLE, today=TODAY)

    assert quality.bias(bank.questions.values()).questions == 3


def test_bias_of_nothing_is_neutral():
    assert quality.bias([]) == quality.Bias(0, 0.0, 1.0)


@given(st.lists(st.tuples(*[st.integers(1, 90)] * 4), min_size=1, max_size=20))
def test_bias_stays_within_its_bounds(lengths):
    found = quality.bias([with_lengths(f"n{number}", *sizes) for number, sizes in enumerate(lengths)])

    assert found.questions == len(lengths)
    assert 0 <= found.longest_key <= 1
    assert found.ratio > 0


@pytest.mark.parametrize(
    ("sizes", "faults"),
    [
        ([(10, 10, 10)] * 10, []),
        ([(11, 10, 10)] * 3 + [(10, 10, 10)] * 7, []),
        ([(11, 10, 10)] * 4 + [(10, 10, 10)] * 6, ["the key is the longest option in 40% of questions"]),
        ([(11, 10, 10)] * 4 + [(10, 10, 10)] * 5, []),
        ([(12, 10, 13)] * 10, []),
        ([(14, 10, 14)] * 10, ["the key is 1.17 times as long as the distractors"]),
        ([(8, 10, 10)] * 10, ["the key is 0.80 times as long as the distractors"]),
    ],
)
def test_bank_faults_hold_the_gates_of_length(sizes, faults):
    found = list(quality.bank_faults([with_lengths(f"n{number}", *size) for number, size in enumerate(sizes)]))

    assert [name for name, _ in found] == [""] * len(faults)
    assert all(text.startswith(start) for (_, text), start in zip(found, faults, strict=True))


def test_bank_faults_name_the_later_of_two_questions_that_are_alike():
    words = "Which setting of a queue hides a message while one consumer is working on it"
    pair = [question("a", words, ["+a", "b", "c"]), question("b", words + " now", ["+a", "b", "c"])]

    assert list(quality.bank_faults(pair)) == [("q.t.b", "its stem is 93% the same as that of q.t.a")]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("one two three four five", "one two three four five", 1.0),
        ("One, two: three (four) **five**.", "one two three four five", 1.0),
        ("one two three four five", "one two three four six", None),
        ("a b c d e f g h i j", "a b c d e f g h i k", 7 / 9),
        ("one two", "one two", 1.0),
        ("one two", "one three", None),
    ],
)
def test_alike_is_the_share_of_common_three_word_runs(one, other, share):
    found = list(quality.alike([question("a", one, ["+a", "b", "c"]), question("b", other, ["+a", "b", "c"])]))

    assert [found_share for _, _, found_share in found] == ([pytest.approx(share)] if share else [])


def test_alike_looks_at_the_steps_where_every_stem_is_the_same_formula():
    def ordering(name, *steps):
        items = [{"text": step, "why": "x"} for step in steps]
        return question(name, "Put the steps of a deployment in order.", type="ordering", items=items)

    first = ordering("a", "write a template", "upload the code", "create the stack")
    other = ordering("b", "shift ten per cent of traffic", "watch the alarms", "shift what is left")
    same = ordering("c", "write a template", "upload the code", "create the stack")

    assert [(one.id, two.id) for one, two, _ in quality.alike([first, other, same])] == [("q.t.a", "q.t.c")]


@given(st.lists(st.text("abc ", min_size=1).filter(str.strip), max_size=12))
def test_alike_finds_what_comparing_all_pairs_finds(stems):
    questions = [question(f"n{number}", stem, ["+a", "b", "c"]) for number, stem in enumerate(stems)]

    def runs(stem):
        words = stem.split()
        return {tuple(words[n : n + 3]) for n in range(len(words) - 2)} or {tuple(words)}

    slow = {
        (f"q.t.n{one}", f"q.t.n{two}")
        for two in range(len(stems))
        for one in range(two)
        if len(runs(stems[one]) & runs(stems[two])) >= 0.6 * len(runs(stems[one]) | runs(stems[two]))
    }
    assert {(one.id, two.id) for one, two, _ in quality.alike(questions)} == slow


@pytest.mark.parametrize("text", ["All of the above", "none of these", "Both of the others", "Neither of them applies"])
def test_question_faults_find_catch_all_options(text):
    assert list(quality.question_faults(question(options=["+One", "Two", text]))) == [
        f"'{text}' tests logic, not knowledge: name the answers themselves"
    ]


def test_question_faults_let_options_pass_that_only_start_alike():
    assert list(quality.question_faults(question(options=["+All messages at once", "None", "Both regions"]))) == []


@pytest.mark.parametrize(
    ("stem", "fine"),
    [
        ("Which TWO settings do it?", True),
        ("Choose 2.", True),
        ("Which two?", True),
        ("Which settings do it?", False),
        ("Which twofold settings?", False),
        ("Which THREE?", False),
    ],
)
def test_stem_of_a_multiple_question_says_how_many(stem, fine):
    both = question(stem=stem, options=["+a", "+b", "c", "d"], type="multiple", choose=2)

    assert list(quality.question_faults(both)) == ([] if fine else ["the stem must say how many to choose (TWO)"])


def test_question_types_without_options_have_no_option_faults():
    for found in loader.load(SAMPLE, today=TODAY).questions.values():
        assert list(quality.question_faults(found)) == []


LINE = "Lambda functions may run for at most fifteen minutes a time"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lambda functions may run for at most fifteen", "lambda functions may run for at most fifteen"),
        (
            "It is so: functions may run for at most **fifteen** minutes.",
            "functions may run for at most fifteen minutes",
        ),
        ("Functions may run, for at most fifteen\nminutes", "functions may run for at most fifteen minutes"),
        ("functions may run for at most ten minutes a time", None),
        ("functions may run for at most fifteen", None),
    ],
)
def test_copied_finds_eight_words_in_a_row_whatever_their_marks(text, words):
    found = list(quality.copied([("t.f", text)], [("000.txt:7", LINE)]))

    assert found == ([("t.f", words, "000.txt:7")] if words else [])


def test_copied_follows_the_notes_over_the_end_of_a_line_but_not_of_a_file():
    halves = LINE[:29], LINE[29:]
    text = [("t.f", LINE)]

    over_lines = list(quality.copied(text, [("000.txt:1", halves[0]), ("000.txt:2", halves[1])]))
    over_files = list(quality.copied(text, [("000.txt:1", halves[0]), ("001.txt:1", halves[1])]))

    assert over_lines == [("t.f", "lambda functions may run for at most fifteen", "000.txt:1")]
    assert over_files == []


def test_texts_of_gives_every_text_that_an_author_wrote():
    texts = list(quality.texts_of(loader.load(SAMPLE, today=TODAY)))

    assert ("queue.retention", "It was more before.") in texts
    assert ("queue.retention", "Twelve units") in texts
    assert ("q.queue.what-does-what", "Encrypts the body") in texts
    assert ("q.queue.how-many", "That is the retention.") in texts
    assert ("sample", "Two questions.") in texts
    assert not [text for _, text in texts if text in ("queue-guide", "queue.retention", "q.queue.how-many")]
