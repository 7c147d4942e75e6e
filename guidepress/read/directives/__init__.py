"""Turn directives (``:::{name}``) into blocks of the model.

Each module holds the forms of a family; a new block is a new row in its ``FORMS`` and a function that builds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from guidepress.model import Block, Blocks
from guidepress.read.directives import boxes, code, formulas, lists, pictures, screens, tables, worksheets
from guidepress.read.directives.form import Form, build_block
from guidepress.read.directives.myst import INSTEAD, keep_words

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

FAMILIES = (boxes, code, formulas, pictures, lists, tables, screens, worksheets)
FORMS: Mapping[str, Form] = {name: form for family in FAMILIES for name, form in family.FORMS.items()}


def read(reader: BlockReader, node: SyntaxTreeNode) -> Block | Blocks | None:
    """Build the block of a directive, or report why it cannot be built."""
    if node.meta["head"].name in INSTEAD:
        return keep_words(reader, node)
    return build_block(reader, node, FORMS)
