"""The first page, the health of the process, and the pages for what went wrong."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from studyapp.accounts.middleware import Request
from studyapp.bank.current import bank
from studyapp.review import queries


@login_not_required
@require_safe
def home(request: Request) -> HttpResponse:
    """For a newcomer: what this is, and one button. For a learner: what waits today."""
    context = {"facts": len(bank().facts), "questions": len(bank().questions), "topics": bank().topics}
    if request.learner:
        context["today"] = queries.today(request.learner, datetime.now(UTC))
    return render(request, "home/home.html", context)


@login_not_required
@require_safe
def healthz(request: Request) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: Request) -> HttpResponse:
    """The process can serve: the database answers and the bank is loaded."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"ready": False, "why": "the database does not answer"}, status=503)
    return JsonResponse({"ready": True, "facts": len(bank().facts), "questions": len(bank().questions)})


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """404: also what another person's things look like."""
    said = str(exception.args[0]) if exception and exception.args and isinstance(exception.args[0], str) else ""
    message = said if said.startswith("There is no such") else "This page does not exist, or it is not yours."
    return _error(request, 404, "Not found", message)


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    """400: also a body that is too large."""
    return _error(request, 400, "That did not work", "The browser sent something this page cannot read.")


def server_error(request: Request) -> HttpResponse:
    """500: says so, and that nothing was lost."""
    message = "Something broke on our side. Answers you have given before are safe; please try again."
    return _error(request, 500, "Something broke", message)


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """A form without its token: the page was open too long, or cookies are off."""
    message = "This form was open too long, or your browser does not accept cookies. Go back, reload and try again."
    return _error(request, 403, "The form has expired", message)


def permission_denied(request: Request, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error(request, 403, "Not allowed", "You may not do this.")


def _error(request: Request, status: int, title: str, message: str) -> HttpResponse:
    return render(request, "parts/error.html", {"title": title, "message": message}, status=status)
