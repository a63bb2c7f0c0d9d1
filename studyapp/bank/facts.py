"""Facts: one thing that AWS does, its proof, and the cards that ask for it."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from .fields import (
    DateText,
    ExamCode,
    FactId,
    Line,
    Misplaced,
    Model,
    NoteRef,
    Number,
    Quantity,
    SaidBy,
    Slug,
    Text,
    keys_of,
)
from .proofs import Check


class NotesCitation(Model):
    """Where the study notes speak of it: file number and line."""

    notes: Annotated[list[NoteRef], Field(min_length=1)]


class SourceCitation(Model):
    """The AWS page or published model that says so: a key of a sources.yaml."""

    aws: Slug
    part: Line | None = None


class Value(Model):
    """The number of a fact, in one place. Sheets, searches and machine checks read it from here."""

    max: Number | None = None
    min: Number | None = None
    default: Quantity | None = None
    amount: Quantity | None = None
    unit: Line | None = None
    scope: Line | None = None
    adjustable: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.max is None and self.min is None and self.default is None and self.amount is None:
            raise ValueError("give at least one of max, min, default or amount")
        return self


class AskCard(Model):
    """A flashcard with a question on one side and its answer on the other."""

    id: Slug = "main"
    ask: Text
    answer: Text


class ClozeCard(Model):
    """A flashcard that hides what stands between {{ and }}."""

    id: Slug = "main"
    cloze: Text

    @model_validator(mode="after")
    def _hides_something(self) -> Self:
        if not re.search(r"\{\{[^{}]+\}\}", self.cloze):
            raise Misplaced("mark what is hidden with {{ and }}", "cloze")
        return self


class Past(Model):
    """What was true before, and until when."""

    value: Text
    until: DateText
    said_by: list[SaidBy] = Field(default_factory=list)
    note: Text | None = None


class Dispute(Model):
    """Who says otherwise, and how it was settled."""

    claim: Text
    said_by: Annotated[list[SaidBy], Field(min_length=1)]
    settled: Text


def _citation_kind(value: Any) -> str | None:
    given = keys_of(value) & {"notes", "aws"}
    return next(iter(given)) if len(given) == 1 else None


def _card_kind(value: Any) -> str | None:
    keys = keys_of(value)
    if "cloze" in keys:
        return None if keys & {"ask", "answer"} else "cloze"
    return "ask" if keys & {"ask", "answer"} else None


Citation = Annotated[
    Annotated[NotesCitation, Tag("notes")] | Annotated[SourceCitation, Tag("aws")],
    Discriminator(
        _citation_kind,
        custom_error_type="citation_kind",
        custom_error_message='a source names either notes, as in {notes: ["002:590"]}, or aws, a key of sources.yaml',
    ),
]
FactCard = Annotated[
    Annotated[AskCard, Tag("ask")] | Annotated[ClozeCard, Tag("cloze")],
    Discriminator(
        _card_kind,
        custom_error_type="card_kind",
        custom_error_message="a card has either ask and answer, or cloze",
    ),
]
MAX_DOMAIN = 9
Domains = dict[ExamCode, list[Annotated[int, Field(ge=1, le=MAX_DOMAIN)]]]
FactKind = Literal[
    "definition",
    "limit",
    "default",
    "semantics",
    "error-code",
    "comparison",
    "integration",
    "configuration",
    "security",
    "monitoring",
    "pricing",
    "lifecycle",
    "practice",
]


class Fact(Model):
    """One thing that AWS does, with its proof: the unit that cards, questions, polls and sheets are made of."""

    id: FactId
    kind: FactKind
    statement: Text
    value: Value | None = None
    cards: Annotated[list[FactCard], Field(min_length=1)]
    trap: Text | None = None
    exceptions: list[Text] = Field(default_factory=list)
    as_of: DateText
    sources: Annotated[list[Citation], Field(min_length=1)]
    confidence: Literal["high", "medium"] = "high"
    caveat: Text | None = None
    history: list[Past] = Field(default_factory=list)
    disputes: list[Dispute] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
    exam: Domains = Field(default_factory=dict)
    related: list[FactId] = Field(default_factory=list)

    @model_validator(mode="after")
    def _limit_is_complete(self) -> Self:
        if self.kind == "limit":
            if self.value is None:
                raise Misplaced("a limit needs a value", "kind")
            if self.value.adjustable is None or not self.value.scope:
                raise Misplaced(
                    "the value of a limit needs scope and adjustable (does AWS raise it on request?)", "value"
                )
        return self

    @model_validator(mode="after")
    def _doubt_is_explained(self) -> Self:
        if self.confidence == "medium" and not self.caveat:
            raise Misplaced("confidence: medium needs a caveat that says what could not be confirmed", "confidence")
        return self

    @model_validator(mode="after")
    def _card_ids_differ(self) -> Self:
        ids = [card.id for card in self.cards]
        for place, card_id in enumerate(ids):
            if card_id in ids[:place]:
                raise Misplaced(f"two cards have the id '{card_id}'; a card without id is 'main'", "cards", place)
        return self

    @property
    def topic(self) -> str:
        """Slug of the topic, the part of the id before the dot."""
        return self.id.partition(".")[0]
