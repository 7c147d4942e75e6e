"""Turn directives (``:::{name}``) into blocks of the model.

Each module holds the forms of a family; a new block is a new row in its ``FORMS`` and a function that builds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from guidepress.model import Block, Blocks
from guidepress.read.directives import boxes, code, formulas, index, lists, pictures, screens, tables, worksheets
from guidepress.read.directives.form import Form, build_block
from guidepress.read.directives.myst import INSTEAD, keep_words
from guidepress.read.inclusions import FORM, LISTING, include, is_inclusion
from guidepress.read.tree import Node

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

FAMILIES = (boxes, code, formulas, index, pictures, lists, tables, screens, worksheets)
FORMS: Mapping[str, Form] = {name: form for family in FAMILIES for name, form in family.FORMS.items()}
FORMS = {**FORMS, "include": FORM, "literalinclude": LISTING}


def read(reader: BlockReader, node: Node) -> Block | Blocks | None:
    """Build the block of a directive, or report why it cannot be built."""
    name = node.meta["head"].name
    if name in INSTEAD or ":" in name:  # a colon is in the names that extensions of Sphinx have
        return keep_words(reader, node)
    if is_inclusion(node):
        included = include(reader, node)
        return included.reader.read(included.nodes) if included else None
    return build_block(reader, node, FORMS)
