"""App configuration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See the package's modules."""

    name = "studyapp.home"
