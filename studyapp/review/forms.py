"""What comes in from the session page and from the settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.bank.current import bank

from .models import Preferences, read_steps


def known_card(card_id: str) -> None:
    """Refuses a card that the bank does not have."""
    if card_id not in bank().cards:
        raise ValidationError("There is no such card.")


class ReplyForm(forms.Form):
    """An answer to a flashcard or question: which card, under which key, shown after how many reviews."""

    key = forms.UUIDField()
    card_id = forms.CharField(max_length=130, validators=[known_card])
    seen_reviews = forms.IntegerField(min_value=0, max_value=1_000_000)
    grade = forms.TypedChoiceField(
        coerce=lambda word: Grade(int(word)),
        choices=[(str(grade.value), grade.name) for grade in Grade],
        required=False,
    )
    milliseconds = forms.IntegerField(min_value=0, required=False)
    time_zone = forms.CharField(max_length=50, required=False)

    def clean_milliseconds(self) -> int | None:
        """Longer than ten minutes says that somebody went for tea: counted as ten."""
        given = self.cleaned_data["milliseconds"]
        return None if given is None else min(given, 600_000)

    def clean(self) -> dict[str, Any]:
        """A flashcard needs a grade; a question is graded by its answer."""
        cleaned = super().clean() or {}
        if cleaned.get("card_id", "q.").startswith("q.") is False and not cleaned.get("grade"):
            self.add_error("grade", "Choose Again, Hard, Good or Easy.")
        return cleaned


class ScopeForm(forms.Form):
    """What to study: everything, one topic, or what one exam asks; perhaps ahead of time."""

    topic = forms.CharField(max_length=60, required=False)
    exam = forms.CharField(max_length=10, required=False)
    ahead = forms.BooleanField(required=False)

    def clean_topic(self) -> str:
        """The slug of a topic."""
        topic: str = self.cleaned_data["topic"]
        if topic and topic not in bank().topics:
            raise ValidationError("There is no such topic.")
        return topic

    def clean_exam(self) -> str:
        """The code of an exam."""
        exam: str = self.cleaned_data["exam"]
        if exam and exam not in bank().exams:
            raise ValidationError("There is no such exam.")
        return exam


class CardForm(forms.Form):
    """An action on one card."""

    card_id = forms.CharField(max_length=130, validators=[known_card])


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How and when a learner studies; time zone and rollover hour are the person's own fields."""

    time_zone = forms.ChoiceField(choices=[], help_text="Decides when your study day begins.")
    rollover_hour = forms.IntegerField(
        min_value=0,
        max_value=23,
        label="Day begins at (hour)",
        help_text="After midnight still counts as yesterday until then.",
    )
    desired_retention = forms.IntegerField(
        label="Desired retention (%)",
        validators=[MinValueValidator(70), MaxValueValidator(97)],
        help_text="How likely you want to know a card when it comes back. Higher means more reviews.",
    )

    class Meta:
        model = Preferences
        fields = (
            *("new_per_day", "reviews_per_day", "desired_retention", "learning_steps", "relearning_steps"),
            *("maximum_interval", "leech_lapses"),
        )
        labels = {
            "new_per_day": "New cards a day",
            "reviews_per_day": "Reviews a day",
            "maximum_interval": "Longest interval (days)",
            "leech_lapses": "Call it a leech after (lapses)",
        }
        help_texts = {
            "learning_steps": "Such as 1m 10m; empty leaves it to the memory model.",
            "relearning_steps": "After a lapse, such as 10m.",
            "leech_lapses": "A card forgotten this often is pointed out. 0 turns it off.",
        }

    def __init__(self, *args: Any, learner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.learner = learner
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]  # type: ignore[attr-defined]
        self.initial["time_zone"], self.initial["rollover_hour"] = learner.time_zone, learner.rollover_hour
        self.initial["desired_retention"] = round(self.instance.desired_retention * 100)

    def clean_desired_retention(self) -> float:
        """Per cent become a share."""
        return float(self.cleaned_data["desired_retention"]) / 100

    def clean_learning_steps(self) -> str:
        """Steps that can be read."""
        return _steps(self.cleaned_data["learning_steps"])

    def clean_relearning_steps(self) -> str:
        """Steps that can be read."""
        return _steps(self.cleaned_data["relearning_steps"])

    def save(self, commit: bool = True) -> Preferences:
        """Saves preferences and the learner's clock."""
        self.learner.time_zone = self.cleaned_data["time_zone"]
        self.learner.rollover_hour = self.cleaned_data["rollover_hour"]
        self.learner.save(update_fields=["time_zone", "rollover_hour"])
        saved: Preferences = super().save(commit)
        return saved


def _steps(text: str) -> str:
    read_steps(text)
    return " ".join(text.split())
