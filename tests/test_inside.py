"""What ``paper/inside/`` relies on inside WeasyPrint 70, one fact a test. Where one fails, the module that it names needs another look."""

from __future__ import annotations

import ctypes.util
import inspect
import subprocess
import sys
from typing import Any

import pytest
import tinycss2
import weasyprint
import weasyprint.css
import weasyprint.layout
import weasyprint.pdf
from conftest import REPOSITORY
from weasyprint.css import ComputedStyle
from weasyprint.pdf import fonts

from guidepress.paper.inside.dropped import dropped, property_names
from guidepress.paper.inside.faults import VERSION
from guidepress.paper.layout import Compositor, Materials

FONTS = REPOSITORY / "styles/fonts"
HTML = '<html lang="en"><head><title>Words</title></head><body><p style="font-family: Atkinson Hyperlegible Next">Words</p></body></html>'


@pytest.fixture(scope="module")
def compositor() -> Compositor:
    """Give a compositor, which has put all shorter ways in place."""
    return Compositor(Materials({}, "", FONTS, b"identifier"))


def test_version() -> None:
    """The version that is installed is the one that all this is written for."""
    assert weasyprint.__version__.startswith(VERSION)


def test_style_sheets_are_made_by_their_address() -> None:
    """sheets: find_stylesheets takes CSS from its module, and names the address."""
    source = inspect.getsource(weasyprint.css.find_stylesheets)
    assert "yield CSS(\n                        url=href" in source
    assert "CSS" in vars(weasyprint.css)


def test_margins_are_made_last() -> None:
    """numbers: layout_document makes the margins of each page when all pages are set, of a context, the page and its counters."""
    source = inspect.getsource(weasyprint.layout.layout_document)
    assert source.index("make_all_pages") < source.index("make_margin_boxes(context, page, state)")
    assert source.index("make_margin_boxes(context, page, state)") < source.index("layout_backgrounds(page")


def test_words_are_set_again_when_they_are_drawn() -> None:
    """numbers: a layout gives up what it has set, and sets its text again when it is drawn."""
    from weasyprint.text.line_break import Layout

    assert "self.set_text(self.text, justify=True)" in inspect.getsource(Layout.reactivate)


def test_fonts_are_built_by_name() -> None:
    """fonts: generate_pdf takes build_fonts_dictionary from its module, with the PDF and the fonts first."""
    call = "build_fonts_dictionary(pdf, document.fonts, compress, subset, options)"
    assert call in inspect.getsource(weasyprint.pdf.generate_pdf)


@pytest.mark.usefixtures("compositor")
def test_arrays_without_a_length_hold_as_much() -> None:
    """faults: an array whose type names no length is as long as its values, and one without values keeps its length."""
    for kind, values in (("uint32_t[3]", [5, 6, 7]), ("char[4]", None)):
        made = fonts.ffi.new(kind, values) if values else fonts.ffi.new(kind)
        assert len(made) == int(kind[-2])


@pytest.mark.usefixtures("compositor")
def test_shorter_look_up_keeps_the_longer_one() -> None:
    """cascade: the look-up that is replaced is at hand, and takes a style and a property."""
    longer: Any = vars(ComputedStyle)["__missing__"].longer
    assert list(inspect.signature(longer).parameters) == ["self", "key"]


def test_documents_are_made_of_these_parts() -> None:
    """parsing: a document is its address, its fetcher, its medium and its tree, and no more."""
    assert set(vars(weasyprint.HTML(string=HTML))) == {
        *("base_url", "url_fetcher", "media_type", "wrapper_element", "etree_element"),
    }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there libraries are found without a search")
def test_libraries_are_found_without_a_search() -> None:
    """faults: WeasyPrint is imported without asking find_library for more than nothing, and find_library is back then."""
    code = (
        "import ctypes.util; before = ctypes.util.find_library; from guidepress.paper.inside.faults import imported;"
        "imported(); assert ctypes.util.find_library is before; from weasyprint.text.ffi import pango; pango.pango_version()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY)
    assert callable(ctypes.util.find_library)


def test_nothing_stays_replaced(compositor: Compositor) -> None:
    """What is put in the place of WeasyPrint's own for one document is taken back."""
    held = (weasyprint.css, "CSS"), (weasyprint.layout, "make_margin_boxes"), (weasyprint.pdf, "build_fonts_dictionary")
    before = [getattr(module, name) for module, name in held]
    compositor.lay_out(HTML).draw()
    assert [getattr(module, name) for module, name in held] == before


# ---------------------------------------------------------------- dropped


def told(css: str) -> list[tuple[int, int, str, str]]:
    """Ask what WeasyPrint drops of a sheet."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [(one.line, one.column, one.declaration, one.reason) for one in dropped(rules, "guide:")]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { color: red; cursor: pointer; -moz-x: y; --own: 1; margin: var(--own) }", []),
        ("p {\n  colour: red }", [(2, 3, "colour: red", "unknown property")]),
        ("p { color: blurple }", [(1, 5, "color: blurple", "invalid value")]),
        ("@media print {\n p { colour: red } }", [(2, 6, "colour: red", "unknown property")]),
        ("@media screen { p { colour: red } }", []),
        ("@page { @top-left { colour: red } }", [(1, 21, "colour: red", "unknown property")]),
        ("p { a { colour: red } }", [(1, 9, "colour: red", "unknown property")]),
        ('@font-face { font-family: A; src: url("guide:a"); size-adjust: 9% }', [(1, 51, "size-adjust: 9%", "descriptor not supported")]),
    ],
)  # fmt: skip
def test_what_is_dropped_is_logged_with_its_place(css: str, expected: list[tuple[int, int, str, str]]) -> None:
    """dropped: WeasyPrint's log says of each declaration that it drops where it stands and why, and of no other."""
    assert [(line, column, words.strip(), reason) for line, column, words, reason in told(css)] == expected


@pytest.mark.parametrize("css", ["p::selection { color: red }", "@supports (a: b) { }", "@page :nope { margin: 0 }"])
def test_rules_that_are_dropped_are_logged(css: str) -> None:
    """dropped: what is said of a rule that is dropped as a whole has the rule's place, which the log does not always have."""
    assert [(line, column, words) for line, column, words, _ in told(f"\n {css}")] == [(2, 2, "")]


def test_properties_are_listed() -> None:
    """dropped: WeasyPrint's tables name all properties, and shorthands."""
    assert {"color", "margin", "margin-top", "border-radius", "string-set", "bookmark-level"} <= property_names()
