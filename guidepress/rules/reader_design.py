"""Name what is found in a guide's own style sheets; ``guidepress/design/`` finds it."""

from __future__ import annotations

from guidepress.errors import Severity
from guidepress.rules.rule import Family, Rule

FAMILY = Family(
    "Design",
    "What a guide's own style sheets ask for, in `styles/`; [design.md](design.md) shows how to change them. Waivers do not reach them.",
)


def _rule(code: str, severity: Severity, summary: str, reason: str, bad: str, good: str) -> None:
    FAMILY.rules.append(Rule(code, FAMILY.name, severity, summary, reason, bad, good, form="css"))


_rule(
    "css", "error",
    "Write sound CSS.",
    "Readers skip what they cannot read, and often what follows too.",
    "p { color red; }", "p { color: red; }",
)  # fmt: skip
_rule(
    "missing-style", "error",
    "Put all that a style sheet names into styles/.",
    "What is not there cannot be shown, and nothing is fetched.",
    'p { background: url("paper.png"); }', "p { background: var(--paper); }",
)  # fmt: skip
_rule(
    "contrast-text", "error",
    "Let words have a contrast of 4.5:1 with their ground, and 3:1 from 18 points on.",
    "Many people cannot read less, nobody can in the sun (WCAG 2.2, 1.4.3). It is asked in every set of colours.",
    ":root { --link: #5b95a3; }", ":root { --link: #00507a; }\n@media screen and (prefers-color-scheme: dark) { :root { --link: #8fd6dc; } }",
)  # fmt: skip
_rule(
    "contrast-line", "error",
    "Let lines that carry meaning have a contrast of 3:1 with what is beside them.",
    "A box whose edge nobody sees is no box (WCAG 2.2, 1.4.11).",
    ":root { --rule-strong: #b9b9b9; }", ":root { --rule-strong: #777777; }",
)  # fmt: skip
_rule(
    "contrast-grey", "warning",
    "Choose colours that can be read when they are printed without colour.",
    "Office printers are often black and white, and make one grey of a green and a brown.",
    "@media print { :root { --caution-tint: hsl(120 90% 60%); } }", "@media print { :root { --caution-tint: hsl(120 90% 85%); } }",
)  # fmt: skip
_rule(
    "contrast-unknown", "warning",
    "Write the colours of tokens out.",
    "The contrast of a colour that is mixed, or that others shine through, cannot be told.",
    ":root { --cover: color-mix(in srgb, black, blue); }", ":root { --cover: #000060; }",
)  # fmt: skip
_rule(
    "token-unknown", "error",
    "Use tokens that are declared for the whole page.",
    "What has no value is not shown as it was meant; e-books have values in the place of tokens, and can have no others.",
    "p { color: var(--inkk); }", "p { color: var(--ink); }",
)  # fmt: skip
_rule(
    "token-missing", "error",
    "Keep all tokens in your own tokens.css.",
    "Our other sheets ask for them. A version of guidepress may bring new ones.",
    "/* styles/tokens.css */ :root { --ink: #111111; }", "/* styles/own.css */ :root { --ink: #111111; }\n@media screen and (prefers-color-scheme: dark) { :root { --ink: #f1ede4; } }",
)  # fmt: skip
_rule(
    "not-on-paper", "error",
    "Ask of paper only what WeasyPrint knows, and put what is for screens under @media screen.",
    "WeasyPrint lays the PDF out, and drops what it does not know; nobody would notice before it is printed.",
    "p { backdrop-filter: blur(2px); }", "@media screen { p { backdrop-filter: blur(2px); } }",
)  # fmt: skip
_rule(
    "epub-forbids", "error",
    "Leave out of the e-book what EPUB forbids: direction, unicode-bidi, rules within rules.",
    "EPUBCheck refuses such a book, and so do shops (EPUB 3.3, 6.3.1.2).",
    "q { direction: rtl; }", "@media print { q { direction: rtl; } }",
)  # fmt: skip
_rule(
    "not-in-e-readers", "warning",
    "Do without what older e-readers drop, or ask them first.",
    "They skip the rule or the declaration. What stands in @supports is asked for first; paper does not have it.",
    "p { display: grid; }", "@supports (display: grid) { p { display: grid; } }",
)  # fmt: skip
_rule(
    "e-book-claim", "warning",
    "Let readers of the e-book choose size, spacing and letters, and let nothing move.",
    "Otherwise the e-book cannot claim it, and shops show its claims (EPUB Accessibility 1.1).",
    "p { font-size: 12px; }", "p { font-size: 0.9em; }",
)  # fmt: skip
