"""Template words for prose: Markdown of the content files, numbers and dates as people read them."""

from django import template
from django.utils.safestring import SafeString

from studyapp.lib import markdown

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """Markdown paragraphs as HTML."""
    return markdown.block(text)


@register.filter
def line(text: str) -> SafeString:
    """Markdown of one line as HTML without a paragraph around it."""
    return markdown.inline(text)


@register.filter
def plain(text: str) -> str:
    """Markdown of one line as text."""
    return markdown.plain(text)
