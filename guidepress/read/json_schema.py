"""Write the schemas of the YAML files as JSON Schema (draft 2020-12), for editors that complete and check while one writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from guidepress.read.schema import EntryFile, FrontMatter, GuideFile, TermFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
    schema = kind.json_schema()
    schema = {"$schema": _DIALECT, "title": f"guidepress: {name}", **{k: v for k, v in schema.items() if k != "title"}}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
