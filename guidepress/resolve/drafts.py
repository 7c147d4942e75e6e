"""Leave out what the author has still to do."""

from __future__ import annotations

from guidepress.errors import Problem
from guidepress.model import Guide, Todo
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import rewrite


def leave_out_drafts(guide: Guide, problems: list[Problem]) -> Guide:
    """Take every ``todo`` out of the guide, and warn of each."""

    def leave_out(todo: Todo) -> tuple[()]:
        hint = "It is left out of what is made. Do it, and take the block away."
        problems.append(Problem(todo.span, "todo", "something is still to be done here", hint, "warning"))
        return ()

    return map_chapters(guide, lambda chapter: rewrite(chapter, {Todo: leave_out}))
