"""Show that readers can search a guide, set how it looks and hear what is on a page; reading.mjs does what they do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browsing import browse
from conftest import REPOSITORY, Built, LayOver, run_build
from goldens import cases, check

from guidepress.compose.screens import COLOURS

SCRIPT = Path(__file__).with_name("reading.mjs")


def use(what: str, page: Path, **asked: object) -> Any:
    """Do in Chromium what a reader does; nothing may be asked of a network, and nothing said on the console."""
    answer = browse(SCRIPT, {"check": what, "url": page.as_uri(), **asked}, "axe-core")
    assert answer["heard"] == []
    return answer["found"]


@pytest.fixture(scope="module")
def page(built: Built) -> Path:
    """Give a chapter of the real guide's website."""
    return built.site / "welcome.html"


@pytest.fixture(scope="module", params=["site", "single file"])
def where(request: pytest.FixtureRequest, built: Built, page: Path) -> Path:
    """Give what the same tools are in: a page of the website, and the guide in one file."""
    return page if request.param == "site" else built.html


def test_search_finds_sections(where: Path) -> None:
    """What has the words is found by its heading, as are words begun, misspelt, in capitals or with accents; they are marked."""
    found = use(
        "search", where, words=["lunch club", "expens", "kichen", "TOKENISM", "tokenísm", "zebra", "zebra milk"]
    )
    assert "The lunch club that changed its menu" in found["lunch club"]["titles"]
    assert "Expenses first" in found["expens"]["titles"]
    assert set(found["expens"]["marked"]) == {"expenses", "expense"} & set(found["expens"]["marked"]) != set()
    assert "kitchen" in found["kichen"]["marked"]
    assert found["TOKENISM"]["titles"] == found["tokenísm"]["titles"] != []
    assert "tokenism" in found["TOKENISM"]["titles"]
    assert found["zebra"] == {"status": "No section has these words.", "titles": [], "marked": []}
    assert found["zebra milk"]["status"].startswith("No section has all of these words. Sections with some of them:")
    for words in ("lunch club", "expens", "TOKENISM"):
        assert found[words]["status"] == f"Sections with these words: {len(found[words]['titles'])}"


def test_search_goes_by_the_keyboard(where: Path) -> None:
    """The search is opened, asked, gone through and followed by keys; escape leads back to where it was opened."""
    found = use("keyboard", where, words="lunch")
    assert found == {
        "way": ['input ""', 'button.tool "Search"'],
        "first": True,
        "again": True,
        "there": True,
        "closed": True,
    }


CHOICES = {"colours": 4, "size": 3, "spacing": 2, "font": 2}
CHOSEN = {
    "color": "rgb(255, 255, 255)",
    "ground": "rgb(0, 0, 0)",
    "font": "Iowan Old Style",
    "line": 210,
    "size": "27px",
}
KEPT = ["contrast", "150", "wider", "serif"]


def test_settings_are_kept(where: Path, built: Built) -> None:
    """What is chosen by keys takes effect at once, after a reload and on the next page, until all is put back."""
    other = built.site / "glossary.html" if where.parent == built.site else where
    found = use("settings", where, choices=CHOICES, other=other.as_uri())
    assert found["opened"] == 'input ""'
    assert found["chosen"] == CHOSEN
    assert (found["said"], found["again"], found["other"], found["kept"]) == ("", CHOSEN, CHOSEN, KEPT)
    assert found["before"]["ground"] == found["reset"]["ground"] == "rgb(255, 251, 244)"
    assert found["before"]["size"] == found["reset"]["size"] == "18px"
    assert found["closed"] == {"focus": 'button.tool "Reading settings"', "hidden": True}


def test_settings_hold_where_nothing_is_kept(where: Path) -> None:
    """Where the browser keeps nothing, what is chosen holds on this page, and the reader is told."""
    found = use("unkept", where)
    assert (found["said"], found["ground"]) == (
        "This holds until you leave the page. This browser keeps no settings for it.",
        "rgb(20, 27, 38)",
    )


def test_garbage_that_is_kept_changes_nothing(page: Path) -> None:
    """Whatever was kept under our name by others, the page looks as it did, and the settings open."""
    kept = [
        "[1, 2]",
        "7",
        "null",
        '"x"',
        "{",
        '{"colours": "zzz", "size": "999"}',
        '{"colours": {"toString": 1}}',
        '{"__proto__": 1}',
    ]
    assert use("garbage", page, kept=kept) == []


def test_search_of_anything_is_quick(page: Path) -> None:
    """A word of thousands of letters is looked for at once, too."""
    found = use("search", page, words=["x" * 20_000])
    assert [one["status"] for one in found.values()] == ["No section has these words."]


def test_search_without_spaces(lay_over: LayOver, tmp_path: Path) -> None:
    """In a language that parts no words with spaces the word is found, and stands marked in the excerpt; かき is not かぎ."""
    root = lay_over(Path(__file__).parents[1] / "cases/tree/chapter/in")
    sentence = "みんなで話し合って決めることが大切です。" * 12
    words = f"# One\n\n{sentence}協働は力です。{sentence}\n\n## Key\n\nかぎ\n"
    (root / "source/chapters/one.md").write_text(words, "utf-8")
    file = root / "source/guide.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en-GB", "language: ja"), "utf-8")
    run = run_build(tmp_path, "--format", "html", "--no-page-list", guide=root)
    assert run.returncode == 0, run.stderr
    (single,) = tmp_path.glob("*/*.html")
    found = use("search", single, words=["協働", "かき"])
    assert "".join(found["協働"]["marked"]) == "協働"  # browsers part words as they know them
    assert "Key" not in found["かき"]["titles"]


def test_paper_stays_white(where: Path) -> None:
    """A page in strong contrast is printed as dark words on white, without what only screens need."""
    found = use("print", where)
    assert (found["color"], found["shown"]) == ("rgb(27, 42, 65)", [])
    assert found["bytes"] > 10_000


def test_anchor_is_copied(page: Path) -> None:
    """The link beside a heading copies the heading's address, and says so."""
    found = use("copy", page)
    assert found["copied"] == found["due"]
    assert (found["said"], "#welcome." in found["due"]) == ("The link is copied.", True)


def test_open_tools_are_accessible(where: Path) -> None:
    """With the settings or the results open axe finds nothing in any colours, on a phone or a desk, and nothing is too wide."""
    assert use("open", where, words="kitchen") == []


@pytest.mark.parametrize("case", cases("tree"), ids=lambda case: case.name)
def test_tree(case: Path, lay_over: LayOver, tmp_path: Path, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """A screen reader is told of a page what its golden holds: landmarks, headings, names of boxes and symbols."""
    run = run_build(tmp_path, "--format", "site", guide=lay_over(case / "in"))
    assert run.returncode == 0, run.stderr
    (page,) = tmp_path.glob("*/site/one.html")
    check(case / "expected.txt", f"{use('tree', page)}\n", save=save_goldens)


def test_every_set_of_colours_can_be_chosen(page: Path) -> None:
    """The panel offers light and all sets of colours that there are, and nothing else."""
    words = page.read_text("utf-8")
    offered = words.partition('<form class="settings"')[2].partition("</fieldset>")[0]
    assert [name for name in ("", "light", *COLOURS) if f'name="colours" value="{name}"' not in offered] == []
    assert offered.count("<input") == len(COLOURS) + 2


def test_search_engine_is_the_packages() -> None:
    """The search engine is what its package holds, but for the name of a file that is not taken along."""
    ours = (REPOSITORY / "scripts/minisearch/minisearch.js").read_text("utf-8")
    package = REPOSITORY / ".validators/node_modules/minisearch"
    if not package.is_dir():
        pytest.skip("MiniSearch is not installed; run: make validators")
    lines = (package / "dist/umd/index.js").read_text("utf-8").splitlines(keepends=True)
    assert ours == "".join(line for line in lines if not line.startswith("//# sourceMappingURL"))
    assert (REPOSITORY / "scripts/minisearch/LICENSE.txt").read_bytes() == (package / "LICENSE.txt").read_bytes()
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    assert f'"minisearch": "{version}"' in (REPOSITORY / "validators/package.json").read_text("utf-8")
