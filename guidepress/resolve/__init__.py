"""Settle a guide: identities, values, numbers, links. Each pass is a pure function from guide to guide.

Goes in: the ``Guide`` as read. Comes out: a ``Resolution``: the guide in which every block has an id, every link a
target and every note a number, and the problems of all passes together.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidepress.errors import Problem
from guidepress.model import Guide
from guidepress.resolve.abbreviations import explain_abbreviations
from guidepress.resolve.drafts import leave_out_drafts
from guidepress.resolve.editions import leave_out_entries, make_edition
from guidepress.resolve.identities import identify
from guidepress.resolve.index import make_index
from guidepress.resolve.mentions import collect_mentions
from guidepress.resolve.numbers import number
from guidepress.resolve.references import resolve_references
from guidepress.resolve.speakers import check_speakers
from guidepress.resolve.values import fill_values

PASSES = (
    leave_out_drafts, fill_values, identify, check_speakers, make_edition, number, resolve_references, collect_mentions,
    leave_out_entries, explain_abbreviations, make_index,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolution:
    """Hold the resolved guide and what was found wrong on the way."""

    guide: Guide
    problems: tuple[Problem, ...]


def resolve(guide: Guide) -> Resolution:
    """Run all passes in order; each reports its problems and the next goes on with what there is."""
    problems: list[Problem] = []
    for apply in PASSES:
        guide = apply(guide, problems)
    return Resolution(guide, tuple(problems))
