"""The two sides of a flashcard. Pure."""

import re
from dataclasses import dataclass

from .schema import AskCard, ClozeCard

_HIDDEN = re.compile(r"\{\{([^{}]+)\}\}")


@dataclass(frozen=True)
class Face:
    """Front and back of a flashcard, as Markdown."""

    front: str
    back: str


def face_of(card: AskCard | ClozeCard) -> Face:
    """A cloze shows its gap in front and what fills it, in bold, on the back."""
    if isinstance(card, ClozeCard):
        return Face(_HIDDEN.sub("**[ … ]**", card.cloze), _HIDDEN.sub(r"**\1**", card.cloze))
    return Face(card.ask, card.answer)
