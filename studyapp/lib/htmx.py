"""Pages that are also parts: the one place that knows htmx's traps.

A view renders its page, or, asked by htmx, only the part that changed. The answer then varies with HX-Request, so
that no cache mixes the two; a history restore (back button after the cache is gone) gets the whole page.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page."""
    details = request.htmx  # type: ignore[attr-defined]
    return bool(details) and not details.boosted and not details.history_restore_request


def render_page(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, url: str = "", status: int = 200
) -> HttpResponse:
    """The page, or for htmx its part; `url` is what the address bar then shows."""
    partial = wants_part(request)
    response = render(request, part if partial else page, context, status=status)
    if partial and url:
        response["HX-Push-Url" if url != request.path else "HX-Replace-Url"] = url
    patch_vary_headers(response, ("HX-Request",))
    response["Cache-Control"] = "no-store, private" if request.user.is_authenticated else "no-cache, private"
    return response


def see_other(request: HttpRequest, url: str) -> HttpResponse:
    """After a post: on to `url`, with a whole page load where htmx asked."""
    if wants_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    answer = redirect(url)
    answer.status_code = 303
    return answer
