"""Machine checks: what AWS's published models say about a fact, read from botocore, cfn-lint and the SAM translator.

The three are development requirements; they are imported only when a check runs.
"""

import html
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import schema
from .spelling import suggest


class CannotCheck(Exception):
    """The model has no such service, shape, member or property, or is not installed; says which."""


def difference(check: schema.Check) -> str | None:
    """None when AWS's model agrees with `check`, else one line that says what the model says now."""
    try:
        said: str | None = _RUNNERS[check.via](check)
    except ImportError as error:
        raise CannotCheck(f"{error.name} is not installed; it comes with requirements-dev.txt") from error
    return said


def versions() -> dict[str, str]:
    """Versions of the packages that the checks read."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("botocore", "cfn-lint", "aws-sam-translator"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _shape(check: schema.ShapeCheck) -> str | None:
    shape = _pick(_service(check.service)["shapes"], check.shape, "shape")
    return _same(shape.get(check.key), check.expect)


def _doc(check: schema.DocCheck) -> str | None:
    plain = _plain(_documentation(_service(check.service), check))
    wanted = [check.contains] if isinstance(check.contains, str) else check.contains
    missing = [words for words in wanted if words not in plain]
    return f"the documentation no longer says {missing}" if missing else None


def _documentation(model: Any, check: schema.DocCheck) -> str:
    """The text of an operation with the names of its errors, of a member, of a shape, or of the whole service."""
    if check.operation:
        operation = _pick(model["operations"], check.operation, "operation")
        errors = " ".join(error["shape"] for error in operation.get("errors", []))
        return f"{operation.get('documentation', '')} {errors}"
    found = _pick(model["shapes"], check.shape, "shape") if check.shape else model
    if check.member:
        found = _pick(found.get("members", {}), check.member, f"member of {check.shape}")
    return str(found.get("documentation", ""))


def _enum(check: schema.EnumCheck) -> str | None:
    model = _service(check.service)
    if check.via == "botocore_operations":
        return _members(list(model["operations"]), check)
    return _members(_pick(model["shapes"], check.shape or "", "shape").get("enum", []), check)


def _cfn(check: schema.CfnCheck) -> str | None:
    node = root = _cfn_schema(check.type)
    for part in check.prop.split("/"):
        node = _follow(root, _pick(_follow(root, node).get("properties", {}), part, f"property of {check.type}"))
    found = node.get(check.key)
    return _same(_extension(check) if found is None else found, check.expect)


def _runtime(check: schema.RuntimeCheck) -> str | None:
    import cfnlint

    path = Path(cfnlint.__file__).parent / "data/AdditionalSpecs/LmbdRuntimeLifecycle.json"
    runtime = _pick(json.loads(path.read_text(encoding="utf-8")), check.runtime, "runtime")
    return _same(runtime.get("deprecated"), check.deprecated)


def _sam_policy(check: schema.SamPolicyCheck) -> str | None:
    import samtranslator

    path = Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
    return _members(list(json.loads(path.read_text(encoding="utf-8"))["Templates"]), check)


_RUNNERS: dict[str, Any] = {
    "botocore_shape": _shape,
    "botocore_doc": _doc,
    "botocore_enum": _enum,
    "botocore_operations": _enum,
    "cfnlint_schema": _cfn,
    "cfnlint_runtime": _runtime,
    "sam_policy": _sam_policy,
}


def _pick(found: Any, name: str, what: str) -> Any:
    if name not in found:
        raise CannotCheck(f"the model has no {what} '{name}'{suggest(name, found)}")
    return found[name]


def _same(found: Any, expected: Any) -> str | None:
    """Compares a value of a model (number, text, truth) with what a file says."""
    said = str(found).lower() if isinstance(found, bool) else found
    if said == expected or str(said) == str(expected):
        return None
    return f"the model says {found!r}, the fact {expected!r}"


def _members(found: list[str], check: schema.EnumCheck | schema.SamPolicyCheck) -> str | None:
    missing = [name for name in check.contains if name not in found]
    extra = [name for name in check.lacks if name in found]
    said = [f"lacks {missing}"] * bool(missing) + [f"has {extra}"] * bool(extra)
    return f"the model {' and '.join(said)}" if said else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()


@lru_cache
def _service(name: str) -> Any:
    import botocore.exceptions
    import botocore.loaders

    try:
        return botocore.loaders.Loader().load_service_model(name, "service-2")
    except botocore.exceptions.UnknownServiceError as error:
        raise CannotCheck(f"botocore knows no service '{name}'") from error


@lru_cache
def _cfn_schema(resource: str) -> Any:
    from cfnlint.schema import ResourceNotFoundError
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    try:
        return PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource).schema
    except ResourceNotFoundError as error:
        raise CannotCheck(f"cfn-lint knows no resource type '{resource}'") from error


def _follow(root: Any, node: Any) -> Any:
    while "$ref" in node:
        target = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def _extension(check: schema.CfnCheck) -> Any:
    """Some limits stand in cfn-lint's own additions to the schema."""
    import cfnlint

    folder = Path(cfnlint.__file__).parent / "data/schemas/extensions" / check.type.lower().replace("::", "_")
    for path in sorted(folder.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8")).get("properties", {}).get(check.prop, {}).get(check.key)
        if found is not None:
            return found
    return None
