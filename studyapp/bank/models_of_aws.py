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


class CannotCheck(Exception):
    """The model has no such service, shape, member or property; says which."""


def difference(check: Any) -> str | None:
    """None when AWS's model agrees with `check`, else one line that says what the model says now."""
    try:
        return _RUNNERS[check.via](check)
    except KeyError as error:
        raise CannotCheck(f"the model has no {error.args[0]!r}") from error


def versions() -> dict[str, str]:
    """Versions of the packages that the checks read."""
    from importlib.metadata import version

    return {name: version(name) for name in ("botocore", "cfn-lint", "aws-sam-translator")}


def _shape(check: schema.ShapeCheck) -> str | None:
    return _same(_service(check.service)["shapes"][check.shape].get(check.key), check.expect)


def _doc(check: schema.DocCheck) -> str | None:
    model = _service(check.service)
    if check.operation:
        operation = model["operations"][check.operation]
        text = operation.get("documentation", "") + " " + " ".join(e["shape"] for e in operation.get("errors", []))
    elif check.shape and check.member:
        text = model["shapes"][check.shape]["members"][check.member].get("documentation", "")
    elif check.shape:
        text = model["shapes"][check.shape].get("documentation", "")
    else:
        text = model.get("documentation", "")
    plain = _plain(text)
    wanted = [check.contains] if isinstance(check.contains, str) else check.contains
    missing = [words for words in wanted if words not in plain]
    return f"the documentation no longer says {missing}" if missing else None


def _enum(check: schema.EnumCheck) -> str | None:
    model = _service(check.service)
    if check.via == "botocore_operations":
        found = list(model["operations"])
    else:
        found = model["shapes"][check.shape or ""].get("enum", [])
    return _members(found, check)


def _cfn(check: schema.CfnCheck) -> str | None:
    node = root = _cfn_schema(check.type)
    for part in check.prop.split("/"):
        node = _follow(root, _follow(root, node)["properties"][part])
    found = node.get(check.key)
    return _same(_extension(check) if found is None else found, check.expect)


def _runtime(check: schema.RuntimeCheck) -> str | None:
    import cfnlint

    path = Path(cfnlint.__file__).parent / "data/AdditionalSpecs/LmbdRuntimeLifecycle.json"
    return _same(json.loads(path.read_text())[check.runtime].get("deprecated"), check.deprecated)


def _sam_policy(check: schema.SamPolicyCheck) -> str | None:
    import samtranslator

    path = Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
    return _members(list(json.loads(path.read_text())["Templates"]), check)


_RUNNERS: dict[str, Any] = {
    "botocore_shape": _shape,
    "botocore_doc": _doc,
    "botocore_enum": _enum,
    "botocore_operations": _enum,
    "cfnlint_schema": _cfn,
    "cfnlint_runtime": _runtime,
    "sam_policy": _sam_policy,
}


def _same(found: Any, expected: Any) -> str | None:
    return None if str(found) == str(expected) else f"the model says {found!r}, the fact {expected!r}"


def _members(found: list[str], check: Any) -> str | None:
    missing = [name for name in check.contains if name not in found]
    extra = [name for name in check.lacks if name in found]
    if not (check.contains or check.lacks):
        return "the check says neither what must be there nor what must not"
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
        raise CannotCheck(f"botocore knows no service {name!r}") from error


@lru_cache
def _cfn_schema(resource: str) -> Any:
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    return PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource).schema


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
        found = json.loads(path.read_text()).get("properties", {}).get(check.prop, {}).get(check.key)
        if found is not None:
            return found
    return None
