"""The schema as JSON Schema, for editors that complete and check while somebody types. Pure.

Draft 7, which every YAML editor reads. An editor reads `3` as a number and `True` as a truth value where the loader
reads text, so fields of text allow these too (see fields.py).
"""

import json
from collections.abc import Mapping
from typing import Any

from .schema import FILES

DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_files() -> dict[str, str]:
    """File name -> text of each JSON Schema, the same text each time."""
    return {f"{kind}.json": _text(model.model_json_schema()) for kind, model in FILES.items()}


def _text(found: dict[str, Any]) -> str:
    return json.dumps({"$schema": DRAFT, **_tidied(found)}, indent=1, ensure_ascii=False) + "\n"


def _tidied(found: Any, *, names: bool = False) -> Any:
    """Without pydantic's made-up titles, and without the discriminators that JSON Schema does not know.

    `names` says that the keys of `found` are names of ours, not words of JSON Schema.
    """
    if isinstance(found, list):
        return [_tidied(element) for element in found]
    if not isinstance(found, Mapping):
        return found
    tidied = {
        key: _tidied(value, names=not names and key in ("properties", "$defs", "patternProperties"))
        for key, value in found.items()
        if names or not (key in ("title", "discriminator") or (key == "default" and value is None))
    }
    if "patternProperties" in tidied and not names:
        tidied["additionalProperties"] = False
    return tidied
