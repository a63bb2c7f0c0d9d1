"""What the templates of the session show, shaped from a turn or an answer. No queries here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.urls import reverse

from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer
from studyapp.bank import marking, schema
from studyapp.bank.current import bank
from studyapp.bank.faces import face_of

from .calendar import Outcome, spell
from .dealing import Turn

_KEYS = {Grade.AGAIN: "1", Grade.HARD: "2", Grade.GOOD: "3 Space Enter", Grade.EASY: "4"}
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class GradeButton:
    """One grade with the interval it would give and the keys that press it."""

    value: int
    name: str
    interval: str
    keys: str


@dataclass(frozen=True)
class Choice:
    """An option as shown: letter, position to send back, text, whether it was chosen, and (after) right and why."""

    letter: str
    position: int
    text: str
    chosen: bool = False
    correct: bool = False
    why: str = ""

    @property
    def verdict(self) -> str:
        """In words, so that nothing depends on colour."""
        if self.correct:
            return "Right, and chosen" if self.chosen else "Right"
        return "Chosen, but wrong" if self.chosen else "Wrong"


@dataclass(frozen=True)
class Line:
    """A step or pair after the answer: what was given, what is right, and why."""

    prompt: str
    given: str
    right: str
    correct: bool
    why: str


def desk_page(
    turn: Turn, *, show_answer: bool = False, error: str = "", sent: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Context of review/desk.html."""
    asked = turn.asked
    context: dict[str, Any] = {"turn": turn, "show_answer": show_answer, "error": error}
    if asked is None:
        return context
    context["topic"] = bank().topics[asked.topic]
    if asked.is_question:
        context["question"] = question_form(asked.face, str(turn.desk.key), sent)
    else:
        context["face"] = face_of(asked.face)
        context["fact"] = bank().facts[asked.facts[0]]
        context["buttons"] = grade_buttons(turn.outcomes)
        context["reveal_url"] = f"{reverse('study:desk')}?{urlencode(_reveal(turn))}"
    return context


def _reveal(turn: Turn) -> dict[str, str]:
    """Asks for the answer of this card and no other: the key tells a stale tab from the card now on the desk."""
    if turn.unsaved:
        return {"show": "answer", "topic": turn.desk.topic, "exam": turn.desk.exam}
    return {"show": "answer", "key": str(turn.desk.key)}


def grade_buttons(outcomes: Mapping[Grade, Outcome]) -> list[GradeButton]:
    """The four grades as buttons."""
    return [
        GradeButton(grade.value, grade.name.title(), spell(outcome), _KEYS[grade])
        for grade, outcome in sorted(outcomes.items())
    ]


def question_form(question: Any, seed: str, sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A question to be answered, in the order drawn from `seed`, with what was sent already."""
    order = marking.shown_order(question, seed)
    sent = sent or {}
    chosen = sent.getlist("choice") if hasattr(sent, "getlist") else []
    form: dict[str, Any] = {"question": question, "type": question.type}
    if isinstance(question, schema.OrderingQuestion):
        form["places"] = [str(place) for place in range(1, len(order) + 1)]
        form["steps"] = [
            (shown, question.items[place].text, sent.get(f"place-{shown}", "")) for shown, place in enumerate(order)
        ]
    elif isinstance(question, schema.MatchingQuestion):
        texts = marking.matches(question)
        form["matches"] = [(str(shown), LETTERS[shown], texts[place]) for shown, place in enumerate(order)]
        form["prompts"] = [(row, pair.prompt, sent.get(f"match-{row}", "")) for row, pair in enumerate(question.pairs)]
    elif isinstance(question, schema.NumericQuestion):
        form["number"] = sent.get("number", "")
    else:
        form["several"] = marking.number_to_choose(question) > 1
        form["choose"] = marking.number_to_choose(question)
        form["options"] = [
            Choice(LETTERS[shown], shown, question.options[place].text, str(shown) in chosen)
            for shown, place in enumerate(order)
        ]
    return form


def answered_page(answer: Answer, outcomes: Mapping[Grade, Outcome]) -> dict[str, Any]:
    """Context of review/answered.html: the question with the answer given and every reason."""
    question, response = bank().questions[answer.card_id], cast(Any, answer.response)
    marked = marking.mark(question, response)
    context: dict[str, Any] = {
        "answer": answer,
        "question": question,
        "marked": marked,
        "topic": bank().topics[question.topic],
        "facts": [bank().facts[fact] for fact in question.facts],
        "buttons": [button for button in grade_buttons(outcomes) if button.value > 1],
        "interval": spell(outcomes[Grade(answer.grade)]) if outcomes else "",
    }
    if hasattr(question, "options"):
        order = marking.shown_order(question, str(answer.key))
        context["options"] = [
            Choice(
                LETTERS[shown],
                shown,
                question.options[place].text,
                place in response,
                question.options[place].correct,
                question.options[place].why,
            )
            for shown, place in enumerate(order)
        ]
    elif isinstance(question, schema.NumericQuestion):
        context["number"] = response
        context["mistake"] = next((m.why for m in question.mistakes if m.value == response), "")
    else:
        context["lines"] = _lines(question, response)
    return context


def _lines(question: Any, response: list[int]) -> list[Line]:
    if isinstance(question, schema.OrderingQuestion):
        return [
            Line(str(place + 1), question.items[given].text, step.text, given == place, step.why)
            for place, (step, given) in enumerate(zip(question.items, response, strict=True))
        ]
    texts = marking.matches(question)
    return [
        Line(pair.prompt, texts[given], pair.match, given == place, pair.why)
        for place, (pair, given) in enumerate(zip(question.pairs, response, strict=True))
    ]


def title_of(card_id: str) -> str:
    """What a card asks, in one line, for lists."""
    card = bank().cards.get(card_id)
    if card is None:
        return card_id
    title: str = cast(Any, card.face).stem if card.is_question else face_of(card.face).front
    return title
