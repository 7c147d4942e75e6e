"""Show what Lighthouse says of the website, served as any server would."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import Built

from guidepress.check import toolbox

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
SECONDS = 120.0
PAGES = ("index.html", "first-conversation.html", "register.html")  # the first, a chapter, and a list


class Quiet(SimpleHTTPRequestHandler):
    """Serve files and say nothing of it."""

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    """Serve the built guide on this computer, and give its address."""
    handler = functools.partial(Quiet, directory=str(built.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def judged(address: str) -> dict[str, Any]:
    """Let Lighthouse judge a page, as it does without any setting, and give its report."""
    try:
        lighthouse = toolbox.npm_file("lighthouse/cli/index.js", "Lighthouse")
        command = [
            str(toolbox.node()),
            str(lighthouse),
            address,
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless --no-sandbox",
        ]
        variables = {"CHROME_PATH": str(toolbox.chromium()), "NO_UPDATE_NOTIFIER": "1"}
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")
    with toolbox.workplace() as home:
        output = toolbox.run([*command, "--no-enable-error-reporting"], timeout=SECONDS, home=home, variables=variables)
    assert output.status == 0, output.stderr
    report: dict[str, Any] = output.json()
    return report


@pytest.mark.parametrize("page", PAGES)
def test_lighthouse(address: str, page: str) -> None:
    """Lighthouse gives a page 100 for accessibility, best practices and search engines, and 90 or more for speed."""
    report = judged(f"{address}/site/{page}")
    scores = {name: round(100 * category["score"]) for name, category in report["categories"].items()}
    assert Path(report["finalDisplayedUrl"]).name == page
    assert {name: scores[name] for name in ("accessibility", "best-practices", "seo")} == {
        "accessibility": 100,
        "best-practices": 100,
        "seo": 100,
    }, json.dumps([one["id"] for one in report["audits"].values() if one.get("score") == 0])
    assert scores["performance"] >= 90
