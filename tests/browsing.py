"""Run a script that drives Chromium, as the checkers' scripts are run, or skip the test where the tools are missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guidepress.check import toolbox

SECONDS = 280.0


def tools_or_skip(*packages: str) -> tuple[str, dict[str, str]]:
    """Give the program that runs scripts, and the places that they ask for; skip the test where one of these npm packages is missing."""
    try:
        for package in ("playwright-core", *packages):
            toolbox.npm_file(f"{package}/package.json")
        return str(toolbox.node()), {
            "GUIDEPRESS_VALIDATORS": str(toolbox.folder()),
            "GUIDEPRESS_CHROMIUM": str(toolbox.chromium()),
        }
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")


def browse(script: Path, job: Mapping[str, Any], *packages: str) -> Any:
    """Give a script its job and return its answer; it needs these npm packages besides the one that drives the browser."""
    node, places = tools_or_skip(*packages)
    with toolbox.workplace() as home:
        output = toolbox.run([node, str(script)], timeout=SECONDS, home=home, stdin=json.dumps(job), variables=places)
    assert output.status == 0, output.stderr
    return output.json()
