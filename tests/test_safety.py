"""Nothing outside the guide is read, nothing is fetched, and nothing in a source can run code or break the program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY, STOCK, WithFiles

from guidepress.compose.pictures import file_name
from guidepress.compose.resources import design_of
from guidepress.errors import Problem
from guidepress.formats import Making, render
from guidepress.model import Guide
from guidepress.pipeline import load
from guidepress.read import folder

GUIDE = (STOCK / "source/guide.yaml").read_text("utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
SHOW = "# One\n\n![a drawing](images/drawing.svg)\n"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&j;</text></svg>'
)


def codes(problems: tuple[Problem, ...]) -> set[str]:
    """Name the kinds of problems."""
    return {problem.code for problem in problems}


def codes_of(root: Path) -> set[str]:
    """Load a guide and name the kinds of its problems."""
    return codes(load(root)[1])


def html_of(guide: Guide, root: Path) -> str:
    """Make the single file."""
    (artifact,) = render("html", guide, design_of(root), Making(("html",)))
    return artifact.data.decode()


def chapter_html(with_files: WithFiles, words: str) -> str:
    """Make the single file of the stock guide with other words in its first chapter."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{words}\n"})
    guide, problems = load(root)
    assert guide is not None, problems
    return html_of(guide, root)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("name", ["one.md", "../../outside.md", "../chapters/../../outside.md"])
def test_chapter_outside(with_files: WithFiles, name: str) -> None:
    """A chapter that lies outside source/ is refused, by its path or by what a symbolic link leads to."""
    root = with_files({"source/guide.yaml": GUIDE.replace("one.md", name), "outside.md": "# Secret\n\nSecret words.\n"})
    (root / "source/chapters/one.md").unlink()
    (root / "source/chapters/one.md").symlink_to("../../outside.md")
    problems = load(root)[1]
    assert codes(problems) == {"outside"}
    assert "Secret" not in str(problems)


@pytest.mark.parametrize("name", ["images/link.svg", "../outside.svg", "/etc/hostname", "images/../../outside.svg"])
def test_picture_outside(with_files: WithFiles, name: str) -> None:
    """A picture that lies outside source/ is refused."""
    words = f"# One\n\n:::{{figure}} {name}\n:alt: A drawing.\n:::\n"
    root = with_files({"source/chapters/one.md": words, "outside.svg": SVG.format("")})
    (root / "source/images/link.svg").symlink_to("../../outside.svg")
    assert codes_of(root) == {"outside"}


@pytest.mark.parametrize("name", ["resources.yaml", "glossary.yaml"])
def test_register_outside(with_files: WithFiles, name: str) -> None:
    """A register that is a symbolic link out of source/ is refused."""
    root = with_files({"outside.yaml": "[]\n"})
    (root / "source" / name).unlink()
    (root / "source" / name).symlink_to("../outside.yaml")
    assert codes_of(root) == {"outside"}


@pytest.mark.parametrize("field", ["picture", "symbol", "welcoming"])
@pytest.mark.parametrize("name", ["../outside.svg", "/etc/hostname", "images/link.svg", "linked/outside.svg"])
def test_pictures_of_the_guide_outside(with_files: WithFiles, field: str, name: str) -> None:
    """A picture that guide.yaml names outside source/, also by a link to a file or a folder, is refused where it is named."""
    guide = re.sub(rf"^( +{field}: ).*$", rf"\g<1>{name}", GUIDE, count=1, flags=re.MULTILINE)
    root = with_files({"source/guide.yaml": guide, "outside.svg": SVG.format("")})
    (root / "source/images/link.svg").symlink_to("../../outside.svg")
    (root / "source/linked").symlink_to("..")
    (problem,) = load(root)[1]
    lines = guide.split("\n")
    assert (problem.code, problem.span.file) == ("outside", "source/guide.yaml")
    assert lines[problem.span.line - 1][problem.span.column - 1 :] == name


def test_guide_outside(with_files: WithFiles) -> None:
    """A guide.yaml that is a symbolic link out of source/ is refused."""
    root = with_files({"outside.yaml": GUIDE})
    (root / "source/guide.yaml").unlink()
    (root / "source/guide.yaml").symlink_to("../outside.yaml")
    assert codes_of(root) == {"outside"}


def test_folder_in_place_of_a_file(with_files: WithFiles) -> None:
    """A folder that has a file's name is no file."""
    root = with_files({"source/guide.yaml": GUIDE.replace("one.md", "folder.md")})
    (root / "source/chapters/folder.md").mkdir()
    assert codes_of(root) == {"unreadable"}


def test_device_in_place_of_a_file(with_files: WithFiles) -> None:
    """A link to a device, which would never end, is refused."""
    root = with_files({"source/guide.yaml": GUIDE.replace("one.md", "endless.md")})
    (root / "source/chapters/endless.md").symlink_to("/dev/zero")
    assert codes_of(root) == {"outside"}


def test_large_file(with_files: WithFiles) -> None:
    """A file that is too large to be meant is refused before it is read."""
    root = with_files({})
    with (root / "source/chapters/one.md").open("ab") as file:
        file.truncate(folder.LARGEST + 1)
    assert codes_of(root) == {"too-large"}


@pytest.mark.parametrize("name", ["a\\0b.md", "a\\nb.md", "~/one.md", "x" * 300 + ".md", "\\u202eone.md", ".", ""])
def test_odd_names(with_files: WithFiles, name: str) -> None:
    """A name that no file can have is a problem, not a traceback."""
    root = with_files({"source/guide.yaml": GUIDE.replace("one.md", f'"{name}"')})
    assert codes_of(root) <= {
        "missing-file",
        "unreadable",
        "odd-character",
        "schema-string-type",
        "schema-string-too-short",
        "file-name",
    }
    assert codes_of(root) != set()


@pytest.mark.parametrize("name", ["a%00b.svg", "x" * 300 + ".svg", "%2e%2e/%2e%2e/outside.svg", "a%0ab.svg", "%ff.svg"])
def test_odd_names_of_pictures(with_files: WithFiles, name: str) -> None:
    """A picture's name that no file can have is a problem, not a traceback."""
    root = with_files({"source/chapters/one.md": f"# One\n\n![a drawing]({name})\n", "outside.svg": SVG.format("")})
    assert len(codes_of(root) & {"missing-file", "outside", "unreadable"}) == 1


ODD_NAMES = (
    "with space",
    "with_line",
    "ümläut",
    "日本",
    "a&b",
    "quote'd",
    "100%",
    "%41",
    "semi;colon",
    "(brackets)",
    "#",
    "?q=1",
    "C:",
    "a+b",
)


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "site"])
def test_pictures_with_odd_names_are_shown(with_files: WithFiles, name: str) -> None:
    """Pictures are shown whatever letters their names have: what is asked for is there, under a plain name."""
    words = "".join(f":::{{figure}} images/{odd}.svg\n:alt: Drawing {odd}.\n:::\n\n" for odd in ODD_NAMES)
    files = {f"source/images/{odd}.svg": SVG.format(f"<desc>{number}</desc>") for number, odd in enumerate(ODD_NAMES)}
    root = with_files({"source/chapters/one.md": f"# One\n\n{words}", **files})
    guide, problems = load(root)
    assert guide is not None, problems
    paths = {artifact.path: artifact.data for artifact in render(name, guide, design_of(root), Making((name,)))}
    assert paths != {}
    if name == "site":
        addresses = re.findall(r'<img class="drawing" src="([A-Za-z0-9._/-]*)"', paths["site/one.html"].decode())
        shown = [paths[f"site/{address}"].decode() for address in addresses]
        assert list(files.values()) == shown


def test_pictures_of_like_names_stay_apart(with_files: WithFiles) -> None:
    """Pictures whose names differ by their endings alone get files of their own."""
    words = "".join(f"![{name}](images/{name})\n\n" for name in ("a.svg", "a.png", "a", "a.jpg"))
    files = {f"source/images/{name}": SVG.format(name) for name in ("a.svg", "a.png", "a", "a.jpg")}
    guide, problems = load(with_files({"source/chapters/one.md": f"# One\n\n{words}", **files}))
    assert guide is not None, problems
    names = [file_name(guide.pictures[f"images/{name}"]) for name in ("a.svg", "a.png", "a", "a.jpg")]
    assert len(set(names)) == 4


@pytest.mark.parametrize(
    "address", ["https://example.org/a.svg", "//example.org/a.svg", "file:///etc/passwd", "data:image/png;base64,AA"]
)
def test_remote_picture(with_files: WithFiles, address: str) -> None:
    """A picture elsewhere is refused, however it is asked for."""
    asked = {"source/chapters/one.md": f"# One\n\n:::{{figure}} {address}\n:alt: A drawing.\n:::\n"}
    cover = {"source/guide.yaml": GUIDE.replace("images/cover.svg", f'"{address}"')}
    assert codes_of(with_files(asked)) | codes_of(with_files(cover)) == {"remote-picture"}


# ---------------------------------------------------------------- drawings


@pytest.mark.parametrize(
    "drawing",
    {
        "script": SVG.format("<script>alert(1)</script>"),
        "event": SVG.format('<rect onload="alert(1)"/>'),
        "event in capitals": SVG.format('<rect ONCLICK="alert(1)"/>'),
        "event on the root": SVG.format("").replace("<svg", '<svg onload="alert(1)"'),
        "outward use": SVG.format('<use href="https://example.org/a.svg#b"/>'),
        "outward use by xlink": SVG.format('<use xlink:href="https://example.org/a.svg#b"/>'),
        "outward use behind a local one": SVG.format('<use href="#a" xlink:href="https://example.org/a.svg#b"/>'),
        "outward picture": SVG.format('<image href="a.png"/>'),
        "drawing in a drawing": SVG.format('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
        "link that runs": SVG.format('<a href="javascript:alert(1)"><rect/></a>'),
        "outward style": SVG.format("<style>rect { fill: url(https://example.org/a) }</style>"),
        "outward style attribute": SVG.format('<rect style="fill: url(https://example.org/a)"/>'),
        "outward fill": SVG.format('<rect fill="url(&quot;https://example.org/a&quot;)"/>'),
        "import": SVG.format('<style>@import "https://example.org/a.css";</style>'),
        "import behind a comment": SVG.format('<style>a {}<!-- x -->@import "https://example.org/a.css";</style>'),
        "style sheet by instruction": '<?xml-stylesheet href="https://example.org/a.css"?>' + SVG.format(""),
        "foreign object": SVG.format("<foreignObject><p>words</p></foreignObject>"),
        "movement": SVG.format('<rect><animate attributeName="x" to="9"/></rect>'),
        "movement by transform": SVG.format('<rect><animateTransform attributeName="transform"/></rect>'),
        "entities": LAUGHS,
        "another language": '<svg xmlns="http:/www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        "outward entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&a;</text>"),
        "outward document type": '<!DOCTYPE svg SYSTEM "https://example.org/a.dtd">' + SVG.format("<text>&a;</text>"),
    }.items(),
    ids=lambda item: item[0],
)
def test_drawing_is_refused(with_files: WithFiles, drawing: tuple[str, str]) -> None:
    """A drawing that could run code, move, or fetch something is refused."""
    root = with_files({"source/chapters/one.md": SHOW, "source/images/drawing.svg": drawing[1]})
    assert codes_of(root) == {"bad-picture"}


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>',
        "<style>rect { fill: url(#a) }</style>",
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        "<!-- a comment --><title>A drawing</title><desc>Of a rectangle</desc>",
    ],
)
def test_drawing_is_taken(with_files: WithFiles, inside: str) -> None:
    """A drawing that holds all it needs is taken."""
    root = with_files({"source/chapters/one.md": SHOW, "source/images/drawing.svg": SVG.format(inside)})
    assert codes_of(root) == set()


# ---------------------------------------------------------------- words that would be code


EVIL = (
    "''.__class__", "version.__class__.__mro__", "version['__class__']", "guide.slug", "self", "self.__init__", "cycler.__init__",
    "range(10**9)", "'a' * 10**9", "10**10**10", "9 * " * 60 + "9" * 12, "'%1000000000d' | format(1)", "'%s' | format(version.x)",
    "version | attr('__class__')", "version | map(attribute='x')", "lipsum()", "version.upper()", "'a' | center(1000000000)",
    "(" * 140 + "1" + ")" * 140, "[" * 120 + "]" * 120, "1 / 0", "date.replace", "date.__class__", "version | safe", "{'a': 1}",
    "version[0:1]", "'a' ~ " * 60, "1 if", "a b", "", "-", "version | round(10**6)", "'aaaaaaaa'" + " | replace('a', 'aaaaaaaa')" * 9,
)  # fmt: skip


@pytest.mark.parametrize("expression", EVIL)
def test_expressions_in_words(with_files: WithFiles, expression: str) -> None:
    """An expression that would reach into the program, or take without bound, is a problem with a place."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{{{{ {expression} }}}}\n"})
    assert codes_of(root) <= {"unknown-value", "bad-expression"}
    assert codes_of(root)


@pytest.mark.parametrize("words", ["{% for a in b %}", "{# comment #}", "{%", "${7*7}", "<%= 7*7 %>"])
def test_template_marks_in_words(with_files: WithFiles, words: str) -> None:
    """Marks of template languages are words like any others."""
    escaped = words.replace("<", "&lt;").replace(">", "&gt;")
    assert f">{escaped}</p>" in chapter_html(with_files, words.replace("<", "\\<"))


def test_template_marks_in_data(with_files: WithFiles) -> None:
    """Marks of template languages in guide.yaml are words too."""
    root = with_files({"source/guide.yaml": GUIDE.replace("title: The Stock Guide", 'title: "{% raw %} {# <b>"')})
    guide, problems = load(root)
    assert guide is not None, problems
    assert "{% raw %} {# &lt;b&gt;" in html_of(guide, root)


def test_expressions_in_data(with_files: WithFiles) -> None:
    """An expression in guide.yaml reaches declared values only."""
    root = with_files({"source/guide.yaml": GUIDE.replace("title: The Stock Guide", "title: A {{ guide.slug }}")})
    assert codes_of(root) == {"unknown-value"}


@pytest.mark.parametrize("name", ["version", "figure", "speaks"])
def test_words_do_not_reach_python(with_files: WithFiles, name: str) -> None:
    """Guidepress's words, as a guide rewrites them, cannot ask for what is inside Python's things."""
    words = 'words:\n  {}: "{{{}.__class__.__init__.__globals__}}"\n'
    place = {"version": "version", "figure": "number", "speaks": "name"}[name]
    root = with_files({"source/guide.yaml": GUIDE + words.format(name, place)})
    assert codes_of(root) == {"bad-word"}


@pytest.mark.parametrize(
    "words",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        "[a][b]\n\n[b]: javascript:alert(1)",
    ],
)
def test_links_do_not_run(with_files: WithFiles, words: str) -> None:
    """A link that would run code is refused, however it is written."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{words}\n"})
    guide, _ = load(root)
    assert guide is None or not re.search(
        r'<a [^>]*href="(javascript|data|vbscript):', html_of(guide, root), re.IGNORECASE
    )


@pytest.mark.parametrize("field", ["website", "feedback"])
def test_addresses_of_the_publisher_do_not_run(with_files: WithFiles, field: str) -> None:
    """An address in guide.yaml is a web address and nothing else."""
    guide = re.sub(rf"  {field}: .*", f"  {field}: javascript:alert(1)", GUIDE)
    assert codes_of(with_files({"source/guide.yaml": guide})) == {"schema-string-pattern-mismatch"}


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b>b</b>",
        "<!DOCTYPE html>",
        "<?php ?>",
        "<![CDATA[x]]>",
    ],
)
def test_html_is_refused(with_files: WithFiles, words: str) -> None:
    """HTML in a chapter is refused."""
    assert codes_of(with_files({"source/chapters/one.md": f"# One\n\n{words}\n"})) == {"raw-html"}


def test_all_words_are_escaped(with_files: WithFiles) -> None:
    """Whatever field of the YAML files holds markup, none of it reaches a page as markup."""
    bad = "<script>alert(1)</script>"
    files: Mapping[str, str] = {
        name: re.sub(
            r"((?:title|subtitle|description|name|alt|label|plural|meaning|summary|author|publisher|definition|promise): )[^\n>]+$",
            rf'\1"x{bad}"',
            (STOCK / name).read_text("utf-8"),
            flags=re.MULTILINE,
        )
        for name in ("source/guide.yaml", "source/resources.yaml")
    }
    root = with_files(files)
    guide, problems = load(root)
    assert guide is not None, problems
    assert bad not in html_of(guide, root)


# ---------------------------------------------------------------- deep and long


@pytest.mark.parametrize(
    "text", ["[" * 5000, "{a: " * 5000, "- " * 5000 + "x", "&a " * 5000], ids=["list", "map", "dash", "anchor"]
)
def test_deep_yaml(with_files: WithFiles, text: str) -> None:
    """YAML in YAML, thousands deep, is a problem, not a traceback."""
    assert codes_of(with_files({"source/glossary.yaml": text})) != set()


def test_long_paragraph(with_files: WithFiles) -> None:
    """A paragraph of a megabyte is read and shown whole."""
    words = "word " * 200_000
    assert words.strip() in chapter_html(with_files, words)


def test_repository_holds_no_outward_drawings() -> None:
    """The real guide's own drawings pass the same check."""
    assert load(REPOSITORY)[0] is not None
