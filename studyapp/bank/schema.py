"""What a content file may say: the one schema for files and for packs that instructors type.

The models are frozen and are at the same time the objects that the app works with. Their JSON Schema is
written to content/schema/ (manage.py write_schema), so that editors complete and check while typing.
Every scalar arrives here as text, as it stands in the file; pydantic turns it into what the field wants.

A union is always tagged, by a field or by the keys that are there: so only one member is tried, and an author
reads one message.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .facts import AskCard, ClozeCard, Dispute, Domains, Fact, NotesCitation, Past, SourceCitation, Value
from .fields import AnyId, DateText, ExamCode, Line, Misplaced, Model, NoteId, QuestionId, Slug, Text, Url
from .proofs import CfnCheck, Check, DocCheck, EnumCheck, RuntimeCheck, SamPolicyCheck, ShapeCheck
from .questions import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    Option,
    OptionsQuestion,
    OrderingQuestion,
    Origin,
    Question,
    SingleQuestion,
    TrueFalseQuestion,
)


class SlideSource(Model):
    """One set of study notes."""

    title: Line
    author: Line | None = None
    dated: DateText | None = None
    lines: Annotated[int, Field(gt=0)]


class Source(Model):
    """A page or published model of AWS, cited by its key. `read` is the day an editor last read it for this bank;
    without it the page is only named."""

    title: Line
    url: Url | None = None
    read: DateText | None = None
    note: Line | None = None


class Topic(Model):
    """A topic: what it is in a sentence, where it stands, and how much the exams ask of it (1 little to 5 much)."""

    title: Line
    summary: Text
    group: Line
    order: int
    weight: dict[ExamCode, Annotated[int, Field(ge=1, le=5)]] = Field(default_factory=dict)


class Domain(Model):
    """One domain of an exam and its share of the scored questions in per cent."""

    name: Line
    weight: Annotated[int, Field(gt=0, le=100)]


ExamType = Literal["multiple-choice", "multiple-response", "ordering", "matching", "case-study"]


class Exam(Model):
    """An exam blueprint with its validity. What AWS has not published is left out and shown as not known."""

    code: ExamCode
    name: Line
    level: Line | None = None
    status: Literal["live", "beta", "upcoming", "expiring", "retired"]
    first_day: DateText | None = None
    last_day: DateText | None = None
    successor: ExamCode | None = None
    minutes: int | None = None
    questions: int | None = None
    scored: int | None = None
    passing: int | None = None
    price_usd: int | None = None
    types: list[ExamType] = Field(default_factory=list)
    domains: list[Domain] = Field(default_factory=list)
    as_of: DateText
    confidence: Literal["high", "medium"] = "high"
    guide: Url | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        total = sum(domain.weight for domain in self.domains)
        if self.domains and total != 100:
            raise Misplaced(f"the weights of the domains must add up to 100, not {total}", "domains")
        return self


class Deck(Model):
    """A poll deck: questions of the bank in the order in which a class sees them."""

    title: Line
    summary: Text
    questions: Annotated[list[QuestionId], Field(min_length=1)]
    origin: Origin | None = None


class Retired(Model):
    """A slug that is gone. Its history stays with the people who learned it."""

    id: AnyId
    since: DateText
    why: Line
    replaced_by: AnyId | None = None


class TopicFile(Model):
    """content/topics/<topic>/topic.yaml"""

    topic: Topic


class SourcesFile(Model):
    """content/sources.yaml and content/topics/<topic>/sources.yaml"""

    notes: dict[NoteId, SlideSource] = Field(default_factory=dict)
    sources: dict[Slug, Source] = Field(default_factory=dict)


class FactsFile(Model):
    """content/topics/<topic>/facts.yaml (or facts-*.yaml)"""

    facts: list[Fact]


class QuestionsFile(Model):
    """content/topics/<topic>/questions.yaml (or questions-*.yaml)"""

    questions: list[Question]


class DeckFile(Model):
    """content/polls/<deck>.yaml"""

    deck: Deck


class ExamsFile(Model):
    """content/exams/<file>.yaml"""

    exams: list[Exam]


class RetiredFile(Model):
    """content/retired.yaml"""

    retired: list[Retired]


FILES: dict[str, type[Model]] = {
    "topic": TopicFile,
    "sources": SourcesFile,
    "facts": FactsFile,
    "questions": QuestionsFile,
    "deck": DeckFile,
    "exams": ExamsFile,
    "retired": RetiredFile,
}

__all__ = [
    "FILES",
    "AskCard",
    "CfnCheck",
    "Check",
    "ClozeCard",
    "Deck",
    "Dispute",
    "DocCheck",
    "Domain",
    "Domains",
    "EnumCheck",
    "Exam",
    "Fact",
    "MatchingQuestion",
    "Model",
    "MultipleQuestion",
    "NoteId",
    "NotesCitation",
    "NumericQuestion",
    "Option",
    "OptionsQuestion",
    "OrderingQuestion",
    "Origin",
    "Past",
    "Question",
    "Retired",
    "RuntimeCheck",
    "SamPolicyCheck",
    "ShapeCheck",
    "SingleQuestion",
    "SlideSource",
    "Slug",
    "Source",
    "SourceCitation",
    "Topic",
    "TrueFalseQuestion",
    "Value",
]
