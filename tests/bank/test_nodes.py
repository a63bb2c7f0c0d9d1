"""YAML with marks: plain values, places, and files that must not get in."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.bank.nodes import MAX_CHARACTERS, MAX_DEPTH, MAX_PROBLEMS, Document


def problems(text):
    return [str(problem) for problem in Document("f.yaml", text).problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no\nb: 12:30\nc: 1.0\nd: 2026-11\n", {"a": "no", "b": "12:30", "c": "1.0", "d": "2026-11"}),
        ("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", {"a": None, "b": None, "c": None, "d": "", "e": "null"}),
        ("a: >-\n  one\n  two\nb: [x, {y: z}]\n", {"a": "one two", "b": ["x", {"y": "z"}]}),
        ("\ufeffa: 1\n", {"a": "1"}),
        ("- a\n- 'b'\n", ["a", "b"]),
    ],
)
def test_document_keeps_scalars_as_text(text, data):
    document = Document("f.yaml", text)

    assert document.data == data
    assert document.problems == []


LOOK_UP = (
    "list:\n  - id: one\n    tags: [x, yy]\n  - id: two\n    long: >-\n      text\n    block:\n      a: 1\nempty:\n"
)


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, (1, 1)),
        (("list",), False, (1, 1)),
        (("list", 0), False, (2, 5)),
        (("list", 0, "id"), False, (2, 9)),
        (("list", 0, "id"), True, (2, 5)),
        (("list", 0, "tags", 1), False, (3, 15)),
        (("list", 1, "long"), False, (5, 11)),
        (("list", 1, "block"), False, (7, 5)),
        (("list", 1, "block", "a"), False, (8, 10)),
        (("empty",), False, (9, 7)),
        (("list", 1, "missing"), False, (4, 5)),
        (("list", 7, "id"), False, (1, 1)),
        (("list", 0, "id", "deeper", 3), False, (2, 9)),
    ],
)
def test_place_points_at_the_value_or_the_key_above_it(path, key, place):
    document = Document("f.yaml", LOOK_UP)

    assert document.place(path, key=key) == place


def test_place_of_a_file_that_cannot_be_read_is_its_start():
    assert Document("f.yaml", "a: [").place(("a",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: the file is empty"),
        ("# only a comment\n", "1:1: the file is empty"),
        ("---\n", "1:1: the file is empty"),
        ("a: b\n\tc: d\n", "2:1: not valid YAML: found a tab character that violates indentation: a tab stands here"),
        ("a:\n\t- b\n", "2:1: not valid YAML: found character that cannot start any token: a tab stands here"),
        ("a: b: c\n", "1:5: not valid YAML: mapping values are not allowed in this context: a text that holds ': '"),
        ('a: "b\nc: d\n', "1:4: not valid YAML: found unexpected end of stream: a quote is opened here"),
        ("a: [1, 2\nb: c\n", "2:2: not valid YAML: did not find expected ',' or ']' (opened in line 1): a comma"),
        ("a: `b`\n", "1:4: not valid YAML: found character that cannot start any token: a text that starts with"),
        ("a: *b\n", "1:4: not valid YAML: found undefined alias: a text that starts with & or * needs quotes"),
        ("a: **b**\n", "1:5: not valid YAML: did not find expected alphabetic or numeric character: a text that"),
        ("a: b\ntext\nc: d\n", "2:1: not valid YAML: could not find expected ':': a key needs ': ' behind it"),
        ("a:\n  b: 1\n c: 2\n", "3:2: not valid YAML: did not find expected key: the indentation is wrong"),
        ("a: b\n---\nc: d\n", "2:1: not valid YAML: but found another document: a file holds one document"),
        ("a: b\nc: x\x07\n", "2:5: not valid YAML: control characters are not allowed: delete what stands here"),
        ("ä: ö\x00\n", "1:5: not valid YAML: control characters are not allowed"),
        ('a: "\\d"\n', "1:5: not valid YAML: found unknown escape character: in double quotes write \\\\"),
        ("a: !!python/object:os.system x\n", "1:4: tags such as tag:yaml.org,2002:python/object:os.system are not"),
        ("a: !x y\n", "1:4: tags such as !x are not allowed"),
        ("a: 1\nb: 2\na: 3\n", "3:1: key 'a' stands here twice; first in line 1"),
        ("? [a]\n: b\n", "1:3: a key must be plain text"),
    ],
)
def test_document_says_what_is_wrong_and_where(text, said):
    (problem,) = problems(text)

    assert problem.startswith(f"f.yaml:{said}")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x [1]\nb: *x\n", ["1:4", "2:4"]),
        ("a: &x 1\nb: *x\n", ["1:4", "2:4"]),
        ("a: &x never used\n", ["1:4"]),
        ("&x a: 1\n*x : 2\n", ["1:1", "2:1"]),
        ("a: &x [*x]\n", ["1:4", "1:8"]),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ["1:4", "3:7"]),
    ],
)
def test_document_refuses_anchors_and_aliases_at_each_place(text, places):
    said = [problem for problem in problems(text) if "anchors" in problem]

    assert [problem.split(":", 1)[1].split(": ")[0] for problem in said] == places


@pytest.mark.parametrize(
    "text", ["a: R&D\n", "a: this & that\n", "a: '&x'\n", "a: 2*3 *and* **more**\n", "# &x\na: b\n"]
)
def test_document_lets_and_signs_and_stars_in_text(text):
    assert problems(text) == []


def test_document_of_a_thousand_laughs_stays_small():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 1000))

    document = Document("f.yaml", bomb)

    assert len(document.problems) == MAX_PROBLEMS
    assert len(str(document.data)) < 100_000


def test_document_larger_than_the_limit_is_refused():
    assert problems("a: " + "x" * MAX_CHARACTERS) == [
        f"f.yaml:1:1: the file has more than {MAX_CHARACTERS:,} characters"
    ]


def test_document_takes_what_is_just_deep_enough():
    assert problems("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert len(problems("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))) == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{a: ["])
def test_very_deep_document_is_refused_and_the_process_lives(opening):
    """In a process of its own: libyaml's composer recurses in C, a mistake here would take the tests along."""
    code = (
        "from studyapp.bank.nodes import Document\n"
        f"print(*Document('f.yaml', {opening!r} * 100_000).problems, sep='\\n')"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(": nested too deeply\n")
    assert done.stdout.count("\n") == 1


@given(st.text(st.sampled_from("ab:-[]{}\"'&*!|>#%@`,? \n\t\x00é\U0001f600"), max_size=60))
def test_document_of_any_text_gives_data_or_problems_inside_the_file(text):
    document = Document("f.yaml", text)

    lines = text.split("\n")
    assert document.problems or document.data is not None or document.place(()) == (1, 1)
    for problem in document.problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
