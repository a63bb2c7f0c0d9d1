"""Reads a content folder into a Bank and collects every problem of every file on the way.

Each fact and question is validated by itself, so one mistake neither hides the next nor drags down what
refers to it.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from . import schema
from .library import Bank
from .nodes import Document, Problem

Path_ = tuple[str | int, ...]


class ContentError(Exception):
    """The content has problems; `problems` holds all of them, in the order of files and lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Entry:
    """One validated object, its id and where it stands."""

    id: str
    item: Any
    document: Document
    path: Path_

    @property
    def where(self) -> str:
        """`file:line`, for messages that name a second place."""
        return f"{self.document.file}:{self.document.place(self.path)[0]}"

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at `path` inside this object."""
        return self.document.problem(self.path + path, message)


@dataclass
class Shelf:
    """What was read: entries by kind, the ids that were declared (valid or not), and the problems."""

    entries: dict[str, list[Entry]]
    declared: dict[str, set[str]]
    problems: list[Problem]


# kind of file -> (key of the list or mapping in it, model of one element)
_ELEMENTS: dict[str, tuple[str, Any]] = {
    "topic": ("topic", schema.Topic),
    "facts": ("facts", schema.Fact),
    "questions": ("questions", schema.Question),
    "deck": ("deck", schema.Deck),
    "exams": ("exams", schema.Exam),
    "retired": ("retired", schema.Retired),
}


def load(folder: Path, *, today: date) -> Bank:
    """The bank in `folder`. Raises ContentError with all problems of all files; `today` bounds its dates."""
    from .checks import cross_check

    shelf = read(folder)
    problems = sorted({*shelf.problems, *cross_check(shelf, today)})
    if problems:
        raise ContentError(problems)
    return Bank.of({kind: [(entry.id, entry.item) for entry in found] for kind, found in shelf.entries.items()})


def read(folder: Path) -> Shelf:
    """Every file of the folder, validated by itself; references are not looked at yet."""
    shelf = Shelf({kind: [] for kind in (*_ELEMENTS, "note", "source")}, {}, [])
    if not folder.is_dir():
        shelf.problems.append(Problem(str(folder), 1, 1, "no such folder"))
        return shelf
    for path in sorted(folder.rglob("*.y*ml")):
        relative = path.relative_to(folder)
        kind = kind_of(relative)
        name = (Path(folder.name) / relative).as_posix()
        if kind is None:
            shelf.problems.append(Problem(name, 1, 1, _unknown_file(relative)))
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            shelf.problems.append(Problem(name, 1, 1, f"not UTF-8 text: byte {error.start} cannot be read"))
            continue
        read_document(Document(name, text), kind, path, shelf)
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


def read_document(document: Document, kind: str, path: Path, shelf: Shelf) -> None:
    """Validates one document element by element and puts what is valid on the shelf."""
    shelf.problems.extend(document.problems)
    if document.data is None:
        return
    if kind == "sources":
        _read_sources(document, shelf)
        return
    key, model = _ELEMENTS[kind]
    body = _body(document, key, shelf)
    if body is None:
        return
    if kind in ("topic", "deck"):
        slug = path.parent.name if kind == "topic" else path.stem
        _add(shelf, kind, slug, model, document, (key,), body)
        return
    if not isinstance(body, list):
        shelf.problems.append(document.problem((key,), f"'{key}' must be a list, each element starting with '-'"))
        return
    for place, element in enumerate(body):
        name = element.get("id", element.get("code", "")) if isinstance(element, dict) else ""
        _add(shelf, kind, str(name), model, document, (key, place), element)


def _body(document: Document, key: str, shelf: Shelf) -> Any:
    """The value under the one key a file of this kind has."""
    data = document.data
    if not isinstance(data, dict) or key not in data:
        shelf.problems.append(document.problem((), f"the file must start with '{key}:'"))
        return None
    for other in data:
        if other != key:
            shelf.problems.append(document.problem((other,), f"unknown key '{other}'; only '{key}' is allowed here"))
    return data[key]


def _read_sources(document: Document, shelf: Shelf) -> None:
    for kind, key, model in (("note", "notes", schema.SlideSource), ("source", "sources", schema.Source)):
        found = (document.data or {}).get(key) if isinstance(document.data, dict) else None
        for name, body in (found or {}).items():
            _add(shelf, kind, name, model, document, (key, name), body)
    if isinstance(document.data, dict):
        try:
            schema.SourcesFile.model_validate({key: {} for key in document.data})
        except ValidationError as error:
            shelf.problems.extend(_problems(error, document, ()))
    else:
        shelf.problems.append(document.problem((), "the file must start with 'sources:' or 'notes:'"))


def _add(shelf: Shelf, kind: str, name: str, model: Any, document: Document, path: Path_, body: Any) -> None:
    if name:
        shelf.declared.setdefault(kind, set()).add(name)
    try:
        item = _adapter(model).validate_python(body)
    except ValidationError as error:
        shelf.problems.extend(_problems(error, document, path))
        return
    shelf.entries[kind].append(Entry(name, item, document, path))


@lru_cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _problems(error: ValidationError, document: Document, path: Path_) -> Iterator[Problem]:
    """pydantic's errors in our words, each at its line."""
    seen = set()
    for detail in error.errors(include_url=False):
        location = tuple(step for step in detail["loc"] if step not in _union_names())
        message = _say(detail, location)
        problem = document.problem(path + location, message)
        if problem not in seen:
            seen.add(problem)
            yield problem


def _say(detail: Any, location: Path_) -> str:
    name = ".".join(str(step) for step in location if isinstance(step, str)) or "entry"
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key '{location[-1]}'{suggest(str(location[-1]), _field_names())}"
        case "missing":
            return f"'{location[-1]}' is missing"
        case "literal_error" | "enum":
            expected = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
            return f"{name}: '{detail['input']}' is not one of {detail['ctx']['expected']}" + suggest(
                str(detail["input"]), expected
            )
        case "union_tag_invalid":
            expected = re.findall(r"'([^']+)'", detail["ctx"]["expected_tags"])
            return f"'{detail['ctx']['tag']}' is not one of {detail['ctx']['expected_tags']}" + suggest(
                str(detail["ctx"]["tag"]), expected
            )
        case "union_tag_not_found":
            return f"{name}: {detail['ctx']['discriminator']} is missing"
        case "value_error":
            return f"{name}: {detail['ctx']['error']}" if location else str(detail["ctx"]["error"])
    return f"{name}: {detail['msg'][0].lower()}{detail['msg'][1:]}"


def suggest(word: str, known: Any) -> str:
    """`; did you mean 'x'?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


@lru_cache
def _models() -> tuple[type[BaseModel], ...]:
    return tuple(m for m in vars(schema).values() if isinstance(m, type) and issubclass(m, BaseModel))


@lru_cache
def _field_names() -> frozenset[str]:
    return frozenset(name for model in _models() for name in model.model_fields)


@lru_cache
def _union_names() -> frozenset[str]:
    """What pydantic puts into an error's location for the member of a union that it tried."""
    tags = {
        str(value)
        for model in _models()
        for name in ("type", "via")
        if name in model.model_fields
        for value in getattr(model.model_fields[name].annotation, "__args__", ())
    }
    # `type` and `via` tags never equal a field name of the members they stand before.
    return frozenset({model.__name__ for model in _models()} | tags | {"int", "float", "str", "list[str]"}) | {
        "constrained-str",
        "function-after[_date_text(), str]",
    }


def _unknown_file(relative: Path) -> str:
    expected = "topics/<topic>/{topic,sources,facts,questions}.yaml, polls/, exams/, sources.yaml or retired.yaml"
    return f"'{relative.as_posix()}' does not belong here; expected {expected}"
