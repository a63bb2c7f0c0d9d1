"""Search over facts, questions and topics: BM25 over weighted fields, in memory, built once when the bank is loaded.

A word that is not known is completed (the last one, while somebody types), taken apart, or corrected. Pure.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .library import Bank
from .schema import Fact, Topic
from .terms import Word, raw_words, stem, surfaces, word
from .vocabulary import Vocabulary

QUERY_CHARACTERS = 200
QUERY_WORDS = 16
QUERY_CORRECTIONS = 6
WORD_CHARACTERS = 80

_SATURATION, _LENGTH_WEIGHT = 1.2, 0.6
# What a document gets for each word of the query that it has, however common the word is.
_FOR_EACH_WORD = 1.0
_COMPLETED, _CORRECTED = 0.7, 0.8
_KIND_WEIGHTS = {"topic": 1.4, "fact": 1.0, "question": 0.7}

# (weight, text) for each field of a document, always the same fields in the same order for a kind.
_Fields = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `kind` is topic, fact or question; `title` and `text` are Markdown to show of it."""

    kind: str
    id: str
    title: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Document:
    kind: str
    id: str
    title: str
    text: str
    fields: _Fields


class SearchIndex:
    """An index over one bank; never changed after it was built."""

    def __init__(self, documents: Iterable[_Document]) -> None:
        self._documents = list(documents)
        self._postings, counts = _index(self._documents)
        self._vocabulary = Vocabulary(counts)

    @classmethod
    def of(cls, bank: Bank) -> "SearchIndex":
        """The index over everything that a bank holds."""
        return cls(_documents(bank))

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """The best hits for what somebody typed, best first. Only the first 200 characters count."""
        scores = [0.0] * len(self._documents)
        for meanings in self._meanings(text[:QUERY_CHARACTERS]):
            self._add(meanings, scores)
        places = [place for place, score in enumerate(scores) if score]
        best = heapq.nlargest(limit, places, key=scores.__getitem__)
        return [self._hit(place, scores[place]) for place in best]

    def _add(self, meanings: Mapping[str, float], scores: list[float]) -> None:
        """Adds the impact of one word of the query: in each document, of the best thing that it may mean."""
        if len(meanings) == 1:
            ((term, weight),) = meanings.items()
            for place, impact in self._postings.get(term, ()):
                scores[place] += weight * impact
            return
        best: dict[int, float] = {}
        for term, weight in meanings.items():
            for place, impact in self._postings.get(term, ()):
                if weight * impact > best.get(place, 0.0):
                    best[place] = weight * impact
        for place, score in best.items():
            scores[place] += score

    def _meanings(self, text: str) -> Iterator[Mapping[str, float]]:
        """For each word of a query, the terms that it may mean and how sure that is."""
        words = _query_words(text)
        corrections = QUERY_CORRECTIONS
        for number, (surface, needed) in enumerate(words, 1):
            known = stem(surface) in self._postings
            if number == len(words) and len(surface) > 1:
                found = self._completed(surface)
            else:
                found = {stem(surface): 1.0} if known else {}
            if found:
                yield found
            elif needed and corrections:
                corrections -= 1
                yield from self._repaired(surface)

    def _completed(self, surface: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for longer in self._vocabulary.completions(surface):
            weight = _COMPLETED * (0.5 + 0.5 * len(surface) / len(longer))
            found[stem(longer)] = max(weight, found.get(stem(longer), 0.0))
        if stem(surface) in self._postings:
            found[stem(surface)] = 1.0
        return found

    def _repaired(self, surface: str) -> Iterator[Mapping[str, float]]:
        halves = self._vocabulary.halves(surface)
        if halves:
            yield from ({stem(half): 1.0} for half in halves)
        else:
            yield {stem(near): _CORRECTED**edits for near, edits in self._vocabulary.corrections(surface)}

    def _hit(self, place: int, score: float) -> Hit:
        found = self._documents[place]
        return Hit(found.kind, found.id, found.title, found.text, round(score, 4))


def _query_words(text: str) -> list[tuple[str, bool]]:
    """Words of a query in order, without repetition; False for one that only helps where it is known (`getitem`)."""
    words = [word(raw[:WORD_CHARACTERS]) for raw in raw_words(text[:QUERY_CHARACTERS])[:QUERY_WORDS]]
    telling = [found for found in words if not found.is_ignored] or words[-1:]
    asked: dict[str, bool] = {}
    for found in telling:
        for surface, needed in _surfaces(found):
            asked[surface] = asked.get(surface, False) or needed
    return list(asked.items())[:QUERY_WORDS]


def _surfaces(found: Word) -> Iterator[tuple[str, bool]]:
    yield found.whole, not found.parts
    for part in found.parts:
        yield part, True


def _index(documents: list[_Document]) -> tuple[dict[str, list[tuple[int, float]]], Counter[str]]:
    """For each term its documents and impacts, and how often each word occurs.

    Impact is BM25 with weighted fields (BM25F, Robertson and Zaragoza 2009): each field has its own mean length.
    """
    counted = [[surfaces(text) for _, text in document.fields] for document in documents]
    lengths = [[sum(field.values()) for field in fields] for fields in counted]
    means = _mean_lengths(documents, lengths)
    counts: Counter[str] = Counter()
    frequencies: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, document in enumerate(documents):
        found: dict[str, float] = defaultdict(float)
        for number, field in enumerate(counted[place]):
            counts.update(field)
            relative = lengths[place][number] / (means[document.kind, number] or 1)
            per_word = document.fields[number][0] / (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * relative)
            for surface, count in field.items():
                found[stem(surface)] += count * per_word
        for term, frequency in found.items():
            frequencies[term].append((place, frequency))
    return {term: _impacts(places, documents) for term, places in frequencies.items()}, counts


def _mean_lengths(documents: list[_Document], lengths: list[list[int]]) -> dict[tuple[str, int], float]:
    by_field: dict[tuple[str, int], list[int]] = defaultdict(list)
    for document, own in zip(documents, lengths, strict=True):
        for number, length in enumerate(own):
            by_field[document.kind, number].append(length)
    return {key: sum(found) / len(found) for key, found in by_field.items()}


def _impacts(found: list[tuple[int, float]], documents: list[_Document]) -> list[tuple[int, float]]:
    rarity = math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
    return [
        (
            place,
            _KIND_WEIGHTS[documents[place].kind]
            * (_FOR_EACH_WORD + rarity * frequency * (_SATURATION + 1) / (frequency + _SATURATION)),
        )
        for place, frequency in found
    ]


def _documents(bank: Bank) -> Iterator[_Document]:
    for slug, topic in bank.topics.items():
        yield _Document("topic", slug, topic.title, topic.summary, _topic_fields(slug, topic))
    for fact in bank.facts.values():
        yield _Document("fact", fact.id, fact.statement, fact.trap or "", _fact_fields(fact))
    for question in bank.questions.values():
        yield _Document("question", question.id, question.stem, "", _question_fields(question))


def _topic_fields(slug: str, topic: Topic) -> _Fields:
    return [(5.0, topic.title), (5.0, slug), (2.0, topic.summary), (1.0, topic.group)]


def _fact_fields(fact: Fact) -> _Fields:
    value = fact.value.model_dump(exclude_none=True, exclude={"adjustable"}) if fact.value else {}
    past = [text for old in fact.history for text in (old.value, old.note or "")]
    return [
        (4.0, fact.id),
        (3.0, fact.statement),
        (1.5, _joined(text for card in fact.cards for text in _card_texts(card))),
        (1.5, _joined(map(str, value.values()))),
        (1.0, _joined([fact.trap or "", fact.caveat or "", *fact.exceptions])),
        (0.5, _joined([*past, *(dispute.claim for dispute in fact.disputes)])),
    ]


def _card_texts(card: Any) -> tuple[str, ...]:
    return tuple(getattr(card, side, "") for side in ("ask", "answer", "cloze"))


def _question_fields(question: Any) -> _Fields:
    choices = [option.text for option in getattr(question, "options", ())]
    choices += [step.text for step in getattr(question, "items", ())]
    choices += [text for pair in getattr(question, "pairs", ()) for text in (pair.prompt, pair.match)]
    return [(2.0, question.id), (2.5, question.stem), (1.0, _joined(choices)), (1.0, question.explanation)]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)
