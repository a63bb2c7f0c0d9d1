"""pydantic's errors in our words: the schema is built so that each mistake ends in one message."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, PlainValidator, TypeAdapter, ValidationError

from studyapp.bank import fields, schema
from studyapp.bank.nodes import Document
from studyapp.bank.saying import faults, tagged_members, walk
from tests.bank.folders import SAMPLE

FACT, QUESTION = TypeAdapter(schema.Fact), TypeAdapter(schema.Question)


def plain(name):
    kind = name.removesuffix(".yaml")
    return Document(name, (SAMPLE / "topics/queue" / name).read_text(encoding="utf-8")).data[kind]


FACTS, QUESTIONS = plain("facts.yaml"), plain("questions.yaml")


def said(kind, body):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(body)
    return [(fault.path, fault.message) for fault in faults(caught.value, kind, "it")]


def unions(kind, seen):
    """Every union in a type and in the models it is made of, with what annotates it."""
    annotations = ()
    if get_origin(kind) is Annotated:
        kind, *annotations = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        yield kind, annotations
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in seen:
            seen.add(kind)
            for field in kind.model_fields.values():
                yield from unions(Annotated[field.annotation, *(field.metadata or ["-"])], seen)
    else:
        for part in get_args(kind):
            if not isinstance(part, str):
                yield from unions(part, seen)


def test_every_union_of_the_schema_is_tagged_so_that_one_member_is_tried():
    """Or it is optional, or a number or text that a function of ours reads as a whole."""
    for model in schema.FILES.values():
        for union, annotations in unions(model, set()):
            members = [member for member in get_args(union) if member is not type(None)]
            read_by_us = any(isinstance(mark, BeforeValidator | PlainValidator) for mark in annotations)
            assert len(members) == 1 or read_by_us or len(tagged_members(union)) >= len(members), union


def test_every_pattern_of_the_schema_has_a_hint():
    patterns = {
        getattr(fields, name) for name in dir(fields) if name.isupper() and str(getattr(fields, name))[0] == "^"
    }

    assert patterns - {fields.DATE} == set(fields.HINTS)


@pytest.mark.parametrize(
    ("kind", "location", "path", "some_keys"),
    [
        (schema.Question, ("single", "options", 2, "why"), ("options", 2, "why"), {"text", "correct", "why"}),
        (schema.Question, ("multiple", "choose"), ("choose",), {"choose", "stem"}),
        (schema.Fact, ("sources", 1, "notes", "notes", 0), ("sources", 1, "notes", 0), set()),
        (schema.Fact, ("sources", 0, "aws", "aws"), ("sources", 0, "aws"), {"aws", "part"}),
        (schema.Fact, ("cards", 0, "cloze", "cloze"), ("cards", 0, "cloze"), {"id", "cloze"}),
        (schema.Fact, ("checks", 0, "botocore_doc", "contains", "list", 1), ("checks", 0, "contains", 1), set()),
        (schema.Fact, ("exam", "X", "[key]"), ("exam", "X"), set()),
        (schema.Fact, ("value", "max"), ("value", "max"), {"max", "unit"}),
        (schema.Fact, ("nonsense", "deeper"), ("nonsense", "deeper"), set()),
    ],
)
def test_walk_leaves_out_the_names_of_union_members(kind, location, path, some_keys):
    spot = walk(kind, location)

    assert spot.path == path
    assert some_keys <= set(spot.keys)


def test_unknown_key_is_compared_with_the_keys_of_its_place_only():
    body = {**QUESTIONS[0], "options": [{**option, "stem": "x"} for option in QUESTIONS[0]["options"]]}

    assert said(schema.Question, body)[0] == (
        ("options", 0, "stem"),
        "unknown key 'stem'; allowed here: text, correct, why",
    )


def test_key_that_is_called_like_a_union_member_does_not_mislead():
    assert said(schema.Question, {**QUESTIONS[0], "single": {"single": "x"}, "difficulty": "9"}) == [
        (("difficulty",), "difficulty: must be at most 3"),
        (("single",), "unknown key 'single'; allowed here: id, facts, difficulty, exam, stem, explanation, origin, "
         "history, options, shuffle, type"),
    ]  # fmt: skip


WRONG = st.one_of(
    st.none(), st.sampled_from(["", "x", "-1", "x" * 5000, "true"]), st.just([]), st.just({}), st.just([[]]),
    st.just({"a": "b"}), st.just([None]), st.just([{"id": "x"}]),
)  # fmt: skip


@st.composite
def spoilt(draw, bodies):
    """A good fact or question with a wrong value at one place."""
    body = yaml.safe_load(yaml.safe_dump(draw(st.sampled_from(bodies))))
    parent: Any = body
    while True:
        key = draw(st.sampled_from(list(parent) if isinstance(parent, dict) else range(len(parent))))
        if not isinstance(parent[key], dict | list) or not parent[key] or draw(st.booleans()):
            break
        parent = parent[key]
    parent[key] = draw(WRONG)
    return body


@given(st.one_of(spoilt(FACTS).map(lambda b: (schema.Fact, b)), spoilt(QUESTIONS).map(lambda b: (schema.Question, b))))
def test_any_wrong_value_is_said_in_our_words_at_its_place(case):
    kind, body = case
    try:
        TypeAdapter(kind).validate_python(body)
    except ValidationError as error:
        found = list(faults(error, kind, "it"))
    else:
        return

    assert found
    for fault in found:
        assert "Input should" not in fault.message
        assert "pydantic" not in fault.message
        assert "\n" not in fault.message
        walked = body
        for step in fault.path[:-1]:
            walked = walked[step]
