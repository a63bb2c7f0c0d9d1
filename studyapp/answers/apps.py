"""The append-only log of answers."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """See the package's modules."""

    name = "studyapp.answers"
