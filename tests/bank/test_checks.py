"""What only shows when all files are seen together."""

import pytest

from tests.bank.folders import FACTS, QUESTIONS, SAMPLE

SOURCES, DECK, RETIRED, EXAMS = "sources.yaml", "polls/sample.yaml", "retired.yaml", "exams/blueprints.yaml"
TOPIC = "topics/queue/topic.yaml"
NOTES = '{notes: ["000:7"]}'

# file, what stands there, what is written instead, the only problem
WRONG = [
    (QUESTIONS, "[queue.retention]", "[queue.retenton]", "4:13: unknown fact 'queue.retenton'; did you mean "
     "'queue.retention'?"),
    (QUESTIONS, "[queue.retention]", "[queue.retention, queue.retention]",
     "4:30: fact 'queue.retention' is named twice"),
    (DECK, "q.queue.keep-longer", "q.queue.keep-shorter", "4:15: unknown question 'q.queue.keep-shorter'; did you "
     "mean 'q.queue.keep-longer'?"),
    (DECK, "q.topic.one-to-many", "q.queue.keep-longer", "4:36: question 'q.queue.keep-longer' is named twice"),
    (FACTS, "aws: queue-guide", "aws: queue-giude", "12:21: unknown source 'queue-giude'; did you mean 'queue-guide'?"),
    (FACTS, NOTES, '{notes: ["000:101"]}', "12:44: the notes 000 have 100 lines, not 101"),
    (FACTS, NOTES, '{notes: ["000:0"]}', "12:44: the notes 000 have 100 lines, not 0"),
    (FACTS, NOTES, '{notes: ["009:7"]}', "12:44: there are no notes '009'; did you mean '000'?"),
    (FACTS, 'said_by: ["000:7"]', "said_by: [queue-gide]", "15:58: unknown source 'queue-gide'; did you mean "
     "'queue-guide'?"),
    (FACTS, 'said_by: ["000:8"]', 'said_by: ["000:800"]', "16:48: the notes 000 have 100 lines, not 800"),
    (FACTS, "until: 2025-08", "until: 2027-08", "15:39: until: 2027-08 lies in the future"),
    (FACTS, "as_of: 2026-11", "as_of: 2026-12", "11:12: as_of: 2026-12 lies in the future"),
    (FACTS, "as_of: 2026-11", "as_of: 2026-11-21", "11:12: as_of: 2026-11-21 lies in the future"),
    (FACTS, "as_of: 2026-11", "as_of: 2027", "11:12: as_of: 2027 lies in the future"),
    (FACTS, "    exam: {TST-C01: [1]}", "    exam: {TST-C02: [1]}", "13:12: unknown exam 'TST-C02'; did you mean "
     "'TST-C01'?"),
    (FACTS, "TST-C01: [1]", "TST-C01: [1, 3]", "13:25: TST-C01 has 2 domains, there is no domain 3"),
    (FACTS, "    trap:", "    related: [queue.retention]\n    trap:", "14:15: the fact 'queue.retention' names itself"),
    (FACTS, "    trap:", "    related: [queue.sise]\n    trap:", "14:15: unknown fact 'queue.sise'; did you mean "
     "'queue.size'?"),
    (SOURCES, "read: 2026-11-20", "read: 2026-11-21", "4:77: read: 2026-11-21 lies in the future"),
    (SOURCES, "lines: 100", "lines: 100, dated: 2030", "2:51: dated: 2030 lies in the future"),
    (EXAMS, "as_of: 2026-11", "as_of: 2026-12", "11:12: as_of: 2026-12 lies in the future"),
    (EXAMS, "status: live", "status: live\n    successor: TST-C02", "5:16: unknown exam 'TST-C02'; did you mean "
     "'TST-C01'?"),
    (EXAMS, "weight: 40", "weight: 50", "10:14: exam TST-C01: the weights of the domains must add up to 100, not 110"),
    (TOPIC, "TST-C01", "TST-C09", "6:12: unknown exam 'TST-C09'; did you mean 'TST-C01'?"),
    (RETIRED, "queue.old-name", "queue.size", "2:10: 'queue.size' is retired and still in use"),
    (RETIRED, "replaced_by: queue.retention", "replaced_by: queue.retentoin", "2:70: unknown fact or question "
     "'queue.retentoin'; did you mean 'queue.retention'?"),
    (RETIRED, "since: 2026-10", "since: 2026-12", "2:33: since: 2026-12 lies in the future"),
    (RETIRED, "id: queue.gone", "id: queue.old-name", "3:10: 'queue.old-name' is used twice; first at "
     "content/retired.yaml:2:5"),
    (QUESTIONS, "id: q.queue.two-settings", "id: q.queue.keep-longer", "14:9: 'q.queue.keep-longer' is used twice; "
     "first at content/topics/queue/questions.yaml:2:5"),
    (QUESTIONS, "id: q.queue.two-settings", "id: q.topic.two-settings", "14:9: 'q.topic.two-settings' stands in the "
     "folder of topic 'queue'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG)
def test_cross_check_names_the_exact_spot(folder, file, old, new, said):
    folder.change(file, old, new)

    assert folder.problems() == [f"{file}:{said}"]


def test_sample_has_no_problem(folder):
    assert folder.problems() == []


def test_source_declared_twice_names_both_places(folder):
    folder.write("topics/queue/sources.yaml", "sources:\n  queue-guide: {title: x, read: 2026}\n")

    assert folder.problems() == [
        "topics/queue/sources.yaml:2:3: 'queue-guide' is used twice; first at content/sources.yaml:4:3"
    ]


def test_fact_declared_in_two_files_names_both_places(folder):
    text = (SAMPLE / FACTS).read_text(encoding="utf-8")
    folder.write("topics/queue/facts-more.yaml", text[: text.index("  - id: queue.size")])

    assert folder.problems() == [
        f"{FACTS}:2:9: 'queue.retention' is used twice; first at content/topics/queue/facts-more.yaml:2:5"
    ]


def test_folder_without_topic_file_is_named_once(folder):
    folder.write("topics/queues/facts.yaml", (SAMPLE / FACTS).read_text(encoding="utf-8").replace("queue.", "queues."))

    assert folder.problems() == [
        "topics/queues/facts.yaml:2:5: the folder 'queues' has no topic.yaml; did you mean 'queue'?"
    ]


def test_topic_cannot_be_called_like_the_start_of_a_question(folder):
    folder.write("topics/q/topic.yaml", (SAMPLE / TOPIC).read_text(encoding="utf-8"))

    assert folder.problems() == [
        "topics/q/topic.yaml:1:1: a topic cannot be called 'q': ids of questions start with it"
    ]


def test_origin_of_a_deck_is_looked_up(folder):
    folder.change(DECK, "  questions", '  origin: {notes: ["000:900"]}\n  questions')

    assert folder.problems() == [f"{DECK}:4:20: the notes 000 have 100 lines, not 900"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (FACTS, 'facts: ["'),
        (QUESTIONS, "questions: *x"),
        (SOURCES, "notes: [\n"),
        (EXAMS, "\t"),
        (TOPIC, "topic: {"),
        (FACTS, "fatcs: []"),
        (FACTS, "facts: 3"),
    ],
)
def test_file_that_cannot_be_read_is_the_only_problem(folder, file, text):
    """What it would have declared is not called unknown."""
    folder.write(file, text)

    found = folder.problems()

    assert len(found) == 1
    assert found[0].startswith(f"{file}:1:") or found[0].startswith(f"{file}:2:")


def test_unreadable_topic_does_not_hide_unknown_names_of_another(folder):
    folder.write(FACTS, "facts: [").change("topics/topic/questions.yaml", "[topic.fan-out]", "[topic.fan-in]")

    assert len(folder.problems()) == 2


def test_many_unknown_names_are_reported_one_by_one(folder):
    names = ", ".join(f"queue.no-{number}" for number in range(200))
    folder.change(QUESTIONS, "[queue.retention]", f"[{names}]")

    assert len(folder.problems()) == 200
