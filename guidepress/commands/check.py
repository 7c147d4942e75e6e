"""Check a guide."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidepress.commands.build import FOLDER

if TYPE_CHECKING:
    from guidepress.errors import Problem
    from guidepress.model import Guide
    from guidepress.terminal import ProgressShown


@click.command(name="check")
@click.option("--guide", "root", type=FOLDER, default=Path(), help="The guide's folder, which holds source/.")
@click.option("--source", "source_only", is_flag=True, help="Check only what was written, not the files made of it.")
@click.option("--strict", is_flag=True, help="Let warnings, and checkers that are missing, count as faults.")
@click.option(
    "--links", is_flag=True, help="Ask every web address of the guide whether it is there. Needs the network."
)
@click.option(
    "--links-report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --links: list all addresses and their state in FILE, which ends in .csv or .md.",
)
def command(root: Path, *, source_only: bool, strict: bool, links: bool, links_report: Path | None) -> int:
    """Say what is wrong with a guide, and what to do about it. The guide itself is not changed.

    The source is checked first, by the reader and by the rules (`rules` lists them). If it is sound, all formats are made in a
    temporary folder and given to the validators that are installed (`make validators` installs them).
    """
    from guidepress import terminal
    from guidepress.pipeline import review

    _check_report_name(links_report, links=links)
    with terminal.progress(quiet=False) as shown:
        guide, problems = review(root)
        if links and guide is not None:
            problems = tuple(sorted({*problems, *_test_links(guide, root, shown, links_report)}))
        if problems:
            terminal.show_problems(problems, root)
        if guide is None or (strict and problems):
            return 1
        if source_only:
            terminal.console().print("The source is sound." if not problems else "The source has no errors.")
            return 0
        return _check_files(guide, root, shown, strict=strict)


def _check_report_name(report: Path | None, *, links: bool) -> None:
    if report is None:
        return
    from guidepress.check.links.report import FORMS

    if not links:
        raise click.UsageError("--links-report needs --links, which asks the addresses.")
    if report.suffix.lower() not in FORMS:
        raise click.UsageError(f"The name of the report must end in {' or '.join(FORMS)}, not '{report.name}'.")


def _test_links(guide: Guide, root: Path, shown: ProgressShown, report: Path | None) -> tuple[Problem, ...]:
    """Ask the guide's addresses, and write the report where one is asked for."""
    from guidepress import terminal
    from guidepress.check.links import check_links
    from guidepress.check.links.report import write_report
    from guidepress.check.links.verdicts import problems_of

    shown.say("Asking the addresses …")
    tested = check_links(guide, root, tell=lambda done, of: shown.say(f"Asked {done} of {of} addresses …"))
    if report:
        try:
            write_report(report, tested)
        except OSError as error:
            raise click.ClickException(f"{report} cannot be written: {error.strerror or error}") from error
    sound = sum(one.answer.outcome == "fine" for one in tested)
    terminal.console(to_errors=True).print(f"Of {len(tested)} addresses {sound} are there.")
    return problems_of(guide, tested)


def _check_files(guide: Guide, root: Path, shown: ProgressShown, *, strict: bool) -> int:
    from guidepress import terminal
    from guidepress.check.artifacts import check_artifacts
    from guidepress.compose.resources import design_of
    from guidepress.formats import FORMATS
    from guidepress.pipeline import make
    from guidepress.write import write

    shown.say("The source is sound; making all formats …")
    made = list(make(guide, design_of(root), FORMATS))
    faults = [problem for one in made for problem in one.problems]
    if faults:
        terminal.show_problems(faults, root)
        return 1
    with tempfile.TemporaryDirectory(prefix="guidepress-") as temporary:
        folder = write(Path(temporary), guide.stem, (file for one in made for file in one.artifacts))
        shown.say("Running the validators …")
        outcomes = sorted(check_artifacts(folder), key=lambda outcome: outcome.checker)
    terminal.show_outcomes(outcomes)
    return int(any(outcome.faults or (strict and outcome.missing) for outcome in outcomes))
