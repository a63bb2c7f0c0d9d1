"""manage.py write_schema [--check]: the JSON Schema of the content files, for editors."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from studyapp.bank.json_schema import schema_files


class Command(BaseCommand):
    """Writes content/schema/*.json, or says which of them are not current."""

    help = "Write the JSON Schema of the content files to content/schema/, so that editors complete and check."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether only to look."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR / "schema")
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file is not current")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the names of the files that were written, or would be."""
        folder: Path = options["folder"]
        wanted = schema_files()
        stale = sorted(name for name, text in wanted.items() if _read(folder / name) != text)
        if options["check"]:
            if stale:
                raise CommandError(f"not current: {', '.join(stale)}; run manage.py write_schema")
            self.stdout.write(f"{len(wanted)} schema files are current")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        self.stdout.write(f"written: {', '.join(stale) or 'nothing, all current'}")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
