"""`check --fix` mends what is safe in the author's files, and nothing else; a second run changes nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY, STOCK, WithFiles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepress.errors import Edit, Fix, Problem, Span, nearest
from guidepress.inspection import mend_source
from guidepress.mend import Mending, apply_fixes, mended_text
from guidepress.pipeline import review
from guidepress.read.folder import ODD
from guidepress.rules.catalogue import BY_CODE, RULES

ONE = "source/chapters/one.md"
GUIDE = "source/guide.yaml"
STOCK_GUIDE = (STOCK / GUIDE).read_text("utf-8")


def one(words: str) -> str:
    """Write the words of the stock guide's first chapter."""
    return f"# Chapter one\n\n{words}\n"


def guide(old: str, new: str) -> str:
    """Write guide.yaml with other words in one place."""
    assert STOCK_GUIDE.count(old) == 1
    return STOCK_GUIDE.replace(old, new)


# What is written, and what it is mended to, by code: the file, before, after.
MENDED: Mapping[str, tuple[str, str, str]] = {
    "heading-stop": (ONE, one("## Who to ask.\n\nAsk."), one("## Who to ask\n\nAsk.")),
    "spelling-us": (ONE, one("Organize *the center* of it."), one("Organise *the centre* of it.")),
    "double-space": (ONE, one("Ask  twice.   Then wait."), one("Ask twice. Then wait.")),
    "three-dots": (ONE, one("Well... yes."), one("Well… yes.")),
    "straight-dash": (ONE, one("Ask early - people -- all - need time."), one("Ask early – people – all – need time.")),
    "space-before-mark": (ONE, one("Ask early , and ask twice !"), one("Ask early, and ask twice!")),
    "heading-level": (
        ONE,
        one("## A\n\nWords.\n\n#### B\n\nWords.\n\n##### C\n\nWords.\n\n#### D\n\nWords.\n\n### E\n\nWords.\n\n## F\n\nWords."),
        one("## A\n\nWords.\n\n### B\n\nWords.\n\n#### C\n\nWords.\n\n### D\n\nWords.\n\n### E\n\nWords.\n\n## F\n\nWords."),
    ),
    "odd-character": (ONE, one("Wo\x08rds and \x7fmore."), one("Words and more.")),
    "unknown-role": (ONE, one("A {terms}`carer`."), one("A {term}`carer`.")),
    "unknown-block": (ONE, one("> :::{tipp}\n> Words.\n> :::"), one("> :::{tip}\n> Words.\n> :::")),
    "unknown-option": (
        ONE,
        one(":::{figure} images/ladder.svg\n:altt: A ladder.\n\nWords.\n:::"),
        one(":::{figure} images/ladder.svg\n:alt: A ladder.\n\nWords.\n:::"),
    ),
    "flag-value": (
        ONE,
        one(":::{figure} images/ladder.svg\n:decorative:   yes\n:::"),
        one(":::{figure} images/ladder.svg\n:decorative:\n:::"),
    ),
    "nested-block": (
        ONE,
        one(":::{tip}\n:::{note}\n:::{warning}\nWords.\n:::\n:::\nMore.\n:::\n\nEnd."),
        one(":::::{tip}\n::::{note}\n:::{warning}\nWords.\n:::\n::::\nMore.\n:::::\n\nEnd."),
    ),
    "stray-fence": (ONE, one("::: tip\nWords.\n:::"), one(":::{tip}\nWords.\n:::")),
    "missing-file": (GUIDE, guide("- one.md", "- chapters/one.md"), STOCK_GUIDE),
    "schema-extra-forbidden": (GUIDE, guide("subtitle:", "subtitel:"), STOCK_GUIDE),
    "schema-string-type": (GUIDE, guide('version: "2.1"', "version: 2.10"), guide('"2.1"', '"2.10"')),
    "schema-date-type": (GUIDE, guide("2026-03-04", "'2026-03-04'"), STOCK_GUIDE),
    "schema-list-type": (GUIDE, guide("authors:\n  - Ada Writer", "authors: Ada Writer"), guide("authors:\n  - Ada Writer", "authors: [Ada Writer]")),
    "unknown-word": (GUIDE, f"{STOCK_GUIDE}words:\n  contentss: Inside\n", f"{STOCK_GUIDE}words:\n  contents: Inside\n"),
}  # fmt: skip

# What looks alike but stays: what is meant is not certain, or the words are somebody's.
KEPT = {
    "a person's name": one("Gray asked her."),
    "a place's name": one("Center Parcs is closed."),
    "the title of a work that is linked": one("Read [a flavor of it](resource:ladder)."),
    "an address in angle brackets": one("See <https://example.org/color...center>."),
    "an address among words": one("See www.example.org/color or hello@center.example now."),
    "a file's name": one("Open color.css first."),
    "a heading that gives a section its address": one("## The color of it\n\nSee [it](#the-color-of-it)."),
    "words in quotation marks": one('She said "the color" twice.'),
    "capitals": one("THE COLOR IS RED."),
    "an abbreviation at a heading's end": one("## Food, etc.\n\nWords."),
    "initials at a heading's end": one("## From 9 a.m.\n\nWords."),
    "spaces in code": one("Type `a  b`."),
    "a waiver": one("<!-- allow: double-space because it is a form -->\n\nAsk  twice."),
    "an ellipsis with spaces": one("Wait . . . yes."),
    "a doubled word": one("Ask the the people."),
    "a block's name that is too short": one(":::{tp}\nWords.\n:::"),
    "an option that stands there already": one(":::{tip}\n:name: mine\n:nam: other\n\nWords.\n:::"),
    "a flag that says no": one(":::{figure} images/ladder.svg\n:decorative: no\n:::"),
    "colons whose end is not certain": one(":::{tip}\n:::{note}\nWords.\n:::\n\n## A heading\n\n:::\n\nWords."),
    "colons without an end": one(":::note\nWords."),
    "colons of a block that needs more": one(":::activity\nWords.\n:::"),
    "http": one("Read [the Act](http://www.example.org/)."),
    "a term that is near": one("A {term}`carrer`."),
}


def mended(root: Path) -> Mending:
    """Mend a guide, and see that a second run changes nothing."""
    done = mend_source(root)
    assert mend_source(root).edits == ()
    return done


@pytest.mark.parametrize("code", MENDED)
def test_mended(code: str, with_files: WithFiles) -> None:
    """What breaks the rule is mended as the catalogue says, and is reported no more."""
    file, before, after = MENDED[code]
    root = with_files({file: before})
    assert code in {problem.code for problem in review(root)[1]}
    done = mended(root)
    assert after == (root / file).read_text("utf-8")
    assert code not in {problem.code for problem in review(root)[1]}
    assert {edit.span.file for edit in done.edits} == {file}


def test_catalogue_says_what_is_mended() -> None:
    """Every rule that has a fix says so in the catalogue, and no other does."""
    assert set(MENDED) == {rule.code for rule in RULES if rule.mends}
    assert all(rule.mends[0].islower() and rule.mends.endswith(".") for rule in RULES if rule.mends)


@pytest.mark.parametrize("words", KEPT.values(), ids=KEPT)
def test_kept(words: str, with_files: WithFiles) -> None:
    """What is not certain is left to the author."""
    root = with_files({ONE: words})
    assert mended(root).edits == ()
    assert words == (root / ONE).read_text("utf-8")


def test_the_words_of_a_term_stay(with_files: WithFiles) -> None:
    """What a term is looked up by stays as it is, here and where a chapter explains it; the words around it are mended."""
    glossary = "- term: color - in  short...\n  definition: What the eye sees.\n"
    words = "A {term}`color - in  short...` and a {term}`flavor`  here.\n\n:::{glossary}\nflavor\n: What the tongue tells.\n:::"
    root = with_files({ONE: one(words), "source/glossary.yaml": glossary})
    assert {problem.severity for problem in review(root)[1]} == {"warning"}
    assert [(edit.old, edit.new) for edit in mended(root).edits] == [("  ", " ")]
    assert (root / ONE).read_text("utf-8") == one(words.replace("`  here", "` here"))


def test_deep_blocks(with_files: WithFiles) -> None:
    """Blocks inside blocks are mended from the outside in, in one run, however deep they stand."""
    root = with_files({ONE: one(":::{tip}\n" * 9 + "Words.\n" + ":::\n" * 9)})
    mended(root)
    lengths = [line.index("{") for line in (root / ONE).read_text("utf-8").splitlines() if "{tip}" in line]
    assert lengths == list(range(11, 2, -1))
    assert "nested-block" not in {problem.code for problem in review(root)[1]}


def test_a_heading_with_a_name_of_its_own(with_files: WithFiles) -> None:
    """A heading whose section has a name keeps its address when its words change."""
    root = with_files({ONE: one("(mine)=\n## The color of it\n\nSee [it](#mine).")})
    mended(root)
    assert "## The colour of it" in (root / ONE).read_text("utf-8")


def test_many_characters_that_cannot_be_shown(with_files: WithFiles) -> None:
    """A file full of them, as one saved in another encoding, is mended in one run."""
    root = with_files({ONE: "\0".join(one("Ask twice."))})
    mended(root)
    assert (root / ONE).read_text("utf-8") == one("Ask twice.")


def test_errors_first_then_warnings(with_files: WithFiles) -> None:
    """What an error hides is mended in the same run, once the error is."""
    root = with_files({ONE: one(":::{tipp}\nAsk  twice.\n:::")})
    assert [edit.new for edit in mended(root).edits] == [":::{tip}", " "]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=ascii)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=ascii)
def test_line_ends_stay(end: str, mark: str, with_files: WithFiles) -> None:
    """Line ends and a byte order mark stay as they are."""
    text = f"{mark}# The color of  it\n\nAsk  twice.\n"
    root = with_files({ONE: text.replace("\n", end)})
    mended(root)
    expected = f"{mark}# The colour of it\n\nAsk twice.\n".replace("\n", end)
    assert expected.encode() == (root / ONE).read_bytes()


def test_after_an_escape(with_files: WithFiles) -> None:
    """Where escapes and entities move the words away from their place, nothing else is changed in their stead."""
    root = with_files({ONE: one(r"1 \* color &amp; center - x and \[ color .")})
    before = (root / ONE).read_text("utf-8")
    mended(root)
    after = (root / ONE).read_text("utf-8")
    assert re.sub(r"colou?r|cent(er|re)|[-–]|\s", "", before) == re.sub(r"colou?r|cent(er|re)|[-–]|\s", "", after)


# ---------------------------------------------------------------- applying

TEXT = 'one two\nthree "four"\n'


def edit(line: int, column: int, old: str, new: str, file: str = ONE) -> Edit:
    """Make an edit."""
    return Edit(Span(file, line, column), old, new)


@pytest.mark.parametrize(
    ("fixes", "text", "made"),
    [
        ([(edit(1, 1, "one", "1"),), (edit(2, 1, "three", "3"),)], '1 two\n3 "four"\n', 2),
        ([(edit(1, 1, "two", "2"),)], TEXT, 0),
        ([(edit(1, 5, "two\nthree", "2"),)], TEXT, 0),
        ([(edit(1, 5, "two", "2\n"),)], TEXT, 0),
        ([(edit(1, 1, "one two", "1"),), (edit(1, 5, "two", "2"),)], '1\nthree "four"\n', 1),
        ([(edit(1, 1, "one", "1"),), (edit(1, 4, " two", "2"),)], '1 two\nthree "four"\n', 1),
        ([(edit(1, 1, "one", "1"), edit(9, 1, "x", "y"))], TEXT, 0),
        ([(edit(1, 1, "one", "1"), edit(2, 1, "three", "3"))], '1 two\n3 "four"\n', 2),
        ([(edit(0, 0, "one", "1"),), (edit(1, 0, "one", "1"),), (edit(1, 1, "", "1"),)], TEXT, 0),
        ([(edit(2, 7, "“four”", "“4”"),)], 'one two\nthree "4"\n', 1),
    ],
)  # fmt: skip
def test_apply(fixes: list[Fix], text: str, made: int) -> None:
    """Edits are made where the expected words stand, within a line, apart from each other, and those of a fix together."""
    assert (text, made) == ((found := mended_text(TEXT, fixes))[0], len(found[1]))


@pytest.mark.parametrize(
    "file", ["../out.md", "source/../out.md", "out.md", "source/link.md", "source", "source/none.md"]
)
def test_nothing_outside_the_source(file: str, with_files: WithFiles, tmp_path: Path) -> None:
    """A file that lies outside source/, be it by a link, is left alone."""
    root = with_files({"out.md": "one\n"})
    (tmp_path / "out.md").write_text("one\n", "utf-8")
    (root / "source/link.md").symlink_to("../out.md")
    assert apply_fixes(root, [(edit(1, 1, "one", "1", file),)]) == Mending()
    assert {"one\n"} == {path.read_text("utf-8") for path in (root / "out.md", tmp_path / "out.md")}


def test_a_file_that_cannot_be_written(with_files: WithFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be replaced stays as it was; the problem is told, and nothing is left beside it."""
    root = with_files({ONE: one("Ask  twice.")})
    monkeypatch.setattr(Path, "replace", _refuse)
    before = sorted(root.rglob("*"))
    done = mend_source(root)
    assert [(problem.code, problem.span.file) for problem in done.problems] == [("unwritable", ONE)]
    assert "No space left on device" in done.problems[0].message
    assert (one("Ask  twice."), before) == ((root / ONE).read_text("utf-8"), sorted(root.rglob("*")))


def _refuse(_self: Path, _target: Path) -> None:
    raise OSError(28, "No space left on device")


def test_rights_stay(with_files: WithFiles) -> None:
    """A file that was mended has the rights that it had."""
    root = with_files({ONE: one("Ask  twice.")})
    (root / ONE).chmod(0o640)
    mended(root)
    assert (root / ONE).stat().st_mode & 0o777 == 0o640


# ---------------------------------------------------------------- any guide at all

PIECES = st.sampled_from(
    [
        "The color", "of  it", "is... well", "red - blue", "early , and", "ask twice !", "*center*", "**a  b**", '"gray"', "`a  b`",
        "\\* odd", "&amp; more", "[a  flavor](two.md)", "{terms}`carer`", "{{ version }}", "[^1]", "etc.", "$5 .", "a\\\n", "\n", "\n\n",
        "\n\n- ", "\n\n> ", "\n\n## Who to ask.\n\n", "\n\n#### The color of it.\n\n", "\n\n:::{tip}\n", "\n:::\n\n", "\n\n::::{note}\n",
        "\n::::\n\n", "\n\n:::{tipp}\n", "\n\n::: tip\n", "\n:clas: x\n", "\n\n:::{figure} images/ladder.svg\n:altt: A  ladder.\n\n", "\x08",
        "\n\n| a  b | c |\n| - | - |\n| color  x | y |\n\n", "\n\n[^1]: The  color.\n\n", "\r\n", "\u2028",
    ]
)  # fmt: skip
HIDING = {"unknown-block", "nested-block", "stray-fence", "odd-character", "unknown-option"}
EQUAL = str.maketrans("", "", " :{}#\x08")


def plain(text: str) -> str:
    """Leave of a text what no fix changes: fixes touch spaces, colons, marks of headings, names and spellings."""
    for us, uk in {"color": "colour", "center": "centre", "flavor": "flavour", "gray": "grey"}.items():
        text = re.sub(f"{us}(?!u)", uk, text, flags=re.IGNORECASE)
    text = ODD.sub("", text).replace("...", "…").replace("-", "–").replace("altt", "alt").replace("tipp", "tip")
    text = text.replace("clas", "class").replace("classs", "class").replace("terms", "term")
    return text.translate(EQUAL).replace(".", "")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_mending_harms_nothing(words: str) -> None:
    """Whatever a chapter says: no fix makes a problem of another kind, the words stay the same, a second run changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "guide")
        shutil.copytree(STOCK, root)
        path = root / ONE
        text = f"# Chapter one\n\n{words}\n"
        path.write_bytes(text.encode())
        before = review(root)[1]
        done = mended(root)
        after = review(root)[1]
        assert done.problems == ()
        assert plain(text) == plain(path.read_bytes().decode())
        assert _codes(after, before) == set()


def _codes(after: tuple[Problem, ...], before: tuple[Problem, ...]) -> set[str]:
    """Return the codes that are new and were not hidden: errors hide what the rules say, unknown blocks what stands in them."""
    known = {problem.code for problem in before}
    rules_hidden = any(problem.severity == "error" for problem in before)
    blocks_hidden = bool(known & HIDING)
    hidden = {"error": blocks_hidden, "warning": rules_hidden}
    if rules_hidden:
        known = known | {"no-glyph"}  # an error, but sought with the rules
    if "heading-level" in known:
        known = known | {"empty-section"}  # the next heading of a wrong level stood under this one
    return {one.code for one in after if one.code not in known and not hidden[one.severity]}


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("tipp", ["tip", "note"], "tip"),
        ("carer", ["carers", "cares"], ""),
        ("tp", ["tip"], ""),
        ("figur", ["figure"], "figure"),
        ("x", [], ""),
    ],
)
def test_nearest(word: str, known: list[str], expected: str) -> None:
    """A slip of the pen is one only if a single known word is very like it."""
    assert expected == nearest(word, known)


# ---------------------------------------------------------------- the command


def check(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `check` on the source, as an author does."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "check", "--source", "--guide", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_fix_says_what_it_changed(with_files: WithFiles) -> None:
    """Each change is told with its place, the old words and the new; then what is left is checked."""
    root = with_files({ONE: one("Ask  the color of the the door.")})
    done = check(root, "--fix")
    assert done.returncode == 0
    assert done.stdout.startswith(f"{ONE}:3: '  ' -> ' '\n{ONE}:3: color -> colour\n2 changes made.\n")
    assert "[repeated-word]" in done.stderr
    assert "[double-space]" not in done.stderr
    assert (root / ONE).read_text("utf-8") == one("Ask the colour of the the door.")
    assert "made." not in check(root, "--fix").stdout


def test_without_fix_nothing_is_written(with_files: WithFiles) -> None:
    """Without --fix the files stay, and people are told what could be mended."""
    root = with_files({ONE: one("Ask  the color.")})
    done = check(root)
    assert (root / ONE).read_text("utf-8") == one("Ask  the color.")
    assert "2 problems can be mended by `check --fix`.\n" in done.stdout


def test_fix_for_programs(with_files: WithFiles) -> None:
    """A program gets the fixes as data, and with --fix the changes that were made."""
    root = with_files({ONE: one("Ask  twice.")})
    change = {"file": ONE, "line": 3, "column": 4, "old": "  ", "new": " "}
    problems = json.loads(check(root, "--output-format=json").stdout)["problems"]
    assert [change] in [problem["fix"] for problem in problems]
    done = check(root, "--fix", "--output-format=json")
    assert [change] == json.loads(done.stdout)["mended"]
    assert "1 change made." in done.stderr


def test_every_mended_code_is_in_the_catalogue() -> None:
    """The catalogue knows all codes that are mended here."""
    assert set(MENDED) <= set(BY_CODE)
