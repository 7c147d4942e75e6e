"""The website says what it is to machines, offers the other formats, and holds what a reader's search looks through."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Built, WithFiles
from lxml import etree

from guidepress.compose.addresses import feedback_form, feedback_on
from guidepress.compose.pages import pages_of
from guidepress.compose.passages import Passage, passages_as_json, passages_of
from guidepress.compose.resources import design_of
from guidepress.compose.screens import COLOURS, join_for_screens, screen_sheets
from guidepress.compose.scripts import LATE, digests, script
from guidepress.compose.sizes import file_size
from guidepress.formats import Making, render
from guidepress.model import Download, Guide, Place
from guidepress.pipeline import load

AT = "https://example.org/guide/"
DOWNLOADS = {
    "pdf": Download("pdf", "stock-guide-2.1.pdf", 1_440_000, 12),
    "epub": Download("epub", "stock-guide-2.1.epub", 99_500),
}


def guide_of(with_files: WithFiles, chapter: str = "# One\n\nWords.\n", **settings: str) -> tuple[Guide, Any]:
    """Read the stock guide with another chapter and other lines in guide.yaml, and give its design too."""
    root = with_files({"source/chapters/one.md": chapter})
    file = root / "source/guide.yaml"
    lines = "".join(f"{name}: {value}\n" for name, value in settings.items())
    file.write_text(lines + file.read_text("utf-8"), "utf-8")
    guide, problems = load(root)
    assert guide is not None, problems
    return guide, design_of(root)


def site_of(with_files: WithFiles, chapter: str = "# One\n\nWords.\n", **settings: str) -> dict[str, str]:
    """Make a website, beside a PDF and an EPUB, and give the text of its files that have any."""
    guide, design = guide_of(with_files, chapter, **settings)
    made = render("site", guide, design, Making(("pdf", "epub", "site"), downloads=DOWNLOADS))
    return {one.path: one.data.decode() for one in made if one.path.endswith((".html", ".js", ".css", ".xml"))}


def data_of(html: str) -> Any:
    """Read what a page says to search engines."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


# ---------------------------------------------------------------- what is searched


def test_passage_ends_where_the_next_begins(with_files: WithFiles) -> None:
    """What stands under a heading is a passage, with its list, table and notes, but without what stands under headings below."""
    chapter = (
        "# One\n\nBefore *it*.[^a]\n\n[^a]: A note.\n\n    Its end.\n\n## Two\n\n- tea\n- milk\n\n| who |\n| --- |\n| Ada |\n\n"
        ":::{activity} Draw\n:time: 1 hour\n\nA ladder.\n:::\n\n### Three\n\nEnd.\n"
    )
    guide, _ = guide_of(with_files, chapter)
    found = [one for one in passages_of(guide, pages_of(guide)) if one.place.page == "one"]
    assert [(one.place.id, one.title, one.page, one.words) for one in found] == [
        ("", "One", "One", "Before it. A note. Its end."),
        ("one.two", "Two", "One", "tea milk who Ada"),
        ("one.two_activity1", "Draw", "One", "A ladder."),
        ("one.three", "Three", "One", "End."),
    ]


def test_register_and_glossary_are_searched(with_files: WithFiles) -> None:
    """An entry of the register and a word of the glossary is found by its title, on its own page."""
    guide, _ = guide_of(with_files)
    found = {one.place: one for one in passages_of(guide, pages_of(guide))}
    ladder = found[Place("register", "register.resource.ladder")]
    assert (ladder.title, ladder.words) == ("A Ladder", "Sherry Arnstein. A Journal. An article.")
    assert [one.title for place, one in found.items() if place.page == "glossary"] == [
        term.term for term in guide.glossary
    ]


def test_every_passage_leads_to_what_is_there(built: Built) -> None:
    """On the real guide's website each passage's address is that of an element, and its heading stands in it."""
    rows = json.loads((built.site / "assets/passages.js").read_text("utf-8").partition("=")[2].rstrip(";\n"))
    pages = {path.name: words_by_id(path.read_bytes()) for path in built.site_pages}
    assert len(rows) > 100
    for address, title, _, _ in rows:
        name, _, identity = address.partition("#")
        assert "".join(title.split()) in pages[name][identity or name.removesuffix(".html")], address


def words_by_id(html: bytes) -> dict[str, str]:
    """Give the words of a page's elements, without spaces, by their ids; those of a term with what explains it."""
    found = {}
    for element in etree.HTML(html).iter("*"):
        following = element.getnext()
        elements = [element, following] if element.tag == "dt" and following is not None else [element]
        if identity := element.get("id"):
            found[identity] = "".join("".join(str(words) for one in elements for words in one.itertext()).split())
    return found


def test_both_editions_search_the_same(built: Built) -> None:
    """The single file and the website search the same words."""
    site = json.loads((built.site / "assets/passages.js").read_text("utf-8").partition("=")[2].rstrip(";\n"))
    html = built.html.read_text("utf-8")
    (inside,) = re.findall(r'<script type="application/json" id="tools_passages">(.*?)</script>', html, re.DOTALL)
    assert [row[1:] for row in json.loads(inside)] == [row[1:] for row in site]


def test_searched_words_end_no_element() -> None:
    """Words that would end a script, or begin a comment in it, are written so that they do not."""
    hostile = Passage(Place("one", "two"), "</script><script>alert(1)", "<!--", "]]> <b>")
    written = passages_as_json((hostile,), str)
    assert "<" not in written
    assert json.loads(written)[0][1:] == ["</script><script>alert(1)", "<!--", "]]> <b>"]


# ---------------------------------------------------------------- what machines are told


def test_first_page_is_the_book(with_files: WithFiles) -> None:
    """The first page tells search engines which book it is, in which version, and where its other formats are."""
    page = site_of(with_files, web_address=AT.rstrip("/"))["site/index.html"]
    data = data_of(page)
    assert (data["@type"], data["version"], data["url"], data["numberOfPages"]) == ("Book", "2.1", AT, 12)
    assert [(one["contentUrl"], one["contentSize"]) for one in data["encoding"]] == [
        ("https://example.org/stock-guide-2.1.pdf", "1.4 MB"),
        ("https://example.org/stock-guide-2.1.epub", "100 kB"),
    ]
    assert f'<link rel="canonical" href="{AT}" />' in page


def test_chapter_is_part_of_the_book(with_files: WithFiles) -> None:
    """A chapter's page tells its number, its own address, and the book that it is part of."""
    page = site_of(with_files, web_address=AT)["site/two.html"]
    data = data_of(page)
    assert (data["@type"], data["position"], data["url"]) == ("Chapter", 2, f"{AT}two.html")
    assert (data["isPartOf"]["@type"], data["isPartOf"]["url"]) == ("Book", AT)
    assert f'<link rel="canonical" href="{AT}two.html" />' in page
    assert f'<meta property="og:url" content="{AT}two.html" />' in page
    assert '<meta property="og:description" content="You will have read the second chapter." />' in page


def test_without_an_address_none_is_told(with_files: WithFiles) -> None:
    """A guide that does not say where its website will stand has no canonical address and no sitemap."""
    files = site_of(with_files)
    assert [name for name in files if name.endswith(".xml")] == []
    assert [name for name, text in files.items() if "canonical" in text and name.endswith(".html")] == []
    assert [name for name, text in files.items() if "og:url" in text] == []


def test_sitemap_lists_every_page(with_files: WithFiles) -> None:
    """The sitemap has the address of every page, and the day of the version."""
    files = site_of(with_files, web_address=AT)
    tree = etree.fromstring(files["site/sitemap.xml"].encode())
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    pages = {name.removeprefix("site/").replace("index.html", "") for name in files if name.endswith(".html")}
    assert {(one.text or "").removeprefix(AT) for one in tree.iterfind(".//s:loc", space)} == pages
    assert {one.text for one in tree.iterfind(".//s:lastmod", space)} == {"2026-03-04"}


def test_words_cannot_leave_what_machines_are_told(with_files: WithFiles) -> None:
    """A title that would end the script is told as it is written, and ends nothing."""
    title = "A </script><script>alert(1)</script> & \\\\ title"
    page = site_of(with_files, f"# {title.replace('<', '&lt;')}\n\nWords.\n")["site/one.html"]
    assert data_of(page)["name"] == "A </script><script>alert(1)</script> & \\ title"
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "address", ["https://x.org/g/?a=b", "https://x.org/g#f", "https://x.org/{version}/", "https://x.org/g/index.html"]
)
def test_web_address_is_that_of_a_folder(with_files: WithFiles, address: str) -> None:
    """An address of something else than a folder is told: pages' addresses could not be made of it."""
    root = with_files({})
    file = root / "source/guide.yaml"
    file.write_text(f"web_address: {address}\n{file.read_text('utf-8')}", "utf-8")
    guide, problems = load(root)
    assert guide is None
    assert [(one.code, one.span.line) for one in problems] == [("bad-address", 1)]


# ---------------------------------------------------------------- what readers may take and say


def test_download_says_what_comes(with_files: WithFiles) -> None:
    """A download's link names the format, its size and the PDF's pages; a format that is not made is not offered."""
    page = site_of(with_files)["site/other-formats.html"]
    found = re.findall(r'<a href="\.\./([^"]+)" download="download">(.*?)</a>', page)
    assert [(file, re.sub(r"<[^>]+>", "", words)) for file, words in found] == [
        ("stock-guide-2.1.pdf", "Download the PDF (PDF, 1.4 MB, 12 pages)"),
        ("stock-guide-2.1.epub", "Download the EPUB (EPUB, 100 kB)"),
    ]


def test_downloads_of_the_real_guide_are_as_large_as_they_say(built: Built) -> None:
    """The sizes that the real guide's website names are those of the files beside it."""
    page = (built.site / "other-formats.html").read_text("utf-8")
    for path in (built.pdf, built.epub, built.html):
        (facts,) = re.findall(rf'href="\.\./{re.escape(path.name)}".*?download-facts">\((.*?)\)', page)
        assert facts.split(", ")[1] == file_size(path.stat().st_size)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 kB"),
        (1499, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (9_949_999, "9.9 MB"),
        (12_300_000, "12 MB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    """A size is told in the unit that readers know, with a decimal where it is small."""
    assert file_size(size) == words


def test_feedback_names_version_and_section(with_files: WithFiles) -> None:
    """A page's feedback link is an e-mail that names the version and the page, where the form cannot be told them."""
    page = site_of(with_files)["site/two.html"]
    (address,) = re.findall(r'<a class="feedback" href="([^"]+)"', page)
    assert address == "mailto:hello@stock.example?subject=The%20Stock%20Guide%2C%20version%202.1%3A%20Chapter%20two"


def test_feedback_form_is_told(with_files: WithFiles) -> None:
    """A form whose address asks for version and section is given both, and nothing of its address is left open elsewhere."""
    root = with_files({})
    file = root / "source/guide.yaml"
    form = "https://stock.example/feedback?v={version}&s={section}"
    file.write_text(re.sub(r"(?m)^  feedback: .*$", f"  feedback: {form}", file.read_text("utf-8")), "utf-8")
    guide, problems = load(root)
    assert guide is not None, problems
    assert feedback_on(guide, "Tea & milk") == "https://stock.example/feedback?v=2.1&s=Tea%20%26%20milk"
    assert feedback_form(guide) == "https://stock.example/feedback?v=2.1&s="
    for name in ("html", "site"):
        texts = [one.data.decode(errors="ignore") for one in render(name, guide, design_of(root), Making((name,)))]
        assert [text for text in texts if "{section}" in text and "publisher" not in text and "<html" in text] == []


# ---------------------------------------------------------------- colours


def test_own_sheet_stands_between_what_systems_and_what_readers_ask_for(with_files: WithFiles) -> None:
    """A guide's own sheet overrules ours for light and dark screens, and is overruled by the colours that readers choose."""
    sheets = screen_sheets(design_of(with_files({"styles/own.css": "p { margin: 0 }"})))
    assert [(one.name, one.colours, one.media) for one in sheets] == [
        ("site", "", ""),
        ("dark", "dark", COLOURS["dark"]),
        ("own", "", ""),
        ("own-dark", "dark", COLOURS["dark"]),
        ("sepia", "sepia", "not all"),
        ("contrast", "contrast", "not all"),
    ]


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("(prefers-color-scheme: dark)", ""),
        ("(PREFERS-color-scheme:DARK)", ""),
        ("screen and (prefers-color-scheme: dark)", "screen"),
        ("(prefers-color-scheme: dark) and (min-width: 9em)", "(min-width: 9em)"),
        ("screen and (prefers-color-scheme: dark) and (min-width: 9em)", "screen and (min-width: 9em)"),
    ],
)
def test_own_dark_colours_follow_the_choice(with_files: WithFiles, query: str, rest: str) -> None:
    """What a guide's own sheet says of dark screens holds for those who have them or choose them, and for nobody else."""
    design = design_of(with_files({"styles/own.css": f"p {{ margin: 0 }} @media {query} {{ p {{ top: 1px }} }}"}))
    found = {one.name: join_for_screens(design, one, lambda name, _: name).css for one in screen_sheets(design)}
    assert found["own"] == "p { margin: 0 }\n"
    assert found["own-dark"].split() == (f"@media {rest} {{ p {{ top: 1px }} }}" if rest else "p { top: 1px }").split()


@pytest.mark.parametrize(
    "query", ["(prefers-color-scheme: light)", "not screen and (prefers-color-scheme: dark)", "print"]
)
def test_other_conditions_of_an_own_sheet_stay(with_files: WithFiles, query: str) -> None:
    """A condition that is not for dark screens alone stays with the other rules."""
    css = f"@media {query} {{ p {{ top: 1px }} }}"
    design = design_of(with_files({"styles/own.css": css}))
    found = {one.name: join_for_screens(design, one, lambda name, _: name).css for one in screen_sheets(design)}
    assert (found["own"].split(), found["own-dark"]) == (css.split(), "")


# ---------------------------------------------------------------- scripts


def test_scripts_are_ours_alone(with_files: WithFiles) -> None:
    """A guide's folder can put no script into its pages."""
    guide, design = guide_of(with_files)
    (design.root / "scripts").mkdir()
    (design.root / "scripts/search.js").write_text("alert(1)", "utf-8")
    made = render("site", guide, design, Making(("site",)))
    assert [one.path for one in made if one.path.endswith(".js") and b"alert(1)" in one.data] == []


@pytest.mark.parametrize("name", ["early.js", *LATE, "minisearch/minisearch.js"])
def test_script_can_stand_in_a_page(name: str) -> None:
    """No script holds what would end the element that it stands in, or begin a comment there."""
    assert re.search(r"</script|<!--", script(name), re.IGNORECASE) is None


def test_digest_is_that_of_the_standard() -> None:
    """A script is named as Content Security Policy 3 has it."""
    assert digests(["alert('Hello, world.');"]) == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
