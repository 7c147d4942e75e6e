"""Ask at each line only those of markdown-it's rules for blocks that can fit it.

markdown-it asks every rule about every line, also in the middle of a paragraph, where a dozen may end it, and nearly all look for one
sign and find a letter. Here a line's first sign chooses the rules, once for each sign; they are asked in their order, so the blocks are
the same. A rule that ``_SIGNS`` does not name is asked at every line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from guidepress.read.tokens import quick_token
from guidepress.read.tree import DEEPEST

DEEP = "deep"  # where the parser's record holds that a block may stand inside too many others
BlockRule = Callable[[StateBlock, int, int, bool], bool]
# The signs that what a rule finds can begin with.
_SIGNS: Mapping[str, str] = {
    "front_matter": "",  # it stands in the first line, about which all rules are asked
    "math_block": "$",
    "directive": ":`",
    "attributes": "{",
    "fence": "`~",
    "myst_line_comment": "%",
    "blockquote": ">",
    "myst_target": "(",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_ONLY_INDENTED, _DEEP = "code", 4
_NEAR = 8  # lines that are looked through for one that makes those above a heading


def choose_by_signs(md: MarkdownIt) -> None:
    """Let the parser ask by signs; no rule can be added after this."""
    _put_before(md, "lheading", lambda find: partial(_underlined, find))
    _put_before(md, "paragraph", lambda find: partial(_paragraph, find))
    md.block = _Blocks(md.block)


def _put_before(md: MarkdownIt, name: str, wrap: Callable[[BlockRule], BlockRule]) -> None:
    (rule,) = (rule for rule in md.block.ruler.__rules__ if rule.name == name)
    md.block.ruler.at(name, wrap(rule.fn), {"alt": rule.alt})


def _underlined(find: BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Ask for a heading with a line below it only where there may be one."""
    return _may_be_underlined(state, start, end) and find(state, start, end, silent)


def _paragraph(find: BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Make a paragraph of one line, and leave longer ones to ``find``, which asks rules about each line after the first."""
    if start + 1 < state.lineMax and not state.isEmpty(start + 1):
        return find(state, start, end, silent)
    state.line = start + 1
    state.push("paragraph_open", "p", 1).map = [start, start + 1]
    words = state.push("inline", "", 0)
    words.content = mdTrim(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    words.map, words.children = [start, start + 1], []
    state.push("paragraph_close", "p", -1)
    return True


def _may_be_underlined(state: StateBlock, start: int, end: int) -> bool:
    """Tell whether a line of dashes or equals signs can follow; the rule for such headings asks all rules about each line until then."""
    for line in range(start + 1, min(start + _NEAR, end)):
        at = state.bMarks[line] + state.tShift[line]
        if at >= state.eMarks[line]:
            return False
        if state.src[at] in "-=":
            return True
    return start + _NEAR < end


class _State(StateBlock):
    """Be the parser's state, with tokens that are quickly made."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token; what opens is on the level around it, and so is what closes."""
        if nesting < 0:
            self.level -= 1
        token = quick_token(ttype, tag, nesting, self.level)
        token.block = True
        if nesting > 0:
            if self.level >= DEEPEST - 1:
                self.env[DEEP] = True
            self.level += 1
        self.tokens.append(token)
        return token


class _Blocks(ParserBlock):
    """Parse blocks as markdown-it does, with rules that signs choose."""

    def __init__(self, parser: ParserBlock) -> None:
        super().__init__()
        self.ruler = _RulerBySigns(parser.ruler)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        """Parse a text into tokens."""
        if not src:
            return None
        state = _State(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class _RulerBySigns(Ruler[BlockRule]):
    """Give for each chain of rules one that chooses among them."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chains: dict[str, list[BlockRule]] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 - markdown-it's names
        """Return what asks the rules of a chain."""
        if chainName not in self._chains:
            rules = {rule.name: rule.fn for rule in self.__rules__ if rule.enabled}
            chained = {rule.name for rule in self.__rules__ if not chainName or chainName in rule.alt}
            self._chains[chainName] = [_chooser({name: rules[name] for name in rules if name in chained})]
        return self._chains[chainName]


class _Fitting(dict[str, tuple[BlockRule, ...]]):
    """Hold the rules to ask by a line's first sign, and find them when a sign is first met; '' stands for all rules."""

    def __init__(self, rules: Mapping[str, BlockRule]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, sign: str) -> tuple[BlockRule, ...]:
        unsure = not sign or sign.isspace()  # an empty line, or a space that is none to the parser, but to some rules
        names = [name for name in self._rules if unsure or (name != _ONLY_INDENTED and sign in _SIGNS.get(name, sign))]
        self[sign] = tuple(self._rules[name] for name in names)
        return self[sign]


def _chooser(rules: Mapping[str, BlockRule]) -> BlockRule:
    """Make a rule that asks those that a line's first sign can begin."""
    fitting = _Fitting(rules)

    def choose(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        at = state.bMarks[start] + state.tShift[start]
        unsure = start == 0 or state.sCount[start] - state.blkIndent >= _DEEP
        for rule in fitting["" if unsure else state.src[at : at + 1]]:  # noqa: SIM110 - a loop, as this is asked at every line
            if rule(state, start, end, silent):
                return True
        return False

    return choose
