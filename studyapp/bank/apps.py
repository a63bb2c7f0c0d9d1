"""What AWS does: content files, checked and in memory."""

from django.apps import AppConfig
from django.core import checks


class BankConfig(AppConfig):
    """The content is a system check: what Django's commands run on must load."""

    name = "studyapp.bank"

    def ready(self) -> None:
        """Registers the check."""
        from .system_checks import check_bank

        checks.register(check_bank)
