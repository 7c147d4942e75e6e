"""Check web pages with axe-core in Chromium, at several widths and in all colours that a reader may have, and watch what they load."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guidepress.check import toolbox
from guidepress.check.finding import Finding, Severity, failed_check, name_of, part_absent
from guidepress.compose.screens import COLOURS

NAME = "axe"
TITLE = "axe"
FILES = ("*.html", "site/*.html")
TIMEOUT = 900.0
WIDTHS = (320, 1280)  # WCAG's width for reflow, and a desktop's
SCHEMES = (
    "light",
    "dark",
    *(name for name in COLOURS if name != "dark"),
)  # what systems ask for, and what else may be chosen
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def check(
    paths: Sequence[Path],
    root: Path | None = None,
    *,
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[str] = SCHEMES,
    tags: Sequence[str] = TAGS,
    timeout: float = TIMEOUT,
) -> list[Finding]:
    """Check HTML files in one browser session.

    What breaks WCAG is an ``error``, what breaks a best practice a ``warning``, what axe cannot decide ``info``. A request
    to a network, a file that is not there and an error on the page's console are errors too.

    Args:
        paths: the HTML files.
        root: findings name the files by their path below this folder.
        widths: the window's widths in pixels.
        schemes: ``light`` and ``dark`` as a system asks for them, and names of other sets of colours.
        tags: axe's tags of the rules to apply.
        timeout: seconds for all files together.

    Raises:
        Missing: Node.js, Chromium or axe-core is not installed.
    """
    for package in ("axe-core/axe.min.js", "playwright-core/package.json"):
        toolbox.npm_file(package, TITLE)
    there, findings = part_absent(NAME, paths, root)
    if not there:
        return findings
    names = [name_of(path, root) for path in there]
    urls = [path.resolve().as_uri() for path in there]
    job = json.dumps({"urls": urls, "widths": list(widths), "schemes": list(schemes), "tags": list(tags)})
    try:
        pages = toolbox.run_script("axe.mjs", job, timeout=timeout).json()["pages"]
    except toolbox.Broken as error:
        return [*findings, *failed_check(NAME, names, error)]
    for name, page in zip(names, pages, strict=True):
        findings += _findings(page, name)
    return findings


def _findings(page: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """Give the findings of one page."""
    if page["failed"]:
        yield Finding(NAME, "error", "checker-failed", page["failed"], file)
    yield from _rule_findings(page["violations"], file, undecided=False)
    yield from _rule_findings(page["incomplete"], file, undecided=True)
    for url in page["requests"]:
        yield Finding(NAME, "error", "network-request", f"The page asks a network for {url}", file, excerpt=url)
    for url in page["missing"]:
        yield Finding(
            NAME, "error", "missing-file", f"The page asks for a file that is not there: {url}", file, excerpt=url
        )
    for text in page["console"]:
        yield Finding(NAME, "error", "console-error", text, file)


def _rule_findings(hits: Sequence[Mapping[str, Any]], file: str, *, undecided: bool) -> Iterator[Finding]:
    """Give one finding for a rule and an element, whatever the number of widths and schemes that show it."""
    together: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for hit in hits:
        together.setdefault((hit["rule"], hit["target"]), []).append(hit)
    for (rule, target), same in together.items():
        conditions = ", ".join(f"{hit['width']} px {hit['scheme']}" for hit in same)
        summary = " ".join(str(same[0]["summary"]).split())
        yield Finding(
            checker=NAME,
            severity="info" if undecided else _severity(same[0]),
            code=rule,
            message=f"{same[0]['help']}. {summary} (at {conditions})",
            file=file,
            excerpt=target,
            ids=tuple(same[0]["ids"]),
        )


def _severity(hit: Mapping[str, Any]) -> Severity:
    """Call a broken rule of WCAG an error, a best practice a warning."""
    return "warning" if "best-practice" in hit["tags"] else "error"
