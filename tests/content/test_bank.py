"""The real content: it loads, its questions do not give their keys away, and its words are our own."""

from datetime import UTC, datetime
from functools import lru_cache

import pytest
from django.conf import settings

from studyapp.bank import loader, quality
from studyapp.bank.facts import NotesCitation
from studyapp.bank.search import SearchIndex

CONTENT = settings.BASE_DIR / "content"
SEEDS = settings.BASE_DIR.parent / "shared" / "seeds"


@lru_cache
def bank():
    try:
        return loader.load(CONTENT, today=datetime.now(UTC).date())
    except loader.ContentError as error:
        pytest.fail(f"{len(error.problems)} problem(s) in the content:\n{error}", pytrace=False)


def test_content_loads_without_a_problem():
    assert bank().facts


def test_every_question_is_without_a_fault():
    faults = [
        f"{question.id}: {fault}"
        for question in bank().questions.values()
        for fault in quality.question_faults(question)
    ]

    assert faults == []


def test_questions_as_a_whole_are_without_a_fault():
    assert list(quality.bank_faults(list(bank().questions.values()))) == []


def test_lines_of_the_notes_that_facts_cite_exist():
    for fact in bank().facts.values():
        for citation in fact.sources:
            for name in citation.notes if isinstance(citation, NotesCitation) else ():
                notes, _, line = name.partition(":")
                assert 1 <= int(line) <= bank().notes[notes].lines, f"{fact.id} cites {name}"


def test_every_fact_and_question_can_be_found_by_its_own_words():
    index = SearchIndex.of(bank())
    lost = [fact.id for fact in bank().facts.values() if fact.id not in _found(index, fact.id, fact.statement)]
    lost += [found.id for found in bank().questions.values() if found.id not in _found(index, found.id, found.stem)]

    assert lost == []


def _found(index, name, text):
    return [hit.id for hit in index.find(f"{name.replace('.', ' ')} {text}", limit=10)]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the study notes (../shared/seeds) are not on this machine")
def test_notes_have_as_many_lines_as_the_sources_say():
    for name, source in bank().notes.items():
        (path,) = SEEDS.glob(f"{name}_*.txt")
        assert len(path.read_text(encoding="utf-8", errors="replace").splitlines()) == source.lines, path.name


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the study notes (../shared/seeds) are not on this machine")
def test_no_text_repeats_eight_words_of_the_notes():
    lines = (
        (f"{path.name}:{number}", line)
        for path in sorted(SEEDS.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
    )

    assert list(quality.copied(quality.texts_of(bank()), lines)) == []
