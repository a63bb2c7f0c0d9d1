"""The kinds of text and number that content fields hold, and the base of every model."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
QuestionId = Annotated[
    str, StringConstraints(pattern=r"^q\.[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)
]
NoteRef = Annotated[str, StringConstraints(pattern=r"^\d{3}:\d{1,5}$")]
ExamCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[A-Z]\d\d$")]
Number = int | float


def _date_text(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise ValueError("write a date as 2026, 2026-11 or 2026-11-20")
    return text


DateText = Annotated[str, AfterValidator(_date_text)]


class Model(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
