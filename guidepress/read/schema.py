"""Define what the YAML files of a guide may hold.

One Pydantic model a file or part of it; unknown keys are refused. The field's description is what an editor is told.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticKnownError

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS = r"^https?://[^\s<>\"]+$"


def _year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _matching(pattern: str, advice: str) -> object:
    """Ask for a pattern, and let code editors give advice where it is not kept."""
    return Field(pattern=pattern, json_schema_extra={"patternErrorMessage": advice})


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, _matching(_SLUG, "Use small letters, digits and dashes only: kitchen-table.")]
Address = Annotated[str, _matching(_ADDRESS, "Copy it from your browser: https://example.org/page.")]
Year = Annotated[
    str,
    BeforeValidator(_year),
    StringConstraints(min_length=1),
    WithJsonSchema({"type": ["integer", "string"], "minLength": 1}),
]
Email = Annotated[str, _matching(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$", "Write it like hello@example.org.")]
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    _matching(r"^[+(]?[0-9][0-9 +()-]*$", "Use digits, spaces, +, brackets and dashes only: +44 1632 960 000."),
]
Version = Annotated[
    str,
    _matching(
        r"^[0-9]+(\.[0-9]+)*([-.]?(alpha|beta|draft|rc)[0-9]*)?$", 'Use numbers with dots, in quotation marks: "1.0".'
    ),
]
Language = Annotated[
    str, _matching(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", "Use a language's code, such as en-GB, cy or fr.")
]
Identifier = Annotated[str, _matching(r"^(urn:|https?:)\S+$", "It begins with urn: or https:.")]
Standard = Annotated[
    str,
    _matching(
        r"^EPUB Accessibility 1\.[12] - WCAG 2\.[0-2] Level (A|AA|AAA)$",
        "Write it exactly so: EPUB Accessibility 1.1 - WCAG 2.2 Level AA.",
    ),
]
ValueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


def _declared(value: object) -> object:
    """Take what a value may be: words, a number, a date, yes or no; a list of these, or names for them."""
    if isinstance(value, dict):
        return {name: _one(inner) for name, inner in value.items()}
    return [_one(inner) for inner in value] if isinstance(value, list) else _one(value)


def _one(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, bool | int | Decimal) or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise PydanticKnownError("string_type")


Declared = Annotated[
    Any,
    PlainValidator(_declared),
    WithJsonSchema({"description": "Words, a number, a date, true or false; a list of these, or names for them."}),
]


class _File(BaseModel):
    """Refuse keys that are not known, and keep values as they were written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PublisherFile(_File):
    """Say who publishes the guide, and how to reach them for other formats."""

    name: Line = Field(description="The publisher's name, as it stands in the colophon.")
    email: Email = Field(
        description="Where readers write to, for other formats too. Chapters write {{ email }} for it.",
        examples=["hello@example.org"],
    )
    phone: Phone | None = Field(
        None,
        description="The number that readers call. Chapters write {{ phone }} for it.",
        examples=["01632 960 123", "+44 1632 960 123"],
    )
    address: Line | None = Field(None, description="The postal address, on one line.")
    website: Address | None = Field(
        None, description="The publisher's website, or the guide's own.", examples=["https://example.org"]
    )
    feedback: Address | None = Field(
        None,
        description="A form on which readers tell what they think. {version} and {section} in its address stand for those that a reader is at.",
        examples=["https://example.org/feedback", "https://example.org/feedback?version={version}&about={section}"],
    )


class LicenceFile(_File):
    """Name the licence of the guide's words."""

    name: Line = Field(
        description="What readers may do with the words.", examples=["Creative Commons Attribution-ShareAlike 4.0"]
    )
    address: Address | None = Field(
        None,
        description="The page that holds the licence.",
        examples=["https://creativecommons.org/licenses/by-sa/4.0/"],
    )


class AccessibilityFile(_File):
    """Say who has evaluated the e-book by hand."""

    evaluator: Line = Field(
        description="The organisation that has evaluated this version of the e-book.",
        examples=["The Accessible Books Workshop"],
    )
    date: dt.date = Field(
        description="The day of the evaluation: year-month-day, without quotation marks.", examples=["2026-11-23"]
    )
    standard: Standard = Field(
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        description="The standard that it was found to conform to, exactly as catalogues know it.",
        examples=["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"],
    )
    report: Address | None = Field(
        None, description="The page that holds the report.", examples=["https://example.org/accessibility"]
    )


class CoverFile(_File):
    """Name the title artwork, its text alternative, and the small mark for the colophon."""

    picture: Line = Field(description="The picture on the cover: a file below source/.", examples=["images/cover.svg"])
    alt: Line = Field(
        description="What the picture shows, in a sentence or two, for people who do not see it.",
        examples=["A sun with a friendly face rises over two paper hills."],
    )
    mark: Line | None = Field(
        None, description="A small picture for the colophon: a file below source/.", examples=["images/mark.svg"]
    )


class MascotFile(_File):
    """Describe a mascot; its first pose is the one shown when none is named."""

    name: Line = Field(description="The name that stands over what the mascot says.", examples=["Sunny"])
    description: Line = Field(
        description="How the mascot looks, for people who do not see it.",
        examples=["Sunny is a small yellow sun with arms and legs."],
    )
    poses: Annotated[dict[Slug, Line], Field(min_length=1)] = Field(
        description="Its pictures: the pose's name, then a file below source/. The first is shown when no pose is named.",
        examples=[{"waving": "mascots/sunny-waving.svg"}],
    )


class LinkKindFile(_File):
    """Describe a kind of link: symbol, spoken label, its plural, and what it means."""

    symbol: Line = Field(
        description="The picture before links of this kind: a file below source/.",
        examples=["images/symbol-resource.svg"],
    )
    label: Line = Field(description="What a screen reader says for the symbol.", examples=["Resource"])
    plural: Line = Field(description="The heading over all of them in the register.", examples=["Resources"])
    meaning: Line = Field(
        description="What the legend says of the symbol, in a sentence.",
        examples=["Something made by others that you can use."],
    )


class PartFile(_File):
    """Group chapters under a title."""

    title: Line = Field(description="The title of the part, which has a page of its own.", examples=["Getting started"])
    chapters: Annotated[list[Line], Field(min_length=1)] = Field(
        description="Its chapters in order: names of files in source/chapters/.", examples=[["welcome.md"]]
    )


class WaiverFile(_File):
    """Allow what a rule warns of, for a reason, in the whole guide or one chapter (a file's name)."""

    rule: Line = Field(
        description="The code of the rule, which stands in brackets after its warning.", examples=["spelling-us"]
    )
    reason: Line | None = Field(
        None,
        description="Why it is right here, for whoever edits the guide next. Without a reason nothing is allowed.",
        examples=["The letters are printed as they were written."],
    )
    chapter: Line | None = Field(
        None, description="The one chapter that it is for. Leave it out for the whole guide.", examples=["letters.md"]
    )


class GuideFile(_File):
    """Hold ``guide.yaml``."""

    slug: Slug = Field(
        description="The guide's short name: what its files are called. Small letters, digits and dashes.",
        examples=["co-production-guide"],
    )
    identifier: Identifier = Field(
        description="What tells this guide from all others. Keep it in every version: e-readers know the book by it.",
        examples=["urn:uuid:6b0f7c4e-5d0e-5b8a-9f53-2c1f0a9d7e41"],
    )
    title: Line = Field(description="The guide's title.", examples=["The Co-production Guide"])
    subtitle: Line | None = Field(
        None, description="A line below the title.", examples=["A practical guide to doing it together"]
    )
    description: Line = Field(
        description="What the guide is for, and for whom, in a sentence or two. Catalogues and search engines show it."
    )
    version: Version = Field(
        description="The version, in quotation marks. It stands on every page; raise it with each edition.",
        examples=["1.0", "2.1-draft"],
    )
    date: dt.date = Field(
        description="The day of this version: year-month-day, without quotation marks.", examples=["2026-11-23"]
    )
    language: Language = Field(
        "en-GB",
        description="The language's code, so that screen readers say the words rightly.",
        examples=["en-GB", "cy"],
    )
    authors: list[Line] = Field([], description="Who wrote it, one name a line.", examples=[["Ada Writer"]])
    web_address: Address | None = Field(
        None,
        description="Where the website will stand, its folder. With it the pages say their address to search engines and in previews.",
        examples=["https://example.org/guide/"],
    )
    publisher: PublisherFile = Field(description="Who publishes the guide, and how to reach them.")
    licence: LicenceFile = Field(description="What readers may do with the words.")
    cover: CoverFile = Field(description="The picture on the cover, and what it shows.")
    mascots: dict[Slug, MascotFile] = Field(
        {}, description="Those who speak in the chapters, by the name that chapters write: :::{mascot} name."
    )
    link_kinds: dict[Slug, LinkKindFile] = Field(
        {},
        description="The kinds of case studies and resources, by the word before the colon in [words](resource:its-id).",
    )
    audiences: dict[Slug, Line] = Field(
        {},
        description="Those whom parts of the guide are for: a short name, then the words that readers see.",
        examples=[{"managers": "managers", "planners": "service planners"}],
    )
    values: dict[ValueName, Declared] = Field(
        {},
        description="Words that are written once and used often: {{ helpline }} in a chapter is replaced by them.",
        examples=[{"helpline": "0800 000 000"}],
    )
    words: dict[str, Line] = Field(
        {}, description="Words that guidepress itself writes, such as 'Contents', replaced by your own."
    )
    front: list[Line] = Field(
        [], description="Chapters before the table of contents: names of files in source/chapters/."
    )
    chapters: list[Line] = Field(
        [], description="The chapters in order, for a guide without parts: names of files in source/chapters/."
    )
    parts: list[PartFile] = Field([], description="The parts in order, each with its chapters.")
    two_sided: bool = Field(
        default=False,
        description="true sets the PDF for printing on both sides: chapters begin on right-hand pages, feet are mirrored.",
    )
    drawings_as_png: bool = Field(
        default=False, description="true puts drawings into the e-book as PNG, for old e-readers that show no SVG."
    )
    accessibility: AccessibilityFile | None = Field(
        None, description="Who has evaluated the e-book by hand. Without it no conformance with a standard is claimed."
    )
    waivers: list[WaiverFile] = Field(
        [], description="Rules that are set aside for a reason, in the whole guide or in a chapter."
    )


class EntryFile(_File):
    """Hold one entry of ``resources.yaml``."""

    id: Slug = Field(
        description="The name that links use: [words](resource:its-id). Small letters, digits and dashes.",
        examples=["arnstein-ladder"],
    )
    kind: Slug = Field(
        description="What it is: one of the link_kinds in guide.yaml.", examples=["resource", "case-study"]
    )
    title: Line = Field(
        description="Its own title. Put it in quotation marks when it holds a colon.",
        examples=["A Ladder of Citizen Participation"],
    )
    address: Address = Field(
        description="The page where it stands; a DOI where it has one.",
        examples=["https://doi.org/10.1080/01944366908977225"],
    )
    publisher: Line = Field(
        description="Who answers for it: an organisation or a journal.",
        examples=["Social Care Institute for Excellence"],
    )
    author: Line | None = Field(None, description="Who wrote it.", examples=["Sherry R. Arnstein"])
    year: Year | None = Field(None, description="The year in which it came out.", examples=[1969, "2014–2016"])
    summary: Line = Field(
        description="What it is and for whom, in a line or two. Say so when it is a file to download (PDF).",
        examples=["A toolkit for teams that plan a service together."],
    )
    archived: Address | None = Field(
        None,
        description="A copy that an archive keeps, for the day when the address is dead. Look for it at web.archive.org.",
        examples=["https://web.archive.org/web/2024/https://example.org/page"],
    )
    audience: list[Slug] = Field(
        [], description="For whom it is: short names of audiences in guide.yaml.", examples=[["managers", "planners"]]
    )


class TermFile(_File):
    """Hold one entry of ``glossary.yaml``."""

    term: Line = Field(description="The word, as chapters write it: {term}`co-production`.", examples=["co-production"])
    definition: Line = Field(
        description="What it means in this guide, in a sentence or two. It may hold Markdown.",
        examples=["People who use a service and people who provide it, planning and doing it together as equals."],
    )


class FrontMatter(_File):
    """Hold what may stand between the dashes at the head of a chapter."""

    promise: Line | None = Field(
        None,
        description="What the reader will have at the chapter's end, in one sentence.",
        examples=["You will know who should be in the room, and how to ask them."],
    )
    audience: list[Slug] = Field(
        [], description="For whom the chapter is: short names of audiences in guide.yaml.", examples=[["managers"]]
    )
