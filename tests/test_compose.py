"""Pages say what the guide says, in every language and every format, and files keep out of each other's way."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles

from guidepress.compose.addresses import dialled
from guidepress.compose.languages import direction
from guidepress.compose.lookups import told_here
from guidepress.compose.pictures import file_name
from guidepress.compose.render import pieces
from guidepress.compose.resources import design_of
from guidepress.errors import Problem
from guidepress.formats import Making
from guidepress.formats.epub.package import File, package
from guidepress.formats.pdf import gatherings
from guidepress.model import Artifact, Entry, Guide, Picture, Place, Target, WebAddress
from guidepress.pipeline import load, make

GUIDE = (STOCK / "source/guide.yaml").read_text("utf-8")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>{}</desc></svg>'
TEMPLATE = "templates/blocks/paragraph.html.j2"


def guide_in(root: Path) -> Guide:
    """Load a guide that can be made."""
    guide, problems = load(root)
    assert guide is not None, problems
    return guide


def paper(guide: Guide, root: Path) -> str:
    """Write the documents that paper is laid out from."""
    return "".join(one.html for one in gatherings(guide, design_of(root)))


def artifacts(root: Path, name: str) -> dict[str, Artifact]:
    """Make a guide in one format, and give its files by their paths."""
    (made,) = make(guide_in(root), design_of(root), Making((name,)))
    assert made.problems == ()
    return {artifact.path: artifact for artifact in made.artifacts}


def files_of(root: Path, name: str) -> dict[str, str]:
    """Make a guide, and give the text of its pages: those in an EPUB, and the document that paper is laid out from, too."""
    if name == "pdf":
        return {"pdf": paper(guide_in(root), root)}
    made = artifacts(root, name)
    if name == "epub":
        ((_, artifact),) = made.items()
        with zipfile.ZipFile(io.BytesIO(artifact.data)) as book:
            return {
                path: book.read(path).decode() for path in book.namelist() if path.endswith(("html", ".opf", ".css"))
            }
    return {path: artifact.data.decode() for path, artifact in made.items() if path.endswith(("html", ".css"))}


def text_of(root: Path, name: str) -> str:
    """Give the text of all pages of one format."""
    return "\n".join(files_of(root, name).values())


def problem_of(root: Path) -> Problem:
    """Give the one problem that making the single file has."""
    (made,) = make(guide_in(root), design_of(root), Making(("html",)))
    (problem,) = made.problems
    return problem


# ---------------------------------------------------------------- names of people


PROPER = GUIDE.replace("planners: Planners", "planners: NHS managers in Wales")


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "site"])
@pytest.mark.parametrize(
    "words",
    ["---\naudience:\n  - planners\n---\n\n# One\n\nWords.\n", "# One\n\n:::{audience} planners\nWords.\n:::\n"],
)
def test_audiences_keep_their_capitals(with_files: WithFiles, name: str, words: str) -> None:
    """Those whom a chapter or a block is for are named as guide.yaml writes them."""
    root = with_files({"source/guide.yaml": PROPER, "source/chapters/one.md": words})
    assert "NHS managers in Wales" in text_of(root, name)


# ---------------------------------------------------------------- numbers in words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Chapter {number}", [("Chapter ", False), ("1", True)]),
        ("{number}. fejezet", [("1", True), (". fejezet", False)]),
        ("第{number}章", [("第", False), ("1", True), ("章", False)]),
        ("Chapter", [("Chapter", False)]),
        ("{{{number}}}", [("{", False), ("1", True), ("}", False)]),
    ],
)
def test_pieces(words: str, expected: list[tuple[str, bool]]) -> None:
    """Words are parted around their number, wherever it stands."""
    assert expected == list(pieces(words, 1))


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "site"])
@pytest.mark.parametrize(("words", "read"), [("Chapter {number}", "Chapter 1"), ("{number}. fejezet", "1. fejezet")])
def test_number_of_a_chapter(with_files: WithFiles, name: str, words: str, read: str) -> None:
    """A chapter's number is read as its words have it."""
    text = text_of(with_files({"source/guide.yaml": f'{GUIDE}\nwords:\n  chapter: "{words}"\n'}), name)
    found = re.search(r'<p class="chapter-number">(.*)</p>', text)
    assert found is not None
    assert read == re.sub("<[^>]*>", "", found[1])


@pytest.mark.parametrize("name", ["epub", "html", "site"])
def test_number_of_a_note(with_files: WithFiles, name: str) -> None:
    """The call of a note is read as its words have it."""
    note = {"source/chapters/one.md": "# One\n\nWords.[^a]\n\n[^a]: A note.\n"}
    root = with_files({**note, "source/guide.yaml": f'{GUIDE}\nwords:\n  note_call: "{{number}}. jegyzet"\n'})
    found = re.search(r'role="doc-noteref"[^>]*>(.*?)</a>', text_of(root, name))
    assert found is not None
    assert "1. jegyzet" == re.sub("<[^>]*>", "", found[1])


# ---------------------------------------------------------------- telephone


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("01632 960 000", "01632960000"),
        ("+44 (0)1632 960-000", "+441632960000"),
        ("(01632) 960/000", "01632960000"),
        ("01632 960 000 ext", "01632960000"),
        ("01632+960000", "01632960000"),
    ],
)
def test_dialled(phone: str, expected: str) -> None:
    """What is dialled is digits, and a plus at the beginning only."""
    assert expected == dialled(phone)


def test_telephone_link(with_files: WithFiles) -> None:
    """The link to the publisher's telephone holds what is dialled, and shows what was written."""
    root = with_files({"source/guide.yaml": GUIDE.replace("01632 960 000", "+44 (0)1632 960-000")})
    assert '<a href="tel:+441632960000">+44 (0)1632 960-000</a>' in text_of(root, "site")


# ---------------------------------------------------------------- landmarks


@pytest.mark.parametrize("name", ["epub", "html", "site"])
def test_contents_are_navigation(stock: Path, name: str) -> None:
    """The contents list stands in a navigation that its heading names."""
    text = text_of(stock, name)
    assert re.search(
        r'<nav [^>]*id="contents" aria-labelledby="contents_title">\s*<h\d[^>]* ?id="contents_title">', text
    )


SECTIONS = {"source/chapters/one.md": "# One\n\nWords.\n\n## A\n\nWords.\n\n## B\n\nWords.\n"}


def test_list_of_a_chapters_sections(with_files: WithFiles) -> None:
    """On a page of the website, the list of a chapter's sections is a navigation that its title names."""
    page = files_of(with_files(SECTIONS), "site")["site/one.html"]
    assert (
        '<nav class="in-this-chapter" aria-labelledby="one_sections">\n<p id="one_sections">In this chapter</p>' in page
    )


def test_navigation_of_the_single_file(with_files: WithFiles) -> None:
    """The single file has its bar and its contents: a navigation for each chapter, all of one name, would tell nobody anything."""
    found = re.findall(r"<nav [^>]*>", text_of(with_files(SECTIONS), "html"))
    assert found == [
        '<nav class="bar" aria-label="Contents, search and settings">',
        '<nav class="contents" id="contents" aria-labelledby="contents_title">',
    ]


# ---------------------------------------------------------------- languages


@pytest.mark.parametrize(
    "language", ["ar", "ar-EG", "he", "fa", "ur-PK", "yi", "ps", "sd", "ug", "dv", "az-Arab", "AR"]
)
def test_written_from_the_right(language: str) -> None:
    """The direction of languages written from the right is known, by their script too."""
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en-GB", "cy", "ar-Latn", "sd-Deva", "az", "en-x-arab"])
def test_written_from_the_left(language: str) -> None:
    """All other languages are written from the left."""
    assert direction(language) == "ltr"


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "site"])
def test_direction_of_pages(with_files: WithFiles, name: str) -> None:
    """Every page of a guide in Arabic is set from the right, and an EPUB's package too."""
    root = with_files({"source/guide.yaml": GUIDE.replace("en-GB", "ar")})
    opened = [
        found for text in files_of(root, name).values() for found in re.findall(r"<(?:html|package)\b[^>]*>", text)
    ]
    assert opened
    assert [tag for tag in opened if 'dir="rtl"' not in tag] == []


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "site"])
def test_direction_of_a_phrase(with_files: WithFiles, name: str) -> None:
    """Words in Hebrew say so, and that they are written from the right."""
    words = {"source/chapters/one.md": "# One\n\nSay [shalom]{lang=he} to all.\n"}
    also = ' xml:lang="he"' if name == "epub" else ""
    assert f'<span lang="he"{also} dir="rtl">shalom</span>' in text_of(with_files(words), name)


BLOCKS = {
    "note": ":::{note} Title\n:lang: he\n:class: own\nWords.\n:::",
    "key-points": ":::{key-points}\n:lang: he\n:class: own\n- One.\n:::",
    "checklist": ":::{checklist} Title\n:lang: he\n:class: own\n- One.\n:::",
    "case-study": "## A\n\n:::{case-study} Title\n:lang: he\n:class: own\nWords.\n:::",
    "activity": "## A\n\n:::{activity} Title\n:time: 1 hour\n:lang: he\n:class: own\nWords.\n:::",
    "quote": ":::{quote}\n:attribution: Ann\n:lang: he\n:class: own\nWords.\n:::",
    "figure": ":::{figure} images/ladder.svg\n:alt: A ladder.\n:lang: he\n:class: own\n:::",
    "mascot": ":::{mascot} co\n:pose: welcoming\n:lang: he\n:class: own\nWords.\n:::",
    "legend": ":::{legend}\n:lang: he\n:class: own\n:::",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_language_and_classes_of_a_block(with_files: WithFiles, block: str) -> None:
    """Every block carries the language, its direction, and the classes that its author gives it."""
    page = files_of(with_files({"source/chapters/one.md": f"# One\n\n{BLOCKS[block]}\n"}), "site")["site/one.html"]
    (tag,) = re.findall(r'<[^>]*lang="he"[^>]*>', page)
    assert ('dir="rtl"' in tag, bool(re.search(r'class="[^"]*\bown"', tag))) == (True, True)


# ---------------------------------------------------------------- files


def picture(path: str) -> Picture:
    """Make a picture of a name."""
    return Picture(path, "image/png", b"", 1, 1)


@pytest.mark.parametrize(
    ("one", "other"), [("A.png", "a.png"), ("Ab.png", "\u041b.png"), ("a.PNG", "a.png"), ("a", "a_.png")]
)
def test_names_of_pictures_differ(one: str, other: str) -> None:
    """Pictures of two names have two names in the finished files, also where capitals count for nothing."""
    assert file_name(picture(one)).lower() != file_name(picture(other)).lower()


def shown(files: Mapping[str, str]) -> str:
    """Write a chapter that shows pictures."""
    return "# One\n\n" + "".join(f"![{name}]({name.removeprefix('source/')})\n\n" for name in files)


def test_pictures_named_like_made_files(with_files: WithFiles) -> None:
    """Pictures named like what guidepress makes, or like files of the styles, stand in the EPUB beside those."""
    names = ("images/cover.png", "made/cover.png", "styles/fonts/a.svg", "made/book.css", "styles/a.svg")
    files = {f"source/{name}": DRAWING.format(number) for number, name in enumerate(names)}
    style = {"styles/epub.css": "p { background: url(a.svg) }", "styles/a.svg": DRAWING.format("style")}
    root = with_files({**files, **style, "source/chapters/one.md": shown(files)})
    ((_, artifact),) = artifacts(root, "epub").items()
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as book:
        held = [book.read(name) for name in book.namelist()]
    assert [text for text in [*files.values(), *list(style.values())[1:]] if held.count(text.encode()) != 1] == []


def test_pictures_named_like_files_of_the_website(with_files: WithFiles) -> None:
    """Pictures named like the website's style sheet, or like files of the styles, stand beside those."""
    files = {f"source/{name}": DRAWING.format(name) for name in ("site.css", "a.svg", "styles/a.svg")}
    style = {"styles/screen.css": "p { background: url(a.svg) }", "styles/a.svg": DRAWING.format("style")}
    root = with_files({**files, **style, "source/chapters/one.md": shown(files)})
    (made,) = make(guide_in(root), design_of(root), Making(("site",)))
    paths = [artifact.path for artifact in made.artifacts]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("other", ["made/a.css", "made/A.css"])
def test_two_files_of_one_name(stock: Path, other: str) -> None:
    """An EPUB with two files of one name is not packaged."""
    files = [File("made/a.css", "text/css", b""), File(other, "text/css", b"")]
    with pytest.raises(ValueError, match=r"two files of one name: made/a\.css"):
        package(guide_in(stock), files, ())


# ---------------------------------------------------------------- templates


def test_template_by_link_leads_outside(with_files: WithFiles) -> None:
    """A template that is a symbolic link out of the guide is refused, and ours does not take its place."""
    root = with_files({})
    (root / TEMPLATE).parent.mkdir(parents=True)
    (root / TEMPLATE).symlink_to("/etc/passwd")
    problem = problem_of(root)
    assert (TEMPLATE, "outside") == (str(problem.span), problem.code)


def test_folder_of_templates_leads_outside(with_files: WithFiles, tmp_path: Path) -> None:
    """A folder of templates that is a symbolic link out of the guide is refused."""
    (tmp_path / "elsewhere/blocks").mkdir(parents=True)
    (tmp_path / "elsewhere/blocks/paragraph.html.j2").write_text("secret", "utf-8")
    root = with_files({})
    (root / "templates").symlink_to("../elsewhere")
    assert problem_of(root).code == "outside"


@pytest.mark.parametrize("asks", ["include", "extends", "import"])
@pytest.mark.parametrize("name", ["../source/guide.yaml", "/etc/passwd", "blocks/../../source/guide.yaml"])
def test_template_asks_for_what_is_outside(with_files: WithFiles, asks: str, name: str) -> None:
    """A template that asks for a file outside templates/ is refused, where it asks."""
    end = " as other" if asks == "import" else ""
    problem = problem_of(with_files({TEMPLATE: f'\n{{% {asks} "{name}"{end} %}}'}))
    assert (f"{TEMPLATE}:2:1", "outside") == (str(problem.span), problem.code)


def test_what_is_outside_cannot_be_left_out(with_files: WithFiles) -> None:
    """Asking for a file outside templates/ is refused even where a missing one would be left out."""
    assert problem_of(with_files({TEMPLATE: '{% include "../a" ignore missing %}'})).code == "outside"


def test_folder_in_place_of_a_template(with_files: WithFiles) -> None:
    """A folder in a template's place is told; ours does not take its place."""
    root = with_files({})
    (root / TEMPLATE).mkdir(parents=True)
    problem = problem_of(root)
    assert (TEMPLATE, "unreadable") == (str(problem.span), problem.code)


def test_template_not_in_utf_8(with_files: WithFiles) -> None:
    """A template that is not in UTF-8 is told by its name."""
    problem = problem_of(with_files({TEMPLATE: "<p>\u00e4</p>".encode("latin-1")}))
    assert (TEMPLATE, "template") == (str(problem.span), problem.code)


# ---------------------------------------------------------------- the single file


def test_style_cannot_end_its_element(with_files: WithFiles) -> None:
    """Words in a style sheet do not end the element that holds it."""
    css = 'p::before { content: "</style><script>alert(1)</script>" }'
    html = text_of(with_files({"styles/fonts-screen.css": css}), "html")
    assert ("<script>alert" in html, html.count("</style")) == (True, html.count("<style"))


@pytest.mark.parametrize("rule", ["default-src 'none'", "form-action 'none'", "base-uri 'none'"])
def test_policy(stock: Path, rule: str) -> None:
    """The policy of the single file forbids requests, and forms and bases, which its default leaves out."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text_of(stock, "html"))
    assert found is not None
    assert rule in found[1].split("; ")


# ---------------------------------------------------------------- the register


def test_entry_told_elsewhere_without_publisher(stock: Path) -> None:
    """On paper an entry that is told elsewhere has its address, also when nobody is named as its publisher."""
    guide = guide_in(stock)
    entries = tuple(replace(entry, publisher="") for entry in guide.entries)
    html = paper(replace(guide, entries=entries), stock)
    assert '<p class="entry-address">https://example.org/ladder</p>' in html


@pytest.mark.parametrize(("target", "expected"), [(Place("one"), True), (WebAddress("https://example.org"), False)])
def test_told_here(target: Target, expected: bool) -> None:  # noqa: FBT001 - a case's value
    """An entry is told in the guide when its target is a place in it."""
    assert expected is told_here(Entry("a", "resource", "A", target, publisher=""))
