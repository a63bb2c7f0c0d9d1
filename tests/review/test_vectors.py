"""The comparison with Anki."""

import copy
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from studyapp.review.vectors import compare, read_steps

SHARED = Path(__file__).resolve().parents[3] / "shared/vectors/anki_fsrs_intervals.json"
# Known values: FSRS-6 with its default parameters, "good" on the day the card falls due.
DOCUMENT = {
    "desired_retention": 0.9,
    "params": "defaults",
    "cases": [
        {
            "name": "good twice",
            "steps": "no steps",
            "reviews": [
                {
                    "elapsed_days": 0, "rating": 3, "stability": 2.3065, "difficulty": 2.118, "next_state": "review",
                    "buttons_secs": {"again": 18316, "hard": 86400, "good": 172800, "easy": 691200},
                },
                {
                    "elapsed_days": 2, "rating": 3, "stability": 10.9644, "difficulty": 2.111, "next_state": "review",
                    "buttons_secs": {"again": 86400, "hard": 691200, "good": 950400, "easy": 1641600},
                },
            ],
        }
    ],
}  # fmt: skip


def changed(change):
    document = copy.deepcopy(DOCUMENT)
    change(document["cases"][0]["reviews"][1])
    return document


def test_compare_matches_known_values():
    report = compare(DOCUMENT)

    assert (report.matched, report.total, report.mismatches, report.drifted) == (7, 7, [], 0)
    assert report.passed


def test_compare_reports_an_interval_that_differs():
    report = compare(changed(lambda review: review["buttons_secs"].update(good=9 * 86400)))

    assert (report.matched, report.total, report.largest) == (6, 7, 2)
    assert [(miss.review, miss.button, miss.ours, miss.theirs) for miss in report.mismatches] == [
        (1, "good", "11 days", "9 days")
    ]
    assert not report.passed


def test_compare_reports_stability_out_of_tolerance():
    assert compare(changed(lambda review: review.update(stability=10.97))).drifted == 1


def test_compare_reports_a_state_that_differs():
    assert compare(changed(lambda review: review.update(next_state="learning"))).states_differ == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda review: review.update(rating=7), r"cases\[0\]\.reviews\[1\]: rating 7 is not 1 to 4"),
        (lambda review: review.pop("elapsed_days"), r"cases\[0\]\.reviews\[1\]: 'elapsed_days' is missing"),
        (lambda review: review.update(buttons_secs=[1]), r"reviews\[1\]\.buttons_secs: \[1\] cannot be used"),
    ],
)
def test_compare_says_where_a_document_is_malformed(change, said):
    with pytest.raises(ValueError, match=said):
        compare(changed(change))


def test_compare_of_an_empty_document_does_not_pass():
    assert not compare({"desired_retention": 0.9, "cases": []}).passed


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("no steps", ((), ())),
        ("default steps 1m 10m / 10m", ((60, 600), (600,))),
        ("30s 5m 2h / 1h 1d", ((30, 300, 7200), (3600, 86400))),
    ],
)
def test_read_steps(text, steps):
    assert read_steps(text) == steps


def test_compare_anki_exits_with_one_line_for_a_file_that_is_missing_or_no_json(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")

    for file in (tmp_path / "missing.json", broken):
        with pytest.raises(CommandError, match=file.name):
            call_command("compare_anki", str(file))


def test_compare_anki_fails_on_a_difference(tmp_path, capsys):
    file = tmp_path / "vectors.json"
    file.write_text(json.dumps(changed(lambda review: review["buttons_secs"].update(easy=86400))))

    with pytest.raises(CommandError, match="differs from Anki"):
        call_command("compare_anki", str(file))

    assert "matched 6, total 7" in capsys.readouterr().out


@pytest.mark.skipif(not SHARED.exists(), reason="Anki's recorded answers are not beside this checkout")
def test_recorded_answers_of_anki_are_reproduced():
    report = compare(json.loads(SHARED.read_text(encoding="utf-8")))

    assert report.passed, report.mismatches
    assert report.total > 2_000
    assert report.seconds_matched == report.seconds_total
    assert report.states_differ == report.drifted == 0
