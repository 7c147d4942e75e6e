"""Gather the addresses outside the guide that readers are led to.

Goes in: a resolved guide. Comes out: each address once, with every place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.check.links.answer import Outward
from guidepress.compose.addresses import feedback_form
from guidepress.errors import Span
from guidepress.model import Guide, Link, WebAddress
from guidepress.walk import walk

Found = tuple[str, Span]


def gather(guide: Guide) -> tuple[Outward, ...]:
    """List the outward addresses in the order in which they first stand in chapters, register, glossary and guide.yaml."""
    links = tuple(_links(guide))
    written = [(link.target.url, link.span) for link in links if isinstance(link.target, WebAddress) and not link.entry]
    written += [*_of_entries(guide), *_of_guide(guide)]
    places: dict[str, dict[Span, None]] = {}
    for address, place in written:
        places.setdefault(address, {})[place] = None
    uses = _uses(links)
    archived = {entry.target.url: entry.archived for entry in guide.entries if isinstance(entry.target, WebAddress)}
    return tuple(
        Outward(address, tuple(sorted(found)), uses.get(address, ()), archived.get(address, ""))
        for address, found in places.items()
    )


def _links(guide: Guide) -> Iterator[Link]:
    for node in walk((*guide.front, *guide.chapters, *guide.glossary)):
        if isinstance(node, Link):
            yield node


def _of_entries(guide: Guide) -> Iterator[Found]:
    for entry in guide.entries:
        if isinstance(entry.target, WebAddress):
            yield entry.target.url, entry.place("address")
        if entry.archived:
            yield entry.archived, entry.place("archived")


def _of_guide(guide: Guide) -> Iterator[Found]:
    found = {
        ("publisher", "website"): guide.publisher.website,
        ("publisher", "feedback"): feedback_form(guide),
        ("licence", "address"): guide.licence.address,
    }
    for path, address in found.items():
        if address:
            yield address, guide.places.get(path, Span("source/guide.yaml"))


def _uses(links: tuple[Link, ...]) -> dict[str, tuple[Span, ...]]:
    """Note for each registered address the places that lead to it by the entry's name."""
    uses: dict[str, dict[Span, None]] = {}
    for link in links:
        if link.entry and isinstance(link.target, WebAddress):
            uses.setdefault(link.target.url, {})[link.span] = None
    return {address: tuple(sorted(found)) for address, found in uses.items()}
