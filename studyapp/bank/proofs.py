"""Machine checks as they are written in a fact: what AWS's published models must say for the fact to hold."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import DateText, Line, Model, Number, Text


class ShapeCheck(Model):
    """A minimum, maximum, pattern or similar of a shape in a botocore model."""

    via: Literal["botocore_shape"]
    service: Line
    shape: Line
    key: Line
    expect: Number | Line


class DocCheck(Model):
    """Words in the documentation of a member, an operation or a whole service in a botocore model."""

    via: Literal["botocore_doc"]
    service: Line
    shape: Line | None = None
    member: Line | None = None
    operation: Line | None = None
    contains: Text | list[Text]


class EnumCheck(Model):
    """Values (or operations, where shape is left out) that a botocore model must or must not have."""

    via: Literal["botocore_enum", "botocore_operations"]
    service: Line
    shape: Line | None = None
    contains: list[Line] = []
    lacks: list[Line] = []


class CfnCheck(Model):
    """A limit in a CloudFormation resource schema as cfn-lint ships it. `prop` may be a path a/b/c."""

    via: Literal["cfnlint_schema"]
    type: Line
    prop: Line
    key: Line
    expect: Number | Line


class RuntimeCheck(Model):
    """The deprecation date of a Lambda runtime as cfn-lint ships it."""

    via: Literal["cfnlint_runtime"]
    runtime: Line
    deprecated: DateText


class SamPolicyCheck(Model):
    """Names of SAM policy templates."""

    via: Literal["sam_policy"]
    contains: list[Line] = []
    lacks: list[Line] = []


Check = Annotated[
    ShapeCheck | DocCheck | EnumCheck | CfnCheck | RuntimeCheck | SamPolicyCheck, Field(discriminator="via")
]
