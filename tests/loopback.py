"""Play all the parts that servers play, on this computer: each path is a part."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

PAGE = (
    b'<!doctype html><html><body><h1 id="there">A</h1><a name="old">B</a><p id="user-content-kept">C</p></body></html>'
)
REDIRECTS = {
    "/moved": (301, "/moved-again"),
    "/moved-again": (308, "/fine"),
    "/elsewhere": (302, "/fine"),
    "/moved-then-elsewhere": (301, "/elsewhere"),
    "/moved-home": (301, "/"),
    "/moved-page": (301, "/page"),
    "/loop-a": (302, "/loop-b"),
    "/loop-b": (302, "/loop-a"),
    "/to-mail": (302, "mailto:hello@example.org"),
    "/to-nonsense": (302, "http://[nonsense"),
    "/to-gone": (301, "/gone"),
    "/moved-raw": (301, "/stra\xc3\x9fe"),  # UTF-8 as it is, which servers should not send and do
}
STATUSES = {"/gone": 410, "/missing": 404, "/forbidden": 403, "/broken": 500, "/busy-always": 429, "/teapot": 418}


@dataclass(frozen=True, slots=True)
class Request:
    """Note one request: when it came and when its answer began, and what it asked for."""

    began: float
    ended: float
    host: str
    method: str
    path: str
    agent: str


@dataclass
class Log:
    """Hold the requests that came, and how often a path was asked for."""

    requests: list[Request] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    at_once: dict[str, int] = field(default_factory=dict)
    most_at_once: int = 0
    most_hosts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)

    def done(self) -> list[Request]:
        """List the requests that were answered, in the order in which they came."""
        return sorted(self.requests, key=lambda one: one.began)

    def enter(self, host: str, path: str) -> int:
        """Note that a request came, and tell how often its path was asked for before."""
        with self.lock:
            self.at_once[host] = self.at_once.get(host, 0) + 1
            self.most_at_once = max(self.most_at_once, self.at_once[host])
            self.most_hosts = max(self.most_hosts, sum(number > 0 for number in self.at_once.values()))
            self.asked.append(path)
            self.counts[path] = self.counts.get(path, 0) + 1
            return self.counts[path] - 1

    def leave(self, host: str, request: Request) -> None:
        """Note that a request was answered."""
        with self.lock:
            self.at_once[host] -= 1
            self.requests.append(request)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self.play()

    def do_GET(self) -> None:
        self.play()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass

    def play(self) -> None:
        self.host, self.began, self.is_noted = str(self.server.server_address[0]), time.monotonic(), False
        earlier = self.server.log.enter(self.host, f"{self.command} {self.path}")
        try:
            self.part(unquote(self.path), earlier)
        except OSError:
            pass  # the client has heard enough
        finally:
            self.note()

    def send_response(self, code: int, message: str | None = None) -> None:
        self.note()
        super().send_response(code, message)

    def note(self) -> None:
        """Note the request before its answer is sent, so that none that follows can come before."""
        if not self.is_noted:
            self.is_noted = True
            agent = self.headers.get("User-Agent", "")
            request = Request(self.began, time.monotonic(), self.host, self.command, self.path, agent)
            self.server.log.leave(self.host, request)

    def part(self, path: str, earlier: int) -> None:
        special = getattr(self, f"part_{path.strip('/').replace('-', '_').split('/')[0]}", None)
        if special:
            special(earlier)
        elif path in REDIRECTS:
            status, location = REDIRECTS[path]
            self.answer(status, location=location)
        else:
            self.answer(STATUSES.get(path, 200))

    def answer(self, status: int, body: bytes = b"words", **headers: str) -> None:
        self.send_response(status)
        headers = {"Content_Type": "text/plain", **headers}
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def part_page(self, _earlier: int) -> None:
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def part_packed_page(self, _earlier: int) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def part_chunked_page(self, _earlier: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(PAGE), 40):
            piece = PAGE[start : start + 40]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def part_report_pdf(self, _earlier: int) -> None:
        self.answer(200, b"%PDF-1.7", Content_Type="application/pdf")

    def part_large_page(self, _earlier: int) -> None:
        self.answer(200, b"<p>" + b"x" * 300_000 + PAGE, Content_Type="text/html")

    def part_bomb(self, _earlier: int) -> None:
        self.answer(200, gzip.compress(b"<p>" + b"x" * 30_000_000), Content_Type="text/html", Content_Encoding="gzip")

    def part_endless(self, _earlier: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while self.command == "GET" and not self.server.log.stopped.is_set():
            self.wfile.write(b"<p>more</p>" * 100)

    def part_dripping(self, _earlier: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while self.command == "GET" and not self.server.log.stopped.wait(0.05):
            self.wfile.write(b"x")

    def part_slow(self, _earlier: int) -> None:
        time.sleep(0.2)
        self.answer(200)

    def part_hanging(self, _earlier: int) -> None:
        self.server.log.stopped.wait(30)

    def part_resetting(self, _earlier: int) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def part_resets_once(self, earlier: int) -> None:
        if self.command == "HEAD" or not earlier:
            self.part_resetting(earlier)
        else:
            self.answer(200)

    def part_no_head(self, _earlier: int) -> None:
        self.answer(405 if self.command == "HEAD" else 200)

    def part_wrong_head(self, _earlier: int) -> None:
        self.answer(404 if self.command == "HEAD" else 200)

    def part_fails_once(self, earlier: int) -> None:
        self.answer(500 if self.command == "HEAD" or not earlier else 200)

    def part_busy_once(self, earlier: int) -> None:
        if self.command == "HEAD" and not earlier:
            self.answer(429, Retry_After="1")
        else:
            self.answer(200)

    def part_busy_for_hours(self, _earlier: int) -> None:
        self.answer(429, Retry_After="7200")

    def part_odd_wait(self, _earlier: int) -> None:
        self.answer(429, Retry_After="soon")

    def part_huge_headers(self, _earlier: int) -> None:
        self.answer(200, b"words", **{f"X_{number}": "x" * 60_000 for number in range(150)})

    def part_no_http(self, _earlier: int) -> None:
        self.wfile.write(b"I am no web server\r\n\r\n")
        self.close_connection = True

    def part_chain(self, _earlier: int) -> None:
        self.answer(302, location=f"/chain/{self.path.count('x') * 'x'}x")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def __init__(self, host: str, log: Log, tls: ssl.SSLContext | None) -> None:
        super().__init__((host, 0), _Handler)
        self.log, self.tls = log, tls

    def get_request(self) -> tuple[Any, Any]:
        """Take a call; where there is a certificate, speak TLS to whoever begins with it, and HTTP to others."""
        connection, address = super().get_request()
        if self.tls and connection.recv(1, socket.MSG_PEEK) == b"\x16":
            connection = self.tls.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that break off."""


@dataclass(frozen=True, slots=True)
class Loopback:
    """Give the addresses of the servers, and what they were asked."""

    log: Log
    ports: dict[str, int]

    def at(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """Return the address of a part that is played at a host."""
        return f"{scheme}://{host}:{self.ports[host]}{path}"


@contextmanager
def playing(*hosts: str, tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """Run a server at each of the hosts, all of which are this computer."""
    log, ports = Log(), dict[str, int]()
    with ExitStack() as stack:
        for host in hosts:
            server = stack.enter_context(_Server(host, log, tls))
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            stack.callback(server.shutdown)
            ports[host] = int(server.server_address[1])
        stack.callback(log.stopped.set)
        yield Loopback(log, ports)


def certificate(folder: Path, *, days: int = 30, name: str = "127.0.0.1") -> tuple[Path, ssl.SSLContext]:
    """Make a certificate that is signed by nobody but itself; return its file and what a server needs."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{name}"]
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(key), "-out", str(cert), "-days", str(days)]
    subprocess.run([*command, *files, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context
