"""Questions: their types, their options, and why each is right or wrong."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .facts import Domains, Past
from .fields import FactId, Line, Misplaced, Model, NoteRef, Number, QuestionId, Text


class Option(Model):
    """One answer that can be chosen, and why it is right or wrong."""

    text: Text
    correct: bool = False
    why: Text


class Origin(Model):
    """Where the idea of a question comes from. The wording is always our own."""

    notes: Annotated[list[NoteRef], Field(min_length=1)]
    note: Line | None = None


class _Question(Model):
    id: QuestionId
    facts: Annotated[list[FactId], Field(min_length=1)]
    difficulty: Annotated[int, Field(ge=1, le=3)]
    exam: Domains = Field(default_factory=dict)
    stem: Text
    explanation: Text
    origin: Origin | None = None
    history: list[Past] = Field(default_factory=list)

    @property
    def topic(self) -> str:
        """Slug of the topic, the middle part of the id."""
        return self.id.split(".")[1]


class _OptionsQuestion(_Question):
    options: Annotated[list[Option], Field(min_length=2, max_length=8)]
    shuffle: bool = True

    @property
    def key(self) -> tuple[int, ...]:
        """Positions of the right options, from 0, in the order of the file."""
        return tuple(place for place, option in enumerate(self.options) if option.correct)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        place = _repeated([option.text for option in self.options])
        if place is not None:
            raise Misplaced("two options say the same", "options", place)
        return self


class SingleQuestion(_OptionsQuestion):
    """One best answer of three or more."""

    type: Literal["single"]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.options) < 3:
            raise Misplaced("a single-answer question needs at least three options", "options")
        if not self.key:
            raise Misplaced("exactly one option must be correct, here none is", "options")
        if len(self.key) > 1:
            raise Misplaced(f"exactly one option must be correct, here {len(self.key)} are", "options", self.key[1])
        return self


class MultipleQuestion(_OptionsQuestion):
    """Two or more right answers; `choose` says how many."""

    type: Literal["multiple"]
    choose: Annotated[int, Field(ge=2, le=5)]

    @model_validator(mode="after")
    def _as_many_keys_as_said(self) -> Self:
        if len(self.key) != self.choose:
            raise Misplaced(
                f"choose says {self.choose}, but the number of correct options is {len(self.key)}", "choose"
            )
        if len(self.options) < self.choose + 2:
            raise Misplaced("a multiple-response question needs at least two wrong options", "options")
        return self


class TrueFalseQuestion(_OptionsQuestion):
    """A statement that holds or does not."""

    type: Literal["true-false"]
    shuffle: bool = False

    @model_validator(mode="after")
    def _true_and_false(self) -> Self:
        if self.shuffle:
            raise Misplaced("True and False keep their order: leave shuffle out", "shuffle")
        if [option.text for option in self.options] != ["True", "False"]:
            raise Misplaced("the options must be True and False, in this order", "options")
        if len(self.key) != 1:
            raise Misplaced("exactly one of True and False must be correct", "options")
        return self


class Step(Model):
    """One step of an ordering question, and why it stands there."""

    text: Text
    why: Text


class OrderingQuestion(_Question):
    """Steps to be put in order; the file gives them in the right one."""

    type: Literal["ordering"]
    items: Annotated[list[Step], Field(min_length=3, max_length=6)]


class Pair(Model):
    """A prompt, what belongs to it, and why."""

    prompt: Text
    match: Text
    why: Text


class MatchingQuestion(_Question):
    """Prompts to be matched; `distractors` match nothing."""

    type: Literal["matching"]
    pairs: Annotated[list[Pair], Field(min_length=3, max_length=7)]
    distractors: list[Line] = Field(default_factory=list)

    @model_validator(mode="after")
    def _matches_differ(self) -> Self:
        pairs = len(self.pairs)
        place = _repeated([pair.match for pair in self.pairs] + list(self.distractors))
        if place is not None:
            at: tuple[str | int, ...] = ("pairs", place, "match") if place < pairs else ("distractors", place - pairs)
            raise Misplaced("every match must differ from the others and from the distractors", *at)
        return self


class NumericAnswer(Model):
    """The number asked for, its unit, and how far off still counts as right (0: exact)."""

    value: Number
    unit: Line
    tolerance: Annotated[Number, Field(ge=0)] = 0


class Mistake(Model):
    """A number often given instead, and why it is wrong."""

    value: Number
    why: Text


class NumericQuestion(_Question):
    """A question whose answer is a number."""

    type: Literal["numeric"]
    answer: NumericAnswer
    mistakes: list[Mistake] = Field(default_factory=list)


OptionsQuestion = SingleQuestion | MultipleQuestion | TrueFalseQuestion
Question = Annotated[
    SingleQuestion | MultipleQuestion | TrueFalseQuestion | OrderingQuestion | MatchingQuestion | NumericQuestion,
    Field(discriminator="type"),
]


def _repeated(texts: Sequence[str]) -> int | None:
    """The place of the first text that stood before, whatever its case."""
    folded = [text.casefold() for text in texts]
    return next((place for place, text in enumerate(folded) if text in folded[:place]), None)
