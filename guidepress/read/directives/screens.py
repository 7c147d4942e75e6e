"""Read blocks for screens: dropdowns, tabs, grids of cards, buttons. On paper they stand one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from guidepress.model import Block, ButtonLink, Card, Dropdown, Grid, Inlines, Tab, TabSet
from guidepress.read.directives.form import Directive, Form

B = TypeVar("B", bound=Block)


def only(directive: Directive, kind: type[B], name: str) -> tuple[B, ...]:
    """Read the words inside, which may be blocks of one kind only; report others."""
    found: list[B] = []
    for block in directive.blocks:
        if isinstance(block, kind):
            found.append(block)
        else:
            hint = f"Put these words into a block of its own: :::{{{name}}}"
            message = f"'{directive.head.name}' holds '{name}' blocks and no more"
            directive.reader.report(block.span, "wrong-inside", message, hint)
    return tuple(found)


def _dropdown(directive: Directive) -> Block:
    return Dropdown(
        id=directive.name,
        span=directive.span,
        title=directive.title,
        open="open" in directive.options,
        blocks=directive.blocks,
    )


def _tab(directive: Directive) -> Block:
    level = directive.reader.level + 1
    return Tab(id=directive.name, span=directive.span, title=directive.title, level=level, blocks=directive.inner())


def _tab_set(directive: Directive) -> Block:
    return TabSet(id=directive.name, span=directive.span, items=only(directive, Tab, "tab-item"))


def _card(directive: Directive) -> Block:
    address = directive.options.get("link", "")
    link: Inlines = (directive.reader.inlines.link(directive.title, address, directive.span),) if address else ()
    return Card(id=directive.name, span=directive.span, title=directive.title, link=link, blocks=directive.blocks)


def _grid(directive: Directive) -> Block:
    return Grid(id=directive.name, span=directive.span, items=only(directive, Card, "card"))


def _button_link(directive: Directive) -> Block:
    words = tuple(inline for block in directive.blocks for inline in getattr(block, "children", ()))
    link = (directive.reader.inlines.link(words, directive.head.argument, directive.span),)
    return ButtonLink(id=directive.name, span=directive.span, link=link)


FORMS: Mapping[str, Form] = {
    "dropdown": Form(
        "Give it a title: :::{dropdown} How we counted", _dropdown, argument="needed", flags=("open",), options=("icon",)
    ),
    "tab-item": Form(
        "Give it a title: :::{tab-item} In a group", _tab, argument="needed", flags=("selected",), options=("sync",)
    ),
    "tab-set": Form("Write ::::{tab-set} alone.", _tab_set, argument="none", options=("sync-group",)),
    "card": Form("Give it a title: :::{card} Begin here", _card, argument="needed", options=("link", "header", "footer")),
    "grid-item-card": Form("Give it a title: :::{grid-item-card} Begin here", _card, argument="needed", options=("link",)),
    "grid": Form("Write ::::{grid} or ::::{grid} 1 2 2 3.", _grid, options=("gutter",)),
    "button-link": Form(
        "Say where it leads: :::{button-link} https://example.org", _button_link, argument="needed", options=("color", "ref-type")
    ),
}  # fmt: skip
