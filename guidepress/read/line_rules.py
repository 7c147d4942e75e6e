"""Parse lines of words with markdown-it's rules, note where each token stands, and ask only those rules that can fit.

markdown-it asks every rule at each sign that any of them may know, and copies words piece by piece. Here the text runs on to the next
sign with a meaning, which chooses the rules that can begin with it; they are asked in their order, so the tokens are the same. The offset
at which a token begins in the text is ``token.meta["pos"]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from guidepress.read.tokens import quick_token

# The signs that what a rule finds begins with. "text" finds what has none of these.
SIGNS: Mapping[str, str] = {
    "text": "",
    "newline": "\n",
    "substitution_inline": "{",
    "math_inline": "$",
    "escape": "\\",
    "myst_role": "{",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
_SIGN = re.compile(r"[\n\\`*_\[\]!<&{^$]")  # a square bracket ends what the rules for links look through
_SIGN_IN_LINE = re.compile(r"[\\`*_\[\]!<&{^$]")
_SPACE_AT_BREAK = re.compile(r" \n|\n[ \t]")
_FOR_REAL, _SILENTLY = False, True  # a rule asked silently makes no tokens
_Rules = Mapping[str, tuple[RuleFuncInlineType, ...]]


class _PositionedState(StateInline):
    """Note where words begin that are no markup: the rules do not see them."""

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        """Make a token of the words that were waiting; they stand in the source just before this place."""
        words = self.pending
        token = quick_token("text", "", 0, self.pendingLevel, words, max(self.src.rfind(words, 0, self.pos), 0))
        self.tokens.append(token)
        self.pending = ""
        return token


class PositionedInline(ParserInline):
    """Parse as markdown-it does, with its rules and a state that notes positions."""

    def __init__(self, parser: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = parser.ruler, parser.ruler2
        self._chosen: _Rules = {}

    @property
    def _fitting(self) -> _Rules:
        """Return the rules by the sign that they can begin with; those added after the first text count for nothing."""
        if not self._chosen:
            rules = [(SIGNS[rule.name], rule.fn) for rule in self.ruler.__rules__ if rule.enabled]
            signs = {*"".join(SIGNS.values()), "]"}
            self._chosen = {sign: tuple(fn for begins, fn in rules if sign in begins) for sign in signs}
        return self._chosen

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one line's text; one in which no rule can find anything, as most cells and many paragraphs, is done at once."""
        if not _SIGN_IN_LINE.search(src):
            if src and "\n" not in src:
                tokens.append(quick_token("text", "", 0, 0, src, 0))
                return tokens
            if not _SPACE_AT_BREAK.search(src):
                _push_plain(src, tokens)
                return tokens
        state = _PositionedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Try the rules at each sign, and note in the tokens that one makes the offset at which it began."""
        fitting, end, deepest = self._fitting, state.posMax, state.md.options.maxNesting
        while state.pos < end:
            sign = _SIGN.search(state.src, state.pos, end)
            start = sign.start() if sign else end
            if start > state.pos:
                state.append_pending(state.src[state.pos : start])
                state.pos = start
            if not sign:
                break
            count = len(state.tokens)
            if state.level < deepest and _fits(fitting[sign[0]], state):
                _note_positions(state.tokens[count:], start)
            else:
                state.append_pending(sign[0])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """Go behind what stands here, without tokens for it; behind all if it stands too deep."""
        start = state.pos
        if start not in state.cache:
            self._skip(state)
            state.cache[start] = state.pos
        state.pos = state.cache[start]

    def _skip(self, state: StateInline) -> None:
        sign = _SIGN.search(state.src, state.pos)
        start = sign.start() if sign else len(state.src)
        if state.level >= state.md.options.maxNesting:
            state.pos = state.posMax + 1
        elif start > state.pos:
            state.pos = start
        else:
            state.level += 1
            if not sign or not _fits(self._fitting[sign[0]], state, _SILENTLY):
                state.pos += 1
            state.level -= 1


def _push_plain(src: str, tokens: list[Token]) -> None:
    """Make the tokens of text in which nothing but its lines' ends means anything."""
    offset = 0
    for line in src.split("\n"):
        if offset:
            tokens.append(quick_token("softbreak", "br", 0, pos=offset - 1))
        if line:
            tokens.append(quick_token("text", "", 0, content=line, pos=offset))
        offset += len(line) + 1


def _fits(rules: tuple[RuleFuncInlineType, ...], state: StateInline, silent: bool = _FOR_REAL) -> bool:  # noqa: FBT001
    """Try rules until one fits."""
    for rule in rules:  # noqa: SIM110 - a loop, as this is asked at every sign
        if rule(state, silent):
            return True
    return False


def _note_positions(tokens: list[Token], start: int) -> None:
    """Note the offset at which a rule began in the tokens that it made."""
    for token in tokens:
        if "pos" not in token.meta:
            token.meta["pos"] = start
            start += len(token.content) * (token.type == "text")  # a row of stars is a token each


def settle_positions(tokens: list[Token]) -> None:
    """Give neighbouring pieces of text the offset of the first that has words; stars that became emphasis have none left."""
    first = None
    for token in tokens:
        if token.type not in {"text", "text_special"}:
            first = None
        elif first is not None:
            token.meta["pos"] = first
        elif token.content:
            first = token.meta.get("pos")
