"""Each case folder of a rule holds files laid over the stock guide: ``passes`` keeps the rule, ``fails`` breaks it."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, STOCK, LayOver, WithFiles
from goldens import CASES, cases, check
from hypothesis import given, settings
from hypothesis import strategies as st
from model_text import problem_text
from test_codes import CODE, PACKAGE, REPORTING, codes_in_source

from guidepress.cli import program
from guidepress.errors import Problem, Span
from guidepress.model import Paragraph
from guidepress.pipeline import review
from guidepress.read.blocks import BlockReader
from guidepress.read.inlines import InlineReader
from guidepress.read.markdown import Locator, parse
from guidepress.read.tree import Node
from guidepress.rules.catalogue import BY_CODE, RULES, catalogue_text
from guidepress.rules.phrases import Phrases, verb_forms
from guidepress.rules.prose import Prose, prose_of, reading_grade, split_sentences, syllables, words_at
from guidepress.rules.rule import Rule
from guidepress.rules.us_spellings import UK_BY_US
from guidepress.rules.wordlists import HARD
from guidepress.walk import walk

RULE_CASES = CASES / "rules"
SEEKING = [rule for rule in RULES if rule.find]
NEEDS_CASES = {*(rule.code for rule in SEEKING), *(code for code in BY_CODE if code.startswith("waiver-"))}
SHOWN_ONLY = {"markdown", "too-deep", "include-many"}  # their examples stand for what no short example can hold
CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def problems_of(root: Path) -> list[Problem]:
    """Return all problems of a guide, those of the rules too."""
    return list(review(root)[1])


def codes_of(root: Path) -> set[str]:
    """Return the codes of a guide's problems."""
    return {problem.code for problem in problems_of(root)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_explained(rule: Rule) -> None:
    """A rule has a code, a summary of one sentence, a reason and two examples."""
    assert CODE.match(rule.code)
    assert rule.summary.endswith(".")
    assert rule.summary[0].isupper()
    assert rule.reason.strip()
    assert rule.bad.strip()
    assert rule.good.strip()
    assert rule.bad != rule.good


def test_codes_are_unique() -> None:
    """No two rules have one code."""
    assert sorted(BY_CODE) == sorted(rule.code for rule in RULES)


def test_there_are_enough_rules() -> None:
    """The catalogue holds what was promised."""
    assert len(RULES) >= 70
    assert len(SEEKING) >= 45


def codes_of_reader() -> set[str]:
    """Find the codes that reading and resolving report."""
    found = set()
    for path in [*(PACKAGE / "read").rglob("*.py"), *(PACKAGE / "resolve").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found & set(codes_in_source())


@pytest.mark.parametrize("code", sorted(codes_of_reader()))
def test_code_of_reader_is_in_catalogue(code: str) -> None:
    """What the reader reports is explained in the catalogue."""
    assert REPORTING
    assert code in BY_CODE, f"explain '{code}' in guidepress/rules/reader_*.py"


@pytest.mark.parametrize("code", sorted(NEEDS_CASES))
def test_rule_has_cases(code: str) -> None:
    """A rule that seeks faults has a case that keeps it and one that breaks it."""
    assert (RULE_CASES / code / "passes").is_dir()
    assert (RULE_CASES / code / "fails" / "expected.txt").is_file()


def test_cases_have_rules() -> None:
    """No case is left over from a rule that is gone."""
    assert {case.name for case in cases("rules")} == NEEDS_CASES


@pytest.mark.parametrize("case", cases("rules"), ids=lambda case: case.name)
def test_case_passes(case: Path, lay_over: LayOver) -> None:
    """The guide that keeps the rule gives no problem of it."""
    found = [problem_text(problem) for problem in problems_of(lay_over(case / "passes")) if problem.code == case.name]
    assert found == []


@pytest.mark.parametrize("case", cases("rules"), ids=lambda case: case.name)
def test_case_fails(case: Path, lay_over: LayOver, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """The guide that breaks the rule gives exactly the problems that are expected."""
    found = [problem for problem in problems_of(lay_over(case / "fails")) if problem.code == case.name]
    assert found
    check(case / "fails" / "expected.txt", "".join(f"{problem_text(one)}\n" for one in found), save=save_goldens)


def shown_files() -> Mapping[str, bytes]:
    """Give the files that examples show or include."""
    fails = RULE_CASES / "picture-coarse" / "fails"
    return {
        "source/images/small.png": (fails / "source/images/small.png").read_bytes(),
        "source/shared/consent.md": b"Ask first.\n",
        "source/images/drawing.png": (STOCK / "source/images/ladder.svg").read_bytes(),
    }


def as_chapter(rule: Rule, example: str) -> dict[str, str | bytes]:
    """Write an example as the stock guide's first chapter, under a title when it has none."""
    whole = any(line.startswith("# ") for line in f"{rule.bad}\n{rule.good}".splitlines())
    text = example if whole else f"# Chapter one\n\n{example}"
    return {**shown_files(), "source/chapters/one.md": f"{text}\n"}


MARKDOWN = [rule for rule in RULES if rule.form == "markdown" and rule.code not in SHOWN_ONLY]


@pytest.mark.parametrize("rule", MARKDOWN, ids=lambda rule: rule.code)
def test_bad_example_breaks_the_rule(rule: Rule, with_files: WithFiles) -> None:
    """The example of what not to do is reported under the rule's code."""
    assert rule.code in codes_of(with_files(as_chapter(rule, rule.bad)))


@pytest.mark.parametrize("rule", MARKDOWN, ids=lambda rule: rule.code)
def test_good_example_keeps_the_rule(rule: Rule, with_files: WithFiles) -> None:
    """The example of what to do is not reported under the rule's code, nor is it an error of another."""
    problems = problems_of(with_files(as_chapter(rule, rule.good)))
    assert rule.code not in {problem.code for problem in problems if problem.span.file.endswith("one.md")}
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_document_is_what_the_rules_say() -> None:
    """The catalogue in docs/ is the one that the rules give: `python build.py rules --write docs/rules.md`."""
    assert (REPOSITORY / "docs/rules.md").read_text("utf-8") == catalogue_text()


def test_examples_keep_their_spaces() -> None:
    """The catalogue shows examples as they are written: indented, and with the spaces that they are about."""
    assert "\nAsk twice.  Then wait.\n" in catalogue_text()
    assert "\n- - Who\n  - When\n" in catalogue_text()


def test_real_guide_keeps_the_rules() -> None:
    """The guide in source/ gives no problem, not even a warning."""
    assert [problem_text(problem) for problem in problems_of(REPOSITORY)] == []


# ---------------------------------------------------------------- waivers

SHOUTED = "# Chapter one\n\n{above}## Ask.\n\nWords.{within}\n"
ALLOW = "<!-- allow: heading-stop because it is a name -->"


def chapter(text: str) -> dict[str, str | bytes]:
    """Write the stock guide's first chapter."""
    return {"source/chapters/one.md": text}


def stops_of(root: Path) -> list[str]:
    """Return the codes that have to do with headings and waivers."""
    return [one.code for one in problems_of(root) if one.code.startswith(("heading-stop", "waiver"))]


def test_waiver_allows_the_next_block(with_files: WithFiles) -> None:
    """A comment above a block allows what the rule warns of there, and is no fault itself."""
    assert stops_of(with_files(chapter(SHOUTED.format(above=f"{ALLOW}\n\n", within="")))) == []


def test_waiver_is_about_the_next_block_only(with_files: WithFiles) -> None:
    """The same fault further down is still reported."""
    text = SHOUTED.format(above=f"{ALLOW}\n\n", within="\n\n## Wait.\n\nWords.")
    assert stops_of(with_files(chapter(text))) == ["heading-stop"]


def test_waiver_in_a_line(with_files: WithFiles) -> None:
    """A comment inside a line is about that line, not the next."""
    text = "# Chapter one\n\nAsk  them. <!-- allow: double-space because it is a form -->\nWait  here.\n"
    found = [one for one in problems_of(with_files(chapter(text))) if one.code == "double-space"]
    assert [one.span.line for one in found] == [4]


def test_two_waivers_for_one_block(with_files: WithFiles) -> None:
    """Comments one below the other are about the same block."""
    text = f"# Chapter one\n\n{ALLOW}\n<!-- allow: heading-capitals because it is a name -->\n\n## ASK NOW.\n\nWords.\n"
    assert codes_of(with_files(chapter(text))) & {"heading-stop", "heading-capitals", "waiver-unused"} == set()


def test_waiver_for_a_note(with_files: WithFiles) -> None:
    """A comment above a note is about the note, though it stands elsewhere in the tree."""
    text = "# Chapter one\n\nWords.[^1]\n\n<!-- allow: double-space because it is a form -->\n[^1]: Ask  them.\n"
    assert codes_of(with_files(chapter(text))) & {"double-space", "waiver-unused"} == set()


def test_waiver_without_reason_allows_nothing(with_files: WithFiles) -> None:
    """Without a reason the fault is reported, and the waiver as well."""
    found = stops_of(with_files(chapter(SHOUTED.format(above="<!-- allow: heading-stop -->\n\n", within=""))))
    assert {"heading-stop", "waiver-reason"} <= set(found)


def test_waiver_of_an_error_is_refused(with_files: WithFiles) -> None:
    """An error stays, and the waiver is told that it cannot help."""
    text = "# Chapter one\n\n<!-- allow: unknown-chapter because it comes later -->\n\nRead [more](three.md).\n"
    assert {"unknown-chapter", "waiver-refused"} <= codes_of(with_files(chapter(text)))


def guide_yaml(waivers: str) -> str:
    """Return the stock guide's guide.yaml with waivers."""
    return (STOCK / "source/guide.yaml").read_text("utf-8") + f"\nwaivers:\n{waivers}"


@pytest.mark.parametrize("chapter_line", ["", "    chapter: one.md\n"])
def test_waiver_for_the_guide_or_a_chapter(chapter_line: str, with_files: WithFiles) -> None:
    """guide.yaml can allow a rule's warnings everywhere, or in one chapter."""
    waiver = f"  - rule: heading-stop\n    reason: It is a name.\n{chapter_line}"
    files = {**chapter(SHOUTED.format(above="", within="")), "source/guide.yaml": guide_yaml(waiver)}
    assert stops_of(with_files(files)) == []


def test_waiver_for_another_chapter(with_files: WithFiles) -> None:
    """A waiver for one chapter allows nothing in another."""
    waiver = "  - rule: heading-stop\n    reason: It is a name.\n    chapter: two.md\n"
    files = {**chapter(SHOUTED.format(above="", within="")), "source/guide.yaml": guide_yaml(waiver)}
    assert stops_of(with_files(files)) == ["heading-stop", "waiver-unused"]


# ---------------------------------------------------------------- prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Mr. Brown. He knows.", ["Ask Mr. Brown.", "He knows."]),
        ("Bring food, e.g. Soup. Then eat.", ["Bring food, e.g. Soup.", "Then eat."]),
        ("J. R. Smith came. So did Jo.", ["J. R. Smith came.", "So did Jo."]),
        ("It costs 6.40 a day. Pay it.", ["It costs 6.40 a day.", "Pay it."]),
        ("“Why?” she asked. Nobody knew.", ["“Why?” she asked.", "Nobody knew."]),
        ("Ask “What now?” Then wait.", ["Ask “What now?”", "Then wait."]),
        ("So do I. You too.", ["So do I.", "You too."]),
        ("Wait… Then go (or stay). Well?", ["Wait…", "Then go (or stay).", "Well?"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Sentences end where they do; abbreviations, initials and numbers end none."""
    assert expected == [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("people", 2), ("table", 2), ("asked", 1), ("wanted", 2), ("meeting", 2), ("the", 1)],
)
def test_syllables(word: str, count: int) -> None:
    """The guess is right for common words."""
    assert count == syllables(word)


def test_reading_grade() -> None:
    """The grade is that of the published formula."""
    prose = words_at("The cat sat on the mat. It was red.", Span("a"))
    assert reading_grade([prose]) == pytest.approx(0.39 * 9 / 2 + 11.8 * 9 / 9 - 15.59)
    assert reading_grade([]) == 0


def test_phrases_do_not_cross_marks() -> None:
    """A phrase is found as it stands, with nothing but spaces in it, and not inside quotation marks."""
    phrases = Phrases({"going forward": "Write: from now on"})
    found = phrases.find(words_at("Going forward, go. Going, forward. “Going forward” is jargon.", Span("a")))
    assert [one.start for one in found] == [0]


def test_word_lists_are_long_and_plain() -> None:
    """The lists hold what was promised, and do not advise words that they advise against."""
    assert len(HARD) >= 120
    assert len(UK_BY_US) >= 150
    assert not set(UK_BY_US) & set(UK_BY_US.values())
    assert dict(verb_forms("apply", "x")) == dict.fromkeys(("apply", "applies", "applied", "applying"), "x")


def inlines_of(text: str) -> Iterator[tuple[Paragraph, Prose]]:
    """Read Markdown and yield its paragraphs with their prose."""
    where = Locator("a.md", tuple(text.split("\n")))
    root, _ = parse(text, "en-GB")
    reader = BlockReader(InlineReader(where, [], "en-GB"))
    nodes: list[Node] = [node for node in root.children if node.type != "footnote_block"]
    for node in walk(reader.read(nodes)):
        if isinstance(node, Paragraph):
            yield node, prose_of(node.children, node.span)


LETTERS = st.sampled_from(
    [*"abc XY.,!?éü–", "\n", "*", "**", '"', "'", "\n\n", "- ", "> ", "[a](b.md)", "`c`", "{{ d }}", "  "]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LETTERS, max_size=40).map("".join))
def test_every_letter_knows_its_place(text: str) -> None:
    """Whatever a chapter says, the place of a letter in its prose is where that letter stands in the source."""
    lines = text.split("\n")
    for _, prose in inlines_of(text):
        for offset, letter in enumerate(prose.text):
            if prose.is_written(offset) and not letter.isspace():
                span = prose.span(offset)
                assert CURLY.get(letter, letter) == lines[span.line - 1][span.column - 1]


@pytest.mark.parametrize(
    "above", ["Words\n", "Words  \n", "Words\\\n", "Words *of*\n \t ", "> Words\n> ", "- Words\n", "Words "]
)
@pytest.mark.parametrize("words", ["`code`", "$x$", "{kbd}`x`", "![code](a.png)", "{abbr}`x (y)`"])
def test_what_has_no_place_stands_behind_what_has(above: str, words: str) -> None:
    """Code, a formula, a key or a picture that begins a line stands there, and one behind a word right behind it."""
    ((_, prose),) = inlines_of(f"{above}{words} and words.\n")
    *lines, begun = above.split("\n")
    assert prose.span(prose.text.index(" and") - 1) == Span("a.md", len(lines) + 1, len(begun) + 1)


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_check_counts_warnings(options: tuple[str, ...], status: int, with_files: WithFiles) -> None:
    """Warnings are shown and counted; they count as faults where that is asked for."""
    root = with_files(chapter("# Chapter one\n\nAsk  them.\n"))
    done = CliRunner().invoke(program, ["check", "--source", "--guide", str(root), *options], standalone_mode=False)
    assert done.return_value == status
    assert "two spaces stand together [double-space]" in done.output
    assert "warnings" in done.output


def test_rules_are_listed() -> None:
    """The command prints the catalogue."""
    assert catalogue_text() == CliRunner().invoke(program, ["rules"]).output


def test_rules_are_written(tmp_path: Path) -> None:
    """The command writes the catalogue where it is asked to, and says so where it cannot."""
    assert CliRunner().invoke(program, ["rules", "--write", str(tmp_path / "a.md")]).exit_code == 0
    assert (tmp_path / "a.md").read_text("utf-8") == catalogue_text()
    assert "cannot be written" in CliRunner().invoke(program, ["rules", "--write", str(tmp_path / "no/a.md")]).output


def test_no_case_folder_writes_to_the_stock(tmp_path: Path) -> None:
    """The stock guide itself is read with warnings at most."""
    root = shutil.copytree(STOCK, tmp_path / "guide")
    assert [one for one in problems_of(Path(root)) if one.severity == "error"] == []
