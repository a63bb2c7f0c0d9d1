"""What a YAML error means to an author, and where to look. Pure."""

import re
from typing import Any

import yaml

TOO_DEEP = "nested too deeply"

# What libyaml says, and what to do about it.
_ADVICE = (
    (r"tab character|cannot start any token.*\t", "a tab stands here; indent with spaces"),
    (r"mapping values are not allowed", "a text that holds ': ' needs quotes, or the indentation is wrong"),
    (r"expected ':'", "a key needs ': ' behind it; a text of several lines needs '>-' or quotes"),
    (r"expected key", "the indentation is wrong, or text follows a closing quote or bracket"),
    (r"expected '-'", "the elements of a list must stand exactly below each other"),
    (r"expected ',' or", "a comma or a closing bracket is missing; in [ ] and { } a text with , or : needs quotes"),
    (r"expected node content", "a text that starts with this character needs quotes, or a value is missing"),
    (r"expected <document start>", "the indentation is wrong, or a key is missing"),
    (r"expected alphabetic|undefined alias", "a text that starts with & or * needs quotes"),
    (r"expected comment or line break", "text behind > or | starts on the next line"),
    (r"another document", "a file holds one document; leave out this '---'"),
    (r"end of stream", "a quote is opened here and not closed"),
    (r"block sequence entries", "a list starts on a line of its own"),
    (r"escape character", r"in double quotes write \\ for a backslash, or use single quotes"),
    (r"tag", "a text that starts with ! needs quotes"),
    (r"cannot start any token", "a text that starts with this character needs quotes"),
    (r"control characters", "delete what stands here"),
)
_POINT_AT_START = ("scanning a quoted scalar", "scanning a simple key")


def advice(error: yaml.YAMLError, text: str) -> str:
    """One line for an author: what libyaml could not read and, where we know it, what to do."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).partition("\n")[0]
    if said == TOO_DEEP:
        return said
    line, column = spot(error, text)
    here = text.split("\n")[line - 1][column - 1 : column] if line <= text.count("\n") + 1 else ""
    tip = next((tip for pattern, tip in _ADVICE if re.search(pattern, f"{said} {here}")), "")
    context = str(getattr(error, "context", None) or "")
    opened = f" (opened in line {_place(error.context_mark)[0]})" if "parsing a flow" in context else ""  # type: ignore[attr-defined]
    return f"not valid YAML: {said}{opened}" + (f": {tip}" if tip else "")


def spot(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    """Line and column (from 1) where the author should look."""
    if isinstance(error, yaml.reader.ReaderError):
        return line_and_column(text.encode(), error.position)
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, 1
    start = any(context in str(error.context) for context in _POINT_AT_START)
    marks = (error.context_mark, error.problem_mark) if start else (error.problem_mark, error.context_mark)
    return next((_place(mark) for mark in marks if mark), (1, 1))


def line_and_column(encoded: bytes, position: int) -> tuple[int, int]:
    """Line and column (from 1, in characters) of the byte at `position`."""
    before = encoded[:position].decode("utf-8", "replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
