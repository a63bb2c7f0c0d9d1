"""A made-up bank of any size, with words, lengths and keys spread as in a real one."""

import random
import string
from collections.abc import Iterator
from pathlib import Path

_SERVICES = "lambda api-gateway sqs sns cognito dynamodb s3 kinesis eventbridge step-functions"
_TERMS = """
visibility timeout queue dead letter message retention polling function memory concurrency provisioned reserved
throttling retry batch event source mapping destination alias version layer runtime handler stage usage plan key cache
authorizer integration proxy response request template resource method deployment canary token user pool identity
provider group role policy topic subscription filter fan-out protocol encryption delay order deduplication partition
shard stream table item index capacity burst limit quota account region endpoint bucket
`GetItem` `ReceiveMessageWaitTimeSeconds` `VisibilityTimeout` `MaximumRetryAttempts` `SendMessageBatch` HTTP JSON
CloudWatch CloudFormation X-Ray IAM KMS VPC Edge SnapStart WebSocket REST
"""
TOPICS = [*_SERVICES.split(), *(f"service-{letter}" for letter in string.ascii_lowercase[:10])]
TERMS = _TERMS.split()
QUERIES = [
    *("visibilty timeout", "dead leter queue", "cogntio", "GetItem", "get item", "ReceiveMessageWaitTimeSeconds"),
    *("429", "15 min", "lambda", "lambda timeout", "how long may a message be kept in a queue", "dead-letter", "vis"),
    *("provisoned concurency", "api gatway throtling", "sqs mes", "encryption at rest of the messages", "usge pln"),
    *("user pool token", "eventbrige", "shard", "1,048,576 bytes", "which filter policy keeps a subscription quiet"),
]
WORST_QUERIES = [
    " ".join(["the lambda function timeout message queue limit"] * 6),
    " ".join(["visibilty funtcion mesage timout retenton polling concurency provisoned"] * 4),
    "".join(random.Random(2).choices(string.ascii_lowercase + " ", k=200)),
    "a" * 200,
    " ".join("abcdefghijklmnopqrstuvwxyz" * 4),
    "m p s c q r t l " * 13,
    "\ufdfa" * 200,
]


def write_content(folder: Path, facts: int, questions: int, chance: random.Random) -> int:
    """Writes facts and questions, spread over twenty topics, as a content folder; returns its size in bytes."""
    words = _Words(chance)
    files = {"sources.yaml": _sources(), "retired.yaml": "retired: []\n", "exams/blueprints.yaml": _exams()}
    for place, topic in enumerate(TOPICS):
        own_facts, own_questions = facts // len(TOPICS), questions // len(TOPICS)
        ids = [f"{topic}.{words.slug()}-{number}" for number in range(own_facts)]
        home = f"topics/{topic}"
        files[f"{home}/topic.yaml"] = (
            f"topic:\n  title: {topic.title()}\n  summary: {words.sentence(12)}\n  group: Made up\n  order: {place}\n"
        )
        files[f"{home}/facts.yaml"] = "facts:\n" + "".join(_fact(fact_id, ids, words) for fact_id in ids)
        files[f"{home}/questions.yaml"] = "questions:\n" + "".join(
            _question(f"q.{topic}.{words.slug()}-{number}", ids, words) for number in range(own_questions)
        )
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sum(len(text) for text in files.values())


class _Words:
    """Sentences: half of the words are terms of the trade, the rest made of syllables, a few of them very common."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        syllables = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "n", "r", "st")]
        self.made = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(6_000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.made))]
        self.term_weights = [1 / (rank + 5) for rank in range(len(TERMS))]

    def some(self, count: int) -> Iterator[str]:
        """`count` words."""
        made = iter(self.chance.choices(self.made, self.weights, k=count))
        terms = iter(self.chance.choices(TERMS, self.term_weights, k=count))
        for _ in range(count):
            yield next(terms) if self.chance.random() < 0.5 else next(made)

    def sentence(self, count: int) -> str:
        """A sentence with a number in it, safe as plain YAML text (it starts with a letter and has no colon)."""
        return f"The {' '.join(self.some(count))} **{self.chance.choice((15, 29, 128, 429, 900, 10240))} min**."

    def slug(self) -> str:
        """Two or three words with hyphens."""
        return "-".join(word.strip("`").lower() for word in self.some(self.chance.randint(2, 3)))


def _fact(fact_id: str, ids: list[str], words: _Words) -> str:
    chance = words.chance
    related = sorted({chance.choice(ids)} - {fact_id})
    lines = [
        f"- id: {fact_id}",
        f"  kind: limit\n  statement: >-\n    {words.sentence(14)}\n    {words.sentence(12)}",
        f"  value: {{max: {chance.randint(1, 10_000)}, default: 3, unit: s, scope: function, adjustable: false}}",
        f"  cards:\n  - ask: {words.sentence(12)}\n    answer: {words.sentence(6)}",
        f"  - id: cloze\n    cloze: {words.sentence(8)} {{{{gap}}}} here" if chance.random() < 0.4 else "",
        f"  trap: {words.sentence(18)}" if chance.random() < 0.7 else "",
        f"  as_of: 2026-11-20\n  sources:\n  - {{notes: ['000:{chance.randint(1, 600)}', '003:7']}}",
        f"  - {{aws: quotas, part: {words.sentence(4)}}}",
        "  history:\n  - {value: 300 s, until: 2025-08, said_by: ['001:87']}" if chance.random() < 0.3 else "",
        "  checks:\n  - {via: botocore_shape, service: lambda, shape: Timeout, key: min, expect: 1}",
        f"  exam: {{TST-C01: [1], TST-C02: [1, 2]}}\n  related: [{', '.join(related)}]\n",
    ]
    return "\n".join(filter(None, lines))


def _question(question_id: str, ids: list[str], words: _Words) -> str:
    chance = words.chance
    right = chance.randrange(4)
    options = "".join(
        f"  - text: {words.sentence(9)} {place}\n"
        + ("    correct: true\n" if place == right else "")
        + f"    why: {words.sentence(20)}\n"
        for place in range(4)
    )
    cited = sorted({chance.choice(ids) for _ in range(2)})
    return (
        f"- id: {question_id}\n  type: single\n  facts: [{', '.join(cited)}]\n  difficulty: {chance.randint(1, 3)}\n"
        f"  exam: {{TST-C01: [2]}}\n  stem: >-\n    {words.sentence(18)}\n    {words.sentence(20)}\n"
        f"  options:\n{options}  explanation: >-\n    {words.sentence(16)}\n    {words.sentence(16)}\n"
        f"  origin: {{notes: ['002:{chance.randint(1, 900)}']}}\n"
    )


def _sources() -> str:
    notes = "".join(f"  '00{number}': {{title: Notes {number}, lines: 1000}}\n" for number in range(5))
    return f"notes:\n{notes}sources:\n  quotas: {{title: Quotas, url: 'https://example.com/q', read: 2026-11-20}}\n"


def _exams() -> str:
    return "exams:\n" + "".join(
        f"- {{code: TST-C0{number}, name: Test, status: live, as_of: 2026-11-20, "
        f"domains: [{{name: One, weight: 40}}, {{name: Two, weight: 60}}]}}\n"
        for number in (1, 2)
    )
