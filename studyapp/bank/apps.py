"""App configuration."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    """See the package's modules."""

    name = "studyapp.bank"
