"""How long the bank takes to load, check, index and search at 3,000 items: `python bench/bank.py`.

The content is made up on the spot (2,000 facts and 1,000 questions of the size of real ones) in a temporary
folder. Times are CPU time of this process, so that other work on the machine does not count.
"""

import json
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.made_up import QUERIES, WORST_QUERIES, write_content
from studyapp.bank import loader, quality
from studyapp.bank.search import SearchIndex

FACTS, QUESTIONS = 2_000, 1_000


def main() -> None:
    """Prints the table and writes bench/results/bank.json."""
    with tempfile.TemporaryDirectory() as folder:
        size = write_content(Path(folder), FACTS, QUESTIONS, random.Random(1))
        load_s, bank = timed(lambda: loader.load(Path(folder), today=date(2026, 11, 20)), times=3)
    quality_s, _ = timed(lambda: list(quality.bank_faults(list(bank.questions.values()))))
    index_s, index = timed(lambda: SearchIndex.of(bank))
    usual, worst = queries_ms(index, QUERIES * 3), queries_ms(index, WORST_QUERIES)
    results = {
        "items": FACTS + QUESTIONS,
        "kilobytes": size // 1000,
        "load_and_check_s": round(load_s, 3),
        "quality_s": round(quality_s, 3),
        "search_index_s": round(index_s, 3),
        "search_p50_ms": round(median(usual), 3),
        "search_p95_ms": round(quantiles(usual, n=20)[-1], 3),
        "search_max_ms": round(max(usual), 3),
        "search_worst_input_ms": round(max(worst), 3),
        "python": platform.python_version(),
    }
    for name, value in results.items():
        print(f"{name:24}{value:>10}")
    target = ROOT / "bench/results/bank.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n")


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
