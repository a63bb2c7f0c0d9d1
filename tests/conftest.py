"""The cast: Alice learns, Bob must see nothing of hers, Ines teaches, and a guest has no account yet."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import settings

from studyapp.accounts.models import User
from studyapp.bank import current

settings.register_profile("study", deadline=None)
settings.load_profile("study")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOON


@pytest.fixture(scope="session")
def bank():
    return current.bank()


@pytest.fixture
def alice(db):
    return User.objects.create_user("alice@example.com", "correct horse", name="Alice")


@pytest.fixture
def bob(db):
    return User.objects.create_user("bob@example.com", "correct horse", name="Bob")


@pytest.fixture
def ines(db):
    return User.objects.create_user("ines@example.com", "correct horse", name="Ines", is_instructor=True)


@pytest.fixture
def guest(db):
    """A browser that has not answered anything."""
    return Client()


def _signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alices(alice):
    """Alice's browser."""
    return _signed_in(alice)


@pytest.fixture
def bobs(bob):
    """Bob's browser."""
    return _signed_in(bob)
