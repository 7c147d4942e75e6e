"""Turn block nodes of Markdown into blocks of the model."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markdown_it.common.utils import unescapeAll

from guidepress.errors import Fix, Problem, Span
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
from guidepress.read.attributes import BAD_NAME_HINT, NOTHING, ON_BLOCKS, TOKEN, Attributes, read_attributes
from guidepress.read.directives.code import check_syntax
from guidepress.read.directives.index import is_index_mark, placeless, read_index_mark
from guidepress.read.fixes import braced
from guidepress.read.folder import Folder
from guidepress.read.formulas import read_formula_block
from guidepress.read.inclusions import Inclusion
from guidepress.read.inlines import RAW_HTML_HINT, InlineReader
from guidepress.read.markdown import Locator
from guidepress.read.names import name_of
from guidepress.read.tree import Node, UnreadableError

_BAR = re.compile(r"(?<!\\)\|")  # one that ends a cell; the parser looks at the letter before it only
_STRAY = re.compile(r":::|::\{|```|\n\s*: ")
_MARKS = frozenset({"myst_target", TOKEN})
_COMMENTS = frozenset({"html_block", "myst_line_comment"})
_TASK = re.compile(r"\[(?P<mark>[ xX])\]\s+")


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Read the blocks of one file; ``level`` is that of the heading they stand under.

    ``chain`` names the files (below source/) that include one another, this one last; ``inclusions`` gathers all that a chapter includes;
    ``heading_offset`` is how many levels its headings stand lower than they are written; ``included_sizes`` the letters of each file that is
    included; ``unbegun`` the lines that were meant to begin a block, and whose end has not come.
    """

    inlines: InlineReader
    level: int = 1
    chain: tuple[str, ...] = ("",)
    inclusions: list[Inclusion] = field(default_factory=list)
    heading_offset: int = 0
    included_sizes: list[int] = field(default_factory=list)
    unbegun: list[int] = field(default_factory=list)

    @property
    def where(self) -> Locator:
        """Return what finds places in the file."""
        return self.inlines.where

    @property
    def folder(self) -> Folder | None:
        """Return the folder with the guide's files."""
        return self.inlines.folder

    def at_level(self, level: int) -> BlockReader:
        """Return a reader for blocks under a heading of ``level``."""
        return self if level == self.level else replace(self, level=level)

    def report(self, span: Span, code: str, message: str, hint: str = "", fix: Fix = ()) -> None:
        """Note a problem that stops the build."""
        self.inlines.problems.append(Problem(span, code, message, hint, fix=fix))

    def report_unreadable(self, error: UnreadableError) -> None:
        """Note that the file cannot be read."""
        self.report(self.where.line(error.line), error.code, error.message, error.hint)

    def warn(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Note a problem that does not stop the build."""
        self.inlines.problems.append(Problem(span, code, message, hint, "warning"))

    def read(self, nodes: Iterable[Node]) -> Blocks:
        """Read nodes in order; a target, ``(name)=``, and attributes, ``{#name}``, belong to the block after them."""
        found: list[Block] = []
        marks: list[Node] = []
        for node in nodes:
            if is_mark(node):
                marks.append(node)
            else:
                found.extend(self.marked(marks, node))
        self.settle_stray(marks, found)
        return tuple(found)

    def marked(self, marks: list[Node], node: Node) -> Iterable[Block]:
        """Read the node that targets and attributes stand above; it uses them up, unless it is a comment."""
        blocks = self._one(node)
        if marks and node.type not in _COMMENTS:
            attributes = self.of_block(self.attributes(marks))
            unnamed = replace(attributes, id="", index=())
            blocks = [(unnamed if number else attributes).on(block) for number, block in enumerate(blocks)]
            marks.clear()
        return blocks

    def attributes(self, marks: Iterable[Node]) -> Attributes:
        """Join what targets and attributes above a block say; the lower ones win."""
        found = NOTHING
        for mark in marks:
            if mark.type == "myst_target":
                found = Attributes(id=self.target(mark)).over(found)
            elif is_index_mark(mark):
                found = read_index_mark(self, mark).over(found)
            else:
                said, span = mark.meta["attributes"], self.where.block(mark)
                found = read_attributes(said, ON_BLOCKS, span, self.report).over(found)
        return found

    def of_block(self, attributes: Attributes) -> Attributes:
        """Report marks for the index that are about a whole section, and stand above a mere block."""
        for term in attributes.index:
            if term.whole:
                hint = "Put it right below the section's heading, or take the line :section: away."
                self.report(term.span, "index-section", "this mark does not stand at a section's head", hint)
        return attributes

    def settle_stray(self, marks: Iterable[Node], before: list[Block]) -> None:
        """Report targets and attributes that no block follows; what needs no place goes to the block before."""
        for mark in marks:
            index = read_index_mark(self, mark).index if is_index_mark(mark) else None
            rest = placeless(index or ())
            if before and rest:
                before[-1] = Attributes(index=rest).on(before[-1])
            if index is None or len(rest) < len(index):
                hint = "Put the line right above the block that is meant."
                self.report(self.where.block(mark), "stray-attributes", "no block follows for which this is said", hint)

    def target(self, node: Node) -> str:
        """Return the name that a target gives, or report that it cannot be one."""
        return self.named(node.content, node)

    def named(self, written: str, node: Node) -> str:
        """Return a name that the author gave a block, or report that it cannot be one."""
        if name := name_of(written):
            return name
        hint = f"{BAD_NAME_HINT.removesuffix('my-name.')}(my-name)="
        self.report(self.where.block(node), "bad-name", f"'{written}' cannot be a name", hint)
        return ""

    def _one(self, node: Node) -> Iterable[Block]:
        reader = getattr(self, f"_{node.type}", None)
        if reader is None:
            self.report(self.where.block(node), "markdown", f"'{node.type}' cannot be used here")
            return []
        block = reader(node)
        if block is None:
            return []
        return block if isinstance(block, tuple) else [block]

    # One method for each type of markdown-it's tokens.

    def _paragraph(self, node: Node) -> Block | None:
        words = node.children[0].content if node.children else ""
        may_be_stray = "::" in words or "```" in words or "\n" in words  # of most it is soon said that they are not
        if may_be_stray and _STRAY.search(words) and self._has_stray_lines(node, words.split("\n")):
            return None
        children = self.inlines.read(node.children)
        return Paragraph(children=children, span=self.where.block(node)) if children else None

    def _has_stray_lines(self, node: Node, lines: list[str]) -> bool:
        """Report lines that were meant to begin or end a block, and are none."""
        found = False
        for number, line in enumerate(lines, start=node.map[0] if node.map else 0):
            words = line.strip()
            if words.startswith((":::", "```")) and len(set(words)) == 1 and self.unbegun:
                self.unbegun.pop()  # it ends what was meant to begin above, which is reported
            elif words.startswith((":::", "```")) and len(set(words)) == 1:
                hint = "Remove it, or look above for a block that ended too early: an outer block needs more colons than an inner one."
                self.report(self.where.line(number), "stray-fence", f"'{words}' ends no block", hint)
            elif words.startswith("::{"):
                hint = "Begin and end a block with three colons: :::{note}"
                self.report(self.where.line(number), "stray-fence", f"'{words}' begins no block", hint)
            elif words.startswith(":::"):
                self.unbegun.append(number)
                hint = "Write the name in braces, right after the colons: :::{note}"
                fix = braced(self.where, self.where.line(number), directives.FORMS)
                self.report(self.where.line(number), "stray-fence", f"'{words}' begins no block", hint, fix)
            elif words.startswith(": ") and line is not lines[0]:
                hint = "Write the word on one line, with an empty line above it, and what it means on the next, after a colon."
                self.report(self.where.line(number), "stray-definition", "this explains no word", hint)
            else:
                continue
            found = True
        return found

    def _heading(self, node: Node) -> Block | None:
        hint = "Give the block a title on its first line, or end it before the heading."
        self.report(self.where.block(node), "heading-inside", "a heading cannot stand inside a block or list", hint)
        return None

    def _items(self, node: Node) -> tuple[ListItem, ...]:
        items = (item for item in node.children if item.type == "list_item")
        return tuple(_task(self._item(item)) for item in items)

    def _item(self, node: Node) -> ListItem:
        """Read an item; attributes right after its dash or number are its own."""
        marks = list(itertools.takewhile(is_mark, node.children))
        item = ListItem(blocks=self.read(node.children[len(marks) :]), span=self.where.block(node))
        return self.of_block(self.attributes(marks)).on(item)

    def _bullet_list(self, node: Node) -> Block:
        return BulletList(items=self._items(node), tight=is_tight(node), span=self.where.block(node))

    def _ordered_list(self, node: Node) -> Block:
        start = int(node.attrs.get("start", 1))
        return NumberedList(items=self._items(node), start=start, tight=is_tight(node), span=self.where.block(node))

    def _dl(self, node: Node) -> Block:
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

    def _blockquote(self, node: Node) -> Block:
        return BlockQuote(blocks=self.read(node.children), span=self.where.block(node))

    def _fence(self, node: Node) -> Block:
        syntax, *rest = unescapeAll(node.info).split(maxsplit=1) or [""]
        if rest:
            hint = "Remove them. To give code a caption, or its lines numbers, write ```{code-block} with options."
            self.warn(self.where.block(node), "unknown-syntax", f"'{rest[0]}' means nothing after '{syntax}'", hint)
        block = CodeBlock(text=node.content, syntax=syntax, span=self.where.block(node))
        check_syntax(self, block, node.map[0] + 1 if node.map else 0)
        return block

    def _code_block(self, node: Node) -> Block:
        return CodeBlock(text=node.content, span=self.where.block(node))

    def _math_block(self, node: Node) -> Block:
        letters = self.inlines.formula_letters
        return read_formula_block(node.content, self.where.block(node), self.inlines.problems, letters)

    def _math_block_label(self, node: Node) -> Block:
        return replace(self._math_block(node), id=self.named(node.info, node))

    def _hr(self, node: Node) -> Block:
        return Divider(span=self.where.block(node))

    def _html_block(self, node: Node) -> Block | None:
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

    def _table(self, node: Node) -> Block:
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

    def _report_cells(self, row: Node, width: int) -> None:
        """Report cells beyond the last heading, which the parser leaves out."""
        line = self.where.lines[row.map[0]].lstrip("> \t").strip() if row.map else ""
        if len(_BAR.findall(line.removeprefix("|"))) + (not line.endswith("|") or line.endswith("\\|")) > width:
            hint = "Write \\| for a bar among words, in code too; or give the table a heading more."
            message = "this row has more cells than the table has headings"
            self.report(self.where.block(row), "table-cells", message, hint)

    def _row(self, row: Node) -> tuple[Cell, ...]:
        self._remember_columns(row)
        return tuple(
            Cell(self.inlines.read(cell.children), str(cell.attrs.get("style", "")).removeprefix("text-align:"))
            for cell in row.children
        )

    def _remember_columns(self, row: Node) -> None:
        """Note in each cell where its words begin, for cells whose words stand in the line before them too."""
        line, after = self.where.lines[row.map[0]] if row.map else "", 0
        for line_of_words in (child for cell in row.children for child in cell.children):
            line_of_words.meta["after"] = after
            after = max(line.find(line_of_words.content, after), after) + len(line_of_words.content)

    def _footnote_block(self, _node: Node) -> Block | None:
        return None  # the chapter's reader takes the notes

    def _footnote_anchor(self, _node: Node) -> Block | None:
        return None  # the way back to the text, which templates make

    def _front_matter(self, _node: Node) -> Block | None:
        return None  # the chapter's reader takes it

    def _myst_line_comment(self, _node: Node) -> Block | None:
        return None

    def _directive(self, node: Node) -> Block | Blocks | None:
        return directives.read(self, node)


def is_mark(node: Node) -> bool:
    """Tell whether a node is no block, but says something of the block below it."""
    return node.type in _MARKS or is_index_mark(node)


def _task(item: ListItem) -> ListItem:
    """Make an item a task when its words begin with ``[ ]`` or ``[x]``."""
    first = item.blocks[0] if item.blocks else None
    words = first.children[0] if isinstance(first, Paragraph) and first.children else None
    mark = _TASK.match(words.text) if isinstance(words, Text) else None
    if not isinstance(first, Paragraph) or not isinstance(words, Text) or mark is None:
        return item
    span = words.span(mark.end())
    below = ((offset - mark.end(), place) for offset, place in words.places if offset > mark.end())
    rest = (Text(words.text[mark.end() :], ((0, span), *below)), *first.children[1:])
    return replace(item, done=mark["mark"] != " ", blocks=(replace(first, children=rest), *item.blocks[1:]))


def is_tight(node: Node) -> bool:
    """Tell whether no item of a list holds a paragraph of its own, as CommonMark 5.3 defines it."""
    paragraphs = [child for item in node.children for child in item.children if child.type == "paragraph"]
    return all(paragraph.hidden for paragraph in paragraphs)
