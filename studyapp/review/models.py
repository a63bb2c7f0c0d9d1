"""Where each card of a learner stands, what lies on the learner's desk, and how they want to study."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .calendar import CardState, Phase, Rules
from .memory import Memory


class Queue(models.IntegerChoices):
    """Which pile a card lies in. A small number and not a Boolean, so that one index serves all of them."""

    SUSPENDED = 0, "Suspended"
    LEARNING = 1, "Learning"
    REVIEW = 2, "Review"


class CardQuerySet(models.QuerySet["Card"]):
    """The words in which cards are asked for."""

    def due(self, today: date) -> Self:
        """Cards to review on `today`, the longest due first."""
        free = models.Q(held_until__isnull=True) | models.Q(held_until__lte=today)
        return self.filter(free, queue=Queue.REVIEW, due_day__lte=today).order_by("due_day", "pk")

    def ahead(self, today: date) -> Self:
        """Cards that are not due yet, the soonest first."""
        free = models.Q(held_until__isnull=True) | models.Q(held_until__lte=today)
        return self.filter(free, queue=Queue.REVIEW, due_day__gt=today).order_by("due_day", "pk")


class Card(models.Model):
    """The schedule of one card of one learner: a projection of the answer log. New cards have no row yet."""

    # Without an index of its own: SQLite would prefer it to the ones below that start with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards", db_index=False
    )
    card_id = models.CharField(max_length=130)
    topic = models.CharField(max_length=60)
    queue = models.PositiveSmallIntegerField(choices=Queue)
    phase = models.PositiveSmallIntegerField(choices=[(phase.value, phase.name.title()) for phase in Phase])
    due_day = models.DateField()
    due_at = models.DateTimeField(null=True)
    held_until = models.DateField(null=True)
    stability = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    first_day = models.DateField()
    last_day = models.DateField()
    interval_days = models.PositiveIntegerField(default=0)
    steps_left = models.PositiveSmallIntegerField(default=0)
    reviews = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)
    leech = models.BooleanField(default=False)
    marked = models.BooleanField(default=False)

    objects: ClassVar = CardQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("learner", "card_id"), name="card_once_a_learner"),
            models.CheckConstraint(
                condition=models.Q(queue__in=(0, 2)) | models.Q(due_at__isnull=False), name="card_learning_has_due_at"
            ),
        )
        indexes = (
            models.Index(fields=("learner", "queue", "due_day"), name="card_by_due_day"),
            models.Index(fields=("learner", "topic"), name="card_by_topic"),
        )

    def __str__(self) -> str:
        return f"{self.card_id} of {self.learner_id}"

    @property
    def state(self) -> CardState:
        """The part of the row that the scheduler works with."""
        memory = None
        if self.stability is not None and self.difficulty is not None:
            memory = Memory(self.stability, self.difficulty)
        return CardState(Phase(self.phase), self.steps_left, memory, self.interval_days, self.lapses)


class Preferences(models.Model):
    """How a learner wants to study."""

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    new_per_day = models.PositiveSmallIntegerField(default=20, validators=[MaxValueValidator(500)])
    reviews_per_day = models.PositiveSmallIntegerField(default=200, validators=[MaxValueValidator(9999)])
    desired_retention = models.FloatField(default=0.9, validators=[MinValueValidator(0.7), MaxValueValidator(0.97)])
    learning_steps = models.CharField(max_length=60, default="1m 10m", blank=True)
    relearning_steps = models.CharField(max_length=60, default="10m", blank=True)
    maximum_interval = models.PositiveIntegerField(
        default=36500, validators=[MinValueValidator(1), MaxValueValidator(36500)]
    )
    leech_lapses = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(99)])

    def __str__(self) -> str:
        return f"preferences of {self.learner_id}"

    @property
    def rules(self) -> Rules:
        """The scheduler's rules for this learner."""
        return Rules(
            desired_retention=self.desired_retention,
            learning_steps=read_steps(self.learning_steps),
            relearning_steps=read_steps(self.relearning_steps),
            maximum_interval=self.maximum_interval,
        )


class Desk(models.Model):
    """What lies in front of a learner: one row each. It is locked while an answer is taken in.

    `hand` holds the ids of the coming cards in order; `card_id` is the one being asked, and `key` the key under
    which its answer will enter the log. `aside` remembers cards buried or suspended here, for undo.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    sitting = models.UUIDField(default=uuid.uuid4)
    day = models.DateField()
    topic = models.CharField(max_length=60, blank=True)
    exam = models.CharField(max_length=10, blank=True)
    ahead = models.BooleanField(default=False)
    hand = models.JSONField(default=list)
    beyond = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    card_id = models.CharField(max_length=130, blank=True)
    key = models.UUIDField(default=uuid.uuid4)
    aside = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"desk of {self.learner_id}"


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def read_steps(text: str) -> tuple[int, ...]:
    """`1m 10m 1d` as seconds. Raises ValidationError for anything else, for 0 and for more than ten steps."""
    steps = []
    for word in text.split():
        if word[-1] not in _UNITS or not word[:-1].isdigit() or not 0 < int(word[:-1]) <= 9999:
            raise ValidationError(f"'{word}' is not a step such as 30s, 10m, 2h or 1d")
        steps.append(int(word[:-1]) * _UNITS[word[-1]])
    if len(steps) > 10:
        raise ValidationError("ten steps are the most")
    return tuple(steps)
