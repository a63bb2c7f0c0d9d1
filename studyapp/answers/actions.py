"""Writing to the log: nothing else writes to it."""

import uuid
from datetime import datetime
from typing import Any

from studyapp.accounts.models import User

from .grades import Grade
from .models import Answer, Source


def record_answer(
    *,
    learner: User,
    key: uuid.UUID,
    card_id: str,
    source: Source,
    grade: Grade,
    now: datetime,
    milliseconds: int | None = None,
    sitting: uuid.UUID | None = None,
    response: Any = None,
    before: Any = None,
) -> Answer:
    """Adds one answer to the log, on the learner's study day. The caller holds the transaction.

    Raises IntegrityError where `key` is in the log already; ask `find_answer` first where repeats are to be expected.
    """
    return Answer.objects.create(
        learner=learner,
        key=key,
        card_id=card_id,
        source=source,
        sitting=sitting,
        given_at=now,
        study_day=learner.clock.day_of(now),
        grade=grade.value,
        milliseconds=milliseconds,
        response=response,
        before=before,
    )


def find_answer(*, learner: User, key: uuid.UUID) -> Answer | None:
    """The learner's answer with this key, taken back or not."""
    return Answer.objects.filter(learner=learner, key=key).first()


def retract_answer(answer: Answer, *, now: datetime) -> None:
    """Takes an answer back: it stays in the log and counts nowhere."""
    answer.retracted_at = now
    answer.save(update_fields=["retracted_at"])
