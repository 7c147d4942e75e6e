"""Read one chapter: front matter, title, blocks nested in sections, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from guidepress.errors import Span
from guidepress.model import NOWHERE, Block, Blocks, Chapter, Inlines, Note, NoteCall, Paragraph, Section
from guidepress.read.blocks import BlockReader
from guidepress.read.folder import Folder
from guidepress.read.inlines import InlineReader, note_key
from guidepress.read.markdown import DEEPEST, WRITTEN_NOTES, Definitions, Locator, TooDeepError, parse
from guidepress.read.schema import FrontMatter
from guidepress.read.validate import validate
from guidepress.read.waivers import read_waivers
from guidepress.read.yaml_values import Values, read_yaml
from guidepress.walk import walk


def read_chapter(folder: Folder, name: str, asked: Span, language: str) -> Chapter | None:
    """Read ``source/chapters/NAME``; report faults, at ``asked`` when the file cannot be had."""
    path = f"chapters/{name}"
    text = folder.text(path, asked)
    if text is None:
        return None
    where = Locator(f"source/{path}", tuple(text.split("\n")))
    reader = BlockReader(InlineReader(where, folder.problems, language))
    try:
        return _chapter(folder, name, reader, *parse(text, language))
    except TooDeepError as error:
        hint = "Take some of the stars, underscores or brackets away."
        reader.report(where.line(error.line), "too-deep", "words stand inside too many marks here", hint)
        return None


def _chapter(folder: Folder, name: str, reader: BlockReader, root: SyntaxTreeNode, env: Mapping[str, Any]) -> Chapter:
    where = reader.where
    _report_depth(reader, root)
    front, values = _front_matter(folder, root, where)
    title, nodes = _title(reader, list(root.children))
    notes = tuple(_notes(reader, root))
    _report_written_notes(reader, env)
    _report_definitions(reader, env)
    return Chapter(
        key=PurePosixPath(name).stem,
        title=title,
        blocks=nest(reader, nodes),
        promise=reader.inlines.typographic(front.promise or ""),
        promise_span=values.span(("promise",)) if front.promise else NOWHERE,
        promise_places=values.exact_places(("promise",), front.promise or ""),
        audience_span=values.span(("audience",)),
        audience=tuple(front.audience),
        notes=notes,
        waivers=tuple(read_waivers(root, where)),
        span=Span(where.file, 1, 1),
    )


def _front_matter(folder: Folder, root: SyntaxTreeNode, where: Locator) -> tuple[FrontMatter, Values]:
    """Return the lines at the chapter's head, as they are meant and as they stand."""
    for node in root.children:
        if node.type == "front_matter":
            values = read_yaml(node.content, where.file, folder.problems, first_line=2)
            if values is None or values.data is None:
                break
            return validate(values, FrontMatter, folder.problems) or FrontMatter(), values
    return FrontMatter(), Values(where.file, None, {})


def _title(reader: BlockReader, nodes: list[SyntaxTreeNode]) -> tuple[Inlines, list[SyntaxTreeNode]]:
    """Take the chapter's title from the head of ``nodes``."""
    nodes = [node for node in nodes if node.type not in {"front_matter", "footnote_block"}]
    first = next((index for index, node in enumerate(nodes) if node.type == "heading"), None)
    if first is None or nodes[first].tag != "h1":
        hint = "Begin the chapter with a line like this: # The first conversation"
        reader.report(Span(reader.where.file, 1, 1), "no-title", "the chapter has no title", hint)
        return (), nodes
    before = [node for node in nodes[:first] if node.type != "html_block"]
    if before and before[0].type == "hr" and before[0].map == (0, 1):
        hint = "Put a line with three dashes, ---, between these lines and the title."
        reader.report(reader.where.line(0), "front-matter", "the lines at the chapter's head have no end", hint)
    elif before:
        hint = "Move these words below the title."
        reader.report(reader.where.block(before[0]), "before-title", "words stand above the chapter's title", hint)
    title = reader.inlines.read(nodes[first].children)
    _report_calls(reader, title, "the chapter's title cannot call a note", "Call the note in the text below it.")
    return title, nodes[first + 1 :]


def _report_calls(reader: BlockReader, inlines: Inlines, message: str, hint: str) -> None:
    for node in walk(inlines):
        if isinstance(node, NoteCall):
            reader.report(node.span, "note-place", message, hint)


def _report_depth(reader: BlockReader, root: SyntaxTreeNode) -> None:
    """Report blocks so deep inside others that the parser leaves out what they hold."""
    deep = [
        node
        for node in root.walk()
        if node.type != "inline" and node.is_nested and node.map and node.level >= DEEPEST - 1
    ]
    if deep:
        hint = "Take it out of the lists, quotes or blocks around it."
        reader.report(reader.where.block(deep[0]), "too-deep", "this stands inside too many other blocks", hint)


@dataclass(slots=True)
class _Open:
    """Collect what stands under one heading."""

    level: int
    node: SyntaxTreeNode | None = None
    name: str = ""
    blocks: list[Block] = field(default_factory=list)


def nest(reader: BlockReader, nodes: list[SyntaxTreeNode]) -> Blocks:
    """Put blocks into the sections that they stand under; report titles and levels that do not fit."""
    stack = [_Open(1)]
    targets: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type == "myst_target":
            targets.append(node)
            continue
        if node.type != "heading":
            stack[-1].blocks.extend(reader.at_level(stack[-1].level).read([*targets, node]))
            targets.clear()
            continue
        level = _level(reader, node, stack[-1].level)
        while stack[-1].level >= level:
            _close(reader, stack)
        stack.append(_Open(level, node, name=reader.target(targets[-1]) if targets else ""))
        targets.clear()
    while len(stack) > 1:
        _close(reader, stack)
    return tuple(stack[0].blocks)


def _level(reader: BlockReader, node: SyntaxTreeNode, above: int) -> int:
    level = int(node.tag[1])
    if level == 1:
        hint = "Use ## for a section; the title, with one #, stands once in a chapter."
        reader.report(reader.where.block(node), "second-title", "the chapter has a second title", hint)
        return 2
    if level > above + 1:
        hint = f"Use {'#' * (above + 1)} here."
        message = f"this heading skips a level: {'#' * level} under {'#' * above}"
        reader.report(reader.where.block(node), "heading-level", message, hint)
        return above + 1
    return level


def _close(reader: BlockReader, stack: list[_Open]) -> None:
    done = stack.pop()
    if done.node is None:
        return
    span = reader.where.block(done.node)
    title = reader.inlines.read(done.node.children)
    if not title:
        reader.report(span, "empty-heading", "this heading has no words", "Write the words, or remove the line.")
    if not done.blocks:
        reader.report(span, "empty-section", "nothing stands under this heading", "Write something, or remove it.")
    stack[-1].blocks.append(Section(id=done.name, level=done.level, title=title, blocks=tuple(done.blocks), span=span))


def _notes(reader: BlockReader, root: SyntaxTreeNode) -> Iterator[Note]:
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
        yield Note(key=note_key(node), paragraphs=tuple(paragraphs), span=span)


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
