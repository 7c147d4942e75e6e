"""Let a book written for MyST build: directives that mean nothing in a guide are warned of, and their words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidepress.model import Blocks, CodeBlock
from guidepress.read.directive_rule import Head
from guidepress.read.tree import Node

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

INSTEAD = {
    "toctree": "The order of the chapters stands in guide.yaml.",
    "tableofcontents": "The contents list is made from guide.yaml.",
    "contents": "Each chapter begins with a list of its sections.",
    "only": "Use :::{audience} for words that are for some readers only.",
    "eval-rst": "Write it in Markdown.",
    "raw": "Write it in Markdown.",
    "bibliography": "Sources belong in resources.yaml and are listed at the back.",
    "index": "Index entries are not made yet.",
    "sidebar": "Use :::{note} with a title.",
    "margin": "Use :::{note}.",
    "aside": "Use :::{note}.",
    "topic": "Use :::{admonition} with a title.",
    "rubric": "Use a heading, or **strong** words.",
    "container": "Give the block inside a class: :class: name",
    "div": "Give the block inside a class: :class: name",
    "mermaid": "Draw the picture, and show it with :::{figure}.",
    "iframe": "Link to the page.",
    "embed": "Link to it.",
    "code-cell": "Code is shown, not run: use :::{code-block}.",
    "exercise": "Use :::{activity}.",
    "solution": "Use :::{dropdown}.",
}


def keep_words(reader: BlockReader, node: Node) -> Blocks:
    """Warn of a directive that means nothing here, and return the blocks in it."""
    head: Head = node.meta["head"]
    span = reader.where.block(node)
    reader.warn(
        span, "meaningless-block", f"'{head.name}' means nothing in a guide; its words are kept", INSTEAD[head.name]
    )
    if head.text:
        return (CodeBlock(text=head.text, span=span),)
    return () if head.name == "toctree" else reader.read(node.children[1:] if head.argument else node.children)
