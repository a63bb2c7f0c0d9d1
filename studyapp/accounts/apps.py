"""Users, guests and what they may see."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Migrations are named after this label."""

    name = "studyapp.accounts"
