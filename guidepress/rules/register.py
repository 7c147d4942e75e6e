"""Rules of the register: entries that readers can find, judge and trust for years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, parse_qsl, urlsplit

from guidepress.errors import Span
from guidepress.model import Entry, WebAddress
from guidepress.read.addresses import is_address
from guidepress.rules.prose import count_words
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey

FAMILY = Family("The register", "Entries that say who made a thing and when, and addresses that last.")
LONGEST_SUMMARY = 40
OLDEST = 10
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
# Possessive: a row of signs is gone through once.
_PLACEHOLDER = re.compile(r"^[\W_]*+(?:tbc|tbd|to ?do|n/?a|none|unknown|various|test|x++)?[\W_]*+$", re.IGNORECASE)
_WRITTEN_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok)$"
)
SHORTENERS = frozenset(
    ["bit.ly", "bitly.com", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "ow.ly", "is.gd", "lnkd.in", "rb.gy", "rebrand.ly", "shorturl.at", "snip.ly", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al", "v.gd"]
)  # fmt: skip
# What keeps addresses alive by its own rules: identifiers that are redirected for ever, and the law as states publish it.
LASTING = frozenset(
    ["doi.org", "dx.doi.org", "hdl.handle.net", "n2t.net", "purl.org", "w3id.org", "urn.nb.no", "legislation.gov.uk", "eur-lex.europa.eu", "irishstatutebook.ie"]
)  # fmt: skip
KEEPERS = frozenset(["perma.cc", "webcitation.org", "vefsafn.is", "megalodon.jp", "trove.nla.gov.au", "mementoweb.org"])
_DOWNLOADS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("pdf",), ("PDF", r"pdf")),
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), ("Word file", r"word|document|docx?|odt")),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), ("spreadsheet", r"spreadsheet|excel|csv")),
    **dict.fromkeys(("ppt", "pptx", "odp"), ("slides", r"slides?|powerpoint|presentation")),
    **dict.fromkeys(("zip", "epub"), ("download", r"zip|epub|e-book")),
    **dict.fromkeys(("mp3", "wav", "m4a"), ("recording", r"recording|audio|podcast|mp3")),
    **dict.fromkeys(("mp4", "mov", "avi", "webm"), ("film", r"film|video|mp4")),
}
_ENTRY = (
    "- id: ladder\n  kind: resource\n  title: {title}\n  publisher: {publisher}\n{year}  address: {address}\n{archived}"
    "  summary: {summary}"
)
_SOUND = {
    "title": "A Ladder",
    "publisher": "A Journal",
    "year": "  year: 2024\n",
    "address": "https://example.org/ladder",
    "archived": "",
    "summary": "An article that draws taking part as a ladder.",
}


def _example(**changed: str) -> str:
    return _ENTRY.format(**{**_SOUND, **changed})


def _outward(survey: Survey) -> Iterator[tuple[Entry, str]]:
    """Yield the entries that lead out of the guide, with their addresses."""
    for entry in survey.guide.entries:
        if isinstance(entry.target, WebAddress):
            yield entry, entry.target.url


def _addresses(survey: Survey) -> Iterator[tuple[str, Span]]:
    """Yield every address of a chapter's own links and of the register, with its place."""
    for link, span, _ in survey.links:
        if isinstance(link.target, WebAddress) and not link.entry:
            yield link.target.url, span
    for entry, address in _outward(survey):
        yield address, entry.place("address")
        if entry.archived:
            yield entry.archived, entry.place("archived")


def _parts(address: str) -> SplitResult:
    """Part an address; what is none, which the reader reports, has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _host(address: str) -> str:
    return (_parts(address).hostname or "").removeprefix("www.")


def _is_of(host: str, hosts: frozenset[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _year(entry: Entry) -> int | None:
    """Find the last year that an entry names: a work may have been written over several."""
    return max(map(int, _YEAR.findall(entry.year)), default=None)


@FAMILY.rule(
    "entry-year",
    summary="Give the year of what you register, unless it is somebody's whole website.",
    reason="Readers judge by its age whether advice still holds, and find a paper by its year when the link is dead.",
    bad=_example(year=""),
    good=_example(),
    yaml=True,
)
def _entry_year(survey: Survey) -> Iterator[Fault]:
    for entry, address in _outward(survey):
        parts = _parts(address)
        is_site = parts.path in {"", "/"} and not parts.query
        if _year(entry) is None and not is_site:
            hint = "Add a line: year: … If the page names none, say so: # allow: entry-year because …"
            yield Fault(entry.place("year"), f"'{entry.id}' has no year", hint)


@FAMILY.rule(
    "entry-future",
    summary="Register what has come out.",
    reason="A year after the guide's own date is a slip of the pen, or a promise that nobody can look up yet.",
    bad=_example(year="  year: 2042\n"),
    good=_example(),
    yaml=True,
)
def _entry_future(survey: Survey) -> Iterator[Fault]:
    for entry in survey.guide.entries:
        year = _year(entry)
        if year and year > survey.guide.date.year:
            message = f"'{entry.id}' is of {year}, but the guide is of {survey.guide.date.year}"
            yield Fault(entry.place("year"), message, "Look the year up, or set the guide's date in guide.yaml.")


@FAMILY.rule(
    "entry-old",
    summary=f"Give an archived copy of what is older than {OLDEST} years.",
    reason="Old pages vanish when sites are rebuilt. A copy in an archive keeps the promise. DOIs and published laws last by themselves.",
    bad=_example(year="  year: 2009\n"),
    good=_example(
        year="  year: 2009\n", archived="  archived: https://web.archive.org/web/2010/https://example.org/ladder\n"
    ),
    yaml=True,
)
def _entry_old(survey: Survey) -> Iterator[Fault]:
    for entry, address in _outward(survey):
        year = _year(entry)
        if (
            year
            and survey.guide.date.year - year > OLDEST
            and not entry.archived
            and not _is_of(_host(address), LASTING)
        ):
            hint = "Look for a copy at web.archive.org, or have one made there, and add a line: archived: https://…"
            yield Fault(entry.span, f"'{entry.id}' is of {year}, and has no archived copy", hint)


@FAMILY.rule(
    "entry-archive",
    summary="Let 'archived' lead to a copy that an archive keeps.",
    reason="It is the way that is left when the first address is dead; the same address, or another page, is none.",
    bad=_example(archived="  archived: https://example.org/ladder\n"),
    good=_example(archived="  archived: https://web.archive.org/web/2024/https://example.org/ladder\n"),
    yaml=True,
)
def _entry_archive(survey: Survey) -> Iterator[Fault]:
    for entry, address in _outward(survey):
        if not is_address(entry.archived):
            continue  # there is none, or the reader reports it
        host = _host(entry.archived)
        hint = "Look for a copy at web.archive.org: its address begins with https://web.archive.org/web/"
        if entry.archived.rstrip("/").lower() == address.rstrip("/").lower():
            yield Fault(entry.place("archived"), "the archived copy has the same address as the page", hint)
        elif "archiv" not in host and not _is_of(host, KEEPERS):
            yield Fault(entry.place("archived"), f"'{host}' is no archive that we know", hint)


@FAMILY.rule(
    "entry-title",
    summary="Give an entry a title, not an address.",
    reason="The title is what links say. An address is read out letter by letter (WCAG 2.4.4).",
    bad=_example(title="https://example.org/ladder"),
    good=_example(),
    yaml=True,
)
def _entry_title(survey: Survey) -> Iterator[Fault]:
    for entry, address in _outward(survey):
        bare = address.partition("://")[2].rstrip("/").lower()
        if _WRITTEN_ADDRESS.match(entry.title) or entry.title.rstrip("/").lower() == bare:
            hint = "Write the title that stands on the page."
            yield Fault(entry.place("title"), f"the title of '{entry.id}' is an address", hint)


@FAMILY.rule(
    "entry-publisher",
    summary="Name the publisher by the name that people know.",
    reason="Readers trust names. An address, or 'unknown', does not say who answers for the words.",
    bad=_example(publisher="www.example.org"),
    good=_example(),
    yaml=True,
)
def _entry_publisher(survey: Survey) -> Iterator[Fault]:
    for entry, _ in _outward(survey):
        if _WRITTEN_ADDRESS.match(entry.publisher) or _PLACEHOLDER.match(entry.publisher):
            hint = "Look at the foot of the page, or at 'About us' there."
            yield Fault(entry.place("publisher"), f"'{entry.publisher}' does not name a publisher", hint)


@FAMILY.rule(
    "entry-summary",
    summary=f"Say in {LONGEST_SUMMARY} words or fewer what an entry holds.",
    reason="The register is for choosing. Readers compare a line or two of each, and skip what is longer or says nothing.",
    bad=_example(summary="TBC"),
    good=_example(),
    yaml=True,
)
def _entry_summary(survey: Survey) -> Iterator[Fault]:
    for entry, _ in _outward(survey):
        place, words = entry.place("summary"), count_words(entry.summary)
        if words > LONGEST_SUMMARY:
            yield Fault(place, f"the summary has {words} words", "Keep what tells it from the other entries.")
        elif _PLACEHOLDER.match(entry.summary) or entry.summary.strip(". ").lower() == entry.title.strip(". ").lower():
            hint = "Write what it is, and for whom: 'A toolkit for teams that …'."
            yield Fault(place, f"the summary of '{entry.id}' says nothing", hint)


@FAMILY.rule(
    "entry-download",
    summary="Say so when an address leads to a file.",
    reason="A PDF opens another program, may cost data, and may not be accessible. Readers want to know before (WCAG 3.2.5).",
    bad=_example(address="https://example.org/ladder.pdf"),
    good=_example(address="https://example.org/ladder.pdf", summary="An article with the ladder (PDF)."),
    yaml=True,
)
def _entry_download(survey: Survey) -> Iterator[Fault]:
    for entry, address in _outward(survey):
        ending = _parts(address).path.rpartition(".")[2].lower()
        name, words = _DOWNLOADS.get(ending, ("", ""))
        if name and not re.search(rf"\b(?:{words}|download)\b", f"{entry.title} {entry.summary}", re.IGNORECASE):
            hint = f"Say it at the end of the summary: ({name})."
            yield Fault(entry.place("summary"), f"'{entry.id}' leads to a file, and does not say so", hint)


@FAMILY.rule(
    "address-shortened",
    summary="Give whole addresses, not shortened ones.",
    reason="Nobody sees where it leads, in print least of all, and all of them die with the service that made them.",
    bad=_example(address="https://bit.ly/3xyz"),
    good=_example(),
    yaml=True,
)
def _address_shortened(survey: Survey) -> Iterator[Fault]:
    for address, span in _addresses(survey):
        if _is_of(_host(address), SHORTENERS):
            hint = "Open it, and copy the address that your browser shows then."
            yield Fault(span, f"'{address}' is a shortened address", hint)


@FAMILY.rule(
    "address-tracked",
    summary="Take what follows readers out of addresses.",
    reason="utm_source and its kin tell the site where a reader came from. They are long in print, and make one page look like two.",
    bad=_example(address="https://example.org/ladder?utm_source=newsletter"),
    good=_example(),
    yaml=True,
)
def _address_tracked(survey: Survey) -> Iterator[Fault]:
    for address, span in _addresses(survey):
        names = [name for name, _ in parse_qsl(_parts(address).query, keep_blank_values=True)]
        tracking = [name for name in names if _TRACKING.match(name.lower())]
        if tracking:
            hint = "Delete them, and see that the page still opens."
            yield Fault(span, f"the address follows readers with {', '.join(tracking)}", hint)
