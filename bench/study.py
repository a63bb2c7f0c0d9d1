"""From an answer to the next card, on SQLite, beside the floor: the least that Django can do for the same job.

`ours` is the whole request through every middleware, with the rendered part; `floor` is a bare view that reads the
card, computes four previews, writes the log and the card, reads the next due card and answers JSON, without session,
user, CSRF or template. Server time, one request after the other. 50,000 cards, and 1,000 for the growth.
"""

import os
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["STUDYAPP_DATA"] = tempfile.mkdtemp(prefix="bench-")
os.environ["STUDYAPP_LOG_LEVEL"] = "WARNING"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.http import JsonResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import percentile, report
from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.answers.models import Answer
from studyapp.bank import current, schema
from studyapp.bank.library import Bank
from studyapp.review import actions
from studyapp.review.calendar import Rules, outcomes
from studyapp.review.models import Card, Desk, Preferences, Queue

ANSWERS = 600
TOPICS = 10


def bank_of(cards: int) -> Bank:
    topics, facts = [], []
    for number in range(TOPICS):
        topics.append((f"t{number}", schema.Topic(title=f"Topic {number}", summary="S", group="G", order=number)))
    for number in range(cards):
        topic = number % TOPICS
        fact_id = f"t{topic}.fact-{number}"
        face = schema.AskCard(ask=f"How much is number **{number}**?", answer=f"{number} units")
        fact = schema.Fact(
            id=fact_id, kind="semantics", statement=f"Number {number} is **{number} units**, and this says so.",
            cards=[face], as_of="2026-11", sources=[schema.SourceCitation(aws="page")],
        )  # fmt: skip
        facts.append((fact_id, fact))
    source = schema.Source(title="Page", read="2026-11")
    return Bank.of({"topic": topics, "facts": facts, "source": [("page", source)]})


def learner_with(cards: int, name: str) -> User:
    bank = bank_of(cards)
    current.put(bank)
    learner = User.objects.create_user(f"{name}{cards}@example.com")
    Preferences.objects.create(learner=learner, reviews_per_day=9999)
    today = learner.clock.day_of(datetime.now(UTC))
    rows = []
    for number, card in enumerate(bank.cards.values()):
        due = today + timedelta(days=number % 60 - 55)
        rows.append(
            Card(
                learner=learner, card_id=card.id, topic=card.topic, queue=Queue.REVIEW, phase=2, due_day=due,
                stability=3.0 + number % 200, difficulty=1.0 + number % 9, interval_days=5 + number % 90,
                first_day=due - timedelta(days=100), last_day=due - timedelta(days=5 + number % 90), reviews=5,
            )
        )  # fmt: skip
    Card.objects.bulk_create(rows, batch_size=2000)
    return learner


def ours(learner: User) -> tuple[list[float], int]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(learner)
    times, queries = [], 0
    actions.start_sitting(learner=learner, now=datetime.now(UTC))
    for number in range(ANSWERS):
        desk = Desk.objects.get(learner=learner)
        seen = Card.objects.get(learner=learner, card_id=desk.card_id).reviews
        fields = {"key": desk.key, "card_id": desk.card_id, "seen_reviews": seen, "grade": 1 + number % 4}
        with CaptureQueriesContext(connection) if number % 50 == 7 else _nothing() as captured:
            response = client.post("/study/answer/", fields, HTTP_HX_REQUEST="true")
        assert response.status_code == 200, response.content
        if captured is not None:
            counted = [q for q in captured.captured_queries if q["sql"] not in ("BEGIN", "BEGIN IMMEDIATE", "COMMIT")]
            queries = max(queries, len(counted))
        elif number >= 20:
            times.append(float(response["Server-Timing"].split("dur=")[1]))
    return times, queries


def floor(learner: User) -> list[float]:
    times, rules = [], Rules()
    today = learner.clock.day_of(datetime.now(UTC))
    for number in range(ANSWERS):
        card_id = Card.objects.filter(learner=learner).due(today).values_list("card_id", flat=True)[0]
        started = time.perf_counter()
        with transaction.atomic():
            card = Card.objects.get(learner=learner, card_id=card_id)
            chosen = outcomes(card.state, elapsed_days=(today - card.last_day).days, rules=rules)[Grade.GOOD]
            Answer.objects.create(
                learner=learner, key=uuid.uuid4(), card_id=card_id, source="review", grade=3,
                given_at=datetime.now(UTC), study_day=today,
            )  # fmt: skip
            card.stability, card.difficulty = chosen.memory.stability, chosen.memory.difficulty
            card.due_day, card.last_day = today + timedelta(days=chosen.days or 1), today
            card.save()
            coming = Card.objects.filter(learner=learner).due(today).first()
            previews = outcomes(coming.state, elapsed_days=(today - coming.last_day).days, rules=rules)
        JsonResponse({"next": coming.card_id, "days": [outcome.days for outcome in previews.values()]})
        if number >= 20:
            times.append((time.perf_counter() - started) * 1000)
    return times


class _nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *details: object) -> None:
        return None


def main() -> None:
    call_command("migrate", verbosity=0)
    rows, p95 = [], {}
    for cards in (1_000, 50_000):
        bare = floor(learner_with(cards, "floor"))
        learner = learner_with(cards, "ours")
        times, queries = ours(learner)
        p95[cards] = percentile(times, 0.95)
        rows.append(
            {
                "cards": cards, "median ms": percentile(times, 0.5), "p95 ms": p95[cards], "queries": queries,
                "floor median ms": percentile(bare, 0.5), "floor p95 ms": percentile(bare, 0.95),
                "p95 / floor": p95[cards] / percentile(bare, 0.95), "p95 / p95 at 1,000": p95[cards] / p95[1_000],
            }
        )  # fmt: skip
    report("study", rows)


if __name__ == "__main__":
    main()
