"""Turn block nodes of Markdown into blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markdown_it.common.utils import unescapeAll
from markdown_it.tree import SyntaxTreeNode

from guidepress.errors import Problem, Span
from guidepress.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Inlines,
    ListItem,
    NumberedList,
    Paragraph,
    Table,
    Text,
)  # fmt: skip
from guidepress.read import directives
from guidepress.read.directives.form import NAME
from guidepress.read.inlines import RAW_HTML_HINT, InlineReader
from guidepress.read.markdown import Locator

_BAR = re.compile(r"(?<!\\)\|")  # one that ends a cell; the parser looks at the letter before it only
_TASK = re.compile(r"\[(?P<mark>[ xX])\]\s+")


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Read the blocks of one file; ``level`` is that of the heading they stand under."""

    inlines: InlineReader
    level: int = 1

    @property
    def where(self) -> Locator:
        """Return what finds places in the file."""
        return self.inlines.where

    def at_level(self, level: int) -> BlockReader:
        """Return a reader for blocks under a heading of ``level``."""
        return BlockReader(self.inlines, level)

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Note a problem that stops the build."""
        self.inlines.problems.append(Problem(span, code, message, hint))

    def warn(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Note a problem that does not stop the build."""
        self.inlines.problems.append(Problem(span, code, message, hint, "warning"))

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> Blocks:
        """Read nodes in order; a target, ``(name)=``, names the block after it."""
        found: list[Block] = []
        name = ""
        for node in nodes:
            if node.type == "myst_target":
                name = self.target(node)
                continue
            for block in self._one(node):
                found.append(replace(block, id=name) if name and not block.id else block)
                name = ""
        return tuple(found)

    def target(self, node: SyntaxTreeNode) -> str:
        """Return the name that a target gives, or report that it cannot be one."""
        if NAME.match(node.content):
            return node.content
        hint = "Use small letters, digits and dashes, and begin with a letter: (my-name)="
        self.report(self.where.block(node), "bad-name", f"'{node.content}' cannot be a name", hint)
        return ""

    def _one(self, node: SyntaxTreeNode) -> Iterable[Block]:
        reader = getattr(self, f"_{node.type}", None)
        if reader is None:
            self.report(self.where.block(node), "markdown", f"'{node.type}' cannot be used here")
            return []
        block = reader(node)
        if block is None:
            return []
        return block if isinstance(block, tuple) else [block]

    # One method for each type of markdown-it's tokens.

    def _paragraph(self, node: SyntaxTreeNode) -> Block | None:
        words = node.children[0].content if node.children else ""
        if self._has_stray_lines(node, words.split("\n")):
            return None
        children = self.inlines.read(node.children)
        return Paragraph(children=children, span=self.where.block(node)) if children else None

    def _has_stray_lines(self, node: SyntaxTreeNode, lines: list[str]) -> bool:
        """Report lines that were meant to begin or end a block, and are none."""
        found = False
        for number, line in enumerate(lines, start=node.map[0] if node.map else 0):
            words = line.strip()
            if words.startswith((":::", "```")) and len(set(words)) == 1:
                hint = "Remove it, or look above for a block that ended too early: an outer block needs more colons than an inner one."
                self.report(self.where.line(number), "stray-fence", f"'{words}' ends no block", hint)
            elif words.startswith(":::"):
                hint = "Write the name in braces, right after the colons: :::{note}"
                self.report(self.where.line(number), "stray-fence", f"'{words}' begins no block", hint)
            elif words.startswith(": ") and line is not lines[0]:
                hint = "Write the word on one line, with an empty line above it, and what it means on the next, after a colon."
                self.report(self.where.line(number), "stray-definition", "this explains no word", hint)
            else:
                continue
            found = True
        return found

    def _heading(self, node: SyntaxTreeNode) -> Block | None:
        hint = "Give the block a title on its first line, or end it before the heading."
        self.report(self.where.block(node), "heading-inside", "a heading cannot stand inside a block or list", hint)
        return None

    def _items(self, node: SyntaxTreeNode) -> tuple[ListItem, ...]:
        items = (item for item in node.children if item.type == "list_item")
        return tuple(_task(ListItem(blocks=self.read(item.children), span=self.where.block(item))) for item in items)

    def _bullet_list(self, node: SyntaxTreeNode) -> Block:
        return BulletList(items=self._items(node), tight=is_tight(node), span=self.where.block(node))

    def _ordered_list(self, node: SyntaxTreeNode) -> Block:
        start = int(node.attrs.get("start", 1))
        return NumberedList(items=self._items(node), start=start, tight=is_tight(node), span=self.where.block(node))

    def _dl(self, node: SyntaxTreeNode) -> Block:
        items: list[Definition] = []
        terms: list[Inlines] = []
        for child in node.children:
            if child.type == "dt":
                terms.append(self.inlines.read(child.children))
            else:
                items.append(
                    Definition(terms=tuple(terms), blocks=self.read(child.children), span=self.where.block(child))
                )
                terms = []
        return DefinitionList(items=tuple(items), span=self.where.block(node))

    def _blockquote(self, node: SyntaxTreeNode) -> Block:
        return BlockQuote(blocks=self.read(node.children), span=self.where.block(node))

    def _fence(self, node: SyntaxTreeNode) -> Block:
        return CodeBlock(text=node.content, syntax=unescapeAll(node.info.strip()), span=self.where.block(node))

    def _code_block(self, node: SyntaxTreeNode) -> Block:
        return CodeBlock(text=node.content, span=self.where.block(node))

    def _hr(self, node: SyntaxTreeNode) -> Block:
        return Divider(span=self.where.block(node))

    def _html_block(self, node: SyntaxTreeNode) -> Block | None:
        comment, end, after = node.content.partition("-->")
        if not comment.lstrip().startswith("<!--"):
            first = node.content.strip().split("\n")[0][:40]
            self.report(self.where.block(node), "raw-html", f"HTML is not allowed: {first}", RAW_HTML_HINT)
        elif not end:
            hint = "Put --> where the comment ends; all that follows is left out without it."
            self.report(self.where.block(node), "unclosed-comment", "the comment is never closed", hint)
        elif after.strip():
            hint = "Put the words on a line of their own, with an empty line between them and the comment."
            self.report(self.where.block(node), "after-comment", "words after a comment would be lost", hint)
        return None

    def _table(self, node: SyntaxTreeNode) -> Block:
        head, *bodies = node.children
        rows = [row for body in bodies for row in body.children]
        table = Table(head=self._row(head.children[0]), rows=tuple(map(self._row, rows)), span=self.where.block(node))
        for row in rows:
            self._report_cells(row, len(table.head))
        for number, cell in enumerate(table.head, start=1):
            if number > 1 and not cell.children:
                hint = "Say in the first row what each column holds."
                self.report(
                    self.where.block(node), "empty-header", f"column {number} of the table has no heading", hint
                )
        return table

    def _report_cells(self, row: SyntaxTreeNode, width: int) -> None:
        """Report cells beyond the last heading, which the parser leaves out."""
        line = self.where.lines[row.map[0]].lstrip("> \t").strip() if row.map else ""
        if len(_BAR.findall(line.removeprefix("|"))) + (not line.endswith("|") or line.endswith("\\|")) > width:
            hint = "Write \\| for a bar among words, in code too; or give the table a heading more."
            message = "this row has more cells than the table has headings"
            self.report(self.where.block(row), "table-cells", message, hint)

    def _row(self, row: SyntaxTreeNode) -> tuple[Cell, ...]:
        self._remember_columns(row)
        return tuple(
            Cell(self.inlines.read(cell.children), str(cell.attrs.get("style", "")).removeprefix("text-align:"))
            for cell in row.children
        )

    def _remember_columns(self, row: SyntaxTreeNode) -> None:
        """Note in each cell where its words begin, for cells whose words stand in the line before them too."""
        line, after = self.where.lines[row.map[0]] if row.map else "", 0
        for line_of_words in (child for cell in row.children for child in cell.children):
            line_of_words.meta["after"] = after
            after = max(line.find(line_of_words.content, after), after) + len(line_of_words.content)

    def _footnote_block(self, _node: SyntaxTreeNode) -> Block | None:
        return None  # the chapter's reader takes the notes

    def _footnote_anchor(self, _node: SyntaxTreeNode) -> Block | None:
        return None  # the way back to the text, which templates make

    def _front_matter(self, _node: SyntaxTreeNode) -> Block | None:
        return None  # the chapter's reader takes it

    def _myst_line_comment(self, _node: SyntaxTreeNode) -> Block | None:
        return None

    def _directive(self, node: SyntaxTreeNode) -> Block | Blocks | None:
        return directives.read(self, node)


def _task(item: ListItem) -> ListItem:
    """Make an item a task when its words begin with ``[ ]`` or ``[x]``."""
    first = item.blocks[0] if item.blocks else None
    words = first.children[0] if isinstance(first, Paragraph) and first.children else None
    mark = _TASK.match(words.text) if isinstance(words, Text) else None
    if not isinstance(first, Paragraph) or not isinstance(words, Text) or mark is None:
        return item
    span = words.span(mark.end())
    rest = (Text(words.text[mark.end() :], ((0, span),)), *first.children[1:])
    return replace(item, done=mark["mark"] != " ", blocks=(replace(first, children=rest), *item.blocks[1:]))


def is_tight(node: SyntaxTreeNode) -> bool:
    """Tell whether no item of a list holds a paragraph of its own, as CommonMark 5.3 defines it."""
    paragraphs = [child for item in node.children for child in item.children if child.type == "paragraph"]
    return all(paragraph.hidden for paragraph in paragraphs)
