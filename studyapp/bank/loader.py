"""Reads a content folder into a Bank and collects every problem of every file on the way.

Each fact and question is validated by itself, so one mistake neither hides the next nor drags down what
refers to it.
"""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from . import schema
from .advice import line_and_column
from .checks import cross_check
from .library import Bank
from .nodes import MAX_PROBLEMS, Document, Path_, Problem
from .saying import Fault, faults
from .shelf import Entry, Shelf
from .spelling import suggest


class ContentError(Exception):
    """The content has problems; `problems` holds all of them, in the order of files and lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class _Part:
    """What stands under one top-level key of a file: one thing, a list of things, or things by slug."""

    kind: str
    key: str
    model: Any
    form: Literal["one", "list", "by slug"]
    slug: Any = schema.Slug


_PARTS: Mapping[str, tuple[_Part, ...]] = {
    "topic": (_Part("topic", "topic", schema.Topic, "one"),),
    "sources": (
        _Part("note", "notes", schema.SlideSource, "by slug", schema.NoteId),
        _Part("source", "sources", schema.Source, "by slug"),
    ),
    "facts": (_Part("facts", "facts", schema.Fact, "list"),),
    "questions": (_Part("questions", "questions", schema.Question, "list"),),
    "deck": (_Part("deck", "deck", schema.Deck, "one"),),
    "exams": (_Part("exams", "exams", schema.Exam, "list"),),
    "retired": (_Part("retired", "retired", schema.Retired, "list"),),
}
_NOUNS = {"facts": "fact", "questions": "question", "exams": "exam", "retired": "retired slug", "note": "notes"}
_IN_TOPIC = ("topic.yaml", "sources.yaml", "facts.yaml", "questions.yaml")
_AT_TOP = ("sources.yaml", "retired.yaml")


def load(folder: Path, *, today: date) -> Bank:
    """The bank in `folder`. Raises ContentError with all problems of all files; `today` bounds its dates."""
    with _collector_paused():
        shelf = read(folder)
        problems = sorted({*shelf.problems, *cross_check(shelf, today)})
        if problems:
            raise ContentError(problems)
        return Bank.of({kind: shelf.valid(kind) for kind in list(shelf.entries)})


def read(folder: Path) -> Shelf:
    """Every file of the folder, validated by itself; references are not looked at yet."""
    shelf = Shelf()
    if not folder.is_dir():
        shelf.problems.append(Problem(str(folder), 1, 1, "no such folder"))
        return shelf
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith("."):
            _read_file(path, folder, shelf)
    if not (shelf.entries or shelf.problems):
        shelf.problems.append(Problem(str(folder), 1, 1, "no content files in this folder"))
    return shelf


def kind_of(relative: Path) -> str | None:
    """Which schema a file follows, from its place and name; None for a file that does not belong here."""
    match relative.parts:
        case ("sources.yaml",) | ("topics", _, "sources.yaml"):
            return "sources"
        case ("retired.yaml",):
            return "retired"
        case ("topics", _, "topic.yaml"):
            return "topic"
        case ("topics", _, name) if re.fullmatch(r"(facts|questions)(-[a-z0-9-]+)?\.yaml", name):
            return re.split(r"[-.]", name)[0]
        case ("polls", _):
            return "deck"
        case ("exams", _):
            return "exams"
    return None


def read_document(document: Document, kind: str, slug: str, shelf: Shelf) -> None:
    """Validates one document of a kind of schema.FILES and puts what it holds on the shelf.

    `slug` names the one thing of a topic or deck file; the other kinds name their things inside.
    """
    parts = _PARTS[kind]
    problems = [*document.problems, *islice(_top_level(document, parts), MAX_PROBLEMS)]
    shelf.problems.extend(problems)
    if problems:
        _miss(shelf, parts, slug)
    for part in parts:
        if isinstance(document.data, dict) and part.key in document.data:
            _read_part(part, document, slug, shelf)


def _read_file(path: Path, folder: Path, shelf: Shelf) -> None:
    relative = path.relative_to(folder)
    name = (Path(folder.name) / relative).as_posix()
    kind = kind_of(relative)
    if kind is None:
        shelf.problems.append(Problem(name, 1, 1, _misplaced(relative)))
        return
    slug = path.parent.name if relative.parts[0] == "topics" else path.stem
    try:
        encoded = path.read_bytes()
        text = encoded.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = line_and_column(encoded, error.start)
        shelf.problems.append(Problem(name, *place, f"byte {encoded[error.start]:#04x} is not UTF-8 text"))
        _miss(shelf, _PARTS[kind], slug)
    except OSError as error:
        shelf.problems.append(Problem(name, 1, 1, f"cannot be read: {error.strerror}"))
        _miss(shelf, _PARTS[kind], slug)
    else:
        read_document(Document(name, text), kind, slug, shelf)


def _misplaced(relative: Path) -> str:
    names = _IN_TOPIC if len(relative.parts) == 3 and relative.parts[0] == "topics" else _AT_TOP
    near = suggest(relative.name.lower(), names)
    here = near or f"; here may stand {', '.join(names)}" + (", topics/, polls/ and exams/" if names == _AT_TOP else "")
    return f"a file of this name does not belong here{here}"


def _miss(shelf: Shelf, parts: tuple[_Part, ...], slug: str) -> None:
    shelf.unread.update((part.kind, slug) for part in parts)


def _top_level(document: Document, parts: tuple[_Part, ...]) -> Iterator[Problem]:
    allowed = [part.key for part in parts]
    if isinstance(document.data, dict) and document.data:
        for key in document.data:
            if key not in allowed:
                only = suggest(key, allowed) or f"; a file of this kind holds {' and '.join(allowed)}"
                yield document.problem((key,), f"unknown key '{key}'{only}", key=True)
    elif not document.problems:
        yield document.problem((), f"the file must start with '{allowed[-1]}:'")


def _read_part(part: _Part, document: Document, slug: str, shelf: Shelf) -> None:
    body = document.data[part.key]
    if part.form == "one":
        _add(part, slug, document, (part.key,), body, shelf)
    elif part.form == "list" and isinstance(body, list):
        for place, element in enumerate(body):
            name = element.get("code" if part.kind == "exams" else "id") if isinstance(element, dict) else None
            _add(part, name if isinstance(name, str) else "", document, (part.key, place), element, shelf)
    elif part.form == "by slug" and isinstance(body, dict):
        for name, element in body.items():
            _add(part, name, document, (part.key, name), element, shelf)
    else:
        form, empty = ("a list, each element after '-'", "[]") if part.form == "list" else ("keys with values", "{}")
        said = f"'{part.key}' is empty: write {form}, or {empty}" if body is None else f"'{part.key}' must hold {form}"
        shelf.problems.append(document.problem((part.key,), said))
        _miss(shelf, (part,), slug)


def _add(part: _Part, slug: str, document: Document, path: Path_, body: Any, shelf: Shelf) -> None:
    name = _NOUNS.get(part.kind, part.kind)
    name = f"{name} {slug}" if slug else f"this {name}"
    item, found = _validated(part.model, body, name)
    if part.form != "list":
        _, wrong = _validated(part.slug, slug, "its name")
        found += [replace(fault, at_key=True) for fault in wrong]
        if wrong:
            _miss(shelf, (part,), "")
    refused = {(problem.line, problem.column) for problem in document.problems}
    for fault in found:
        problem = document.problem(path + fault.path, fault.message, key=fault.at_key)
        if (problem.line, problem.column) not in refused:
            shelf.problems.append(problem)
    shelf.entries[part.kind].append(Entry(slug, body, None if found else item, document, path))


def _validated(model: Any, body: Any, name: str) -> tuple[Any, list[Fault]]:
    try:
        return _adapter(model).validate_python(body), []
    except ValidationError as error:
        return None, list(islice(faults(error, model, name), MAX_PROBLEMS))


@lru_cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small objects are made and none in cycles: looking for garbage meanwhile costs more than the work."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
