"""Check HTML with the Nu Html Checker, which knows the HTML standard, ARIA in HTML, and the CSS inside a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from guidepress.check import toolbox
from guidepress.check.finding import Finding, Severity, failed_check, name_of, part_absent

NAME = "vnu"
TITLE = "Nu HTML"
FILES = ("*.html", "site/*.html")
TIMEOUT = 300.0
# What the checker gets wrong, as its messages begin: 26.9.27 says that a picture in a page is blocked, whatever the page's policy
# allows, and so for each script of more than one line, whose hash it does not find (a browser's console tells the truth, and the axe
# checker listens to it); and it does not know container queries (CSS Conditional Rules 5; w3c/css-validator issues 422, 423 and 474).
_WRONG = (
    "Resource violates Content Security Policy (meta tag): image “data:",
    "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive (missing",
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “container”: Property “container” doesn't exist",
    "CSS: “container-type”: Property “container-type” doesn't exist",
)
FILES_AT_ONCE = 500  # a command line has a length that it must not exceed


def check(paths: Sequence[Path], root: Path | None = None, *, timeout: float = TIMEOUT) -> list[Finding]:
    """Check HTML files, many in one run, and give every message.

    What the checker calls information (a trailing slash on a void element) is ``info``; its warnings are ``warning``.

    Args:
        paths: the HTML files.
        root: findings name the files by their path below this folder.
        timeout: seconds for one run.

    Raises:
        Missing: Java or the checker is not installed.
    """
    jar = toolbox.npm_file("vnu-jar/build/dist/vnu.jar", "the Nu Html Checker")
    toolbox.java()
    there, findings = part_absent(NAME, paths, root)
    for start in range(0, len(there), FILES_AT_ONCE):
        findings += _check_some(jar, there[start : start + FILES_AT_ONCE], root, timeout)
    return findings


def _check_some(jar: Path, paths: Sequence[Path], root: Path | None, timeout: float) -> list[Finding]:
    names = {str(path.resolve()): name_of(path, root) for path in paths}
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    try:
        messages = toolbox.run_jar(jar, [*options, *names], timeout=timeout).json()["messages"]
    except toolbox.Broken as error:
        return failed_check(NAME, names.values(), error)
    return [_finding(message, names) for message in messages if not _is_wrong(message)]


def _is_wrong(message: Mapping[str, Any]) -> bool:
    """Tell whether the checker errs."""
    return str(message["message"]).startswith(_WRONG)


def _finding(message: Mapping[str, Any], names: Mapping[str, str]) -> Finding:
    path = unquote(urlsplit(message.get("url", "")).path)
    text = " ".join(str(message["message"]).split())
    line = message.get("firstLine", message.get("lastLine"))
    return Finding(
        checker=NAME,
        severity=_severity(message),
        code="css" if text.startswith("CSS: ") else "html",
        message=text.removeprefix("CSS: "),
        file=names.get(path, Path(path).name),
        line=line,
        column=message.get("firstColumn", message.get("lastColumn")),
        excerpt=" ".join(str(message.get("extract", "")).split()),
    )


def _severity(message: Mapping[str, Any]) -> Severity:
    """Translate the checker's type and subtype: warnings are information with a subtype."""
    if message["type"] != "info":
        return "error"
    return "warning" if message.get("subType") == "warning" else "info"
