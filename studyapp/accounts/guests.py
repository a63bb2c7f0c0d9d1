"""Guests: whoever answers first and signs up later. The first answer makes the guest, not the first visit.

A page that takes a first answer hands out a signed `visit` cookie. The answer's request turns it into a guest,
so that a doubled click or a repeated request finds the guest that the first arrival made.
"""

import secrets

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from .models import User, validate_time_zone

COOKIE = "visit"
_AGE = 60 * 60 * 24 * 30


def expect_guest(request: HttpRequest, response: HttpResponse) -> None:
    """Gives a visitor the cookie that their first answer will be tied to."""
    if _token(request) is None:
        response.set_signed_cookie(
            COOKIE,
            secrets.token_urlsafe(32),
            max_age=_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def sign_in_guest(request: HttpRequest, time_zone: str = "") -> User | None:
    """The guest of this visit, signed in; made now if this is the first answer. None without a visit cookie."""
    token = _token(request)
    if token is None:
        return None
    guest, _ = User.objects.get_or_create(
        guest_token=token, defaults={"time_zone": _known_zone(time_zone), "password": "!"}
    )
    login(request, guest, backend="django.contrib.auth.backends.ModelBackend")
    return guest


def _token(request: HttpRequest) -> str | None:
    token = request.get_signed_cookie(COOKIE, default=None, max_age=_AGE)
    return token if token and len(token) == 43 else None


def _known_zone(zone: str) -> str:
    try:
        validate_time_zone(zone)
    except Exception:
        return settings.LEARNER_TIME_ZONE
    return zone
