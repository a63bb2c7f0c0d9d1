"""Machine checks as they are written in a fact: what AWS's published models must say for the fact to hold."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from .fields import DateText, Line, Misplaced, Model, Quantity, Text


class ShapeCheck(Model):
    """A minimum, maximum, pattern or similar of a shape in a botocore model."""

    via: Literal["botocore_shape"]
    service: Line
    shape: Line
    key: Line
    expect: Quantity


def _one_or_many(value: object) -> str:
    return "list" if isinstance(value, list) else "text"


class DocCheck(Model):
    """Words in the documentation of a member, an operation or a whole service in a botocore model."""

    via: Literal["botocore_doc"]
    service: Line
    shape: Line | None = None
    member: Line | None = None
    operation: Line | None = None
    contains: Annotated[
        Annotated[Text, Tag("text")] | Annotated[list[Text], Field(min_length=1), Tag("list")],
        Discriminator(_one_or_many),
    ]

    @model_validator(mode="after")
    def _member_has_shape(self) -> Self:
        if self.member and not self.shape:
            raise Misplaced("a member needs the shape that it belongs to", "member")
        return self


class _ListCheck(Model):
    contains: list[Line] = Field(default_factory=list)
    lacks: list[Line] = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.contains or self.lacks):
            raise ValueError("say what must be there (contains) or what must not (lacks)")
        return self


class EnumCheck(_ListCheck):
    """Values (or operations, where shape is left out) that a botocore model must or must not have."""

    via: Literal["botocore_enum", "botocore_operations"]
    service: Line
    shape: Line | None = None

    @model_validator(mode="after")
    def _enum_has_shape(self) -> Self:
        if self.via == "botocore_enum" and not self.shape:
            raise Misplaced("botocore_enum needs the shape whose values are meant", "via")
        return self


class CfnCheck(Model):
    """A limit in a CloudFormation resource schema as cfn-lint ships it. `prop` may be a path a/b/c."""

    via: Literal["cfnlint_schema"]
    type: Line
    prop: Line
    key: Line
    expect: Quantity


class RuntimeCheck(Model):
    """The deprecation date of a Lambda runtime as cfn-lint ships it."""

    via: Literal["cfnlint_runtime"]
    runtime: Line
    deprecated: DateText


class SamPolicyCheck(_ListCheck):
    """Names of SAM policy templates."""

    via: Literal["sam_policy"]


Check = Annotated[
    ShapeCheck | DocCheck | EnumCheck | CfnCheck | RuntimeCheck | SamPolicyCheck, Field(discriminator="via")
]
