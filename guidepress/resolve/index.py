"""Make the index of a guide from its marks: entries in the order of the alphabet, subentries, where to see instead or as well."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from guidepress.errors import Problem, Span, nearest
from guidepress.model import Guide, IndexEntry, IndexGroup, IndexLink, IndexPlace, IndexTerm
from guidepress.model.index import INDEX_PAGE
from guidepress.resolve.alphabet import initial, order
from guidepress.resolve.identities import slug
from guidepress.resolve.index_places import find_marked, name_marks


@dataclass(slots=True)
class _Draft:
    """Gather what marks say of one entry."""

    words: str
    span: Span
    places: dict[IndexPlace, None] = field(default_factory=dict)
    see: dict[str, IndexTerm] = field(default_factory=dict)
    see_also: dict[str, IndexTerm] = field(default_factory=dict)
    entries: dict[str, _Draft] = field(default_factory=dict)

    @property
    def leads_somewhere(self) -> bool:
        """Tell whether it or a subentry has a place."""
        return bool(self.places or self.entries)

    def below(self, words: str, span: Span) -> _Draft:
        """Return the subentry of some words."""
        return self.entries.setdefault(words, _Draft(words, span))

    def add(self, term: IndexTerm, place: IndexPlace) -> None:
        """Note what a mark says of it."""
        if term.kind == "see":
            self.see.setdefault(term.target, term)
        elif term.kind == "seealso":
            self.see_also.setdefault(term.target, term)
        else:
            self.places[place] = None


def make_index(guide: Guide, problems: list[Problem]) -> Guide:
    """Gather the marks into an index; report entries that lead nowhere, or two ways at once."""
    guide = name_marks(guide)
    whole = _Draft("", Span(""))
    for marked in find_marked(guide):
        draft = whole
        for words in marked.term.path:
            draft = draft.below(words, marked.term.span)
        draft.add(marked.term, marked.place)
    if not whole.entries:
        return guide
    found = _check(whole.entries)
    if not guide.edition and not any(name.startswith("chapters/") for name in guide.unread):
        problems.extend(found)  # else an entry may stand in what is left out, or could not be read
    return replace(guide, index=tuple(_groups(guide, whole.entries)))


def _check(drafts: Mapping[str, _Draft]) -> list[Problem]:
    """Report and take away what leads from one entry to another and must not."""
    found = [problem for draft in drafts.values() for problem in _check_draft(draft, drafts)]
    for draft in drafts.values():
        if draft.see_also and not draft.leads_somewhere:
            draft.see, draft.see_also = draft.see | draft.see_also, {}
        elif draft.leads_somewhere:
            draft.see_also, draft.see = draft.see | draft.see_also, {}
    return found


def _check_draft(draft: _Draft, drafts: Mapping[str, _Draft]) -> Iterator[Problem]:
    for links in (draft.see, draft.see_also):
        for target, term in tuple(links.items()):
            if target not in drafts or not drafts[target].leads_somewhere or target == draft.words:
                del links[target]
                yield _unknown(target, term, drafts)
    for term in draft.see.values():
        if draft.leads_somewhere:
            message = f"'{draft.words}' has places of its own, and cannot send readers elsewhere"
            hint = f"Write 'seealso:' for 'see:', or take the mark at {_place_in(draft)} away."
            yield Problem(term.span, "index-see-places", message, hint)
    for term in draft.see_also.values():
        if not draft.leads_somewhere:
            message, hint = f"'{draft.words}' has no place of its own", "Write 'see:' for 'seealso:'."
            yield Problem(term.span, "index-seealso-alone", message, hint)


def _place_in(draft: _Draft) -> Span:
    return draft.span if draft.places else next(iter(draft.entries.values())).span


def _unknown(target: str, term: IndexTerm, drafts: Mapping[str, _Draft]) -> Problem:
    if target in drafts and drafts[target].see:
        message = f"'{target}' sends readers on to another entry"
        hint = f"Name that entry here: {term.kind}: {term.path[0]}; {next(iter(drafts[target].see))}"
    else:
        message = f"the index has no entry '{target}' with a place"
        leading = [words for words, draft in drafts.items() if draft.leads_somewhere and words != term.path[0]]
        near = nearest(target, leading)
        hint = f"Did you mean '{near}'?" if near else f"Mark a place for it: :::{{index}} {target}"
    return Problem(term.span, "index-see-unknown", message, hint)


def _groups(guide: Guide, drafts: Mapping[str, _Draft]) -> Iterator[IndexGroup]:
    """Put the entries in order, under their letters."""
    articles = frozenset(guide.words["index_articles"].split())
    small = articles | frozenset(guide.words["index_small_words"].split())
    names = {words: f"{INDEX_PAGE}.{name}" for words, name in _names(drafts)}
    entries = [_entry(draft, names, small) for draft in drafts.values() if draft.leads_somewhere or draft.see]
    entries.sort(key=lambda entry: order(entry.words, articles))
    titles = {"": guide.words["index_signs"], "0": guide.words["index_numbers"]}
    for letter, group in itertools.groupby(entries, lambda entry: initial(entry.words, articles)):
        identity = f"{INDEX_PAGE}_{slug(letter) or 'signs'}"
        yield IndexGroup(identity, titles.get(letter, letter), tuple(group))


def _entry(draft: _Draft, names: Mapping[str, str], small: AbstractSet[str]) -> IndexEntry:
    identity = names[draft.words]
    subs = sorted(draft.entries.values(), key=lambda sub: order(sub.words, small))
    below = {words: f"{identity}_{name}" for words, name in _names(draft.entries)}
    return IndexEntry(
        id=identity,
        words=draft.words,
        places=tuple(draft.places),
        see=tuple(_links(draft.see, names, small)),
        see_also=tuple(_links(draft.see_also, names, small)),
        entries=tuple(IndexEntry(below[sub.words], sub.words, tuple(sub.places), span=sub.span) for sub in subs),
        span=draft.span,
    )


def _links(targets: Iterable[str], names: Mapping[str, str], small: AbstractSet[str]) -> Iterator[IndexLink]:
    for words in sorted(targets, key=lambda words: order(words, small)):
        yield IndexLink(words, names[words])


def _names(drafts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name entries by their words, with a number where another has the same name."""
    taken: dict[str, int] = {}
    for words in drafts:
        name = slug(words) or "entry"
        count = taken[name] = taken.get(name, 0) + 1
        yield words, f"{name}_{count}" if count > 1 else name
