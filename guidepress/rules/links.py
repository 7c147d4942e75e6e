"""Rules of links and of the register of resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.errors import Span
from guidepress.model import Place, WebAddress, words_of
from guidepress.rules.prose import count_words
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey

FAMILY = Family("Links", "Links that say where they lead, and a register that holds them all.")
LONGEST_LINK = 12
VAGUE = frozenset(
    ["here", "click here", "click", "read more", "more", "this link", "link", "this", "this page", "find out more", "learn more", "see here", "go here", "this website", "website", "web page", "details", "more information", "further information", "download", "continue", "this document", "press here", "follow this link"]
)  # fmt: skip
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>“”‘’]+[^\s<>“”‘’.,;:!?)]")
_PAGE = re.compile(r"\b(?:on|see|to|at|from) (?:page|pages|p\.|pp\.) ?\d+", re.IGNORECASE)


def _host(address: str) -> str:
    """Name the computer that an address leads to; no address is too odd for that."""
    return address.partition("://")[2].partition("/")[0].lower()


def _is_address(words: str) -> bool:
    return bool(_ADDRESS.fullmatch(words.strip()))


@FAMILY.rule(
    "link-vague",
    summary="Say in a link's words where it leads.",
    reason="Screen readers list a page's links without the text around them (WCAG 2.4.4). Ten times 'click here' is no list.",
    bad="To tell us, [click here](https://example.org/ladder).",
    good="Tell us on [the feedback form](https://example.org/ladder).",
)
def _link_vague(survey: Survey) -> Iterator[Fault]:
    for link, span, _ in survey.links:
        words = words_of(link.children)
        if " ".join(re.findall(r"\w+", words.lower())) in VAGUE:
            yield Fault(
                span, f"the link's words, '{words}', do not say where it leads", "Name what is there: [the Act](…)."
            )


@FAMILY.rule(
    "link-twins",
    summary="Give links to different places different words.",
    reason="Read out in a list, two links with the same words sound like one (WCAG 2.4.4, 3.2.4).",
    bad="Read [the guidance](resource:ladder), and then [the guidance](case-study:kitchen).",
    good="Read [the guidance on ladders](resource:ladder), and then [that on kitchens](case-study:kitchen).",
)
def _link_twins(survey: Survey) -> Iterator[Fault]:
    seen: dict[tuple[str, str], tuple[object, Span]] = {}
    for link, span, chapter in survey.links:
        words = words_of(link.children)
        target, first = seen.setdefault((chapter.key, words.lower().strip()), (link.target, span))
        if target != link.target:
            message = f"'{words}' leads elsewhere in line {first.line}"
            yield Fault(span, message, "Say in the words of one of them how they differ.")


@FAMILY.rule(
    "link-bare",
    summary="Write words for a link, not its address.",
    reason="An address is read out letter by letter, and says little about what is there (WCAG 2.4.4). In print it is set beside the words anyway.",
    bad="The article is at [https://example.org/ladder](https://example.org/ladder).",
    good="Read [the article on ladders](https://example.org/ladder).",
)
def _link_bare(survey: Survey) -> Iterator[Fault]:
    for link, span, _ in survey.links:
        if _is_address(words_of(link.children)):
            yield Fault(span, "the link's words are an address", "Name what is there: [the Act](…).")


@FAMILY.rule(
    "address-unlinked",
    summary="Make a web address in the text a link.",
    reason="On a screen it cannot be followed, and by ear it is noise. In print the address of a link is shown.",
    bad="The article is at www.example.org/ladder.",
    good="Read [the article](resource:ladder).",
)
def _address_unlinked(survey: Survey) -> Iterator[Fault]:
    linked = {(span.file, span.line, words_of(link.children).strip()) for link, span, _ in survey.links}
    for one in survey.passages:
        for found in _ADDRESS.finditer(one.prose.text):
            span = one.prose.span(found.start())
            if one.prose.is_written(found.start()) and (span.file, span.line, found[0]) not in linked:
                yield Fault(span, f"'{found[0]}' is no link", "Write: [what is there](https://…).")


@FAMILY.rule(
    "link-unregistered",
    summary="Register web pages in resources.yaml, and link to the entry.",
    reason="What is registered is listed with its publisher and year, gets its symbol, and can be checked and mended in one place.",
    bad="Read [the Act](https://www.legislation.gov.uk/ukpga/2014/23).",
    good="Read [the article](resource:ladder).",
    needs="register",
)
def _link_unregistered(survey: Survey) -> Iterator[Fault]:
    guide = survey.guide
    entries = {entry.target.url.rstrip("/"): entry for entry in guide.entries if isinstance(entry.target, WebAddress)}
    ours = {_host(address) for address in (guide.publisher.website, guide.publisher.feedback) if address}
    for link, span, _ in survey.links:
        if link.entry or not isinstance(link.target, WebAddress) or not link.target.url.startswith("http"):
            continue
        entry = entries.get(link.target.url.rstrip("/"))
        if entry:
            yield Fault(
                span, f"the address is that of the {entry.kind} '{entry.id}'", f"Link to {entry.kind}:{entry.id}."
            )
        elif guide.link_kinds and _host(link.target.url) not in ours:
            message = f"'{link.target.url}' is not in resources.yaml"
            kind = "resource" if "resource" in guide.link_kinds else next(iter(guide.link_kinds))
            yield Fault(span, message, f"Add an entry there and link to it: {kind}:its-id.")


@FAMILY.rule(
    "link-insecure",
    summary="Link to https, not http.",
    reason="With http anyone on the way can read and change the page. Many browsers warn of it, which frightens readers off.",
    bad="Read [the Act](http://www.legislation.gov.uk/).",
    good="Read [the Act](https://www.legislation.gov.uk/).",
)
def _link_insecure(survey: Survey) -> Iterator[Fault]:
    places = [(link.target, span) for link, span, _ in survey.links if not link.entry]
    places += [(entry.target, entry.place("address")) for entry in survey.guide.entries]
    places += [(WebAddress(entry.archived), entry.place("archived")) for entry in survey.guide.entries]
    for target, span in places:
        if isinstance(target, WebAddress) and target.url.lower().startswith("http://"):
            hint = "Write https:// and see that the page opens."
            yield Fault(span, f"'{target.url}' is an address without encryption", hint)


@FAMILY.rule(
    "link-long",
    summary=f"Keep a link to {LONGEST_LINK} words or fewer.",
    reason="A long link is tiring to hear in a list, and hard to hit where it breaks over lines.",
    bad="[The page on which you will find all that you have to know before you start](resource:ladder) helps.",
    good="[What to know before you start](resource:ladder) helps.",
)
def _link_long(survey: Survey) -> Iterator[Fault]:
    titles = {entry.title for entry in survey.guide.entries} | {words_of(one.title) for one in survey.chapters}
    for link, span, _ in survey.links:
        words = words_of(link.children)
        if count_words(words) > LONGEST_LINK and words not in titles:
            yield Fault(span, f"the link has {count_words(words)} words", "Link only the words that name the place.")


@FAMILY.rule(
    "links-touching",
    summary="Put words between two links.",
    reason="Two links that touch look like one, and are hard to hit for hands that shake (WCAG 2.5.8).",
    bad="Read [the first](resource:ladder)[the second](case-study:kitchen).",
    good="Read [the first](resource:ladder) and [the second](case-study:kitchen).",
    needs="chapter",
)
def _links_touching(survey: Survey) -> Iterator[Fault]:
    places = {id(link): span for link, span, _ in reversed(survey.links)}
    for one in survey.passages:
        for first, second in zip(one.inlines, one.inlines[1:], strict=False):
            if hasattr(first, "target") and hasattr(second, "target"):
                span = places.get(id(second)) or one.prose.span(0)
                yield Fault(span, "two links touch", "Put a word or a comma between them.")


@FAMILY.rule(
    "page-number",
    summary="Link to a section; do not name a page's number.",
    reason="The PDF, large print, EPUB and the website have different pages, or none.",
    bad="The steps are listed on page 12.",
    good="The steps are listed in [the next chapter](two.md).",
)
def _page_number(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _PAGE.finditer(one.prose.text):
            if one.prose.is_own(found.start()):
                hint = "Link to the section: [its name](chapter.md#its-heading)."
                yield Fault(one.prose.span(found.start()), "page numbers differ from format to format", hint)


@FAMILY.rule(
    "entry-unused",
    summary="Link to every entry of the register.",
    reason="An entry that no chapter leads to is a promise of help that nobody finds, and one more address to keep.",
    bad="- id: ladder\n  # … and no chapter links to resource:ladder",
    good="- id: ladder\n  # … and a chapter says [the ladder](resource:ladder)",
    yaml=True,
    needs="guide",
)
def _entry_unused(survey: Survey) -> Iterator[Fault]:
    for entry in survey.guide.entries:
        if not entry.linked_from and not isinstance(entry.target, Place):
            hint = f"Link to it where it helps, [](…:{entry.id}), or remove it.".replace("…", entry.kind)
            yield Fault(entry.span, f"no chapter links to the {entry.kind} '{entry.id}'", hint)


@FAMILY.rule(
    "entry-address-twice",
    summary="Register an address once.",
    reason="Two entries for one page are listed twice, and one of them is missed when the address changes.",
    bad="- id: ladder\n  address: https://example.org/ladder\n- id: steps\n  address: https://example.org/ladder",
    good="- id: ladder\n  address: https://example.org/ladder",
    yaml=True,
)
def _entry_address_twice(survey: Survey) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for entry in survey.guide.entries:
        if isinstance(entry.target, WebAddress):
            first = seen.setdefault(entry.target.url.rstrip("/").lower(), entry.id)
            if first != entry.id:
                yield Fault(
                    entry.place("address"), f"'{entry.id}' has the same address as '{first}'", "Keep one of the two."
                )
