"""Parse Markdown into a syntax tree in which every token knows where it stands.

markdown-it is at home here. It gives lines to blocks only; ``line_rules`` adds to each inline token its offset in the block's text
(``token.meta["pos"]``), from which ``Locator`` finds line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin

from guidepress.errors import Span
from guidepress.model import Places, Text
from guidepress.read.attributes import attributes_plugin
from guidepress.read.block_rules import BlockRule, choose_by_signs
from guidepress.read.directive_rule import directive_plugin
from guidepress.read.formulas import dollar_plugin
from guidepress.read.line_rules import PositionedInline, settle_positions
from guidepress.read.signs import is_crowded
from guidepress.read.tree import DEEPEST, Node, TooManySignsError, tree_of

WRITTEN_NOTES = "written_notes"  # where the parser's record holds the notes as they stand: line (from 0) and key
# The apostrophe of '90s, which opens no quotation, and one between letters or digits. What is looked for begins with the sign itself: for
# a pattern that begins with a look behind, Python would try every letter.
_APOSTROPHE = re.compile(r"'(?:(?<!\w')(?=\d0s\b)|(?<=[^\W_]')(?=[^\W_]))")
# An address that says what it is in small letters, as most in a guide: name, name.md#heading, kind:name, #heading.
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:[.:][A-Za-z0-9-]+)?(?:#[A-Za-z0-9._-]*)?|#[A-Za-z0-9._-]+")
_IN_NOTE = "in_note"  # where it holds whether a note is being read
_NOTE = re.compile(r"\[\^([^\]]+)\]:")
_START = itemgetter(0)
_KEPT = "\ue000"  # stands for an expression while quotation marks are made curly; no guide may hold a private letter


class _Parser(MarkdownIt):
    """Parse as markdown-it does, but keep plain addresses as they are."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """Write an address as browsers do; one that is so already need not be taken apart."""
        return url if _PLAIN_ADDRESS.fullmatch(url) else super().normalizeLink(url)


class _ValueMark:
    """Find expressions between double braces; as in the parser's plugin, one ends at the first pair that closes.

    Nothing is sought behind the last pair that closes: each of thousands that open would be followed to the end of the words.
    """

    _pattern = re.compile(r"\{\{(?P<expression>.*?)\}\}", re.DOTALL)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Yield the expressions in reading order."""
        return self._pattern.finditer(words, 0, words.rfind("}}") + 2)

    def sub(self, new: str | Callable[[re.Match[str]], str], words: str) -> str:
        """Return the words with something else in the place of each expression."""
        end = words.rfind("}}") + 2
        return self._pattern.sub(new, words[:end]) + words[end:]


VALUE_MARK = _ValueMark()


@cache
def _parser(quotes: str) -> MarkdownIt:
    md = _Parser("commonmark", {"typographer": True, "quotes": quotes, "maxNesting": DEEPEST})
    md.inline = PositionedInline(md.inline)
    md.enable(["table", "smartquotes"])
    md.core.ruler.at("smartquotes", _curl)
    md.core.ruler.before("inline", "crowded", _refuse_crowded)
    for plugin in (front_matter_plugin, footnote_plugin, deflist_plugin, myst_role_plugin):
        md.use(plugin)
    md.use(substitution_plugin)
    md.disable("substitution_block")
    md.use(dollar_plugin)
    md.use(directive_plugin)
    md.use(myst_block_plugin)
    md.disable("myst_block_break")
    _guard_line_comments(md)
    md.use(attributes_plugin)
    md.use(attrs_plugin, spans=True, allowed=("id", "class", "lang", "width", "height", "w", "h"))
    md.core.ruler.disable(
        "normalize"
    )  # texts have plain line ends, and no character that cannot be shown, when they come here
    _remember_notes(md)
    _remember_positions(md)
    choose_by_signs(md)
    return md


def quotes_for(language: str) -> str:
    """Choose the quotation marks (outer pair, inner pair) that printers of the language use."""
    marks = {"fr": "«»‹›", "de": "„“‚‘", "pl": "„”‚’", "es": "«»“”", "it": "«»“”", "nl": "“”‘’"}
    return marks.get(language.split("-", maxsplit=1)[0].lower(), "“”‘’")


def parse(text: str, language: str) -> tuple[Node, Mapping[str, Any]]:
    """Parse a chapter; return the tree and markdown-it's record of notes and link definitions."""
    env: dict[str, Any] = {"references": Definitions(), WRITTEN_NOTES: []}
    # The plugin for comments looks at the letter behind an empty last line of a quote.
    whole = text if text.endswith("\n") else f"{text}\n"
    return tree_of(_parser(quotes_for(language)).parse(whole, env)), env


def parse_line(text: str, language: str) -> Node:
    """Parse words without blocks, as a definition in the glossary."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tokens = _parser(quotes_for(language)).parseInline(text, {WRITTEN_NOTES: []})
    tokens[0].map = [0, text.count("\n") + 1]
    return tree_of(tokens)


class Definitions(dict[str, Any]):
    """Hold the addresses that lines like ``[name]: address`` define, and note which are used."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as markdown-it asks
        """Look a definition up for a link."""
        self.used.add(key)
        return super().get(key, default)


def _guard_line_comments(md: MarkdownIt) -> None:
    """Ask for comments only where there is a letter: the plugin looks at the first one also in an empty line at the text's end."""
    (rule,) = (rule for rule in md.block.ruler.__rules__ if rule.name == "myst_line_comment")
    comment: BlockRule = rule.fn

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        is_empty = state.bMarks[start] + state.tShift[start] >= state.eMarks[start]
        return not is_empty and comment(state, start, end, silent)

    md.block.ruler.at("myst_line_comment", guarded, {"alt": rule.alt})


def _remember_notes(md: MarkdownIt) -> None:
    """Let the parser's record hold the key and the line of every note, also of one that another of its key replaces.

    What looks like a note inside a note stays words: the plugin takes the inner one's end for the outer one's.
    """
    (rule,) = (rule for rule in md.block.ruler.__rules__ if rule.name == "footnote_def")
    define: BlockRule = rule.fn

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        if silent:  # whether a note begins here, and so ends the words above
            return define(state, start, end, silent)
        if state.env.get(_IN_NOTE):
            return False
        key = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start])
        state.env[_IN_NOTE] = True
        done = define(state, start, end, silent)
        state.env[_IN_NOTE] = False
        if done and key:
            state.env[WRITTEN_NOTES].append((start, key[1]))
        return done

    md.block.ruler.at("footnote_def", wrapped, {"alt": rule.alt})


def _refuse_crowded(state: StateCore) -> None:
    """Raise TooManySignsError for a paragraph in which the rules for lines of words would search for ever."""
    for token in state.tokens:
        if token.type == "inline" and is_crowded(token.content):
            raise TooManySignsError(token.map[0] if token.map else 0)


_CHANGING = re.compile(r"['\"\r\0\n]")  # what the parser makes something else of in words that are no Markdown


@cache
def _plain_parser(quotes: str) -> MarkdownIt:
    md = MarkdownIt("zero", {"typographer": True, "quotes": quotes})
    md.enable("smartquotes")
    md.core.ruler.at("smartquotes", _curl)
    return md


def _curl(state: StateCore) -> None:
    """Make straight quotation marks curly, after the apostrophes that can only be such: those of '90s and inside words.

    markdown-it weighs each mark by what stands around it, which most lines, that have no other, need not wait for.
    """
    for line in state.tokens:
        if line.children and ("'" in line.content or '"' in line.content):
            texts = [child for child in line.children if child.type == "text"]
            for text in texts:
                if "'" in text.content:
                    text.content = _APOSTROPHE.sub("’", text.content)
            if any("'" in text.content or '"' in text.content for text in texts):
                process_inlines(line.children, state)


def typographic(words: str, language: str) -> str:
    """Make straight quotation marks curly in words that are no Markdown, as a title in YAML."""
    if not _CHANGING.search(words):
        return words
    expressions = iter([mark[0] for mark in VALUE_MARK.finditer(words)])
    tokens = _plain_parser(quotes_for(language)).parseInline(VALUE_MARK.sub(_KEPT, words))
    curly = "".join(child.content if child.type == "text" else "\n" for child in tokens[0].children or ())
    return re.sub(_KEPT, lambda kept: next(expressions, kept[0]), curly)


def _remember_positions(md: MarkdownIt) -> None:
    """Let the rules that join neighbouring pieces of text, and keep the token of the last of them, find the first one's place in it."""
    md.inline.ruler2.before("fragments_join", "positions", lambda state: settle_positions(state.tokens))
    md.core.ruler.before("text_join", "note_lines", _settle_note_lines)
    md.core.ruler.at("text_join", _join_escapes)


def _join_escapes(state: StateCore) -> None:
    """Join what a backslash or an ampersand parts, and look at no other line: pieces of text are joined when a line is parsed."""
    lines = [line for line in state.tokens if line.children and ("\\" in line.content or "&" in line.content)]
    for line in lines:
        settle_positions(line.children or [])
    text_join(StateCore("", state.md, state.env, lines))


def _settle_note_lines(state: StateCore) -> None:
    """Give notes that are written in a line, ``^[so]``, that line; the plugin moves them to the end without it."""
    if not state.env.get("footnotes", {}).get("list"):
        return
    begun: dict[int, int] = {}
    for line in state.tokens:
        begun |= _notes_begun(line)
    first: int | None = None
    for token in state.tokens:
        if token.type == "footnote_open":
            first = begun.get(token.meta["id"])
        elif token.type == "footnote_close":
            first = None
        elif first is not None and token.map is None:
            token.map = [first, first + 1 + token.content.count("\n")]
            begun |= _notes_begun(token)  # a note in a note has the next numbers, and comes after it


def _notes_begun(line: Token) -> dict[int, int]:
    """Tell by their numbers in which lines notes begin that are written in a line of words."""
    return {
        child.meta["id"]: line.map[0] + line.content.count("\n", 0, child.meta.get("pos", 0))
        for child in line.children or ()
        if line.map and child.type == "footnote_ref" and "label" not in child.meta
    }


@dataclass(frozen=True, slots=True)
class Locator:
    """Find places in a file: ``lines`` are those of the Markdown text, ``offset`` the lines of the file above it."""

    file: str
    lines: tuple[str, ...]
    offset: int = 0
    column: int = 0

    def line(self, number: int, column: int = 1) -> Span:
        """Name the place at a line (from 0) of the text."""
        return Span(self.file, number + 1 + self.offset, column + self.column)

    def block(self, node: Node) -> Span:
        """Name the place where a block begins."""
        if not node.map:
            return Span(self.file)
        number = node.map[0]
        line = self.lines[number] if number < len(self.lines) else ""
        return Span(self.file, number + 1 + self.offset, len(line) - len(line.lstrip()) + 1 + self.column)

    def inline(self, parent: Node, position: int) -> Span:
        """Name the place of the character at ``position`` in the text of the ``inline`` node ``parent``."""
        rows = parent.meta.get("rows")
        if rows is None:
            rows = parent.meta["rows"] = self._rows(parent)
        offset, number, column = rows[bisect_right(rows, (position, len(self.lines), 0)) - 1 if len(rows) > 1 else 0]
        return Span(self.file, number + 1 + self.offset, max(column + position - offset, 1) + self.column)

    def words(self, parent: Node, position: int, length: int) -> Places:  # noqa: ARG002 - they stand in one line
        """Name the places of words of a ``length`` at ``position`` in the text of the ``inline`` node ``parent``."""
        return ((0, self.inline(parent, position)),)

    def _rows(self, parent: Node) -> list[tuple[int, int, int]]:
        """List where the lines of a text begin: the offset in it, the line of the file, the column."""
        rows: list[tuple[int, int, int]] = []
        offset, number, after = 0, parent.map[0] if parent.map else 0, parent.meta.get("after")
        for text in parent.content.split("\n"):
            source = self.lines[number] if number < len(self.lines) else ""
            # words end their line, but for those of a table's cell
            if after is not None:
                begin = source.find(text, after)
            else:
                begin = len(source) - len(text) if text and source.endswith(text) else source.rfind(text or source)
            if begin < 0:  # the parser wrote part of a tab as spaces
                words = text.lstrip(" ")
                begin = max(source.rfind(words), 0) - len(text) + len(words)
            rows.append((offset, number, begin + 1))
            offset += len(text) + 1
            number += 1
        return rows


@dataclass(frozen=True, slots=True)
class WordsLocator(Locator):
    """Find places in words that stand in a YAML file, of which ``places`` tells where each of their lines is."""

    places: Places = ()

    def inline(self, parent: Node, position: int) -> Span:  # noqa: ARG002 - as a locator of Markdown asks
        """Name the place of the character at ``position`` in the words."""
        return Text("", self.places).span(position)

    def words(self, parent: Node, position: int, length: int) -> Places:
        """Name the places of words, each part of which may stand in another line of the file."""
        first, end = (
            bisect_right(self.places, position, key=_START),
            bisect_left(self.places, position + length, key=_START),
        )
        inside = self.places[first:end]
        return ((0, self.inline(parent, position)), *((offset - position, place) for offset, place in inside))
