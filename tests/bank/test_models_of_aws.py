"""Machine checks against AWS's published models: each kind can agree, differ, and say that it cannot tell.

Expectations that must hold are taken from what does not move; for the others the model is asked first.
"""

import json
import sys

import pytest
from pydantic import TypeAdapter

from studyapp.bank import models_of_aws, schema
from studyapp.bank.models_of_aws import CannotCheck, difference, versions

CHECK = TypeAdapter(schema.Check)

SHAPE = {"via": "botocore_shape", "service": "lambda", "shape": "Timeout", "key": "min", "expect": "1"}
DOC = {"via": "botocore_doc", "service": "sqs", "operation": "DeleteQueue", "contains": "Deletes the queue"}
MEMBER = {"via": "botocore_doc", "service": "sqs", "shape": "SendMessageRequest", "member": "MessageBody",
          "contains": ["message to send", "XML"]}  # fmt: skip
ENUM = {"via": "botocore_enum", "service": "lambda", "shape": "Architecture", "contains": ["arm64"], "lacks": ["i386"]}
OPERATIONS = {"via": "botocore_operations", "service": "sqs", "contains": ["SendMessage"], "lacks": ["EatMessage"]}
CFN = {"via": "cfnlint_schema", "type": "AWS::SQS::Queue", "prop": "VisibilityTimeout", "key": "maximum",
       "expect": "43200"}  # fmt: skip
RUNTIME = {"via": "cfnlint_runtime", "runtime": "nodejs12.x", "deprecated": "2023-03-31"}
POLICY = {"via": "sam_policy", "contains": ["DynamoDBReadPolicy"], "lacks": ["EverythingPolicy"]}
ALL = [SHAPE, DOC, MEMBER, ENUM, OPERATIONS, CFN, RUNTIME, POLICY]


def check(body, **changes):
    return CHECK.validate_python({key: value for key, value in {**body, **changes}.items() if value is not None})


@pytest.mark.parametrize("body", ALL, ids=lambda body: body["via"])
def test_check_agrees_with_the_model(body):
    assert difference(check(body)) is None


@pytest.mark.parametrize(
    ("body", "changes", "said"),
    [
        (SHAPE, {"expect": "2"}, "the model says 1, the fact 2"),
        (SHAPE, {"expect": "one"}, "the model says 1, the fact 'one'"),
        (SHAPE, {"key": "maximum"}, "the model says None, the fact 1"),
        (DOC, {"contains": "Deletes the world"}, "the documentation no longer says ['Deletes the world']"),
        (DOC, {"contains": ["Deletes the queue", "x y z"]}, "the documentation no longer says ['x y z']"),
        (DOC, {"operation": None, "contains": "x y z"}, "the documentation no longer says ['x y z']"),
        (MEMBER, {"contains": "x y z"}, "the documentation no longer says ['x y z']"),
        (MEMBER, {"member": None, "contains": "x y z"}, "the documentation no longer says ['x y z']"),
        (ENUM, {"contains": ["i386"], "lacks": []}, "the model lacks ['i386']"),
        (ENUM, {"contains": ["i386"], "lacks": ["arm64"]}, "the model lacks ['i386'] and has ['arm64']"),
        (OPERATIONS, {"contains": ["EatMessage"], "lacks": []}, "the model lacks ['EatMessage']"),
        (OPERATIONS, {"contains": [], "lacks": ["SendMessage"]}, "the model has ['SendMessage']"),
        (CFN, {"expect": "43201"}, "the model says 43200, the fact 43201"),
        (CFN, {"key": "maxLength"}, "the model says None, the fact 43200"),
        (RUNTIME, {"deprecated": "2023-04-01"}, "the model says '2023-03-31', the fact '2023-04-01'"),
        (POLICY, {"contains": ["EverythingPolicy"], "lacks": []}, "the model lacks ['EverythingPolicy']"),
        (POLICY, {"contains": [], "lacks": ["DynamoDBReadPolicy"]}, "the model has ['DynamoDBReadPolicy']"),
    ],
)
def test_check_with_a_wrong_expectation_differs(body, changes, said):
    assert difference(check(body, **changes)) == said


@pytest.mark.parametrize(
    ("body", "changes", "said"),
    [
        (SHAPE, {"service": "lambada"}, "botocore knows no service 'lambada'"),
        (SHAPE, {"shape": "Timeot"}, "the model has no shape 'Timeot'; did you mean 'Timeout'?"),
        (DOC, {"operation": "DeleteQeue"}, "the model has no operation 'DeleteQeue'; did you mean 'DeleteQueue'?"),
        (MEMBER, {"shape": "SendMesageRequest"}, "the model has no shape 'SendMesageRequest'; did you mean "),
        (MEMBER, {"member": "Body"}, "the model has no member of SendMessageRequest 'Body'"),
        (ENUM, {"shape": "Architectur"}, "the model has no shape 'Architectur'; did you mean 'Architecture'?"),
        (OPERATIONS, {"service": "sqss"}, "botocore knows no service 'sqss'"),
        (CFN, {"type": "AWS::SQS::Que"}, "cfn-lint knows no resource type 'AWS::SQS::Que'"),
        (CFN, {"prop": "Visibility"}, "the model has no property of AWS::SQS::Queue 'Visibility'"),
        (CFN, {"prop": "VisibilityTimeout/Deeper"}, "the model has no property of AWS::SQS::Queue 'Deeper'"),
        (RUNTIME, {"runtime": "nodejs12"}, "the model has no runtime 'nodejs12'; did you mean 'nodejs12.x'?"),
    ],
)
def test_check_of_something_unknown_says_what(body, changes, said):
    with pytest.raises(CannotCheck) as caught:
        difference(check(body, **changes))

    assert str(caught.value).startswith(said)


def test_cfn_check_follows_references_into_definitions():
    nested = check(CFN, type="AWS::Lambda::Function", prop="EphemeralStorage/Size", key="minimum", expect="512")

    assert difference(nested) is None


def test_cfn_check_finds_limits_in_the_extensions_of_cfn_lint(tmp_path, monkeypatch):
    import cfnlint

    folder = tmp_path / "data/schemas/extensions/aws_sqs_queue"
    folder.mkdir(parents=True)
    (folder / "limits.json").write_text(json.dumps({"properties": {"VisibilityTimeout": {"multipleOf": 7}}}))
    monkeypatch.setattr(cfnlint, "__file__", str(tmp_path / "__init__.py"))

    assert difference(check(CFN, key="multipleOf", expect="7")) is None
    assert difference(check(CFN, key="multipleOf", expect="8")) == "the model says 7, the fact 8"


def test_truth_values_are_compared_as_they_are_written(monkeypatch):
    monkeypatch.setattr(models_of_aws, "_service", lambda name: {"shapes": {"Timeout": {"box": True, "max": 1.5}}})

    assert difference(check(SHAPE, key="box", expect="true")) is None
    assert difference(check(SHAPE, key="box", expect="false")) == "the model says True, the fact 'false'"
    assert difference(check(SHAPE, key="max", expect="1.50")) is None


@pytest.mark.parametrize(
    ("body", "package"), [(SHAPE, "botocore"), (CFN, "cfnlint"), (RUNTIME, "cfnlint"), (POLICY, "samtranslator")]
)
def test_check_without_its_package_says_what_to_install(monkeypatch, body, package):
    models_of_aws._service.cache_clear()
    models_of_aws._cfn_schema.cache_clear()
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(CannotCheck, match=r"is not installed; it comes with requirements-dev\.txt"):
        difference(check(body))


def test_versions_name_the_three_packages():
    assert sorted(versions()) == ["aws-sam-translator", "botocore", "cfn-lint"]
    assert all(version[0].isdigit() for version in versions().values())
