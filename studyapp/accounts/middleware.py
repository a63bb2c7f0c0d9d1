"""`request.learner`: the person studying, guest or not; None for somebody who has not answered anything yet."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request as views get it. `learner` is a User or None (False in a condition); `htmx` is False without htmx."""

    htmx: HtmxDetails
    learner: Any


class LearnerMiddleware:
    """Names the signed-in user by their part in the app. Costs a query only where it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.learner = SimpleLazyObject(lambda: request.user if request.user.is_authenticated else None)  # type: ignore[attr-defined]
        return self.get_response(request)
