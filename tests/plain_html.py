"""Write blocks of the model as the plain HTML of CommonMark's reference, and read any HTML as a list of marks to compare.

Goes in: blocks, or HTML. Comes out: HTML; a list in which only what CommonMark lays down is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from guidepress.model import (
    Block,
    BlockQuote,
    BulletList,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Inline,
    InlinePicture,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Reference,
    Section,
    Strong,
    Text,
    words_of,
)  # fmt: skip

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "hr"})
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
Mark = tuple[str, ...]


def html_of(blocks: Iterable[Block]) -> str:
    """Write blocks as HTML; what CommonMark does not know is a comment, which equals nothing."""
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:  # noqa: PLR0911 - one row a kind
    match block:
        case Section(level=level, title=title, blocks=blocks):
            return f"<h{level}>{_inlines(title)}</h{level}>{html_of(blocks)}"
        case Paragraph(children=children):
            return f"<p>{_inlines(children)}</p>"
        case BulletList(items=items, tight=tight):
            return f"<ul>{_items(items, tight=tight)}</ul>"
        case NumberedList(items=items, tight=tight, start=start):
            return f'<ol start="{start}">{_items(items, tight=tight)}</ol>'
        case BlockQuote(blocks=blocks):
            return f"<blockquote>{html_of(blocks)}</blockquote>"
        case CodeBlock(text=text, syntax=syntax):
            language = f' class="language-{escape(syntax.split()[0])}"' if syntax else ""
            return f"<pre><code{language}>{escape(text)}</code></pre>"
        case Divider():
            return "<hr>"
    return f"<x>{type(block).__name__}</x>"


def _items(items: Iterable[ListItem], *, tight: bool) -> str:
    """Write the items of a list; in a tight one paragraphs are no blocks of their own (CommonMark 5.3)."""
    return "".join(f"<li>{''.join(_in_item(block, tight=tight) for block in item.blocks)}</li>" for item in items)


def _in_item(block: Block, *, tight: bool) -> str:
    return _inlines(block.children) if tight and isinstance(block, Paragraph) else _block(block)


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:  # noqa: PLR0911 - one row a kind
    match inline:
        case Text(text):
            return escape(text)
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case LineBreak():
            return "<br>"
        case Emphasis(children):
            return f"<em>{_inlines(children)}</em>"
        case Strong(children):
            return f"<strong>{_inlines(children)}</strong>"
        case Reference(children, address):
            return f'<a href="{escape(address)}">{_inlines(children)}</a>'
        case InlinePicture(path, alt):
            return f'<img src="{escape(path)}" alt="{escape(alt)}">'
    return f"<x>{type(inline).__name__} {words_of((inline,))}</x>"


class _Marks(HTMLParser):
    """Collect tags, their attributes and the words between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[Mark] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; ``start="1"`` is what a list has without it."""
        self.code += tag in {"code", "pre"}
        kept = sorted(f"{key}={value or ''}" for key, value in attrs if (key, value) != ("start", "1"))
        self.marks.append((f"<{tag}>", *kept))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat ``<br />`` as ``<br>``."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of what can hold something."""
        self.code -= tag in {"code", "pre"}
        self.marks.append((f"</{tag}>",))

    def handle_data(self, data: str) -> None:
        """Note words; outside code, spaces and line ends are all one."""
        words = data if self.code else re.sub(r"[ \t\n]+", " ", data)
        self.marks.append(("", words.translate(_STRAIGHT)))


def marks_of(html: str) -> list[Mark]:
    """List what HTML holds, without the spaces beside blocks, which mean nothing."""
    parser = _Marks()
    parser.feed(html)
    parser.close()
    return [mark for mark in _trimmed(parser.marks) if mark != ("", "")]


def _trimmed(marks: list[Mark]) -> Iterable[Mark]:
    code = False
    for number, mark in enumerate(marks):
        code = mark[0] == "<code>" or (code and mark[0] != "</code>")
        if mark[0] or code:
            yield mark
            continue
        words = mark[1]
        if number == 0 or _is_block(marks[number - 1]):
            words = words.lstrip(" ")
        if number == len(marks) - 1 or _is_block(marks[number + 1]):
            words = words.rstrip(" ")
        yield ("", words)


def _is_block(mark: Mark) -> bool:
    return mark[0].strip("</>") in {*BLOCKS, "br"}
