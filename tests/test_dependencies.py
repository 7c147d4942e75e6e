"""The package's modules import only what their place in the pipeline allows."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY

PACKAGE = REPOSITORY / "guidepress"

# A module imports from modules with smaller numbers, from those of its own folder, and from these for all.
STAGES = {
    "": 0, "errors": 0, "own_folder": 0, "frozen": 0, "model": 1, "walk": 1, "excerpts": 1, "read": 2, "resolve": 3, "compose": 4, "rules": 4, "paper": 5, "formats": 6,
    "aside": 1, "design": 6, "check": 7, "release": 8, "reports": 8, "starter": 8, "write": 9, "judging": 9, "pipeline": 9, "inspection": 9, "mend": 9, "serve": 9, "terminal": 10, "cli": 10, "commands": 10,
}  # fmt: skip

# Each library of others has one home, so that it can be replaced there.
HOMES = {
    "markdown_it": ("read/",),
    "mdit_py_plugins": ("read/",),
    "yaml": ("read/",),
    "pydantic": ("read/",),
    "pydantic_core": ("read/",),
    "jinja2": ("compose/render.py", "resolve/expressions.py", "resolve/filters.py"),
    "markupsafe": (
        "compose/",
        "formats/epub/documents.py",
        "formats/html.py",
        "formats/pdf.py",
        "formats/site.py",
        "serve/problem_pages.py",
        "serve/app.py",
    ),
    "latex2mathml": ("read/tex.py",),
    "ziamath": ("paper/formulas.py",),
    "pygments": ("read/syntaxes.py", "compose/highlight.py"),
    "tinycss2": ("compose/styles.py", "compose/screens.py", "design/"),
    "lxml": ("read/pictures.py", "compose/sprite.py", "formats/epub/", "check/"),
    "fontTools": ("paper/glyphs.py",),
    "weasyprint": ("paper/layout.py", "paper/inside/"),
    "pydyf": ("paper/tags/", "paper/inside/boxes.py"),
    "cssselect2": ("paper/inside/parsing.py", "paper/inside/dropped.py"),
    "uharfbuzz": ("paper/binding/fonts.py",),
    "pikepdf": (
        "paper/binding/",
        "paper/finish.py",
        "judging.py",
        "check/pdf_places.py",
        "check/pdf_isolation.py",
        "check/structure.py",
        "check/tags.py",
    ),
    "pypdfium2": ("paper/raster.py", "check/drawn.py", "check/tags.py"),
    "PIL": ("read/pictures.py", "formats/epub/pictures.py"),
    "ebooklib": ("formats/epub/package.py",),
    "click": ("cli.py", "commands/"),
    "rich": ("terminal.py",),
    "page": ("check/pdfua.py",),
    "urllib3": ("check/links/ask.py",),
    "starlette": ("serve/app.py", "serve/strangers.py"),
    "uvicorn": ("serve/server.py",),
    "watchfiles": ("serve/watching.py",),
}
HEAVY = (
    "fontTools",
    "weasyprint",
    "pikepdf",
    "pypdfium2",
    "lxml",
    "pydantic",
    "yaml",
    "markdown_it",
    "jinja2",
    "rich",
    "PIL",
    "ebooklib",
    "urllib3",
    "latex2mathml",
    "ziamath",
    "pygments",
    "starlette",
    "uvicorn",
    "watchfiles",
)

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Name a module's file relative to the package."""
    return path.relative_to(PACKAGE).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full names of all that a module imports, in functions too; none are relative (ruff sees to that)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """Give the parts of the package (``read``, ``model`` …) that a module imports from, as paths: ``read.words``."""
    names = (name.removeprefix("guidepress").removeprefix(".") for name in imports_of(path) if _is_own(name))
    return {name for name in names if _part(name) != "__version__"}


def _is_own(name: str) -> bool:
    return name.split(".", 1)[0] == "guidepress"


def _part(name: str) -> str:
    return name.split(".", 1)[0]


def stage_of(path: Path) -> str:
    """Name the stage that a module belongs to."""
    return name_of(path).split("/")[0].removesuffix(".py").removesuffix("__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_stage_is_known(path: Path) -> None:
    """Every module stands in a stage that has a number."""
    assert stage_of(path) in STAGES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    """A module imports from earlier stages, and from its own folder, only."""
    here = stage_of(path)
    parts = {_part(name) for name in own_imports(path)}
    too_late = {part for part in parts if part != here and STAGES[part] >= STAGES[here]}
    # the stages that share a number stand side by side: 0 is what all stand on, 1 the model, 9 and 10 are the top of the house
    beside = {part for part in too_late if STAGES[part] == STAGES[here] and STAGES[here] in {0, 1, 9, 10}}
    assert too_late - beside == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "formats").rglob("*.py")), ids=name_of)
def test_formats_stand_alone(path: Path) -> None:
    """A format imports no other format; the modules of the EPUB may import each other."""
    own = path.relative_to(PACKAGE / "formats").parts[0].removesuffix(".py")
    formats = {entry.name.removesuffix(".py") for entry in (PACKAGE / "formats").iterdir()} - {
        "__init__",
        "__pycache__",
    }
    imported = {name.split(".")[1] for name in own_imports(path) if name.startswith("formats.")}
    assert imported & formats - {own} == set()


@pytest.mark.parametrize("library", HOMES)
def test_library_has_one_home(library: str) -> None:
    """A library is imported in its home only."""
    users = {name_of(path) for path in MODULES if any(name.split(".")[0] == library for name in imports_of(path))}
    assert {user for user in users if not user.startswith(HOMES[library])} == set()


def test_libraries_are_known() -> None:
    """Every library that the package imports has its home in the table."""
    own = {"guidepress", *sys.stdlib_module_names}
    used = {name.split(".")[0] for path in MODULES for name in imports_of(path)}
    assert used - own - set(HOMES) == set()


def test_command_line_starts_light() -> None:
    """Importing the command line, and asking it for help, imports none of the heavy libraries."""
    program = (
        "import sys; from guidepress.cli import program; "
        "program(['build', '--help'], standalone_mode=False); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
