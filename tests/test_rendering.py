"""Each case folder holds a chapter, and the markup of its blocks on a page of the website and in the EPUB."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY, LayOver
from goldens import cases, check
from lxml import etree

from guidepress import model
from guidepress.compose.lookups import lookups
from guidepress.compose.pages import pages_of
from guidepress.compose.render import Medium, Renderer, environment, kebab
from guidepress.compose.resources import design_of
from guidepress.formats import site
from guidepress.formats.epub.documents import href as epub_href
from guidepress.model import Block, Guide
from guidepress.pipeline import load

CHAPTER = "one"


def renderer(guide: Guide, root: Path, name: str) -> Renderer:
    """Make a renderer that addresses things as the format ``name`` does."""
    href = {"site": site._href, "epub": epub_href}[name]
    extra = {**lookups(guide, pages_of(guide)), "downloads": {}}
    return Renderer(environment(design_of(root)), guide, Medium(name, href, lambda path: f"assets/{path}", extra))


@pytest.mark.parametrize(("medium", "ending"), [("site", "html"), ("epub", "xhtml")])
@pytest.mark.parametrize("case", cases("render"), ids=lambda case: case.name)
def test_rendering(case: Path, medium: str, ending: str, lay_over: LayOver, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """A case's chapter becomes the markup that its golden holds."""
    root = lay_over(case / "in")
    guide, problems = load(root)
    assert guide is not None, problems
    chapter = next(chapter for chapter in guide.chapters if chapter.key == CHAPTER)
    check(case / f"expected.{ending}", f"{renderer(guide, root, medium).blocks(chapter.blocks)}\n", save=save_goldens)


@pytest.mark.parametrize("case", cases("render"), ids=lambda case: case.name)
def test_markup_for_epub_is_xml(case: Path) -> None:
    """What is expected of an EPUB is well-formed XML, with no id twice."""
    markup = (case / "expected.xhtml").read_text("utf-8")
    root = etree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{markup.replace("&nbsp;", " ")}</body>')
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_each_block_has_a_template() -> None:
    """Every block of the model that stands by itself has a template of its own name, and no template is left over."""
    parts_of_others = {"ListItem", "Definition", "Block", "Todo"}  # what is still to do is left out before
    blocks = {name for name, kind in vars(model).items() if isinstance(kind, type) and issubclass(kind, Block)}
    expected = {f"{kebab(name)}.html.j2" for name in blocks - parts_of_others}
    assert expected == {path.name for path in (REPOSITORY / "templates/blocks").iterdir()}


def test_each_block_has_a_case() -> None:
    """Every template of a block is shown by a case that is named for it."""
    templates = {path.name.removesuffix(".html.j2") for path in (REPOSITORY / "templates/blocks").iterdir()}
    assert templates <= {case.name for case in cases("render")}
