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
    """Name the token in front and the one behind it, where they meet, the contrast that they need, and whether they meet on paper too."""

    front: str
    ground: str
    where: str
    ratio: float
    on_paper: bool = True

    @property
    def is_text(self) -> bool:
        """Tell whether it is words that stand in front."""
        return self.ratio == TEXT_RATIO


Row = tuple[str, str, str]  # the token in front, the one behind it, where they meet

_TEXT: tuple[Row, ...] = (
    *(
        (f"code-{kind}", ground, "code; lines that are emphasised")
        for kind in _CODE
        for ground in ("quiet-tint", "paper")
    ),
    ("ink", "paper", "all words on paper; the band, the foot and the pager on screens"),
    ("ink", "quiet-tint", "code, key points, the head of a case study"),
    ("ink-soft", "quiet-tint", "the numbers of lines of code"),
    ("ink", "voice-1-tint", "what the first mascot says"),
    ("ink", "voice-2-tint", "what the second mascot says"),
    ("ink", "voice-3-tint", "what the third mascot says"),
    ("ink", "voice-4-tint", "what the fourth mascot says"),
    ("ink", "activity-tint", "activities"),
    ("ink", "caution-tint", "warnings"),
    ("ink-soft", "paper", "the version in the band and at the foot of a page; addresses on paper; the pager"),
    ("link", "paper", "links on paper; the link that skips to the words"),
    ("link", "quiet-tint", "links in key points"),
    ("link", "voice-1-tint", "links in what the first mascot says"),
    ("link", "voice-2-tint", "links in what the second mascot says"),
    ("link", "voice-3-tint", "links in what the third mascot says"),
    ("link", "voice-4-tint", "links in what the fourth mascot says"),
    ("link", "activity-tint", "links in activities"),
    ("link", "caution-tint", "links in warnings"),
    ("voice-1", "paper", "quotations, the word Tip, the chapter's number on paper"),
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
    ("on-part", "part-1", "the first part's opening"),
    ("on-part", "part-2", "the second part's opening"),
    ("on-part", "part-3", "the third part's opening"),
    ("on-part", "part-4", "the fourth part's opening"),
)
_TEXT_ON_SCREENS: tuple[Row, ...] = (
    ("ink", "ground", "all words on screens"),
    ("ink-soft", "ground", "that a case study is made up; what the guide is set in"),
    ("link", "ground", "links on screens"),
    ("voice-1", "ground", "quotations, the word Tip, the chapter's number on screens"),
    ("on-accent", "cover-accent", "the button on the website's first page"),
)
_LINES: tuple[Row, ...] = (
    ("voice-1", "paper", "the edge of the first mascot's bubble on paper; of a tip"),
    ("voice-2", "paper", "the edge of the second mascot's bubble on paper"),
    ("voice-3", "paper", "the edge of the third mascot's bubble on paper"),
    ("voice-4", "paper", "the edge of the fourth mascot's bubble on paper"),
    ("caution", "paper", "the edge of a warning on paper"),
    ("activity", "paper", "the edge of an activity on paper"),
    ("rule-strong", "paper", "the edge of a case study and a checklist on paper; the thumb that scrolls a table"),
    ("rule-strong", "quiet-tint", "the edge of the word Illustration; the thumb that scrolls a table"),
    ("rule-strong", "paper", "the turn before a line of code that goes on, in a line that is emphasised"),
    ("ink", "quiet-tint", "the bar before lines of code that are emphasised"),
)
_LINES_ON_SCREENS: tuple[Row, ...] = (
    ("voice-1", "ground", "the edge of the first mascot's bubble on screens; of a tip"),
    ("voice-2", "ground", "the edge of the second mascot's bubble on screens"),
    ("voice-3", "ground", "the edge of the third mascot's bubble on screens"),
    ("voice-4", "ground", "the edge of the fourth mascot's bubble on screens"),
    ("ink", "ground", "the edge of a note, boxes to tick, the rule above key points"),
    ("caution", "ground", "the edge of a warning on screens"),
    ("activity", "ground", "the edge of an activity on screens"),
    ("rule-strong", "ground", "the edge of a case study and a checklist on screens; what a link has led to"),
    ("link", "ground", "the outline of what has the focus"),
    ("link", "paper", "the outline of what has the focus in the band, the pager and the foot"),
    ("on-cover", "cover", "the outline of what has the focus on the cover"),
    ("on-part", "part-1", "the outline of what has the focus on a part's opening"),
)


def _pairs(rows: tuple[Row, ...], ratio: float, *, on_paper: bool = True) -> tuple[Pair, ...]:
    return tuple(Pair(f"--{front}", f"--{ground}", where, ratio, on_paper) for front, ground, where in rows)


TEXT = (*_pairs(_TEXT, TEXT_RATIO), *_pairs(_TEXT_ON_SCREENS, TEXT_RATIO, on_paper=False))
LINES = (*_pairs(_LINES, LINE_RATIO), *_pairs(_LINES_ON_SCREENS, LINE_RATIO, on_paper=False))
PAIRS = (*TEXT, *LINES)
