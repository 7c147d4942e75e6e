"""What the preview shows when something is wrong with a guide or its files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles
from previewed import BROKEN, asking, write
from starlette.testclient import TestClient

from guidepress.serve.app import Answers
from guidepress.serve.preview import Preview
from guidepress.serve.server import LOCAL


@pytest.fixture
def guide(with_files: WithFiles) -> Path:
    """Give a guide that may be edited."""
    return with_files({})


def test_problems_lie_over_the_last_good_page(guide: Path) -> None:
    """When a chapter has an error, every page is answered as it was good last, with the problem; mended, it is gone."""
    with asking(guide) as client:
        write(guide, "chapters/one.md", "# Chapter one\n\nThe last good words.\n")
        write(guide, "chapters/one.md", "# Chapter one\n\nThe very last good words.\n")
        assert "very last" in client.get("/site/one.html").text
        write(guide, "chapters/one.md", BROKEN)
        for name in ("one.html", "two.html", "index.html"):
            answer = client.get(f"/site/{name}")
            assert (answer.status_code, "guidepress-problems" in answer.text) == (200, True)
        assert "very last" in client.get("/site/one.html").text
        write(guide, "chapters/one.md", "# Chapter one\n\nMended.\n")
        page = client.get("/site/one.html").text
        assert ("Mended." in page, "guidepress-problems" in page) == (True, False)


def test_last_good_page_is_the_last_though_nobody_saw_it(guide: Path) -> None:
    """What lies behind problems is the page of the last good guide, also where nobody had asked for it."""
    with asking(guide) as client:
        client.get("/site/one.html")
        write(guide, "chapters/two.md", "# Chapter two\n\nLater words.\n")
        client.get("/site/one.html")
        write(guide, "chapters/one.md", BROKEN)
        assert "Later words." in client.get("/site/two.html").text


def test_problem_is_told_in_full(guide: Path) -> None:
    """The panel tells file, line, message, hint and the line of the source; errors come before warnings."""
    with asking(guide) as client:
        write(guide, "chapters/before.md", "---\nkeywords: a\n---\n# Before\n\nWords.\n")
        write(guide, "chapters/one.md", BROKEN)
        page = client.get("/site/one.html").text
    first, second = page.partition('<ol class="problems">')[2].split("</li>")[:2]
    assert '<li class="error">' in first
    assert "<code>source/chapters/one.md</code>, <b>line 3</b>" in first
    assert '<p class="message">There is no section &#39;nowhere&#39; in one.md.</p>' in first
    assert "<code>See [this](#nowhere).</code>" in first
    assert '<p class="hint">Links lead to headings and to blocks that have a name.</p>' in first
    assert '<li class="warning">' in second


def test_warnings_keep_nothing(guide: Path) -> None:
    """A page with warnings alone is as it was saved, and tells them."""
    with asking(guide) as client:
        write(guide, "chapters/one.md", "---\nkeywords: a\n---\n# Chapter one\n\nNew words.\n")
        page = client.get("/site/one.html").text
    assert "New words." in page
    assert 'data-title="1 warning"' in page
    assert 'data-severity="warning"' in page


def test_hundreds_of_problems_are_not_all_shown(guide: Path) -> None:
    """Of hundreds of problems the first fifty are shown, and how many more there are."""
    with asking(guide) as client:
        client.get("/site/one.html")
        write(guide, "chapters/one.md", "# Chapter one\n\n" + "[x](#nowhere)\n\n" * 300)
        page = client.get("/site/one.html").text
    assert page.count('<li class="error">') == 50
    assert "<p>And 250 more.</p>" in page
    assert 'data-title="300 problems"' in page


def written(name: str, content: str | bytes) -> Callable[[Path], None]:
    """Return what writes a file."""
    return lambda root: write_bytes(root / name, content.encode() if isinstance(content, str) else content)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, whatever comes of it."""
    path.write_bytes(data)


def gone(name: str) -> Callable[[Path], None]:
    """Return what deletes a file or a folder."""

    def delete(root: Path) -> None:
        shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()

    return delete


def folder_for_guide(root: Path) -> None:
    """Put a folder in the place of guide.yaml."""
    (root / "source/guide.yaml").unlink()
    (root / "source/guide.yaml").mkdir()


def link_for_source(root: Path) -> None:
    """Put a link to itself in the place of the source."""
    shutil.rmtree(root / "source")
    (root / "source").symlink_to("source")


DAMAGE = {
    "guide.yaml is not YAML": written("source/guide.yaml", "title: ["),
    "guide.yaml is empty": written("source/guide.yaml", ""),
    "guide.yaml is gone": gone("source/guide.yaml"),
    "guide.yaml is a folder": folder_for_guide,
    "glossary.yaml is not YAML": written("source/glossary.yaml", "- term: ["),
    "a chapter is gone": gone("source/chapters/two.md"),
    "a chapter is empty": written("source/chapters/one.md", ""),
    "a chapter is not text": written("source/chapters/one.md", b"\xff\xfe\x00" * 99),
    "a picture is gone": gone("source/images/cover.svg"),
    "a picture is none": written("source/images/cover.svg", "<svg"),
    "the source is gone": gone("source"),
    "the source is a link to itself": link_for_source,
    "a template includes what is gone": written("templates/site/page.html.j2", '{% include "gone.html.j2" %}'),
    "a template is broken": written("templates/site/page.html.j2", "{% if %}"),
    "the inlines are broken": written("templates/inlines.html.j2", "{% if %}"),
    "a style sheet is broken": written("styles/own.css", "p { } q"),
    "a style sheet names a font that is gone": written("styles/own.css", '@font-face { src: url("gone.woff2") }'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_survived(damage: str, guide: Path) -> None:
    """Whatever happens to the files, the last good page is answered with the problem; put right, all is as it was."""
    for name in ("site/page.html.j2", "inlines.html.j2"):
        (guide / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "templates" / name, guide / "templates" / name)
    (guide / "styles").mkdir()
    (guide / "styles/own.css").write_text("p { color: red }", "utf-8")
    sound = guide.parent / "sound"
    shutil.copytree(guide, sound)
    with asking(guide) as client:
        before = client.get("/site/one.html").text
        css = client.get("/site/assets/site.css").text
        words, _, _ = before.partition("<script")
        DAMAGE[damage](guide)
        answer = client.get("/site/one.html")
        assert answer.status_code == 200
        assert answer.text.startswith(words)
        assert 'data-severity="error"' in answer.text
        assert client.get("/site/assets/site.css").text == css
        for folder in ("source", "templates", "styles"):
            path = guide / folder
            if path.is_symlink():
                path.unlink()
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(sound / folder, path)
        after = client.get("/site/one.html").text
        assert after.partition("<script")[0] == words


def test_guide_that_was_never_good(guide: Path) -> None:
    """Where there is no page to lie over, problems are a page of their own, on every address of a page."""
    write(guide, "guide.yaml", "title: [")
    with asking(guide) as client:
        for name in ("index.html", "one.html", "unknown.html"):
            answer = client.get(f"/site/{name}")
            assert answer.status_code == 500
            assert "<title>1 problem</title>" in answer.text
            assert "<code>source/guide.yaml</code>" in answer.text


def test_fault_of_ours_is_no_end(
    guide: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When reading fails by a fault of guidepress, it is logged, the browser is told, and the next save is shown."""
    answers = Answers(Preview(guide))
    with TestClient(answers.application(LOCAL), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        client.get("/site/one.html")
        monkeypatch.setattr("guidepress.serve.preview.load", lambda *_: 1 / 0)
        write(guide, "chapters/one.md", "# Chapter one\n\nOther words.\n")
        answer = client.get("/site/one.html")
        assert (answer.status_code, "The fault is in guidepress" in answer.text) == (500, True)
        monkeypatch.undo()
        write(guide, "chapters/one.md", "# Chapter one\n\nStill other words.\n")
        assert "Still other words." in client.get("/site/one.html").text
