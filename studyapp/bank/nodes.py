"""YAML read so that every problem can be named with file, line and column.

A file is composed into nodes (which keep their marks), then turned into plain dicts, lists and text. Scalars
stay text, so `no` and `12:30` are what they look like; pydantic turns them into numbers where the schema wants.
Anchors, tags and repeated keys are refused: the first two make hostile files, the third loses data.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from .advice import TOO_DEEP, advice, spot

Path_ = tuple[str | int, ...]

_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_NOTHING = frozenset(("", "~", "null"))
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&[\w-]", re.MULTILINE)
MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 20
MAX_PROBLEMS = 100


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in the content: where (line and column from 1) and what."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class _Composer(_BaseLoader):  # type: ignore[misc]
    """A loader that knows how deep it is: it calls these two around every node, before libyaml recurses in C."""

    depth = 0

    def descend_resolver(self, parent: Any, index: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


class Document:
    """A YAML file: `data` as plain values, `problems` met on the way, and marks by path.

    Nodes take much room, so they are not kept but composed once more when somebody asks for a place.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.data: Any = None
        self._text = text
        self._again: yaml.Node | None = None
        root = self._compose()
        if root is not None:
            plain = _Plain(self)
            self.data = plain.value(root)
            if plain.aliased or _ANCHOR.search(text):
                self._refuse_anchors()

    def place(self, path: Iterable[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of the nearest one above it that exists.

        Where the value stands below its key, and wherever `key` is set, it is the place of the key.
        """
        if self._again is None and self.data is not None:
            self._again = yaml.compose(self._text, Loader=_Composer)
        node = self._again
        mark = node.start_mark if node else None
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            label, node = found
            below = node.start_mark.line > label.start_mark.line
            mark = label.start_mark if key or below else node.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def problem(self, path: Iterable[str | int], message: str, *, key: bool = False) -> Problem:
        """A problem at the value at `path`, or at its key."""
        return Problem(self.file, *self.place(path, key=key), message)

    def refuse(self, mark: Any, message: str) -> None:
        """Notes a problem at a mark of the file; a hostile file could have a million."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, message))

    def _compose(self) -> yaml.Node | None:
        if len(self._text) > MAX_CHARACTERS:
            self.problems.append(Problem(self.file, 1, 1, f"the file has more than {MAX_CHARACTERS:,} characters"))
            return None
        try:
            root = yaml.compose(self._text, Loader=_Composer)
        except yaml.YAMLError as error:
            self.problems.append(Problem(self.file, *spot(error, self._text), advice(error, self._text)))
            return None
        if root is None or root.value == "":
            self.problems.append(Problem(self.file, 1, 1, "the file is empty"))
            return None
        return root

    def _refuse_anchors(self) -> None:
        for event in yaml.parse(self._text, Loader=_Composer):
            if getattr(event, "anchor", None):
                self.refuse(event.start_mark, "anchors and aliases (& and *) are not allowed: write the value again")


class _Plain:
    """Turns nodes into plain values and refuses what may not stand in a file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.aliased = False
        self._met: set[int] = set()

    def value(self, node: Any) -> Any:
        """The plain value of a node; None for a node that is refused or was met before."""
        if id(node) in self._met:
            self.aliased = True
            return None
        self._met.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.document.refuse(node.start_mark, f"tags such as {node.tag} are not allowed; quote a text with '!'")
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in _NOTHING else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child) for child in node.value]
        return self._mapping(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value
            if not isinstance(name, str):
                self.document.refuse(key.start_mark, "a key must be plain text")
            elif name in plain:
                self.document.refuse(key.start_mark, f"key '{name}' stands here twice{_first(name, node)}")
            else:
                plain[name] = self.value(value)
                self.aliased |= id(key) in self._met
                self._met.add(id(key))
        return plain


def _first(name: str, node: yaml.MappingNode) -> str:
    key = next(key for key, _ in node.value if key.value == name)
    return f"; first in line {key.start_mark.line + 1}"


def _step(node: Any, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The key node (or the item itself) and the value node that `step` leads to."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    return None
