"""Rules of structure: headings, sections, paragraphs and what follows what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.errors import Fix, Span
from guidepress.model import (
    Activity,
    Block,
    Callout,
    CaseStudy,
    Checklist,
    Dropdown,
    Grid,
    Inlines,
    KeyPoints,
    Paragraph,
    Quote,
    Section,
    Speech,
    TabSet,
    Worksheet,
)  # fmt: skip
from guidepress.rules.prose import ABBREVIATIONS, Prose, count_words, prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.walk import find

# Looked for where a word begins only: a word, however long, is gone through once.
_LAST_WORD = re.compile(r"(?<![\w’'-])(?P<word>[\w’'-]{2,})\.$")
FAMILY = Family("Structure", "Headings and paragraphs that let readers find their way, by eye or by ear.")
BOXES = (
    Activity, Callout, CaseStudy, Checklist, Dropdown, Grid, KeyPoints, Quote, Speech, TabSet, Worksheet,
)  # fmt: skip
LONGEST_HEADING = 12
LONGEST_SECTION = 500
LONGEST_PARAGRAPH = 150
MOST_BOXES = 2
FEWEST_SHOUTED = 2
SAME_WORDS = 12
_ENDS = (".", "!", "?", ":", ";", "…", "”", "’", '"', ")")


def _headings(survey: Survey) -> Iterator[Prose]:
    yield from (one.prose for one in survey.passages if one.kind in {"title", "heading"} and one.prose.text)


def heading_place(title: Inlines, at: Span) -> Span:
    """Find the first word of a heading."""
    return prose_of(title, at).span(0)


@FAMILY.rule(
    "heading-stop",
    summary="End a heading without a full stop.",
    reason="A heading is a label; a full stop makes eyes and screen readers stop as after a sentence. GOV.UK leaves it out.",
    bad="## Who to ask.\n\nAsk two people.",
    good="## Who to ask\n\nAsk two people.",
    mends="deletes the full stop, unless it ends an abbreviation.",
)
def _heading_stop(survey: Survey) -> Iterator[Fault]:
    for prose in _headings(survey):
        if prose.text.endswith(".") and not prose.text.endswith("..."):
            message = "the heading ends in a full stop"
            yield Fault(prose.span(len(prose.text) - 1), message, "Take the full stop away.", ".", _without_stop(prose))


def _without_stop(prose: Prose) -> Fix:
    """Take the stop away behind the last word, unless it belongs to an abbreviation."""
    last = _LAST_WORD.search(prose.text)
    if last is None or last["word"].lower() in ABBREVIATIONS or prose.text[last.start() - 1 : last.start()] == ".":
        return ()
    return prose.edit(last.start(), last[0], last["word"])


@FAMILY.rule(
    "heading-long",
    summary=f"Keep a heading to {LONGEST_HEADING} words or fewer.",
    reason="People skim headings to find their place, and hear them one after another in a list (WCAG 2.4.6). Short ones are quicker.",
    bad="## What you should do when somebody who was going to come to the meeting stays away\n\nRing them.",
    good="## When somebody stays away\n\nRing them.",
)
def _heading_long(survey: Survey) -> Iterator[Fault]:
    for prose in _headings(survey):
        if prose.length > LONGEST_HEADING:
            hint = f"Say it in {LONGEST_HEADING} words or fewer, and the rest in the text."
            yield Fault(prose.span(0), f"the heading has {prose.length} words", hint)


@FAMILY.rule(
    "heading-capitals",
    summary="Write headings in sentence case, not in capitals.",
    reason="Words in capitals lose their shape and are slower to read; some screen readers spell them out. UKAAF's clear print asks for small letters.",
    bad="## WHO TO ASK\n\nAsk two people.",
    good="## Who to ask\n\nAsk two people.",
)
def _heading_capitals(survey: Survey) -> Iterator[Fault]:
    for prose in _headings(survey):
        shouted = [word for word in prose.words if len(word.text) > 1]
        if len(shouted) >= FEWEST_SHOUTED and all(word.text.isupper() for word in shouted):
            yield Fault(prose.span(0), "the heading is in capitals", f"Write: {prose.text.capitalize()}")


@FAMILY.rule(
    "heading-repeated",
    summary="Give every heading of a chapter words of its own.",
    reason="In a list of headings two that are the same cannot be told apart (WCAG 2.4.6).",
    bad="## Next steps\n\nRing Amina.\n\n## Next steps\n\nWrite to Dev.",
    good="## Next steps today\n\nRing Amina.\n\n## Next steps this week\n\nWrite to Dev.",
)
def _heading_repeated(survey: Survey) -> Iterator[Fault]:
    seen: dict[tuple[str, str, int], Span] = {}
    for one in survey.of(Section):
        above = id(one.parent) if one.block.level > 2 else 0  # noqa: PLR2004 - parts of different sections may be alike
        prose = prose_of(one.block.title, one.block.span)
        first = seen.setdefault((one.chapter.key, prose.text.lower(), above), one.block.span)
        if first is not one.block.span and prose.text:
            hint = f"The other stands in line {first.line}. Say in one of them how they differ."
            yield Fault(prose.span(0), f"the heading '{prose.text}' stands twice in the chapter", hint)


@FAMILY.rule(
    "title-repeated",
    summary="Give every chapter a title of its own.",
    reason="In the contents, two chapters with one title cannot be told apart (WCAG 2.4.2).",
    bad="# Chapter two\n\nThe same title as the next chapter's.",
    good="# The first steps\n\nA title of its own.",
)
def _title_repeated(survey: Survey) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for passage in survey.passages:
        if passage.kind == "title" and passage.chapter:
            first = seen.setdefault(passage.prose.text.lower(), passage.chapter.span.file)
            if first != passage.chapter.span.file and passage.prose.text:
                message = f"the title '{passage.prose.text}' stands in {first} too"
                yield Fault(passage.prose.span(0), message, "Say in one of the titles how the chapters differ.")


@FAMILY.rule(
    "heading-alone",
    summary="Put a sentence between a heading and the next one.",
    reason="A heading with nothing under it promises words that do not come, and is heard as two headings run together.",
    bad="## Before the meeting\n\n### Who to ask\n\nAsk two people.",
    good="## Before the meeting\n\nThere are two things to do.\n\n### Who to ask\n\nAsk two people.",
    needs="chapter",
)
def _heading_alone(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Section):
        if one.block.blocks and isinstance(one.block.blocks[0], Section):
            hint = "Write a sentence below it that says what follows."
            yield Fault(heading_place(one.block.title, one.block.span), "the next heading follows without words", hint)


@FAMILY.rule(
    "section-long",
    summary=f"Break a section of over {LONGEST_SECTION} words with headings.",
    reason="Headings let people skim, rest and come back (WCAG 2.4.10). A long stretch without one loses readers.",
    bad="## Who to ask\n\n" + "Ask somebody who was not here.\n\n" * 85,
    good="## Who to ask\n\n"
    + "Ask somebody who was not here.\n\n" * 50
    + "## How to ask\n\n"
    + "Ask kindly and wait.\n\n" * 50,
)
def _section_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Section):
        count = _words_under(one.block)
        if count > LONGEST_SECTION:
            hint = "Put headings (###) above its parts."
            message = f"{count} words stand under this heading without another"
            yield Fault(heading_place(one.block.title, one.block.span), message, hint)


def _words_under(section: Section) -> int:
    """Count the words up to the next heading; boxes have titles of their own and rest the eye."""
    direct = [block for block in section.blocks if not isinstance(block, Section | CaseStudy | Activity)]
    paragraphs = (node for block in direct for node in find(block, Paragraph))
    return sum(count_words(prose_of(node.children, node.span).text) for node in paragraphs)


@FAMILY.rule(
    "paragraph-long",
    summary=f"Keep a paragraph to {LONGEST_PARAGRAPH} words or fewer.",
    reason="A wall of text is hard to enter and easy to lose one's line in. GOV.UK asks for short paragraphs.",
    bad="The group talked for an hour about bus times. " * 18,
    good="The group talked for an hour about bus times.",
)
def _paragraph_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        if one.kind in {"paragraph", "item", "note"} and one.prose.length > LONGEST_PARAGRAPH:
            message = f"the paragraph has {one.prose.length} words"
            yield Fault(one.prose.span(0), message, "Break it where the thought turns, or make a list of its steps.")


@FAMILY.rule(
    "paragraph-repeated",
    summary=f"Say a thing of {SAME_WORDS} words or more once, and link to it.",
    reason="Readers who meet the same paragraph again think they have lost their place. Copies also drift apart when one is mended.",
    bad="Ring the people who said yes and did not come, and ask them kindly what would help.\n\n" * 2,
    good="Ring the people who said yes and did not come, and ask them kindly what would help.",
)
def _paragraph_repeated(survey: Survey) -> Iterator[Fault]:
    seen: dict[str, Span] = {}
    for one in survey.passages:
        if one.kind in {"paragraph", "item"} and one.prose.length >= SAME_WORDS and not one.quoted:
            place = one.prose.span(0)
            first = seen.setdefault(" ".join(one.prose.text.lower().split()), place)
            if first != place:  # an included file stands at its own place, however often it is included
                yield Fault(place, f"the same words stand at {first}", "Keep one of the two, and link to it.")


@FAMILY.rule(
    "boxes-crowded",
    summary=f"Put words between boxes: no more than {MOST_BOXES} in a row.",
    reason="Boxes stand out from the text. Where all is boxes nothing stands out, and the thread is lost.",
    bad=":::{tip}\nAsk.\n:::\n\n:::{note}\nWait.\n:::\n\n:::{warning}\nListen.\n:::",
    good=":::{tip}\nAsk.\n:::\n\n:::{note}\nWait.\n:::\n\nThen comes the hard part.\n\n:::{warning}\nListen.\n:::",
    needs="chapter",
)
def _boxes_crowded(survey: Survey) -> Iterator[Fault]:
    for _, blocks in survey.rows:
        row: list[Block] = []
        for block in blocks:
            if row and isinstance(block, Dropdown) and isinstance(row[-1], Dropdown):
                continue  # a row of them is a list of questions
            row = [*row, block] if isinstance(block, BOXES) else []
            if len(row) == MOST_BOXES + 1:
                message = f"this is the {MOST_BOXES + 1}rd box in a row"
                yield Fault(block.span, message, "Put a sentence between them, or make one of them plain text.")


@FAMILY.rule(
    "box-continued",
    summary="Finish the sentence before a box.",
    reason="A box may be skipped, or stand elsewhere on the page. A sentence that goes on after it falls apart (WCAG 1.3.2).",
    bad="You need people,\n\n:::{tip}\nAsk twice.\n:::\n\nand you need a room.",
    good="You need people, and you need a room.\n\n:::{tip}\nAsk twice.\n:::",
    needs="chapter",
)
def _box_continued(survey: Survey) -> Iterator[Fault]:
    for _, blocks in survey.rows:
        for before, box, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
            if not (isinstance(before, Paragraph) and isinstance(box, BOXES) and isinstance(after, Paragraph)):
                continue
            first, second = prose_of(before.children, before.span), prose_of(after.children, after.span)
            if second.text[:1].islower() and not first.text.rstrip().endswith(_ENDS):
                yield Fault(second.span(0), "the sentence goes on after a box", "Finish it above the box.")
