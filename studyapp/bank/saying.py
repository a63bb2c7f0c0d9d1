"""pydantic's errors in an author's words, each with the place in the file that it is about.

The location of a pydantic error also names the members of unions that were tried. Walking the schema along it tells
those from steps that exist in the file, and finds out which keys are allowed there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from .fields import HINTS
from .nodes import Path_
from .spelling import nearest, suggest


@dataclass(frozen=True)
class Fault:
    """One thing wrong inside an object: its path from the object, the message, and whether the key is meant."""

    path: Path_
    message: str
    at_key: bool = False


@dataclass(frozen=True)
class Spot:
    """Where a pydantic location leads: the path in the file, the keys allowed around its last step, and the type."""

    path: Path_
    keys: tuple[str, ...]
    kind: Any


def faults(error: ValidationError, kind: Any, name: str) -> Iterator[Fault]:
    """The errors of the object called `name` (for messages), which was validated as `kind`.

    What is missing in one place is said once, and not at all where an unknown key there is likely meant.
    """
    missing: dict[Path_, list[str]] = defaultdict(list)
    meant: set[Path_] = set()
    for detail in error.errors(include_url=False):
        spot = walk(kind, detail["loc"])
        if detail["type"] == "missing":
            missing[spot.path[:-1]].append(str(spot.path[-1]))
            continue
        if detail["type"] == "extra_forbidden":
            meant.add((*spot.path[:-1], nearest(str(spot.path[-1]), spot.keys)))
        yield _fault(detail, spot, name)
    for path, keys in missing.items():
        left = [f"'{key}'" for key in keys if (*path, key) not in meant]
        if left:
            verb = "is" if len(left) == 1 else "are"
            yield Fault(path, f"{', '.join(left)} {verb} missing in {_inside_of(path, name)}")


def walk(kind: Any, location: Sequence[str | int]) -> Spot:
    """Follows a pydantic location through the schema that starts with the type `kind`."""
    path: list[str | int] = []
    keys: tuple[str, ...] = ()
    for step in location:
        members = tagged_members(kind)
        if members:
            kind = members.get(str(step))
        elif step != "[key]":
            keys = tuple(_fields(kind))
            path.append(step)
            kind = _inside(kind, step)
    return Spot(tuple(path), keys, kind)


def tagged_members(kind: Any) -> dict[str, Any]:
    """Members of a tagged union by the name that pydantic gives them in locations; empty for any other type."""
    if get_origin(_bare(kind)) not in (Union, UnionType):
        return {}
    return {label: member for member in get_args(_bare(kind)) for label in _labels(member)}


def _labels(member: Any) -> Sequence[str]:
    """By its Tag, or by the literals of the field that tells the members apart."""
    if get_origin(member) is Annotated:
        tags = [extra.tag for extra in get_args(member)[1:] if isinstance(extra, Tag)]
        if tags:
            return tags
    for field in ("type", "via"):
        if field in _fields(member) and get_origin(_fields(member)[field]) is Literal:
            return get_args(_fields(member)[field])
    return ()


def _bare(kind: Any) -> Any:
    """The type without annotations and without `| None`."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        members = [member for member in get_args(kind) if member is not type(None)]
        if len(members) == 1:
            return _bare(members[0])
    return kind


def _fields(kind: Any) -> dict[str, Any]:
    bare = _bare(kind)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return {name: field.annotation for name, field in bare.model_fields.items()}
    return {}


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what `step` leads to; None where the schema has nothing."""
    bare = _bare(kind)
    if get_origin(bare) is list:
        return get_args(bare)[0]
    if get_origin(bare) is dict:
        return get_args(bare)[1]
    return _fields(bare).get(str(step))


def _fault(detail: Any, spot: Spot, name: str) -> Fault:
    said, path = detail.get("ctx", {}), spot.path
    match detail["type"]:
        case "extra_forbidden":
            return Fault(path, _unknown_key(str(path[-1]), spot.keys, detail["input"]), at_key=True)
        case "union_tag_not_found":
            tag = said["discriminator"].strip("'")
            choice = ", ".join(tagged_members(spot.kind))
            return Fault((*path, tag), f"'{tag}' is missing in {_inside_of(path, name)}: one of {choice}")
        case "union_tag_invalid":
            tag, one_of = said["discriminator"].strip("'"), said["expected_tags"]
            return Fault((*path, tag), f"{tag}: {_not_one_of(said['tag'], one_of)}")
        case "value_error":
            at = getattr(said["error"], "at", ())
            return Fault(path + at, f"{_inner(path) or name}: {said['error']}")
    return Fault(path, f"{_inner(path) or name}: {_saying(detail, said)}", at_key=detail["loc"][-1:] == ("[key]",))


def _unknown_key(key: str, keys: tuple[str, ...], value: Any) -> str:
    near = suggest(key, keys)
    if near or value is not None:
        return f"unknown key '{key}'{near or '; allowed here: ' + ', '.join(keys)}"
    return f"unknown key '{key}' without a value; a text with a comma needs quotes inside {{ }}"


def _not_one_of(given: Any, expected: str) -> str:
    words = re.findall(r"'([^']+)'", expected)
    return f"'{given}' is not one of {', '.join(words)}{suggest(str(given), words)}"


_SAYINGS: Mapping[str, str] = {
    "string_type": "must be text, not {input}",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "int_type": "must be a whole number, not {input}",
    "int_parsing": "must be a whole number, not {input}",
    "int_parsing_size": "is too large",
    "int_from_float": "must be a whole number, not {input}",
    "bool_type": "must be true or false, not {input}",
    "bool_parsing": "must be true or false, not {input}",
    "list_type": "must be a list (each element after '-', or all in [ ]), not {input}",
    "dict_type": "must hold keys with values (key: value), not {input}",
    "model_type": "must hold keys with values (key: value), not {input}",
    "model_attributes_type": "must hold keys with values (key: value), not {input}",
    "too_short": "has {actual_length} elements, needs at least {min_length}",
    "too_long": "has more than {max_length} elements",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
}


def _saying(detail: Any, said: Mapping[str, Any]) -> str:
    if detail["input"] is None:
        return "has no value"
    if detail["type"] == "string_pattern_mismatch":
        return f"{_shown(detail['input'])}: {HINTS.get(said['pattern'], 'must follow ' + said['pattern'])}"
    if detail["type"] == "literal_error":
        return _not_one_of(detail["input"], said["expected"])
    saying = _SAYINGS.get(detail["type"])
    return saying.format(**{**said, "input": _shown(detail["input"])}) if saying else str(detail["msg"])


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def _inner(path: Path_) -> str:
    """`options 3, why`: the place inside the object in words, empty for the object itself."""
    words = ""
    for step in path:
        words += f" {step + 1}" if isinstance(step, int) else f", {step}" if words else str(step)
    return words


def _inside_of(path: Path_, name: str) -> str:
    return f"{_inner(path)} of {name}" if path else name
