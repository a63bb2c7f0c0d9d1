"""manage.py verify_facts [folder]: re-check the numbers of the facts against AWS's published models."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from studyapp.bank import loader, models_of_aws


class Command(BaseCommand):
    """Runs every machine check of every fact and exits 1 on a difference."""

    help = "Run the machine checks of the facts against botocore, cfn-lint and the SAM translator."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and a topic to look at alone."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--topic", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints one line a check; with verbosity 0 only the differences."""
        try:
            bank = loader.load(options["folder"], today=datetime.now(UTC).date())
        except loader.ContentError as error:
            raise CommandError(f"{len(error.problems)} problem(s) in the content; run check_content first") from None
        facts = bank.facts_of(options["topic"]) if options["topic"] else tuple(bank.facts.values())
        run = failed = 0
        for fact in facts:
            for check in fact.checks:
                run += 1
                said = _difference(check)
                if said:
                    failed += 1
                if said or options["verbosity"]:
                    outcome = f"DIFFERS {fact.id} {check.via}: {said}" if said else f"ok      {fact.id} {check.via}"
                    self.stdout.write(outcome)
        read = ", ".join(f"{name} {version}" for name, version in models_of_aws.versions().items())
        self.stdout.write(f"{run} checks, {failed} differ ({read})")
        if failed:
            raise CommandError(f"{failed} of {run} checks differ from AWS's models")


def _difference(check: Any) -> str | None:
    try:
        return models_of_aws.difference(check)
    except models_of_aws.CannotCheck as error:
        return str(error)
