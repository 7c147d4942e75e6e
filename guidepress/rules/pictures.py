"""Rules of pictures and their text alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from guidepress.errors import Span
from guidepress.model import Figure, InlinePicture, Paragraph, words_of
from guidepress.rules.prose import prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.walk import find

FAMILY = Family("Pictures", "Pictures that say the same to those who see them and to those who do not.")
LONGEST_ALT = 250
COLUMN_MM = 136
COARSEST_DPI = 150
NARROWEST = round(COLUMN_MM / 25.4 * COARSEST_DPI)
_FILE_NAME = re.compile(
    r"^\S+\.(?:png|jpe?g|svg|gif|webp|tiff?|bmp)$|^(?:img|dsc|image|photo|figure)[-_ ]?\d+$", re.IGNORECASE
)
_PICTURE_OF = re.compile(
    r"^(?:an?|the)?\s*(?:image|picture|photo|photograph|graphic) (?:of|showing|that shows)\b", re.IGNORECASE
)
_ENDINGS = {"image/svg+xml": {".svg"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}}


def _alts(survey: Survey) -> Iterator[tuple[str, str, Span]]:
    """Yield path, text alternative and place of every picture in the chapters, and of the cover."""
    yield survey.guide.cover.picture, survey.guide.cover.alt, survey.place("cover", "alt")
    for chapter in survey.chapters:
        for node in find(chapter, Figure, InlinePicture):
            yield node.path, node.alt, node.place("alt") if isinstance(node, Figure) else node.span


@FAMILY.rule(
    "alt-file-name",
    summary="Say in words what a picture shows, not its file's name.",
    reason="People who do not see the picture hear the text in its place (WCAG 1.1.1). A file's name tells them nothing.",
    bad=":::{figure} images/ladder.svg\n:alt: ladder.svg\n\nFive steps of having a say.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder of five steps.\n\nFive ways of having a say.\n:::",
)
def _alt_file_name(survey: Survey) -> Iterator[Fault]:
    for _, alt, span in _alts(survey):
        if _FILE_NAME.match(alt.strip()):
            yield Fault(span, f"the text alternative is a file's name: {alt}", "Say what the picture shows.")


@FAMILY.rule(
    "alt-picture-of",
    summary="Begin a text alternative with what is shown.",
    reason="A screen reader has said 'image' already; 'image of' makes the listener wait (W3C's tutorial on images).",
    bad=":::{figure} images/ladder.svg\n:alt: Picture of a ladder with five steps.\n\nFive ways of having a say.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder with five steps.\n\nFive ways of having a say.\n:::",
)
def _alt_picture_of(survey: Survey) -> Iterator[Fault]:
    for _, alt, span in _alts(survey):
        if found := _PICTURE_OF.match(alt):
            yield Fault(span, f"the text alternative begins with '{found[0]}'", "Begin with what the picture shows.")


@FAMILY.rule(
    "alt-long",
    summary=f"Keep a text alternative to {LONGEST_ALT} characters, and describe a rich picture in words beside it.",
    reason="It is read in one go and cannot be skimmed or paused. Words in the text help everybody (WCAG 1.1.1, technique G92).",
    bad=":::{figure} images/ladder.svg\n:alt: " + "A step with two people on it. " * 10 + "\n\nFive ways.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder of five steps, as described below.\n\nFive ways.\n:::",
)
def _alt_long(survey: Survey) -> Iterator[Fault]:
    for _, alt, span in _alts(survey):
        if len(alt) > LONGEST_ALT:
            hint = "Say the short of it here, and describe the picture in the words beside it."
            yield Fault(span, f"the text alternative has {len(alt)} characters", hint)


@FAMILY.rule(
    "alt-caption",
    summary="Say in the text alternative what the caption does not.",
    reason="Who listens hears both, one after the other. The same words twice say less than the picture does.",
    bad=":::{figure} images/ladder.svg\n:alt: Five steps of having a say.\n\nFive steps of having a say.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder with a figure on each step.\n\nFive steps of having a say.\n:::",
)
def _alt_caption(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Figure):
        caption = " ".join(words_of(node.children) for node in find(one.block.caption, Paragraph))
        if one.block.alt and _bare(one.block.alt) == _bare(caption):
            yield Fault(
                one.block.place("alt"), "the text alternative repeats the caption", "Say in it what the picture shows."
            )


@FAMILY.rule(
    "alt-twice",
    summary="Give different pictures different text alternatives.",
    reason="Who listens cannot tell the pictures apart, and one of the two is probably described wrongly (WCAG 1.1.1).",
    bad=":::{figure} images/ladder.svg\n:alt: A ladder.\n\nOne.\n:::\n\n:::{figure} images/story.svg\n:alt: A ladder.\n\nTwo.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder.\n\nOne.\n:::\n\n:::{figure} images/story.svg\n:alt: A book.\n\nTwo.\n:::",
)
def _alt_twice(survey: Survey) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, alt, span in _alts(survey):
        if alt and seen.setdefault(_bare(alt), path) != path:
            hint = "Say what this one shows."
            yield Fault(span, f"'{path}' and '{seen[_bare(alt)]}' have the same text alternative", hint)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


@FAMILY.rule(
    "picture-coarse",
    summary=f"Use a picture of at least {NARROWEST} pixels across, or a drawing.",
    reason=f"In print the column is {COLUMN_MM} mm wide. Below {COARSEST_DPI} dots an inch edges blur, most of all for people who enlarge them.",
    bad=":::{figure} images/small.png\n:alt: A ladder.\n\nA picture of 300 pixels.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder.\n\nA drawing, sharp at any size.\n:::",
)
def _picture_coarse(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Figure):
        picture = survey.guide.pictures.get(one.block.path)
        if picture and picture.media_type != "image/svg+xml" and picture.width < NARROWEST:
            message = f"'{picture.path}' is {picture.width:g} pixels wide, too coarse for print"
            yield Fault(one.block.span, message, f"Save it at least {NARROWEST} pixels wide, or as a drawing (SVG).")


@FAMILY.rule(
    "picture-ending",
    summary="Let a picture's ending say what it is.",
    reason="Some programs trust the ending and refuse the file. So may the next person who has to edit it.",
    bad=":::{figure} images/drawing.png\n:alt: A ladder.\n\nThe file holds an SVG drawing.\n:::",
    good=":::{figure} images/ladder.svg\n:alt: A ladder.\n\nThe file holds an SVG drawing.\n:::",
)
def _picture_ending(survey: Survey) -> Iterator[Fault]:
    for path, span in _first_shown(survey):
        picture = survey.guide.pictures.get(path)
        endings = _ENDINGS.get(picture.media_type, set()) if picture else set()
        if endings and PurePosixPath(path).suffix.lower() not in endings:
            right = f"{PurePosixPath(path).stem}{min(endings)}"
            kind = picture.media_type.removeprefix("image/").removesuffix("+xml").upper() if picture else ""
            yield Fault(span, f"the bytes of '{path}' are {kind}", f"Rename it to {right}.")


def _first_shown(survey: Survey) -> Iterator[tuple[str, Span]]:
    """Yield each picture and the place that first asks for it."""
    asked = [(survey.guide.cover.picture, survey.place("cover", "picture"))]
    nodes = find(survey.chapters, Figure, InlinePicture)
    asked += [(node.path, node.place("argument") if isinstance(node, Figure) else node.span) for node in nodes]
    first = dict(reversed(asked))
    yield from ((path, first[path]) for path in dict.fromkeys(path for path, _ in asked))


@FAMILY.rule(
    "picture-decorative-caption",
    summary="Describe a picture that has a caption.",
    reason="Decorative pictures are left out for people who listen, and a caption without its picture puzzles them (WCAG 1.1.1).",
    bad=":::{figure} images/ladder.svg\n:decorative:\n\nFive steps of having a say.\n:::",
    good=":::{figure} images/ladder.svg\n:decorative:\n:::",
    needs="chapter",
)
def _picture_decorative_caption(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Figure):
        if not one.block.alt and one.block.caption:
            caption = prose_of(getattr(one.block.caption[0], "children", ()), one.block.span)
            hint = "Write :alt: in place of :decorative:, or remove the caption."
            yield Fault(caption.span(0), "a decorative picture has a caption", hint)
