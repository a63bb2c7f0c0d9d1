"""Markdown of content to HTML, through one renderer and a sanitizer; each text is rendered once a process.

Raw HTML in a text comes out as text. Images are not rendered: content has its own diagrams.
"""

import html
import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "a", "blockquote", "s", "table"}
_TAGS |= {"thead", "tbody", "tr", "th", "td", "h3", "h4", "hr"}
_ATTRIBUTES = {"a": {"href", "title"}, "code": {"class"}, "ol": {"start"}}
_renderer = MarkdownIt("js-default", {"html": False, "linkify": False}).disable(["image"])


@lru_cache(maxsize=100_000)
def block(text: str) -> SafeString:
    """Paragraphs, lists, tables and code as HTML."""
    return _clean(_renderer.render(text))


@lru_cache(maxsize=100_000)
def inline(text: str) -> SafeString:
    """Emphasis, code and links as HTML, without a block around."""
    return _clean(_renderer.renderInline(text))


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The words alone, for titles and descriptions."""
    return html.unescape(re.sub(r"<[^>]+>", "", _renderer.renderInline(text))).strip()


def _clean(rendered: str) -> SafeString:
    return mark_safe(  # noqa: S308  cleaned right here
        nh3.clean(
            rendered, tags=_TAGS, attributes=_ATTRIBUTES, link_rel="noopener noreferrer", url_schemes={"https", "http"}
        )
    )
