"""Read boxes that hold a list and no more, and what stands for lists that guide.yaml holds: links, mascots."""

from __future__ import annotations

from collections.abc import Mapping

from guidepress.model import Block, BulletList, Checklist, KeyPoints, Legend, ListItem, Mascots, NumberedList
from guidepress.read.directives.form import Directive, Form


def list_items(directive: Directive) -> tuple[ListItem, ...]:
    """Return the items of the one list inside; report anything else."""
    blocks = directive.blocks
    if len(blocks) == 1 and isinstance(blocks[0], BulletList | NumberedList):
        return blocks[0].items
    if directive.nodes:
        hint = "Write one item a line, each beginning with a dash and a space."
        directive.reader.report(directive.span, "not-a-list", f"'{directive.head.name}' holds a list and no more", hint)
    return ()


def _checklist(directive: Directive) -> Block:
    return Checklist(id=directive.name, span=directive.span, title=directive.title, items=list_items(directive))


def _key_points(directive: Directive) -> Block:
    return KeyPoints(id=directive.name, span=directive.span, title=directive.title, items=list_items(directive))


def _mascots(directive: Directive) -> Block:
    return Mascots(id=directive.name, span=directive.span)


def _legend(directive: Directive) -> Block:
    return Legend(id=directive.name, span=directive.span)


FORMS: Mapping[str, Form] = {
    "checklist": Form(":::{checklist} A title if you like", _checklist),
    "key-points": Form(":::{key-points} A title if you like", _key_points),
    "mascots": Form("Write :::{mascots} alone.", _mascots, argument="none", needs_words=False),
    "legend": Form("Write :::{legend} alone.", _legend, argument="none", needs_words=False),
}
