"""Turn inline nodes of Markdown into inlines of the model."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast
from urllib.parse import unquote

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
from guidepress.read.attributes import LIKELY, NOTHING, ON_PHRASES, read_attributes
from guidepress.read.folder import Folder
from guidepress.read.formulas import read_formula
from guidepress.read.lengths import read_length
from guidepress.read.markdown import VALUE_MARK, Locator, typographic
from guidepress.read.roles import Role, read_role
from guidepress.read.tree import Node
from guidepress.walk import find, rewrite

_UNKNOWN_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_NOTE_IN_LINK = re.compile(r"\[[^\[\]]*(?P<note>\[\^[^\]\s]+\])[^\[\]]*$")
_LINE_END = re.compile(r"\n[ \t]*")
_OPEN_VALUE = re.compile(r"(?<!\\)\{\{")
_BROKEN_LINK = re.compile(r"\]\([^\s)'\"‘’“”]{0,20}")


@dataclass(frozen=True, slots=True)
class InlineReader:
    """Read inlines of one file in one language; faults go to ``problems``.

    ``notes`` tells whether they can call notes, ``note_prefix`` is what tells these from those of other files; ``formula_letters``
    counts those of the formulas of each file.
    """

    where: Locator
    problems: list[Problem]
    language: str
    notes: bool = True
    note_prefix: str = ""
    folder: Folder | None = None
    formula_letters: Counter[str] = field(default_factory=Counter)

    def typographic(self, words: str) -> str:
        """Make the quotation marks of plain words curly."""
        return typographic(words, self.language)

    def plain(self, words: str, span: Span) -> Inlines:
        """Make words that are no Markdown, as an option's, into inlines."""
        found: list[Inline] = []
        end = 0
        for mark in VALUE_MARK.finditer(words):
            found += [Text(self.typographic(words[end : mark.start()])), Value(mark["expression"].strip(), span)]
            end = mark.end()
        found.append(Text(self.typographic(words[end:])))
        return tuple(inline for inline in found if inline != Text(""))

    def file(self, name: str) -> str:
        """Find the file that is meant, below source/: named from there, or from the folder of the file it stands in, as MyST has it."""
        here = posixpath.dirname(self.where.file.removeprefix("source/"))
        beside = posixpath.normpath(posixpath.join(here, name.lstrip("/") if name.startswith("/") else name))
        if self.folder is None or self.folder.exists(name) or beside.startswith(".."):
            return name
        return beside if self.folder.exists(beside) else name

    def link(self, words: Inlines, address: str, span: Span) -> Reference:
        """Make a link; report what cannot stand in one."""
        for node in find(words, Reference, Term, NoteCall):
            self._report_inside(node.span, _NAMES[type(node)])
        return Reference(words, address, span)

    def _report_inside(self, span: Span, what: str) -> None:
        self._report(span, "link-inside", f"{what} cannot stand inside a link", "Put it before the link or after it.")

    def read(self, nodes: Iterable[Node]) -> Inlines:
        """Read ``inline`` nodes, or the children of one."""
        found: list[Inline] = []
        for node in nodes:
            if node.type == "inline" and len(node.children) == 1 and node.children[0].type == "text":
                found += self._text(node.children[0], node)  # most are such, and need not be asked what they are
            elif node.type == "inline":
                found += self._children(node, node)
            else:
                found += self._one(node, node)
        return _merge(found)

    def _children(self, node: Node, line: Node) -> list[Inline]:
        return [inline for child in node.children for inline in self._one(child, line)]

    def _one(self, node: Node, line: Node) -> Iterable[Inline]:
        reader = getattr(self, "_span_node" if node.type == "span" else f"_{node.type}", None)
        if reader is None:
            self._report(self._span(node, line), "markdown", f"'{node.type}' cannot be used here", "")
            return []
        return cast("Iterable[Inline]", reader(node, line))

    def _span(self, node: Node, line: Node) -> Span:
        return self.where.inline(line, node.meta.get("pos", 0))

    def _report(self, span: Span, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(span, code, message, hint))

    # One method for each type of markdown-it's tokens.

    def _text(self, node: Node, line: Node) -> Iterable[Inline]:
        words = node.content
        if "[" in words or "]" in words:
            self._report_left_over(node, line)
        if "{" in words:
            self._report_stray_attributes(node, line)
            self._report_open_values(node, line)
        position = node.meta.get("pos", 0)
        return (Text(words, self.where.words(line, position, len(words))),) if words else ()

    def _report_left_over(self, node: Node, line: Node) -> None:
        """Report what looks like a link or a call of a note, and is none."""
        at = node.meta.get("pos", 0) - 1
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
            at = line.content.find(broken[0], node.meta.get("pos", 0))
            if note := _NOTE_IN_LINK.search(line.content, 0, max(at, 0)):
                self._report_inside(self.where.inline(line, note.start("note")), _NAMES[NoteCall])
            elif at >= 0:  # it is not there when the author wrote the brackets as mere characters: \[ and \]
                hint = "Use a web address (https://…), a chapter (name.md) or a section (#its-heading), without spaces."
                self._report(self.where.inline(line, at), "bad-link", "this is no address that a link can have", hint)

    def _softbreak(self, node: Node, line: Node) -> Iterable[Inline]:
        return [Text(" ", ((0, self._span(node, line)), (1, self._next_line(node, line))))]

    def _hardbreak(self, node: Node, line: Node) -> Iterable[Inline]:
        return [LineBreak(self._next_line(node, line))]

    def _next_line(self, node: Node, line: Node) -> Span:
        """Find where words go on after a line's end."""
        position = node.meta.get("pos", 0)
        end = _LINE_END.search(line.content, position)
        return self.where.inline(line, end.end() if end else position)

    def _em(self, node: Node, line: Node) -> Iterable[Inline]:
        return [Emphasis(_merge(self._children(node, line)))]

    def _strong(self, node: Node, line: Node) -> Iterable[Inline]:
        return [Strong(_merge(self._children(node, line)))]

    def _code_inline(self, node: Node, line: Node) -> Iterable[Inline]:
        return self._phrase((Code(node.content),), node, line)

    def _math_inline(self, node: Node, line: Node) -> Iterable[Inline]:
        return [read_formula(node.content, self._span(node, line), self.problems, self.formula_letters)]

    def _math_inline_double(self, node: Node, line: Node) -> Iterable[Inline]:
        return [read_formula(node.content, self._span(node, line), self.problems, self.formula_letters, display=True)]

    def _link(self, node: Node, line: Node) -> Iterable[Inline]:
        self._warn_of_title(node, line)
        link = self.link(_merge(self._children(node, line)), str(node.attrs["href"]), self._span(node, line))
        return self._phrase((link,), node, line)

    def _warn_of_title(self, node: Node, line: Node) -> None:
        """Say that the words after an address, ``(address "words")``, are not kept: only a mouse would show them."""
        if title := node.attrs.get("title"):
            hint = "Say them in the text, where everybody can read them, and delete them here."
            message = f"the words after the address are not shown: '{title}'"
            self.problems.append(Problem(self._span(node, line), "link-title", message, hint, "warning"))

    def _image(self, node: Node, line: Node) -> Iterable[Inline]:
        self._warn_of_title(node, line)
        span, path = self._span(node, line), self.file(unquote(str(node.attrs["src"])))
        alt = written_words(_merge(self._children(node, line))).strip()
        if not path:
            hint = "Write the file's name between the round brackets: ![A ladder of five steps](images/ladder.svg)"
            self._report(span, "missing-file", "the picture names no file", hint)
            return []
        if not alt:
            hint = f"Say between the square brackets what the picture shows: ![A ladder of five steps]({path})"
            self._report(span, "missing-alt", f"the picture '{path}' has no text alternative", hint)
        sizes = [self._length(node, name, span) for name in ("width", "height")]
        return self._phrase((InlinePicture(path, alt, span, *sizes),), node, line, "width", "height", "w", "h")

    def _length(self, node: Node, name: str, span: Span) -> str:
        words = str(node.attrs.get(name, node.attrs.get(name[0], "")))  # MyST writes w and h as well
        return read_length(words, name, span, self._report)

    def _footnote_ref(self, node: Node, line: Node) -> Iterable[Inline]:
        span = self._span(node, line)
        if not self.notes:
            self._report_note(span)
            return []
        return [NoteCall(self.note_prefix + note_key(node), span=span)]

    def _report_note(self, span: Span) -> None:
        hint = "Say it in the words themselves, or in a chapter."
        self._report(span, "note-place", "a note cannot be called here", hint)

    def _footnote_block(self, _node: Node, _line: Node) -> Iterable[Inline]:
        return []  # notes written in a line that can have none

    def _footnote_anchor(self, _node: Node, _line: Node) -> Iterable[Inline]:
        return []

    def _substitution_inline(self, node: Node, line: Node) -> Iterable[Inline]:
        return [Value(node.content, self._span(node, line))]

    def _myst_role(self, node: Node, line: Node) -> Iterable[Inline]:
        start = line.content.index("`", node.meta["pos"])
        start += len(line.content[start:]) - len(line.content[start:].lstrip("`"))
        lines = [match.end() for match in re.finditer("\n", line.content[start : start + len(node.content)])]
        places = tuple((offset, self.where.inline(line, start + offset)) for offset in (0, *lines))
        name = node.meta["name"]
        words = self.typographic(node.content) if name == "index" else node.content  # these go on with the sentence
        role = Role(name, words, self._span(node, line), places, self.formula_letters)
        return [read_role(role, self.problems)]

    def _span_node(self, node: Node, line: Node) -> Iterable[Inline]:
        if not any(node.attrs.values()) and "insecure_attrs" not in node.meta:
            hint = "Say what is special about these words: [Bore da]{lang=cy}. Use **strong** or *stress* for weight."
            self._report(self._span(node, line), "bad-attribute", "nothing is said of these words", hint)
        return self._phrase(_merge(self._children(node, line)), node, line)

    def _phrase(self, found: Inlines, node: Node, line: Node, *own: str) -> Inlines:
        """Put what the author says of words around them; ``own`` are the attributes that their kind takes itself."""
        attributes: dict[str, object] = {**node.attrs, **node.meta.get("insecure_attrs", {})}
        said = {key: value for key, value in attributes.items() if key not in _OF_THE_PARSER[node.type]}
        if not said:
            return found
        span, known = self._span(node, line), (*ON_PHRASES, *own)
        read = read_attributes(said, known, span, self._report)
        return (Phrase(found, read.language, read.id, read.classes, span),) if read != NOTHING else found

    def _report_open_values(self, node: Node, line: Node) -> None:
        """Report double braces that begin a value which never ends."""
        start = node.meta.get("pos", 0)
        if "{{" in node.content and (found := _OPEN_VALUE.search(line.content, max(start, line.content.rfind("}}")))):
            hint = "End it with two braces on the same line: {{ version }}. Write \\{ for a mere brace."
            self._report(self.where.inline(line, found.start()), "bad-expression", "this value never ends", hint)

    def _report_stray_attributes(self, node: Node, line: Node) -> None:
        """Report attributes that stand after words which can have none, or that cannot be understood."""
        start = node.meta.get("pos", 0)
        for stray in LIKELY.finditer(node.content):
            at = line.content.find(re.split("[\"'‘’“”«»„]", stray[0])[0], start)
            if at < 0 or line.content[max(at - 1, 0)] == "\\":
                continue  # the author wrote the brace as a mere character
            hint = (
                "Write it on a line of its own above a block or heading, or right after [words in brackets], with quotation "
                'marks around signs: {width="50%"}. Write \\{ for a mere brace.'
            )
            self._report(self.where.inline(line, at), "stray-attributes", "these attributes belong to nothing", hint)

    def _html_inline(self, node: Node, line: Node) -> Iterable[Inline]:
        if node.content.startswith("<!--"):
            return []
        self._report(self._span(node, line), "raw-html", f"HTML is not allowed: {node.content}", RAW_HTML_HINT)
        return [Code(node.content)]  # so that the sentence has no hole; it is never shown


# What the parser itself says of a node, beside what the author does.
_OF_THE_PARSER = {
    "link": {"href", "title"},
    "image": {"src", "alt", "title"},
    "code_inline": set[str](),
    "span": set[str](),
}
_NAMES = {Reference: "a link", Term: "a word of the glossary", NoteCall: "a note"}
RAW_HTML_HINT = (
    "Use Markdown or a block in its place: **strong**, [words](address), :::{note}. Write \\< for a smaller-than sign."
)


def written_words(inlines: Inlines) -> str:
    """Return the plain words of inlines, with values as they are written, to be replaced later."""
    return words_of(rewrite(inlines, {Value: lambda value: Text(f"{{{{ {value.expression} }}}}")}))


def note_key(node: Node) -> str:
    """Name a note: by the author's name for it, or by its place among those written in the line."""
    return str(node.meta.get("label") or f"^{node.meta['id']}")


def _merge(found: list[Inline]) -> Inlines:
    """Join neighbouring pieces of text."""
    if len(found) < 2:  # noqa: PLR2004 - one has no neighbour
        return tuple(found)
    merged: list[Inline] = []
    for is_text, group in groupby(found, lambda inline: isinstance(inline, Text)):
        pieces = list(group)
        merged += [_joined(cast("list[Text]", pieces))] if is_text and len(pieces) > 1 else pieces
    return tuple(merged)


def _joined(pieces: list[Text]) -> Text:
    places: list[tuple[int, Span]] = []
    length = 0
    for piece in pieces:
        if places and piece.places and places[-1][0] == length:
            places.pop()  # the place behind a line's end is that of the words that follow
        places += [(offset + length, span) for offset, span in piece.places]
        length += len(piece.text)
    return Text("".join(piece.text for piece in pieces), tuple(places))
