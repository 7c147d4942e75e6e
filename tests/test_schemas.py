"""The schemas for code editors say what the reader reads, and explain each key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import REPOSITORY, STOCK
from jsonschema import Draft7Validator, FormatChecker

from guidepress.cli import program
from guidepress.pipeline import review
from guidepress.read.json_schema import schemas
from guidepress.starter import begin

SCHEMAS = {name.removesuffix(".schema.json"): json.loads(text) for name, text in schemas().items()}
FILES = ("guide", "resources", "glossary")


def faults(kind: str, text: str) -> list[str]:
    """Hold YAML against a schema; a date is a word for JSON."""
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [error.message for error in Draft7Validator(SCHEMAS[kind], format_checker=FormatChecker()).iter_errors(data)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_is_sound(kind: str) -> None:
    """Each schema is one of the dialect that it names."""
    assert SCHEMAS[kind]["$schema"] == Draft7Validator.META_SCHEMA["$id"]
    Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_kept_schemas_are_current(kind: str) -> None:
    """The schemas in schemas/ are those that the reader gives: `python build.py schema schemas`."""
    name = f"{kind}.schema.json"
    assert (REPOSITORY / "schemas" / name).read_text("utf-8") == schemas()[name]


def properties(schema: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every key that a schema knows, with what it says of it."""
    if isinstance(schema, list):
        for item in schema:
            yield from properties(item)
    elif isinstance(schema, dict):
        if schema.get("type") == "object":
            yield from schema.get("properties", {}).items()
        for value in schema.values():
            yield from properties(value)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_keys_are_explained(kind: str) -> None:
    """Every key has a description; one with a pattern has advice, and examples that keep to it."""
    for name, schema in properties(SCHEMAS[kind]):
        assert schema.get("description"), name
        assert not schema.get("pattern") or schema.get("patternErrorMessage"), name
        validator = Draft7Validator({**schema, "$defs": SCHEMAS[kind].get("$defs", {})})
        assert [str(error) for example in schema.get("examples", ()) for error in validator.iter_errors(example)] == []


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a new guide."""
    folder = tmp_path_factory.mktemp("begun")
    begin(folder, "A new guide")
    return folder


def guides(begun: Path) -> dict[str, Path]:
    """Name the guides whose files must keep to the schemas."""
    return {"real": REPOSITORY, "stock": STOCK, "new": begun}


@pytest.mark.parametrize("guide", ["real", "stock", "new"])
@pytest.mark.parametrize("kind", FILES)
def test_guides_keep_to_the_schemas(begun: Path, guide: str, kind: str) -> None:
    """The YAML files of all guides here are sound by the schemas."""
    assert faults(kind, (guides(begun)[guide] / f"source/{kind}.yaml").read_text("utf-8")) == []


def test_front_matter_keeps_to_its_schema() -> None:
    """The lines at the heads of the real guide's chapters are sound by theirs."""
    texts = [path.read_text("utf-8") for path in (REPOSITORY / "source/chapters").glob("*.md")]
    heads = [text.split("---\n")[1] for text in texts if text.startswith("---\n")]
    assert len(heads) > 5
    assert [fault for head in heads for fault in faults("front-matter", head)] == []


@pytest.mark.parametrize("guide", ["real", "new"])
@pytest.mark.parametrize("kind", FILES)
def test_files_name_their_schemas(begun: Path, guide: str, kind: str) -> None:
    """The first line of each file names its schema, which is there."""
    path = guides(begun)[guide] / f"source/{kind}.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    mark, _, name = first.partition("$schema=")
    assert (mark, (path.parent / name).resolve().name) == ("# yaml-language-server: ", f"{kind}.schema.json")
    assert (path.parent / name).read_text("utf-8") == schemas()[f"{kind}.schema.json"]


def test_new_guide_is_sound(begun: Path) -> None:
    """A new guide, whose files name their schemas, gives no problem, not even a warning."""
    assert review(begun)[1] == ()


ENTRY = "- id: a\n  kind: resource\n  title: A\n  publisher: B\n  address: https://example.org\n  summary: C\n"


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        ("resources", f"{ENTRY}  colour: red\n", "colour"),
        ("resources", ENTRY.replace("  title: A\n", ""), "title"),
        ("resources", ENTRY.replace("https://", "ftp://"), "ftp"),
        ("resources", f"{ENTRY}  archived: in the cellar\n", "cellar"),
        ("resources", f"{ENTRY}  year: [1969]\n", "1969"),
        ("resources", ENTRY.replace("id: a", "id: A b"), "A b"),
        ("resources", ENTRY.removeprefix("- ").replace("\n  ", "\n"), "array"),
        ("glossary", "- term: A\n  meaning: B\n", "meaning"),
        ("front-matter", "promis: B\n", "promis"),
        ("front-matter", "audience: managers\n", "managers"),
        ("guide", "words:\n  contentss: Inside\n", "contentss"),
        ("guide", "mascots:\n  Big Sunny: {}\n", "Big Sunny"),
        ("guide", "version: 1.0\n", "1.0"),
        ("guide", "date: soon\n", "soon"),
    ],
)
def test_bad_files_are_refused(kind: str, text: str, part: str) -> None:
    """A key that is not known, one that is missing, and a value that cannot be are told."""
    assert any(part in fault for fault in faults(kind, text))


@pytest.mark.parametrize("year", ["1969", '"2014–2016"'])
def test_years_may_be_numbers(year: str) -> None:
    """A year is a number or words, as for the reader."""
    assert faults("resources", f"{ENTRY}  year: {year}\n") == []


def test_command_writes_the_schemas(tmp_path: Path) -> None:
    """The command writes all of them, and says so where it cannot."""
    assert CliRunner().invoke(program, ["schema", str(tmp_path / "a")]).exit_code == 0
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "a").iterdir()} == dict(schemas())
    (tmp_path / "b").write_text("mine", "utf-8")
    assert CliRunner().invoke(program, ["schema", str(tmp_path / "b/c")]).exit_code == 1
