"""Turn directives (``:::{name}``) into blocks of the model.

Each module holds the forms of a family; a new block is a new row in its ``FORMS`` and a function that builds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from guidepress.model import Block
from guidepress.read.directives import boxes, lists, pictures
from guidepress.read.directives.form import Form, build_block

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

FORMS: Mapping[str, Form] = {**boxes.FORMS, **pictures.FORMS, **lists.FORMS}


def read(reader: BlockReader, node: SyntaxTreeNode) -> Block | None:
    """Build the block of a directive, or report why it cannot be built."""
    return build_block(reader, node, FORMS)
