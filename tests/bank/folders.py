"""Content folders with mistakes in them, made from the sample."""

import shutil
from datetime import date
from pathlib import Path

from studyapp.bank import loader

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
TODAY = date(2026, 11, 20)
FACTS, QUESTIONS = "topics/queue/facts.yaml", "topics/queue/questions.yaml"


class Folder:
    """A copy of the sample content to be spoilt."""

    def __init__(self, parent):
        self.path = parent / "content"
        shutil.copytree(SAMPLE, self.path)

    def change(self, name, old, new, times=1):
        """Replaces text in a file; it must be there."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        return self.write(name, text.replace(old, new, times))

    def write(self, name, text):
        """Writes a whole file, from text or bytes."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def problems(self):
        """Each problem as one line, without the folder's name; empty for good content."""
        try:
            loader.load(self.path, today=TODAY)
        except loader.ContentError as error:
            return [str(problem).removeprefix("content/") for problem in error.problems]
        return []
