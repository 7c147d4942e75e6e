"""Check a guide."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidepress.commands.build import FOLDER

if TYPE_CHECKING:
    from guidepress.errors import Problem
    from guidepress.model import Guide
    from guidepress.reports.report import Report

PEOPLE = "people"
OUTPUT_FORMATS = (PEOPLE, "json", "sarif", "github")


@click.command(name="check")
@click.option("--guide", "root", type=FOLDER, default=Path(), help="The guide's folder, which holds source/.")
@click.option("--source", "source_only", is_flag=True, help="Check only what was written, not the files made of it.")
@click.option("--strict", is_flag=True, help="Let warnings, and checkers that are missing, count as faults.")
@click.option("--fix", is_flag=True, help="First mend in source/ what can be mended safely, and say what was changed.")
@click.option(
    "--links", is_flag=True, help="Ask every web address of the guide whether it is there. Needs the network."
)
@click.option(
    "--links-report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --links: list all addresses and their state in FILE, which ends in .csv or .md.",
)
@click.option(
    "--output-format",
    type=click.Choice(OUTPUT_FORMATS),
    default=PEOPLE,
    show_default=True,
    help="Write the problems for people, or as one document for a program.",
)
def command(
    root: Path,
    *,
    source_only: bool,
    strict: bool,
    fix: bool,
    links: bool,
    links_report: Path | None,
    output_format: str,
) -> int:
    """Say what is wrong with a guide, and what to do about it. Without --fix the guide is not changed.

    The source is checked first, by the reader and by the rules (`rules` lists them). If it is sound, all formats are made in a
    temporary folder and given to the validators that are installed (`make validators` installs them); what they find is shown at
    the line of the source that it comes from. The status is 0 when all is well and 1 when there are faults.
    """
    from guidepress import terminal
    from guidepress.inspection import inspect, mend_source
    from guidepress.mend import Mending

    def show(problems: Sequence[Problem]) -> None:
        if problems and output_format == PEOPLE:
            terminal.show_problems(problems, root)

    _check_report_name(links_report, links=links)
    with terminal.progress(quiet=False) as shown:
        mending = mend_source(root) if fix else Mending()
        terminal.show_edits(mending.edits, to_errors=output_format != PEOPLE)
        ask = _asker(root, shown.say, links_report) if links else None
        report = inspect(root, shown.say, show, source_only=source_only, strict=strict, mending=mending, ask=ask)
    _tell(report, output_format)
    return int(report.failed)


def _check_report_name(report: Path | None, *, links: bool) -> None:
    if report is None:
        return
    from guidepress.check.links.report import FORMS

    if not links:
        raise click.UsageError("--links-report needs --links, which asks the addresses.")
    if report.suffix.lower() not in FORMS:
        raise click.UsageError(f"The name of the report must end in {' or '.join(FORMS)}, not '{report.name}'.")


def _asker(root: Path, say: Callable[[str], None], report: Path | None) -> Callable[[Guide], tuple[Problem, ...]]:
    """Make what asks a guide's addresses, and writes the report where one is asked for."""
    from guidepress import terminal
    from guidepress.check.links import check_links
    from guidepress.check.links.report import write_report
    from guidepress.check.links.verdicts import problems_of

    def ask(guide: Guide) -> tuple[Problem, ...]:
        say("Asking the addresses …")
        tested = check_links(guide, root, tell=lambda done, of: say(f"Asked {done} of {of} addresses …"))
        if report:
            try:
                write_report(report, tested)
            except OSError as error:
                raise click.ClickException(f"{report} cannot be written: {error.strerror or error}") from error
        sound = sum(one.answer.outcome == "fine" for one in tested)
        terminal.console(to_errors=True).print(f"Of {len(tested)} addresses {sound} are there.")
        return problems_of(guide, tested)

    return ask


def _tell(report: Report, output_format: str) -> None:
    """Write the end of what people are told, or the whole document for a program."""
    from guidepress import terminal
    from guidepress.reports import FORMATS

    if output_format == PEOPLE:
        terminal.show_end(report)
        return
    for notice in report.notices:
        click.echo(notice, err=True)
    document = FORMATS[output_format](report)
    if document:  # bytes, since a program expects UTF-8 whatever the terminal speaks
        sys.stdout.buffer.write(f"{document}\n".encode(errors="replace"))
