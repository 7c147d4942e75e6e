"""Rules of formulas."""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.model import Formula, FormulaBlock
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.walk import walk

FAMILY = Family("Formulas", "Formulas that are understood by those who see them and by those who hear them.")


@FAMILY.rule(
    "formula-words",
    summary="Say in words what a formula on a line of its own says.",
    reason=(
        "Not every screen reader knows mathematics, and in the PDF a formula is a drawing. Many who see it cannot read it "
        "either (WCAG 1.1.1)."
    ),
    bad="$$\nc = \\frac{n}{t}\n$$",
    good=":::{math}\n:alt: The cost is the number of people, divided by the time.\n\nc = \\frac{n}{t}\n:::",
)
def _formula_words(survey: Survey) -> Iterator[Fault]:
    for chapter in survey.chapters:
        for node in walk(chapter):
            if (isinstance(node, FormulaBlock) and not node.alt) or (isinstance(node, Formula) and node.display):
                hint = "Write it as a block, :::{math}, with a line :alt: that says it in words."
                yield Fault(node.span, "the formula is not said in words", hint)
