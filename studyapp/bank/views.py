"""Topics, facts and search: everything the bank knows, open to everybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from studyapp.lib.htmx import render_page

from . import pages
from .current import bank, search_index

QUERY_LENGTH = 200


@login_not_required
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics by group."""
    return render(request, "bank/topics.html", {"groups": pages.topic_groups(bank()), "exams": pages.exam_list(bank())})


@login_not_required
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic with all its facts."""
    if slug not in bank().topics:
        raise Http404("There is no such topic.")
    return render(request, "bank/topic.html", {"page": pages.topic_page(bank(), slug)})


@login_not_required
@require_safe
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """One fact with its proof: sources, what was true before, who says otherwise, machine checks."""
    if fact_id in bank().facts:
        return render(request, "bank/fact.html", {"page": pages.fact_page(bank(), fact_id)})
    retired = bank().retired.get(fact_id)
    if retired is None:
        raise Http404("There is no such fact.")
    if retired.replaced_by:
        return redirect("bank:fact", retired.replaced_by)
    return render(request, "bank/retired.html", {"retired": retired}, status=410)


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search over topics, facts and questions; typing searches at once."""
    query = request.GET.get("q", "")[:QUERY_LENGTH].strip()
    results = pages.search_results(bank(), search_index().find(query, limit=30)) if query else []
    context: dict[str, Any] = {"query": query, "results": results}
    return render_page(request, "bank/search.html", "bank/_results.html", context, url=request.get_full_path())
