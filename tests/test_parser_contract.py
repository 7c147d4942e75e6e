"""What ``read/block_rules``, ``read/line_rules`` and ``read/tokens`` rely on inside markdown-it-py 4, one fact a test.

They ask only rules that can fit, and do at once what most texts need. Where a test fails, that module needs another look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core.smartquotes import smartquotes
from markdown_it.token import Token

from guidepress.read import line_rules, markdown
from guidepress.read.block_rules import DEEP
from guidepress.read.tokens import quick_token
from guidepress.read.tree import UnreadableError

QUOTES = "“”‘’"
OURS = markdown._parser.__wrapped__(QUOTES).disable("note_lines")  # which moves notes by their offsets
MANY = settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# What begins something for one rule or another, and what comes between: letters, spaces of all kinds, lines' ends.
SIGNS = [
    "#", "##", "-", "- ", "--", "---", "+", "+ ", "*", "* ", "**", "***", "_", "__", "1. ", "2) ", ">", "> ", "=", "==", "~", "~~~", "`", "``",
    "```", ":", ": ", ":::", ":::{note}", "```{note}", "|", "| a | b |", "| - | - |", "-|-", "%", "(", "(a)=", "$", "$$", "[", "]", "[a]",
    "[a]: b", "[^1]", "[^1]: ", "^", "^[", "![", "](", "](a.md)", ")", "{", "}", "{#a}", "{.b}", "{{ a }}", "{term}", "<", ">", "<b>", "<!--",
    "-->", "<a:b>", "&", "&amp;", "\\", "'", '"', "'90s", "a", "B", "é", "1", ".", "!", " ", "  ", "    ", "\t", "\u00a0", "\u3000", "\n", "\n\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@pytest.fixture(scope="module")
def asking_all() -> MarkdownIt:
    """Give the parser of our language with markdown-it's own way to ask rules, which asks all, and without short cuts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "choose_by_signs", lambda _: None)
        patch.setattr(markdown, "PositionedInline", lambda parser: parser)
        patch.setattr(markdown, "_Parser", MarkdownIt)
        patch.setattr(markdown, "_curl", _curl_slowly)
        return markdown._parser.__wrapped__(QUOTES).disable("note_lines")


def _curl_slowly(state: Any) -> None:
    """Write the apostrophes of '90s, and leave all else to markdown-it."""
    for child in chain.from_iterable(line.children or () for line in state.tokens):
        if child.type == "text":
            child.content = re.sub(r"(?<!\w)'(?=\d0s\b)", "’", child.content)
    smartquotes(state)


def read_with(md: MarkdownIt, text: str) -> str:
    """Write the tokens of a text, but for the offsets that only ours have; or the error that it ends in."""
    env: dict[str, Any] = {"references": markdown.Definitions(), markdown.WRITTEN_NOTES: []}
    try:
        tokens = md.parse(text, env)
    except (UnreadableError, IndexError) as error:
        return repr(error)
    # That no note is being read, and that there are none, is noted by rules that need not be asked; that blocks are deep, by us.
    noted = any(env.get("footnotes", {}).values())
    found = {key: value for key, value in env.items() if value and key != DEEP and (noted or key != "footnotes")}
    return re.sub(r"(, )?'pos': \d+(?(1)|(, )?)", "", repr((tokens, found)))


def written() -> Iterator[Path]:
    """List what is written in the language in this repository."""
    yield from (REPOSITORY / "source/chapters").glob("*.md")
    yield from (REPOSITORY / "docs").rglob("*.md")
    yield from (REPOSITORY / "tests/cases").rglob("*.md")
    yield REPOSITORY / "tests/commonmark/spec.txt"


def test_files_have_the_same_tokens(asking_all: MarkdownIt) -> None:
    """All that is written here has the tokens that markdown-it gives when it asks every rule."""
    texts = [path.read_text("utf-8", "replace") + "\n" for path in written() if path.is_file()]
    different = [text[:200] for text in texts if read_with(OURS, text) != read_with(asking_all, text)]
    assert different == []


@MANY
@given(text=TEXTS)
def test_any_signs_have_the_same_tokens(asking_all: MarkdownIt, text: str) -> None:
    """So has whatever can be put together of signs."""
    assert read_with(OURS, f"{text}\n") == read_with(asking_all, f"{text}\n")


def test_rules_for_lines_have_signs() -> None:
    """Every rule for lines of words is asked at some sign, and the parser stops at each of these."""
    rules = OURS.inline.ruler.get_active_rules()
    assert set(rules) == set(line_rules.SIGNS)
    assert all(line_rules._SIGN.match(sign) for sign in "".join(line_rules.SIGNS.values()))


def test_quick_token_is_a_token() -> None:
    """A token that is quickly made has the fields of one that markdown-it makes."""
    assert quick_token("em_open", "em", 1, 2, "words") == Token("em_open", "em", 1, level=2, content="words")


@MANY
@given(address=st.text(alphabet="aZ09-.:#_", min_size=1, max_size=12))
def test_plain_addresses_stay(address: str) -> None:
    """An address that is kept as it is would come out of markdown-it as it is."""
    if markdown._PLAIN_ADDRESS.fullmatch(address):
        assert normalizeLink(address) == address
