"""What is deep, long or many in a source ends in a problem with a place, in time that grows with it."""

from __future__ import annotations

import re
import struct
import time
import zlib
from itertools import islice, product
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles
from machine import slowness

from guidepress.errors import Edit, Problem, Span, in_order
from guidepress.pipeline import load, review

# Numbers in letters: names that differ.
LETTERS = ["".join(chr(ord("a") + int(digit)) for digit in str(number)) for number in range(10_000, 14_000)]
GUIDE = (STOCK / "source/guide.yaml").read_text("utf-8")


def codes(problems: tuple[Problem, ...]) -> set[str]:
    """Name the kinds of problems."""
    return {problem.code for problem in problems}


def codes_of(root: Path) -> set[str]:
    """Load a guide and name the kinds of its problems."""
    return codes(load(root)[1])


@pytest.mark.parametrize("name", ["literalinclude", "include"])
def test_large_file_included_often(with_files: WithFiles, name: str) -> None:
    """A chapter cannot grow without end by what it includes."""
    words = f"# One\n\n{f':::{{{name}}} large.md{chr(10)}:::{chr(10) * 2}' * 5}"
    root = with_files({"source/chapters/one.md": words, "source/large.md": "Words of a large file.\n\n" * 40_000})
    assert "include-many" in codes_of(root)


def test_stacked_formula(with_files: WithFiles) -> None:
    """A small formula that would take minutes to draw is refused."""
    words = f"# One\n\n:::{{math}}\n:alt: A sum.\n\n{chr(92)}overbrace{{x}}\n:::\n".replace("{x}", "{x}")
    deep = words.replace("\\overbrace{x}", "\\overbrace{" * 12 + "x" + "}" * 12)
    assert deep != words
    assert "formula-size" in codes_of(with_files({"source/chapters/one.md": deep}))


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", "Some words before $a + b + %$ and some behind it.\n\n"),
        ("", "{math}`%%%%%%%%%%%%`\n\n"),
        ("", "$$\n%%%%%%%%%%%%\n$$\n\n"),
        ("", ":::{math}\n%%%%%%%%%%%%\n:::\n\n"),
        (":::{csv-table}\nOne,Two\n", "$%%%%%%%%%%%%$,b\n"),
        ("", "$" + "%" * 250 + "$\n\n"),
    ],
    ids=["lines", "roles", "dollars", "blocks", "cells", "long"],
)
def test_many_formulas(with_files: WithFiles, above: str, line: str) -> None:
    """Thousands of different formulas, 200 KB in all, are reviewed or refused within a second and two for each megabyte."""
    count = 200_000 // len(line.replace("%", "bcdef"))
    lines = "".join(line.replace("%", one) for one in LETTERS[:count])
    root = with_files({"source/chapters/one.md": f"# One\n\n{above}{lines}"})
    start = time.process_time()
    problems = review(root)[1]
    assert time.process_time() - start < 1.4 * slowness()
    assert "too-many-signs" not in codes(problems)


def test_more_formulas_than_can_be_read(with_files: WithFiles) -> None:
    """The first formula beyond fifty thousand letters in a file is told, and no other."""
    words = "# One\n\n" + "".join(f"${'a' * 996}{one}$\n\n" for one in LETTERS[:80])
    problems = review(with_files({"source/chapters/one.md": words}))[1]
    beyond = [problem.span for problem in problems if problem.code == "formula-size"]
    assert beyond == [Span("source/chapters/one.md", 101, 1)]


def test_formulas_of_the_glossary_are_counted(with_files: WithFiles) -> None:
    """The formulas of all definitions count together."""
    terms = "".join(f"- term: {one}\n  definition: ${'b' * 1000}{one}$\n" for one in LETTERS[:80])
    assert "formula-size" in codes_of(with_files({"source/glossary.yaml": terms}))


def test_formulas_of_many_shapes(with_files: WithFiles) -> None:
    """Formulas no two of which have the same shape are reviewed within two seconds: the rest is drawn when the PDF is made."""
    signs = [chr(code) for code in range(0x2200, 0x22FF)]
    shapes = "".join(f"Some words and $a {one} b {other} c$ too.\n\n" for one in signs[:10] for other in signs)
    root = with_files({"source/chapters/one.md": f"# One\n\n{shapes}"})
    start = time.process_time()
    assert "too-many-signs" not in codes(review(root)[1])
    assert time.process_time() - start < 2 * slowness()


@pytest.mark.parametrize("depth", [50, 2000])
@pytest.mark.parametrize(
    "pattern",
    ["> ", "- ", "1. ", "*", "[", "![", "**a ", "`", ":::::{note}\n", "<b>", "{term}`", "((", "|", "[^", "#", ": "],
)
def test_deep_nesting(with_files: WithFiles, pattern: str, depth: int) -> None:
    """Anything opened very many times over gives a guide or problems, not a traceback."""
    guide, problems = load(with_files({"source/chapters/one.md": f"# One\n\n{pattern * depth}words\n"}))
    assert guide is not None or problems


def test_deep_lists(with_files: WithFiles) -> None:
    """Lists in lists, hundreds deep, give a problem and lose no words in silence."""
    words = "".join(f"{'  ' * depth}- item\n" for depth in range(300))
    assert "too-deep" in codes_of(with_files({"source/chapters/one.md": f"# One\n\n{words}"}))


def test_deep_blocks(with_files: WithFiles) -> None:
    """Blocks in blocks, a hundred deep, give problems."""
    opened = "".join(f"{':' * (103 - depth)}{{note}}\n" for depth in range(100))
    closed = "".join(f"{':' * (4 + depth)}\n" for depth in range(100))
    assert "too-deep" in codes_of(with_files({"source/chapters/one.md": f"# One\n\n{opened}Words.\n{closed}"}))


@pytest.mark.parametrize("name", ["guide.yaml", "resources.yaml", "glossary.yaml", "chapters/one.md"])
def test_yaml_bomb(with_files: WithFiles, name: str) -> None:
    """Values that repeat values that repeat values, ten to the tenth in all, are refused, each where it repeats another."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11))
    text = f"---\n{bomb}---\n\n# One\n\nWords.\n" if name.endswith(".md") else bomb
    start = time.process_time()
    problems = load(with_files({f"source/{name}": text}))[1]
    assert time.process_time() - start < 2 * slowness()
    repeats = {(problem.span.line, problem.span.column) for problem in problems if problem.code == "yaml-anchor"}
    lines = text.split("\n")
    stars = {(n, at.start() + 1) for n, line in enumerate(lines, start=1) for at in re.finditer(r"\*", line)}
    assert len(stars) == 100
    assert repeats == stars


def test_picture_bomb(with_files: WithFiles) -> None:
    """A picture of a few bytes that would fill gigabytes is refused."""
    size = struct.pack(">II", 60_000, 60_000)
    chunks = ((b"IHDR", size + b"\x08\x02\x00\x00\x00"), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    words = "# One\n\n![a drawing](images/bomb.png)\n"
    assert codes_of(with_files({"source/chapters/one.md": words, "source/images/bomb.png": data})) == {"bad-picture"}


@pytest.mark.parametrize(
    "sign",
    [*"?.“«‘(!*_[]{}<|`~:;#-+=&%$^'\\/,@0aAé日", "A&", "a-", "a’", "www.", "“a ”", "a. ", "a b ", "[^a]", "](a ", "[a](two.md) ", "{{a}}", " \t", "a \t",
     "{abbr}`a ", ":::{note} \t"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "Words "])
def test_long_rows_of_a_sign(with_files: WithFiles, before: str, sign: str) -> None:
    """A paragraph of one sign or word, a hundred thousand letters long, is reviewed within four seconds, with all its problems."""
    words = sign * (100_000 // len(sign))
    root = with_files({"source/chapters/one.md": f"# One\n\n{before}{words}\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 4 * slowness()


@pytest.mark.parametrize("words", ["?" * 990 + "a", "?!" * 5000 + "a", "x" * 10_000 + "a", "- " * 5000 + "a"])
def test_long_row_in_the_register(with_files: WithFiles, words: str) -> None:
    """A summary and a publisher that are a row of signs before a letter are reviewed within half a second."""
    register = (STOCK / "source/resources.yaml").read_text("utf-8")
    changed = register.replace("An article.", f'"{words}"').replace("A Journal", f'"{words}"')
    root = with_files({"source/resources.yaml": changed})
    start = time.process_time()
    problems = review(root)[1]
    assert time.process_time() - start < 0.5 * slowness()
    assert "yaml" not in codes(problems)


@pytest.mark.parametrize("words", ["A Ladder", "An article."])
def test_many_values_that_never_end(with_files: WithFiles, words: str) -> None:
    """Thousands of double braces that open in a title or a summary are reviewed within half a second."""
    register = (STOCK / "source/resources.yaml").read_text("utf-8")
    root = with_files({"source/resources.yaml": register.replace(words, f'"{"{{ a b c d e " * 3500}"')})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 0.5 * slowness()


@pytest.mark.parametrize("size", ['width="%" height="1"', 'viewBox="0 0 % 1"'])
def test_long_number_in_a_drawing(with_files: WithFiles, size: str) -> None:
    """A drawing whose size is a number of very many digits is refused within half a second."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size.replace("%", "0" * 20_000 + "a")}/>'
    chapter = "# One\n\n![a drawing](images/long.svg)\n"
    root = with_files({"source/chapters/one.md": chapter, "source/images/long.svg": drawing})
    start = time.process_time()
    assert "bad-picture" in codes_of(root)
    assert time.process_time() - start < 0.5 * slowness()


def test_box_of_a_drawing_in_pixels(with_files: WithFiles) -> None:
    """A drawing whose box has units, which SVG does not know there, is refused."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20px 10px"/>'
    chapter = "# One\n\n![a drawing](images/a.svg)\n"
    assert "bad-picture" in codes_of(with_files({"source/chapters/one.md": chapter, "source/images/a.svg": drawing}))


@pytest.mark.parametrize("sign", ["-", "#", ":", "=", "1", "."])
def test_long_row_before_a_word(with_files: WithFiles, sign: str) -> None:
    """A row of a hundred thousand signs that ends in a word is reviewed within a second."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{sign * 100_000}a\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < slowness()


def test_long_word_in_a_heading(with_files: WithFiles) -> None:
    """A heading with a word of a hundred thousand letters before another that ends in a full stop is reviewed within a second."""
    root = with_files({"source/chapters/one.md": f"# Ch{'0' * 100_000}apter did not come.\n\nWords.\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < slowness()


@pytest.mark.parametrize(
    ("name", "above", "line"),
    [
        ("guide.yaml", GUIDE, "valeus%: a\n"),
        ("glossary.yaml", "- term: a\n", "  definition%: b\n"),
        ("chapters/one.md", "# One\n\n", "See the long words of [word](#a%) and go on.\n\n"),
        ("chapters/one.md", "# One\n\n", "## A heading of some words\n\nSome words.\n\n"),
        ("chapters/one.md", "# One\n\n:::{note} a\n", ":nmae%: the words of it\n"),
        ("chapters/one.md", "# One\n\n:::{csv-table}\n", "1,2,3,4,5,6,7,8,9,0\n"),
        ("chapters/one.md", "# One\n\n", "Some longer words stand here before $\\unknwn$ too.\n\n"),
        ("chapters/one.md", "# One\n", "a b\n"),
        ("chapters/one.md", "# One\n\n", "[^a\n\n"),
        ("chapters/one.md", "# One\n\n```\n", "→ "),
        ("glossary.yaml", "- term: a\n  definition: |\n", "    a - b , c... \n"),
    ],
    ids=["keys", "terms", "links", "headings", "options", "cells", "formulas", "lines", "brackets", "letters", "words"],
)
def test_many_of_a_kind(with_files: WithFiles, name: str, above: str, line: str) -> None:
    """A hundred thousand letters of like lines, sound or not, are reviewed within a second and two for each megabyte."""
    count = 100_000 // len(line)
    root = with_files({f"source/{name}": above + "".join(line.replace("%", str(number)) for number in range(count))})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 1.2 * slowness()


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", "a  b "),
        ("", "a , "),
        ("", "a... "),
        ("", "Color "),
        ("The ABC (", "a b "),
        ("", "[a](one.md)[b](one.md) and so many words that there are not too many signs for their number\n\n"),
        ("", "Have  words. In order to go , ask him...\n\n"),
    ],
    ids=["spaces", "marks", "dots", "spelling", "bracket", "links", "paragraphs"],
)
def test_many_problems(with_files: WithFiles, above: str, line: str) -> None:
    """A chapter of 400 KB with ten thousand problems or more is reviewed within a second and two for each megabyte."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{above}{line * (400_000 // len(line))}\n"})
    assert min(seconds_of_review(root) for _ in range(2)) < 1.8 * slowness()


def test_many_abbreviations(with_files: WithFiles) -> None:
    """A paragraph of eighty thousand abbreviations, no two of them alike, is reviewed within two seconds."""
    words = " ".join(map("".join, islice(product("ABCDEFGHIJKLMNOPQRST", repeat=4), 80_000)))
    assert seconds_of_review(with_files({"source/chapters/one.md": f"# One\n\n{words}\n"})) < 2 * slowness()


def test_order_of_problems() -> None:
    """Problems stand in the order in which they compare, each once."""
    edits = (Edit(Span("a.md", 1, 1), "a", "b"),)
    places = [Span("a.md", 2, 1), Span("a.md", 10, 1), Span("a.md", 2, 3), Span("b.md"), Span("a.md", 2, 1)]
    found = [Problem(place, code, "m", fix=fix) for place in places for code in "ba" for fix in (edits, ())]
    assert in_order(found) == tuple(sorted(set(found)))


@pytest.mark.parametrize(
    ("name", "line", "count"),
    [
        ("glossary.yaml", "- term: %\n  definition: A {term}`%s or so`.\n", 2000),
        ("chapters/one.md", "## Words of % and more\n\nSee [it](#word-of-%-and-more).\n\n", 900),
        ("chapters/one.md", "Some words of prose and $\\%$ too.\n\n", 2000),
        ("chapters/one.md", "```%\nWords.\n```\n\n", 800),
        ("chapters/one.md", "<!-- allow: heading-% because so -->\n\nSome words of prose.\n\n", 1500),
        ("chapters/one.md", "<!-- allow: heading-stop because so -->\n\n## Ask.\n\nWords.\n\n", 1000),
        ("chapters/one.md", "Words and {%}`words` too.\n\n", 1500),
    ],
    ids=["terms", "anchors", "commands", "languages", "rules", "waivers", "roles"],
)
def test_many_slips(with_files: WithFiles, name: str, line: str, count: int) -> None:
    """Thousands of names that nothing has, among thousands of names, are told within a second and two for each megabyte."""
    text = "".join(line.replace("%", letters) for letters in LETTERS[:count])
    root = with_files({f"source/{name}": text if name.endswith(".yaml") else f"# One\n\n{text}"})
    start = time.process_time()
    problems = review(root)[1]
    assert time.process_time() - start < (1 + 2e-6 * len(text)) * slowness()
    assert "too-many-signs" not in codes(problems)


def test_first_slips_have_guesses(with_files: WithFiles) -> None:
    """Of many slips the first are told with what is near to them, and the others without."""
    words = "".join(f"## Words of {one}\n\nSee [it](#word-of-{one}).\n\n" for one in LETTERS[:500])
    hints = [problem.hint for problem in load(with_files({"source/chapters/one.md": f"# One\n\n{words}"}))[1]]
    assert (len(hints), hints[0].startswith("Did you mean"), hints[-1].startswith("Did you mean")) == (500, True, False)


def test_long_list(with_files: WithFiles) -> None:
    """A list of more than ten thousand items, 400 KB in all, is reviewed within a second and two for each megabyte."""
    root = with_files({"source/chapters/one.md": "# One\n\n" + "- An item of very many in the list\n" * 11_400})
    assert (
        min(seconds_of_review(root) for _ in range(3)) < 1.8 * slowness()
    )  # what else the machine does is no part of it


def seconds_of_review(root: Path) -> float:
    """Give the computing time of a review."""
    start = time.process_time()
    review(root)
    return time.process_time() - start


def test_long_time_of_an_activity(with_files: WithFiles) -> None:
    """An activity that takes very many digits of minutes is reviewed within two seconds."""
    words = f":::{{activity}} Draw\n:time: {'1' * 100_000}\n\n1. **5 minutes.** Draw.\n:::\n"
    start = time.process_time()
    review(with_files({"source/chapters/one.md": f"# One\n\n{words}"}))
    assert time.process_time() - start < 2 * slowness()


def test_large_yaml_number(with_files: WithFiles) -> None:
    """A number with very many digits is a problem, not a traceback."""
    root = with_files({"source/guide.yaml": GUIDE.replace('version: "2.1"', f"version: {'9' * 10_000}")})
    assert codes_of(root) != set()
