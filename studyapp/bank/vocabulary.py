"""The words that occur in the bank, and which of them somebody meant who typed a beginning or a mistake. Pure."""

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

COMPLETIONS = 30
CORRECTIONS = 4


class Vocabulary:
    """Known words with the number of times each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(counts)
        # By length, words beside the set of their letter pairs as bits: few words share most pairs with a given one.
        self._by_length: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self._sorted:
            if word.isalpha() and len(word) > 2:
                self._by_length[len(word)].append((word, _pair_bits(word)))
        self.corrections = lru_cache(maxsize=2_000)(self._corrections)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def completions(self, start: str) -> list[str]:
        """Known words that start like this, the most frequent ones."""
        first = bisect_left(self._sorted, start)
        last = bisect_right(self._sorted, start + "\U0010ffff")
        return heapq.nlargest(COMPLETIONS, self._sorted[first:last], key=self._counts.__getitem__)

    def halves(self, word: str) -> tuple[str, str] | None:
        """The two known words that are written as one here: apigateway."""
        splits = [(word[:cut], word[cut:]) for cut in range(3, len(word) - 2)]
        known = [split for split in splits if split[0] in self._counts and split[1] in self._counts]
        return max(known, key=lambda split: min(self._counts[half] for half in split), default=None)

    def _corrections(self, word: str) -> tuple[tuple[str, int], ...]:
        """The nearest known words, each with the number of edits: one for words from four letters, two from eight.

        An edit is a letter too many, too few, wrong, or swapped with the next.
        """
        reach = min(2, len(word) // 4) if word.isalpha() else 0
        near = [
            (edits, known) for known in self._alike(word, reach) if (edits := distance(word, known, reach)) <= reach
        ]
        best = min(near, default=(0, ""))[0]
        ranked = sorted((known[0] != word[0], -self._counts[known], known) for edits, known in near if edits == best)
        return tuple((known, best) for _, _, known in ranked[:CORRECTIONS])

    def _alike(self, word: str, reach: int) -> list[str]:
        """Words that differ in no more letter pairs than `reach` edits can change."""
        bits, most = _pair_bits(word), 6 * reach
        lengths = range(len(word) - reach, len(word) + reach + 1) if reach else ()
        return [
            known
            for length in lengths
            for known, own in self._by_length.get(length, ())
            if (bits ^ own).bit_count() <= most
        ]


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words (with swaps of neighbours); anything above `most` where they are more."""
    width = len(other) + 1
    before: list[int] = []
    last = list(range(width))
    for row, letter in enumerate(one, 1):
        line = [row] * width
        for column in range(1, width):
            same = letter == other[column - 1]
            cost = last[column - 1] if same else 1 + min(last[column - 1], last[column], line[column - 1])
            if (
                not same
                and row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == other[column - 1]
            ):
                cost = min(cost, before[column - 2] + 1)
            line[column] = cost
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


def _pair_bits(word: str) -> int:
    bits = 0
    for one, other in pairwise(f"^{word}$"):
        bits |= 1 << ((ord(one) * 31 + ord(other)) % 251)
    return bits
