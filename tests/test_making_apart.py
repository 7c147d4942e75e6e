"""Each format is made in a process of its own, which may die or be stopped; settings are understood or refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from conftest import REPOSITORY, WithFiles, run_build

from guidepress import pipeline
from guidepress.aside import Aside, Method
from guidepress.check import toolbox
from guidepress.compose.resources import Design, design_of
from guidepress.formats import FORMATS, Making
from guidepress.judging import judge
from guidepress.model import Artifact, Download, Guide
from guidepress.pipeline import Limits, Made, Preparation, load, make

ENDLESS = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
HUGE = "{% set words = 'word' * 3000000000 %}"


def made(root: Path, limits: Limits) -> list[Made]:
    """Make the HTML file within limits."""
    guide, problems = load(root)
    assert guide is not None, problems
    return list(make(guide, design_of(root), Making(("html",)), limits))


@pytest.mark.parametrize("epoch", ["abc", "99999999999999", "-1", "1.5", "²"])
def test_wrong_date(stock: Path, tmp_path: Path, epoch: str) -> None:
    """A SOURCE_DATE_EPOCH that is no date is wrong usage, told in a sentence."""
    done = run_build(tmp_path / "dist", guide=stock, SOURCE_DATE_EPOCH=epoch)
    assert (2, False) == (done.returncode, (tmp_path / "dist").exists())
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in done.stderr
    assert "Traceback" not in done.stderr


def test_too_much_time(with_files: WithFiles) -> None:
    """A template that computes too long is a problem that names the format."""
    (one,) = made(with_files({"templates/blocks/paragraph.html.j2": ENDLESS}), Limits(seconds=3))
    assert [(problem.code, "html" in problem.message, "time" in problem.message) for problem in one.problems] == [
        ("format-failed", True, True)
    ]


def test_too_much_memory(with_files: WithFiles) -> None:
    """A template that asks for too much memory is a problem, not the machine's end."""
    (one,) = made(with_files({"templates/blocks/paragraph.html.j2": HUGE}), Limits(memory=2 * 1024**3))
    assert [(problem.code, "memory" in problem.message) for problem in one.problems] == [("format-failed", True)]


class Deadly:
    """End the process that uses it, or reads it."""

    def __getattr__(self, name: str) -> object:
        """Say what it has, which is asked for where a format is made."""
        os._exit(9)

    def __reduce__(self) -> tuple[object, tuple[int]]:
        """Say how it is read."""
        return os._exit, (9,)


@pytest.mark.parametrize("method", ["fork", "forkserver"])
def test_process_that_dies(stock: Path, method: Method, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed is a problem that names the format, however it was started."""
    monkeypatch.setattr(pipeline, "safe_method", lambda: method)
    guide, problems = load(stock)
    assert guide is not None, problems
    (one,) = make(guide, Deadly(), Making(("html",)))  # type: ignore[arg-type]  # it takes the design's place
    assert [problem.code for problem in one.problems] == ["format-failed"]
    assert "the format html cannot be made" in one.problems[0].message


def test_methods_make_the_same(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is forked makes the bytes that one makes which is given all it needs, and so does one that stood by."""
    guide, problems = load(stock)
    assert guide is not None, problems
    found = []
    making = Making(("pdf", "epub"))
    for method in ("fork", "forkserver"):
        monkeypatch.setattr(pipeline, "safe_method", lambda method=method: method)
        with Preparation(making) as preparation:
            done = make(guide, design_of(stock), preparation.done(making))
            found.append({one.format: (one.artifacts, one.problems) for one in done})
    assert found[0] == found[1]
    assert all(artifacts and not problems for artifacts, problems in found[0].values())


def test_website_knows_the_other_formats(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The website is made last, and is told of each other format's file, bytes and pages."""
    told: dict[str, Making] = {}

    def listening(name: str, guide: Guide, design: Design, making: Making, limits: Limits) -> Aside[Made]:
        told[name] = making
        return begin(name, guide, design, making, limits)

    begin = pipeline.begin
    monkeypatch.setattr(pipeline, "begin", listening)
    guide, problems = load(stock)
    assert guide is not None, problems
    *others, last = make(guide, design_of(stock), Making(FORMATS[::-1], page_list=True))
    expected = {}
    for one in others:
        (artifact,) = one.artifacts
        pages = len(one.pages.pages) if one.pages else None
        expected[one.format] = Download(one.format, artifact.path, len(artifact.data), pages)
    assert (last.format, told["site"].downloads) == ("site", expected)
    assert [(name, bool(one.pages)) for name, one in told["site"].downloads.items()] == [
        ("html", False),
        ("epub", False),
        ("pdf", True),
    ]


def test_website_without_a_format_that_failed(with_files: WithFiles) -> None:
    """A format that could not be made keeps the website from nothing: what is wrong with it is told too."""
    root = with_files(
        {"templates/epub/nav.xhtml.j2": "{{ no_such_name }}", "templates/site/page.html.j2": "{{ nor_this }}"}
    )
    guide, problems = load(root)
    assert guide is not None, problems
    told = {one.format: len(one.problems) for one in make(guide, design_of(root), Making(("epub", "site")))}
    assert told == {"epub": 1, "site": 1}


def test_pdf_is_judged() -> None:
    """A PDF that is not accessible is a problem that stops a build."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    problems = judge([Artifact("a.pdf", out.getvalue())])
    assert {problem.code for problem in problems} == {"not-accessible"}


def test_missing_ace_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where Ace is missing, Ace is named, not the folder of its package."""
    monkeypatch.setenv("GUIDEPRESS_VALIDATORS", str(tmp_path))
    with pytest.raises(toolbox.Missing, match=r"^Ace \(@daisy/ace-core\) is not installed"):
        toolbox.npm_file("@daisy/ace-core", "Ace")


def test_remedy_of_an_installed_guidepress(tmp_path: Path) -> None:
    """Without a Makefile, the remedy says where `make validators` works."""
    package = tmp_path / "guidepress"
    package.symlink_to(REPOSITORY / "guidepress")
    script = (
        "import importlib.util, sys; from pathlib import Path; Path.resolve = lambda self, strict=False: self; "
        f"sys.path.insert(0, {str(tmp_path)!r}); from guidepress.check import toolbox; print(toolbox.REMEDY)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "in guidepress's source folder" in done.stdout


@pytest.mark.parametrize(("arguments", "status"), [((), 0), (("--strict",), 1)], ids=["plain", "strict"])
def test_check_without_validators(stock: Path, tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    """A check without validators says that little is known; with --strict that is a fault."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "check", "--guide", str(stock), *arguments]
    places = {"GUIDEPRESS_VALIDATORS": str(tmp_path), "PATH": str(tmp_path), "JAVA_HOME": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **places})
    assert done.returncode == status, done.stdout + done.stderr
    assert arguments or "5 of 8 checkers did not run, so nothing is known" in done.stdout
