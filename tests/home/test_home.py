"""The first page and the health of the process."""

from datetime import UTC, datetime

import pytest

from studyapp.accounts.models import User
from studyapp.review.models import Preferences
from tests.review.test_views import first_answer

pytestmark = pytest.mark.django_db


def test_home_tells_a_newcomer_what_this_is_and_offers_one_button(guest):
    page = guest.get("/").content.decode()

    assert "18 facts and 7 questions" in page
    assert page.count("<button") == 1
    assert "No account needed" in page


def test_button_leads_to_a_card_without_an_account(guest):
    response = guest.post("/study/start/", follow=True)

    assert response.redirect_chain == [("/study/", 303)]
    assert "Show the answer" in response.content.decode()


def test_home_tells_a_learner_what_waits_today(alices, alice):
    # This test lives in real time: keep the end of the study day far away.
    User.objects.filter(pk=alice.pk).update(rollover_hour=(datetime.now(UTC).hour + 12) % 24)
    Preferences.objects.create(learner=alice, new_per_day=5)

    assert "5 cards for today" in alices.get("/").content.decode()

    first_answer(alices)
    page = alices.get("/").content.decode()
    assert "1 in learning" in page
    assert "4 new" in page


def test_home_says_when_the_day_is_done(alices, alice):
    Preferences.objects.create(learner=alice, new_per_day=0)

    assert "Done for today" in alices.get("/").content.decode()


def test_readyz_says_no_when_the_database_does_not_answer(client, monkeypatch):
    from django.db import OperationalError, connection

    def refuse(*_):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "why": "the database does not answer"}


def test_server_error_page_shows_no_trace(client, monkeypatch):
    from studyapp.home import views

    client.raise_request_exception = False
    monkeypatch.setattr(views, "bank", lambda: 1 / 0)
    response = client.get("/")

    assert response.status_code == 500
    assert "Answers you have given before are safe" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()
