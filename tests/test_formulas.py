"""Formulas: what LaTeX becomes in words, as MathML and on paper, and what is refused."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from conftest import REPOSITORY, WithFiles
from e_book import EBook
from lxml import etree

from guidepress.compose.formulas import formula_markup
from guidepress.compose.resources import design_of
from guidepress.errors import GuideError
from guidepress.formats import Making, render
from guidepress.paper.formulas import draw_formula, shape_of, undrawable, undrawable_shapes
from guidepress.paper.glyphs import missing_glyphs
from guidepress.pipeline import load
from guidepress.read.linear import linear
from guidepress.read.tex import DEEPEST, LONGEST, FormulaError, mathml

ONE = "source/chapters/one.md"
IN_WORDS = [
    (r"a^2 + b^2 = c^2", "a² + b² = c²"),
    (r"\frac{1}{2}", "½"),
    (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
    (r"\frac{n(n+1)}{2}", "n(n + 1)/2"),
    (r"\frac{\text{people who stayed}}{\text{people who came}}", "(people who stayed)/(people who came)"),
    (r"\sqrt{x}", "√x"),
    (r"\sqrt{x+1}", "√(x + 1)"),
    (r"\sqrt[3]{x}", "∛x"),
    (r"\sqrt[n]{x}", "ⁿ√x"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"\frac{1}{n}\sum x_i", "1/n ∑xᵢ"),
    (r"\int_0^1 x\,dx", "∫₀¹ x dx"),
    (r"\lim_{x\to 0}\frac{\sin x}{x} = 1", "lim_(x → 0) (sin x)/x = 1"),
    (r"-b \pm \sqrt{b^2 - 4ac}", "−b ± √(b² − 4ac)"),
    (r"e^{-x^2/2}", "e^(−x²/2)"),
    (r"10^{-3}", "10⁻³"),
    (r"x_{i,j}", "x_(i, j)"),
    (r"1{,}000", "1,000"),
    (r"\bar{x}", "x\u0304"),
    (r"\overline{AB}", "\u0100B\u0304"),
    (r"\hat{p}", "p\u0302"),
    (r"\underbrace{a+b}_{n}", "(a + b)ₙ"),
    (r"f''(x) = -x", "f″(x) = −x"),
    (r"\binom{n}{k}", "(n ¦ k)"),
    (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
    (r"\begin{cases} a & x<0 \\ b & x\ge 0\end{cases}", "{a, x < 0; b, x ≥ 0"),
    (r"\begin{align} a&=b\\ c&=d\end{align}", "a = b; c = d"),
    (r"x \in \mathbb{R}", "x ∈ ℝ"),
    (r"\log_{10} x", "log₁₀ x"),
    (r"P(A \mid B)", "P(A ∣ B)"),
    (r"5\%", "5%"),
    (r"\big\{ x \big\}", "{x}"),
    (r"\Big\langle x \Big\|", "⟨x‖"),
    (r"\text{50\% of \$5 \& a\_b}", "50% of $5 & a_b"),
]
HOSTILE = {
    "braces": "{" * 300 + "x" + "}" * 300,
    "powers": "x^{" * 28 + "x" + "}" * 28,
    "roots": r"\sqrt" * 660 + " x",
    "roots of roots": r"\sqrt[2]{" * 25 + "x" + "}" * 25,
    "accents": r"\hat{" * 28 + "x" + "}" * 28,
    "fractions": r"\frac{x^" * 14 + "x" + "}{2}" * 14,
    "brackets": r"\left(" * 260 + "x" + r"\right)" * 260,
    "tables": r"\begin{matrix}" * 25 + "x" + r"\end{matrix}" * 25,
    "primes": "'" * LONGEST,
    "a sum": "1+" * (LONGEST // 2 - 1) + "1",
    "laughs": r"\def\a{xx}" + "".join(rf"\def\{n}{{\{m}\{m}}}" for m, n in zip("abcdefgh", "bcdefghi", strict=True)),
}


@pytest.mark.parametrize(("tex", "words"), IN_WORDS, ids=lambda value: value[:20])
def test_in_words(tex: str, words: str) -> None:
    """A formula is written as a line of plain text."""
    assert linear(mathml(tex, display=True)) == words.replace("x\u0304", "x̄")


@pytest.mark.parametrize("tex", [tex for tex, _ in IN_WORDS], ids=lambda value: value[:20])
def test_drawings_are_drawings(tex: str) -> None:
    """A formula on paper is one SVG with its words as title, and holds no text, link or style that runs."""
    svg = etree.fromstring(draw_formula(tex, "Words", display=True, ink="#1b2a41"))
    assert svg.findtext("{*}title") == "Words"
    assert {etree.QName(one).localname for one in svg.iter()} <= {"svg", "title", "g", "path", "rect"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_formulas(name: str) -> None:
    """A formula that is deep or long is made or refused within a second."""
    start = time.monotonic()
    with suppress(FormulaError):
        linear(mathml(HOSTILE[name], display=True))
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "</math><img src=x onerror=alert(1)>", "&lt;b&gt;", "]]>", "&amp;#60;b>"]
)
def test_markup_in_a_formula_stays_words(words: str) -> None:
    """Markup inside text of a formula is text: latex2mathml 3.81 itself would let it through."""
    markup = formula_markup(rf"\text{{{words}}}", words, display=False)
    root = etree.fromstring(markup)
    assert [etree.QName(one).localname for one in root.iter()] == ["math", "mrow", "mtext"]
    assert root.get("alttext") == words


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{a}{x}",
        r"\def\x{y}\x",
        r"\let\a\b",
        r"\color{red}{x}",
    ],
)
def test_formulas_do_not_run(tex: str) -> None:
    """Links, styles and definitions are refused."""
    with pytest.raises(FormulaError) as raised:
        mathml(tex, display=False)
    assert raised.value.code == "formula-command"


def test_bounds() -> None:
    """The longest and the deepest formulas that are allowed are made."""
    mathml("x" * LONGEST, display=False)
    mathml("{" * DEEPEST + "x" + "}" * DEEPEST, display=False)


def test_letters_that_cannot_be_drawn(with_files: WithFiles) -> None:
    """A letter that the font of formulas lacks is told with its place; one that only it has is no problem."""
    guide, problems = load(with_files({ONE: "# One\n\nGreek $\\alpha$ and $\\text{漢}$.\n"}))
    assert guide is not None, problems
    (problem,) = missing_glyphs(guide, REPOSITORY / "styles/fonts")
    assert (f"{ONE}:3:20", "our fonts have no '漢' (U+6F22)") == (str(problem.span), problem.message)


def test_pdf_tells_of_formulas(with_files: WithFiles, tmp_path: Path) -> None:
    """In the PDF a formula is a Formula with its words, and passes PDF/UA-1."""
    from guidepress.check import pdfua

    words = "# One\n\nThe area is $x^2$.\n\n:::{math}\n:alt: The cost is the time, squared.\n\nc = t^2\n:::\n"
    root = with_files({ONE: words})
    guide, problems = load(root)
    assert guide is not None, problems
    try:
        (artifact,) = render("pdf", guide, design_of(root), Making(("pdf",)))
    except GuideError as error:
        raise AssertionError(error.problems) from error
    path = tmp_path / "guide.pdf"
    path.write_bytes(artifact.data)
    with pikepdf.open(path) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Formula"]
        assert sorted(str(one.Alt) for one in found) == ["The cost is the time, squared.", "x²"]
    assert list(pdfua.check([path])) == []


def test_greek_in_a_heading(with_files: WithFiles) -> None:
    """A formula in a heading is listed in words, so its letters are needed in the fonts of words too."""
    guide, problems = load(with_files({ONE: "# One\n\n## About $\\alpha$\n\nWords.\n"}))
    assert guide is not None, problems
    assert [problem.message for problem in missing_glyphs(guide, REPOSITORY / "styles/fonts")] == [
        "our fonts have no 'α' (U+03B1)"
    ]


@pytest.mark.parametrize(
    ("words", "features"),
    [
        ("Words.", []),
        ("Words and $x$.", ["MathML"]),
        (":::{math}\n:alt: The letter x.\n\nx\n:::", ["MathML", "describedMath"]),
    ],
)
def test_epub_tells_of_formulas(with_files: WithFiles, words: str, features: list[str]) -> None:
    """The EPUB's metadata say that it holds MathML, and whether all of it is said in words."""
    root = with_files({ONE: f"# One\n\n{words}\n"})
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = render("epub", guide, design_of(root), Making(("epub",)))
    (root / "book.epub").write_bytes(made.data)
    found = EBook(root / "book.epub").said("schema:accessibilityFeature")
    assert [one for one in found if one in {"MathML", "describedMath"}] == features


@pytest.mark.parametrize(
    ("one", "other"),
    [("a + b = c", "x + y = z"), ("a + b", "a + b + d + f"), (r"\frac{a}{2}", r"\frac{x}{3.5}"), ("12ab", "3c")],
)
def test_alike_shapes(one: str, other: str) -> None:
    """Which letter stands where, and how often alike parts stand in a row, does not make another shape."""
    assert shape_of(mathml(one, display=False)) == shape_of(mathml(other, display=False))


@pytest.mark.parametrize(
    ("one", "other"), [("a + b", "a - b"), ("a^b", "a_b"), (r"\mathbf{a}", "a"), (r"\alpha", "a"), (r"\sin", "s")]
)
def test_other_shapes(one: str, other: str) -> None:
    """Other signs, styles and parts make another shape."""
    assert shape_of(mathml(one, display=False)) != shape_of(mathml(other, display=False))


def test_review_and_pdf_report_the_same_formulas(with_files: WithFiles) -> None:
    """A formula whose like cannot be drawn is reported wherever it stands, from its shape as from itself."""
    words = r"# One" + "\n\n" + r"Odd: $\dbinom a b_i^n$, $\dbinom c d_e^f$, not $a + b$." + "\n"
    guide, _ = load(with_files({ONE: words}))
    assert guide is not None
    assert [(problem.span.line, problem.span.column) for problem in undrawable(guide)] == [(3, 6), (3, 25)]
    assert undrawable_shapes(guide) == undrawable(guide)
