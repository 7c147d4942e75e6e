"""Let a book written for MyST build: directives that mean nothing in a guide are warned of, and their words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidepress.model import Blocks, CodeBlock, Paragraph, Strong
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
    "myst": "Show it as code: ```markdown.",
    "toc": "The order of the chapters stands in guide.yaml.",
    "footbibliography": "Sources belong in resources.yaml and are listed at the back.",
    "figure-md": "Use :::{figure} with the picture's file and :alt:.",
    "video": "Link to the page with the video.",
    "youtube": "Link to the page with the video.",
    "graphviz": "Draw the picture, and show it with :::{figure}.",
    "plantuml": "Draw the picture, and show it with :::{figure}.",
    "highlight": "Name the language in each code block.",
    "rst-class": "Give the block inside a class: :class: name",
    "centered": "Give the block a class: :class: name",
    "versionadded": "Say since when in a sentence.",
    "versionchanged": "Say since when in a sentence.",
    "deprecated": "Say since when in a sentence.",
    "sectionauthor": "Authors stand in guide.yaml.",
    "codeauthor": "Authors stand in guide.yaml.",
    "blockquote": "Begin its lines with >, or use :::{quote}.",
    "grid-item": "Use :::{card} inside the grid.",
    "exercise-start": "Use :::{activity}.",
    "exercise-end": "Use :::{activity}.",
    "proof": "Use :::{admonition} with a title.",
    "theorem": "Use :::{admonition} with a title.",
    "exercise": "Use :::{activity}.",
    "solution": "Use :::{dropdown}.",
}
# Their first line names a thing, a file or a style; that of others is a title, and is kept as well.
_ARGUMENT_IS_NO_WORDS = frozenset(
    [
        "only",
        "raw",
        "code-cell",
        "container",
        "div",
        "iframe",
        "embed",
        "figure-md",
        "video",
        "youtube",
        "highlight",
        "rst-class",
        "bibliography",
        "footbibliography",
    ]
)


def keep_words(reader: BlockReader, node: Node) -> Blocks:
    """Warn of a directive that means nothing here, and return the blocks in it."""
    head: Head = node.meta["head"]
    span = reader.where.block(node)
    reader.warn(
        span,
        "meaningless-block",
        f"'{head.name}' means nothing in a guide; its words are kept",
        INSTEAD.get(head.name, "Write it in Markdown, or use a block of docs/source-format.md."),
    )
    if head.text:
        return (CodeBlock(text=head.text, span=span),)
    if head.name in {"toctree", "toc", "tableofcontents"}:
        return ()
    if not head.argument:
        return reader.read(node.children)
    title, *words = node.children
    if head.name in _ARGUMENT_IS_NO_WORDS:
        return reader.read(words)
    return (Paragraph(children=(Strong(reader.inlines.read(title.children)),), span=span), *reader.read(words))
