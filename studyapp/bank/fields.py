"""The kinds of text and number that content fields hold, and the base of every model."""

import math
import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator, StringConstraints
from pydantic import WithJsonSchema as InEditors

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FACT_ID = r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$"
QUESTION_ID = r"^q\.[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$"
ANY_ID = r"^(q\.)?[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$"
NOTE_ID = r"^\d{3}$"
NOTE_REF = r"^\d{3}:\d{1,5}$"
SAID_BY = r"^(\d{3}:\d{1,5}|[a-z0-9]+(-[a-z0-9]+)*)$"
EXAM_CODE = r"^[A-Z]{3}-[A-Z]\d\d$"
URL = r"^https://\S+$"
DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

# What an author is told when a text does not follow its pattern.
HINTS = {
    SLUG: "write small letters and digits, joined by single hyphens, such as dead-letter",
    FACT_ID: "write <topic>.<name> in small letters, such as lambda.timeout-max",
    QUESTION_ID: "write q.<topic>.<name> in small letters, such as q.sqs.keep-order",
    ANY_ID: "write the id of a fact (lambda.timeout-max) or of a question (q.sqs.keep-order)",
    NOTE_ID: 'write three digits in quotes, such as "002"',
    NOTE_REF: 'write notes and line in quotes, such as "002:590"',
    SAID_BY: 'write notes and line in quotes ("002:590") or a key of sources.yaml',
    EXAM_CODE: "write an exam code such as DVA-C02",
    URL: "write an address that starts with https://",
}

# To an editor `answer: 3` is a number and `text: True` a truth value; here both are text, as they stand.
_ANY_SCALAR = ["string", "number", "boolean"]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    InEditors({"type": _ANY_SCALAR, "minLength": 1, "maxLength": 4000}),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    InEditors({"type": _ANY_SCALAR, "minLength": 1, "maxLength": 300}),
]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=FACT_ID, max_length=100)]
QuestionId = Annotated[str, StringConstraints(pattern=QUESTION_ID, max_length=120)]
AnyId = Annotated[str, StringConstraints(pattern=ANY_ID, max_length=120)]
NoteId = Annotated[str, StringConstraints(pattern=NOTE_ID)]
NoteRef = Annotated[str, StringConstraints(pattern=NOTE_REF)]
SaidBy = Annotated[str, StringConstraints(pattern=SAID_BY, max_length=60)]
ExamCode = Annotated[str, StringConstraints(pattern=EXAM_CODE)]
Url = Annotated[str, StringConstraints(pattern=URL)]


class Misplaced(ValueError):
    """What is wrong with an object as a whole, and where in it to look: `at`, a path that starts at the object."""

    def __init__(self, message: str, *at: str | int) -> None:
        super().__init__(message)
        self.at = at


class Model(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def keys_of(value: Any) -> frozenset[str]:
    """Keys of a mapping of a file, or fields of an object made from one."""
    return frozenset(value if isinstance(value, dict) else getattr(type(value), "model_fields", ()))


def _date_text(text: str) -> str:
    if not re.match(DATE, text):
        raise ValueError(f"write a date as 2026, 2026-11 or 2026-11-20, not '{text}'")
    if len(text) == 10:
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"there is no day {text}") from None
    return text


def _as_number(value: object) -> int | float | None:
    """A number, written as one or as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    for kind in (int, float):
        try:
            number = kind(value)
        except (ValueError, OverflowError):
            continue
        if math.isfinite(number) and abs(number) < 1e15 and number == float(value):
            return number
    return None


def _number(value: object) -> int | float:
    number = _as_number(value)
    if number is None:
        raise ValueError("must be a number, such as 900 or 0.5")
    return number


def _quantity(value: object) -> int | float | str:
    number = _as_number(value)
    if number is not None:
        return number
    if isinstance(value, str) and 0 < len(value.strip()) <= 300:
        return value.strip()
    raise ValueError("must be a number or one line of text")


DateText = Annotated[
    str,
    AfterValidator(_date_text),
    # A year alone is a number to an editor.
    InEditors({"anyOf": [{"type": "string", "pattern": DATE}, {"type": "integer", "minimum": 1990, "maximum": 2100}]}),
]
Number = Annotated[int | float, BeforeValidator(_number), InEditors({"type": "number"})]
# A number where the text reads as one, else a line ("unlimited", a pattern).
Quantity = Annotated[int | float | str, PlainValidator(_quantity), InEditors({"type": _ANY_SCALAR})]
