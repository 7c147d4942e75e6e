"""Build a guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidepress.formats import FORMATS, Making

if TYPE_CHECKING:
    from guidepress.errors import Problem
    from guidepress.model import Guide
    from guidepress.pipeline import Made
    from guidepress.terminal import ProgressShown

WITHOUT_PAGES = (
    "The list of pages needs the PDF laid out. Without it the other formats may be made as they are: --no-page-list."
)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="build")
@click.option("--guide", "root", type=FOLDER, default=Path(), help="The guide's folder, which holds source/.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where to put the files.  [default: dist/ there]"
)
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Make only this; may be repeated.")
@click.option(
    "--audience", "edition", default="", help="Make the edition for these readers (audiences: in guide.yaml)."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Lay out so many parts of the PDF at once.  [default: one a core]"
)
@click.option("--no-cache", is_flag=True, help="Lay out every page anew, and keep none for the next build.")
@click.option("--no-page-list", is_flag=True, help="Do not say in the other formats where the pages of the PDF begin.")
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
def command(
    root: Path,
    output: Path | None,
    formats: tuple[str, ...],
    edition: str,
    jobs: int | None,
    *,
    no_cache: bool,
    no_page_list: bool,
    quiet: bool,
) -> int:
    """Make the guide's files: PDF, EPUB, one HTML file and a website."""
    from guidepress.pipeline import PAGES, Preparation, load

    wanted = tuple(dict.fromkeys(formats or FORMATS))
    making = Making(wanted, jobs or 0, None if no_cache else root, page_list=not no_page_list)
    with Preparation(making) as preparation:
        from guidepress import terminal
        from guidepress.write import in_words, write

        with terminal.progress(quiet) as shown:
            guide, problems = load(root, edition)
            faults = _design_faults(root, guide) if guide else ()
            made = _make(guide, root, preparation.done(making), shown) if guide and not faults else []
            faults = faults or _faults(made, root, guide)
    if problems or faults:
        terminal.show_problems([*problems, *faults], root)
    if guide is None or faults:
        terminal.console(to_errors=True).print("Nothing was written.")
        if any(one.problems for one in made if one.format == PAGES):
            terminal.console(to_errors=True).print(WITHOUT_PAGES)
        return 1
    try:
        folder = write(output or root / "dist", guide.stem, (file for one in made for file in one.artifacts))
    except OSError as error:
        terminal.console(to_errors=True).print(
            f"The files cannot be written: {in_words(error)}. What was there is as it was."
        )
        return 1
    if not quiet:
        terminal.show_made(folder, made)
    return 0


def _design_faults(root: Path, guide: Guide, *, with_paper: bool = False) -> tuple[Problem, ...]:
    """Find what is wrong with the guide's own style sheets; what paper cannot show is looked for when something is, as that takes long."""
    from guidepress.compose.resources import design_of
    from guidepress.design import check_design

    found = check_design(design_of(root), two_sided=guide.two_sided, with_paper=with_paper)
    errors = tuple(problem for problem in found if problem.severity == "error")
    return _design_faults(root, guide, with_paper=True) if errors and not with_paper else errors


def _faults(made: Sequence[Made], root: Path, guide: Guide | None) -> tuple[Problem, ...]:
    """Gather what keeps the files from being written; what WeasyPrint drops is told at its place in the guide's own sheets."""
    told = tuple(problem for one in made for problem in one.problems)
    if guide and any(problem.code == "layout" for problem in told):
        told = _design_faults(root, guide, with_paper=True) or told
    return told


def _make(guide: Guide, root: Path, making: Making, shown: ProgressShown) -> list[Made]:
    from guidepress.compose.resources import design_of
    from guidepress.judging import judge_part
    from guidepress.pipeline import make

    made: list[Made] = []
    waiting = list(making.formats)
    shown.say(f"Making {', '.join(waiting)} …")
    for one in make(guide, design_of(root), replace(making, judge=judge_part)):
        made.append(one)
        waiting = [name for name in waiting if name != one.format]
        if waiting:
            shown.say(f"Made {one.format} in {one.seconds:.1f} s; making {', '.join(waiting)} …")
    return made
