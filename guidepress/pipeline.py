"""Run the stages of a build; the command line shows what comes of it.

Goes in: a guide's folder. Comes out: problems, or artifacts by format.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Self

from guidepress.aside import Aside, Standby, cores, safe_method
from guidepress.compose.resources import Design, design_of, our_design
from guidepress.errors import GuideError, Problem, ProcessEnded, Span, bounded_guesses, has_errors, in_order
from guidepress.formats import LAST, PAGED, Making, file_of, paginate, render, unjudged
from guidepress.model import Artifact, Download, Guide, PageMap
from guidepress.own_folder import FOLDER

if TYPE_CHECKING:
    from guidepress.read.memory import Memory

GIGA = 1024**3
PAGES = "pages"  # what is made, beside formats: the map of the PDF's pages
_ON_PAPER = ("pdf", PAGES, "epub")  # what is laid out on pages: of the e-book the cover, after what has more of them
_MANY_FILES = "site"  # what makes more than one
_HELD: list[object] = []  # what a process that is about to end need not let go of, which takes as long as binding a PDF
_ENDED = "a process that makes it ended early: it was killed, or needs more memory than there is"


class WrongEnvironment(Exception):  # noqa: N818 - it is the user's setting that is wrong, not the program
    """Say that an environment variable cannot be understood."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what making one format may take: bytes of memory, seconds of computing. The guide here takes 0.4 GB and 10 seconds."""

    memory: int = 6 * GIGA
    seconds: int = 30 * 60


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what one format made, or the problems that kept it from it, how long it took in seconds, and the map of its pages, if it has any."""

    format: str
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    seconds: float
    pages: PageMap | None = None


def load(root: Path, edition: str = "", memory: Memory | None = None) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Read and resolve the guide in ``root``; the guide is missing when its problems stop a build.

    ``edition`` names the audience that an edition of the guide is for; nothing means the whole guide. ``memory`` is for who loads it
    again and again.
    """
    with bounded_guesses():
        guide, problems = _read(root, edition, memory)
    return (None if has_errors(problems) else guide), problems


def review(root: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Load the guide in ``root`` and hold its words against the rules too, as far as its errors let them be read.

    So one run tells all, errors and warnings; rules that errors could deceive hold back.
    """
    from guidepress.rules.catalogue import check_rules

    with _without_collector(), bounded_guesses():
        guide, problems = _read(root)
        if guide is None:
            return None, problems
        problems = in_order((*check_rules(guide, problems), *_unfit_for_paper(guide, root)))
    return (None if has_errors(problems) else guide), problems


def _read(root: Path, edition: str = "", memory: Memory | None = None) -> tuple[Guide | None, tuple[Problem, ...]]:
    from guidepress.read.guide import read_guide
    from guidepress.resolve import resolve

    with _without_collector():
        reading = read_guide(root, _build_date(), memory)
        if reading.guide is None:
            return None, in_order(reading.problems)
        resolution = resolve(replace(reading.guide, edition=edition))
    return resolution.guide, in_order((*reading.problems, *resolution.problems))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for garbage while a guide is read: there is little, and it looks through all that was read each time.

    Rules make more of it than reading, about as much as the guide's own size. Freezing for a moment counts all that was read as old, so
    that it is not looked through at once when the collector is back.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _unfit_for_paper(guide: Guide, root: Path) -> tuple[Problem, ...]:
    from guidepress.paper.formulas import undrawable_shapes
    from guidepress.paper.glyphs import missing_glyphs

    return (*missing_glyphs(guide, *(folder / "fonts" for folder in design_of(root).styles)), *undrawable_shapes(guide))


def _build_date() -> date | None:
    """Return the date that SOURCE_DATE_EPOCH asks for (reproducible-builds.org), or nothing."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        seconds = int(epoch if epoch.isdecimal() and epoch.isascii() else "")
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise WrongEnvironment(
            f"SOURCE_DATE_EPOCH is '{epoch[:40]}', but must be a number of seconds since 1970, such as 1767225600, or be unset."
        ) from error


class Preparation:
    """Begin what making needs in processes of their own while the guide is read. Use it in ``with``, which ends them."""

    def __init__(self, making: Making, limits: Limits = Limits()) -> None:
        """Compile templates and, where pages will surely be laid out, import what does it: a build that changes nothing does without it."""
        self._ends = ExitStack()
        self._templates: Aside[bytes] | None = None
        self._standby: Standby | None = None
        if safe_method() != "fork" or cores() == 1:
            return
        if "pdf" in making.formats or ("epub" in making.formats and not _are_pages_kept(making)):
            self._standby = self._ends.enter_context(Standby(partial(_get_ready_to_lay_out, limits)))
        import guidepress.read.guide  # noqa: F401 - what is imported by now need not be imported in the next process too
        from guidepress.compose.render import compiled_templates

        self._templates = self._ends.enter_context(Aside(partial(compiled_templates, our_design())))

    def __enter__(self) -> Self:
        """Give what holds the processes."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the processes."""
        self._ends.close()

    def done(self, making: Making) -> Making:
        """Take over what has been prepared."""
        if self._templates:
            from guidepress.compose.render import take_compiled

            with suppress(ProcessEnded):  # then they are compiled where they are used
                take_compiled(self._templates.result())
        return replace(making, standby=self._standby)


def _are_pages_kept(making: Making) -> bool:
    return making.kept is not None and (making.kept / FOLDER).is_dir()


def _get_ready_to_lay_out(limits: Limits) -> None:
    import guidepress.paper.press
    import guidepress.paper.raster  # noqa: F401 - what is imported stays
    from guidepress.judging import checkers
    from guidepress.paper.layout import import_library

    _limit(limits)
    import_library()
    checkers()


def make(guide: Guide, design: Design, making: Making, limits: Limits = Limits()) -> Iterator[Made]:
    """Render formats side by side as far as there are cores; yield each when it is done.

    Each has a process of its own, so that one that dies takes nothing with it and its limits bind nobody else. Formats that say where
    the pages of the PDF begin wait for these to be known, and the one that offers the others to readers for these to be made.
    """
    waiting, making = list(making.formats), replace(making, pages=_pages_known(guide, design, making))
    done: list[Made] = []
    if making.pages is None and _wants_pages(making):
        first = "pdf" if "pdf" in waiting else PAGES
        (made,) = _side_by_side([first], guide, design, making, limits)
        making = replace(making, pages=made.pages, standby=None)
        done += [made] if first in waiting or made.problems else []
        yield from done
        waiting = [name for name in waiting if name != first]
    for one in _side_by_side([name for name in waiting if name != LAST], guide, design, making, limits):
        done.append(one)
        yield one
    if LAST in waiting:
        told = replace(making, downloads=_downloads(done, guide, making), standby=None)
        yield from _side_by_side([LAST], guide, design, told, limits)


def _downloads(done: Sequence[Made], guide: Guide, making: Making) -> Mapping[str, Download]:
    """Describe what was made, in the order of the formats that were asked for."""
    made = {one.format: one for one in done if one.artifacts}
    return {
        name: Download(
            name,
            file_of(name, guide.stem),
            sum(len(artifact.data) for artifact in made[name].artifacts),
            len(pages.pages) if (pages := made[name].pages) else None,
        )
        for name in making.formats
        if name in made
    }


def _side_by_side(names: Sequence[str], guide: Guide, design: Design, making: Making, limits: Limits) -> Iterator[Made]:
    """Make formats that need not wait for each other, as many at once as there are cores."""
    on_paper = next((name for name in _ON_PAPER if name in names), "")
    waiting, running = deque(names), dict[Connection, tuple[Aside[Made], str, float]]()
    with ExitStack() as ends:
        while waiting or running:
            while waiting and len(running) < cores():
                name = waiting.popleft()
                own = making if name == on_paper else replace(making, standby=None)
                aside = ends.enter_context(begin(name, guide, design, own, limits))
                running[aside.pipe] = aside, name, time.monotonic()
            for pipe in wait(list(running)):
                yield _made(*running.pop(pipe))  # type: ignore[call-overload]  # wait is typed for sockets too


def begin(name: str, guide: Guide, design: Design, making: Making, limits: Limits) -> Aside[Made]:
    """Begin to make one format, or to find where the pages of the PDF begin, in a process of its own."""
    method = safe_method()
    if method != "fork":
        making = replace(making, standby=None)  # only who was forked from this process has it
    return Aside(partial(_make_one, name, guide, design, making, limits), method=method)


def _made(aside: Aside[Made], name: str, start: float) -> Made:
    try:
        return aside.result()
    except ProcessEnded:
        return Made(name, (), (_failure(name, _ENDED),), time.monotonic() - start)


def _wants_pages(making: Making) -> bool:
    return making.page_list and not PAGED.isdisjoint(making.formats)


def _pages_known(guide: Guide, design: Design, making: Making) -> PageMap | None:
    """Recall on which page of the PDF everything stands, if it was laid out before and nothing has changed since."""
    if not _wants_pages(making):
        return None
    from guidepress.paper.kept import Kept
    from guidepress.paper.origin import origin

    return Kept(making.kept).page_map(guide.stem, origin(guide, design)) if making.kept else None


def _make_one(name: str, guide: Guide, design: Design, making: Making, limits: Limits) -> Made:
    _limit(limits)
    start = time.monotonic()
    artifacts: tuple[Artifact, ...] = ()
    pages: PageMap | None = None
    problems: tuple[Problem, ...] = ()
    try:
        if name == PAGES:
            pages = paginate(guide, design, making)
        else:
            rendering = render(name, guide, design, making)
            artifacts = tuple(rendering) if name == _MANY_FILES else (next(rendering),)
            _HELD.append(rendering)
            pages = artifacts[0].pages
            problems = _judged(artifacts, making)
    except GuideError as error:
        problems = error.problems
    except ProcessEnded:
        problems = (_failure(name, _ENDED),)
    except MemoryError:
        problems = (_failure(name, "it needs more memory than it may have"),)
    except TimeoutError:
        problems = (_failure(name, "it takes more time than it may have"),)
    return Made(name, artifacts, problems, time.monotonic() - start, pages)


def _judged(artifacts: Sequence[Artifact], making: Making) -> tuple[Problem, ...]:
    """Look at what is made as a whole, if its parts are judged too."""
    if making.judge is unjudged or not any(artifact.pages for artifact in artifacts):
        return ()
    from guidepress.judging import judge

    return judge(artifacts)


def _failure(name: str, why: str) -> Problem:
    hint = (
        "Look for a loop without end in your own templates and for very large pictures. guidepress's own need far less."
    )
    return Problem(Span("templates"), "format-failed", f"the format {name} cannot be made: {why}", hint)


def _limit(limits: Limits) -> None:
    """Bound this process, where the system can; and do not look for garbage in a guide, of which nothing goes until all is made."""
    gc.freeze()
    gc.disable()
    for kind, number, grace in ((resource.RLIMIT_AS, limits.memory, 0), (resource.RLIMIT_CPU, limits.seconds, 30)):
        with suppress(OSError, ValueError):  # macOS bounds no memory
            hard = resource.getrlimit(kind)[1]
            bound = number if hard == resource.RLIM_INFINITY else min(number, hard)
            resource.setrlimit(kind, (bound, bound + grace if hard == resource.RLIM_INFINITY else hard))
    signal.signal(signal.SIGXCPU, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
