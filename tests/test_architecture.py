"""Imports go down only, and neighbours never see each other: the layers of docs/architecture.md, enforced."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "studyapp"


def layers():
    """Package -> rank, lower may be imported by higher; read from the table in docs/architecture.md."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    block = re.search(r"```layers\n(.*?)```", text, re.DOTALL).group(1)
    lines = [line.split("|") for line in block.strip().splitlines()]
    return {name.strip(): len(lines) - number for number, names in enumerate(lines) for name in names}


def imported_packages(path):
    """Packages of studyapp that a module imports."""
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            stem = ".".join(filter(None, (base, node.module)))
            names = [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "studyapp" and len(parts) > 1:
                yield parts[1]


def test_layers_name_every_package():
    packages = {path.name for path in APP.iterdir() if (path / "__init__.py").exists()}

    assert packages == set(layers())


@pytest.mark.parametrize("package", sorted(layers()))
def test_imports_go_down_only(package):
    rank = layers()
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in sorted((APP / package).rglob("*.py"))
        for other in imported_packages(path)
        if other in rank and other != package and rank[other] >= rank[package]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "module",
    [
        *("lib/clock.py", "lib/environment.py", "answers/grades.py", "review/memory.py", "review/calendar.py"),
        *("review/hand.py", "bank/marking.py", "bank/quality.py", "bank/faces.py", "bank/nodes.py", "bank/search.py"),
    ],
)
def test_pure_modules_import_no_django_and_read_no_clock(module):
    source = (APP / module).read_text(encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert "django" not in imported
    assert not re.search(r"\b(now|utcnow|today|time)\(\)", source)


def test_files_stay_under_400_lines():
    long = [
        str(path.relative_to(ROOT))
        for folder in ("studyapp", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]

    assert long == []


def test_templates_have_nothing_inline():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]

    assert wrong == []


def test_parts_say_what_they_expect():
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("_*.html")
        if not path.read_text(encoding="utf-8").startswith("{# expects ")
    ]

    assert silent == []
