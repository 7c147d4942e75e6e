"""List the colours that are put together, by the names of their tokens: words on their ground, and lines beside what they stand out from.

A new use of a colour in ``styles/`` needs its pair here: our tests and every guide's own colours are held to it.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT_RATIO = 4.5  # WCAG 2.2, 1.4.3
LARGE_RATIO = 3.0  # the same, for words of 18 points and more
LINE_RATIO = 3.0  # WCAG 2.2, 1.4.11
_CODE = ("comment", "keyword", "string", "number", "name", "builtin")


@dataclass(frozen=True, slots=True)
class Pair:
    """Name the token in front and the one behind it, where they meet, and the contrast that they need."""

    front: str
    ground: str
    where: str
    ratio: float

    @property
    def is_text(self) -> bool:
        """Tell whether it is words that stand in front."""
        return self.ratio == TEXT_RATIO


TEXT = tuple(
    Pair(f"--{front}", f"--{ground}", where, TEXT_RATIO)
    for front, ground, where in (
        ("ink", "paper", "all words on paper; the band, the foot and the pager on screens"),
        ("ink", "ground", "all words on screens"),
        ("ink", "quiet-tint", "code, key points, the head of a case study"),
        *(
            (f"code-{kind}", ground, "code; lines that are emphasised")
            for kind in _CODE
            for ground in ("quiet-tint", "paper")
        ),
        ("ink-soft", "quiet-tint", "the numbers of lines of code"),
        ("ink", "voice-1-tint", "what the first mascot says"),
        ("ink", "voice-2-tint", "what the second mascot says"),
        ("ink", "voice-3-tint", "what the third mascot says"),
        ("ink", "voice-4-tint", "what the fourth mascot says"),
        ("ink", "activity-tint", "activities"),
        ("ink", "caution-tint", "warnings"),
        ("ink-soft", "paper", "the version in the band and at the foot of a page; addresses on paper; the pager"),
        ("ink-soft", "ground", "that a case study is made up; what the guide is set in"),
        ("link", "paper", "links on paper; the link that skips to the words"),
        ("link", "ground", "links on screens"),
        ("link", "quiet-tint", "links in key points"),
        ("link", "voice-1-tint", "links in what the first mascot says"),
        ("link", "voice-2-tint", "links in what the second mascot says"),
        ("link", "voice-3-tint", "links in what the third mascot says"),
        ("link", "voice-4-tint", "links in what the fourth mascot says"),
        ("link", "activity-tint", "links in activities"),
        ("link", "caution-tint", "links in warnings"),
        ("voice-1", "paper", "quotations, the word Tip, the chapter's number on paper"),
        ("voice-1", "ground", "quotations, the word Tip, the chapter's number on screens"),
        ("voice-1", "voice-1-tint", "the first mascot's name"),
        ("voice-2", "voice-2-tint", "the second mascot's name"),
        ("voice-3", "voice-3-tint", "the third mascot's name"),
        ("voice-4", "voice-4-tint", "the fourth mascot's name"),
        ("voice-2", "paper", "the chapter's number on paper, in the second part"),
        ("voice-3", "paper", "the chapter's number on paper, in the third part"),
        ("activity", "activity-tint", "the word Activity"),
        ("caution", "caution-tint", "the word Warning"),
        ("on-cover", "cover", "title and publisher on the cover"),
        ("cover-accent", "cover", "the version on the cover"),
        ("on-accent", "cover-accent", "the button on the website's first page"),
        ("on-part", "part-1", "the first part's opening"),
        ("on-part", "part-2", "the second part's opening"),
        ("on-part", "part-3", "the third part's opening"),
        ("on-part", "part-4", "the fourth part's opening"),
    )
)

LINES = tuple(
    Pair(f"--{front}", f"--{ground}", where, LINE_RATIO)
    for front, ground, where in (
        ("voice-1", "paper", "the edge of the first mascot's bubble on paper; of a tip"),
        ("voice-1", "ground", "the edge of the first mascot's bubble on screens; of a tip"),
        ("voice-2", "paper", "the edge of the second mascot's bubble on paper"),
        ("voice-2", "ground", "the edge of the second mascot's bubble on screens"),
        ("voice-3", "paper", "the edge of the third mascot's bubble on paper"),
        ("voice-3", "ground", "the edge of the third mascot's bubble on screens"),
        ("voice-4", "paper", "the edge of the fourth mascot's bubble on paper"),
        ("voice-4", "ground", "the edge of the fourth mascot's bubble on screens"),
        ("ink", "ground", "the edge of a note, boxes to tick, the rule above key points"),
        ("caution", "paper", "the edge of a warning on paper"),
        ("caution", "ground", "the edge of a warning on screens"),
        ("activity", "paper", "the edge of an activity on paper"),
        ("activity", "ground", "the edge of an activity on screens"),
        ("rule-strong", "paper", "the edge of a case study and a checklist on paper; the thumb that scrolls a table"),
        ("rule-strong", "ground", "the edge of a case study and a checklist on screens; what a link has led to"),
        ("rule-strong", "quiet-tint", "the edge of the word Illustration; the thumb that scrolls a table"),
        ("rule-strong", "paper", "the turn before a line of code that goes on, in a line that is emphasised"),
        ("ink", "quiet-tint", "the bar before lines of code that are emphasised"),
        ("link", "ground", "the outline of what has the focus"),
        ("link", "paper", "the outline of what has the focus in the band, the pager and the foot"),
        ("on-cover", "cover", "the outline of what has the focus on the cover"),
        ("on-part", "part-1", "the outline of what has the focus on a part's opening"),
    )
)

PAIRS = (*TEXT, *LINES)
