"""`check` writes one document for programs: JSON, SARIF 2.1.0 or GitHub's workflow commands, whatever it found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, WithFiles
from sarif import Configuration, Region, Words, run_of

from guidepress.check.artifacts import Outcome, checkers
from guidepress.commands.check import OUTPUT_FORMATS, PEOPLE, command
from guidepress.errors import Edit, Problem, Span
from guidepress.reports import FORMATS
from guidepress.reports.report import Report
from guidepress.rules.catalogue import BY_CODE

ONE = "source/chapters/one.md"
TWICE = "# Chapter one\n\nAsk  the color of it.\n"


def check(root: Path, *options: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    """Run `check` as a program does."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "check", "--guide", str(root), *options]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def parsed(form: str, document: str) -> Any:
    """Read a document in the way of its format; GitHub's is a list of lines."""
    if form == "github":
        return document.splitlines()
    return run_of(document) if form == "sarif" else json.loads(document)


# ---------------------------------------------------------------- the command


def test_formats_are_offered() -> None:
    """The command offers the formats that there are."""
    assert {PEOPLE, *FORMATS} == set(OUTPUT_FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({ONE: "# Chapter one\n\nFine.\n"}, 0),
        ({ONE: TWICE}, 0),
        ({ONE: "No title, but {term}`carrer`.\n"}, 1),
        ({"source/guide.yaml": "title: [\n"}, 1),
        ({"source/guide.yaml": b"\xff"}, 1),
    ],
    ids=["sound", "warning", "error", "broken", "encoding"],
)
def test_one_document(form: str, files: dict[str, str | bytes], status: int, with_files: WithFiles) -> None:
    """Whatever is found there is one document on stdout, and the status is that of the output for people."""
    root = with_files(files)
    done = check(root, "--source", f"--output-format={form}")
    assert status == done.returncode
    assert {"The finished files were not checked"} == {line.partition(":")[0] for line in done.stderr.splitlines()}
    parsed(form, done.stdout)
    assert status == check(root, "--source").returncode


@pytest.mark.parametrize("form", FORMATS)
def test_no_guide(form: str, tmp_path: Path) -> None:
    """A folder without a guide gives a document that says so."""
    done = check(tmp_path, f"--output-format={form}")
    assert done.returncode == 1
    assert "there is no file source/guide.yaml" in str(parsed(form, done.stdout))


def test_template_fault(with_files: WithFiles) -> None:
    """What goes wrong in the making is in the document, and that the finished files were not checked."""
    root = with_files({"templates/blocks/paragraph.html.j2": "<p>{{ nobody }}</p>"})
    done = check(root, "--output-format=json")
    document = json.loads(done.stdout)
    assert (1, True) == (done.returncode, document["failed"])
    assert "template" in {problem["code"] for problem in document["problems"]}
    assert document["notices"] == ["The finished files were not checked: not all of them could be made."]


def test_finished_files(with_files: WithFiles) -> None:
    """Findings on finished files are in the document, at the source; so are the checkers, also those that did not run."""
    table = "<ul><p>a</p></ul>"
    root = with_files(
        {
            ONE: "# Chapter one\n\nWords.\n\n> A quote.\n",
            "templates/blocks/block-quote.html.j2": f'<blockquote id="{{{{ block.id }}}}">{table}</blockquote>',
        }
    )
    done = check(root, "--output-format=json")
    document = json.loads(done.stdout)
    found = {(one["file"], one["line"], one["code"], one["excerpt"]) for one in document["problems"]}
    assert (ONE, 5, "pdfua-PDFUA1-L-KIDS-001", "> A quote.") in found
    assert {one["name"] for one in document["checkers"]} == {checker.NAME for checker in checkers()}
    assert (1, True) == (done.returncode, document["failed"])


def test_paths_from_the_working_folder(with_files: WithFiles) -> None:
    """SARIF and GitHub's commands name files as seen from the working folder, JSON as seen from the guide's."""
    root = with_files({ONE: TWICE})
    outputs = {form: check(root, "--source", f"--output-format={form}", cwd=root.parent).stdout for form in FORMATS}
    assert f"::warning file={root.name}/{ONE},line=3,col=4" in outputs["github"]
    uris = {result.locations[0].physicalLocation.artifactLocation.uri for result in run_of(outputs["sarif"]).results}
    assert f"{root.name}/{ONE}" in uris
    assert ONE in {problem["file"] for problem in json.loads(outputs["json"])["problems"]}


def test_document_is_utf8(with_files: WithFiles) -> None:
    """The document is UTF-8, whatever the terminal speaks."""
    root = with_files({ONE: "# Chapter one\n\n{term}`Brötchen – 日本`.\n"})
    command = [sys.executable, str(REPOSITORY / "build.py"), "check", "--guide", str(root), "--output-format=json"]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})
    assert "Brötchen – 日本" in done.stdout.decode("utf-8")


def test_people_see_the_source(with_files: WithFiles) -> None:
    """For people, a finding on a finished file is shown at its line of the source, with the file it was found in."""
    root = with_files(
        {
            ONE: "# Chapter one\n\nWords.\n\n> A quote.\n",
            "templates/blocks/block-quote.html.j2": '<blockquote id="{{ block.id }}"><ul><p>a</p></ul></blockquote>',
        }
    )
    done = check(root)
    assert done.returncode == 1
    shown = done.stderr.splitlines()
    (at,) = (number for number, line in enumerate(shown) if "[pdfua-PDFUA1-L-KIDS-001]" in line)
    assert shown[at].startswith(f"{ONE}:5:1  error: ")
    assert shown[at + 1 : at + 3] == ["    5 | > A quote.", "        ^"]
    assert shown[at + 3].startswith("    Found in stock-guide-2.1.pdf, at object ")


# ---------------------------------------------------------------- the writers

GONE = Outcome("ace", "Ace", 1, missing="Chromium was not found; run `make validators`")
ODD = Problem(Span("source/a b%.md", 3, 4), "double-space", "two, 50%: spaces\nstand", "Delete one.", "warning")


def test_github_escapes() -> None:
    """What a parser of commands reads as its own signs is escaped, in properties and in words."""
    (line,) = FORMATS["github"](Report(Path(), (ODD,))).splitlines()
    place = "file=source/a b%25.md,line=3,col=4,title=double-space"
    assert line == f"::warning {place}::two, 50%25: spaces%0Astand. Delete one."
    (line,) = FORMATS["github"](Report(Path(), (Problem(Span("a,b:c.md"), "x", "Odd."),))).splitlines()
    assert line == "::error file=a%2Cb%3Ac.md,title=x::Odd."


def test_nothing_found() -> None:
    """A report without anything is a whole document all the same; GitHub's has no lines."""
    assert FORMATS["github"](Report(Path())) == ""
    assert run_of(FORMATS["sarif"](Report(Path()))).results == []
    assert json.loads(FORMATS["json"](Report(Path())))["problems"] == []


@pytest.mark.parametrize(("strict", "level"), [(False, "notice"), (True, "error")])
def test_missing_checker(strict: bool, level: str) -> None:  # noqa: FBT001 - a parameter of the case
    """A checker that did not run is named in every format; where that is a fault, as an error."""
    report = Report(Path(), checkers=(GONE,), strict=strict)
    words = f"Ace did not run, so nothing is known of what it checks: {GONE.missing}"
    assert FORMATS["github"](report) == f"::{level} title=Ace did not run::{words}"
    (told,) = run_of(FORMATS["sarif"](report)).invocations[0].toolConfigurationNotifications
    assert (told.message.text, told.level) == (words, "error" if strict else "warning")
    (checker,) = json.loads(FORMATS["json"](report))["checkers"]
    assert (checker["ran"], checker["why_not"]) == (False, GONE.missing)


def test_sarif_explains_rules() -> None:
    """A rule of the catalogue brings its summary, reason, examples and level; a validator's own says whose it is."""
    ours = Problem(Span("a.md"), "double-space", "two", severity="warning")
    theirs = Problem(Span("a.md"), "ace-link-name", "Odd.")
    run = run_of(FORMATS["sarif"](Report(Path(), (theirs, ours), checkers=(Outcome("ace", "Ace", 1),))))
    by_id = {rule.id: rule for rule in run.tool.driver.rules}
    known = by_id["double-space"]
    assert known.shortDescription == Words(text=BY_CODE["double-space"].summary)
    assert known.fullDescription == Words(text=BY_CODE["double-space"].reason)
    assert known.defaultConfiguration == Configuration(level="warning")
    assert known.help is not None
    assert BY_CODE["double-space"].good in known.help.text
    assert by_id["ace-link-name"].shortDescription == Words(text="Ace found this in a finished file: link-name.")


def test_sarif_names_files_as_uris() -> None:
    """A file's name is written as a URI."""
    (result,) = run_of(FORMATS["sarif"](Report(Path(), (ODD,)))).results
    assert result.locations[0].physicalLocation.artifactLocation.uri == "source/a%20b%25.md"


def test_words_and_fix(with_files: WithFiles) -> None:
    """Where the words that are meant are known, place and excerpt have an end; a fix is given as data."""
    root = with_files({ONE: 'He said "colour" and color.\n'})
    edit = Edit(Span(ONE, 1, 22), "color", "colour")
    problem = Problem(edit.span, "spelling-us", "'color' is US spelling", "Write: colour", "warning", "color", (edit,))
    report = Report(root, (problem,), mended=(edit,))
    (shown,) = json.loads(FORMATS["json"](report))["problems"]
    assert (shown["end_line"], shown["end_column"], shown["excerpt"]) == (1, 27, 'He said "colour" and color.')
    assert shown["fix"] == [{"file": ONE, "line": 1, "column": 22, "old": "color", "new": "colour"}]
    (result,) = run_of(FORMATS["sarif"](report)).results
    place = result.locations[0].physicalLocation
    assert place.region == Region(startLine=1, startColumn=22, endLine=1, endColumn=27, snippet=Words(text="color"))
    (replacement,) = result.fixes[0].artifactChanges[0].replacements
    assert replacement.deletedRegion == Region(startLine=1, startColumn=22, endLine=1, endColumn=27)
    assert "Mended: color -> colour" in FORMATS["github"](report)


def test_words_that_stand_elsewhere_have_no_end(with_files: WithFiles) -> None:
    """Where other words stand in the source, as after an escape, no end is claimed."""
    root = with_files({ONE: "1 \\* color\n"})
    problem = Problem(Span(ONE, 1, 5), "spelling-us", "'color' is US spelling", words="color")
    (shown,) = json.loads(FORMATS["json"](Report(root, (problem,))))["problems"]
    assert (shown["end_line"], shown["end_column"]) == (None, None)


# ---------------------------------------------------------------- what docs/checking.md says


def test_every_key_is_described(with_files: WithFiles) -> None:
    """docs/checking.md describes every key of the JSON."""
    described = set(re.findall(r"`([a-z_]+)`", (REPOSITORY / "docs/checking.md").read_text("utf-8")))
    edit = Edit(Span(ONE, 1, 1), "a", "b")
    report = Report(with_files({}), (Problem(Span(ONE), "x", "X", fix=(edit,)),), (GONE,), ("N",), (edit,))
    assert set(_keys(json.loads(FORMATS["json"](report)))) <= described


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)


def test_the_editor_understands(with_files: WithFiles) -> None:
    """The pattern for Visual Studio Code in docs/checking.md finds the problems in the output for people."""
    (task,) = re.findall(r"```json\n(.*?)```", (REPOSITORY / "docs/checking.md").read_text("utf-8"), re.DOTALL)
    pattern = json.loads(task)["tasks"][0]["problemMatcher"]["pattern"]
    root = with_files({ONE: TWICE})
    lines = check(root, "--source").stderr.splitlines()
    found = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    names = ("file", "line", "column", "severity", "code")
    assert (ONE, "3", "4", "warning", "double-space") in [tuple(one[pattern[name]] for name in names) for one in found]


def test_options_are_described() -> None:
    """docs/checking.md describes every option of the command."""
    document = (REPOSITORY / "docs/checking.md").read_text("utf-8")
    assert [option for param in command.params for option in param.opts if f"`{option}" not in document] == []
