"""A guide's own colours and style sheets are held to what eyes can read and media can show: break one thing, and it is told."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import tinycss2
from conftest import REPOSITORY, STOCK, WithFiles, findings, run_build
from hypothesis import given, settings
from hypothesis import strategies as st
from test_codes import PACKAGE, codes_in_source

from guidepress.check import epubcheck
from guidepress.compose.media import in_e_books, on_paper
from guidepress.compose.resources import design_of
from guidepress.design import check_design
from guidepress.design.colours import Colour, colour_of, contrast, nearest
from guidepress.design.pairs import LINE_RATIO, PAIRS, TEXT, TEXT_RATIO, Pair
from guidepress.design.sets import our_palettes
from guidepress.errors import Problem
from guidepress.formats import Making, render
from guidepress.inspection import inspect
from guidepress.mend import Mending
from guidepress.pipeline import load
from guidepress.rules import reader_design
from guidepress.rules.catalogue import BY_CODE
from guidepress.rules.rule import Rule

OURS = our_palettes()
TOKENS = (REPOSITORY / "styles/tokens.css").read_text("utf-8")
TOKENS_DARK = (REPOSITORY / "styles/tokens-dark.css").read_text("utf-8")
NEAREST = re.compile(r"The nearest colour that does is (#[0-9a-f]{6})\.")
channels = st.integers(0, 255).map(lambda number: number / 255)
colours = st.builds(Colour, channels, channels, channels)


def problems(root: Path, **sheets: str) -> list[Problem]:
    """Check a design that has sheets by their names, without ``.css`` and with ``_`` for ``-``."""
    (root / "styles").mkdir(exist_ok=True, parents=True)
    for name, css in sheets.items():
        (root / "styles" / f"{name.replace('_', '-')}.css").write_text(css, "utf-8")
    return list(check_design(design_of(root), two_sided=False))


def parsed(css: str) -> Colour:
    """Read a colour that is one."""
    found = colour_of(tinycss2.parse_component_value_list(css))
    assert found
    return found


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("#1b2a41", "#1b2a41"),
        ("#fff", "#ffffff"),
        ("RebeccaPurple", "#663399"),
        ("rgb(27 42 65)", "#1b2a41"),
        ("hsl(24 90% 83%)", "#fbccad"),
        ("hwb(0 0% 0%)", "#ff0000"),
        ("oklch(0.628 0.2577 29.23)", "#ff0000"),
        ("oklab(1 0 0)", "#ffffff"),
        (" /* a */ red ", "#ff0000"),
    ],
)
def test_colour(css: str, expected: str) -> None:
    """A colour is read however CSS writes it."""
    assert str(parsed(css)) == expected


@pytest.mark.parametrize("css", ["currentColor", "color-mix(in srgb, red, blue)", "var(--ink)", "red blue", "", "12px"])
def test_no_plain_colour(css: str) -> None:
    """What is no plain colour is none."""
    assert colour_of(tinycss2.parse_component_value_list(css)) is None


@settings(deadline=None)  # a busy machine may take its time
@given(colours, colours, st.sampled_from([TEXT_RATIO, LINE_RATIO]))
def test_nearest_colour_does(colour: Colour, ground: Colour, ratio: float) -> None:
    """The colour that is offered does what is asked, as it is written; one that does already stays as it is, but for rounding."""
    found = nearest(colour, lambda one: contrast(one, ground) >= ratio)
    assert found
    assert contrast(parsed(str(found)), ground) >= ratio


@settings(deadline=None)  # likewise
@given(colours)
def test_no_colour_does_what_none_can(colour: Colour) -> None:
    """Where no shade does, none is offered."""
    assert nearest(colour, lambda one: contrast(one, one) > 1) is None


# ---------------------------------------------------------------- contrast


def test_copy_of_our_tokens_is_without_fault(tmp_path: Path) -> None:
    """A guide that copies our tokens, which is how a change begins, is told nothing."""
    assert problems(tmp_path, tokens=TOKENS, tokens_dark=TOKENS_DARK) == []


def lowered(pair: Pair, scheme: str) -> str:
    """Return a colour for the token in front that is a little too near to its ground."""
    front, ground = OURS[scheme].tokens[pair.front].colour, OURS[scheme].tokens[pair.ground].colour
    assert front
    assert ground
    shades = [
        Colour(*(a + (b - a) * step / 50 for a, b in zip(front.channels, ground.channels, strict=True)))
        for step in range(51)
    ]
    return str(next(shade for shade in shades if contrast(shade, ground) < pair.ratio - 0.05))


@pytest.mark.parametrize(
    ("scheme", "sheet", "text"), [("light", "tokens", TOKENS), ("dark", "tokens_dark", TOKENS_DARK)]
)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_lowered_contrast_is_told(tmp_path: Path, pair: Pair, scheme: str, sheet: str, text: str) -> None:
    """A colour that is too near to any other that it meets is told where it stands, with one that mends it."""
    declared = re.compile(rf"({pair.front}): [^;]+;")
    if not declared.search(text):
        pytest.fail(f"{pair.front} is not in {sheet}") if scheme == "light" else None
        text = text.replace(":root {", f":root {{ {pair.front}: x;")
    changed = declared.sub(rf"\1: {lowered(pair, scheme)};", text)
    line = changed[: changed.index(f"{pair.front}:")].count("\n") + 1
    told = [one for one in problems(tmp_path, **{sheet: changed}) if one.severity == "error"]
    assert [(f"styles/{sheet.replace('_', '-')}.css", line, pair.front)] == [
        (one.span.file, one.span.line, one.words) for one in told
    ]
    (mended,) = NEAREST.findall(told[0].hint)
    again = problems(tmp_path, **{sheet: declared.sub(rf"\1: {mended};", text)})
    assert [one for one in again if one.severity == "error"] == []


def test_ground_is_told_where_it_is_what_changed(tmp_path: Path) -> None:
    """In a copy of all tokens it is the changed one that is told, once, and not all that meets it."""
    (told,) = problems(tmp_path, tokens=TOKENS.replace("--quiet-tint: #f2efe8", "--quiet-tint: #8a8a8a"))
    assert ("--quiet-tint", "contrast-text") == (told.words, told.code)


def test_sets_know_their_media(tmp_path: Path) -> None:
    """A colour for one medium is held against those that it meets there only."""
    dark_words = "@media (prefers-color-scheme: dark) { :root { --ink: #eee } } @media print { :root { --ink: #000 } }"
    assert problems(tmp_path, own=dark_words) == []
    swapped = dark_words.replace("#eee", "x").replace("#000", "#eee").replace("--ink: x", "--ink: #000")
    assert {"dark", "paper"} <= {re.findall(r"\((\w+)[:,]", one.message)[0] for one in problems(tmp_path, own=swapped)}


@pytest.mark.parametrize("pair", TEXT[:1])
def test_forced_colours_are_the_readers(tmp_path: Path, pair: Pair) -> None:
    """What holds where colours are forced is not held against ours."""
    assert problems(tmp_path, own=f"@media (forced-colors: active) {{ :root {{ {pair.front}: #fff }} }}") == []


# ---------------------------------------------------------------- rules


def sheet_of(example: str) -> str:
    """Name the sheet that an example says it is of, without ``.css``."""
    return "tokens" if example.startswith("/* styles/tokens.css */") else "own"


@pytest.mark.parametrize("rule", reader_design.FAMILY.rules, ids=lambda rule: rule.code)
def test_examples_of_rules(tmp_path: Path, rule: Rule) -> None:
    """The bad example of a rule breaks it and, for but one that takes all tokens away, no other; the good one breaks none."""
    told = problems(tmp_path / "bad", **{sheet_of(rule.bad): rule.bad})
    assert {(rule.code, rule.severity)} == {(one.code, one.severity) for one in told}
    assert problems(tmp_path / "good", **{sheet_of(rule.good): rule.good}) == []


def test_codes_have_rules() -> None:
    """Each kind of problem that the design can have is explained among the rules."""
    found = set(codes_in_source(PACKAGE / "design"))
    assert found <= BY_CODE.keys()
    assert len(found) > 5


# ---------------------------------------------------------------- media


@pytest.mark.parametrize(
    ("keyword", "condition", "paper", "e_book"),
    [
        ("media", "print", True, False),
        ("media", "all", True, True),
        ("media", "", True, True),
        ("media", "screen", False, True),
        ("media", "screen and (min-width: 40rem)", False, True),
        ("media", "(prefers-color-scheme: dark)", False, True),
        ("media", "only screen, print", True, True),
        ("media", "not screen", True, True),
        ("supports", "(display: grid)", False, True),
        ("container", "(min-width: 10em)", False, True),
        ("keyframes", "turn", False, True),
        ("page", "", True, True),
        ("font-face", "", True, True),
    ],
)
def test_rules_reach_media(keyword: str, condition: str, paper: bool, e_book: bool) -> None:  # noqa: FBT001 - a row's value
    """Paper has neither what is for screens nor what asks for abilities; e-books have not what is for paper."""
    assert (paper, e_book) == (on_paper(keyword, condition), in_e_books(keyword, condition))


# ---------------------------------------------------------------- the command

SCREEN_ONLY = (
    "@media (min-width: 40rem) { p { aspect-ratio: 1 } } @supports (gap: 1px) { p { gap: 1px } } @keyframes a {}"
)


def test_sheet_for_screens_does_not_stop_the_pdf(tmp_path: Path, with_files: WithFiles) -> None:
    """What only screens know may stand in own.css under a condition, though WeasyPrint knows no such conditions."""
    root = with_files({"styles/own.css": SCREEN_ONLY})
    done = run_build(tmp_path / "dist", "--format", "pdf", "--format", "epub", "--no-page-list", guide=root)
    assert (done.returncode, "styles/" in done.stderr) == (0, False)


@pytest.mark.parametrize("css", [":root { --link: #ccc }", "p { colour: red }", "p { direction: rtl }"])
def test_build_stops_at_a_fault_of_design(tmp_path: Path, with_files: WithFiles, css: str) -> None:
    """A build stops at a fault of design, shows its line, and writes nothing."""
    done = run_build(tmp_path / "dist", "--format", "pdf", guide=with_files({"styles/own.css": css}))
    assert done.returncode == 1
    assert "styles/own.css:1:" in done.stderr
    assert css in done.stderr
    assert not (tmp_path / "dist").exists()


def test_build_tells_all_faults_of_design(tmp_path: Path, with_files: WithFiles) -> None:
    """A build tells what paper cannot show together with all else."""
    root = with_files({"styles/own.css": ":root { --link: #ccc }\np { colour: red }\np { direction: rtl }"})
    done = run_build(tmp_path / "dist", "--format", "html", guide=root)
    assert [1, 2, 3] == [int(line) for line in re.findall(r"^styles/own\.css:(\d):", done.stderr, re.MULTILINE)]


def test_check_tells_source_and_design_together(with_files: WithFiles) -> None:
    """A check tells faults of the words, and of design, errors and warnings, in one run."""
    root = with_files(
        {"styles/own.css": "p { colour: red; position: fixed }", "source/chapters/one.md": "# One\n\n<b>\n"}
    )
    report = inspect(root, lambda _: None, lambda _: None, source_only=True, strict=False, mending=Mending())
    assert {"raw-html", "not-on-paper", "not-in-e-readers"} <= {one.code for one in report.problems}
    assert report.failed


def test_check_fails_for_design_alone(with_files: WithFiles) -> None:
    """A check fails where only the design is at fault, and makes nothing."""
    root = with_files({"styles/own.css": ":root { --link: #ccc }"})
    report = inspect(root, lambda _: None, lambda _: None, source_only=False, strict=False, mending=Mending())
    assert ["contrast-text"] == [one.code for one in report.problems if one.severity == "error"]
    assert (report.failed, report.checkers) == (True, ())


def test_sheet_that_cannot_be_read(tmp_path: Path) -> None:
    """A sheet that cannot be read is told, not raised."""
    (tmp_path / "styles/tokens.css").mkdir(parents=True)
    assert ["unreadable"] == [one.code for one in problems(tmp_path)]


@pytest.mark.parametrize("root", [STOCK, REPOSITORY, REPOSITORY / "tests/torture"], ids=lambda path: path.name)
def test_guides_of_ours_are_without_fault(root: Path) -> None:
    """The guides here, with and without sheets of their own, have no fault of design."""
    assert check_design(design_of(root), two_sided=True) == ()


def test_copies_of_all_our_sheets_are_without_fault(tmp_path: Path) -> None:
    """A guide may copy any of our sheets, to change a line of it: what it copied as it was is not held against it."""
    sheets = {path.stem: path.read_text("utf-8") for path in (REPOSITORY / "styles").glob("*.css")}
    assert problems(tmp_path, **sheets) == []


@settings(deadline=None)  # the first run imports WeasyPrint
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_told_or_fine(text: str) -> None:
    """Whatever stands in a sheet, the check ends with problems or none."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        assert all(one.span.file.startswith("styles/") for one in problems(Path(folder), own=f"p {{ {text} }} {text}"))


# ---------------------------------------------------------------- e-books


@pytest.mark.parametrize(
    "css", ["p { direction: rtl }", "@media screen { p { unicode-bidi: embed } }", "p { a { color: red } }"]
)
def test_what_epub_forbids_is_what_epubcheck_refuses(tmp_path: Path, with_files: WithFiles, css: str) -> None:
    """Where EPUBCheck refuses a book for a style sheet, the sheet was told before."""
    root = with_files({"styles/own.css": css})
    assert "epub-forbids" in [one.code for one in check_design(design_of(root), two_sided=False)]
    guide, _ = load(root)
    assert guide
    (book,) = render("epub", guide, design_of(root), Making(("epub",)))
    (tmp_path / "book.epub").write_bytes(book.data)
    assert any("CSS-00" in one for one in findings(lambda: epubcheck.check([tmp_path / "book.epub"]), "info"))


EDGE = ".callout { border-radius: 0 }"


def test_e_book_has_nothing_for_paper(with_files: WithFiles) -> None:
    """What is for print does not reach the e-book, where sizes in points would take the reader's choice away."""
    root = with_files({"styles/own.css": f"@media print {{ p {{ font-size: 9pt }} }} {EDGE}"})
    guide, _ = load(root)
    assert guide
    (book,) = render("epub", guide, design_of(root), Making(("epub",)))
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        css = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("book.css"))
        package = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".opf"))
    assert ("9pt" in css, EDGE in css, "displayTransformability" in package) == (False, True, True)
