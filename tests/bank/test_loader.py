"""Reading content files: what an author is told, and that nothing is hidden or dragged down."""

import gc
from datetime import date
from pathlib import Path

import pytest

from studyapp.bank import loader
from studyapp.bank.nodes import Document
from studyapp.bank.shelf import Shelf
from tests.bank.folders import FACTS, QUESTIONS, SAMPLE, TODAY

SIZE_CARDS = "    cards:\n      - ask: What is the size of the sample queue?\n        answer: 2 units\n"
SIZE = "The size of the sample queue is **2 units**."
VALUE = "value: {max: 1, unit: units, scope: queue, adjustable: false}"
AWS, NOTES = "{aws: queue-guide}", '{notes: ["000:7"]}'
NOT_A_SOURCE = 'sources 1: a source names either notes, as in {notes: ["002:590"]}, or aws, a key of sources.yaml'
NOT_A_CARD = "a card has either ask and answer, or cloze"
A_LIST = "must be a list (each element after '-', or all in [ ]), not"
A_REF = 'write notes and line in quotes, such as "002:590"'
VIAS = "botocore_shape, botocore_doc, botocore_enum, botocore_operations, cfnlint_schema, cfnlint_runtime, sam_policy"
TYPES = "single, multiple, true-false, ordering, matching, numeric"

# what stands in facts.yaml, what is written instead, the only problem
IN_FACTS = [
    ("kind: limit", "kind: limits", "3:11: kind: 'limits' is not one of definition, limit, default, semantics, "
     "error-code, comparison, integration, configuration, security, monitoring, pricing, lifecycle, practice; did "
     "you mean 'limit'?"),
    (AWS, "{awss: queue-guide}", f"12:15: {NOT_A_SOURCE}"),
    (AWS, '{aws: queue-guide, notes: ["000:1"]}', f"12:15: {NOT_A_SOURCE}"),
    (AWS, "queue-guide", f"12:15: {NOT_A_SOURCE}"),
    (NOTES, '{notes: "000:7"}', f"12:43: sources 2, notes: {A_LIST} '000:7'"),
    (NOTES, "{notes: [000-7]}", f"12:44: sources 2, notes 1: '000-7': {A_REF}"),
    (NOTES, "{notes: []}", "12:43: sources 2, notes: has 0 elements, needs at least 1"),
    ("- ask: What is the size", "- akk: What is the size", "21:9: unknown key 'akk'; did you mean 'ask'?"),
    ("- id: cloze", "- id: cloze\n        ask: x", f"9:9: cards 2: {NOT_A_CARD}"),
    (SIZE_CARDS, "    cards: [{id: main}]\n", f"20:13: cards 1: {NOT_A_CARD}"),
    (SIZE_CARDS, "    cards: [What?]\n", f"20:13: cards 1: {NOT_A_CARD}"),
    (SIZE_CARDS, "    cards: What?\n", f"20:12: cards: {A_LIST} 'What?'"),
    (SIZE_CARDS, "    cards: {ask: What?, answer: That.}\n", f"20:12: cards: {A_LIST} keys with values"),
    (SIZE_CARDS, "    cards: []\n", "20:12: cards: has 0 elements, needs at least 1"),
    (SIZE_CARDS, "    cards:\n", "20:11: cards: has no value"),
    ("        answer: 1 units\n", "", "7:9: 'answer' is missing in cards 1 of fact queue.retention"),
    ("{{1 units}}", "1 units", "10:16: cards 2: mark what is hidden with {{ and }}"),
    ("- id: cloze", "- id: main", "9:9: fact queue.retention: two cards have the id 'main'; a card without id is "
     "'main'"),
    ('said_by: ["000:7"]', "said_by: [Queue Guide]", "15:58: history 1, said_by 1: 'Queue Guide': write notes and "
     'line in quotes ("002:590") or a key of sources.yaml'),
    ('said_by: ["000:7"]', 'said_by: "000:7"', f"15:57: history 1, said_by: {A_LIST} '000:7'"),
    ("as_of: 2026-11", "as_of: Nov 2026", "11:12: as_of: write a date as 2026, 2026-11 or 2026-11-20, not 'Nov 2026'"),
    ("as_of: 2026-11", "as_of: 2026-02-30", "11:12: as_of: there is no day 2026-02-30"),
    (f"    {VALUE}\n", "", "3:11: fact queue.retention: a limit needs a value"),
    (", scope: queue", "", "5:12: fact queue.retention: the value of a limit needs scope and adjustable (does AWS "
     "raise it on request?)"),
    (VALUE, "value: {unit: s}", "5:12: value: give at least one of max, min, default or amount"),
    (VALUE, "value: 15 min", "5:12: value: must hold keys with values (key: value), not '15 min'"),
    ("max: 1,", "max: .nan,", "5:18: value, max: must be a number, such as 900 or 0.5"),
    ("max: 1,", "max: many,", "5:18: value, max: must be a number, such as 900 or 0.5"),
    ("max: 1,", "default: [1],", "5:22: value, default: must be a number or one line of text"),
    ("adjustable: false", "adjustable: maybe", "5:60: value, adjustable: must be true or false, not 'maybe'"),
    ("scope: queue", f"scope: {'x' * 301}", "5:41: value, scope: is longer than 300 characters"),
    (SIZE, "", "19:15: statement: has no value"),
    (SIZE, "''", "19:16: statement: is empty"),
    (SIZE, "[a, b]", "19:16: statement: must be text, not a list"),
    (SIZE, "Use it, then: go", "19:28: not valid YAML: mapping values are not allowed in this context: a text that "
     "holds ': ' needs quotes, or the indentation is wrong"),
    ("    trap:", "    traps:", "14:5: unknown key 'traps'; did you mean 'trap'?"),
    ("    trap:", "    options:", "14:5: unknown key 'options'; allowed here: id, kind, statement, value, cards, trap, "
     "exceptions, as_of, sources, confidence, caveat, history, disputes, checks, exam, related"),
    ("    trap:", "    confidence: medium\n    trap:", "14:17: fact queue.retention: confidence: medium needs a caveat "
     "that says what could not be confirmed"),
    ("TST-C01: [1]", "tst: [1]", "13:12: exam, tst: 'tst': write an exam code such as DVA-C02"),
    ("TST-C01: [1]", "TST-C01: 1", f"13:21: exam, TST-C01: {A_LIST} '1'"),
    ("TST-C01: [1]", "TST-C01: [10]", "13:22: exam, TST-C01 1: must be at most 9"),
    ("    cards:", "    checks: [{via: botocore, service: x}]\n    cards:",
     f"6:20: via: 'botocore' is not one of {VIAS}; did you mean 'botocore_doc'?"),
    ("    cards:", "    checks: [{service: x}]\n    cards:",
     f"6:14: 'via' is missing in checks 1 of fact queue.retention: one of {VIAS}"),
    ("    cards:", "    checks: [{via: botocore_doc, service: x, contains: []}]\n    cards:",
     "6:56: checks 1, contains: has 0 elements, needs at least 1"),
    ("    cards:", "    checks: [{via: botocore_doc, service: x, contains: {a: b}}]\n    cards:",
     "6:56: checks 1, contains: must be text, not keys with values"),
    ("    cards:", "    checks: [{via: botocore_doc, service: x, member: y, contains: z}]\n    cards:",
     "6:54: checks 1: a member needs the shape that it belongs to"),
    ("    cards:", "    checks: [{via: botocore_enum, service: x, contains: [z]}]\n    cards:",
     "6:20: checks 1: botocore_enum needs the shape whose values are meant"),
    ("    cards:", "    checks: [{via: sam_policy}]\n    cards:",
     "6:14: checks 1: say what must be there (contains) or what must not (lacks)"),
]  # fmt: skip
IN_QUESTIONS = [
    ("type: single", "type: singel", f"3:11: type: 'singel' is not one of {TYPES}; did you mean 'single'?"),
    ("    type: single\n", "", f"2:5: 'type' is missing in question q.queue.keep-longer: one of {TYPES}"),
    ("    explanation:", "    explantion:", "13:5: unknown key 'explantion'; did you mean 'explanation'?"),
    ("difficulty: 1", "difficulty: hard", "5:17: difficulty: must be a whole number, not 'hard'"),
    ("difficulty: 1", "difficulty: 0", "5:17: difficulty: must be at least 1"),
    ("difficulty: 1", "difficulty: 4", "5:17: difficulty: must be at most 3"),
    (", why: The delay only postpones the first delivery.", "",
     "10:9: 'why' is missing in options 2 of question q.queue.keep-longer"),
    ("text: A longer delay", "text: A longer delay, or two",
     "10:32: unknown key 'or two' without a value; a text with a comma needs quotes inside { }"),
    ("text: A longer delay,", "text: A longer delay, correct: true,",
     "10:9: question q.queue.keep-longer: exactly one option must be correct, here 2 are"),
    (", correct: true", "", "8:5: question q.queue.keep-longer: exactly one option must be correct, here none is"),
    ("correct: true", "correct: right", "9:45: options 1, correct: must be true or false, not 'right'"),
    ("text: A longer delay", "text: A LONGER retention",
     "10:9: question q.queue.keep-longer: two options say the same"),
    ("choose: 2", "choose: 3", "16:13: question q.queue.two-settings: choose says 3, but the number of correct options "
     "is 2"),
    ('{text: "True", correct: true', '{text: "Yes", correct: true',
     "32:5: question q.queue.is-ordered: the options must be True and False, in this order"),
    ("type: true-false", "type: true-false\n    shuffle: true",
     "29:14: question q.queue.is-ordered: True and False keep their order: leave shuffle out"),
    ("match: Hands over several at once", "match: Postpones the first delivery",
     "53:32: question q.queue.what-does-what: every match must differ from the others and from the distractors"),
    ("[Encrypts the body]", "[Hands over several at once]",
     "55:19: question q.queue.what-does-what: every match must differ from the others and from the distractors"),
    ("answer: {value: 2", "answer: {value: two", "62:21: answer, value: must be a number, such as 900 or 0.5"),
    ("unit: units}", "unit: units, tolerance: -1}", "62:48: answer, tolerance: must be at least 0"),
    ("[queue.retention]", "queue.retention", f"4:12: facts: {A_LIST} 'queue.retention'"),
    ("[queue.retention]", "[retention]",
     "4:13: facts 1: 'retention': write <topic>.<name> in small letters, such as lambda.timeout-max"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), IN_FACTS)
def test_wrong_fact_gives_one_clear_problem(folder, old, new, said):
    folder.change(FACTS, old, new)

    assert folder.problems() == [f"{FACTS}:{said}"]


@pytest.mark.parametrize(("old", "new", "said"), IN_QUESTIONS)
def test_wrong_question_gives_one_clear_problem(folder, old, new, said):
    folder.change(QUESTIONS, old, new)

    assert folder.problems() == [f"{QUESTIONS}:{said}"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (FACTS, "", "1:1: the file is empty"),
        (FACTS, "hello\n", "1:1: the file must start with 'facts:'"),
        (FACTS, "- a\n", "1:1: the file must start with 'facts:'"),
        (FACTS, "{}\n", "1:1: the file must start with 'facts:'"),
        (FACTS, "facts:\n", "1:7: 'facts' is empty: write a list, each element after '-', or []"),
        (FACTS, "facts: {a: 1}\n", "1:8: 'facts' must hold a list, each element after '-'"),
        (FACTS, "fact: []\n", "1:1: unknown key 'fact'; did you mean 'facts'?"),
        (FACTS, "facts: &a [*a]\n", "1:8: anchors and aliases (& and *) are not allowed: write the value again"),
        (FACTS, b"facts:\n  - id: a\xff\n", "2:10: byte 0xff is not UTF-8 text"),
        (FACTS, "facts:\n  - id: Größe\n".encode("latin-1"), "2:11: byte 0xf6 is not UTF-8 text"),
        ("sources.yaml", "sources: 3\n", "1:10: 'sources' must hold keys with values"),
        ("sources.yaml", "sources:\n", "1:9: 'sources' is empty: write keys with values, or {}"),
        ("exams/blueprints.yaml", "exams: 1\n", "1:8: 'exams' must hold a list, each element after '-'"),
    ],
)
def test_wrong_file_gives_its_problem_and_drags_nothing_down(folder, file, text, said):
    """The facts that a broken file would have declared are not reported as unknown in the questions."""
    folder.write(file, text)

    found = folder.problems()

    assert found[0] == f"{file}:{said}"
    assert not [problem for problem in found if "unknown" in problem and not problem.startswith(file)]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("topics/queue/fact.yaml", "; did you mean 'facts.yaml'?"),
        ("topics/queue/Facts.YAML", "; did you mean 'facts.yaml'?"),
        ("topics/queue/questions.yml", "; did you mean 'questions.yaml'?"),
        ("topics/queue/other.yaml", "; here may stand topic.yaml, sources.yaml, facts.yaml, questions.yaml"),
        ("source.yaml", "; did you mean 'sources.yaml'?"),
        ("topics/facts.yaml", "; here may stand sources.yaml, retired.yaml, topics/, polls/ and exams/"),
    ],
)
def test_file_in_the_wrong_place_is_named(folder, file, said):
    folder.write(file, "facts: []\n")

    assert folder.problems() == [f"{file}:1:1: a file of this name does not belong here{said}"]


@pytest.mark.parametrize("file", ["schema/facts.json", "topics/queue/.#facts.yaml", "topics/queue/facts.yaml~", "a.md"])
def test_other_files_are_left_alone(folder, file):
    folder.write(file, "{")

    assert folder.problems() == []


@pytest.mark.parametrize("file", ["topics/queue/facts-more.yaml", "topics/queue/questions-more.yaml"])
def test_facts_and_questions_may_be_split_over_files(folder, file):
    folder.write(file, f"{file.split('/')[-1].split('-')[0]}: []\n")

    assert folder.problems() == []


def test_file_that_cannot_be_opened_is_a_problem(folder):
    (folder.path / "topics/queue/facts-more.yaml").mkdir()

    assert folder.problems() == ["topics/queue/facts-more.yaml:1:1: cannot be read: Is a directory"]


def test_files_with_windows_line_ends_keep_their_lines(folder):
    text = (folder.path / FACTS).read_text(encoding="utf-8").replace("\n", "\r\n")
    folder.write(FACTS, text.replace("kind: limit", "kind: limits", 1))

    assert folder.problems()[0].startswith(f"{FACTS}:3:11: kind: 'limits'")


def test_folder_that_is_not_there_is_a_problem(tmp_path):
    with pytest.raises(loader.ContentError, match="no such folder"):
        loader.load(tmp_path / "nowhere", today=TODAY)


def test_folder_without_content_is_a_problem(tmp_path):
    with pytest.raises(loader.ContentError, match="no content files"):
        loader.load(tmp_path, today=TODAY)


def test_all_problems_of_all_files_come_in_one_run_in_order(folder):
    folder.change(QUESTIONS, "difficulty: 1", "difficulty: 9").change(QUESTIONS, "[queue.order, ", "[queue.ordre, ")
    folder.change(FACTS, "kind: limit", "kind: limits", 2).change("retired.yaml", "why: Renamed.", "why:")

    found = folder.problems()

    assert [problem.split(": ")[0] for problem in found] == [
        *("retired.yaml:2:45", f"{FACTS}:3:11", f"{FACTS}:36:11", f"{QUESTIONS}:5:17", f"{QUESTIONS}:17:13"),
    ]


def test_references_of_an_entry_that_is_wrong_itself_are_checked_too(folder):
    folder.change(QUESTIONS, "difficulty: 1", "difficulty: 9").change(
        QUESTIONS, "[queue.retention]", "[queue.retenton]"
    )

    assert [problem.split(": ", 1)[1] for problem in folder.problems()] == [
        "unknown fact 'queue.retenton'; did you mean 'queue.retention'?",
        "difficulty: must be at most 3",
    ]


def test_entry_without_anything_gives_one_problem(folder):
    folder.write("topics/queue/facts-more.yaml", "facts: [{}]\n")

    (problem,) = folder.problems()

    assert problem.endswith("1:9: 'id', 'kind', 'statement', 'cards', 'as_of', 'sources' are missing in this fact")


def test_names_of_sources_topics_and_decks_are_checked(folder):
    folder.change("sources.yaml", "queue-guide:", "Queue Guide:").write("polls/My deck.yaml", "deck: {}\n")

    slug = "write small letters and digits, joined by single hyphens, such as dead-letter"
    assert folder.problems() == [
        "polls/My deck.yaml:1:1: its name: 'My deck': " + slug,
        "polls/My deck.yaml:1:7: 'title', 'summary', 'questions' are missing in deck My deck",
        "sources.yaml:4:3: its name: 'Queue Guide': " + slug,
    ]


def test_hostile_element_with_a_million_keys_ends_in_a_hundred_problems(folder):
    folder.write("topics/queue/facts-more.yaml", f"facts: [{{{', '.join(f'k{n}: 1' for n in range(100_000))}}}]\n")

    assert len(folder.problems()) == 100


def test_load_gives_a_bank(folder):
    bank = loader.load(folder.path, today=TODAY)

    assert len(bank.facts) == 18
    assert bank.facts["queue.retention"].value.max == 1
    assert bank.decks["sample"].questions[0] == "q.queue.keep-longer"
    assert bank.topics["queue"].order == 10


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("0.5", 0.5), ('"3"', 3), ("1_000", 1000), ("none", "none"), ("[0-9]+", None)]
)
def test_quantity_is_a_number_wherever_it_reads_as_one(folder, text, value):
    folder.change(FACTS, "max: 1,", f"max: 1, default: {text},")

    if value is None:
        assert folder.problems()
    else:
        default = loader.load(folder.path, today=TODAY).facts["queue.retention"].value.default
        assert default == value
        assert type(default) is type(value)


@pytest.mark.parametrize("enabled", [True, False])
def test_load_leaves_the_garbage_collector_as_it_was(enabled):
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        loader.load(SAMPLE, today=date.max)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_read_document_reads_a_pack_without_a_folder():
    shelf = Shelf()
    text = (SAMPLE / "topics/queue/questions.yaml").read_text(encoding="utf-8")

    loader.read_document(Document("pack", text), "questions", "", shelf)

    assert shelf.problems == []
    assert len(shelf.valid("questions")) == 6


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("sources.yaml", "sources"),
        ("topics/a/sources.yaml", "sources"),
        ("topics/a/topic.yaml", "topic"),
        ("topics/a/facts.yaml", "facts"),
        ("topics/a/questions-2.yaml", "questions"),
        ("polls/ten.yaml", "deck"),
        ("exams/all.yaml", "exams"),
        ("retired.yaml", "retired"),
        ("topics/a/b/facts.yaml", None),
        ("facts.yaml", None),
    ],
)
def test_kind_of_follows_the_place(path, kind):
    assert loader.kind_of(Path(path)) == kind
