"""Rules of sentences: length, marks, and slips that the eye passes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.model import Emphasis, Inlines, Link, Strong, words_of
from guidepress.rules.prose import Prose, Word, count_words, prose_of, reading_grade
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Passage, Survey
from guidepress.rules.wordlists import COMMON_ABBREVIATIONS
from guidepress.walk import walk

FAMILY = Family("Sentences", "Sentences that can be read once, aloud, and understood.")
LONGEST = 25
AVERAGE = 18
FEWEST_SENTENCES = 3
HARDEST_GRADE = 9
FEWEST_WORDS = 100
LONGEST_EMPHASIS = 12
LONGEST_INITIALS = 7
RUNNING = {"paragraph", "item", "note", "caption", "promise", "definition", "summary"}
_REPEATED = re.compile(r"\b(?P<word>[^\W\d_]{2,})\s+(?P<again>(?P=word))\b(?!-)", re.IGNORECASE)
_TWICE_MEANT = frozenset({"had", "that", "very", "bye", "night", "ha", "no", "knock", "so", "many"})
_SPACES = re.compile(r"(?<=\S)(?P<gap> {2,})(?=\S)")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_DASH = re.compile(r"(?<=[^\W_]) (?P<dash>--?) (?=[^\W_])")
_BEFORE_MARK = re.compile(r"(?<=\w)(?P<gap>\s+)[,;:.!?](?=\s|$)")
_NEXT_MARK = re.compile(r"\s*[.,!?]")
_NOT_UN = re.compile(
    r"\b(?:not|never|n['’]t)\s+(?:entirely |at all |always |altogether )?(?P<word>un(?:common|usual|likely|reasonable|helpful|"
    r"important|necessary|pleasant|kind|fair|known|happy|willing|able|aware|interesting|related|heard of|welcome)|"
    r"in(?:significant|frequent|appropriate|considerable|capable)|im(?:possible|practical|proper)|without)\b",
    re.IGNORECASE,
)  # fmt: skip


@FAMILY.rule(
    "sentence-long",
    summary=f"Keep a sentence to {LONGEST} words or fewer.",
    reason="Above 25 words readers lose the thread, most of all people with dyslexia, little English or little time. GOV.UK sets this limit.",
    bad="If the person whom you asked first cannot come because the day that you chose is the one on which she works late, ask her which other day would suit her.",
    good="Perhaps the person whom you asked first works late on that day. Ask her which other day would suit her.",
    language="en",
)
def _sentence_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for sentence in one.prose.sentences:
            if sentence.length > LONGEST:
                message = f"the sentence has {sentence.length} words"
                yield Fault(one.prose.span(sentence.start), message, "Make two sentences of it, or a list.")


@FAMILY.rule(
    "sentences-heavy",
    summary=f"Keep the sentences of a paragraph to {AVERAGE} words on average.",
    reason="One long sentence among short ones is fine; many in a row tire the reader. The NHS aims at about 15 to 20 words.",
    bad=(
        "Ask the people who live in the street whether the day and the place that you have chosen would really suit them. "
        * 3
    ),
    good="Ask the people who live in the street. Does the day suit them? Does the place suit them, and could you change either if it does not?",
    language="en",
)
def _sentences_heavy(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        sentences = one.prose.sentences
        average = one.prose.length / len(sentences) if sentences else 0
        if one.kind in RUNNING and len(sentences) >= FEWEST_SENTENCES and average > AVERAGE:
            message = f"the sentences of this paragraph have {average:.0f} words on average"
            yield Fault(one.prose.span(0), message, "Break one or two of them.")


@FAMILY.rule(
    "reading-grade",
    summary=f"Keep a section's reading grade (Flesch-Kincaid) to {HARDEST_GRADE} or below.",
    reason="Grade 9 asks for about nine years at school, the level that WCAG 3.1.5 draws its line at. Most adults read happily below it.",
    bad=(
        "## Participation\n\n"
        + "Participatory methodologies necessitate organisational preparedness and collaborative decision-making capabilities. "
        * 13
    ),
    good="## Taking part\n\n" + "To work in this way you need time, and people who can decide. " * 11,
    language="en",
)
def _reading_grade(survey: Survey) -> Iterator[Fault]:
    heading: Passage | None = None
    under: list[Prose] = []
    for one in (*survey.passages, None):
        if one is None or one.kind in {"title", "heading"}:
            yield from _hard_section(heading, under)
            heading, under = one, []
        elif one.kind in {"paragraph", "item"} and not one.quoted:
            plain = _without_names(one.inlines)
            named = len(plain) < len(one.inlines)
            under.append(prose_of(plain, one.prose.span(0)) if named else one.prose)


def _without_names(inlines: Inlines) -> Inlines:
    """Leave out links to the register: nobody can make the names of works and their publishers plainer."""
    return tuple(inline for inline in inlines if not (isinstance(inline, Link) and inline.entry))


def _hard_section(heading: Passage | None, under: list[Prose]) -> Iterator[Fault]:
    if heading is None or sum(prose.length for prose in under) < FEWEST_WORDS:
        return
    grade = reading_grade(under)
    if grade > HARDEST_GRADE:
        message = f"the section's reading grade is {grade:.1f}"
        yield Fault(heading.prose.span(0), message, "Break long sentences, and choose shorter words.")


@FAMILY.rule(
    "exclamation-marks",
    summary="Use no more than one exclamation mark in a paragraph.",
    reason="One is a raised voice; two are shouting. GOV.UK and the NHS use none at all.",
    bad="You did it! Have some cake! Then begin again.",
    good="You did it! Have some cake. Then begin again.",
)
def _exclamation_marks(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        marks = [at for at, letter in enumerate(one.prose.text) if letter == "!" and one.prose.is_written(at)]
        if len(marks) > 1:
            message = f"the paragraph has {len(marks)} exclamation marks"
            yield Fault(one.prose.span(marks[1]), message, "Keep one, or none.")


@FAMILY.rule(
    "repeated-word",
    summary="Write a word once.",
    reason="The eye skips a doubled word; a screen reader says it twice and the listener wonders what was missed.",
    bad="Ask the the people who left.",
    good="Ask the people who left.",
    language="en",
)
def _repeated_word(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _REPEATED.finditer(one.prose.text):
            at = found.start("again")
            same_case = found["word"] == found["again"] or found["word"].istitle()
            if found["word"].lower() not in _TWICE_MEANT and same_case and one.prose.is_written(at):
                message = f"'{found['word']}' stands twice"
                yield Fault(one.prose.span(at), message, "Delete one of the two.", found["again"])


@FAMILY.rule(
    "double-space",
    summary="Put one space between words.",
    reason="Two spaces tear holes into the line, which join into rivers in large print. UKAAF's clear print asks for even spacing.",
    bad="Ask twice.  Then wait.",
    good="Ask twice. Then wait.",
    mends="leaves one of the spaces.",
)
def _double_space(survey: Survey) -> Iterator[Fault]:
    for one in survey.passages:
        for found in _SPACES.finditer(one.prose.text):
            if one.prose.is_written(found.start()) and one.kind != "promise":
                fix = one.prose.edit(found.start(), found["gap"], " ")
                yield Fault(
                    one.prose.span(found.start()), "two spaces stand together", "Delete one of them.", found["gap"], fix
                )


@FAMILY.rule(
    "three-dots",
    summary="Write an ellipsis as one sign (…), not as three full stops.",
    reason="Three full stops may part at a line's end, and some screen readers say 'dot dot dot'.",
    bad="You know how it goes...",
    good="You know how it goes…",
    mends="writes the sign in the place of the three full stops.",
)
def _three_dots(survey: Survey) -> Iterator[Fault]:
    for one in survey.passages:
        for found in _DOTS.finditer(one.prose.text):
            if one.prose.is_written(found.start()) and one.kind != "promise":
                fix = one.prose.edit(found.start(), found[0], "…")
                message = "three full stops stand for an ellipsis"
                yield Fault(one.prose.span(found.start()), message, "Write: …", found[0], fix)


@FAMILY.rule(
    "straight-dash",
    summary="Use a true dash (–), a comma or a full stop between words, not a hyphen.",
    reason="A hyphen joins words. A screen reader may leave it out, and the two halves of the sentence run together.",
    bad="Ask early - people need time.",
    good="Ask early – people need time.",
    mends="writes a dash (–) in the place of the hyphen.",
)
def _straight_dash(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _DASH.finditer(one.prose.text):
            at = found.start("dash")
            is_sum = one.prose.text[at - 2].isdigit() and one.prose.text[found.end()].isdigit()
            if one.prose.is_written(at) and not is_sum:
                hint = "Use a comma, a full stop, or a dash: –"
                fix = one.prose.edit(found.start(), found[0], " – ")
                message = "a hyphen stands where a dash is meant"
                yield Fault(one.prose.span(at), message, hint, found["dash"], fix)


@FAMILY.rule(
    "space-before-mark",
    summary="Put no space before a comma, a full stop or another mark.",
    reason="The mark may begin the next line, and a screen reader makes its pause in the wrong place.",
    bad="Ask early , and ask twice.",
    good="Ask early, and ask twice.",
    language="en",
    mends="deletes the space, unless another mark follows.",
)
def _space_before_mark(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _BEFORE_MARK.finditer(one.prose.text):
            if one.prose.is_written(found.start()):
                mark = found[0].strip()
                spaced_out = _NEXT_MARK.match(one.prose.text, found.end())  # as in: wait . . .
                fix = () if spaced_out else one.prose.edit(found.start(), found[0], mark)
                message = f"a space stands before '{mark}'"
                yield Fault(one.prose.span(found.start()), message, "Delete the space.", found[0], fix)


@FAMILY.rule(
    "bracket-open",
    summary="Close every bracket in the paragraph that opens it.",
    reason="Readers hold the thought before a bracket in mind until it closes. One that never does leaves them waiting.",
    bad="Ask two people (one who left. Then wait.",
    good="Ask two people (one who left). Then wait.",
)
def _bracket_open(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        open_at: list[int] = []
        for at, letter in enumerate(one.prose.text):
            if letter == "(":
                open_at.append(at)
            elif letter == ")" and open_at:
                open_at.pop()
        if open_at and one.prose.is_written(open_at[-1]) and one.prose.text[open_at[-1] - 1 : open_at[-1]] not in ":;":
            yield Fault(one.prose.span(open_at[-1]), "the bracket is never closed", "Close it, or remove it.")


@FAMILY.rule(
    "emphasis-long",
    summary=f"Stress {LONGEST_EMPHASIS} words or fewer at a time.",
    reason="Long runs of bold or italics are hard to read, italics most of all. Where all is stressed, nothing is (UKAAF, British Dyslexia Association).",
    bad="**Ask the people who left, and those who never came, and those who fill in the forms.**",
    good="**Ask the people who left**, and those who never came, and those who fill in the forms.",
)
def _emphasis_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.passages:
        for node in walk(one.inlines):
            if isinstance(node, Emphasis | Strong) and count_words(words_of(node.children)) > LONGEST_EMPHASIS:
                span = prose_of(node.children, one.prose.span(0)).span(0)
                message = f"{count_words(words_of(node.children))} words are stressed in one go"
                yield Fault(span, message, "Stress the few that matter, or use a tip or a warning.")


@FAMILY.rule(
    "double-negative",
    summary="Say what is, not what is not un-.",
    reason="Two negatives have to be worked out like a sum. Plain words are quicker and cannot be misread.",
    bad="It is not uncommon that people leave.",
    good="People often leave.",
    language="en",
)
def _double_negative(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _NOT_UN.finditer(one.prose.text):
            if one.prose.is_own(found.start()):
                hint = "Say it the other way round: often, likely, fair."
                yield Fault(one.prose.span(found.start()), f"'{found[0]}' is a double negative", hint)


@FAMILY.rule(
    "capitals",
    summary="Write words in small letters, not in capitals.",
    reason="Capitals are slower to read and seem to shout; some screen readers spell them out. To stress a word, use **bold**.",
    bad="You MUST NEVER press anyone.",
    good="You must **never** press anyone.",
)
def _capitals(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        if one.kind in {"title", "heading"}:
            continue
        for words in _shouted(one.prose):
            if one.prose.is_own(words[0].start):
                message = f"'{' '.join(word.text for word in words)}' is in capitals"
                yield Fault(one.prose.span(words[0].start), message, "Write it in small letters; stress it with **.")


def _shouted(prose: Prose) -> Iterator[list[Word]]:
    """Yield rows of words in capitals, and single ones that are too long for an abbreviation."""
    row: list[Word] = []
    for word in (*prose.words, Word(len(prose.text), "", "")):
        between = prose.text[row[-1].start + len(row[-1].text) : word.start] if row else ""
        if row and (between.strip() or not _is_shouted(word)):
            if (len(row) > 1 and not all(one.text in COMMON_ABBREVIATIONS for one in row)) or len(
                row[0].text
            ) >= LONGEST_INITIALS:
                yield row
            row = []
        if _is_shouted(word):
            row.append(word)


def _is_shouted(word: Word) -> bool:
    return len(word.text) > 2 and word.text.isupper()  # noqa: PLR2004 - UK, US, TV
