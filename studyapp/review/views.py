"""The session at the desk, over HTTP. Every page works as links and forms; htmx swaps the desk in place."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from studyapp.accounts.guests import expect_guest, sign_in_guest
from studyapp.accounts.middleware import Request
from studyapp.accounts.models import User
from studyapp.answers.grades import Grade
from studyapp.bank import marking
from studyapp.bank.current import bank
from studyapp.lib.htmx import render_page, see_other

from . import actions, pages, queries
from .actions import Arrival, Reply
from .dealing import Turn, first_turn
from .forms import CardForm, ReplyForm, ScopeForm, SettingsForm
from .models import Preferences

DESK = ("review/desk.html", "review/_desk.html")


@login_not_required
@require_safe
def desk(request: Request) -> HttpResponse:
    """The card being asked, its answer with ?show=answer, or the end of the sitting."""
    if request.learner:
        turn = actions.sit_down(learner=request.learner, now=_now())
    else:
        scope = ScopeForm(request.GET)
        turn = first_turn(**_known_scope(scope)) if scope.is_valid() else first_turn()
    show_answer = request.GET.get("show") == "answer"
    if show_answer and request.GET.get("key", str(turn.desk.key)) != str(turn.desk.key):
        messages.info(request, "You have gone on elsewhere; this is the card that comes now.")
        show_answer = False
    response = _show(request, turn, show_answer=show_answer)
    if not request.learner:
        expect_guest(request, response)
    return response


@login_not_required
@require_POST
def start(request: Request) -> HttpResponse:
    """A new sitting: everything, one topic, one exam, or ahead of time."""
    form = ScopeForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    scope = form.cleaned_data
    if request.learner:
        actions.start_sitting(learner=request.learner, now=_now(), **scope)
        return see_other(request, reverse("study:desk"))
    query = f"?topic={scope['topic']}" if scope["topic"] else f"?exam={scope['exam']}" if scope["exam"] else ""
    return see_other(request, reverse("study:desk") + query)


@login_not_required
@require_POST
def answer(request: Request) -> HttpResponse:
    """Takes an answer in. A flashcard is followed by the next card, a question by its reasons."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    learner = request.learner or sign_in_guest(request, form.cleaned_data["time_zone"])
    if learner is None:
        messages.info(request, "Your browser did not send the cookie that keeps your place. Here is a fresh card.")
        return see_other(request, reverse("study:desk"))
    try:
        reply = _reply(request, form.cleaned_data)
    except marking.NotAnAnswer as error:
        return _again(request, learner, str(error))
    arrival, turn = actions.grade_card(learner=learner, reply=reply, now=_now(), first_scope=_first_scope(request))
    if arrival is Arrival.STALE:
        messages.info(request, "You have answered that card elsewhere since; nothing was changed.")
    elif reply.response is not None:
        return _answered(request, learner, reply.key)
    return _show(request, turn, after_post=True)


@require_safe
def answered(request: Request, key: UUID) -> HttpResponse:
    """A question of this learner after its answer: what was right, and the reason for every option."""
    return _answered(request, request.learner, key)


@require_POST
def regrade(request: Request, key: UUID) -> HttpResponse:
    """A right answer was hard, or easy."""
    word = request.POST.get("grade", "")
    if word not in ("2", "3", "4"):
        return _plain_error(request, "Choose Hard, Good or Easy.")
    row = actions.regrade(learner=request.learner, key=key, grade=Grade(int(word)), now=_now())
    if row is None:
        messages.info(request, "Only the last answer can be graded anew, and only if it was right.")
    return _show(request, actions.sit_down(learner=request.learner, now=_now()), after_post=True)


@require_POST
def undo(request: Request) -> HttpResponse:
    """Takes the last answer of the sitting back."""
    done, turn = actions.undo(learner=request.learner, now=_now())
    messages.info(request, "Taken back." if done else "There is nothing left to take back in this session.")
    return _show(request, turn, after_post=True)


@require_POST
def put_aside(request: Request, suspend: bool) -> HttpResponse:
    """Buries the card until tomorrow, or suspends it."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    card_id = form.cleaned_data["card_id"]
    turn = actions.put_aside(learner=request.learner, card_id=card_id, suspend=suspend, now=_now())
    messages.info(request, "Suspended: it will not be asked." if suspend else "Buried until tomorrow.")
    return _show(request, turn, after_post=True)


@require_POST
def mark(request: Request) -> HttpResponse:
    """Marks a card or takes the mark off."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    marked = request.POST.get("marked") == "yes"
    actions.set_marked(learner=request.learner, card_id=form.cleaned_data["card_id"], marked=marked, now=_now())
    show_answer = request.POST.get("show") == "answer"
    turn = actions.sit_down(learner=request.learner, now=_now())
    return _show(request, turn, show_answer=show_answer, after_post=True)


@require_GET
def cards(request: Request) -> HttpResponse:
    """The learner's cards that ask for attention: suspended, marked, leeches, buried."""
    listing = queries.listing(request.learner, request.GET.get("show", ""), request.GET.get("page", "1"))
    return render(request, "review/cards.html", {"listing": listing})


@require_GET
def card(request: Request, card_id: str) -> HttpResponse:
    """One card of this learner: its schedule and its log."""
    row = get_object_or_404(request.learner.cards, card_id=card_id)
    return render(request, "review/card.html", {"info": queries.card_info(request.learner, row, _now())})


@require_POST
def take_up(request: Request, card_id: str) -> HttpResponse:
    """Puts a suspended or buried card back."""
    row = get_object_or_404(request.learner.cards, card_id=card_id)
    actions.take_up(card=row)
    messages.info(request, "Back among your cards.")
    return see_other(request, reverse("study:card", args=[card_id]))


def settings(request: Request) -> HttpResponse:
    """How and when to study."""
    preferences, _ = Preferences.objects.get_or_create(learner=request.learner)
    form = SettingsForm(request.POST or None, instance=preferences, learner=request.learner)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.info(request, "Saved. It holds from the next session on.")
        return see_other(request, reverse("study:settings"))
    return render(request, "review/settings.html", {"form": form}, status=422 if form.errors else 200)


def _show(request: Request, turn: Turn, *, show_answer: bool = False, after_post: bool = False) -> HttpResponse:
    """The desk; after a plain post by redirect, so that reload and back repeat nothing."""
    url = reverse("study:desk")
    if after_post and not request.htmx:
        return see_other(request, f"{url}?show=answer" if show_answer else url)
    context = pages.desk_page(turn, show_answer=show_answer)
    if turn.asked is None:
        context["summary"] = queries.summary(turn.desk, _now())
    return render_page(request, *DESK, context, url=url if after_post else "")


def _answered(request: Request, learner: User, key: UUID) -> HttpResponse:
    url = reverse("study:answered", args=[key])
    if request.method == "POST" and not request.htmx:
        return see_other(request, url)
    row = get_object_or_404(learner.answers.standing(), key=key)
    if row.response is None or row.card_id not in bank().questions:
        raise Http404
    context = pages.answered_page(row, queries.regrades(learner, row, _now()))
    return render_page(request, "review/answered.html", "review/_answered.html", context, url=url)


def _again(request: Request, learner: User, message: str) -> HttpResponse:
    """The same question with what was missing; what was chosen stays chosen."""
    turn = actions.sit_down(learner=learner, now=_now())
    context = pages.desk_page(turn, error=message, sent=request.POST)
    return render_page(request, *DESK, context, status=200 if request.htmx else 422)


def _reply(request: Request, cleaned: dict[str, Any]) -> Reply:
    """The answer in a valid form; for a question, marked."""
    grade, response = cleaned["grade"], None
    question = bank().questions.get(cleaned["card_id"])
    if question is not None:
        response = marking.read_response(question, dict(request.POST.lists()), str(cleaned["key"]))
        grade = Grade.GOOD if marking.mark(question, response).correct else Grade.AGAIN
    return Reply(cleaned["key"], cleaned["card_id"], cleaned["seen_reviews"], grade, cleaned["milliseconds"], response)


def _first_scope(request: Request) -> dict[str, str]:
    """What somebody without a desk chose to study; a scope that does not exist is everything."""
    form = ScopeForm(request.POST)
    return _known_scope(form) if form.is_valid() else {}


def _known_scope(form: ScopeForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("topic", "exam")}


def _refused(request: Request, form: Any) -> HttpResponse:
    """A form that no page of ours sends: says which field and why."""
    problems = [f"{field}: {' '.join(errors)}" for field, errors in form.errors.items()]
    return _plain_error(request, " ".join(problems))


def _plain_error(request: Request, message: str) -> HttpResponse:
    return render(request, "parts/error.html", {"title": "That did not work", "message": message}, status=400)


def _now() -> datetime:
    return datetime.now(UTC)
