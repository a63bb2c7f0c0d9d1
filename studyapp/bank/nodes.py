"""YAML read so that every problem can be named with file, line and column.

A file is composed into nodes (which keep their marks), then turned into plain dicts, lists and text. Scalars
stay text, so `no` and `12:30` are what they look like; pydantic turns them into numbers where the schema wants.
Anchors, tags and repeated keys are refused: the first two make hostile files, the third loses data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq", "null", "int", "float", "bool"))
_NOTHING = frozenset(("", "~", "null"))
MAX_BYTES = 2_000_000
MAX_DEPTH = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in the content: where (line and column from 1) and what."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Document:
    """A composed YAML file: `data` as plain values, `problems` met on the way, and marks by path."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.data: Any = None
        self._root: yaml.Node | None = None
        if self._compose(text):
            self.data = self._plain(self._root, 0)

    def place(self, path: Iterable[str | int]) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of the nearest one above it that exists."""
        node, mark = self._root, self._root.start_mark if self._root else None
        for step in path:
            found = _step(node, step)
            if found is not None:
                key, node = found
                mark = key.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def problem(self, path: Iterable[str | int], message: str) -> Problem:
        """A problem at the value at `path`."""
        return Problem(self.file, *self.place(path), message)

    def _compose(self, text: str) -> bool:
        if len(text) > MAX_BYTES:
            self.problems.append(Problem(self.file, 1, 1, f"larger than {MAX_BYTES:,} characters"))
            return False
        try:
            self._root = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            said = f"not valid YAML: {error.problem or error}"
            self.problems.append(Problem(self.file, *where, said))
        except (yaml.YAMLError, RecursionError) as error:
            said = str(error).splitlines()[0] if not isinstance(error, RecursionError) else "nested too deeply"
            self.problems.append(Problem(self.file, 1, 1, f"not valid YAML: {said}"))
        if self._root is None and not self.problems:
            self.problems.append(Problem(self.file, 1, 1, "the file is empty"))
        return self._root is not None

    def _refuse(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1, node.start_mark.column + 1, message))

    def _plain(self, node: Any, depth: int) -> Any:
        if node.tag not in _PLAIN_TAGS:
            self._refuse(node, f"tags such as {node.tag} are not allowed")
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if node.style is None and node.value in _NOTHING else node.value
        if depth > MAX_DEPTH:
            self._refuse(node, "nested too deeply")
            return None
        if getattr(node, "seen", False):
            self._refuse(node, "anchors and aliases (& and *) are not allowed: write the value twice")
            return None
        node.seen = True
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value
            if not isinstance(name, str):
                self._refuse(key, "a key must be plain text")
            elif name in plain:
                first = next(other for other, _ in node.value if other.value == name)
                self._refuse(key, f"key '{name}' stands here twice; first at line {first.start_mark.line + 1}")
            else:
                plain[name] = self._plain(value, depth + 1)
        return plain


def _step(node: Any, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The key node (or the item itself) and the value node that `step` leads to."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    return None
