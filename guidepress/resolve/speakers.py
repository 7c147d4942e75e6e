"""Check who speaks and who is addressed: mascots, poses, audiences."""

from __future__ import annotations

from dataclasses import replace

from guidepress.errors import Problem, Span, did_you_mean
from guidepress.model import Block, Chapter, Entry, ForAudience, Guide, Mascots, Speech
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import find, rewrite


def check_speakers(guide: Guide, problems: list[Problem]) -> Guide:
    """Give each speech its pose; report mascots, poses and audiences that ``guide.yaml`` does not declare."""

    def check(node: Speech) -> Speech | tuple[()]:
        mascot = guide.mascots.get(node.mascot)
        if not node.mascot:  # reported when it was read
            return ()
        if mascot is None:
            hint = did_you_mean(node.mascot, guide.mascots) or "Declare it under mascots: in guide.yaml."
            problems.append(
                Problem(node.place("argument"), "unknown-mascot", f"there is no mascot '{node.mascot}'", hint)
            )
            return ()
        pose = node.pose or next(iter(mascot.poses))
        if pose not in mascot.poses:
            hint = did_you_mean(pose, mascot.poses)
            problems.append(Problem(node.place("pose"), "unknown-pose", f"{mascot.name} has no pose '{pose}'", hint))
            pose = next(iter(mascot.poses))
        return replace(node, pose=pose)

    chapters = (*guide.front, *guide.chapters)
    for block in find(chapters, Mascots):
        if not guide.mascots:
            hint = "Declare them under mascots: in guide.yaml, or take the block away."
            problems.append(Problem(block.span, "unknown-mascot", "the guide has no mascots", hint))
    marked = (block for block in find(chapters, Block) if block.audience)
    written_for: tuple[Chapter | Entry | Block, ...] = (*chapters, *marked, *guide.entries)
    for written in written_for:
        for audience in written.audience:
            if audience not in guide.audiences:
                hint = did_you_mean(audience, guide.audiences) or "Declare it under audiences: in guide.yaml."
                problems.append(
                    Problem(_place(written), "unknown-audience", f"there is no audience '{audience}'", hint)
                )
    return map_chapters(guide, lambda chapter: rewrite(chapter, {Speech: check}))


def _place(written: Chapter | Entry | Block) -> Span:
    """Find where it stands for whom something is."""
    if isinstance(written, ForAudience):
        return written.place("argument")
    return written.audience_span if isinstance(written, Chapter) else written.place("audience")
