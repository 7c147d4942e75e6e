"""Turn links and terms as written into links with targets."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from guidepress.errors import Problem, did_you_mean
from guidepress.model import (
    Block,
    CaseStudy,
    Chapter,
    DefinitionList,
    Entry,
    Figure,
    FormulaBlock,
    Guide,
    Inlines,
    Link,
    Phrase,
    Place,
    Reference,
    Term,
    Text,
    WebAddress,
    words_of,
)  # fmt: skip
from guidepress.read.addresses import BAD_ADDRESS_HINT, is_address
from guidepress.read.names import NAME, chapter_key, name_of
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import Changes, altered, find, rewrite

_SCHEME = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.-]*):(?P<rest>.*)$", re.IGNORECASE)
_CHAPTER = re.compile(r"^(?P<path>[^#:?]+\.md)(?:#(?P<anchor>.*))?$")
# MyST's own addresses: how the web pages begin that they stand for, or nothing when they lead to other books and programs.
_FOREIGN = {
    **dict.fromkeys(("xref", "inv", "path", "project", "myst", "rrid", "github"), ""),
    "doi": "https://doi.org/",
    "ror": "https://ror.org/",
    "wiki": "https://en.wikipedia.org/wiki/",
}
OUTWARD = frozenset({"http", "https", "mailto", "tel"})
CASE_STUDY = "case-study"


@dataclass(frozen=True, slots=True)
class _Index:
    """Hold what can be linked to: chapters and blocks by page and id, entries by kind and id, terms by their words."""

    places: Mapping[tuple[str, str], Chapter | Block | Phrase]
    words: Mapping[str, str]
    entries: Mapping[tuple[str, str], Entry]
    terms: Mapping[str, Place]
    names: Mapping[str, Place]
    pages: frozenset[str]
    kinds: tuple[str, ...]
    unread: frozenset[str]
    left_out: frozenset[Place]
    edition: str

    def title(self, place: Place) -> Inlines:
        """Return the title of what stands at a place, or nothing when it has none."""
        node = self.places[place.page, place.id]
        if isinstance(node, Figure):
            return (Text(self.words["figure"].format(number=node.number)),) if node.number else ()
        if isinstance(node, FormulaBlock):
            return (Text(self.words["formula"].format(number=node.number)),) if node.number else ()
        if isinstance(node, Phrase):
            return node.children
        title: Inlines = getattr(node, "title", ())
        return title

    @property
    def lacks_chapters(self) -> bool:
        """Tell whether a chapter could not be read: what it tells and explains is not known."""
        return any(name.startswith("chapters/") for name in self.unread)

    def lacks(self, file: str, name: str) -> bool:
        """Tell whether a file of YAML, or what it calls ``name``, could not be read."""
        return file in self.unread or f"{file}#{name}" in self.unread


def resolve_references(guide: Guide, problems: list[Problem]) -> Guide:
    """Resolve every link and term; register the guide's own case studies; report what leads nowhere."""
    guide = replace(guide, entries=_register(guide, problems))
    index = _index(guide)

    def changes(page: str, folder: str) -> Changes:
        settler = _Settler(index, page, folder, problems)
        return {Reference: settler.link, Term: lambda term: _term(term, index, problems)}

    def settle(chapter: Chapter) -> Chapter:
        folder = posixpath.dirname(chapter.span.file.removeprefix("source/chapters/"))
        return rewrite(chapter, changes(chapter.key, folder))

    settled = map_chapters(guide, settle)
    return replace(settled, glossary=rewrite(guide.glossary, changes("glossary", "")))


def _register(guide: Guide, problems: list[Problem]) -> tuple[Entry, ...]:
    """Join the case studies told in the guide with the entries of resources.yaml."""
    own = [
        Entry(node.id, CASE_STUDY, words_of(node.title), Place(chapter.key, node.id), span=node.span)
        for chapter in (*guide.front, *guide.chapters)
        for node in find(chapter, CaseStudy)
        if CASE_STUDY in guide.link_kinds
    ]
    seen: dict[tuple[str, str], Entry] = {}
    for entry in (*own, *guide.entries):
        first = seen.setdefault((entry.kind, entry.id), entry)
        if first is not entry:
            hint = f"The other stands at {first.span}; give one of them another id."
            problems.append(Problem(entry.span, "entry-twice", f"the {entry.kind} '{entry.id}' stands twice", hint))
    return tuple(seen.values())


def _index(guide: Guide) -> _Index:
    places: dict[tuple[str, str], Chapter | Block | Phrase] = {}
    for chapter in (*guide.front, *guide.chapters):
        places[chapter.key, ""] = chapter
        for node in find(chapter.blocks, Block, *chapter.held({Phrase})):
            if node.id:
                places[chapter.key, node.id] = node
    entries = {(entry.kind, entry.id): entry for entry in guide.entries}
    terms = {term.term.lower(): Place("glossary", term.id) for term in guide.glossary} | _terms_in_chapters(guide)
    # What the author named; the ids that guidepress gives, which are most, have a dot or a low line.
    given = ((page, name) for page, name in places if name and "_" not in name and "." not in name)
    names = {name: Place(page, name) for page, name in given if NAME.match(name)}
    return _Index(
        places,
        guide.words,
        entries,
        terms,
        names,
        frozenset(chapter.key for chapter in (*guide.front, *guide.chapters)),
        tuple(guide.link_kinds),
        frozenset(guide.unread),
        guide.left_out,
        guide.audiences.get(guide.edition, ""),
    )


def _terms_in_chapters(guide: Guide) -> dict[str, Place]:
    """Find the words that chapters explain in glossaries of their own."""
    return {
        words_of(term).lower(): Place(chapter.key, definition.id)
        for chapter in (*guide.front, *guide.chapters)
        for node in find(chapter, DefinitionList)
        if node.glossary
        for definition in node.items
        for term in definition.terms
    }


def _term(node: Term, index: _Index, problems: list[Problem]) -> object:
    term = index.terms.get(node.term.lower())
    if term is None and (index.lacks_chapters or index.lacks("glossary.yaml", node.term.lower())):
        return node.children  # it may be explained in what could not be read, which is reported
    if term is None and index.edition and index.left_out:
        hint = "Explain it in glossary.yaml, or mark these words for the readers of the chapter that explains it: audience=…"
        message = f"'{node.term}' is not in the glossary of the edition for {index.edition}"
        problems.append(Problem(node.span, "unknown-term", message, hint))
        return node.children
    if term is None:
        hint = did_you_mean(node.term, index.terms) if index.terms else ""
        hint = f"{hint} Or explain it in glossary.yaml.".strip()
        problems.append(Problem(node.span, "unknown-term", f"'{node.term}' is not in the glossary", hint))
        return node.children
    return altered(node, place=term)


@dataclass(frozen=True, slots=True)
class _Settler:
    """Find the targets of links on one page; a link that leads nowhere leaves its words."""

    index: _Index
    page: str
    folder: str
    problems: list[Problem]
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by page, once asked for

    def link(self, node: Reference) -> object:
        scheme = _SCHEME.match(node.address)
        if scheme and scheme["scheme"] in self.index.kinds:
            return self.entry(node, scheme["scheme"], unquote(scheme["rest"]))
        if scheme and scheme["scheme"].lower() in OUTWARD:
            return self.outward(node)
        if scheme and scheme["scheme"] in _FOREIGN:
            return self.foreign(node, scheme["scheme"], scheme["rest"])
        chapter = _CHAPTER.match(node.address)
        if chapter:
            return self.place(node, self.chapter(unquote(chapter["path"])), unquote(chapter["anchor"] or ""))
        if node.address.startswith("#"):
            return self.place(node, self.page, unquote(node.address[1:]))
        kinds = "".join(f", {kind}:name" for kind in self.index.kinds)
        hint = f"Use a web address (https://…), a chapter (name.md), a section (#its-heading){kinds}."
        return self.fail(node, "bad-link", f"'{node.address}' is no address that a link can have", hint)

    def foreign(self, node: Reference, scheme: str, rest: str) -> object:
        """Link to the web page that an address of MyST stands for, or warn that it stands for none."""
        if begin := _FOREIGN[scheme]:
            return self.outward(replace(node, address=begin + rest))
        hint = "Link to a web page (https://…) or to a chapter (name.md)."
        message = f"an address that begins with '{scheme}:' leads nowhere from a guide; its words are kept"
        self.problems.append(Problem(node.span, "meaningless-link", message, hint, "warning"))
        return node.children or (Text(rest),)

    def chapter(self, path: str) -> str:
        """Find the chapter that is meant: named from chapters/, or from the folder of the file the link stands in."""
        beside = posixpath.normpath(posixpath.join(self.folder, path)).lstrip("./")
        named = posixpath.normpath(path.lstrip("/")).removeprefix("chapters/")
        keys = [chapter_key(one) for one in dict.fromkeys((beside, named))]  # mostly one
        return next(
            (key for key in keys if key in self.index.pages or f"chapters/{key}.md" in self.index.unread), keys[-1]
        )

    def fail(self, node: Reference, code: str, message: str, hint: str) -> object:
        self.problems.append(Problem(node.span, code, message, hint))
        return self.words(node)

    @staticmethod
    def words(node: Reference) -> Inlines:
        """Return what stands for a link that cannot be: its words, or its address, so that the sentence has no hole."""
        return node.children or (Text(node.address),)

    def outward(self, node: Reference) -> object:
        if not words_of(node.children).strip():
            hint = f"Say where it leads: [the Act]({node.address})"
            return self.fail(node, "empty-link", "the link has no words", hint)
        if node.address.lower().startswith("http") and not is_address(node.address):
            return self.fail(node, "bad-address", f"'{node.address}' cannot be a web address", BAD_ADDRESS_HINT)
        return Link(node.children, WebAddress(node.address), span=node.span)

    def entry(self, node: Reference, kind: str, name: str) -> object:
        entry = self.index.entries.get((kind, name))
        lacks_story = kind == CASE_STUDY and self.index.lacks_chapters
        if entry is None and (lacks_story or self.index.lacks("resources.yaml", name)):
            return self.words(node)  # it may stand in what could not be read, which is reported
        if entry is None and any(place.id == name for place in self.index.left_out):
            return self.left_out(node)
        if entry is None:
            known = [identity for entry_kind, identity in self.index.entries if entry_kind == kind]
            hint = did_you_mean(name, known) or "Add it to resources.yaml."
            return self.fail(node, "unknown-entry", f"there is no {kind} '{name}'", hint)
        return Link(node.children or (Text(entry.title),), entry.target, kind, name, span=node.span)

    def place(self, node: Reference, page: str, anchor: str) -> object:
        if f"chapters/{page}.md" in self.index.unread:
            return self.words(node)
        if self._is_left_out(page, anchor):
            return self.left_out(node)
        if page not in self.index.pages:
            hint = did_you_mean(f"{page}.md", (f"{name}.md" for name in self.index.pages))
            return self.fail(node, "unknown-chapter", f"there is no chapter '{page}.md' in the guide", hint)
        found = self._find(page, anchor)
        if found is None:
            return self._unknown_section(node, page, anchor)
        return self._formula(node, found, anchor) if node.as_number else self._titled(node, found)

    def _titled(self, node: Reference, found: Place) -> object:
        """Lead to a place, by its title if the author chose no words."""
        # a title may itself hold links and calls of notes, which cannot stand inside a link
        children = node.children or (Text(words_of(self.index.title(found))),)
        if not words_of(children).strip():
            return self.fail(node, "empty-link", "the link has no words", "Write them between the square brackets.")
        return Link(children, found, span=node.span)

    def _unknown_section(self, node: Reference, page: str, anchor: str) -> object:
        if page not in self.sections:
            self.sections[page] = tuple(self._titles(page))
        hint = did_you_mean(anchor, self.sections[page]) or "Links lead to headings and to blocks that have a name."
        return self.fail(node, "unknown-section", f"there is no section '{anchor}' in {page}.md", hint)

    def _titles(self, page: str) -> Iterator[str]:
        """Yield the names, as links in the chapter itself write them, of what has a title."""
        for where, identity in self.index.places:
            if where == page and identity and self.index.title(Place(page, identity)):
                name = identity.removeprefix(f"{page}.")
                if NAME.match(name):
                    yield name

    def _formula(self, node: Reference, found: Place, anchor: str) -> object:
        """Lead to a formula, by its number if the author chose no words."""
        block = self.index.places[found.page, found.id]
        if not isinstance(block, FormulaBlock) or not block.number:
            hint = "Name a formula: :::{math} with a line :name: below it. For other things, use {ref}."
            return self.fail(node, "not-a-formula", f"'{anchor}' is the name of something else than a formula", hint)
        return Link(node.children or (Text(f"({block.number})"),), found)

    def left_out(self, node: Reference) -> object:
        message = f"this leads to what is left out of the edition for {self.index.edition}"
        hint = "Mark these words for the same readers, audience=…, or link to what everybody has."
        return self.fail(node, "left-out-link", message, hint)

    def _is_left_out(self, page: str, anchor: str) -> bool:
        if not self.index.left_out:
            return False
        names = (f"{page}.{anchor}", anchor, name_of(anchor)) if anchor else ()
        places = [Place(page), *(Place(page, name) for name in names)]
        elsewhere = page == self.page and any(place.id in names[1:] for place in self.index.left_out)
        return any(place in self.index.left_out for place in places) or (elsewhere and bool(anchor))

    def _find(self, page: str, anchor: str) -> Place | None:
        if not anchor:
            return Place(page)
        names = (f"{page}.{anchor}", anchor, name_of(anchor))
        here = next((Place(page, name) for name in names if name and (page, name) in self.index.places), None)
        return here or (self.index.names.get(name_of(anchor)) if page == self.page else None)
