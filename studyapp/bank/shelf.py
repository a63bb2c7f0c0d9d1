"""What was read from files, before it becomes a Bank: entries with their places, valid or not."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from .nodes import Document, Path_, Problem

EACH = "*"


@dataclass(frozen=True)
class Entry:
    """One thing of a file: its slug, what stands there, and the validated object (None where it is not valid)."""

    id: str
    body: Any
    item: Any
    document: Document
    path: Path_

    @property
    def where(self) -> str:
        """`file:line:column`, for messages that name a second place."""
        line, column = self.document.place(self.path, key=True)
        return f"{self.document.file}:{line}:{column}"

    @property
    def folder(self) -> str:
        """Name of the folder in which the file stands: the slug of the topic."""
        return PurePosixPath(self.document.file).parent.name

    def texts(self, *pattern: str) -> Iterator[tuple[Path_, str]]:
        """Every text at the places that fit `pattern`, in which EACH stands for all elements or keys there."""
        return ((path, value) for path, value in _found(self.body, pattern) if isinstance(value, str))

    def problem(self, path: Path_, message: str, *, key: bool = False) -> Problem:
        """A problem at `path` inside this entry, or at the key there."""
        return self.document.problem(self.path + path, message, key=key)


@dataclass
class Shelf:
    """Entries by kind (as in schema.FILES, and note and source), problems, and the files that could not be read.

    `unread` holds (kind, topic) of those files: what they would have declared is not reported as unknown.
    """

    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    unread: set[tuple[str, str]] = field(default_factory=set)

    def ids(self, kind: str) -> frozenset[str]:
        """The slugs that files declare, valid or not."""
        return frozenset(entry.id for entry in self.entries[kind] if entry.id)

    def valid(self, kind: str) -> list[tuple[str, Any]]:
        """Slugs and validated objects."""
        return [(entry.id, entry.item) for entry in self.entries[kind] if entry.item is not None]


def _found(body: Any, pattern: tuple[str, ...], path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    if not pattern:
        yield path, body
        return
    step, rest = pattern[0], pattern[1:]
    if isinstance(body, dict):
        if step == EACH:
            for key, value in body.items():
                yield from _found(value, rest, (*path, key))
        elif step in body:
            yield from _found(body[step], rest, (*path, step))
    elif isinstance(body, list) and step == EACH:
        for place, value in enumerate(body):
            yield from _found(value, rest, (*path, place))
