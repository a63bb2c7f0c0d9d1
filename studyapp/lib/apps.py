"""App configuration."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    """See the package's modules."""

    name = "studyapp.lib"
