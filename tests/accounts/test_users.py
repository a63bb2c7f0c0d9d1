"""Users and guests."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from studyapp.accounts.models import User

pytestmark = pytest.mark.django_db


def test_create_user_keeps_the_address_in_lower_case_and_finds_it_in_any():
    made = User.objects.create_user("Alice@Example.com", "correct horse")

    assert made.email == "alice@example.com"
    assert User.objects.get_by_natural_key("ALICE@example.COM") == made
    assert made.check_password("correct horse")


def test_guest_is_a_user_without_address():
    guest = User.objects.create(guest_token="t" * 43)

    assert guest.is_guest
    assert str(guest) == f"guest {guest.pk}"


def test_user_needs_an_address_or_a_guest_token():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create()


def test_rollover_hour_outside_the_day_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(guest_token="t", rollover_hour=24)


def test_unknown_time_zone_is_refused_with_its_name():
    with pytest.raises(ValidationError, match="Mars/Base"):
        User(guest_token="t", time_zone="Mars/Base").full_clean()


def test_forged_visit_cookie_makes_no_guest(guest):
    guest.cookies["visit"] = "x" * 43 + ":forged"
    page = guest.get("/study/?show=answer").content.decode()

    assert "Show the answer" in page or "Good" in page
    assert User.objects.count() == 0
