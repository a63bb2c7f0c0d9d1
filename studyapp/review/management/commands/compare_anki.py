"""manage.py compare_anki FILE: our intervals beside Anki's for recorded sequences of ratings."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from studyapp.review.vectors import compare

MOST_SHOWN = 20


class Command(BaseCommand):
    """Exit 1 below 99.9 % equal whole-day intervals, or where one is off by more than a day."""

    help = "Compare the scheduler with Anki's recorded answers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file of vectors."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints matched and total."""
        try:
            report = compare(json.loads(options["file"].read_text(encoding="utf-8")))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        except (ValueError, KeyError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        for miss in report.mismatches[:MOST_SHOWN]:
            self.stdout.write(f"{miss.case}, review {miss.review}, {miss.button}: ours {miss.ours}, Anki {miss.theirs}")
        self.stdout.write(f"whole-day intervals: matched {report.matched}, total {report.total} ({report.share:.3%})")
        self.stdout.write(
            f"within the day: matched {report.seconds_matched}, total {report.seconds_total}; largest difference "
            f"{report.largest} days; states that differ {report.states_differ}; "
            f"memories out of tolerance {report.drifted}"
        )
        if not report.passed:
            raise CommandError("the scheduler differs from Anki")
