"""Parse Markdown into a syntax tree in which every token knows where it stands.

markdown-it is at home here. It gives lines to blocks only; ``_remember_positions`` adds to each inline token its offset in
the block's text (``token.meta["pos"]``), from which ``Locator`` finds line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
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
from guidepress.read.directive_rule import directive_plugin
from guidepress.read.formulas import dollar_plugin
from guidepress.read.signs import is_crowded
from guidepress.read.tree import DEEPEST, Node, TooManySignsError, tree_of

WRITTEN_NOTES = "written_notes"  # where the parser's record holds the notes as they stand: line (from 0) and key
_DECADE = re.compile(r"(?<!\w)'(?=\d0s\b)")
_IN_NOTE = "in_note"  # where it holds whether a note is being read
_NOTE = re.compile(r"\[\^([^\]]+)\]:")
_KEPT = "\ue000"  # stands for an expression while quotation marks are made curly; no guide may hold a private letter
_FOR_REAL = False  # a rule asked silently makes no tokens
_MARK = re.compile(r"[\n\\`*_\[\]!<&{^$]")  # what the rules for lines of words begin at
BlockRule = Callable[[StateBlock, int, int, bool], bool]


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
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes, "maxNesting": DEEPEST})
    md.inline = _PositionedInline(md.inline)
    md.enable(["table", "smartquotes"])
    md.core.ruler.before("smartquotes", "decades", _write_decades)
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
    _shorten(md)
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


def _shorten(md: MarkdownIt) -> None:
    """Let a line that begins with a letter try only the rules that it can fit, in their order: the rest look for signs.

    Most lines of a guide are such, and the parser asks every rule about each.
    """
    rules = {rule.name: rule.fn for rule in md.block.ruler.__rules__}
    fitting = [rules[name] for name in ("table", "lheading", "deflist", "paragraph")]
    alone = [rules[name] for name in ("deflist", "paragraph")]

    def words(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        if not state.src[state.bMarks[start] + state.tShift[start]].isalpha() or state.is_code_block(start):
            return False
        last = start + 1 >= end or state.isEmpty(start + 1)
        return any(rule(state, start, end, silent) for rule in (alone if last else fitting))

    first, *_ = md.block.ruler.__rules__
    md.block.ruler.before(first.name, "words", words)


def _refuse_crowded(state: StateCore) -> None:
    """Raise TooManySignsError for a paragraph in which the rules for lines of words would search for ever."""
    for token in state.tokens:
        if token.type == "inline" and is_crowded(token.content):
            raise TooManySignsError(token.map[0] if token.map else 0)


@cache
def _plain_parser(quotes: str) -> MarkdownIt:
    md = MarkdownIt("zero", {"typographer": True, "quotes": quotes})
    md.enable("smartquotes")
    md.core.ruler.before("smartquotes", "decades", _write_decades)
    return md


def _write_decades(state: StateCore) -> None:
    """Write the apostrophe of '90s, which opens no quotation."""
    for token in (child for line in state.tokens for child in line.children or ()):
        if token.type == "text" and "'" in token.content:
            token.content = _DECADE.sub("’", token.content)


def typographic(words: str, language: str) -> str:
    """Make straight quotation marks curly in words that are no Markdown, as a title in YAML."""
    expressions = iter([mark[0] for mark in VALUE_MARK.finditer(words)])
    tokens = _plain_parser(quotes_for(language)).parseInline(VALUE_MARK.sub(_KEPT, words))
    curly = "".join(child.content if child.type == "text" else "\n" for child in tokens[0].children or ())
    return re.sub(_KEPT, lambda kept: next(expressions, kept[0]), curly)


def _remember_positions(md: MarkdownIt) -> None:
    """Let the rules that join neighbouring pieces of text, and keep the token of the last of them, find the first one's place in it."""
    md.inline.ruler2.before("fragments_join", "positions", lambda state: _settle_positions(state.tokens))
    md.core.ruler.before("text_join", "positions", _settle_all_positions)
    md.core.ruler.before("text_join", "note_lines", _settle_note_lines)


def _settle_note_lines(state: StateCore) -> None:
    """Give notes that are written in a line, ``^[so]``, that line; the plugin moves them to the end without it."""
    begun = {
        child.meta["id"]: line.map[0] + line.content.count("\n", 0, child.meta.get("pos", 0))
        for line in state.tokens
        for child in line.children or ()
        if line.map and child.type == "footnote_ref" and "label" not in child.meta
    }
    first: int | None = None
    for token in state.tokens:
        if token.type == "footnote_open":
            first = begun.get(token.meta["id"])
        elif token.type == "footnote_close":
            first = None
        elif first is not None and token.map is None:
            token.map = [first, first + 1 + token.content.count("\n")]


class _PositionedState(StateInline):
    """Note where words begin that are no markup: the rules do not see them."""

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        """Make a token of the words that were waiting; they stand in the source just before this place."""
        words = self.pending
        token = super().pushPending()
        token.meta["pos"] = max(self.src.rfind(words, 0, self.pos), 0)
        return token


class _PositionedInline(ParserInline):
    """Parse as markdown-it does, with its rules and a state that notes positions."""

    def __init__(self, parser: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = parser.ruler, parser.ruler2

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one line's text; one in which no rule can find anything, as most cells and many paragraphs, is one token."""
        if not _MARK.search(src):
            if src:
                tokens.append(Token("text", "", 0, content=src, meta={"pos": 0}))
            return tokens
        state = _PositionedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Try the rules at each place, and note in the tokens that one makes the offset at which it began."""
        rules, end, deepest = self.ruler.getRules(""), state.posMax, state.md.options.maxNesting
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level < deepest and any(rule(state, _FOR_REAL) for rule in rules):
                for token in state.tokens[count:]:
                    if "pos" not in token.meta:
                        token.meta["pos"] = start
                        start += len(token.content) * (token.type == "text")  # a row of stars is a token each
            else:
                state.pending += state.src[state.pos]
                state.pos += 1
        if state.pending:
            state.pushPending()


def _settle_all_positions(state: StateCore) -> None:
    for line in state.tokens:
        _settle_positions(line.children or [])


def _settle_positions(tokens: list[Token]) -> None:
    """Give neighbouring pieces of text the offset of the first that has words; stars that became emphasis have none left."""
    first = None
    for token in tokens:
        if token.type not in {"text", "text_special"}:
            first = None
        elif first is not None:
            token.meta["pos"] = first
        elif token.content:
            first = token.meta.get("pos")


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
        line = self.lines[node.map[0]] if node.map[0] < len(self.lines) else ""
        return self.line(node.map[0], len(line) - len(line.lstrip()) + 1)

    def inline(self, parent: Node, position: int) -> Span:
        """Name the place of the character at ``position`` in the text of the ``inline`` node ``parent``."""
        rows = parent.meta.get("rows")
        if rows is None:
            rows = parent.meta["rows"] = tuple(self._rows(parent))
        offset, number, column = rows[bisect_right(rows, (position, len(self.lines), 0)) - 1 if len(rows) > 1 else 0]
        return Span(self.file, number + 1 + self.offset, max(column + position - offset, 1) + self.column)

    def words(self, parent: Node, position: int, length: int) -> Places:  # noqa: ARG002 - they stand in one line
        """Name the places of words of a ``length`` at ``position`` in the text of the ``inline`` node ``parent``."""
        return ((0, self.inline(parent, position)),)

    def _rows(self, parent: Node) -> Iterator[tuple[int, int, int]]:
        """Yield where the lines of a text begin: the offset in it, the line of the file, the column."""
        offset, number, after = 0, parent.map[0] if parent.map else 0, parent.meta.get("after")
        for text in parent.content.split("\n"):
            source = self.lines[number] if number < len(self.lines) else ""
            # words end their line, but for those of a table's cell
            begin = source.rfind(text or source) if after is None else source.find(text, after)
            if begin < 0:  # the parser wrote part of a tab as spaces
                words = text.lstrip(" ")
                begin = max(source.rfind(words), 0) - len(text) + len(words)
            yield offset, number, begin + 1
            offset += len(text) + 1
            number += 1


@dataclass(frozen=True, slots=True)
class WordsLocator(Locator):
    """Find places in words that stand in a YAML file, of which ``places`` tells where each of their lines is."""

    places: Places = ()

    def inline(self, parent: Node, position: int) -> Span:  # noqa: ARG002 - as a locator of Markdown asks
        """Name the place of the character at ``position`` in the words."""
        return Text("", self.places).span(position)

    def words(self, parent: Node, position: int, length: int) -> Places:
        """Name the places of words, each part of which may stand in another line of the file."""
        inside = (one for one in self.places if position < one[0] < position + length)
        return ((0, self.inline(parent, position)), *((offset - position, place) for offset, place in inside))
