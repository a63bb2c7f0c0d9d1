"""The bank in memory: what AWS does, ready to be asked for by slug. Built once at start, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from . import schema


@dataclass(frozen=True, slots=True)
class Card:
    """A thing that can be studied: one card of a fact, or a question. `id` is permanent.

    `lambda.timeout-max:main` is a card of the fact lambda.timeout-max, `q.lambda.…` a question.
    """

    id: str
    topic: str
    facts: tuple[str, ...]
    exams: frozenset[str]
    face: schema.AskCard | schema.ClozeCard | Any

    @property
    def is_question(self) -> bool:
        """True for a question with options, False for a flashcard."""
        return self.id.startswith("q.")


@dataclass(frozen=True)
class Bank:
    """All content by slug, in the order in which it is taught."""

    topics: Mapping[str, schema.Topic]
    facts: Mapping[str, schema.Fact]
    questions: Mapping[str, Any]
    decks: Mapping[str, schema.Deck]
    exams: Mapping[str, schema.Exam]
    sources: Mapping[str, schema.Source]
    notes: Mapping[str, schema.SlideSource]
    retired: Mapping[str, schema.Retired]
    cards: Mapping[str, Card] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Mapping[str, list[tuple[str, Any]]]) -> "Bank":
        """A bank from validated objects by kind, each with its slug."""
        topics = dict(sorted(found.get("topic", []), key=lambda pair: (pair[1].order, pair[0])))
        place = {slug: number for number, slug in enumerate(topics)}

        def in_order(kind: str) -> dict[str, Any]:
            pairs = found.get(kind, [])
            return dict(sorted(pairs, key=lambda pair: place.get(pair[1].topic, len(place))))

        facts, questions = in_order("facts"), in_order("questions")
        frozen = {
            "topics": topics,
            "facts": facts,
            "questions": questions,
            "decks": dict(found.get("deck", [])),
            "exams": dict(found.get("exams", [])),
            "sources": dict(found.get("source", [])),
            "notes": dict(found.get("note", [])),
            "retired": dict(found.get("retired", [])),
            "cards": _cards(facts, questions),
        }
        return cls(**{name: MappingProxyType(value) for name, value in frozen.items()})

    def siblings(self, card_id: str) -> frozenset[str]:
        """The other cards of the facts that a card is about, and the questions citing them."""
        card = self.cards[card_id]
        return frozenset().union(*(self._by_fact[fact] for fact in card.facts)) - {card_id}

    def cards_of(self, *, topic: str = "", exam: str = "") -> tuple[Card, ...]:
        """Cards in teaching order: of one topic, of one exam, or all."""
        return tuple(
            card
            for card in self.cards.values()
            if (not topic or card.topic == topic) and (not exam or exam in card.exams)
        )

    def facts_of(self, topic: str) -> tuple[schema.Fact, ...]:
        """Facts of a topic in the order of the file."""
        return self._facts_by_topic.get(topic, ())

    def questions_of(self, topic: str) -> tuple[Any, ...]:
        """Questions of a topic in the order of the file."""
        return self._questions_by_topic.get(topic, ())

    def questions_citing(self, fact: str) -> tuple[Any, ...]:
        """Questions that cite a fact."""
        return tuple(self.questions[card] for card in sorted(self._by_fact.get(fact, ())) if card in self.questions)

    @cached_property
    def _by_fact(self) -> Mapping[str, frozenset[str]]:
        groups: dict[str, set[str]] = defaultdict(set)
        for card in self.cards.values():
            for fact in card.facts:
                groups[fact].add(card.id)
        return {fact: frozenset(group) for fact, group in groups.items()}

    @cached_property
    def _facts_by_topic(self) -> Mapping[str, tuple[schema.Fact, ...]]:
        return _grouped(self.facts.values())

    @cached_property
    def _questions_by_topic(self) -> Mapping[str, tuple[Any, ...]]:
        return _grouped(self.questions.values())


def _grouped(items: Iterable[Any]) -> Mapping[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        groups[item.topic].append(item)
    return {topic: tuple(group) for topic, group in groups.items()}


def _cards(facts: Mapping[str, schema.Fact], questions: Mapping[str, Any]) -> dict[str, Card]:
    """Teaching order: topic by topic, the cards of a fact and, after the last fact it cites, the question."""
    cards: dict[str, Card] = {}
    rank = {fact: place for place, fact in enumerate(facts)}
    waiting: dict[str, list[Any]] = defaultdict(list)
    for question in questions.values():
        waiting[max(question.facts, key=lambda fact: rank.get(fact, -1))].append(question)
    for fact in facts.values():
        exams = frozenset(fact.exam)
        for face in fact.cards:
            card_id = f"{fact.id}:{face.id}"
            cards[card_id] = Card(card_id, fact.topic, (fact.id,), exams, face)
        for question in waiting[fact.id]:
            exams_of_it = frozenset(question.exam) or exams
            cards[question.id] = Card(question.id, question.topic, tuple(question.facts), exams_of_it, question)
    return cards
