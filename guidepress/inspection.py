"""Check a guide from its source to its finished files.

Goes in: a guide's folder. Comes out: a ``Report`` of all problems, as far as the guide lets the stages run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from guidepress.check.artifacts import check_artifacts
from guidepress.check.sources import problems_of, sources_of
from guidepress.compose.resources import design_of
from guidepress.design import check_design
from guidepress.errors import Problem, has_errors, in_order
from guidepress.formats import FORMATS, Making
from guidepress.mend import Mending, mend
from guidepress.model import Guide
from guidepress.pipeline import make, review
from guidepress.reports.report import Report
from guidepress.write import write

Say = Callable[[str], None]
Show = Callable[[Sequence[Problem]], None]
Ask = Callable[[Guide], tuple[Problem, ...]]
NOT_REACHED = "The finished files were not checked: the problems of the source come first."
NOT_ASKED = "The finished files were not checked: only the source was asked for."
NOT_MADE = "The finished files were not checked: not all of them could be made."


def mend_source(root: Path) -> Mending:
    """Mend in the guide's source what is safe, again and again while there is something: a mended error lets the rules be asked."""
    return mend(root, lambda: review(root)[1])


def inspect(
    root: Path, say: Say, show: Show, *, source_only: bool, strict: bool, mending: Mending, ask: Ask | None = None
) -> Report:
    """Check the guide in ``root``.

    ``say`` tells what is being done, ``show`` gets the problems of each stage when it ends, for people who wait; ``ask`` looks whether the
    addresses outside the guide are there.
    """
    guide, problems = review(root)
    problems = (*problems, *check_design(design_of(root), two_sided=guide is not None and guide.two_sided))
    asked = ask(guide) if ask and guide is not None else ()
    problems = in_order((*problems, *mending.problems, *asked))
    show(problems)
    report = Report(root, problems, notices=(NOT_REACHED,), mended=mending.edits, strict=strict, failed=True)
    if guide is None or mending.problems or has_errors(problems) or (strict and problems):
        return report
    if source_only:
        return replace(report, notices=(NOT_ASKED,), failed=False)
    say("The source is sound; making all formats …")
    return _inspect_files(guide, report, say, show)


def _inspect_files(guide: Guide, report: Report, say: Say, show: Show) -> Report:
    """Make all formats in a temporary folder, give them to the checkers, and lead what they find to the source."""
    made = list(make(guide, design_of(report.root), Making(FORMATS, kept=report.root, page_list=True)))
    faults = in_order(problem for one in made for problem in one.problems)
    if faults:
        show(faults)
        return replace(report, problems=(*report.problems, *faults), notices=(NOT_MADE,))
    with tempfile.TemporaryDirectory(prefix="guidepress-") as temporary:
        folder = write(Path(temporary), guide.stem, (file for one in made for file in one.artifacts))
        say("Running the validators …")
        checkers = tuple(sorted(check_artifacts(folder), key=lambda outcome: outcome.checker))
        findings = (finding for outcome in checkers for finding in outcome.faults)
        found = problems_of(findings, sources_of(guide, folder))
    show(found)
    failed = bool(found) or (report.strict and any(outcome.missing for outcome in checkers))
    return replace(report, problems=(*report.problems, *found), checkers=checkers, notices=(), failed=failed)
