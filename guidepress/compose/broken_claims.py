"""Know what in a style sheet breaks a claim of an e-book's accessibility."""

from __future__ import annotations

import re

# Sizes that do not grow with the reader's own, and what takes the reader's choice away.
FIXED = re.compile(
    r"(?<![\w-])(?:font|font-size|line-height|letter-spacing)\s*:[^;}]*?\d(?:px|pt|pc|cm|mm|in|q)\b"
    r"|!\s*important|(?<![\w-])user-select\s*:\s*none",
    re.IGNORECASE,
)
OUT_OF_ORDER = re.compile(
    r"(?<![\w-])order\s*:|(?<![\w-])flex-(?:direction|flow)\s*:[^;}]*-reverse|(?<![\w-])grid-(?:area|row|column)\s*:",
    re.IGNORECASE,
)
MOVING_STYLE = re.compile(r"@keyframes|(?<![\w-])(?:animation|transition)(?:-[a-z-]+)?\s*:", re.IGNORECASE)
