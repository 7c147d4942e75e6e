"""Say what the editor has to know of addresses that were tested: problems, one at each place where an address is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guidepress.check.links.answer import Answer, Asked, Outcome
from guidepress.errors import Problem, Span
from guidepress.model import Guide
from guidepress.rules.waivers import without_waived

_ARCHIVE = "https://web.archive.org/web/"
_BY_HAND = "Open it by hand, in a browser. If it opens, all is well."
_CODES: Mapping[Outcome, str] = {
    "gone": "link-gone",
    "nameless": "link-unreachable",
    "unreachable": "link-unreachable",
    "untested": "link-untested",
    "loop": "link-loop",
    "tls": "link-tls",
    "fragment": "link-fragment",
    "private": "link-private",
    "form": "link-form",
}
_SENTENCES: Mapping[Outcome, str] = {
    "gone": "'{address}' is gone: {detail}",
    "nameless": "'{address}' cannot be reached: {detail}",
    "unreachable": "'{address}' cannot be reached: {detail}",
    "untested": "'{address}' could not be tested: {detail}",
    "loop": "'{address}' leads nowhere: {detail}",
    "tls": "'{address}' is not safe to open: {detail}",
    "fragment": "'{address}': {detail}",
    "private": "readers cannot reach '{address}': {detail}",
    "form": "'{address}' cannot be right: {detail}",
}
_HINTS: Mapping[Outcome, str] = {
    "gone": "Look for where it stands now, or link to a copy in an archive: {archive}",
    "nameless": "Look for a slip of the pen. If the site has closed, link to a copy in an archive: {archive}",
    "unreachable": "Try again tomorrow. If the site has closed, link to a copy in an archive: {archive}",
    "untested": _BY_HAND,
    "loop": _BY_HAND,
    "tls": "Tell the owners of the site, or link to a copy in an archive: {archive}",
    "fragment": "Open the page, and copy the address of the place from there; or leave out what stands after #.",
    "private": "Link to a page on the internet.",
    "form": "Mend it: mailto:name@example.org, tel:+441632960000, https://example.org/page.",
}


def problems_of(guide: Guide, tested: Sequence[Asked]) -> tuple[Problem, ...]:
    """Turn what became of the addresses into warnings, without those that the guide's waivers allow."""
    if is_offline(tested):
        hint = "Is this computer connected to the internet? Then try again."
        place = Span("source/guide.yaml")
        return (
            Problem(place, "link-untested", "no address could be tested: no name of a host is known", hint, "warning"),
        )
    found = {problem for one in tested for problem in _problems(one)}
    return tuple(sorted(without_waived(guide, found)))


def is_offline(tested: Sequence[Asked]) -> bool:
    """Tell whether the fault is rather here than elsewhere: of several hosts asked not one has a name that is known."""
    asked = [one for one in tested if one.answer.outcome not in {"private", "form"} and one.link.address[:4] == "http"]
    return len(asked) > 1 and all(one.answer.outcome == "nameless" for one in asked)


def _problems(one: Asked) -> Iterator[Problem]:
    for code, message, hint in _faults(one):
        for place in one.link.places:
            yield Problem(place, code, message, hint, "warning")


def _faults(one: Asked) -> Iterator[tuple[str, str, str]]:
    address, answer = one.link.address, one.answer
    if answer.outcome != "fine":
        words = {"address": address, "detail": answer.detail, "archive": one.link.archived or f"{_ARCHIVE}{address}"}
        hint = _HINTS[answer.outcome].format(**words)
        yield _CODES[answer.outcome], _SENTENCES[answer.outcome].format(**words), hint
    elif answer.secure or _is_upgrade(address, answer):
        message = f"'{address}' is an address without encryption, and the site answers with it too"
        yield "link-upgrade", message, f"Write: {answer.secure or answer.moved}"
    elif answer.moved:
        yield "link-moved", f"'{address}' has moved for good", _moved_hint(answer.moved)


def _is_upgrade(address: str, answer: Answer) -> bool:
    """Tell whether the page has moved no further than from http to https."""
    return answer.moved.partition("://")[2] == address.partition("://")[2] and address.lower().startswith("http:")


def _moved_hint(moved: str) -> str:
    path = moved.partition("://")[2].partition("/")[2]
    doubt = "" if path else " It is the front page of a site: see whether it still says what you link to."
    return f"Write: {moved}{doubt}"
