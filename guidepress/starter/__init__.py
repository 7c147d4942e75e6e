"""Begin a new guide: copy the small guide that stands in this folder, with a title and an identity of its own."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from guidepress.resolve.identities import slug


def begin(folder: Path, title: str) -> None:
    """Write a new guide into ``folder``, which is made when it is not there.

    The identifier is random and the date is today's: they are the author's to keep or change, and no artifact is made here.
    Raises OSError when the folder cannot be written.
    """
    facts = {
        "slug": slug(title).encode("ascii", "ignore").decode().strip("-") or "guide",
        "identifier": f"urn:uuid:{uuid.uuid4()}",
        "title": json.dumps(title, ensure_ascii=False),  # a JSON string is a YAML string, whatever it holds
        "date": datetime.now(UTC).date().isoformat(),
    }
    _copy(files("guidepress") / "starter" / "source", folder / "source", facts)
    write_schemas(folder / "schemas")


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas that the first lines of a guide's YAML files name, and return their paths."""
    from guidepress.read.json_schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    written = tuple((folder / name, text) for name, text in schemas().items())
    for path, text in written:
        path.write_text(text, "utf-8")
    return tuple(path for path, _ in written)


def _copy(source: Traversable, target: Path, facts: dict[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name, facts)
        elif entry.name == "guide.yaml":
            (target / entry.name).write_text(Template(entry.read_text("utf-8")).substitute(facts), "utf-8")
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
