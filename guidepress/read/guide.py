"""Read a whole guide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from string import Formatter

from guidepress.errors import Edit, Problem, Span, did_you_mean
from guidepress.model import (
    Chapter,
    Cover,
    EasyReadRow,
    Entry,
    Evaluation,
    Figure,
    GlossaryTerm,
    Guide,
    InlinePicture,
    Licence,
    LinkKind,
    Mascot,
    Part,
    Picture,
    Publisher,
    Waiver,
    WebAddress,
)  # fmt: skip
from guidepress.read.addresses import BAD_ADDRESS_HINT, is_address
from guidepress.read.chapter import read_chapter
from guidepress.read.folder import Folder
from guidepress.read.inlines import InlineReader
from guidepress.read.markdown import WordsLocator, parse_line, typographic
from guidepress.read.memory import Memory, ReadChapter, ReadPicture
from guidepress.read.names import chapter_key
from guidepress.read.pictures import read_picture
from guidepress.read.schema import EntryFile, GuideFile, TermFile
from guidepress.read.tree import UnreadableError
from guidepress.read.validate import T, respelt_key, validate
from guidepress.read.waivers import read_waivers_in_list
from guidepress.read.words import has_words, standard_words
from guidepress.read.yaml_values import Values, read_yaml
from guidepress.walk import find

VOICES = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what reading gave: the guide, or nothing when guide.yaml cannot be understood, and all problems."""

    guide: Guide | None
    problems: tuple[Problem, ...]


def read_guide(root: Path, build_date: date | None = None, memory: Memory | None = None) -> Reading:
    """Read the guide in ``root``; ``build_date`` replaces the date in guide.yaml (see SOURCE_DATE_EPOCH).

    What is in ``memory`` of chapters and pictures that have not changed since is not read again, and the memory is renewed.
    """
    problems: list[Problem] = []
    folder = Folder(root, problems)
    values = _yaml(folder, "guide.yaml", required=True)
    file = validate(values, GuideFile, problems) if values else None
    if values is None or file is None:
        return Reading(None, tuple(problems))
    read = (read_chapter, read_picture) if memory is None else (memory.read_chapter, memory.read_picture)
    guide = _Assembly(folder, file, values, *read).guide()
    if memory is not None:
        memory.forget_unused()
    guide = replace(guide, digest=folder.digest, date=build_date or guide.date)
    return Reading(guide, tuple(problems))


def _yaml(folder: Folder, name: str, *, required: bool = False) -> Values | None:
    if not required and not folder.exists(name):
        return None
    text = folder.text(name, folder.span(name))
    return None if text is None else read_yaml(text, f"source/{name}", folder.problems)


def _list(folder: Folder, name: str, schema: type[T], unread: set[str]) -> tuple[dict[int, T], Values | None]:
    """Read a file that holds a list, and return what is sound by its place; one that is missing or empty holds nothing."""
    values = _yaml(folder, name)
    if values is None and folder.exists(name):
        unread.add(name)
    if values is None or values.data is None:
        return {}, None
    found = validate(values, list[schema], folder.problems)  # type: ignore[valid-type]  # a list of what is asked for
    if found is not None:
        return dict(enumerate(found)), values
    items = values.data if isinstance(values.data, list) else [None]
    tried = [validate(Values(values.file, item, {}), schema, []) for item in items]
    unread.update(_unread(name, item) for item, sound in zip(items, tried, strict=True) if sound is None)
    return {index: item for index, item in enumerate(tried) if item is not None}, values


def _unread(name: str, item: object) -> str:
    """Name an item that could not be read, ``glossary.yaml#carer``; the whole file when the item does not say what it is called."""
    called = (item.get("id") or item.get("term")) if isinstance(item, dict) else None
    return f"{name}#{called.lower()}" if isinstance(called, str) else name


@dataclass(frozen=True, slots=True)
class _Assembly:
    """Put a guide together from ``guide.yaml`` and the files it names."""

    folder: Folder
    file: GuideFile
    values: Values
    read_chapter: ReadChapter
    read_picture: ReadPicture
    keys: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def guide(self) -> Guide:
        front = self.chapters(("front",), self.file.front)
        parts = tuple(self.parts())
        link_kinds = {key: LinkKind(key=key, **kind.model_dump()) for key, kind in self.file.link_kinds.items()}
        guide = Guide(
            slug=self.file.slug,
            identifier=self.file.identifier,
            title=self.prose(self.file.title),
            subtitle=self.prose(self.file.subtitle or ""),
            description=self.prose(self.file.description),
            version=self.file.version,
            date=self.file.date,
            language=self.file.language,
            authors=tuple(self.file.authors),
            publisher=Publisher(**_filled(self.file.publisher.model_dump())),
            licence=Licence(**_filled(self.file.licence.model_dump())),
            cover=Cover(**_filled(self.file.cover.model_dump())),
            front=front,
            parts=parts,
            entries=tuple(self.entries(link_kinds)),
            glossary=tuple(self.glossary()),
            mascots=self.mascots(),
            link_kinds=link_kinds,
            audiences=self.file.audiences,
            values={name: _settled(value) for name, value in self.file.values.items()},
            words=self.words(),
            waivers=tuple(self.waivers()),
            two_sided=self.file.two_sided,
            drawings_as_png=self.file.drawings_as_png,
            evaluation=self.evaluation(),
            web_address=f"{self.file.web_address.rstrip('/')}/" if self.file.web_address else "",
            unread=tuple(sorted(self.unread)),
            places=self.values.spans,
        )
        self.check_addresses()
        return replace(guide, pictures=self.pictures(guide))

    def evaluation(self) -> Evaluation | None:
        found = self.file.accessibility
        return Evaluation(found.evaluator, found.date, found.standard, found.report or "") if found else None

    def check_addresses(self) -> None:
        publisher, licence = self.file.publisher, self.file.licence
        self.check_address(publisher.website, self.values.span(("publisher", "website")))
        self.check_address(publisher.feedback, self.values.span(("publisher", "feedback")))
        self.check_folder(self.file.web_address, self.values.span(("web_address",)))
        self.check_address(licence.address, self.values.span(("licence", "address")))
        if self.file.accessibility:
            self.check_address(self.file.accessibility.report, self.values.span(("accessibility", "report")))

    def check_address(self, address: str | None, span: Span) -> None:
        if address and not is_address(address):
            self.folder.report(span, "bad-address", f"'{address}' cannot be a web address", BAD_ADDRESS_HINT)

    def check_folder(self, address: str | None, span: Span) -> None:
        self.check_address(address, span)
        if address and re.search(r"[?#{}]|\.html?/?$", address):
            hint = "Write the address without what follows the folder's name: https://example.org/guide/."
            self.folder.report(span, "bad-address", f"'{address}' is not the address of a folder", hint)

    def prose(self, words: str) -> str:
        return typographic(words, self.file.language)

    def parts(self) -> Iterator[Part]:
        if self.file.chapters and self.file.parts:
            hint = "Move the chapters into the parts."
            self.folder.report(
                self.values.span(("chapters",)), "chapters-and-parts", "chapters stand outside the parts", hint
            )
        if not self.file.chapters and not self.file.parts:
            hint = "Add a list: chapters: and below it lines like '  - welcome.md'."
            self.folder.report(Span(self.values.file, 1, 1), "no-chapters", "the guide has no chapters", hint)
        if self.file.chapters:
            yield Part("", self.chapters(("chapters",), self.file.chapters))
        for number, part in enumerate(self.file.parts):
            yield Part(self.prose(part.title), self.chapters(("parts", number, "chapters"), part.chapters), number + 1)

    def chapters(self, path: tuple[str | int, ...], names: Iterable[str]) -> tuple[Chapter, ...]:
        read = (self.chapter(name, self.values.span((*path, index))) for index, name in enumerate(names))
        return tuple(chapter for chapter in read if chapter is not None)

    def chapter(self, name: str, asked: Span) -> Chapter | None:
        inner = name.removeprefix("chapters/")
        key = chapter_key(inner)
        if key in self.keys:
            hint = "Name each chapter once, and give each file a name of its own."
            message = f"the chapter '{key}' stands in the guide twice"
            self.folder.report(asked, "chapter-twice", message, hint)
            return None
        self.keys[key] = name
        if inner != name and not self.folder.exists(f"chapters/{name}"):
            message = f"there is no file source/chapters/{name}"
            fix = (Edit(asked, name, inner),) if self.folder.exists(f"chapters/{inner}") else ()
            self.folder.report(asked, "missing-file", message, f"Leave out chapters/: {inner}", fix)
            chapter = None
        else:
            chapter = self.read_chapter(self.folder, name, asked, self.file.language)
        if chapter is None:
            self.unread.add(f"chapters/{key}.md")
        return chapter

    def entries(self, link_kinds: Mapping[str, LinkKind]) -> Iterator[Entry]:
        entries, values = _list(self.folder, "resources.yaml", EntryFile, self.unread)
        for index, entry in entries.items():
            span = values.span((index, "id")) if values else Span("")
            if values and entry.kind not in link_kinds:
                hint = did_you_mean(entry.kind, link_kinds) or "Declare it under link_kinds: in guide.yaml."
                self.folder.report(
                    values.span((index, "kind")), "unknown-kind", f"there is no kind '{entry.kind}'", hint
                )
            places = _places(values, index) if values else {}
            if values:
                self.check_address(entry.address, values.span((index, "address")))
                self.check_address(entry.archived, values.span((index, "archived")))
            yield Entry(
                id=entry.id,
                kind=entry.kind,
                title=self.prose(entry.title),
                target=WebAddress(entry.address),
                publisher=entry.publisher,
                author=entry.author or "",
                year=entry.year or "",
                summary=self.prose(entry.summary),
                archived=entry.archived or "",
                audience=tuple(entry.audience),
                summary_places=values.exact_places((index, "summary"), entry.summary) if values else (),
                places=places,
                span=span,
            )

    def glossary(self) -> Iterator[GlossaryTerm]:
        terms, values = _list(self.folder, "glossary.yaml", TermFile, self.unread)
        letters: Counter[str] = Counter()
        for index, term in terms.items():
            places = values.places((index, "definition"), term.definition) if values else ((0, Span("")),)
            span = places[0][1]
            where = WordsLocator(span.file, (), places=places)
            language, problems = self.file.language, self.folder.problems
            reader = InlineReader(where, problems, language, notes=False, formula_letters=letters)
            try:
                definition = reader.read(parse_line(term.definition, language).children)
            except UnreadableError as error:
                self.folder.report(span, error.code, error.message, error.hint)
                definition = ()
            yield GlossaryTerm("", term.term, definition, span)

    def mascots(self) -> Mapping[str, Mascot]:
        return {
            key: Mascot(key, mascot.name, self.prose(mascot.description), mascot.poses, number % VOICES + 1)
            for number, (key, mascot) in enumerate(self.file.mascots.items())
        }

    def waivers(self) -> Iterator[Waiver]:
        for index, waiver in enumerate(self.file.waivers):
            file = f"source/chapters/{waiver.chapter}" if waiver.chapter else ""
            span = self.values.span(("waivers", index, "rule"))
            yield Waiver(waiver.rule, waiver.reason or "", file, span=span)
        for name in ("resources.yaml", "glossary.yaml"):
            text = self.folder.text(name, self.folder.span(name)) if self.is_sound(name) else None
            yield from read_waivers_in_list(text or "", f"source/{name}")

    def is_sound(self, name: str) -> bool:
        return self.folder.exists(name) and name not in self.unread

    def words(self) -> Mapping[str, str]:
        standard = standard_words(self.file.language)
        if not has_words(self.file.language) and standard.keys() - self.file.words.keys():
            hint = "Set them under words: in guide.yaml."
            message = f"guidepress has no words of its own in '{self.file.language}'; they will be in English"
            span = self.values.span(("language",))
            self.folder.problems.append(Problem(span, "no-words", message, hint, "warning"))
        for key in self.file.words:
            if key not in standard:
                span = self.values.span(("words", key))
                fix = respelt_key(("words", key), self.values, standard)
                message = f"'{key}' is not one of guidepress's words"
                self.folder.report(span, "unknown-word", message, did_you_mean(key, standard), fix)
            elif not _fits(self.file.words[key], standard[key]):
                hint = f"It must have the same words in braces as ours: {standard[key]}"
                self.folder.report(self.values.span(("words", key)), "bad-word", f"'{key}' cannot be written so", hint)
        return {
            **standard,
            **{key: words for key, words in self.file.words.items() if _fits(words, standard.get(key, ""))},
        }

    def pictures(self, guide: Guide) -> Mapping[str, Picture]:
        """Read every picture that the guide shows, each once, reported where it is first asked for."""
        pictures: dict[str, Picture] = {}
        seen: set[str] = set()
        for path, span in self.pictures_asked(guide):
            if path not in seen:
                seen.add(path)
                picture = self.read_picture(self.folder, path, span)
                if picture:
                    pictures[path] = picture
        return pictures

    def pictures_asked(self, guide: Guide) -> Iterator[tuple[str, Span]]:
        yield guide.cover.picture, self.values.span(("cover", "picture"))
        if guide.cover.mark:
            yield guide.cover.mark, self.values.span(("cover", "mark"))
        for key, mascot in guide.mascots.items():
            for pose, path in mascot.poses.items():
                yield path, self.values.span(("mascots", key, "poses", pose))
        for key, kind in guide.link_kinds.items():
            yield kind.symbol, self.values.span(("link_kinds", key, "symbol"))
        for chapter in (*guide.front, *guide.chapters):
            for node in find(chapter, Figure, InlinePicture, EasyReadRow):
                if isinstance(node, Figure | EasyReadRow) and node.path:
                    yield node.path, node.place("argument")
                elif isinstance(node, InlinePicture) and node.path:
                    yield node.path, node.span


def _places(values: Values, index: int) -> Mapping[str, Span]:
    """Tell where the values of an entry stand, by their names."""
    return {name: values.spans[index, name] for name in EntryFile.model_fields if (index, name) in values.spans}


def _fits(words: str, standard: str) -> bool:
    """Tell whether words of the guide's own can stand for ours: the same places to fill, the same number of months."""
    try:
        places, ours = (
            {
                f"{name}{conversion or ''}{form}"
                for _, name, form, conversion in Formatter().parse(text)
                if name is not None
            }
            for text in (words, standard)
        )
    except ValueError:
        return False
    return places == ours and len(words.split()) >= len(standard.split()) * standard.startswith("January")


def _settled(value: object) -> object:
    """Turn lists into what cannot change."""
    return tuple(value) if isinstance(value, list) else value


def _filled(values: dict[str, object]) -> dict[str, str]:
    """Turn what was left out into empty words."""
    return {key: "" if value is None else str(value) for key, value in values.items()}
