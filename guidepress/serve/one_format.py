"""Make one format of a guide as ``build`` makes it, for ``downloads``, which starts this as a program.

Goes in, as arguments: the guide's folder, the audience of an edition or nothing, the format's name. Comes out, on standard output: the answer.
It is a process of its own so that pages go on being served, and so that it can be ended whatever it does.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from guidepress.serve.answer import Answer, failure

if TYPE_CHECKING:
    from guidepress.compose.resources import Design
    from guidepress.formats import Making
    from guidepress.model import Guide
    from guidepress.pipeline import Made

_BACKGROUND = 10  # how much others come first, as nice counts


def make_one(root: Path, edition: str, name: str) -> Answer:
    """Read the guide and make the format as ``build`` does, and judge it.

    The formats for screens say where the pages of the PDF begin if these are known, as after a look at the PDF: to lay them out would keep
    whoever asks for a web page waiting.
    """
    from guidepress.errors import has_errors
    from guidepress.formats import Making
    from guidepress.judging import judge_part
    from guidepress.pipeline import Preparation, load
    from guidepress.write import in_words

    making = Making((name,), kept=root, judge=judge_part)
    with Preparation(making) as preparation:
        guide, problems = load(root, edition)
        if guide is None:
            return Answer(None, problems)
        try:
            made = _make(guide, root, preparation.done(making))
        except OSError as error:  # no room on the disk, say
            return failure(name, in_words(error))
    files = [file for one in made for file in one.artifacts]
    problems = tuple(problem for one in made for problem in one.problems)
    return Answer(None, problems) if has_errors(problems) or not files else Answer(files[0].data)


def _make(guide: Guide, root: Path, making: Making) -> list[Made]:
    from guidepress.compose.resources import design_of
    from guidepress.pipeline import make

    design = design_of(root)
    return list(make(guide, design, replace(making, page_list=_are_pages_known(guide, design, root))))


def _are_pages_known(guide: Guide, design: Design, root: Path) -> bool:
    from guidepress.paper.kept import Kept
    from guidepress.paper.origin import origin

    return Kept(root).page_map(guide.stem, origin(guide, design)) is not None


def main() -> None:
    """Do as the arguments say. What libraries print goes to standard error, and not into the answer."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.nice(_BACKGROUND)
    root, edition, name = sys.argv[1:]
    with answer:
        pickle.dump(make_one(Path(root), edition, name), answer)


if __name__ == "__main__":
    main()
