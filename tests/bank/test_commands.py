"""write_schema, check_content and verify_facts, the system check, and the schema as editors see it."""

import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from studyapp.bank import models_of_aws
from studyapp.bank.json_schema import schema_files
from studyapp.bank.loader import kind_of
from studyapp.bank.system_checks import check_bank
from tests.bank.folders import FACTS, QUESTIONS, SAMPLE

CONTENT = settings.BASE_DIR / "content"


def run(name, *args, **options):
    out, err = StringIO(), StringIO()
    call_command(name, *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


class EditorLoader(yaml.CSafeLoader):
    """YAML as editors read it (version 1.2): numbers and truth values, but dates and `no` are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", yaml.resolver.re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def complaints(kind, text):
    validator = jsonschema.Draft7Validator(json.loads(schema_files()[f"{kind}.json"]))
    return [error.message for error in validator.iter_errors(yaml.load(text, EditorLoader))]


def test_write_schema_writes_every_kind_of_file(tmp_path):
    run("write_schema", tmp_path / "new")

    assert {path.name for path in (tmp_path / "new").iterdir()} == set(schema_files())


def test_write_schema_leaves_current_files_and_strangers_alone(tmp_path):
    run("write_schema", tmp_path)
    (tmp_path / "mine.json").write_text("{}")

    out, _ = run("write_schema", tmp_path)

    assert out == "written: nothing, all current\n"
    assert (tmp_path / "mine.json").exists()


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_text(path.read_text() + "\n")])
def test_write_schema_check_names_a_file_that_is_not_current(tmp_path, spoil):
    run("write_schema", tmp_path)
    spoil(tmp_path / "facts.json")

    with pytest.raises(CommandError, match=r"not current: facts\.json; run manage\.py write_schema"):
        run("write_schema", tmp_path, check=True)


def test_write_schema_check_changes_nothing(tmp_path):
    with pytest.raises(CommandError):
        run("write_schema", tmp_path, check=True)

    assert list(tmp_path.iterdir()) == []


def test_schema_files_in_content_are_current():
    out, _ = run("write_schema", CONTENT / "schema", check=True)

    assert out == "7 schema files are current\n"


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_schema_file_is_valid_stable_and_ends_with_a_line(name):
    text = schema_files()[name]

    jsonschema.Draft7Validator.check_schema(json.loads(text))
    assert text == schema_files()[name]
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    "path",
    [path for root in (SAMPLE, CONTENT) for path in sorted(root.rglob("*.yaml"))],
    ids=lambda path: "/".join(path.parts[-3:]),
)
def test_editors_accept_what_the_loader_accepts(path):
    root = SAMPLE if path.is_relative_to(SAMPLE) else CONTENT

    assert complaints(kind_of(path.relative_to(root)), path.read_text(encoding="utf-8")) == []


def test_editors_accept_numbers_dates_and_truth_as_text():
    text = (SAMPLE / QUESTIONS).read_text(encoding="utf-8").replace('text: "True"', "text: True")
    facts = (SAMPLE / FACTS).read_text(encoding="utf-8").replace("as_of: 2026-11", "as_of: 2026", 1)

    assert complaints("questions", text) == []
    assert complaints("facts", facts.replace("answer: 2 units", "answer: 2")) == []


@pytest.mark.parametrize(
    ("kind", "file", "old", "new"),
    [
        ("facts", FACTS, "kind: limit", "kind: limits"),
        ("facts", FACTS, "    trap:", "    traps:"),
        ("facts", FACTS, "{aws: queue-guide}", "{awss: queue-guide}"),
        ("facts", FACTS, "TST-C01: [1]", "tst: [1]"),
        ("facts", FACTS, "as_of: 2026-11", "as_of: November"),
        ("facts", FACTS, "as_of: 2026-11", "as_of: 26"),
        ("questions", QUESTIONS, "type: single", "type: singel"),
        ("questions", QUESTIONS, "difficulty: 1", "difficulty: 4"),
        ("questions", QUESTIONS, "    explanation:", "    explantion:"),
    ],
)
def test_editors_see_what_is_wrong(kind, file, old, new):
    text = (SAMPLE / file).read_text(encoding="utf-8")

    assert complaints(kind, text.replace(old, new, 1))


def test_check_content_counts_what_is_there():
    out, err = run("check_content", SAMPLE)

    assert out.startswith("18 facts, 7 questions, 30 cards in 2 topics; no problems. Key longest in ")
    assert err == ""


def test_check_content_prints_every_problem_and_fails(folder):
    folder.change(FACTS, "kind: limit", "kind: limits", 2)
    err = StringIO()

    with pytest.raises(CommandError, match=r"2 problem\(s\) in the content"):
        call_command("check_content", folder.path, stderr=err)

    assert [line.split(": ")[0] for line in err.getvalue().splitlines()] == [
        f"content/{FACTS}:3:11",
        f"content/{FACTS}:36:11",
    ]


def test_check_content_reports_faults_of_questions(folder):
    folder.change(QUESTIONS, "A larger batch", "All of the above")
    err = StringIO()

    with pytest.raises(CommandError, match=r"1 fault\(s\) in the questions"):
        call_command("check_content", folder.path, stderr=err)

    assert err.getvalue().startswith("q.queue.keep-longer: 'All of the above' tests logic")


def test_check_content_reports_words_of_the_notes(folder, tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "000.txt").write_text("Some notes:\nonly retention decides how long an\nunread message stays here\n")
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("check_content", folder.path, notes=notes, stderr=err)

    assert err.getvalue() == (
        "q.queue.keep-longer: the notes (000.txt:2) say the same words: only retention decides how long an unread "
        "message\n"
    )


def with_check(folder, check):
    return folder.change(FACTS, "    cards:", f"    checks: [{check}]\n    cards:")


def test_verify_facts_counts_checks_that_agree(folder):
    with_check(folder, "{via: botocore_operations, service: sqs, contains: [SendMessage]}")

    out, _ = run("verify_facts", folder.path)

    assert out.splitlines()[0] == "ok      queue.retention botocore_operations"
    assert out.splitlines()[1].startswith("1 checks, 0 differ (botocore ")


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("{via: botocore_operations, service: sqs, contains: [Eat]}", "the model lacks ['Eat']"),
        ("{via: botocore_operations, service: sqz, contains: [Eat]}", "botocore knows no service 'sqz'"),
    ],
)
def test_verify_facts_fails_on_a_difference(folder, check, said):
    with_check(folder, check)
    out = StringIO()

    with pytest.raises(CommandError, match="1 of 1 checks differ"):
        call_command("verify_facts", folder.path, stdout=out)

    assert out.getvalue().splitlines()[0] == f"DIFFERS queue.retention botocore_operations: {said}"


def test_verify_facts_of_another_topic_runs_nothing(folder, monkeypatch):
    monkeypatch.setattr(models_of_aws, "difference", lambda check: pytest.fail("ran"))
    with_check(folder, "{via: botocore_operations, service: sqs, contains: [SendMessage]}")

    out, _ = run("verify_facts", folder.path, topic="topic")

    assert out.startswith("0 checks, 0 differ")


def test_system_check_is_silent_about_good_content(settings, folder):
    settings.CONTENT_DIR = folder.path

    assert check_bank(None) == []


def test_system_check_gives_one_error_for_each_problem(settings, folder):
    settings.CONTENT_DIR = Path(folder.change(FACTS, "kind: limit", "kind: limits", 2).path)

    errors = check_bank(app_configs=None, databases=None)

    assert [error.id for error in errors] == ["bank.E001", "bank.E001"]
    assert errors[0].msg.startswith(f"content/{FACTS}:3:11: kind: 'limits' is not one of ")
