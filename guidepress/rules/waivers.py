"""Apply waivers, and hold them against rules of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guidepress.errors import Problem, did_you_mean
from guidepress.model import Guide, Waiver
from guidepress.rules.rule import Family, Rule

FAMILY = Family("Waivers", "A rule may be set aside for a reason that is written down beside the words.")

FAMILY.error(
    "waiver-reason",
    "Give the reason for which a rule is set aside.",
    "Whoever edits the words next has to know whether the reason still holds.",
    "<!-- allow: heading-stop -->\n\n## Ask.\n\nWords.",
    "<!-- allow: heading-stop because it is the name of a book -->\n\n## Ask.\n\nWords.",
)
FAMILY.error(
    "waiver-unknown",
    "Set aside only rules that there are, in chapters that there are.",
    "A slip of the pen would let the fault stand, and a later one pass unseen.",
    "<!-- allow: heading-stopp because it is the name of a book -->\n\n## Ask.\n\nWords.",
    "<!-- allow: heading-stop because it is the name of a book -->\n\n## Ask.\n\nWords.",
)
FAMILY.error(
    "waiver-refused",
    "Mend what would make the guide wrong; it cannot be set aside.",
    "A link that leads nowhere, or words that would be lost, harm readers whatever the reason.",
    "<!-- allow: unknown-chapter because we will write it -->\n\nRead [the end](two.md).",
    "Read [the end](two.md).",
)
FAMILY.rules.append(
    Rule(
        "waiver-unused",
        FAMILY.name,
        "warning",
        "Remove a waiver that allows nothing.",
        "It hides the next fault of its kind, which nobody has thought about.",
        "<!-- allow: heading-stop because it is the name of a book -->\n\n## Ask\n\nWords.",
        "## Ask\n\nWords.",
    )
)


def waivers_of(guide: Guide) -> tuple[Waiver, ...]:
    """List the waivers of the chapters and those of guide.yaml."""
    return (*(waiver for chapter in (*guide.front, *guide.chapters) for waiver in chapter.waivers), *guide.waivers)


def check_waivers(guide: Guide, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Report waivers without a reason, of rules that there are not, and of rules that cannot be set aside."""
    files = {chapter.span.file for chapter in (*guide.front, *guide.chapters)}
    files |= {f"source/{name}" for name in guide.unread}
    for waiver in waivers_of(guide):
        rule = rules.get(waiver.code)
        if rule is None:
            hint = did_you_mean(waiver.code, rules) if waiver.code else "Write: <!-- allow: CODE because REASON -->"
            yield Problem(waiver.span, "waiver-unknown", f"there is no rule '{waiver.code}'", hint)
        elif rule.severity == "error":
            hint = "Mend the fault; what is made of the guide would be wrong."
            yield Problem(waiver.span, "waiver-refused", f"'{waiver.code}' is an error and cannot be waived", hint)
        elif not waiver.reason:
            hint = "Say why: <!-- allow: CODE because REASON --> in a chapter, reason: … in guide.yaml."
            yield Problem(waiver.span, "waiver-reason", f"nothing says why '{waiver.code}' is allowed here", hint)
        if waiver.file.startswith("source/chapters/") and waiver.file not in files:
            name = waiver.file.removeprefix("source/chapters/")
            hint = did_you_mean(name, (file.removeprefix("source/chapters/") for file in files))
            yield Problem(waiver.span, "waiver-unknown", f"there is no chapter '{name}' in the guide", hint)


def apply_waivers(
    guide: Guide, problems: Iterable[Problem], rules: Mapping[str, Rule], *, whole: bool = True
) -> Iterator[Problem]:
    """Leave out the warnings that a waiver allows; report waivers that allow nothing, if the ``whole`` guide could be read."""
    waivers = waivers_of(guide)
    used: set[int] = set()
    by_code: dict[str, list[tuple[int, Waiver]]] = {}
    for number, waiver in enumerate(waivers):
        by_code.setdefault(waiver.code, []).append((number, waiver))
    for problem in problems:
        allowing = [number for number, waiver in by_code.get(problem.code, ()) if _allows(waiver, problem)]
        used.update(allowing)
        if not allowing:
            yield problem
    for number, waiver in enumerate(waivers if whole else ()):
        if number not in used and _should_be_used(waiver, rules):
            message = f"'{waiver.code}' warns of nothing here"
            yield Problem(waiver.span, "waiver-unused", message, "Remove the waiver.", "warning")


def _should_be_used(waiver: Waiver, rules: Mapping[str, Rule]) -> bool:
    """Tell whether a waiver that allows nothing is left over; what the net answers differs from day to day."""
    rule = rules.get(waiver.code)
    return rule is not None and rule.severity == "warning" and not rule.asked


def without_waived(guide: Guide, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Leave out the warnings that a waiver allows."""
    waivers = waivers_of(guide)
    return tuple(problem for problem in problems if not any(_allows(waiver, problem) for waiver in waivers))


def _allows(waiver: Waiver, problem: Problem) -> bool:
    if problem.severity == "error" or waiver.code != problem.code or not waiver.reason:
        return False
    in_file = not waiver.file or waiver.file == problem.span.file
    return in_file and (not waiver.last or waiver.first <= problem.span.line <= waiver.last)
