"""Show that an open page follows the editor, and what it shows when something is wrong; serve.mjs edits and watches."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from browsing import browse, tools_or_skip
from conftest import WithFiles
from previewed import previewing

SCRIPT = Path(__file__).with_name("serve.mjs")

_PARAGRAPHS = [
    f"Paragraph {number} has words enough to fill a line or two on any screen that is not too wide."
    for number in range(1, 51)
]
ONE = "\n\n".join(
    [
        "# Chapter one",
        *_PARAGRAPHS,
        "## More of it",
        "[A link](two.md) to follow.",
        "- Item 1\n- Item 2\n- Item 3",
        ":::{dropdown} More to open\nWords inside.\n:::",
        ":::{include} shared/words.md\n:::",
        ":::{figure} images/ladder.svg\n:alt: A ladder.\n\nA ladder.\n:::",
        "",
    ]
)
TWO = "\n\n".join(
    [
        "# Chapter two",
        "The second chapter's words.",
        "{{ helpline }}",
        "## A place to link to",
        *_PARAGRAPHS,
        "",
    ]
)
FILES = {
    "source/chapters/one.md": ONE,
    "source/chapters/two.md": TWO,
    "source/chapters/three.md": "# Chapter three\n\nThe third chapter's words.\n",
    "source/shared/words.md": "Shared words.\n",
    "styles/own.css": "",
    "templates/foot.html.j2": '<footer class="foot"><p>A foot</p></footer>\n',
}


@pytest.fixture
def guide(with_files: WithFiles) -> Path:
    """Give a guide with a chapter that is longer than any screen."""
    return with_files(FILES)


def watch(check: str, root: Path) -> Any:
    """Let Chromium show the preview of a guide for a check, and give what the check found; no script may have failed."""
    with previewing(root) as preview:
        answer = browse(SCRIPT, {"check": check, "url": preview.url, "root": str(root)}, "axe-core")
    assert preview.errors == []
    assert answer["heard"] == []
    return answer["found"]


def test_page_changes_in_place(guide: Path) -> None:
    """When words change, the page is not loaded again: what is open stays open, the focus stays, nothing moves."""
    assert watch("inPlace", guide) == {"same": True, "open": True, "focus": "A link", "moved": 0}


def test_edited_block_is_shown(guide: Path) -> None:
    """A block that is edited out of sight is scrolled into view, opened if need be; one that is in sight stays where it is."""
    found = watch("scrolling", guide)
    assert 0 < found["below"] < found["height"]
    assert 0 < found["above"] < found["height"]
    assert 0 < found["item"] < found["height"]
    assert (found["seen"], found["opened"], found["same"]) == (0, True, True)


def test_edited_place_is_found_in_other_files(guide: Path) -> None:
    """Words of an included file, of the glossary and of the register are shown where they stand when they are edited."""
    assert watch("otherFiles", guide) == {"one.html": True, "glossary.html": True, "register.html": True}


def test_other_pages_stay_as_they_are(guide: Path) -> None:
    """An edit in another chapter does not touch the open page."""
    assert watch("elsewhere", guide) == {"same": True, "scrolled": 500}


def test_what_is_read_does_not_move(guide: Path) -> None:
    """When something grows above, by an edit that has its place elsewhere, the words on the screen stay where they are."""
    found = watch("growing", guide)
    assert abs(found["moved"]) <= 1
    assert found["scrolled"] > 2000


def test_problem_lies_over_the_last_good_page(guide: Path) -> None:
    """A mistake is shown over the page with file, line, words and hint; the page stays; all is gone when it is mended."""
    found = watch("overlay", guide)
    assert found["name"] == "1 problem"
    (problem,) = found["problems"]
    assert problem[:3] == [
        "source/chapters/one.md, line 7",
        "There is no section 'nowhere' in one.md.",
        "[Paragraph 3](#nowhere) has words enough to fill a line or two on any screen that is not too wide.",
    ]
    assert found["alert"] == "1 problem. source/chapters/one.md, line 7: There is no section 'nowhere' in one.md."
    assert found["behind"].startswith("Paragraph 3 has")
    assert found["said"] == "No more problems. The page is as you saved it."
    assert (found["focus"], found["same"]) == ("A link", True)


def test_panel_can_be_closed(guide: Path) -> None:
    """Esc and the button close the panel, on all pages, until it is opened again or something else is wrong; the focus goes along."""
    assert watch("closing", guide) == {
        "closed": True, "stays": True, "reopened": True, "focus": "close", "byButton": True, "back": "open error",
    }  # fmt: skip


def test_panel_is_accessible(guide: Path) -> None:
    """In the panel, axe finds nothing, and nothing is too wide, in light, dark and forced colours, at 320 and 1280 px."""
    found: Mapping[str, list[str]] = watch("accessible", guide)
    assert len(found) == 6
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_guide_that_was_never_good(guide: Path) -> None:
    """Problems are a page of their own where there is none to lie over; it is accessible, and gives way to the guide."""
    (guide / "source/chapters/one.md").write_text(ONE.replace("(two.md)", "(#nowhere)"), "utf-8")
    found = watch("neverGood", guide)
    assert (found["title"], found["headings"], found["wide"]) == ("1 problem", ["1 problem"], 0)
    assert {name: faults for name, faults in found["faults"].items() if faults} == {}


def test_design_changes(guide: Path) -> None:
    """A style sheet and a picture change in place; a template does too, and one at fault is told with its line."""
    found = watch("design", guide)
    assert found["same"]
    assert found["before"]["width"] != 77
    assert found["before"]["colour"] != "rgb(1, 2, 3)"
    assert found["problems"][0][0] == "templates/foot.html.j2, line 1"
    assert found["behind"]


def test_chapter_comes_and_goes(guide: Path) -> None:
    """A page comes when its chapter is listed, and says so when it is listed no longer."""
    assert watch("gone", guide)


def test_page_that_nobody_looks_at(guide: Path) -> None:
    """A page in a hidden tab holds no connection, and catches up with the last edit, at its place, when it is looked at."""
    found = watch("hidden", guide)
    assert found["meanwhile"]
    assert 0 < found["top"] < 800


def test_quick_saves(guide: Path) -> None:
    """After a hundred saves as fast as the disk takes them, the page is as the last one left the file."""
    assert watch("quick", guide) == {"same": True}


def test_preview_stops_and_begins_again(guide: Path) -> None:
    """A page says that the preview has stopped, and follows again when it is started on the same port."""
    tools_or_skip("axe-core")  # a skip in a thread would skip nothing
    (guide / "stop-it").touch()
    with previewing(guide) as first:
        found: list[Any] = []
        job = {"check": "stopped", "url": first.url, "root": str(guide)}
        browsing = threading.Thread(target=lambda: found.append(browse(SCRIPT, job, "axe-core")))
        browsing.start()
        while browsing.is_alive() and not (guide / "stop-it-now").exists():
            browsing.join(0.05)
        assert first.stop() == 0
        while browsing.is_alive() and not (guide / "begin-it").exists():
            browsing.join(0.05)
        with previewing(guide, port=int(first.url.rstrip("/").rpartition(":")[2])):
            browsing.join()
    assert found[0]["found"]["told"].startswith("The preview has stopped")
    assert not found[0]["found"]["after"]
