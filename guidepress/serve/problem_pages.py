"""Write problems as HTML: as what lies over a page, and as a page of its own where there is none to lie over.

Goes in: problems, and the guide's folder, whose lines they show. Comes out: markup; every word of the guide in it is escaped.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup, escape

from guidepress.errors import Problem, Span, has_errors
from guidepress.excerpts import Excerpts

MOST = 50  # problems that are shown; who mends these sees the next
_BEFORE, _SHOWN = 60, 160  # letters of a line before the place, and altogether

_BEHIND = "Behind this you see the page as it was before. Mend what is told here and save the file: the page follows by itself."
_POLICY = re.compile(
    r'(?P<begin><meta http-equiv="Content-Security-Policy" content=")(?P<rules>[^"]*)(?P<end>")', re.IGNORECASE
)

_PROBLEM = Markup("""<li class="{severity}">
<p class="place">{place}</p>
<p class="message">{message}</p>
{line}{hint}</li>
""")
_PAGE = Markup("""<!DOCTYPE html>
<html lang="en" dir="ltr" data-preview="alone">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>{title}</title>
<link rel="stylesheet" href="/preview/problems.css" />
</head>
<body class="alone">
<main>
<h1>{title}</h1>
{content}
</main>
{script}
</body>
</html>
""")
_SCRIPTS = Markup("""<script src="/preview/idiomorph.js"></script>
<script src="/preview/live.js" data-version="{version}"></script>
""")


def with_preview(html: str, problems: tuple[Problem, ...], root: Path, version: str) -> str:
    """Put what keeps a page up to date, and the problems that lie over it, at the end of its body."""
    added = f"{_overlay(problems, root)}{scripts(version)}"
    before, end, after = _connected(html).rpartition("</body>")
    return f"{before}{added}{end}{after}" if end else f"{html}{added}"


def _connected(html: str) -> str:
    """Let the page's own policy allow that it asks us for changes; all else stays as readers will have it."""

    def allowed(policy: re.Match[str]) -> str:
        others = [one for one in policy["rules"].split(";") if one.split()[:1] != ["connect-src"]]
        return f"{policy['begin']}{';'.join(others).rstrip('; ')}; connect-src 'self'{policy['end']}"

    return _POLICY.sub(allowed, html, count=1)


def scripts(version: str) -> Markup:
    """Write the elements that fetch our scripts, which replace what has changed since ``version``."""
    return _SCRIPTS.format(version=version)


def problem_page(problems: tuple[Problem, ...], root: Path, version: str) -> str:
    """Write a page for where there was never a good one."""
    lead = Markup("<p>{}</p>\n").format("Mend what is told here and save the file: the page comes by itself.")
    return plain_page(in_words(problems), lead + _list(problems, root), version)


def plain_page(title: str, content: Markup, version: str) -> str:
    """Write a page of the preview's own."""
    return str(_PAGE.format(title=title, content=content, script=scripts(version)))


def in_words(problems: tuple[Problem, ...]) -> str:
    """Say how many problems there are."""
    errors = sum(problem.severity == "error" for problem in problems)
    number, noun = (errors, "problem") if errors else (len(problems), "warning")
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _overlay(problems: tuple[Problem, ...], root: Path) -> Markup:
    if not problems:
        return Markup("")
    lead = _BEHIND if has_errors(problems) else "The page is shown all the same."
    return Markup(
        '<template id="guidepress-problems" data-title="{}" data-lead="{}" data-severity="{}">\n{}</template>\n'
    ).format(in_words(problems), lead, "error" if has_errors(problems) else "warning", _list(problems, root))


def _list(problems: tuple[Problem, ...], root: Path) -> Markup:
    """List problems, errors first."""
    first = sorted(problems, key=lambda problem: problem.severity != "error")
    excerpts = Excerpts(root)
    items = Markup("").join(_problem(problem, excerpts) for problem in first[:MOST])
    more = Markup("<p>And {} more.</p>\n").format(len(first) - MOST) if len(first) > MOST else ""
    return Markup('<ol class="problems">\n{}</ol>\n{}').format(items, more)


def _problem(problem: Problem, excerpts: Excerpts) -> Markup:
    message = problem.message[:1].upper() + problem.message[1:]
    return _PROBLEM.format(
        severity=problem.severity,
        place=_place(problem.span),
        message=message if message.endswith((".", "?", "!")) else f"{message}.",
        line=_line(problem, excerpts),
        hint=Markup('<p class="hint">{}</p>\n').format(problem.hint) if problem.hint else "",
    )


def _place(span: Span) -> Markup:
    line = Markup(", <b>line {}</b>").format(span.line) if span.line else ""
    return Markup("<code>{}</code>{}").format(span.file, line)


def _line(problem: Problem, excerpts: Excerpts) -> Markup:
    """Show the line of the source, with the words that are meant marked where they are known."""
    written = excerpts.line(problem.span)
    if not written or not written.strip():
        return Markup("")
    at = max(problem.span.column - 1, 0)
    start = max(0, at - _BEFORE)
    end = start + _SHOWN
    length = excerpts.length(problem)
    marked = Markup("{}<mark>{}</mark>{}").format(
        *map(_shown, (written[start:at], written[at : at + length], written[at + length : max(end, at + length)]))
    )
    words = marked if length else escape(_shown(written[start:end]))
    return Markup('<pre class="line"><code>{}{}{}</code></pre>\n').format(
        "… " if start else "", words, " …" if len(written) > end else ""
    )


def _shown(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words)
