"""The four grades a learner gives to an answer. Pure; numbers are those of the FSRS papers and of Anki."""

from enum import IntEnum


class Grade(IntEnum):
    """How well an item was remembered. AGAIN is a lapse, the others are successes."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def passed(self) -> bool:
        """True when the item was recalled."""
        return self is not Grade.AGAIN
