"""Spaced repetition: what a learner remembers, when a card comes back, and the session at the desk."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Migrations are named after this label."""

    name = "studyapp.review"
