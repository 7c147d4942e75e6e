"""Check a guide."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidepress.commands.build import FOLDER

if TYPE_CHECKING:
    from guidepress.model import Guide
    from guidepress.terminal import ProgressShown


@click.command(name="check")
@click.option("--guide", "root", type=FOLDER, default=Path(), help="The guide's folder, which holds source/.")
@click.option("--source", "source_only", is_flag=True, help="Check only what was written, not the files made of it.")
@click.option("--strict", is_flag=True, help="Let warnings, and checkers that are missing, count as faults.")
def command(root: Path, *, source_only: bool, strict: bool) -> int:
    """Say what is wrong with a guide, and what to do about it. Nothing is written.

    The source is checked first, by the reader and by the rules (`rules` lists them). If it is sound, all formats are made in a
    temporary folder and given to the validators that are installed (`make validators` installs them).
    """
    from guidepress import terminal
    from guidepress.pipeline import review

    with terminal.progress(quiet=False) as shown:
        guide, problems = review(root)
        if problems:
            terminal.show_problems(problems, root)
        if guide is None or (strict and problems):
            return 1
        if source_only:
            terminal.console().print("The source is sound." if not problems else "The source has no errors.")
            return 0
        return _check_files(guide, root, shown, strict=strict)


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
