"""Make one format of a guide as ``build`` makes it, for ``downloads``, which starts this as a program.

Goes in, as arguments: the guide's folder, the audience of an edition or nothing, the format's name. Comes out, on standard output: the answer.
It is a process of its own so that pages go on being served, and so that it can be ended whatever it does.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from guidepress.serve.answer import Answer, failure

_BACKGROUND = 10  # how much others come first, as nice counts


def make_one(root: Path, edition: str, name: str) -> Answer:
    """Read the guide and make the format, with the page list and the judgement of the PDF that ``build`` has."""
    from guidepress.compose.resources import design_of
    from guidepress.errors import has_errors
    from guidepress.formats import Making
    from guidepress.judging import judge, judge_part
    from guidepress.pipeline import load, make, prepare
    from guidepress.write import in_words

    making = Making((name,), kept=root, judge=judge_part, page_list=True)
    prepare(making)
    guide, problems = load(root, edition)
    if guide is None:
        return Answer(None, problems)
    try:
        made = list(make(guide, design_of(root), making))
    except OSError as error:  # no room on the disk, say
        return failure(name, in_words(error))
    files = [file for one in made for file in one.artifacts]
    problems = tuple(problem for one in made for problem in one.problems) or judge(files)
    return Answer(None, problems) if has_errors(problems) or not files else Answer(files[0].data)


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
