"""How long the bank takes to load, check, index and search at 3,000 items.

The content is made up on the spot (2,000 facts and 1,000 questions of the size of real ones) in a temporary
folder. Times are CPU time of this process, so that other work on the machine does not count.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.made_up import QUERIES, WORST_QUERIES, write_content
from bench.report import percentile, report
from studyapp.bank import loader, quality
from studyapp.bank.search import SearchIndex

FACTS, QUESTIONS = 2_000, 1_000


def main() -> None:
    """Measures and reports; the last column is what the project holds itself to."""
    with tempfile.TemporaryDirectory() as folder:
        size = write_content(Path(folder), FACTS, QUESTIONS, random.Random(1))
        load, bank = timed(lambda: loader.load(Path(folder), today=date(2026, 11, 20)), times=5)
    gates, _ = timed(lambda: list(quality.bank_faults(list(bank.questions.values()))))
    build, index = timed(lambda: SearchIndex.of(bank))
    queries_ms(index, QUERIES)
    usual, worst = queries_ms(index, QUERIES * 20), queries_ms(index, WORST_QUERIES * 5)
    print(f"{FACTS:,} facts, {QUESTIONS:,} questions, {size / 1e6:.1f} MB; milliseconds of CPU")
    figures = {
        "load and check": (load * 1000, 1000),
        "quality of questions": (gates * 1000, None),
        "build the search index": (build * 1000, None),
        "a query, median": (median(usual), 1),
        "a query, p95": (percentile(usual, 0.95), None),
        "a query, worst input of 200 characters": (max(worst), 20),
    }
    report("bank", [{"what": what, "ms": ms, "at most": limit or "-"} for what, (ms, limit) in figures.items()])


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Median CPU seconds of `times` runs, and the result of the last."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return median(spent), result


def queries_ms(index: SearchIndex, queries: list[str]) -> list[float]:
    """CPU milliseconds of each query."""
    return [timed(lambda text=text: index.find(text))[0] * 1000 for text in queries]


if __name__ == "__main__":
    main()
