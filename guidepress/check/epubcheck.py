"""Check EPUBs with EPUBCheck, the W3C's conformance checker: every message, those about mere usage included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from guidepress.check import toolbox
from guidepress.check.finding import Finding, Severity, failed_check, name_of, part_absent

NAME = "epubcheck"
TITLE = "EPUBCheck"
FILES = ("*.epub",)
TIMEOUT = 300.0
AT_ONCE = 2

SEVERITIES: Mapping[str, Severity] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}

# Messages about usage tell of features, but some are the only sign of a real fault (RSC-025 of a ruined SVG, OPF-088 of a
# misspelt epub:type), so each is a finding unless it is known to be harmless and named here, with the reason.
ALLOWED_USAGE: Mapping[str, str] = {
    "CSS-028": "a font is embedded with @font-face, as intended",
}


def check(paths: Sequence[Path], root: Path | None = None, *, timeout: float = TIMEOUT) -> list[Finding]:
    """Check EPUBs and give what EPUBCheck says of each.

    Args:
        paths: the EPUBs.
        root: findings name the EPUBs by their path below this folder.
        timeout: seconds for one EPUB.

    Raises:
        Missing: Java or EPUBCheck is not installed.
    """
    jar = toolbox.python_package_file("epubcheck", "epubcheck.jar")
    toolbox.java()
    there, findings = part_absent(NAME, paths, root)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda path: _check_one(jar, path, name_of(path, root), timeout), there)
        return [*findings, *(finding for result in results for finding in result)]


def _check_one(jar: Path, path: Path, name: str, timeout: float) -> list[Finding]:
    try:
        report = toolbox.run_jar(jar, ["--usage", "--json", "-", str(path.resolve())], timeout=timeout).json()
    except toolbox.Broken as error:
        return failed_check(NAME, [name], error)
    return [finding for message in report["messages"] for finding in _findings(message, path, name)]


def _findings(message: Mapping[str, Any], path: Path, name: str) -> Iterator[Finding]:
    """Give a finding for each place that a message names."""
    severity = SEVERITIES.get(message["severity"], "info")
    if severity == "info" and message["ID"] in ALLOWED_USAGE:
        return
    more = message.get("additionalLocations") or 0
    text = f"{message['message']} (and in {more} places more)" if more else str(message["message"])
    for place in message["locations"] or [{}]:
        inside = place.get("path") or ""
        file = name if Path(inside).name == path.name else f"{name}/{inside}".rstrip("/")
        line, column = (_position(place.get(key)) for key in ("line", "column"))
        yield Finding(NAME, severity, str(message["ID"]), text, file, line, column, _excerpt(place))


def _position(number: int | None) -> int | None:
    """Give a line or column, which EPUBCheck counts from 1 and writes as -1 where there is none."""
    return number if number is not None and number > 0 else None


def _excerpt(place: Mapping[str, Any]) -> str:
    """Give the piece of the file that is meant; the string "null" stands for none as well."""
    context = str(place.get("context") or "")
    return "" if context == "null" else context
