"""Read one chapter: front matter, title, blocks nested in sections, notes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from guidepress.errors import Span
from guidepress.model import Block, Blocks, Chapter, Inlines, Note, NoteCall, Paragraph, Section
from guidepress.read.attributes import NOTHING, Attributes
from guidepress.read.attributes import TOKEN as MARK
from guidepress.read.block_rules import DEEP
from guidepress.read.blocks import BlockReader, is_mark
from guidepress.read.directives.index import is_about_section, is_index_mark, leading
from guidepress.read.fixes import raised_headings
from guidepress.read.folder import Folder
from guidepress.read.front_matter import Head, read_front_matter
from guidepress.read.inclusions import Inclusion, expanded
from guidepress.read.inlines import InlineReader, note_key
from guidepress.read.markdown import WRITTEN_NOTES, Definitions, Locator, parse
from guidepress.read.names import chapter_key
from guidepress.read.tree import DEEPEST, Node, UnreadableError
from guidepress.read.waivers import read_waivers
from guidepress.walk import find, kinds_in


def read_chapter(folder: Folder, name: str, asked: Span, language: str) -> Chapter | None:
    """Read ``source/chapters/NAME``; report faults, at ``asked`` when the file cannot be had."""
    path = f"chapters/{name}"
    text = folder.text(path, asked)
    if text is None:
        return None
    where = Locator(f"source/{path}", tuple(text.split("\n")))
    reader = BlockReader(InlineReader(where, folder.problems, language, folder=folder), chain=(path,))
    try:
        return _chapter(folder, name, reader, *parse(text, language))
    except UnreadableError as error:
        reader.report_unreadable(error)
        return None


def _chapter(folder: Folder, name: str, reader: BlockReader, root: Node, env: Mapping[str, Any]) -> Chapter:
    where = reader.where
    head = read_front_matter(folder, root, where)
    title, nodes = _title(reader, list(root.children), head)
    lower = bool(head.title) and any(
        node.tag == "h1" for node in nodes
    )  # its sections are written with one #, as MyST has it
    about, nodes = leading(nodes)
    blocks = nest(replace(reader, heading_offset=int(lower)), nodes)
    files = (Inclusion(reader, root, env), *reader.inclusions)
    for file in files:
        if file.record.get(DEEP):
            _report_depth(file.reader, file.root)
        _report_written_notes(file.reader, file.record)
        _report_definitions(file.reader, file.record)
    waivers = (waiver for file in files for waiver in read_waivers(file.root, file.reader.where))
    chapter = Chapter(
        key=chapter_key(name),
        title=title,
        blocks=blocks,
        promise=reader.inlines.typographic(head.front.promise or ""),
        promise_span=head.promise_span,
        promise_places=head.values.exact_places(("promise",), head.front.promise or ""),
        audience_span=head.values.span(("audience",)),
        audience=tuple(head.front.audience),
        notes=tuple(note for file in files for note in _notes(file.reader, file.root)),
        waivers=tuple(sorted(waivers, key=lambda waiver: waiver.span)),
        index=reader.attributes(about).index,
        span=Span(where.file, 1, 1),
    )
    return replace(chapter, kinds=kinds_in(chapter))


def _title(reader: BlockReader, nodes: list[Node], head: Head) -> tuple[Inlines, list[Node]]:
    """Take the chapter's title from the head of ``nodes``, or from the lines above them."""
    nodes = [node for node in nodes if node.type not in {"front_matter", "footnote_block"}]
    first = next((index for index, node in enumerate(nodes) if node.type == "heading"), None)
    if head.title and not _repeats(reader, nodes, first, head.title):
        return reader.inlines.plain(head.title, head.title_span), nodes
    if first is None or nodes[first].tag != "h1":
        hint = "Begin the chapter with a line like this: # The first conversation"
        reader.report(Span(reader.where.file, 1, 1), "no-title", "the chapter has no title", hint)
        return (), nodes
    marks = [node for node in nodes[:first] if is_index_mark(node)]  # these stand above a title in many books
    before = [node for node in nodes[:first] if node.type != "html_block" and not is_index_mark(node)]
    if before and before[0].type == "hr" and before[0].map == [0, 1]:
        hint = "Put a line with three dashes, ---, between these lines and the title."
        reader.report(reader.where.line(0), "front-matter", "the lines at the chapter's head have no end", hint)
    elif before and before[0].type == MARK:
        hint = "Say 'audience:' between two lines of dashes at the chapter's head; links name a chapter by its file."
        reader.report(reader.where.block(before[0]), "stray-attributes", "a title takes no attributes", hint)
    elif before:
        hint = "Move these words below the title."
        reader.report(reader.where.block(before[0]), "before-title", "words stand above the chapter's title", hint)
    title = reader.inlines.read(nodes[first].children)
    _report_calls(reader, title, "the chapter's title cannot call a note", "Call the note in the text below it.")
    return title, [*marks, *nodes[first + 1 :]]


def _repeats(reader: BlockReader, nodes: list[Node], first: int | None, title: str) -> bool:
    """Tell whether the first heading says what the lines at the chapter's head give as its title."""
    if first is None or nodes[first].tag != "h1":
        return False
    words = "".join(child.content for child in nodes[first].below() if child.type == "text")
    return " ".join(words.split()) == " ".join(reader.inlines.typographic(title).split())


def _report_calls(reader: BlockReader, inlines: Inlines, message: str, hint: str) -> None:
    for call in find(inlines, NoteCall):
        reader.report(call.span, "note-place", message, hint)


def _report_depth(reader: BlockReader, root: Node) -> None:
    """Report blocks so deep inside others that the parser leaves out what they hold."""
    deep = (node for node in root.blocks() if node.level >= DEEPEST - 1 and node.token.nesting and node.map)
    first = next(deep, None)
    if first is not None:
        hint = "Take it out of the lists, quotes or blocks around it."
        reader.report(reader.where.block(first), "too-deep", "this stands inside too many other blocks", hint)


@dataclass(slots=True)
class _Open:
    """Collect what stands under one heading."""

    level: int
    reader: BlockReader
    node: Node | None = None
    attributes: Attributes = NOTHING
    blocks: list[Block] = field(default_factory=list)


def nest(reader: BlockReader, nodes: list[Node]) -> Blocks:
    """Put blocks into the sections that they stand under; report titles and levels that do not fit."""
    stack = [_Open(1, reader)]
    marks: list[Node] = []  # names and attributes, which belong to what stands below them
    placed = list(expanded(reader, nodes))
    before = below = reader
    for number, (here, node) in enumerate(placed):
        if is_about_section(node) and stack[-1].node and not stack[-1].blocks:
            stack[-1].attributes = here.attributes([node]).over(stack[-1].attributes)
            continue
        if is_mark(node):
            marks.append(node)
            continue
        if node.type != "heading":
            if before is not here or below.level != stack[-1].level:
                before, below = here, here.at_level(stack[-1].level)
            stack[-1].blocks.extend(below.marked(marks, node))
            continue
        rest = itertools.islice(placed, number, None)
        following = (one for whose, one in rest if whose is here and one.type == "heading")
        level = _level(here, node, stack[-1].level, following)
        while stack[-1].level >= level:
            _close(stack)
        stack.append(_Open(level, here, node, here.attributes(marks)))
        marks.clear()
    reader.settle_stray(marks, stack[-1].blocks)
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0].blocks)


def _level(reader: BlockReader, node: Node, above: int, following: Iterable[Node]) -> int:
    """Return the level of a heading, or report that it does not fit; ``following`` are the headings of its file from it on."""
    level = int(node.tag[1]) + reader.heading_offset
    if level == 1:
        hint = "Use ## for a section; the title, with one #, stands once in a chapter."
        if len(reader.chain) > 1:
            hint += " Or write :heading-offset: 1 where the file is included."
        reader.report(reader.where.block(node), "second-title", "the chapter has a second title", hint)
        return 2
    if level > above + 1:
        hint = f"Use {'#' * (above + 1)} here."
        message = f"this heading skips a level: {'#' * level} under {'#' * above}"
        fix = raised_headings(reader.where, following, above + 1 - reader.heading_offset)
        reader.report(reader.where.block(node), "heading-level", message, hint, fix)
        return above + 1
    return level


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    if done.node is None:
        return
    reader = done.reader
    span = reader.where.block(done.node)
    title = reader.inlines.read(done.node.children)
    if not title:
        reader.report(span, "empty-heading", "this heading has no words", "Write the words, or remove the line.")
    if not done.blocks:
        reader.report(span, "empty-section", "nothing stands under this heading", "Write something, or remove it.")
    section = Section(level=done.level, title=title, blocks=tuple(done.blocks), span=span)
    stack[-1].blocks.append(done.attributes.on(section))


def _notes(reader: BlockReader, root: Node) -> Iterator[Note]:
    blocks = [node for node in root.children if node.type == "footnote_block"]
    for node in (child for block in blocks for child in block.children):
        span = reader.where.block(node.children[0]) if node.children else Span(reader.where.file)
        content = reader.read(node.children)
        paragraphs = [block.children for block in content if isinstance(block, Paragraph)]
        if len(paragraphs) != len(content):
            hint = "Write a note in sentences; move lists and boxes into the chapter."
            reader.report(span, "note-content", "a note holds paragraphs only", hint)
        for words in paragraphs:
            _report_calls(reader, words, "a note cannot call another note", "Put what it says into this note.")
        yield Note(key=reader.inlines.note_prefix + note_key(node), paragraphs=tuple(paragraphs), span=span)


def _report_written_notes(reader: BlockReader, env: Mapping[str, Any]) -> None:
    """Report notes that nothing calls, and those of a key that another note has."""
    numbers = env.get("footnotes", {}).get("refs", {})
    first: dict[str, int] = {}
    for line, name in sorted(env[WRITTEN_NOTES]):
        if name in first:
            hint = f"The first stands in line {first[name] + 1}; give one of them another name."
            reader.report(_begin(reader, line), "note-twice", f"there are two notes '{name}'", hint)
        elif numbers.get(f":{name}", -1) < 0:
            hint = f"Put [^{name}] where the note is called, or remove the note."
            reader.report(_begin(reader, line), "unused-note", f"the note '{name}' is called nowhere", hint)
        first.setdefault(name, line)


def _report_definitions(reader: BlockReader, env: Mapping[str, Any]) -> None:
    """Report lines that define an address for links, and so do not show, but that no link uses."""
    definitions: Definitions = env["references"]
    unused = [found["map"][0] for key, found in definitions.items() if key not in definitions.used]
    twice = [found["map"][0] for found in env.get("duplicate_refs", [])]
    for line in unused + twice:
        hint = "Are these words to be read? Then write \\[ for the bracket. Otherwise remove the line."
        message = "this defines an address for links that no link uses, and is not shown"
        reader.report(_begin(reader, line), "unused-definition", message, hint)


def _begin(reader: BlockReader, line: int) -> Span:
    """Name the place of the first letter in a line (from 0)."""
    text = reader.where.lines[line]
    return reader.where.line(line, len(text) - len(text.lstrip()) + 1)
