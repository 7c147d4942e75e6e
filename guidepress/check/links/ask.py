"""Ask a web address whether it is there. urllib3 is at home here.

Goes in: an address. Comes out: an ``Answer``. Nothing is raised: whatever a server does is an answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urljoin

import urllib3
from urllib3.exceptions import (
    HTTPError,
    InvalidHeader,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as TimedOut,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry, Timeout, Url, parse_url

import guidepress
from guidepress.check.links.answer import Answer, Bounds, Outcome
from guidepress.check.links.hosts import NoSuchHostError, why_out_of_reach
from guidepress.check.links.manners import Manners
from guidepress.check.links.page import anchors, is_page

AGENT = f"guidepress/{guidepress.__version__} (checks the links of a guide for its editors)"
_HEADERS = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip"}
_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_PASSING = frozenset({429, 500, 502, 503, 504})
_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}


class _Told(Exception):  # noqa: N818 - it carries an answer, good or bad
    """End the asking with an answer."""

    def __init__(self, outcome: Outcome, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.answer = Answer(outcome, status, detail)


@dataclass(frozen=True, slots=True)
class _Reply:
    """Hold what one request brought: the status, where it sends on to, how long to wait, and whether the place is there."""

    status: int
    location: str = ""
    wait: float | None = None
    lacks_place: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Ask addresses, from many threads at once; ``allow_private`` is for tests, whose server runs on this computer."""

    bounds: Bounds
    manners: Manners
    allow_private: bool = False
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(num_pools=32, headers=_HEADERS))

    def ask(self, address: str) -> Answer:
        """Follow an address to its end."""
        end = time.monotonic() + self.bounds.address
        try:
            answer = self._follow(address, end)
            if answer.outcome == "fine" and address.lower().startswith("http://"):
                return self._with_upgrade(address, answer, end)
        except _Told as told:
            return told.answer
        return answer

    def _follow(self, address: str, end: float) -> Answer:
        here, moved, for_good = address, "", True
        seen = {address}
        for _ in range(self.bounds.redirects + 1):
            reply = self._visit(here, end)
            if reply.status not in _REDIRECTS or not reply.location:
                return replace(_judged(reply), moved=moved)
            for_good = for_good and reply.status in _FOR_GOOD
            here = _next(here, reply.location)
            moved = here if for_good else moved
            if here in seen:
                raise _Told("loop", "the redirects lead round in a circle", reply.status)
            seen.add(here)
        raise _Told("loop", f"it redirects more than {self.bounds.redirects} times", reply.status)

    def _with_upgrade(self, address: str, answer: Answer, end: float) -> Answer:
        """Note whether an address with http can have https: it leads there already, or that address answers too."""
        secure = f"https{address[4:]}"
        if answer.moved:
            return answer
        try:
            found = self._visit(secure, min(end, time.monotonic() + self.bounds.answering))
        except _Told:
            return answer
        return replace(answer, secure=secure) if found.status < min(_REDIRECTS) else answer

    def _visit(self, address: str, end: float) -> _Reply:
        """Ask with HEAD, which brings no page, and with GET where HEAD is not answered well or a place in the page is named."""
        url = _parsed(address)
        self._refuse_private(url)
        place = _place(url.fragment or "")
        if not place:
            reply = self._try_head(url, end)
            if reply and (reply.status in _REDIRECTS or reply.status < 300):  # noqa: PLR2004 - HTTP's good answers
                return reply
        return self._get(url, place, end)

    def _refuse_private(self, url: Url) -> None:
        why = (
            ""
            if self.allow_private
            else self._why_out_of_reach(url.host or "", url.port or _PORTS[url.scheme or "http"])
        )
        if why:
            raise _Told("private", why)

    def _why_out_of_reach(self, host: str, port: int) -> str:
        for last in (False, True):
            try:
                return why_out_of_reach(host, port)
            except NoSuchHostError as error:
                if last or not error.passing:
                    break
            time.sleep(self.bounds.backoff)
        raise _Told("nameless", f"there is no computer named {host}")

    def _try_head(self, url: Url, end: float) -> _Reply | None:
        """Ask with HEAD once. Some servers do not know it, or break off: then GET decides."""
        try:
            return self._request("HEAD", url, "", end)
        except (ProtocolError, TimedOut, InvalidHeader):
            return None
        except HTTPError as error:
            if isinstance(error, NewConnectionError):
                return None
            raise _told(error, url) from error

    def _get(self, url: Url, place: str, end: float) -> _Reply:
        """Ask with GET, again after a while where that may help."""
        backoff = self.bounds.backoff
        for attempt in range(1, self.bounds.attempts + 1):
            last = attempt == self.bounds.attempts
            try:
                reply = self._request("GET", url, place, end)
            except HTTPError as error:
                if last or not isinstance(error, ProtocolError | NewConnectionError) or _is_tls(error):
                    raise _told(error, url) from error
                wait = backoff
            else:
                if last or reply.status not in _PASSING:
                    return reply
                wait = backoff if reply.wait is None else reply.wait
            self.manners.hold(url.host or "", wait)
            backoff *= 2
        raise AssertionError  # the last attempt returns or raises

    def _request(self, method: str, url: Url, place: str, end: float) -> _Reply:
        with self._turn(url.host or "", end) as left:
            timeout = Timeout(connect=min(self.bounds.connecting, left), read=min(self.bounds.answering, left))
            address = url._replace(fragment=None).url
            response = self.pool.urlopen(
                method, address, headers=_HEADERS, retries=False, redirect=False, preload_content=False, timeout=timeout
            )
            try:
                reply = _Reply(response.status, _location(response), _wait(response))
                if reply.status in _PASSING and reply.wait:
                    self._keep_peace(url.host or "", reply)
                if place and response.status < 300 and is_page(response.headers.get("Content-Type", "")):  # noqa: PLR2004 - HTTP's good answers
                    return replace(reply, lacks_place=self._lacks(response, place, end))
                return reply
            finally:
                response.close()  # the rest of the page is not wanted

    def _keep_peace(self, host: str, reply: _Reply) -> None:
        """Ask nothing of a host for as long as it says; when that is too long the asking ends."""
        wait = reply.wait or 0.0
        self.manners.hold(host, wait)
        if wait > self.bounds.patience:
            raise _Told("untested", _asks_for_peace(wait), reply.status)

    @contextmanager
    def _turn(self, host: str, end: float) -> Iterator[float]:
        """Wait for a turn, and tell how many seconds are left; a wait that is too long ends the asking."""
        wait = self.manners.wait(host)
        if wait > self.bounds.patience:
            raise _Told("untested", _asks_for_peace(wait))
        with self.manners.turn(host):
            left = end - time.monotonic()
            if left <= 0:
                raise _Told("untested", "it takes too long to answer")
            yield left

    def _lacks(self, response: BaseHTTPResponse, place: str, end: float) -> bool:
        """Tell whether a page surely lacks a place; of one that is too large or too slow nothing is known."""
        data = bytearray()
        while chunk := response.read1(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > self.bounds.page or time.monotonic() > end:
                return False
        return place not in anchors(bytes(data), response.headers.get("Content-Type", ""))


def _judged(reply: _Reply) -> Answer:
    status = reply.status
    if reply.lacks_place:
        return Answer("fragment", status, "the page is there, the place in it is not")
    if status < 300:  # noqa: PLR2004 - HTTP's good answers
        return Answer("fine", status)
    if status in _GONE:
        return Answer("gone", status, f"the server says that there is no such page ({status})")
    return Answer("untested", status, _REFUSALS.get(status, f"the server answers with {status}"))


_REFUSALS = {
    401: "the server asks for a password (401)",
    403: "the server turns programs away (403)",
    429: "the server says that it is asked too often (429)",
    451: "the server may not show it, for reasons of law (451)",
}


def _asks_for_peace(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"the server asks to be left alone for {f'{minutes} minutes' if minutes > 1 else f'{seconds:.0f} seconds'}"


def _parsed(address: str) -> Url:
    """Part an address, with its host as the net knows it and its signs as a server expects them."""
    try:
        url = parse_url(address)
    except (LocationValueError, UnicodeError, ValueError):
        raise _Told("form", "it is no address that a server could have") from None
    if url.scheme not in _PORTS or not url.host:
        raise _Told("form", "it is no address that a server could have")
    return url


def _next(here: str, location: str) -> str:
    """Find where a redirect leads; the place in the page goes with it (RFC 9110, 10.2.2)."""
    try:
        there = urljoin(here, location)
    except ValueError:
        raise _Told("untested", "it redirects to what is no address") from None
    place = here.partition("#")[2]
    return f"{there}#{place}" if place and "#" not in there else there


def _location(response: BaseHTTPResponse) -> str:
    """Read where a server sends on to; some write letters beyond ASCII as they are, in UTF-8."""
    location: str = response.headers.get("Location", "").strip()
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _place(fragment: str) -> str:
    """Name the place in a page that must be there; fragments for programs (#/, #!, #:~:text) and the page's top need none."""
    plain = unquote(fragment)
    return "" if plain.startswith(("/", "!", ":~:")) or plain.lower() == "top" else plain.partition(":~:")[0]


def _wait(response: BaseHTTPResponse) -> float | None:
    """Read how long the server asks to be left alone (RFC 9110, 10.2.3); nothing when it does not say, or not sensibly."""
    try:
        return Retry().get_retry_after(response)
    except (InvalidHeader, OverflowError, ValueError):
        return None


def _is_tls(error: HTTPError) -> bool:
    return isinstance(error, SSLError)


def _told(error: HTTPError, url: Url) -> _Told:
    """Say what a fault of the connection means."""
    if _is_tls(error):
        return _Told("tls", _in_words(error))
    if isinstance(error, NameResolutionError):
        return _Told("nameless", f"there is no computer named {url.host}")
    if isinstance(error, TimedOut) and not isinstance(error, NewConnectionError):
        return _Told("untested", "the server does not answer in time")
    if isinstance(error, NewConnectionError):
        return _Told("unreachable", f"no connection to {url.host} can be made")
    if isinstance(error, ProtocolError) and any(isinstance(part, OSError) for part in error.args):
        return _Told("unreachable", f"{url.host} breaks the connection off")
    return _Told("untested", _in_words(error))


def _in_words(error: HTTPError) -> str:
    """Say what went wrong, in the library's words at worst."""
    text = str(error)
    found = next((words for sign, words in _TLS_WORDS.items() if sign in text), "")
    if found or isinstance(error, SSLError):
        return found or "no secure connection can be agreed on"
    return "the server answers with what is not HTTP"


_TLS_WORDS = {
    "certificate has expired": "the site's certificate has expired",
    "self-signed": "the site's certificate is signed by nobody but itself",
    "self signed": "the site's certificate is signed by nobody but itself",
    "Hostname mismatch": "the site's certificate is for another name",
    "IP address mismatch": "the site's certificate is for another name",
    "doesn't match": "the site's certificate is for another name",
    "unable to get local issuer": "nobody that this computer trusts vouches for the site's certificate",
}
