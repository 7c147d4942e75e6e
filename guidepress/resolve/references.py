"""Turn links and terms as written into links with targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from guidepress.errors import Problem, did_you_mean
from guidepress.model import (
    Block,
    CaseStudy,
    DefinitionList,
    Entry,
    Figure,
    Guide,
    Inlines,
    Link,
    Place,
    Reference,
    Section,
    Term,
    Text,
    WebAddress,
    words_of,
)  # fmt: skip
from guidepress.read.addresses import BAD_ADDRESS_HINT, is_address
from guidepress.read.directives.form import NAME
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import Changes, rewrite, walk

_SCHEME = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.-]*):(?P<rest>.*)$", re.IGNORECASE)
_CHAPTER = re.compile(r"^(?:\./)?(?:chapters/)?(?P<key>[^/#]+)\.md(?:#(?P<anchor>.*))?$")
OUTWARD = frozenset({"http", "https", "mailto", "tel"})
CASE_STUDY = "case-study"


@dataclass(frozen=True, slots=True)
class _Index:
    """Hold what can be linked to: titles by place, entries by kind and id, terms by their words."""

    titles: Mapping[Place, Inlines]
    entries: Mapping[tuple[str, str], Entry]
    terms: Mapping[str, Place]
    names: Mapping[str, Place]
    pages: frozenset[str]
    kinds: tuple[str, ...]
    unread: frozenset[str]

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

    def changes(page: str) -> Changes:
        return {Reference: _Settler(index, page, problems).link, Term: lambda term: _term(term, index, problems)}

    settled = map_chapters(guide, lambda chapter: rewrite(chapter, changes(chapter.key)))
    return replace(settled, glossary=rewrite(guide.glossary, changes("glossary")))


def _register(guide: Guide, problems: list[Problem]) -> tuple[Entry, ...]:
    """Join the case studies told in the guide with the entries of resources.yaml."""
    own = [
        Entry(node.id, CASE_STUDY, words_of(node.title), Place(chapter.key, node.id), span=node.span)
        for chapter in (*guide.front, *guide.chapters)
        for node in walk(chapter)
        if isinstance(node, CaseStudy) and CASE_STUDY in guide.link_kinds
    ]
    seen: dict[tuple[str, str], Entry] = {}
    for entry in (*own, *guide.entries):
        first = seen.setdefault((entry.kind, entry.id), entry)
        if first is not entry:
            hint = f"The other stands at {first.span}; give one of them another id."
            problems.append(Problem(entry.span, "entry-twice", f"the {entry.kind} '{entry.id}' stands twice", hint))
    return tuple(seen.values())


def _index(guide: Guide) -> _Index:
    titles: dict[Place, Inlines] = {}
    for chapter in (*guide.front, *guide.chapters):
        titles[Place(chapter.key)] = chapter.title
        for node in walk(chapter.blocks):
            if isinstance(node, Block):
                titles[Place(chapter.key, node.id)] = _title(node, guide)
    entries = {(entry.kind, entry.id): entry for entry in guide.entries}
    terms = {term.term.lower(): Place("glossary", term.id) for term in guide.glossary} | _terms_in_chapters(guide)
    names = {place.id: place for place in titles if place.id and NAME.match(place.id)}
    pages = frozenset(place.page for place in titles)
    return _Index(titles, entries, terms, names, pages, tuple(guide.link_kinds), frozenset(guide.unread))


def _terms_in_chapters(guide: Guide) -> dict[str, Place]:
    """Find the words that chapters explain in glossaries of their own."""
    return {
        words_of(term).lower(): Place(chapter.key, definition.id)
        for chapter in (*guide.front, *guide.chapters)
        for node in walk(chapter.blocks)
        if isinstance(node, DefinitionList) and node.glossary
        for definition in node.items
        for term in definition.terms
    }


def _title(node: Block, guide: Guide) -> Inlines:
    if isinstance(node, Section):
        return node.title
    if isinstance(node, Figure):
        return (Text(guide.words["figure"].format(number=node.number)),) if node.number else ()
    title: Inlines = getattr(node, "title", ())
    return title


def _term(node: Term, index: _Index, problems: list[Problem]) -> object:
    term = index.terms.get(node.term.lower())
    if term is None and (index.lacks_chapters or index.lacks("glossary.yaml", node.term.lower())):
        return node.children  # it may be explained in what could not be read, which is reported
    if term is None:
        hint = did_you_mean(node.term, index.terms) if index.terms else ""
        hint = f"{hint} Or explain it in glossary.yaml.".strip()
        problems.append(Problem(node.span, "unknown-term", f"'{node.term}' is not in the glossary", hint))
        return node.children
    return replace(node, place=term)


@dataclass(frozen=True, slots=True)
class _Settler:
    """Find the targets of links on one page; a link that leads nowhere leaves its words."""

    index: _Index
    page: str
    problems: list[Problem]

    def link(self, node: Reference) -> object:
        scheme = _SCHEME.match(node.address)
        if scheme and scheme["scheme"] in self.index.kinds:
            return self.entry(node, scheme["scheme"], unquote(scheme["rest"]))
        if scheme and scheme["scheme"].lower() in OUTWARD:
            return self.outward(node)
        chapter = _CHAPTER.match(node.address)
        if chapter:
            return self.place(node, unquote(chapter["key"]), unquote(chapter["anchor"] or ""))
        if node.address.startswith("#"):
            return self.place(node, self.page, unquote(node.address[1:]))
        kinds = "".join(f", {kind}:name" for kind in self.index.kinds)
        hint = f"Use a web address (https://…), a chapter (name.md), a section (#its-heading){kinds}."
        return self.fail(node, "bad-link", f"'{node.address}' is no address that a link can have", hint)

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
        return Link(node.children, WebAddress(node.address))

    def entry(self, node: Reference, kind: str, name: str) -> object:
        entry = self.index.entries.get((kind, name))
        lacks_story = kind == CASE_STUDY and self.index.lacks_chapters
        if entry is None and (lacks_story or self.index.lacks("resources.yaml", name)):
            return self.words(node)  # it may stand in what could not be read, which is reported
        if entry is None:
            known = [identity for entry_kind, identity in self.index.entries if entry_kind == kind]
            hint = did_you_mean(name, known) or "Add it to resources.yaml."
            return self.fail(node, "unknown-entry", f"there is no {kind} '{name}'", hint)
        return Link(node.children or (Text(entry.title),), entry.target, kind, name)

    def place(self, node: Reference, page: str, anchor: str) -> object:
        if f"chapters/{page}.md" in self.index.unread:
            return self.words(node)
        if page not in self.index.pages:
            hint = did_you_mean(f"{page}.md", (f"{name}.md" for name in self.index.pages))
            return self.fail(node, "unknown-chapter", f"there is no chapter '{page}.md' in the guide", hint)
        found = self._find(page, anchor)
        if found is None:
            known = [
                place.id.removeprefix(f"{page}.")
                for place, title in self.index.titles.items()
                if place.page == page and place.id and title
            ]
            sections = [name for name in known if NAME.match(name)]
            hint = did_you_mean(anchor, sections) or "Links lead to headings and to blocks that have a name."
            return self.fail(node, "unknown-section", f"there is no section '{anchor}' in {page}.md", hint)
        # a title may itself hold links and calls of notes, which cannot stand inside a link
        children = node.children or (Text(words_of(self.index.titles[found])),)
        if not words_of(children).strip():
            return self.fail(node, "empty-link", "the link has no words", "Write them between the square brackets.")
        return Link(children, found)

    def _find(self, page: str, anchor: str) -> Place | None:
        if not anchor:
            return Place(page)
        candidates = (Place(page, f"{page}.{anchor}"), Place(page, anchor))
        here = next((place for place in candidates if place in self.index.titles), None)
        return here or (self.index.names.get(anchor) if page == self.page else None)
