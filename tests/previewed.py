"""Run the preview as a user does, as a program of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from conftest import REPOSITORY

_ADDRESS = re.compile(r"http://\S+/$")
SECONDS = 30.0


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
