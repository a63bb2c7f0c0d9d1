"""The log of every answer, wherever it was given. Rows are added and never changed or removed; an answer that is
taken back is stamped once with the moment, and from then on counts nowhere."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from .grades import Grade


class Source(models.TextChoices):
    """Where an answer was given."""

    REVIEW = "review", "Review"
    QUIZ = "quiz", "Quiz"
    EXAM = "exam", "Mock exam"
    POLL = "poll", "Live poll"


class AnswerQuerySet(models.QuerySet["Answer"]):
    """The words in which the log is read."""

    def standing(self) -> Self:
        """Answers that were not taken back."""
        return self.filter(retracted_at__isnull=True)

    def on(self, day: date) -> Self:
        """Answers given on a study day."""
        return self.filter(study_day=day)


class Answer(models.Model):
    """One answer of one learner to one card. `key` is made before the answer is given, so a repeat is recognised."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    card_id = models.CharField(max_length=130)
    source = models.CharField(max_length=8, choices=Source)
    sitting = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    study_day = models.DateField()
    grade = models.PositiveSmallIntegerField(choices=[(grade.value, grade.name.title()) for grade in Grade])
    milliseconds = models.PositiveIntegerField(null=True)
    # What was chosen (for a question) and the schedule before the answer (what undo restores): see review.actions.
    response = models.JSONField(null=True)
    before = models.JSONField(null=True)
    retracted_at = models.DateTimeField(null=True)

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("learner", "study_day"), name="answer_by_day"),
            models.Index(fields=("learner", "card_id"), name="answer_by_card"),
            models.Index(fields=("sitting",), name="answer_by_sitting", condition=models.Q(sitting__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(fields=("learner", "key"), name="answer_key_once_a_learner"),
            models.CheckConstraint(condition=models.Q(grade__range=(1, 4)), name="answer_grade_1_to_4"),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {Grade(self.grade).name.lower()} {self.given_at:%Y-%m-%d %H:%M}"

    @property
    def passed(self) -> bool:
        """True when the card was recalled or the question answered right."""
        return Grade(self.grade).passed
