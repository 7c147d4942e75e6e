"""Style sheets are joined as a browser would read them, and only from the guide's folder and ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from guidepress.compose.resources import design_of
from guidepress.compose.styles import Sheet, flatten, join
from guidepress.errors import GuideError, Problem


def joined(root: Path, sheets: Mapping[str, str]) -> Sheet:
    """Join the sheet ``a.css`` of a guide that has the given sheets."""
    (root / "styles").mkdir(exist_ok=True)
    for name, css in sheets.items():
        (root / "styles" / name).write_text(css, "utf-8")
    return join(design_of(root), "a.css", lambda name, _: f"there/{name}")


def problem_of(root: Path, sheets: Mapping[str, str]) -> Problem:
    """Give the problem that keeps sheets from being joined."""
    with pytest.raises(GuideError) as caught:
        joined(root, sheets)
    (problem,) = caught.value.problems
    return problem


# ---------------------------------------------------------------- sheets in sheets


@pytest.mark.parametrize(
    "address", ['"b.css"', "'b.css'", 'url("b.css")', "url(b.css)", 'url( "b.css" )', "url(./b.css)", '/* b */ "b.css"']
)
def test_import(tmp_path: Path, address: str) -> None:
    """An import is followed, however its address is written."""
    sheets = {"a.css": f"@import {address};", "b.css": "p { color: red }"}
    assert joined(tmp_path, sheets).css == "p { color: red }\n"


@pytest.mark.parametrize(
    ("condition", "opening"),
    [
        ("print", "@media print"),
        ("screen and (min-width: 9em), print", "@media screen and (min-width: 9em), print"),
        ("supports(display: grid) print", "@supports (display: grid) {\n@media print"),
        ("layer(own)", "@layer own"),
        ("layer", "@layer"),
    ],
)
def test_condition_of_an_import(tmp_path: Path, condition: str, opening: str) -> None:
    """What is imported under a condition stays under it."""
    css = joined(tmp_path, {"a.css": f'@import "b.css" {condition};', "b.css": "p { color: red }"}).css
    assert css == f"{opening} {{\np {{ color: red }}\n" + "}\n" * opening.count("@")


def test_own_sheet(tmp_path: Path) -> None:
    """What a guide adds in own.css follows each sheet, with the files that it refers to."""
    own = '@font-face { font-family: More; src: url("fonts/more.woff2") }'
    (tmp_path / "styles/fonts").mkdir(parents=True)
    (tmp_path / "styles/fonts/more.woff2").write_bytes(b"font")
    sheet = joined(tmp_path, {"a.css": "p { color: red }", "own.css": own})
    first, _, last = sheet.css.partition("\n")
    assert ("p { color: red }", own.replace("fonts/", "there/fonts/")) == (first, last.strip())
    assert sheet.files == {"fonts/more.woff2": b"font"}


def test_circle_of_imports(tmp_path: Path) -> None:
    """Sheets that import each other are told so, where the last of them does."""
    problem = problem_of(tmp_path, {"a.css": '@import "b.css";', "b.css": '\n@import "a.css";'})
    assert ("styles/b.css:2:1", "css") == (str(problem.span), problem.code)
    assert "a.css → b.css → a.css" in problem.message


@pytest.mark.parametrize(
    "address", ["https://example.org/b.css", "//example.org/b.css", "data:text/css,p{}", "FILE:/b.css"]
)
def test_remote_import(tmp_path: Path, address: str) -> None:
    """An import from elsewhere is refused as such."""
    problem = problem_of(tmp_path, {"a.css": f'@import url("{address}");'})
    assert ("styles/a.css:1:1", "outside") == (str(problem.span), problem.code)
    assert "nothing is fetched" in problem.message


def test_import_of_nothing(tmp_path: Path) -> None:
    """An import without a name is told where it stands."""
    assert str(problem_of(tmp_path, {"a.css": "p {}\n@import print;"}).span) == "styles/a.css:2:1"


def test_missing_import(tmp_path: Path) -> None:
    """A sheet that is not there is told where it is asked for."""
    problem = problem_of(tmp_path, {"a.css": '@import "b.css";'})
    assert ("styles/a.css:1:1", "missing-style") == (str(problem.span), problem.code)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("written", ['url("b.png")', "url(b.png)", "url(./b.png)", 'image-set("b.png" 1x)'])
def test_file(tmp_path: Path, written: str) -> None:
    """A file that a sheet refers to is found, and its address replaced."""
    sheet = joined(tmp_path, {"a.css": f"p {{ background: {written} }}", "b.png": "picture"})
    assert ('"there/b.png"' in sheet.css, dict(sheet.files)) == (True, {"b.png": b"picture"})


@pytest.mark.parametrize("sheet", ['@import "{}";', "p {{ background: url({}) }}"])
@pytest.mark.parametrize("name", ["../b.css", "c/../../b.css", "/etc/passwd"])
def test_name_leads_outside(tmp_path: Path, sheet: str, name: str) -> None:
    """A name that leads out of styles/ is refused, where it is asked for."""
    (tmp_path / "b.css").write_text("secret", "utf-8")
    problem = problem_of(tmp_path, {"a.css": sheet.format(name)})
    assert ("styles/a.css", "outside") == (problem.span.file, problem.code)


@pytest.mark.parametrize("name", ["b.css", "tokens.css"])
def test_link_leads_outside(tmp_path: Path, name: str) -> None:
    """A symbolic link out of the guide is refused, and our sheet of that name does not take its place."""
    guide = tmp_path / "guide"
    (guide / "styles").mkdir(parents=True)
    (tmp_path / "secret.css").write_text("secret {}", "utf-8")
    (guide / "styles" / name).symlink_to("../../secret.css")
    problem = problem_of(guide, {"a.css": f'@import "{name}";'})
    assert (f"styles/{name}", "outside") == (str(problem.span), problem.code)


def test_link_inside_the_guide(tmp_path: Path) -> None:
    """A symbolic link that stays in the guide's folder is followed."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "shared.css").write_text("p {}", "utf-8")
    (tmp_path / "styles/b.css").symlink_to("../shared.css")
    assert joined(tmp_path, {"a.css": '@import "b.css";'}).css == "p {}\n"


@pytest.mark.parametrize("kind", ["folder", "broken link", "link to itself"])
def test_sheet_cannot_be_read(tmp_path: Path, kind: str) -> None:
    """What stands in a sheet's place and is no file is told; our sheet of that name does not take its place."""
    path = tmp_path / "styles/tokens.css"
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nothing.css" if kind == "broken link" else "tokens.css")
    problem = problem_of(tmp_path, {"a.css": '@import "tokens.css";'})
    assert ("styles/tokens.css", "unreadable") == (str(problem.span), problem.code)


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """A file that has the folder's name is told; our sheets do not take its place."""
    (tmp_path / "styles").write_text("", "utf-8")
    with pytest.raises(GuideError, match=r"styles/screen\.css: this cannot be read"):
        join(design_of(tmp_path), "screen.css", lambda name, _: name)


# ---------------------------------------------------------------- tokens


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("var(--a)", "1px"),
        ("var( --a )", "1px"),
        ("var(/* a */ --a)", "1px"),
        ("VAR(--a)", "1px"),
        ("var(--b)", "1px"),
        ("var(--nope, red)", "red"),
        ("var(--nope, var(--a))", "1px"),
        ("var(--nope, a, b)", "a, b"),
        ("var(--a, red)", "1px"),
        ("var(--nope,)", ""),
        ("calc(2 * var(--a))", "calc(2 * 1px)"),
    ],
)
def test_values_of_tokens(value: str, expected: str) -> None:
    """A token's value, or the fallback, stands in place of var()."""
    css = f":root {{ --a: 1px; --b: var(--a) }} p {{ top: {value} }}"
    assert flatten(css) == f"p {{ top: {expected} }}\n"


@pytest.mark.parametrize(
    ("css", "told"),
    [
        (":root { --a: var(--a) } p { top: var(--a) }", "--a → --a"),
        (":root { --a: var(--b); --b: var(--a) } p { top: var(--a) }", "--a → --b → --a"),
        ("p { top: var(--nope) }", "there is no token --nope"),
        ("p { top: var() }", "names no token"),
        ("p { top: var(1px) }", "names no token"),
    ],
)
def test_tokens_without_a_value(css: str, told: str) -> None:
    """A token that has no value is a problem that names it."""
    with pytest.raises(GuideError, match="styles: ") as caught:
        flatten(css)
    assert told in str(caught.value)


def test_tokens_under_a_condition() -> None:
    """A token that is set under a condition has that value there, and its other value elsewhere."""
    css = flatten(":root { --a: 1px } @media print { :root { --a: 2px } p { top: var(--a) } } q { top: var(--a) }")
    assert css == "@media print {\np { top: 2px }\n}\nq { top: 1px }\n"


def test_tokens_under_two_conditions() -> None:
    """Conditions in conditions keep their tokens."""
    css = flatten("@media print { @supports (a: b) { :root { --a: 2px } p { top: var(--a) } } }")
    assert "p { top: 2px }" in css
