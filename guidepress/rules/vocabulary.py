"""Rules of words: plain ones, explained ones, and ones that respect people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.rules.phrases import Phrases
from guidepress.rules.prose import Prose
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.rules.wordlists import COMMON_ABBREVIATIONS, DISRESPECT, GENDERED, HARD, JARGON, KNOWING, WORDY

FAMILY = Family("Words", "Words that everybody knows, that mean one thing, and that respect people.")
_LATIN = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "and so on",
    "viz.": "namely",
    "n.b.": "note",
    "cf.": "compare",
}
_LATIN_WORDS = re.compile(r"(?<![\w.])(?:e\.\s?g\.?|i\.\s?e\.?|etc\.?|viz\.?|N\.B\.|cf\.|eg|ie|et al\.)(?![\w-])")
_SLASHED = re.compile(
    r"\b(?:he/she|she/he|s/he|his/hers?|her/his|him/her|he or she|his or her|him or her)\b", re.IGNORECASE
)
_CAPITALS = re.compile(r"(?<![\w.@/-])[A-Z][A-Z&]{0,20}[A-Z](?=s?\b)(?![\w-]*[@/]|\.\w)")
_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s-]|(?:and|or|are|is|of|in|to|who|with|have|has|had|can|cannot|may|might|should|must|will|were|was|at|on|by|"
    r"for|from|do|need|often|as|but)\b)",
    re.IGNORECASE,
)
_NEAR = 120  # letters before or behind an abbreviation in which it may be explained
_EXPLAINED = re.compile(rf"s?\s+\((?P<first>[A-Za-z])[^)\s]{{0,{_NEAR}}}\s[^)]{{0,{_NEAR}}}\)")
_ROMAN = re.compile(r"^[IVX]+$")
_hard, _wordy, _jargon = Phrases(HARD), Phrases(WORDY), Phrases(JARGON)
_disrespect, _gendered, _knowing = Phrases(DISRESPECT), Phrases(GENDERED), Phrases(KNOWING)


def _find(survey: Survey, phrases: Phrases, message: str) -> Iterator[Fault]:
    """Yield a fault for each phrase of a list; one that the glossary explains is the guide's own word."""
    explained = {term.term.lower() for term in survey.guide.glossary}
    explained |= {name.removeprefix("glossary.yaml#") for name in survey.guide.unread}
    for one in survey.own:
        for found in phrases.find(one.prose):
            if found.words.lower() not in explained:
                yield Fault(one.prose.span(found.start), message.format(found.words), found.advice, found.words)


@FAMILY.rule(
    "hard-word",
    summary="Use the plain word where there is one.",
    reason="Plain words are read faster by everybody, and are the only ones that some readers know. GOV.UK keeps a list of words to avoid; so do we.",
    bad="We will commence when you have utilised the form.",
    good="We will begin when you have used the form.",
    language="en",
    needs="glossary",
)
def _hard_word(survey: Survey) -> Iterator[Fault]:
    yield from _find(survey, _hard, "'{}' has a plainer word")


@FAMILY.rule(
    "wordy-phrase",
    summary="Say in one word what one word can say.",
    reason="Empty words stand between the reader and what you mean.",
    bad="In order to begin, ask two people.",
    good="To begin, ask two people.",
    language="en",
    needs="glossary",
)
def _wordy_phrase(survey: Survey) -> Iterator[Fault]:
    yield from _find(survey, _wordy, "'{}' can be said with fewer words")


@FAMILY.rule(
    "jargon",
    summary="Say what you mean without the jargon of public services.",
    reason="Jargon shuts out the people whom a service is for, and often hides that nothing definite is meant (GOV.UK, words to avoid).",
    bad="Going forward, we will leverage our stakeholders.",
    good="From now on, we will ask the people who are affected.",
    language="en",
    needs="glossary",
)
def _jargon_rule(survey: Survey) -> Iterator[Fault]:
    yield from _find(survey, _jargon, "'{}' is jargon")


@FAMILY.rule(
    "knowing-words",
    summary="Do not tell readers that a thing is obvious.",
    reason="If it is, the word is not needed. If it is not, the reader feels stupid.",
    bad="Obviously you need money for travel.",
    good="You need money for travel.",
    language="en",
    needs="glossary",
)
def _knowing_words(survey: Survey) -> Iterator[Fault]:
    yield from _find(survey, _knowing, "'{}' belittles those who do not know")


@FAMILY.rule(
    "disrespect",
    summary="Name people as they name themselves, and first as people.",
    reason="Words such as 'suffers from' or 'the disabled' make people into cases. The UK government's guide to inclusive language on disability lists better ones.",
    bad="The lift is for the disabled and the wheelchair-bound.",
    good="The lift is for disabled people and wheelchair users.",
    language="en",
)
def _disrespect_rule(survey: Survey) -> Iterator[Fault]:
    message = "'{}' may hurt the people it is about"
    for one in survey.own:
        for found in _disrespect.find(one.prose):
            end = found.start + len(found.words)
            if not found.words.lower().startswith("the ") or _NO_NOUN.match(one.prose.text, end):
                yield Fault(one.prose.span(found.start), message.format(found.words), found.advice, found.words)


@FAMILY.rule(
    "gendered",
    summary="Write for everybody: they, chair, police officer.",
    reason="'He or she' is clumsy and leaves people out. Singular 'they' has been English for six hundred years.",
    bad="Ask the chairman what he/she needs.",
    good="Ask the chair what they need.",
    language="en",
    needs="glossary",
)
def _gendered_rule(survey: Survey) -> Iterator[Fault]:
    yield from _find(survey, _gendered, "'{}' leaves people out")
    for one in survey.own:
        for found in _SLASHED.finditer(one.prose.text):
            if one.prose.is_own(found.start()):
                hint = "Write they, them or their, or turn the sentence to 'you' or 'people'."
                yield Fault(one.prose.span(found.start()), f"'{found[0]}' leaves people out", hint)


@FAMILY.rule(
    "latin",
    summary="Write Latin abbreviations out in English.",
    reason="Screen readers stumble over 'e.g.' and 'i.e.', and many readers mix them up (GOV.UK style guide).",
    bad="Bring something, e.g. soup, cake etc.",
    good="Bring something, for example soup or cake.",
    language="en",
)
def _latin(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _LATIN_WORDS.finditer(one.prose.text):
            if one.prose.is_own(found.start()):
                letters = "".join(filter(str.isalpha, found[0].lower()))
                plain = next((words for key, words in _LATIN.items() if key.replace(".", "") == letters), "and others")
                yield Fault(one.prose.span(found.start()), f"'{found[0]}' is Latin", f"Write: {plain}")


@FAMILY.rule(
    "abbreviation",
    summary="Write an abbreviation out where it first stands, or explain it in the glossary.",
    reason="Initials are a closed door to those who were not at the last meeting (WCAG 3.1.4).",
    bad="The ICB will decide.",
    good="The integrated care board (ICB) will decide. Ask the ICB when.",
    language="en",
    needs="guide",
)
def _abbreviation(survey: Survey) -> Iterator[Fault]:
    known = {word for term in survey.guide.glossary for word in re.findall(r"\w+", term.term)}
    known |= {word for title in _names(survey) for word in re.findall(r"\w+", title)}
    for one in survey.own:
        for found in _CAPITALS.finditer(one.prose.text):
            word = found[0]
            if not _is_unknown(one.prose, found, known):
                continue
            known.add(word)
            if not _is_expanded(one.prose.text, found):
                hint = f"Write the words and then the initials in brackets, ({word}), or put it into glossary.yaml."
                yield Fault(one.prose.span(found.start()), f"'{word}' is not written out", hint)


def _names(survey: Survey) -> Iterator[str]:
    """Yield names that are given in full elsewhere: of publishers, mascots, and the guide itself."""
    guide = survey.guide
    yield from (guide.title, guide.publisher.name, guide.licence.name)
    yield from (mascot.name for mascot in guide.mascots.values())
    yield from (entry.publisher for entry in guide.entries)


def _is_unknown(prose: Prose, found: re.Match[str], known: set[str]) -> bool:
    word = found[0]
    longest = 6
    if len(word) > longest or word in known or word in COMMON_ABBREVIATIONS or _ROMAN.match(word):
        return False
    before, after = (
        prose.text[max(found.start() - _NEAR, 0) : found.start()],
        prose.text[found.end() : found.end() + _NEAR],
    )
    neighbours = after.lstrip()[:4], before.rstrip()[-4:]
    shouting = any(len(part) == 4 and part.isupper() and part.isalpha() for part in neighbours)  # noqa: PLR2004 - as cut
    return prose.is_own(found.start()) and not shouting


def _is_expanded(text: str, found: re.Match[str]) -> bool:
    """Tell whether it stands in brackets after words with its initials, or before brackets that give the words."""
    if explained := _EXPLAINED.match(text, found.end()):
        return explained["first"].lower() == found[0][0].lower()
    before = text[max(found.start() - _NEAR, 0) : found.start()]
    if not before.endswith("("):
        return False
    initials = [word[0].lower() for word in re.findall(r"[^\W\d_]+", before)]
    letters = [letter.lower() for letter in found[0] if letter.isalpha()]
    return letters[0] in initials[-2 * len(letters) - 2 :]
