"""Parse Markdown into a syntax tree in which every token knows where it stands.

markdown-it is at home here. It gives lines to blocks only; ``_remember_positions`` adds to each inline token its offset in
the block's text (``token.meta["pos"]``), from which ``Locator`` finds line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
from guidepress.read.attributes import attributes_plugin
from guidepress.read.directive_rule import directive_plugin
from guidepress.read.formulas import dollar_plugin
from guidepress.read.tree import DEEPEST, Node, tree_of

WRITTEN_NOTES = "written_notes"  # where the parser's record holds the notes as they stand: line (from 0) and key
_NOTE = re.compile(r"\[\^([^\]]+)\]:")
# An expression between double braces; as in the parser's plugin, it ends at the first pair that closes.
VALUE_MARK = re.compile(r"\{\{(?P<expression>.*?)\}\}", re.DOTALL)
_KEPT = "\ue000"  # stands for an expression while quotation marks are made curly; no guide may hold a private letter
_FOR_REAL = False  # a rule asked silently makes no tokens
_MARK = re.compile(r"[\n\\`*_\[\]!<&{^$]")  # what the rules for lines of words begin at
BlockRule = Callable[[StateBlock, int, int, bool], bool]


@cache
def _parser(quotes: str) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes, "maxNesting": DEEPEST})
    md.inline = _PositionedInline(md.inline)
    md.enable(["table", "smartquotes"])
    for plugin in (front_matter_plugin, footnote_plugin, deflist_plugin, myst_role_plugin):
        md.use(plugin)
    md.use(substitution_plugin)
    md.disable("substitution_block")
    md.use(dollar_plugin)
    md.use(directive_plugin)
    md.use(myst_block_plugin)
    md.disable("myst_block_break")
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
    return tree_of(_parser(quotes_for(language)).parse(text, env)), env


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


def _remember_notes(md: MarkdownIt) -> None:
    """Let the parser's record hold the key and the line of every note, also of one that another of its key replaces."""
    (rule,) = (rule for rule in md.block.ruler.__rules__ if rule.name == "footnote_def")
    define: BlockRule = rule.fn

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        key = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start])
        done = define(state, start, end, silent)
        if done and key and not silent:
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


@cache
def _plain_parser(quotes: str) -> MarkdownIt:
    md = MarkdownIt("zero", {"typographer": True, "quotes": quotes})
    md.enable("smartquotes")
    return md


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
        words, number = parent.content, parent.map[0] if parent.map else 0
        start, end = words.rfind("\n", 0, position) + 1, words.find("\n", position)
        number += words.count("\n", 0, start)
        source = self.lines[number] if number < len(self.lines) else ""
        column = max(source.find(words[start:] if end < 0 else words[start:end]), 0)
        return self.line(number, column + position - start + 1)
