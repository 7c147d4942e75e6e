"""Read blocks for screens: dropdowns, tabs, grids of cards, buttons. On paper they stand one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from guidepress.model import Block, ButtonLink, Card, Dropdown, Grid, Inlines, Tab, TabSet
from guidepress.read.directives.form import LOOKS, Directive, Form

SCREENS = 4  # phones, small, middling and large ones, as sphinx-design counts them
MOST_COLUMNS = 12
WIDEST_GUTTER = 5
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
    return Tab(
        id=directive.name,
        span=directive.span,
        title=directive.title,
        level=level,
        blocks=directive.inner(),
        selected="selected" in directive.options,
    )


def _tab_set(directive: Directive) -> Block:
    tabs = only(directive, Tab, "tab-item")
    for tab in [tab for tab in tabs if tab.selected][1:]:
        hint = "Keep :selected: in one of the tabs."
        directive.reader.report(tab.span, "selected-twice", "another tab of this set is selected already", hint)
    return TabSet(id=directive.name, span=directive.span, items=tabs)


def _card(directive: Directive) -> Block:
    _report_parted(directive)
    address = _address(directive, directive.options.get("link", ""), "link-type")
    link: Inlines = (directive.reader.inlines.link(directive.title, address, directive.span),) if address else ()
    return Card(
        id=directive.name,
        span=directive.span,
        title=directive.title,
        link=link,
        blocks=directive.blocks,
        header=directive.words("header"),
        footer=directive.words("footer"),
    )


def _report_parted(directive: Directive) -> None:
    """Report the lines that part a card in sphinx-design, which would be printed here."""
    for node in directive.nodes:
        lines = node.children[0].content.split("\n") if node.type == "paragraph" else []
        for number, line in enumerate(lines, start=node.map[0] if node.map else 0):
            if line.strip() in {"^^^", "+++"}:
                option = "header" if "^" in line else "footer"
                hint = f"Write these words as an option at the card's head: :{option}: …"
                place = directive.reader.where.line(number)
                directive.reader.report(place, "card-parts", f"'{line.strip()}' parts no card", hint)


def _address(directive: Directive, target: str, option: str) -> str:
    """Write what a link leads to as an address; its kind may be told, as sphinx-design has it."""
    kind = directive.choice(option, "url", "ref", "doc", "any", "myst")
    if not target or kind in {"", "url", "any", "myst"}:
        return target
    return f"#{target.removeprefix('#')}" if kind == "ref" else f"{target.removesuffix('.md')}.md"


def _grid(directive: Directive) -> Block:
    return Grid(
        id=directive.name,
        span=directive.span,
        items=only(directive, Card, "card"),
        columns=_by_screen(directive, "columns", directive.head.argument, MOST_COLUMNS),
        gutters=_by_screen(directive, "gutter", directive.options.get("gutter", ""), WIDEST_GUTTER),
    )


def _by_screen(directive: Directive, name: str, words: str, most: int) -> tuple[int, ...]:
    """Read one number for all screens, or one for each kind; nothing when none is given."""
    found = directive.numbers(name, words, most)
    if len(found) in {0, 1, SCREENS} and not (name == "columns" and 0 in found):
        return found * SCREENS if len(found) == 1 else found
    hint = "Write one number, or four: for phones, small, middling and large screens. For example: 1 2 2 3."
    directive.reader.report(directive.place(name), "bad-number", f"'{words}' are no numbers for '{name}'", hint)
    return ()


def _button_link(directive: Directive) -> Block:
    words = tuple(inline for block in directive.blocks for inline in getattr(block, "children", ()))
    address = _address(directive, directive.head.argument, "ref-type")
    link = (directive.reader.inlines.link(words, address, directive.span),)
    return ButtonLink(id=directive.name, span=directive.span, link=link)


_SYNCHRONISED = LOOKS | dict.fromkeys(
    ("sync", "sync-group", "key"),
    "Tabs that follow each other need a script, which a guide does without; each set is opened by itself.",
)
_CARD = ("link", "link-type", "header", "footer")
_PICTURED = (
    LOOKS
    | dict.fromkeys(
        ("img-top", "img-bottom", "img-background", "img-alt"),
        "Put the picture into the card: :::{figure} images/ladder.svg",
    )
    | {
        "link-alt": "The card's title is what a link says.",
        "width": "The grid sees to the width.",
        "columns": "The grid sees to the width.",
    }
)
_BUTTON = LOOKS | {
    "tooltip": "Say it in the words of the button.",
    "align": LOOKS["color"],
}
FORMS: Mapping[str, Form] = {
    "dropdown": Form(
        "Give it a title: :::{dropdown} How we counted", _dropdown, argument="needed", flags=("open",), meaningless=LOOKS
    ),
    "tab-item": Form(
        "Give it a title: :::{tab-item} In a group", _tab, argument="needed", flags=("selected",), meaningless=_SYNCHRONISED
    ),
    "tab-set": Form("Write ::::{tab-set} alone.", _tab_set, argument="none", meaningless=_SYNCHRONISED),
    "card": Form(":::{card} A title if you like", _card, options=_CARD, meaningless=_PICTURED),
    "grid-item-card": Form(":::{grid-item-card} A title if you like", _card, options=_CARD, meaningless=_PICTURED),
    "grid": Form("Write ::::{grid} or ::::{grid} 1 2 2 3.", _grid, options=("gutter",), meaningless=LOOKS | {"reverse": "Write the cards in the order in which they are to be read."}),
    "button-link": Form(
        "Say where it leads: :::{button-link} https://example.org", _button_link, argument="needed",
        meaningless={**_BUTTON, "ref-type": "A web address needs none."},
    ),
    "button-ref": Form(
        "Say where it leads: :::{button-ref} two.md", _button_link, argument="needed", options=("ref-type",), meaningless=_BUTTON
    ),
}  # fmt: skip
