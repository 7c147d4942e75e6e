"""Ask the preview of a guide: without a network, or running as a user runs it, as a program of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from conftest import REPOSITORY
from starlette.testclient import TestClient

from guidepress.serve.app import Answers
from guidepress.serve.preview import Preview
from guidepress.serve.server import LOCAL

_ADDRESS = re.compile(r"http://\S+/$")
SECONDS = 30.0
BROKEN = "# Chapter one\n\nSee [this](#nowhere).\n"
LIMIT = 60.0  # seconds that a test waits for what takes a tenth of one


@dataclass(slots=True)
class Previewed:
    """Hold a running preview: its address, and all that it has printed where problems are told."""

    process: subprocess.Popen[str]
    url: str
    errors: list[str] = field(default_factory=list)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it as Ctrl-C does, and give its exit status."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS)


@contextmanager
def previewing(
    root: Path, *arguments: str, before: Callable[[], None] | None = None, port: int = 0
) -> Iterator[Previewed]:
    """Begin the preview of a guide, and end it afterwards if it has not ended; ``before`` is done in its process first."""
    command = [
        sys.executable,
        str(REPOSITORY / "build.py"),
        "serve",
        "--guide",
        str(root),
        "--port",
        str(port),
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before or _ready_for_interrupts,  # noqa: PLW1509 - there are no threads here
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline().strip()
    assert _ADDRESS.match(first), f"{first}\n{process.stderr.read() if process.poll() is not None else ''}"
    preview = Previewed(process, first)
    listener = threading.Thread(target=lambda: preview.errors.extend(process.stderr or ()), daemon=True)
    listener.start()
    try:
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(SECONDS)
        listener.join(SECONDS)
        process.stdout.close()
        process.stderr.close()


def _ready_for_interrupts() -> None:
    """Let Ctrl-C have its meaning, which a program that was started in the background does not know."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def asking(root: Path) -> Iterator[TestClient]:
    """Give what asks the preview of a guide without a network."""
    answers = Answers(Preview(root))
    with TestClient(answers.application(LOCAL), base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client


def write(root: Path, name: str, content: str) -> None:
    """Save a file of the guide's source."""
    (root / "source" / name).write_text(content, "utf-8")


def fetch(url: str) -> str:
    """Get a page, or what is answered in its place."""
    try:
        with urllib.request.urlopen(url, timeout=LIMIT) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode(errors="replace")


def events(url: str, since: str) -> Generator[str, None, None]:
    """Yield the data of events as they come."""
    with urllib.request.urlopen(f"{url}preview/changes?since={since}", timeout=LIMIT) as stream:  # noqa: S310 - our own server
        for line in stream:
            if line.startswith(b"data: "):
                yield line.decode().removeprefix("data: ")


def until(fact: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + LIMIT
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def memory_of(preview: Previewed) -> int:
    """Give the megabytes that a preview holds in memory."""
    lines = Path(f"/proc/{preview.process.pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def children_of(process: int) -> list[int]:
    """List the processes that a process has begun."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()]
