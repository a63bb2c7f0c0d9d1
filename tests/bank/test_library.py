"""The bank in memory."""

from dataclasses import FrozenInstanceError

import pytest

from studyapp.bank import loader
from studyapp.bank.library import Bank
from tests.bank.folders import QUESTIONS, SAMPLE, TODAY


@pytest.fixture(scope="module")
def bank():
    return loader.load(SAMPLE, today=TODAY)


def test_topics_stand_in_teaching_order(bank):
    assert list(bank.topics) == ["queue", "topic"]


def test_topics_of_the_same_order_stand_by_name(folder):
    folder.change("topics/topic/topic.yaml", "order: 20", "order: 10")

    assert list(loader.load(folder.path, today=TODAY).topics) == ["queue", "topic"]


def test_cards_follow_topics_facts_and_then_the_questions_about_them(bank):
    ids = list(bank.cards)

    assert ids[:3] == ["queue.retention:main", "queue.retention:cloze", "q.queue.keep-longer"]
    assert ids.index("topic.fan-out:main") > ids.index("q.queue.how-many")


def test_question_comes_after_the_last_fact_that_it_cites(bank):
    ids = list(bank.cards)

    for question in bank.questions.values():
        for fact in question.facts:
            assert ids.index(question.id) > ids.index(f"{fact}:main")


def test_every_card_of_every_fact_and_every_question_is_there_once(bank):
    assert len(bank.cards) == sum(len(fact.cards) for fact in bank.facts.values()) + len(bank.questions)


def test_siblings_are_cards_of_the_fact_and_questions_citing_it(bank):
    assert bank.siblings("queue.retention:main") == {"queue.retention:cloze", "q.queue.keep-longer"}
    assert bank.siblings("q.queue.keep-longer") == {"queue.retention:main", "queue.retention:cloze"}


def test_siblings_of_a_question_on_two_facts_are_those_of_both(bank):
    assert bank.siblings("q.queue.what-does-what") >= {"queue.delay:main", "queue.batch:main"}


def test_siblings_are_mutual_and_never_the_card_itself(bank):
    for card_id in bank.cards:
        assert card_id not in bank.siblings(card_id)
        assert all(card_id in bank.siblings(other) for other in bank.siblings(card_id))


def test_cards_of_a_topic_and_of_an_exam(bank):
    of_topic = bank.cards_of(topic="topic")

    assert {card.topic for card in of_topic} == {"topic"}
    assert all("TST-C01" in card.exams for card in bank.cards_of(exam="TST-C01"))
    assert bank.cards_of(topic="nowhere") == ()
    assert bank.cards_of() == tuple(bank.cards.values())
    assert all(card in of_topic for card in bank.cards_of(topic="topic", exam="TST-C01"))


def test_question_without_exam_takes_that_of_its_fact(bank):
    assert bank.questions["q.queue.how-many"].exam == {}
    assert bank.cards["q.queue.how-many"].exams == {"TST-C01"}


def test_facts_and_questions_of_a_topic_keep_the_order_of_the_file(bank):
    assert [fact.id for fact in bank.facts_of("topic")][:2] == ["topic.fan-out", "topic.filter"]
    assert bank.questions_of("queue")[0].id == "q.queue.keep-longer"
    assert bank.facts_of("nowhere") == bank.questions_of("nowhere") == ()


def test_questions_citing_a_fact(bank):
    assert [question.id for question in bank.questions_citing("queue.delay")] == ["q.queue.what-does-what"]
    assert bank.questions_citing("queue.nothing") == ()


def test_card_knows_whether_it_is_a_question(bank):
    assert bank.cards["q.queue.how-many"].is_question
    assert not bank.cards["queue.size:main"].is_question


def test_bank_cannot_be_changed(bank):
    with pytest.raises(TypeError):
        bank.facts["queue.size"] = None
    with pytest.raises(FrozenInstanceError):
        bank.facts = {}
    with pytest.raises(ValueError, match="frozen"):
        bank.facts["queue.size"].statement = "x"


def test_bank_of_nothing_is_empty():
    bank = Bank.of({})

    assert bank.cards == {}
    assert bank.cards_of() == ()


def test_question_citing_a_fact_of_another_topic_has_it_as_sibling(folder):
    folder.change(QUESTIONS, "facts: [queue.size]", "facts: [queue.size, topic.fan-out]")

    bank = loader.load(folder.path, today=TODAY)

    assert "q.queue.how-many" in bank.siblings("topic.fan-out:main")
    assert bank.cards["q.queue.how-many"].topic == "queue"
