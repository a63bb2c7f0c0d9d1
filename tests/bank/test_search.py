"""Search over a bank: what people type finds what they mean, with slips and while they still type."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.bank import loader
from studyapp.bank.library import Bank
from studyapp.bank.search import QUERY_CHARACTERS, SearchIndex
from studyapp.bank.terms import raw_words, stem, surfaces, word
from studyapp.bank.vocabulary import Vocabulary, distance

FOLDER = Path(__file__).parent / "searched"


@pytest.fixture(scope="module")
def index():
    return SearchIndex.of(loader.load(FOLDER, today=date.max))


def ids(index, query):
    return [hit.id for hit in index.find(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("visibility timeout", "sqs.visibility-timeout"),
        ("visibilty timeout", "sqs.visibility-timeout"),
        ("visibiltiy timout", "sqs.visibility-timeout"),
        ("dead letter queue", "sqs.dead-letter"),
        ("dead leter queue", "sqs.dead-letter"),
        ("dead-letter", "sqs.dead-letter"),
        ("deadletter", "sqs.dead-letter"),
        ("DLQ", "sqs.dead-letter"),
        ("cogntio", "cognito"),
        ("Cognito", "cognito"),
        ("sqs", "sqs"),
        ("api gatway", "api-gateway"),
        ("apigateway", "api-gateway"),
        ("APIGateway throttle", "api-gateway.throttled"),
        ("throttling error", "api-gateway.throttled"),
        ("429", "api-gateway.throttled"),
        ("error 429", "api-gateway.throttled"),
        ("GetItem", "dynamodb.get-item"),
        ("get item", "dynamodb.get-item"),
        ("getitem", "dynamodb.get-item"),
        ("items got", "dynamodb.batch-get"),
        ("ReceiveMessageWaitTimeSeconds", "sqs.long-polling"),
        ("receivemessagewaittimeseconds", "sqs.long-polling"),
        ("receive message wait time", "sqs.long-polling"),
        ("wait tiem seconds", "sqs.long-polling"),
        ("15 min", "lambda.timeout-max"),
        ("15min", "lambda.timeout-max"),
        ("15 minutes", "lambda.timeout-max"),
        ("900 seconds", "lambda.timeout-max"),
        ("lambda.timeout-max", "lambda.timeout-max"),
        ("how long may a function run", "lambda.timeout-max"),
        ("300 s", "lambda.timeout-max"),
        ("1,048,576", "sqs.message-size"),
        ("1048576 bytes", "sqs.message-size"),
        ("1 MB message", "sqs.message-size"),
        ("1MiB", "sqs.message-size"),
        ("retries", "lambda.async-retries"),
        ("retrying", "lambda.async-retries"),
        ("fil", "sns.filter-policy"),
        ("filter pol", "sns.filter-policy"),
        ("subscription filtr", "sns.filter-policy"),
        ("Größe", "sqs.message-size"),
        ("which queue keeps the order", "q.sqs.which-queue"),
    ],
)
def test_find_puts_what_is_meant_first(index, query, first):
    assert ids(index, query)[:1] == [first]


def test_find_reads_every_field_of_a_fact(index):
    for text in ("Step Functions", "256 KiB", "asking for a raise", "Managed Instances", "three attempts"):
        assert index.find(text), text


@pytest.mark.parametrize("query", ["404", "428", "4290", "s3", "xyzzyx", "", "   ", "?!", "the", "of the", "é", "\x00"])
def test_find_gives_nothing_rather_than_something_else(index, query):
    """A number is never corrected: 428 is another error than 429."""
    assert index.find(query) == []


def test_find_prefers_what_has_all_words(index):
    both = ids(index, "fifo order")

    assert both[0] in ("sqs.fifo", "q.sqs.which-queue")


def test_find_narrows_as_somebody_types(index):
    for length in range(3, len("visibility")):
        assert "sqs.visibility-timeout" in ids(index, "visibility"[:length])


def test_find_ranks_and_limits(index):
    hits = index.find("queue message", limit=3)

    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_find_is_blind_to_case_accents_and_order(index):
    assert ids(index, "TIMEOUT Visibility") == ids(index, "timeout visibility")
    assert ids(index, "visibilité timeout")[0] == "sqs.visibility-timeout"
    assert set(ids(index, "visibility timeout")) == set(ids(index, "timeout visibility"))


def test_hit_tells_kind_title_and_text(index):
    topic, fact, question = (index.find(query)[0] for query in ("cognito", "429", "which queue keeps the order"))

    assert (topic.kind, topic.title, topic.text) == ("topic", "Amazon Cognito", "Signs people in.")
    assert (fact.kind, fact.title[:18]) == ("fact", "A request over the")
    assert (question.kind, question.title) == ("question", "Which queue keeps the order of messages?")


def test_find_cuts_long_input(index):
    query = "queue " * 100

    assert index.find(query) == index.find(query[:QUERY_CHARACTERS])


def test_index_of_an_empty_bank_finds_nothing():
    assert SearchIndex.of(Bank.of({})).find("queue") == []


@given(st.text(max_size=300))
def test_find_takes_any_text(text):
    index = _INDEX.setdefault("index", SearchIndex.of(loader.load(FOLDER, today=date.max)))

    for hit in index.find(text):
        assert hit.score > 0


_INDEX = {}


@given(st.lists(st.sampled_from(["visibilty", "queue", "lamda", "15", "GetItme", "-", "429", "q", "ü", "timeot"])))
def test_find_takes_any_words(words):
    index = _INDEX.setdefault("index", SearchIndex.of(loader.load(FOLDER, today=date.max)))

    assert len(index.find(" ".join(words), limit=5)) <= 5


@pytest.mark.parametrize(
    ("raw", "whole", "parts"),
    [
        ("GetItem", "getitem", ("get", "item")),
        ("DynamoDB", "dynamodb", ("dynamo", "db")),
        ("APIGateway", "apigateway", ("api", "gateway")),
        ("VisibilityTimeout", "visibilitytimeout", ("visibility", "timeout")),
        ("S3", "s3", ()),
        ("EC2", "ec2", ()),
        ("IPv6", "ipv6", ()),
        ("ARNs", "arns", ()),
        ("SHA256", "sha256", ("sha", "256")),
        ("15min", "15min", ("15", "minute")),
        ("128KB", "128kb", ("128", "kb")),
        ("MiB", "mib", ("mb",)),
        ("mins", "mins", ("minute",)),
        ("1,048,576", "1048576", ()),
        ("3.12", "3.12", ()),
        ("queue", "queue", ()),
        ("HTTP", "http", ()),
    ],
)
def test_word_is_taken_apart(raw, whole, parts):
    assert raw_words(raw) == [raw]
    assert (word(raw).whole, word(raw).parts) == (whole, parts)


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("dead-letter queue", ["dead", "letter", "queue"]),
        ("Lambda@Edge, Node.js & S3.", ["Lambda", "Edge", "Node", "js", "S3"]),
        ("`a_b` **c**", ["a", "b", "c"]),
        ("1,048,576 bytes; 1,2,3", ["1,048,576", "bytes", "1", "2", "3"]),
        ("python3.12 v2.0", ["python3", "12", "v2", "0"]),
        ("naïve Größe", ["naive", "Große"]),
        ("", []),
    ],
)
def test_raw_words_are_cut_at_hyphens_and_dots(text, raws):
    assert raw_words(text) == raws


def test_surfaces_count_parts_and_leave_out_small_words():
    assert surfaces("The GetItem of the item") == {"getitem": 1, "get": 1, "item": 2}


@pytest.mark.parametrize(
    "family",
    [
        ("retry", "retries", "retried", "retrying"),
        ("queue", "queues", "queued", "queueing"),
        ("cache", "caches", "cached", "caching"),
        ("batch", "batches", "batched", "batching"),
        ("throttle", "throttles", "throttled", "throttling"),
        ("poll", "polls", "polled", "polling"),
        ("policy", "policies"),
        ("alias", "aliases"),
        ("set", "sets", "setting", "settings"),
        ("address", "addresses"),
        ("status",),
        ("sns",),
    ],
)
def test_stem_joins_the_forms_of_a_word(family):
    assert len({stem(form) for form in family}) == 1


@pytest.mark.parametrize(
    "pair", [("sns", "sqs"), ("string", "str"), ("speed", "need"), ("table", "tab"), ("429", "42")]
)
def test_stem_keeps_other_words_apart(pair):
    assert stem(pair[0]) != stem(pair[1])


WORDS = Vocabulary(dict.fromkeys(["queue", "queues", "visibility", "cognito", "sqs", "sns", "api", "gateway"], 1))


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("qeue", ["queue"]),
        ("queeu", ["queue"]),
        ("cogntio", ["cognito"]),
        ("visibilty", ["visibility"]),
        ("vsibilty", ["visibility"]),
        ("gatewya", ["gateway"]),
        ("sqq", []),
        ("visblty", []),
        ("4299", []),
    ],
)
def test_corrections_allow_as_many_edits_as_the_word_is_long(slip, meant):
    assert [near for near, _ in WORDS.corrections(slip)] == meant


def test_halves_finds_two_words_written_as_one():
    assert WORDS.halves("apigateway") == ("api", "gateway")
    assert WORDS.halves("gateway") is None


def test_completions_are_the_most_frequent_words():
    words = Vocabulary({f"s{letter}": number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")})

    found = words.completions("s")

    assert len(found) == 30
    assert found[0] == "s9"


def edits(one, other):
    """Optimal string alignment, as slow and as plain as can be."""
    if not one or not other:
        return len(one) + len(other)
    costs = [
        edits(one[1:], other[1:]) + (one[0] != other[0]),
        edits(one[1:], other) + 1,
        edits(one, other[1:]) + 1,
    ]
    if len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1]:
        costs.append(edits(one[2:], other[2:]) + 1)
    return min(costs)


@given(st.text("ab", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_distance_is_the_number_of_edits_up_to_a_bound(one, other, most):
    found = distance(one, other, most)

    assert (found if found <= most else most + 1) == min(edits(one, other), most + 1)


@given(st.text("abcdefgh", min_size=8, max_size=12), st.data())
def test_corrections_find_every_word_after_two_slips(known, data):
    slip = known
    for _ in range(2):
        place = data.draw(st.integers(0, len(slip) - 1))
        letter = data.draw(st.sampled_from("abxyz"))
        slip = data.draw(st.sampled_from([slip[:place] + slip[place + 1 :], slip[:place] + letter + slip[place:]]))

    found = Vocabulary({known: 1}).corrections(slip)

    assert len(slip) < 8 or found[0][0] == known
