"""What only shows when all files are seen together: ids, references, dates, exam domains, lines of the notes.

Entries that are not valid by themselves are looked at too, as far as they can be read, so that everything is
reported in one run. A text that does not even have the form of a reference or date was reported by the schema.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from .facts import MAX_DOMAIN
from .fields import DATE, EXAM_CODE, FACT_ID, NOTE_REF, QUESTION_ID, SLUG
from .nodes import Path_, Problem
from .shelf import EACH, Entry, Shelf
from .spelling import suggest

_NOUN = {"facts": "fact", "questions": "question", "source": "source", "exams": "exam"}
_FORM = {"facts": FACT_ID, "questions": QUESTION_ID, "source": SLUG, "exams": EXAM_CODE}
# kind of entry -> where it refers to what
_REFERENCES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "facts": ((("sources", EACH, "aws"), "source"), (("related", EACH), "facts")),
    "questions": ((("facts", EACH), "facts"),),
    "deck": ((("questions", EACH), "questions"),),
    "exams": ((("successor",), "exams"),),
}
_SAID_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "facts": (
        ("sources", EACH, "notes", EACH),
        ("history", EACH, "said_by", EACH),
        ("disputes", EACH, "said_by", EACH),
    ),
    "questions": (("origin", "notes", EACH), ("history", EACH, "said_by", EACH)),
    "deck": (("origin", "notes", EACH),),
}
_PAST_DATES: dict[str, tuple[tuple[str, ...], ...]] = {
    "facts": (("as_of",), ("history", EACH, "until")),
    "questions": (("history", EACH, "until"),),
    "exams": (("as_of",),),
    "source": (("read",),),
    "note": (("dated",),),
    "retired": (("since",),),
}


def cross_check(shelf: Shelf, today: date) -> list[Problem]:
    """Every problem between files. `today` is the day after which a date lies in the future."""
    return [
        *_twice(shelf),
        *_retired_ids(shelf),
        *_homes(shelf),
        *_references(shelf),
        *_notes_and_sources(shelf),
        *_exam_domains(shelf),
        *_topic_weights(shelf),
        *_future_dates(shelf, today),
    ]


def _twice(shelf: Shelf) -> Iterator[Problem]:
    for kind, entries in shelf.entries.items():
        field = {"exams": ("code",), "facts": ("id",), "questions": ("id",), "retired": ("id",)}.get(kind, ())
        first: dict[str, Entry] = {}
        for entry in filter(lambda entry: entry.id, entries):
            if entry.id in first:
                said = f"'{entry.id}' is used twice; first at {first[entry.id].where}"
                yield entry.problem(field, said, key=not field)
            first.setdefault(entry.id, entry)


def _retired_ids(shelf: Shelf) -> Iterator[Problem]:
    alive = shelf.ids("facts") | shelf.ids("questions")
    for entry in shelf.entries["retired"]:
        if entry.id in alive:
            yield entry.problem(("id",), f"'{entry.id}' is retired and still in use")
        for path, replacement in entry.texts("replaced_by"):
            if replacement not in alive and not _may_be_unread(replacement, shelf):
                yield entry.problem(path, f"unknown fact or question '{replacement}'{suggest(replacement, alive)}")


def _homes(shelf: Shelf) -> Iterator[Problem]:
    """Facts and questions stand in the folder of their topic, and the folder has a topic.yaml."""
    topics = shelf.ids("topic")
    homeless: dict[str, Entry] = {}
    for kind in ("facts", "questions"):
        for entry in shelf.entries[kind]:
            if re.match(_FORM[kind], entry.id) and _topic_of(entry.id) != entry.folder:
                yield entry.problem(("id",), f"'{entry.id}' stands in the folder of topic '{entry.folder}'")
            if entry.folder not in topics and ("topic", entry.folder) not in shelf.unread:
                homeless.setdefault(entry.folder, entry)
    for folder, entry in homeless.items():
        yield entry.problem((), f"the folder '{folder}' has no topic.yaml{suggest(folder, topics)}")
    for entry in shelf.entries["topic"]:
        if entry.id == "q":
            yield entry.problem((), "a topic cannot be called 'q': ids of questions start with it")


def _references(shelf: Shelf) -> Iterator[Problem]:
    for kind, patterns in _REFERENCES.items():
        for pattern, target in patterns:
            known = shelf.ids(target)
            for entry in shelf.entries[kind]:
                yield from _reference(entry, list(entry.texts(*pattern)), target, known, shelf)


def _reference(
    entry: Entry, names: list[tuple[Path_, str]], target: str, known: Collection[str], shelf: Shelf
) -> Iterator[Problem]:
    noun, form = _NOUN[target], _FORM[target]
    seen = set()
    for path, name in names:
        if name == entry.id:
            yield entry.problem(path, f"the {noun} '{name}' names itself")
        elif name in known:
            if name in seen and target != "source":
                yield entry.problem(path, f"{noun} '{name}' is named twice")
        elif re.match(form, name) and not _may_be_unread(name, shelf):
            yield entry.problem(path, f"unknown {noun} '{name}'{suggest(name, known)}")
        seen.add(name)


def _notes_and_sources(shelf: Shelf) -> Iterator[Problem]:
    """`002:590` is a line of the notes that exists, anything else a key of a sources.yaml."""
    notes = {entry.id: entry.item for entry in shelf.entries["note"]}
    sources = shelf.ids("source")
    for kind, patterns in _SAID_BY.items():
        for entry in shelf.entries[kind]:
            for pattern in patterns:
                for path, name in entry.texts(*pattern):
                    said = _not_said(name, notes, sources, shelf)
                    if said and (":" in name or "said_by" in pattern):
                        yield entry.problem(path, said)


def _not_said(name: str, notes: dict[str, object], sources: Collection[str], shelf: Shelf) -> str:
    """What is wrong with a name of somebody who said something; empty if nothing is."""
    if not re.match(NOTE_REF, name):
        unknown = name not in sources and re.match(SLUG, name) and not _may_be_unread(name, shelf)
        return f"unknown source '{name}'{suggest(name, sources)}" if unknown else ""
    note, _, line = name.partition(":")
    if note not in notes:
        return "" if _may_be_unread(name, shelf) else f"there are no notes '{note}'{suggest(note, notes)}"
    lines = getattr(notes[note], "lines", None)
    return f"the notes {note} have {lines} lines, not {line}" if lines and not 1 <= int(line) <= lines else ""


def _exam_domains(shelf: Shelf) -> Iterator[Problem]:
    exams = {entry.id: entry.item for entry in shelf.entries["exams"]}
    for kind in ("facts", "questions"):
        for entry in shelf.entries[kind]:
            yield from _exam_codes(entry, "exam", shelf)
            for path, number in entry.texts("exam", EACH, EACH):
                code = str(path[1])
                domains = getattr(exams.get(code), "domains", None)
                if domains is not None and number.isdecimal() and len(domains) < int(number) <= MAX_DOMAIN:
                    yield entry.problem(path, f"{code} has {len(domains)} domains, there is no domain {number}")


def _topic_weights(shelf: Shelf) -> Iterator[Problem]:
    for entry in shelf.entries["topic"]:
        yield from _exam_codes(entry, "weight", shelf)


def _exam_codes(entry: Entry, field: str, shelf: Shelf) -> Iterator[Problem]:
    body = entry.body.get(field) if isinstance(entry.body, dict) else None
    exams = shelf.ids("exams")
    for code in body if isinstance(body, dict) else ():
        if code not in exams and re.match(EXAM_CODE, code) and not _unread("exams", shelf):
            yield entry.problem((field, code), f"unknown exam '{code}'{suggest(code, exams)}", key=True)


def _future_dates(shelf: Shelf, today: date) -> Iterator[Problem]:
    for kind, patterns in _PAST_DATES.items():
        for entry in shelf.entries[kind]:
            for pattern in patterns:
                for path, text in entry.texts(*pattern):
                    if text > today.isoformat()[: len(text)] and re.match(DATE, text):
                        yield entry.problem(path, f"{path[-1]}: {text} lies in the future")


def _topic_of(name: str) -> str:
    return name.removeprefix("q.").partition(".")[0]


def _unread(kind: str, shelf: Shelf) -> bool:
    return any(unread == kind for unread, _ in shelf.unread)


def _may_be_unread(name: str, shelf: Shelf) -> bool:
    """Whether a file that could not be read might have declared it: then it is not called unknown."""
    if not shelf.unread:
        return False
    if re.match(NOTE_REF, name):
        return _unread("note", shelf)
    if "." not in name:
        return _unread("source", shelf) or _unread("exams", shelf)
    return ("questions" if name.startswith("q.") else "facts", _topic_of(name)) in shelf.unread
