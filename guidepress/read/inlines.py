"""Turn inline nodes of Markdown into inlines of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from guidepress.errors import Problem, Span
from guidepress.model import (
    Code,
    Emphasis,
    Inline,
    InlinePicture,
    Inlines,
    LineBreak,
    NoteCall,
    Phrase,
    Reference,
    Strong,
    Term,
    Text,
    Value,
    words_of,
)  # fmt: skip
from guidepress.read.markdown import Locator, typographic
from guidepress.read.roles import Role, read_role
from guidepress.walk import rewrite, walk

_UNKNOWN_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_NOTE_IN_LINK = re.compile(r"\[[^\[\]]*(?P<note>\[\^[^\]\s]+\])[^\[\]]*$")
VALUE_MARK = re.compile(r"\{\{(?P<name>[^{}]*)\}\}")
_BROKEN_LINK = re.compile(r"\]\([^\s)'\"‘’“”]{0,20}")


@dataclass(frozen=True, slots=True)
class InlineReader:
    """Read inlines of one file in one language; faults go to ``problems``. ``notes`` tells whether they can call notes."""

    where: Locator
    problems: list[Problem]
    language: str
    notes: bool = True

    def typographic(self, words: str) -> str:
        """Make the quotation marks of plain words curly."""
        return typographic(words, self.language)

    def plain(self, words: str, span: Span) -> Inlines:
        """Make words that are no Markdown, as an option's, into inlines."""
        found: list[Inline] = []
        end = 0
        for mark in VALUE_MARK.finditer(words):
            found += [Text(self.typographic(words[end : mark.start()])), Value(mark["name"].strip(), span)]
            end = mark.end()
        found.append(Text(self.typographic(words[end:])))
        return tuple(inline for inline in found if inline != Text(""))

    def link(self, words: Inlines, address: str, span: Span) -> Reference:
        """Make a link; report what cannot stand in one."""
        for node in walk(words):
            if isinstance(node, Reference | Term | NoteCall):
                self._report_inside(node.span, _NAMES[type(node)])
        return Reference(words, address, span)

    def _report_inside(self, span: Span, what: str) -> None:
        self._report(span, "link-inside", f"{what} cannot stand inside a link", "Put it before the link or after it.")

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> Inlines:
        """Read ``inline`` nodes, or the children of one."""
        found: list[Inline] = []
        for node in nodes:
            if node.type == "inline":
                found.extend(self._children(node, node))
            else:
                found.extend(self._one(node, node))
        return _merge(found)

    def _children(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> list[Inline]:
        return [inline for child in node.children for inline in self._one(child, line)]

    def _one(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> list[Inline]:
        reader = getattr(self, "_span_node" if node.type == "span" else f"_{node.type}", None)
        if reader is None:
            self._report(self._span(node, line), "markdown", f"'{node.type}' cannot be used here", "")
            return []
        return list(reader(node, line))

    def _span(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Span:
        token = node.nester_tokens.opening if node.nester_tokens else node.token
        return self.where.inline(line, token.meta.get("pos", 0) if token else 0)

    def _report(self, span: Span, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(span, code, message, hint))

    # One method for each type of markdown-it's tokens.

    def _text(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        at = (node.token.meta.get("pos", 0) if node.token else 0) - 1
        for unknown in _UNKNOWN_NOTE.finditer(node.content):
            at = line.content.find(unknown[0], at + 1)
            if not self.notes:
                self._report_note(self.where.inline(line, max(at, 0)))
                continue
            hint = f"Add a line at the end of the chapter: [^{unknown['name']}]: The words of the note."
            self._report(
                self.where.inline(line, max(at, 0)), "unknown-note", f"there is no note '{unknown['name']}'", hint
            )
        for broken in _BROKEN_LINK.finditer(node.content):
            at = line.content.find(broken[0], node.token.meta.get("pos", 0) if node.token else 0)
            if note := _NOTE_IN_LINK.search(line.content, 0, max(at, 0)):
                self._report_inside(self.where.inline(line, note.start("note")), _NAMES[NoteCall])
            elif at >= 0:  # it is not there when the author wrote the brackets as mere characters: \[ and \]
                hint = "Use a web address (https://…), a chapter (name.md) or a section (#its-heading), without spaces."
                self._report(self.where.inline(line, at), "bad-link", "this is no address that a link can have", hint)
        position = node.token.meta.get("pos", 0) if node.token else 0
        return [Text(node.content, self.where.words(line, position, len(node.content)))] if node.content else []

    def _softbreak(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        return [Text(" ", ((0, self._span(node, line)),))]

    def _hardbreak(self, _node: SyntaxTreeNode, _line: SyntaxTreeNode) -> Iterable[Inline]:
        return [LineBreak()]

    def _em(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        return [Emphasis(_merge(self._children(node, line)))]

    def _strong(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        return [Strong(_merge(self._children(node, line)))]

    def _code_inline(self, node: SyntaxTreeNode, _line: SyntaxTreeNode) -> Iterable[Inline]:
        return [Code(node.content)]

    def _link(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        self._warn_of_title(node, line)
        return [self.link(_merge(self._children(node, line)), str(node.attrs["href"]), self._span(node, line))]

    def _warn_of_title(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> None:
        """Say that the words after an address, ``(address "words")``, are not kept: only a mouse would show them."""
        if title := node.attrs.get("title"):
            hint = "Say them in the text, where everybody can read them, and delete them here."
            message = f"the words after the address are not shown: '{title}'"
            self.problems.append(Problem(self._span(node, line), "link-title", message, hint, "warning"))

    def _image(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        self._warn_of_title(node, line)
        span, path = self._span(node, line), unquote(str(node.attrs["src"]))
        alt = written_words(_merge(self._children(node, line))).strip()
        if not alt:
            hint = f"Say between the square brackets what the picture shows: ![A ladder of five steps]({path})"
            self._report(span, "missing-alt", f"the picture '{path}' has no text alternative", hint)
        return [InlinePicture(path, alt, span)]

    def _footnote_ref(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        span = self._span(node, line)
        if not self.notes:
            self._report_note(span)
            return []
        return [NoteCall(note_key(node), span=span)]

    def _report_note(self, span: Span) -> None:
        hint = "Say it in the words themselves, or in a chapter."
        self._report(span, "note-place", "a note cannot be called here", hint)

    def _footnote_block(self, _node: SyntaxTreeNode, _line: SyntaxTreeNode) -> Iterable[Inline]:
        return []  # notes written in a line that can have none

    def _footnote_anchor(self, _node: SyntaxTreeNode, _line: SyntaxTreeNode) -> Iterable[Inline]:
        return []

    def _substitution_inline(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        return [Value(node.content, self._span(node, line))]

    def _myst_role(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        start = line.content.index("`", node.meta["pos"])
        start += len(line.content[start:]) - len(line.content[start:].lstrip("`"))
        lines = [match.end() for match in re.finditer("\n", line.content[start : start + len(node.content)])]
        places = tuple((offset, self.where.inline(line, start + offset)) for offset in (0, *lines))
        return [read_role(Role(node.meta["name"], node.content, self._span(node, line), places), self.problems)]

    def _span_node(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        children = _merge(self._children(node, line))
        language = str(node.attrs.get("lang", ""))
        if not language:
            hint = "Say what is special about these words: [Bore da]{lang=cy}. Use **strong** or *stress* for weight."
            self._report(self._span(node, line), "bad-attribute", "these words have no language", hint)
        return [Phrase(children, language)] if language else children

    def _html_inline(self, node: SyntaxTreeNode, line: SyntaxTreeNode) -> Iterable[Inline]:
        if node.content.startswith("<!--"):
            return []
        self._report(self._span(node, line), "raw-html", f"HTML is not allowed: {node.content}", RAW_HTML_HINT)
        return [Code(node.content)]  # so that the sentence has no hole; it is never shown


_NAMES = {Reference: "a link", Term: "a word of the glossary", NoteCall: "a note"}
RAW_HTML_HINT = (
    "Use Markdown or a block in its place: **strong**, [words](address), :::{note}. Write \\< for a smaller-than sign."
)


def written_words(inlines: Inlines) -> str:
    """Return the plain words of inlines, with values as they are written, to be replaced later."""
    return words_of(rewrite(inlines, {Value: lambda value: Text(f"{{{{ {value.name} }}}}")}))


def note_key(node: SyntaxTreeNode) -> str:
    """Name a note: by the author's name for it, or by its place among those written in the line."""
    return str(node.meta.get("label") or f"^{node.meta['id']}")


def _merge(found: Iterable[Inline]) -> Inlines:
    """Join neighbouring pieces of text."""
    merged: list[Inline] = []
    for inline in found:
        last = merged[-1] if merged else None
        if isinstance(inline, Text) and isinstance(last, Text):
            places = tuple((offset + len(last.text), span) for offset, span in inline.places)
            merged[-1] = Text(last.text + inline.text, last.places + places)
        else:
            merged.append(inline)
    return tuple(merged)
