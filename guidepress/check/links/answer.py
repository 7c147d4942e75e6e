"""Say what became of asking an address, and how far asking may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from guidepress.errors import Span

Outcome = Literal["fine", "gone", "nameless", "unreachable", "untested", "loop", "tls", "fragment", "private", "form"]
MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bound what asking may take and do. Times are in seconds.

    Attributes:
        pause: the rest that a host gets between two requests.
        connecting: the time that a host gets to take the call.
        answering: the time that it gets to say the next thing.
        address: the time for one address with all its redirects and further attempts.
        in_all: the time for all addresses.
        patience: the longest wait that a host may ask for (Retry-After); longer ones end the attempt.
        backoff: the wait before a second attempt; it doubles before the third.
        attempts: how often a request is made that fails by what may pass.
        redirects: how many are followed.
        page: the bytes of a page that are read, to look for the place in it that a link names.
        hosts: how many hosts are asked at once.
        keep: the days for which a good answer is kept.
    """

    pause: float = 1.0
    connecting: float = 10.0
    answering: float = 20.0
    address: float = 90.0
    in_all: float = 1200.0
    patience: float = 30.0
    backoff: float = 2.0
    attempts: int = 3
    redirects: int = 10
    page: int = 4 * MEGA
    hosts: int = 16
    keep: float = 7.0


@dataclass(frozen=True, slots=True)
class Outward:
    """Hold an address that the guide gives its readers, the places where it is written, and those that use it by its entry's name.

    ``archived`` is the address of a copy, where the register has one.
    """

    address: str
    places: tuple[Span, ...]
    uses: tuple[Span, ...] = ()
    archived: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what became of an address.

    Attributes:
        outcome: ``fine``, or why not.
        status: the last HTTP status, 0 where there was none.
        detail: what happened, as the end of a sentence.
        moved: the new address, where the server says that the page has moved for good.
        secure: the address with https, where that answers as well as the one with http.
        asked: the day, as year-month-day.
    """

    outcome: Outcome
    status: int = 0
    detail: str = ""
    moved: str = ""
    secure: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold an address of the guide and what became of it."""

    link: Outward
    answer: Answer
