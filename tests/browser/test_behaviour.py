"""Show how the website, the single file and the e-book's pages behave in a browser; behaviour.mjs does the watching."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import pytest
from browsing import browse

SCRIPT = Path(__file__).with_name("behaviour.mjs")


class Built(Protocol):
    """Name the part of the fixture ``built`` that is used here."""

    @property
    def folder(self) -> Path:
        """Return the folder of the finished files."""


def watch(check: str, pages: Iterable[Path]) -> dict[Path, Any]:
    """Run one check over pages in Chromium, or skip the test where the tools are missing."""
    paths = list(pages)
    assert paths
    answer = browse(SCRIPT, {"check": check, "urls": [path.as_uri() for path in paths]})
    return dict(zip(paths, (page["found"] for page in answer["pages"]), strict=True))


def faults(check: str, pages: Iterable[Path]) -> list[str]:
    """Run a check that lists faults, and name the file with each."""
    return [f"{path.name}: {fault}" for path, found in watch(check, pages).items() for fault in found]


@pytest.fixture(scope="module")
def site(built: Built) -> list[Path]:
    """Give all pages of the website."""
    return sorted((built.folder / "site").glob("*.html"))


@pytest.fixture(scope="module")
def single(built: Built) -> Path:
    """Give the guide in one file."""
    return built.folder / f"{built.folder.name}.html"


@pytest.fixture(scope="module")
def web(site: list[Path], single: Path) -> list[Path]:
    """Give all that is read in a browser."""
    return [*site, single]


@pytest.fixture(scope="module")
def book(built: Built, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the e-book's pages, as a reading system finds them."""
    folder = tmp_path_factory.mktemp("book")
    with zipfile.ZipFile(built.folder / f"{built.folder.name}.epub") as epub:
        epub.extractall(folder)
    return sorted(folder.rglob("*.xhtml"))


def test_nothing_is_wider_than_a_small_phone(web: list[Path], book: list[Path]) -> None:
    """No page scrolls sideways on a screen 320 px wide, which is also a desktop's at 400 % zoom."""
    assert faults("reflow", [*web, *book]) == []


def test_the_skip_link_comes_first_and_works(web: list[Path]) -> None:
    """The first stop of the tabulator key is a link that is seen then and leads past the header to the words."""
    assert faults("skip", web) == []


def test_the_keyboard_is_seen(web: list[Path]) -> None:
    """Whatever the tabulator key visits has an outline of 2 px or more and 3:1, in light and in dark colours."""
    assert faults("outline", web) == []


def test_the_keyboard_goes_in_the_documents_order(web: list[Path]) -> None:
    """The tabulator key visits every link and table once, in the order in which they are read."""
    assert faults("order", web) == []


def test_links_that_stand_alone_can_be_hit(web: list[Path]) -> None:
    """A link with no words beside it is 24 px high and wide or more, on a phone and on a desk."""
    assert faults("targets", web) == []


def test_boxes_keep_a_border_when_the_system_sets_the_colours(web: list[Path]) -> None:
    """With forced colours every bubble, callout, case study, activity and list in a box has a border all round."""
    assert faults("forced", web) == []


def test_the_readers_own_spacing_cuts_nothing(web: list[Path]) -> None:
    """With the spacing of WCAG 1.4.12 words stay inside their boxes and on the screen, from 320 to 1280 px."""
    assert faults("spacing", web) == []


def test_all_words_are_there_without_javascript(web: list[Path]) -> None:
    """A page says the same with JavaScript and without, and holds no script but ours."""
    assert faults("scripts", web) == []


def test_the_single_file_asks_for_nothing_and_says_nothing(single: Path) -> None:
    """The single file, opened from a disk, makes no request and writes nothing to the console."""
    assert faults("quiet", [single]) == []


def test_the_website_asks_only_for_its_own_files(site: list[Path]) -> None:
    """A page of the website loads what lies beside it and nothing else, and writes nothing to the console."""
    assets = f"asks for {site[0].parent.as_uri()}/assets/"
    heard = watch("quiet", site)
    assert [(path.name, line) for path, lines in heard.items() for line in lines if not line.startswith(assets)] == []


def test_pages_tell_what_they_are(web: list[Path], site: list[Path], single: Path) -> None:
    """Each page has a language, landmarks, one h1, no skipped heading, and a title of its own with guide and version."""
    seen = watch("structure", web)
    version = single.stem.rpartition("-")[2]
    guide = seen[single]["first"]
    for path, page in seen.items():
        assert page["language"], path.name
        assert page["landmarks"] == ["header", "main", "footer"], path.name
        assert page["headings"].count(1) == 1, path.name
        assert page["headings"][0] == 1, path.name
        assert all(deeper <= level + 1 for level, deeper in pairwise(page["headings"])), path.name
        assert page["first"] in page["title"], path.name
        assert guide in page["title"], path.name
        assert version in page["title"], path.name
    assert len({seen[path]["title"] for path in site}) == len(site)


def test_the_books_boxes_are_readable_on_any_page(book: list[Path]) -> None:
    """In the e-book the page has no colours of its own, and words on a ground of ours keep 4.5:1, light and dark."""
    assert faults("grounds", book) == []
