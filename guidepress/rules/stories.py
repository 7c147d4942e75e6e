"""Rules of quotes, case studies and activities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.model import Activity, Block, BlockQuote, CaseStudy, Link, NumberedList, Paragraph, Quote
from guidepress.rules.prose import Prose, count_words, prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.walk import find

QUOTES = Family("Quotes", "Other people's words: short, exact, and with their names.")
CASE_STUDIES = Family("Case studies", "Stories that say whether they happened.")
ACTIVITIES = Family("Activities", "Things to do that can be done with what the page says.")
LONGEST_QUOTE = 60
LONGEST_STORY = 300
_MINUTES = re.compile(r"^\s*(?P<number>\d+)\s*(?:minutes?|min\.?)\b", re.IGNORECASE)
_TIME = re.compile(r"(?<!\d)(?P<number>\d{1,9}(?:\.\d{1,9})?)\s{0,9}(?P<unit>hours?|h|minutes?|min)\b", re.IGNORECASE)
_QUOTE = ":::{{quote}}\n:attribution: {name}\n{source}\n{words}\n:::"
_STORY = ":::{{case-study}} The lunch club moves\n:name: lunch-club-moves\n{option}\n{words}\n:::"
_ACTIVITY = (
    ":::{{activity}} Draw the map\n:name: draw-map\n:time: {time}\n{group}{materials}\n"
    "{words}\n\n1. **10 minutes.** Draw.\n2. **5 minutes.** Talk.\n:::"
)
_COMPLETE = {"time": "15 minutes", "group": ":group: 4 to 8 people\n", "materials": ":materials: pens; paper\n"}


def _paragraphs(block: Block) -> list[Prose]:
    return [prose_of(node.children, node.span) for node in find(block, Paragraph)]


def _length(block: Block) -> int:
    return sum(count_words(prose.text) for prose in _paragraphs(block))


@QUOTES.rule(
    "quote-long",
    summary=f"Quote {LONGEST_QUOTE} words or fewer.",
    reason="Long quotes are skipped. What they say is better told in your words, and copying much of a text may need leave.",
    bad=_QUOTE.format(name="Ada Writer, 1969", source="", words="People know what they need. " * 13),
    good=_QUOTE.format(name="Ada Writer, 1969", source="", words="People know what they need."),
)
def _quote_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Quote):
        if (count := _length(one.block)) > LONGEST_QUOTE:
            yield Fault(one.block.span, f"the quote has {count} words", "Quote the heart of it, and tell the rest.")


@QUOTES.rule(
    "quote-source",
    summary="Link a quote to its source where the register has a work of its author.",
    reason="Readers can then see the words in their place, and you can find them again.",
    bad=_QUOTE.format(name="Sherry Arnstein, 1969", source="", words="It is a little like spinach."),
    good=_QUOTE.format(
        name="Sherry Arnstein, 1969", source=":source: resource:ladder\n", words="It is a little like spinach."
    ),
    needs="chapter",
)
def _quote_source(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Quote):
        names = set(re.findall(r"[^\W\d_]{3,}", one.block.attribution))
        for entry in survey.guide.entries:
            surname = entry.author.split()[-1] if entry.author.split() else ""
            if surname in names and not one.block.source:
                message = f"the register has '{entry.title}' by {entry.author}"
                yield Fault(
                    one.block.span, message, f"Add a line if it is from there: :source: {entry.kind}:{entry.id}"
                )
                break


@QUOTES.rule(
    "quote-marks",
    summary="Leave out the quotation marks around a whole quote.",
    reason="The block already says that these are somebody's words, in print and to a screen reader. Marks say it twice.",
    bad=_QUOTE.format(name="Ada Writer, 1969", source="", words='"People know what they need."'),
    good=_QUOTE.format(name="Ada Writer, 1969", source="", words="People know what they need."),
)
def _quote_marks(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Quote):
        text = "\n".join(prose.text.strip() for prose in _paragraphs(one.block))
        if text[:1] in '“"«' and text[-1:] in '”"»' and text[:1] and not set('“”"') & set(text[1:-1]):
            hint = "Delete the first and the last."
            yield Fault(_paragraphs(one.block)[0].span(0), "quotation marks stand around the whole quote", hint)


@QUOTES.rule(
    "quote-by-hand",
    summary="Use the quote block for words with an author.",
    reason="It ties the name to the words for a screen reader (WCAG 1.3.1), and gives both one look.",
    bad="> It is a little like spinach.\n>\n> – Sherry Arnstein",
    good=_QUOTE.format(
        name="Sherry Arnstein, 1969", source=":source: resource:ladder\n", words="It is a little like spinach."
    ),
)
def _quote_by_hand(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(BlockQuote):
        last = _paragraphs(one.block)[-1:]
        lines = last[0].text.strip() if last else ""
        if re.match(r"^[—–-]{1,2}\s*[^\W\d_]", lines) or re.search(
            r"\s(?:—|--)\s?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3}$", lines
        ):
            hint = "Write :::{quote} with a line :attribution: for the name."
            yield Fault(one.block.span, "the author's name is part of the quote", hint)


@CASE_STUDIES.rule(
    "case-study-source",
    summary="Say where a case study comes from, or that it is made up.",
    reason="Readers act on stories. They may ask whether one is true, and whose it is.",
    bad=_STORY.format(option="", words="Thirty people came."),
    good=_STORY.format(option=":illustration:\n", words="Thirty people came."),
    needs="chapter",
)
def _case_study_source(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(CaseStudy):
        if not one.block.illustration and not any(find(one.block, Link)):
            hint = "Add :illustration: if it is made up; if it is true, link to where it is told."
            yield Fault(one.block.span, "nothing says whether the story is true", hint)


@CASE_STUDIES.rule(
    "case-study-long",
    summary=f"Tell a case study in {LONGEST_STORY} words or fewer.",
    reason="A story beside the text is read in one go, or not at all.",
    bad=_STORY.format(option=":illustration:\n", words="Thirty people came, and they ate. " * 51),
    good=_STORY.format(option=":illustration:\n", words="Thirty people came, and they ate."),
)
def _case_study_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(CaseStudy):
        if (count := _length(one.block)) > LONGEST_STORY:
            yield Fault(
                one.block.span, f"the case study has {count} words", "Keep the turn of the story; cut the rest."
            )


@ACTIVITIES.rule(
    "activity-minutes",
    summary="Let the minutes of an activity's steps add up to its time.",
    reason="People who run it watch the clock. Groups with carers or buses to catch cannot stay longer than they were told.",
    bad=_ACTIVITY.format(**{**_COMPLETE, "time": "30 minutes"}, words="You will see who decides."),
    good=_ACTIVITY.format(**_COMPLETE, words="You will see who decides."),
    needs="chapter",
)
def _activity_minutes(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Activity):
        stated = sum(
            float(found["number"]) * (60 if found["unit"][0] in "hH" else 1) for found in _TIME.finditer(one.block.time)
        )
        is_range = re.search(r"\bto\b|–|-", one.block.time)
        steps = _step_minutes(one.block)
        if stated and steps and not is_range and None not in steps:
            total = sum(minutes or 0 for minutes in steps)
            if total != stated:
                message = f"the steps take {total} minutes, and the time says {stated:g}"
                yield Fault(one.block.place("time"), message, "Change a step or the time.")


def _step_minutes(activity: Activity) -> list[int | None]:
    """List the minutes of the steps, nothing for a step that does not say."""
    steps = [item for block in activity.blocks if isinstance(block, NumberedList) for item in block.items]
    found = [_MINUTES.match("".join(prose.text for prose in _paragraphs(item)[:1])) for item in steps]
    return [int(one["number"]) if one else None for one in found]


@ACTIVITIES.rule(
    "activity-materials",
    summary="Say what an activity needs, even if it is nothing.",
    reason="Who runs it packs a bag the night before, from this line.",
    bad=_ACTIVITY.format(**{**_COMPLETE, "materials": ""}, words="You will see who decides."),
    good=_ACTIVITY.format(**_COMPLETE, words="You will see who decides."),
    needs="chapter",
)
def _activity_materials(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Activity):
        if not one.block.materials:
            hint = "Add a line: :materials: pens; paper – or :materials: nothing"
            yield Fault(one.block.span, "the activity does not say what it needs", hint)


@ACTIVITIES.rule(
    "activity-group",
    summary="Say for how many people an activity is.",
    reason="What works with six fails with thirty. People should know before they book a room.",
    bad=_ACTIVITY.format(**{**_COMPLETE, "group": ""}, words="You will see who decides."),
    good=_ACTIVITY.format(**_COMPLETE, words="You will see who decides."),
    needs="chapter",
)
def _activity_group(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Activity):
        if not one.block.group:
            hint = "Add a line: :group: 6 to 20 people"
            yield Fault(one.block.span, "the activity does not say for how many it is", hint)


@ACTIVITIES.rule(
    "activity-steps",
    summary="Give an activity's steps as a numbered list.",
    reason="People run it with the page in one hand. They find step 4 again by its number.",
    bad=":::{activity} Draw the map\n:time: 15 minutes\n:group: 4 people\n:materials: pens\n\nDraw it, and talk.\n:::",
    good=_ACTIVITY.format(**_COMPLETE, words="You will see who decides."),
    needs="chapter",
)
def _activity_steps(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Activity):
        if not any(isinstance(block, NumberedList) for block in one.block.blocks):
            yield Fault(one.block.span, "the activity has no numbered steps", "Write them as a list: 1. First …")
