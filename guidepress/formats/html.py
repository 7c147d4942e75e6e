"""Make the single file: the whole guide as one web page that needs no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from guidepress.aside import in_two
from guidepress.compose.addresses import href_in_one_document
from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.page_marks import mark_pages
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.passages import passages_as_json, passages_of
from guidepress.compose.pictures import data_address
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.screens import join_for_screens, screen_sheets
from guidepress.compose.scripts import EARLY, digests, late_scripts, script, search_engine
from guidepress.compose.sprite import sprite_of
from guidepress.formats import Making
from guidepress.model import Artifact, Guide


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one HTML file with its pictures, fonts and styles inside."""
    pages = pages_of(guide)

    @cache
    def source(path: str) -> str:
        picture = guide.pictures[path]
        return data_address(picture.media_type, picture.data)

    sprite = sprite_of(guide.pictures)
    inside = {"symbols": sprite.markup, "sprite": sprite.symbols, "sheets": _sheets(design), **_scripts(guide, pages)}
    extra = {**lookups(guide, pages), "downloads": {}, **inside}
    renderer = Renderer(environment(design), guide, Medium("html", href_in_one_document, source, extra))
    # The cover's title is the file's only h1; everything else stands under it.
    written = in_two(partial(_written, renderer=renderer), pages)
    below = {page.key: html for page, html in zip(pages, written, strict=True)}
    cover = renderer.page("pages/cover.html.j2", page=pages[0])
    rendered = [html for key, html in below.items() if key not in {"cover", "contents"}]
    html = renderer.page("single.html.j2", cover=cover, contents=below["contents"], rendered=rendered)
    if making.pages:
        html = mark_pages({"": html}, making.pages, renderer.page_mark)[0][""]
    yield Artifact(f"{guide.stem}.html", html.encode())


def _written(pages: Sequence[Page], renderer: Renderer) -> list[Markup]:
    return [renderer.nested(page.nesting + 1).page(f"pages/{page.kind}.html.j2", page=page) for page in pages]


def _sheets(design: Design) -> tuple[Mapping[str, Any], ...]:
    """Give the style sheets, with their fonts inside."""
    return tuple(
        {"media": one.media, "colours": one.colours, "css": _inside(join_for_screens(design, one, _as_data).css)}
        for one in screen_sheets(design)
    )


def _as_data(name: str, data: bytes) -> str:
    return data_address(media_type(name), data)


def _inside(css: str) -> Markup:
    """Let a sheet stand in a page, where "</style" would end it."""
    return Markup(css.replace("</", "<\\/"))  # noqa: S704 - CSS reads the two alike


def _scripts(guide: Guide, pages: tuple[Page, ...]) -> Mapping[str, Any]:
    """Give the scripts, what they search, and what names them in the page's policy."""
    early, late = script(EARLY), (search_engine(), late_scripts())
    searched = passages_as_json(passages_of(guide, pages), href_in_one_document)
    return {
        "early_script": Markup(early),  # noqa: S704 - our own, and none of ours holds "</script"
        "scripts": tuple(map(Markup, late)),
        "script_digests": digests(
            (early, searched, *late)
        ),  # what is searched runs nowhere, but some checkers take it for a script
        "passages": Markup(searched),  # noqa: S704 - holds no "<"
    }
