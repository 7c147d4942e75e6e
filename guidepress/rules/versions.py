"""Rules that keep a guide true for years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.rules.phrases import Phrases
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.rules.wordlists import DATED

FAMILY = Family("Time", "Words that are still true when somebody opens the guide in three years.")
SHORTEST_VALUE = 5
_dated = Phrases(DATED)


@FAMILY.rule(
    "dated-word",
    summary="Say when, not 'recently' or 'currently'.",
    reason="Nobody knows when a printed copy is read. A date stays true; 'recently' does not.",
    bad="The law was changed recently.",
    good="The law was changed in 2023.",
    language="en",
)
def _dated_word(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _dated.find(one.prose):
            message = f"'{found.words}' is true only for a while"
            yield Fault(one.prose.span(found.start), message, found.advice, found.words)


@FAMILY.rule(
    "version-written",
    summary="Write {{ version }} for the guide's own version.",
    reason="A number that is typed stays behind when the next version comes out, and readers then report faults of another one.",
    bad="You are reading version 2.1 of the guide.",
    good="You are reading version {{ version }} of the guide.",
)
def _version_written(survey: Survey) -> Iterator[Fault]:
    version = re.compile(rf"\bversion {re.escape(survey.guide.version)}(?!\.?\d)", re.IGNORECASE)
    for one in survey.passages:
        for found in version.finditer(one.prose.text):
            at = found.end() - 1
            if one.prose.is_written(at) and one.kind != "promise":
                yield Fault(
                    one.prose.span(found.start()), "the version is typed by hand", "Write: version {{ version }}"
                )


@FAMILY.rule(
    "value-written",
    summary="Write {{ email }}, {{ phone }} or your own value for what guide.yaml holds.",
    reason="An address that stands in one place can be changed in one place. Readers are not sent to one that is dead.",
    bad="Write to hello@stock.example if you need help.",
    good="Write to {{ email }} if you need help.",
)
def _value_written(survey: Survey) -> Iterator[Fault]:
    guide = survey.guide
    values: dict[str, object] = {"email": guide.publisher.email, "phone": guide.publisher.phone, **guide.values}
    for name, value in values.items():
        if not isinstance(value, str) or len(value) < SHORTEST_VALUE:
            continue
        for one in survey.passages:
            at = one.prose.text.find(value)
            if at >= 0 and one.prose.is_written(at) and one.kind not in {"promise", "definition"}:
                yield Fault(one.prose.span(at), f"'{value}' is typed by hand", f"Write: {{{{ {name} }}}}")
