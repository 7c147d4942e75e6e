"""Show people what happens: problems, progress, what was made. Rich is at home here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from guidepress.compose.sizes import file_size
from guidepress.errors import Edit, Problem
from guidepress.excerpts import Excerpts
from guidepress.pipeline import Made

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live

    from guidepress.check.artifacts import Outcome
    from guidepress.reports.report import Report


def console(*, to_errors: bool = False) -> Console:
    """Make a console; words are shown as they are, without Rich's own markup."""
    from rich.console import Console

    return Console(stderr=to_errors, markup=False, highlight=False, soft_wrap=True, emoji=False)


def show_problems(problems: Sequence[Problem], root: Path) -> None:
    """Print each problem with its place, the line it stands in, and what to do; then how many there are."""
    screen = console(to_errors=True)
    excerpts = Excerpts(root)
    for problem in problems:
        colour = "bold red" if problem.severity == "error" else "bold yellow"
        screen.print(f"{problem.span}", style="bold", end="")
        screen.print(f"  {problem.severity}", style=colour, end="")
        screen.print(f": {problem.message} [{problem.code}]")
        _show_excerpt(screen, problem, excerpts)
        if problem.hint:
            screen.print(f"    {problem.hint}", style="cyan")
    screen.print(count(problems), style="bold")


def count(problems: Sequence[Problem]) -> str:
    """Say how many errors and warnings there are."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    parts = [_plural(errors, "error")] if errors else []
    parts += [_plural(warnings, "warning")] if warnings else []
    return ", ".join(parts) or "no problems"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _show_excerpt(screen: Console, problem: Problem, excerpts: Excerpts) -> None:
    from rich.cells import cell_len

    written = excerpts.line(problem.span)
    if written is None:
        return
    start = max(0, problem.span.column - 60)
    shown = "".join(letter if letter.isprintable() else " " for letter in written[start : start + 100])
    number = f"{problem.span.line:>5} | "
    screen.print(f"{number}{shown}", style="dim")
    at = max(problem.span.column - 1 - start, 0)
    carets = cell_len(shown[at : at + excerpts.length(problem)])
    screen.print(" " * (len(number) + cell_len(shown[:at])) + "^" * max(carets, 1), style="bold red")


@contextmanager
def progress(quiet: bool) -> Iterator[ProgressShown]:  # noqa: FBT001 - the only choice there is
    """Show that work goes on, on a terminal; nothing elsewhere."""
    screen = None if quiet else console(to_errors=True)
    if screen is None or not screen.is_terminal:
        yield ProgressShown(None)
        return
    from rich.live import Live

    # Without a thread to refresh it: what is made is made in processes that are forked from this one.
    with Live("Reading the guide …", console=screen, auto_refresh=False, transient=True) as live:
        yield ProgressShown(live)


class ProgressShown:
    """Say what is being done."""

    def __init__(self, live: Live | None) -> None:
        """Keep Rich's display, or nothing where nobody looks."""
        self._live = live

    def say(self, words: str) -> None:
        """Replace the words that are shown."""
        if self._live:
            self._live.update(words, refresh=True)


def show_made(folder: Path, made: Iterable[Made]) -> None:
    """Print the folder, and a table of the files made in it: name, size, pages, time."""
    from rich.table import Table

    screen = console()
    screen.print(f"{folder}/")
    table = Table(box=None, pad_edge=False, header_style="bold", title=None)
    table.add_column("File", overflow="fold")
    for name in ("Size", "Pages", "Time"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in sorted(made, key=lambda one: one.format):
        size = sum(len(artifact.data) for artifact in one.artifacts)
        first = one.artifacts[0]
        name = first.path if len(one.artifacts) == 1 else f"{first.path.split('/')[0]}/ ({len(one.artifacts)} files)"
        table.add_row(name, file_size(size), str(len(first.pages.pages)) if first.pages else "", f"{one.seconds:.1f} s")
    screen.print(table, soft_wrap=False)


def show_edits(edits: Sequence[Edit], *, to_errors: bool = False) -> None:
    """Print what was changed in the author's files: the place, the old words and the new."""
    screen = console(to_errors=to_errors)
    for edit in edits:
        screen.print(str(edit))
    if edits:
        screen.print(f"{_plural(len(edits), 'change')} made.", style="bold")


def show_end(report: Report) -> None:
    """Print what is left to say after the problems: how the checkers ended, what was not done, what could be mended."""
    screen = console()
    show_outcomes(report.checkers)
    if report.notices and not report.failed:
        screen.print("The source has no errors." if report.problems else "The source is sound.")
    mendable = sum(bool(problem.fix) for problem in report.problems)
    if mendable:
        screen.print(f"{_plural(mendable, 'problem')} can be mended by `check --fix`.", style="bold")


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print how many faults each checker found, which checkers did not run, and what that means."""
    screen = console()
    for outcome in outcomes:
        name, number = outcome.title, len(outcome.faults)
        files = _plural(outcome.files, "file")
        if outcome.missing:
            screen.print(f"{name:<12} did not run: {outcome.missing}", style="yellow")
        elif number:
            screen.print(f"{name:<12} {files}: {_plural(number, 'fault')}", style="bold red")
        else:
            screen.print(f"{name:<12} {files}: nothing found ({outcome.seconds:.1f} s)", style="green")
    missing = sum(bool(outcome.missing) for outcome in outcomes)
    if missing:
        ran = f"{missing} of {_plural(len(outcomes), 'checker')} did not run"
        screen.print(
            f"{ran}, so nothing is known of what {'they check' if missing > 1 else 'it checks'}.", style="bold yellow"
        )
