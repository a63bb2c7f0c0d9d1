"""What the bank's templates show, shaped from the bank. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import schema
from .faces import Face, face_of
from .library import Bank

KINDS = {
    "definition": "What it is",
    "limit": "Limits",
    "default": "Defaults",
    "semantics": "How it behaves",
    "error-code": "Errors",
    "configuration": "Configuration",
    "integration": "Works with",
    "comparison": "This or that",
    "security": "Security",
    "monitoring": "Watching it",
    "pricing": "Cost",
    "practice": "Good practice",
    "lifecycle": "Coming and going",
}


@dataclass(frozen=True)
class TopicCard:
    """A topic in the list."""

    slug: str
    topic: schema.Topic
    facts: int
    questions: int


@dataclass(frozen=True)
class Said:
    """Somebody who says something: title, where, and a link if there is one."""

    title: str
    detail: str = ""
    url: str = ""
    read: str = ""


@dataclass(frozen=True)
class Result:
    """A search result: where it leads, what it is, its text."""

    url_name: str
    slug: str
    kind: str
    title: str
    topic: str


def topic_groups(bank: Bank) -> list[tuple[str, list[TopicCard]]]:
    """Topics by group, groups in the order of their first topic."""
    groups: dict[str, list[TopicCard]] = defaultdict(list)
    for slug, topic in bank.topics.items():
        groups[topic.group].append(TopicCard(slug, topic, len(bank.facts_of(slug)), len(bank.questions_of(slug))))
    return list(groups.items())


def exam_list(bank: Bank) -> list[tuple[str, schema.Exam, int]]:
    """Exams that people can sit or prepare for and the bank has cards for: code, exam, number of cards."""
    counts = Counter(code for card in bank.cards.values() for code in card.exams)
    return [
        (code, exam, counts[code]) for code, exam in bank.exams.items() if counts[code] and exam.status != "retired"
    ]


def topic_page(bank: Bank, slug: str) -> dict[str, Any]:
    """Facts of a topic by kind, its exams, and its neighbours."""
    by_kind: dict[str, list[schema.Fact]] = defaultdict(list)
    for fact in bank.facts_of(slug):
        by_kind[fact.kind].append(fact)
    slugs = list(bank.topics)
    place = slugs.index(slug)
    return {
        "slug": slug,
        "topic": bank.topics[slug],
        "sections": [(kind, title, by_kind[kind]) for kind, title in KINDS.items() if by_kind[kind]],
        "facts": len(bank.facts_of(slug)),
        "questions": len(bank.questions_of(slug)),
        "cards": len(bank.cards_of(topic=slug)),
        "checked": sum(bool(fact.checks) for fact in bank.facts_of(slug)),
        "before": _neighbour(bank, slugs, place - 1),
        "after": _neighbour(bank, slugs, place + 1),
    }


def fact_page(bank: Bank, fact_id: str) -> dict[str, Any]:
    """A fact with everything that speaks for it and against it."""
    fact = bank.facts[fact_id]
    return {
        "fact": fact,
        "kind": KINDS[fact.kind],
        "topic": bank.topics[fact.topic],
        "value": value_rows(fact.value),
        "faces": [face_of(card) for card in fact.cards],
        "sources": [said for citation in fact.sources for said in _cited(bank, citation)],
        "history": [(past, _all_said(bank, past.said_by)) for past in fact.history],
        "disputes": [(dispute, _all_said(bank, dispute.said_by)) for dispute in fact.disputes],
        "checks": [describe(check) for check in fact.checks],
        "exams": [(bank.exams[code], _domains(bank.exams[code], numbers)) for code, numbers in fact.exam.items()],
        "questions": bank.questions_citing(fact_id),
        "related": [bank.facts[other] for other in fact.related if other in bank.facts],
    }


def value_rows(value: schema.Value | None) -> list[tuple[str, str]]:
    """The value as label and text: Maximum 900 s."""
    if value is None:
        return []
    unit = f" {value.unit}" if value.unit else ""
    rows = [
        (label, f"{_number(number)}{unit if isinstance(number, int | float) else ''}")
        for label, number in (
            ("Value", value.amount),
            ("Minimum", value.min),
            ("Default", value.default),
            ("Maximum", value.max),
        )
        if number is not None
    ]
    if value.scope:
        rows.append(("Per", value.scope))
    if value.adjustable is not None:
        rows.append(("Raised on request", "Yes" if value.adjustable else "No"))
    return rows


def describe(check: Any) -> str:
    """A machine check in a sentence."""
    match check:
        case schema.ShapeCheck():
            return f"{check.service} API model: {check.shape}, {check.key} is {check.expect}"
        case schema.DocCheck():
            place = check.operation or ".".join(filter(None, (check.shape, check.member))) or "service"
            words = check.contains if isinstance(check.contains, str) else " … ".join(check.contains)
            return f"{check.service} API model, {place}: says “{words}”"
        case schema.EnumCheck():
            what = check.shape or "operations"
            lists = [f"has {', '.join(check.contains)}"] if check.contains else []
            lists += [f"lacks {', '.join(check.lacks)}"] if check.lacks else []
            return f"{check.service} API model: {what} {' and '.join(lists)}"
        case schema.CfnCheck():
            return f"CloudFormation schema of {check.type}: {check.prop}, {check.key} is {check.expect}"
        case schema.RuntimeCheck():
            return f"Runtime dates of cfn-lint: {check.runtime} deprecated on {check.deprecated}"
    return "SAM policy templates: " + ", ".join([*check.contains, *(f"no {name}" for name in check.lacks)])


def search_results(bank: Bank, hits: Iterable[Any]) -> list[Result]:
    """Hits as links. A question leads to the first fact that it cites: its answer is for studying."""
    return [_result(bank, hit.kind, hit.id) for hit in hits]


def _result(bank: Bank, kind: str, slug: str) -> Result:
    if kind == "topic":
        return Result("bank:topic", slug, "Topic", bank.topics[slug].title, bank.topics[slug].summary)
    if kind == "fact":
        fact = bank.facts[slug]
        return Result("bank:fact", slug, KINDS[fact.kind], fact.statement, bank.topics[fact.topic].title)
    question = bank.questions[slug]
    return Result("bank:fact", question.facts[0], "Question", question.stem, bank.topics[question.topic].title)


def _cited(bank: Bank, citation: schema.NotesCitation | schema.SourceCitation) -> list[Said]:
    if isinstance(citation, schema.SourceCitation):
        source = bank.sources[citation.aws]
        return [Said(source.title, citation.part or source.note or "", source.url or "", source.read or "")]
    return _all_said(bank, citation.notes)


def _all_said(bank: Bank, names: Iterable[str]) -> list[Said]:
    """Lines of the same notes are named together."""
    lines: dict[str, list[str]] = defaultdict(list)
    found = []
    for name in names:
        note, colon, number = name.partition(":")
        if colon:
            lines[note].append(number)
        else:
            source = bank.sources[name]
            found.append(Said(source.title, "", source.url or "", source.read or ""))
    for note, numbers in lines.items():
        word = "line" if len(numbers) == 1 else "lines"
        found.append(Said(bank.notes[note].title, f"{word} {', '.join(numbers)}", "", bank.notes[note].dated or ""))
    return found


def _domains(exam: schema.Exam, numbers: Iterable[int]) -> list[str]:
    return [f"{number}. {exam.domains[number - 1].name}" for number in numbers]


def _neighbour(bank: Bank, slugs: list[str], place: int) -> tuple[str, schema.Topic] | None:
    return (slugs[place], bank.topics[slugs[place]]) if 0 <= place < len(slugs) else None


def _number(number: float | str) -> str:
    return f"{number:,}" if isinstance(number, int | float) else number


__all__ = ["Face", "describe", "fact_page", "search_results", "topic_groups", "topic_page", "value_rows"]
