"""Rules of mascots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from guidepress.model import BulletList, NumberedList, Paragraph, Speech
from guidepress.rules.prose import count_words, prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey
from guidepress.walk import find

FAMILY = Family("Mascots", "Mascots who say little, and are welcome each time.")
LONGEST_SPEECH = 60
MOST_ITEMS = 4
SPEECH = ":::{{mascot}} co\n:pose: {pose}\n\n{words}\n:::"
_ask, _wait = SPEECH.format(pose="welcoming", words="Ask."), SPEECH.format(pose="thinking", words="Wait.")


@FAMILY.rule(
    "speech-long",
    summary=f"Keep what a mascot says to {LONGEST_SPEECH} words.",
    reason="A speech bubble is a breath. What is longer belongs in the text, where it can be found by its heading.",
    bad=SPEECH.format(pose="thinking", words="Ask them what would help. " * 13),
    good=SPEECH.format(pose="thinking", words="Ask them what would help."),
)
def _speech_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Speech):
        words = list(find(one.block, Paragraph))
        count = sum(count_words(prose_of(node.children, node.span).text) for node in words)
        if count > LONGEST_SPEECH:
            yield Fault(one.block.span, f"the mascot says {count} words", "Move what is not chat into the text.")


@FAMILY.rule(
    "speech-list",
    summary=f"Let a mascot list no more than {MOST_ITEMS} things.",
    reason="Nobody speaks in long lists. A checklist or a list in the text can be ticked and found again.",
    bad=SPEECH.format(pose="thinking", words="Bring:\n\n- pens\n- paper\n- soup\n- bowls\n- spoons"),
    good=SPEECH.format(pose="thinking", words="Bring:\n\n- pens\n- paper\n- soup"),
)
def _speech_list(survey: Survey) -> Iterator[Fault]:
    for one in survey.blocks:
        spoken = any(isinstance(block, Speech) for block in one.inside)
        if spoken and isinstance(one.block, BulletList | NumberedList) and len(one.block.items) > MOST_ITEMS:
            message = f"the mascot lists {len(one.block.items)} things"
            yield Fault(one.block.span, message, "Make the list part of the text, or a checklist.")


@FAMILY.rule(
    "speech-neighbours",
    summary="Put words between two speeches.",
    reason="Two bubbles side by side are a conversation that the reader did not ask for, and the text is out of sight.",
    bad=f"{_ask}\n\n{_wait}",
    good=f"{_ask}\n\nSome people answer at once.\n\n{_wait}",
    needs="chapter",
)
def _speech_neighbours(survey: Survey) -> Iterator[Fault]:
    for _, blocks in survey.rows:
        for first, second in pairwise(blocks):
            if isinstance(first, Speech) and isinstance(second, Speech):
                yield Fault(second.span, "two speeches stand together", "Put a paragraph between them, or join them.")


@FAMILY.rule(
    "pose-again",
    summary="Change a mascot's pose from one speech to the next in a chapter.",
    reason="The same picture twice looks like a rubber stamp, and is described to listeners in the same words.",
    bad=f"{_ask}\n\nSome people answer at once.\n\n{_ask.replace('Ask', 'Wait')}",
    good=f"{_ask}\n\nSome people answer at once.\n\n{_wait}",
    needs="chapter",
)
def _pose_again(survey: Survey) -> Iterator[Fault]:
    last: dict[tuple[str, str], str] = {}
    for one in survey.of(Speech):
        speaker = one.chapter.key, one.block.mascot
        mascot = survey.guide.mascots[one.block.mascot]
        if last.get(speaker) == one.block.pose and len(mascot.poses) > 1:
            others = ", ".join(pose for pose in mascot.poses if pose != one.block.pose)
            message = f"{mascot.name} is {one.block.pose} twice running"
            yield Fault(one.block.span, message, f"Choose another pose: {others}.")
        last[speaker] = one.block.pose


def _poses_used(survey: Survey) -> set[tuple[str, str]]:
    return {(one.block.mascot, one.block.pose) for one in survey.of(Speech)}


@FAMILY.rule(
    "mascot-silent",
    summary="Let every mascot speak, or leave it out.",
    reason="A mascot that is introduced and never met again puzzles readers.",
    bad="mascots:\n  co: …\n  pro: …   # and no chapter says :::{mascot} pro",
    good="mascots:\n  co: …   # and a chapter says :::{mascot} co",
    yaml=True,
    needs="guide",
)
def _mascot_silent(survey: Survey) -> Iterator[Fault]:
    speakers = {mascot for mascot, _ in _poses_used(survey)}
    for key, mascot in survey.guide.mascots.items():
        if key not in speakers:
            hint = f"Let it speak, :::{{mascot}} {key}, or remove it from mascots:."
            yield Fault(survey.place("mascots", key), f"{mascot.name} says nothing in the guide", hint)


@FAMILY.rule(
    "pose-unused",
    summary="Use every pose of a mascot that speaks, or leave it out.",
    reason="A drawing that nobody sees still has to be kept, and was somebody's work.",
    bad="poses:\n  thinking: mascots/co-thinking.svg   # and no chapter says :pose: thinking",
    good="poses:\n  thinking: mascots/co-thinking.svg   # and a chapter says :pose: thinking",
    yaml=True,
    needs="guide",
)
def _pose_unused(survey: Survey) -> Iterator[Fault]:
    used = _poses_used(survey)
    speakers = {mascot for mascot, _ in used}
    for key, mascot in survey.guide.mascots.items():
        for pose in mascot.poses:
            if key in speakers and (key, pose) not in used:
                place = survey.place("mascots", key, "poses", pose)
                yield Fault(place, f"{mascot.name} is never {pose}", "Use the pose, or remove it.")
