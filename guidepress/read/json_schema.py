"""Write the schemas of the YAML files as JSON Schema, for editors such as VS Code that complete and check while one writes.

The dialect is draft 7, the newest that the YAML support of VS Code knows in full. A key that may be left out has to hold something
when it is there, so that an empty line is shown while one still remembers what was meant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from guidepress.read.schema import EntryFile, FrontMatter, GuideFile, TermFile
from guidepress.read.words import standard_words

_DIALECT = "http://json-schema.org/draft-07/schema#"
_NULL = {"type": "null"}


def schemas() -> Mapping[str, str]:
    """Return the text of each schema file by its name."""
    kinds: dict[str, TypeAdapter[Any]] = {
        "guide": TypeAdapter(GuideFile),
        "resources": TypeAdapter(list[EntryFile]),
        "glossary": TypeAdapter(list[TermFile]),
        "front-matter": TypeAdapter(FrontMatter),
    }
    return {f"{name}.schema.json": _written(name, kind) for name, kind in kinds.items()}


def _written(name: str, kind: TypeAdapter[Any]) -> str:
    schema = _plain(kind.json_schema())
    if name == "guide":
        schema["properties"]["words"] |= _words()
    schema = {"$schema": _DIALECT, "title": f"guidepress: {name}", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _plain(schema: Any) -> Any:  # noqa: ANN401 - JSON holds any plain value
    """Leave out what Pydantic says of its own classes, and the nulls that stand for what is left out; refuse odd names."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema.replace("``", "`") if isinstance(schema, str) else schema
    plain = {key: _plain(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if _NULL in plain.get("anyOf", ()):
        (only,) = (one for one in plain.pop("anyOf") if one != _NULL)
        plain = {**only, **{key: value for key, value in plain.items() if key != "default"}}
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    return plain


def _words() -> Mapping[str, Any]:
    """Name the words that may be replaced, with those that stand there now."""
    words = {
        key: {"type": "string", "minLength": 1, "description": f"In place of: {english}"}
        for key, english in standard_words("en").items()
    }
    return {"properties": words, "additionalProperties": False}
