"""What a content file may say: the one schema for files and for packs that instructors type.

The models are frozen and are at the same time the objects that the app works with. Their JSON Schema is
written to content/schema/ (manage.py write_schema), so that editors complete and check while typing.
Every scalar arrives here as text, as it stands in the file; pydantic turns it into what the field wants.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .fields import DateText, ExamCode, FactId, Line, Model, NoteRef, Number, QuestionId, Slug, Text
from .proofs import CfnCheck, Check, DocCheck, EnumCheck, RuntimeCheck, SamPolicyCheck, ShapeCheck

__all__ = ["CfnCheck", "Check", "DocCheck", "EnumCheck", "RuntimeCheck", "SamPolicyCheck", "ShapeCheck"]


class NotesCitation(Model):
    """Where the study notes speak of it: file number and line."""

    notes: Annotated[list[NoteRef], Field(min_length=1)]


class SourceCitation(Model):
    """The AWS page or published model that says so: a key of a sources.yaml."""

    aws: Slug
    part: Line | None = None


class SlideSource(Model):
    """One set of study notes."""

    title: Line
    author: Line | None = None
    dated: DateText | None = None
    lines: Annotated[int, Field(gt=0)]


class Source(Model):
    """A page or published model of AWS, cited by its key."""

    title: Line
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    read: DateText
    note: Line | None = None


class Value(Model):
    """The number of a fact, in one place. Sheets, searches and machine checks read it from here."""

    max: Number | None = None
    min: Number | None = None
    default: Number | Line | None = None
    amount: Number | Line | None = None
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
            raise ValueError("mark what is hidden with {{ and }}")
        return self


class Past(Model):
    """What was true before, and until when."""

    value: Text
    until: DateText
    said_by: list[NoteRef | Slug] = []
    note: Text | None = None


class Dispute(Model):
    """Who says otherwise, and how it was settled."""

    claim: Text
    said_by: Annotated[list[NoteRef | Slug], Field(min_length=1)]
    settled: Text


Domains = dict[ExamCode, list[Annotated[int, Field(ge=1, le=9)]]]
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
    cards: Annotated[list[AskCard | ClozeCard], Field(min_length=1)]
    trap: Text | None = None
    exceptions: list[Text] = []
    as_of: DateText
    sources: Annotated[list[NotesCitation | SourceCitation], Field(min_length=1)]
    confidence: Literal["high", "medium"] = "high"
    caveat: Text | None = None
    history: list[Past] = []
    disputes: list[Dispute] = []
    checks: list[Check] = []
    exam: Domains = {}
    related: list[FactId] = []

    @model_validator(mode="after")
    def _limit_is_complete(self) -> Self:
        if self.kind == "limit":
            if self.value is None:
                raise ValueError("a limit needs a value")
            if self.value.adjustable is None or not self.value.scope:
                raise ValueError("the value of a limit needs scope and adjustable (does AWS raise it on request?)")
        return self

    @model_validator(mode="after")
    def _doubt_is_explained(self) -> Self:
        if self.confidence == "medium" and not self.caveat:
            raise ValueError("confidence: medium needs a caveat that says what could not be confirmed")
        return self

    @model_validator(mode="after")
    def _card_ids_differ(self) -> Self:
        ids = [card.id for card in self.cards]
        if len(set(ids)) < len(ids):
            raise ValueError("its cards need different ids (one of them may leave it out)")
        return self

    @property
    def topic(self) -> str:
        """Slug of the topic, the part of the id before the dot."""
        return self.id.partition(".")[0]


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
    exam: Domains = {}
    stem: Text
    explanation: Text
    origin: Origin | None = None
    history: list[Past] = []

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
        texts = [option.text.casefold() for option in self.options]
        if len(set(texts)) < len(texts):
            raise ValueError("two options say the same")
        return self


class SingleQuestion(_OptionsQuestion):
    """One best answer of three or more."""

    type: Literal["single"]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.options) < 3:
            raise ValueError("a single-answer question needs at least three options")
        if len(self.key) != 1:
            raise ValueError(f"exactly one option must be correct, here {len(self.key)} are")
        return self


class MultipleQuestion(_OptionsQuestion):
    """Two or more right answers; `choose` says how many."""

    type: Literal["multiple"]
    choose: Annotated[int, Field(ge=2, le=5)]

    @model_validator(mode="after")
    def _as_many_keys_as_said(self) -> Self:
        if len(self.key) != self.choose:
            raise ValueError(f"choose says {self.choose}, but {len(self.key)} options are correct")
        if len(self.options) < self.choose + 2:
            raise ValueError("a multiple-response question needs at least two wrong options")
        return self


class TrueFalseQuestion(_OptionsQuestion):
    """A statement that holds or does not."""

    type: Literal["true-false"]
    shuffle: Literal[False] = False

    @model_validator(mode="after")
    def _true_and_false(self) -> Self:
        if [option.text for option in self.options] != ["True", "False"]:
            raise ValueError("the options must be True and False, in this order")
        if len(self.key) != 1:
            raise ValueError("exactly one of True and False must be correct")
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
    distractors: list[Line] = []

    @model_validator(mode="after")
    def _matches_differ(self) -> Self:
        texts = [pair.match.casefold() for pair in self.pairs] + [text.casefold() for text in self.distractors]
        if len(set(texts)) < len(texts):
            raise ValueError("every match must differ from the others and from the distractors")
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
    mistakes: list[Mistake] = []


OptionsQuestion = SingleQuestion | MultipleQuestion | TrueFalseQuestion
Question = Annotated[
    SingleQuestion | MultipleQuestion | TrueFalseQuestion | OrderingQuestion | MatchingQuestion | NumericQuestion,
    Field(discriminator="type"),
]


class Topic(Model):
    """A topic: what it is in a sentence, where it stands, and how much the exams ask of it (1 little to 5 much)."""

    title: Line
    summary: Text
    group: Line
    order: int
    weight: dict[ExamCode, Annotated[int, Field(ge=1, le=5)]] = {}


class Domain(Model):
    """One domain of an exam and its share of the scored questions in per cent."""

    name: Line
    weight: Annotated[int, Field(gt=0, le=100)]


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
    types: list[Literal["multiple-choice", "multiple-response", "ordering", "matching", "case-study"]] = []
    domains: list[Domain] = []
    as_of: DateText
    confidence: Literal["high", "medium"] = "high"
    guide: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        if self.domains and sum(domain.weight for domain in self.domains) != 100:
            raise ValueError("the weights of the domains must add up to 100")
        return self


class Deck(Model):
    """A poll deck: questions of the bank in the order in which a class sees them."""

    title: Line
    summary: Text
    questions: Annotated[list[QuestionId], Field(min_length=1)]
    origin: Origin | None = None


class Retired(Model):
    """A slug that is gone. Its history stays with the people who learned it."""

    id: FactId | QuestionId
    since: DateText
    why: Line
    replaced_by: FactId | QuestionId | None = None


class TopicFile(Model):
    """content/topics/<topic>/topic.yaml"""

    topic: Topic


class SourcesFile(Model):
    """content/sources.yaml and content/topics/<topic>/sources.yaml"""

    notes: dict[Annotated[str, StringConstraints(pattern=r"^\d{3}$")], SlideSource] = {}
    sources: dict[Slug, Source] = {}


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
