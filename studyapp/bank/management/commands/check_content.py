"""manage.py check_content [folder]: every problem of every content file, with file, line and column."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from studyapp.bank import loader, quality
from studyapp.bank.library import Bank


class Command(BaseCommand):
    """Loads a content folder as the app would, measures its questions, and exits 1 on any problem."""

    help = "Check the content files: schema, references, dates, and the quality of the questions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and on request the notes to compare with."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--topic", default="", help="measure the questions of this topic only")
        parser.add_argument("--notes", type=Path, help="folder of the notes: report eight copied words in a row")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the problems, or the counts and bias figures of a bank without any."""
        try:
            bank = loader.load(options["folder"], today=datetime.now(UTC).date())
        except loader.ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(error.problems)} problem(s) in the content") from None
        questions = bank.questions_of(options["topic"]) if options["topic"] else tuple(bank.questions.values())
        faults = [f"{name or 'bank'}: {fault}" for name, fault in quality.bank_faults(questions)]
        faults += [f"{question.id}: {fault}" for question in questions for fault in quality.question_faults(question)]
        if options["notes"]:
            faults += _copied(bank, options["notes"])
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} fault(s) in the questions")
        found = quality.bias(questions)
        self.stdout.write(
            f"{len(bank.facts)} facts, {len(bank.questions)} questions, {len(bank.cards)} cards "
            f"in {len(bank.topics)} topics; no problems. "
            f"Key longest in {found.longest_key:.0%}, length ratio {found.ratio:.2f} ({found.questions} questions)."
        )


def _copied(bank: Bank, notes: Path) -> list[str]:
    lines = (
        (f"{path.name}:{number}", line)
        for path in sorted(notes.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
    )
    found = quality.copied(quality.texts_of(bank), lines)
    return [f"{where}: the notes ({source}) say the same words: {words}" for where, words, source in found]
