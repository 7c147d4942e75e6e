"""Run the preview on a port of this computer until it is stopped. Uvicorn serves.

Goes in: a guide's folder, and where to listen. Comes out: nothing, when Ctrl-C ends it.
"""

from __future__ import annotations

import errno
import gc
import ipaddress
import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

import uvicorn

from guidepress.serve.app import Answers
from guidepress.serve.preview import Preview

LOCAL = ("127.0.0.1", "[::1]", "localhost")
LONGEST_END = 3  # seconds that answers may take when the server ends
_ELSEWHERE = (
    "192.0.2.1",
    9,
)  # an address of documents (RFC 5737): nothing is sent, but the system says by which of ours it would be


class CannotListen(Exception):  # noqa: N818 - the program is not at fault
    """Say why there can be no server here."""


class _Server(uvicorn.Server):
    """End the streams of events when the server ends: they would go on for ever."""

    def __init__(self, config: uvicorn.Config, answers: Answers) -> None:
        super().__init__(config)
        self._answers = answers
        self._latest_end: threading.Timer | None = None

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until the end, and leave nothing behind that would end the program later."""
        try:
            super().run(sockets)
        finally:
            if self._latest_end:
                self._latest_end.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would keep us waiting, then the rest. A template that never ends, in a thread that nothing can end, ends with all."""
        self._latest_end = threading.Timer(2 * LONGEST_END, os._exit, (1,))
        self._latest_end.daemon = True
        self._latest_end.start()
        await self._answers.close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes any that is free. Raises CannotListen with a sentence for people."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen()
    except (OSError, OverflowError) as error:
        taken.close()
        raise CannotListen(_why_not(error, host, port)) from error
    return taken


def _why_not(error: Exception, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} is taken by another program, perhaps by another preview. Choose another: --port {port + 1}"
    if number == errno.EACCES:
        return f"Port {port} may not be used by everybody. Choose one above 1023: --port 8000"
    return f"This computer cannot be reached as '{host}'. Without --host, the preview is for this computer alone."


def names_of(host: str) -> tuple[str, ...]:
    """List the names and addresses by which browsers may ask for us when we listen at ``host``."""
    if _is_everywhere(host):
        name = socket.gethostname()
        return (*LOCAL, name.lower(), f"{name.lower()}.local", *_own_addresses())
    return (*LOCAL, _in_address(host).lower())  # as browsers write it


def _own_addresses() -> tuple[str, ...]:
    """Find the address by which others in the network reach us, if any."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_ELSEWHERE)
        return (str(asked.getsockname()[0]),)
    return ()


def addresses(host: str, taken: socket.socket) -> tuple[str, ...]:
    """List the addresses to open in a browser."""
    port = taken.getsockname()[1]
    others = _own_addresses() if _is_everywhere(host) else ()
    near = "127.0.0.1" if _is_everywhere(host) else host
    return tuple(f"http://{_in_address(one)}:{port}/" for one in (near, *others))


def _in_address(host: str) -> str:
    """Write a host as addresses write it: with brackets if it has colons."""
    return f"[{host}]" if ":" in host else host


def _is_everywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False  # a name


def run(root: Path, edition: str, host: str, taken: socket.socket) -> None:
    """Serve the guide in ``root`` at a port that ``listen`` took, until Ctrl-C."""
    answers = Answers(Preview(root, edition))
    config = uvicorn.Config(
        answers.application(names_of(host)),
        log_config=None,  # what is wrong goes to standard error, and nothing else is told
        access_log=False,
        ws="none",
        http="h11",
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=LONGEST_END,
    )
    gc.disable()  # ``watching`` looks for waste when there is time for it
    with suppress(KeyboardInterrupt):  # which Uvicorn raises again when all has ended
        _Server(config, answers).run([taken])
