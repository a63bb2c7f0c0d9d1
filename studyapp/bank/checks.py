"""What only shows when all files are seen together: ids, references, dates, exam domains, lines of the notes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .loader import Entry, Shelf, suggest
from .nodes import Problem
from .schema import SourceCitation


def cross_check(shelf: Shelf, today: date) -> list[Problem]:
    """Every problem between files. `today` is the day after which a date lies in the future."""
    problems: list[Problem] = []
    for kind in shelf.entries:
        problems.extend(_twice(shelf.entries[kind], kind))
    problems.extend(_retired_ids(shelf))
    for entry in shelf.entries["facts"]:
        problems.extend(_home_problems(entry))
        problems.extend(_fact_references(entry, shelf))
        problems.extend(_exam_problems(entry, shelf))
        problems.extend(_fact_dates(entry, today))
    for entry in shelf.entries["questions"]:
        problems.extend(_home_problems(entry))
        problems.extend(_references(entry, ("facts",), entry.item.facts, shelf.declared.get("facts", set()), "fact"))
        problems.extend(_exam_problems(entry, shelf))
        problems.extend(_origin_problems(entry, shelf))
        problems.extend(_past_dates(entry, today))
    for entry in shelf.entries["deck"]:
        known = shelf.declared.get("questions", set())
        problems.extend(_references(entry, ("questions",), entry.item.questions, known, "question"))
        problems.extend(_origin_problems(entry, shelf))
    for entry in shelf.entries["source"]:
        if _in_future(entry.item.read, today):
            problems.append(entry.problem(("read",), f"read: {entry.item.read} lies in the future"))
    problems.extend(_topic_problems(shelf))
    return problems


def _twice(entries: list[Entry], kind: str) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in first:
            path = ("id",) if kind in ("facts", "questions", "retired") else ()
            yield entry.problem(path, f"'{entry.id}' is used twice; first at {first[entry.id].where}")
        else:
            first[entry.id] = entry


def _retired_ids(shelf: Shelf) -> Iterator[Problem]:
    alive = shelf.declared.get("facts", set()) | shelf.declared.get("questions", set())
    for entry in shelf.entries["retired"]:
        if entry.id in alive:
            yield entry.problem(("id",), f"'{entry.id}' is retired and still in use")
        replacement = entry.item.replaced_by
        if replacement and replacement not in alive:
            yield entry.problem(("replaced_by",), f"unknown '{replacement}'{suggest(replacement, alive)}")


def _home_problems(entry: Entry) -> Iterator[Problem]:
    folder = entry.document.file.split("/")[-2]
    if entry.item.topic != folder:
        yield entry.problem(("id",), f"'{entry.id}' stands in the folder of topic '{folder}'")


def _references(
    entry: Entry, path: tuple[str | int, ...], names: list[str], known: set[str], kind: str
) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name not in known:
            yield entry.problem((*path, place), f"unknown {kind} '{name}'{suggest(name, known)}")
        elif name in names[:place]:
            yield entry.problem((*path, place), f"{kind} '{name}' is named twice")


def _fact_references(entry: Entry, shelf: Shelf) -> Iterator[Problem]:
    fact, sources = entry.item, shelf.declared.get("source", set())
    for place, citation in enumerate(fact.sources):
        path: tuple[str | int, ...] = ("sources", place)
        if isinstance(citation, SourceCitation):
            if citation.aws not in sources:
                yield entry.problem((*path, "aws"), f"unknown source '{citation.aws}'{suggest(citation.aws, sources)}")
        else:
            yield from _said_by(entry, (*path, "notes"), citation.notes, shelf)
    for field in ("history", "disputes"):
        for place, element in enumerate(getattr(fact, field)):
            yield from _said_by(entry, (field, place, "said_by"), element.said_by, shelf)
    yield from _references(entry, ("related",), fact.related, shelf.declared.get("facts", set()), "fact")


def _said_by(entry: Entry, path: tuple[str | int, ...], names: list[str], shelf: Shelf) -> Iterator[Problem]:
    notes = {note.id: note.item for note in shelf.entries["note"]}
    sources = shelf.declared.get("source", set())
    for place, name in enumerate(names):
        note, colon, line = name.partition(":")
        if not colon:
            if name not in sources:
                yield entry.problem((*path, place), f"unknown source '{name}'{suggest(name, sources)}")
        elif note not in notes:
            yield entry.problem((*path, place), f"there are no notes '{note}'")
        elif not 1 <= int(line) <= notes[note].lines:
            yield entry.problem((*path, place), f"notes {note} have {notes[note].lines} lines, not {line}")


def _origin_problems(entry: Entry, shelf: Shelf) -> Iterator[Problem]:
    if entry.item.origin:
        yield from _said_by(entry, ("origin", "notes"), entry.item.origin.notes, shelf)


def _exam_problems(entry: Entry, shelf: Shelf) -> Iterator[Problem]:
    exams = {exam.id: exam.item for exam in shelf.entries["exams"]}
    for code, domains in entry.item.exam.items():
        if code not in exams:
            yield entry.problem(("exam", code), f"unknown exam '{code}'{suggest(code, exams)}")
            continue
        for place, domain in enumerate(domains):
            if domain > len(exams[code].domains):
                yield entry.problem(
                    ("exam", code, place), f"{code} has {len(exams[code].domains)} domains, there is no domain {domain}"
                )


def _fact_dates(entry: Entry, today: date) -> Iterator[Problem]:
    if _in_future(entry.item.as_of, today):
        yield entry.problem(("as_of",), f"as_of: {entry.item.as_of} lies in the future")
    yield from _past_dates(entry, today)


def _past_dates(entry: Entry, today: date) -> Iterator[Problem]:
    for place, past in enumerate(entry.item.history):
        if _in_future(past.until, today):
            yield entry.problem(("history", place, "until"), f"until: {past.until} lies in the future")


def _in_future(text: str, today: date) -> bool:
    return text > today.isoformat()[: len(text)]


def _topic_problems(shelf: Shelf) -> Iterator[Problem]:
    topics = shelf.declared.get("topic", set())
    reported: set[str] = set()
    for entry in (*shelf.entries["facts"], *shelf.entries["questions"]):
        topic: Any = entry.item.topic
        if topic not in topics and topic not in reported:
            reported.add(topic)
            yield entry.problem((), f"topic '{topic}' has no topic.yaml{suggest(topic, topics)}")
    exams = shelf.declared.get("exams", set())
    for entry in shelf.entries["topic"]:
        for code in entry.item.weight:
            if code not in exams:
                yield entry.problem(("weight", code), f"unknown exam '{code}'{suggest(code, exams)}")
