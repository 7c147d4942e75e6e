"""``check --links`` asks addresses politely, and tells for what it is whatever a server does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import urllib3
from conftest import WithFiles
from linked import HOSTS, QUICK, guide_with
from loopback import Loopback, certificate, playing

import guidepress
from guidepress.check.links import check_links
from guidepress.check.links.answer import Answer, Bounds
from guidepress.check.links.ask import Asker
from guidepress.check.links.manners import Manners
from guidepress.check.links.page import anchors


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    """Give a server that plays all the parts."""
    with playing(*HOSTS) as loopback:
        yield loopback


def ask(address: str, bounds: Bounds = QUICK) -> Answer:
    """Ask one address."""
    return Asker(bounds, Manners(bounds.pause), allow_private=True).ask(address)


# ---------------------------------------------------------------- what servers do


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/fine", "fine", 200),
        ("/gone", "gone", 410),
        ("/missing", "gone", 404),
        ("/forbidden", "untested", 403),
        ("/teapot", "untested", 418),
        ("/broken", "untested", 500),
        ("/busy-always", "untested", 429),
        ("/odd-wait", "untested", 429),
        ("/elsewhere", "fine", 200),
        ("/moved", "fine", 200),
        ("/to-gone", "gone", 410),
        ("/loop-a", "loop", 302),
        ("/chain/", "loop", 302),
        ("/to-mail", "form", 0),
        ("/to-nonsense", "untested", 0),
        ("/slow", "fine", 200),
        ("/hanging", "untested", 0),
        ("/resetting", "unreachable", 0),
        ("/resets-once", "fine", 200),
        ("/no-head", "fine", 200),
        ("/wrong-head", "fine", 200),
        ("/fails-once", "fine", 200),
        ("/endless", "fine", 200),
        ("/endless#there", "fine", 200),
        ("/dripping", "fine", 200),
        ("/huge-headers", "untested", 0),
        ("/no-http", "untested", 0),
        ("/page#there", "fine", 200),
        ("/page#old", "fine", 200),
        ("/page#kept", "fine", 200),
        ("/page#top", "fine", 200),
        ("/page#/route", "fine", 200),
        ("/page#:~:text=words", "fine", 200),
        ("/page#missing", "fragment", 200),
        ("/page#There", "fragment", 200),
        ("/packed-page#there", "fine", 200),
        ("/packed-page#missing", "fragment", 200),
        ("/chunked-page#there", "fine", 200),
        ("/chunked-page#missing", "fragment", 200),
        ("/large-page#missing", "fine", 200),
        ("/bomb#missing", "fine", 200),
        ("/report-pdf#page=4", "fine", 200),
        ("/moved-page#missing", "fragment", 200),
        ("/ein%20weg/straße?frage=ü", "fine", 200),
    ],
)
def test_answers(server: Loopback, path: str, outcome: str, status: int) -> None:
    """What a server does is told for what it is."""
    answer = ask(server.at(path))
    assert (outcome, status) == (answer.outcome, answer.status), answer


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/moved", "/fine"),
        ("/elsewhere", ""),
        ("/moved-then-elsewhere", "/elsewhere"),
        ("/moved-page#there", "/page#there"),
        ("/moved-raw", "/straße"),
        ("/fine", ""),
    ],
)
def test_new_address(server: Loopback, path: str, moved: str) -> None:
    """The new address is where redirects for good lead; one that may change again is not followed for it."""
    assert ask(server.at(path)).moved == (server.at(moved) if moved else "")


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "latin-1", "undefined", "rot13", "no-such", '"utf-8"', ""])
@pytest.mark.parametrize("data", [b"", b"<", b"\x00\xff", b'<p id="a">'], ids=range(4))
def test_any_page_can_be_looked_at(data: bytes, charset: str) -> None:
    """Whatever a page holds, and says of its letters, its places are found as far as there are any."""
    assert anchors(data, f"text/html; charset={charset}") <= {"a"}
    assert anchors(b'<p id="a">', f"text/html; charset={charset}") == {"a"}


def test_places_beyond_ascii() -> None:
    """The letters of a page are read as the server says."""
    assert anchors('<p id="Straße">'.encode(), "text/html; charset=utf-8") == {"Straße"}
    assert anchors('<p id="Straße">'.encode("latin-1"), "text/html; charset=latin-1") == {"Straße"}


def test_drip_is_bounded(server: Loopback) -> None:
    """A page that never ends, a letter at a time, is left when the time for its address is up."""
    began = time.monotonic()
    answer = ask(server.at("/dripping#there"), replace(QUICK, address=0.5))
    assert answer.outcome == "fine"
    assert time.monotonic() - began < 2


def test_nobody_listens() -> None:
    """A port at which nobody listens is unreachable."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{held.getsockname()[1]}/").outcome == "unreachable"


def test_no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody knows is told as such."""
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    assert ask("http://nowhere.example.org/").outcome == "nameless"


def _unknown(*_arguments: object, **_options: object) -> list[object]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_host_beyond_ascii(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host with letters beyond ASCII is asked by the name that the net knows it by."""
    asked: list[str] = []
    known = socket.getaddrinfo

    def here(host: str, *arguments: object, **options: object) -> object:
        asked.append(host)
        return known("127.0.0.1", *arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(socket, "getaddrinfo", here)
    assert ask(f"http://bücher.example:{server.ports['127.0.0.1']}/fine").outcome == "fine"
    assert set(asked) == {"xn--bcher-kva.example"}


@pytest.mark.parametrize("address", ["http://", "http://a b/", "http://[1", "http://x:99999999/", "ftp://example.org/"])
def test_no_address(address: str) -> None:
    """What is no web address is said to be none."""
    assert ask(address).outcome == "form"


# ---------------------------------------------------------------- TLS


def test_certificate_of_its_own(tmp_path: Path) -> None:
    """A certificate that nobody vouches for is named, and asked for once."""
    _, context = certificate(tmp_path)
    with playing("127.0.0.1", tls=context) as server:
        answer = ask(server.at("/fine", scheme="https"))
    assert ("tls", "the site's certificate is signed by nobody but itself") == (answer.outcome, answer.detail)


def test_certificate_for_another_name(tmp_path: Path) -> None:
    """A certificate for another name is told as that."""
    trusted, context = certificate(tmp_path, name="127.0.0.9")
    with playing("127.0.0.1", tls=context) as server:
        answer = asker_that_trusts(trusted).ask(server.at("/fine", scheme="https"))
    assert ("tls", "the site's certificate is for another name") == (answer.outcome, answer.detail)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("certificate verify failed: certificate has expired", "the site's certificate has expired"),
        ("certificate verify failed: Hostname mismatch, it is for a.org", "the site's certificate is for another name"),
        ("certificate verify failed: unable to get local issuer certificate", "nobody that this computer trusts"),
        ("sslv3 alert handshake failure", "no secure connection can be agreed on"),
    ],
)
def test_faults_of_tls_have_names(monkeypatch: pytest.MonkeyPatch, said: str, words: str) -> None:
    """What the library of TLS says is told in words for editors."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise urllib3.exceptions.SSLError(said)

    monkeypatch.setattr(urllib3.PoolManager, "urlopen", fail)
    answer = ask("https://127.0.0.1/")
    assert ("tls", True) == (answer.outcome, words in answer.detail)


def test_no_tls_at_all(server: Loopback) -> None:
    """A server that knows no TLS is no safe place, and no traceback."""
    assert ask(server.at("/fine", scheme="https")).outcome == "tls"


def asker_that_trusts(cert: Path) -> Asker:
    """Make an asker that trusts one certificate."""
    return Asker(QUICK, Manners(QUICK.pause), allow_private=True, pool=urllib3.PoolManager(ca_certs=str(cert)))


def test_https_is_suggested_where_it_answers(tmp_path: Path) -> None:
    """An address with http whose site answers to https as well is told with that address."""
    trusted, context = certificate(tmp_path)
    with playing("127.0.0.1", tls=context) as server:
        answer = asker_that_trusts(trusted).ask(server.at("/fine"))
        assert ("fine", server.at("/fine", scheme="https")) == (answer.outcome, answer.secure)


def test_https_is_not_suggested_where_it_fails(server: Loopback) -> None:
    """An address with http whose site has no https is left as it is."""
    assert ask(server.at("/fine")).secure == ""


# ---------------------------------------------------------------- manners


def test_head_comes_first(fresh: Loopback) -> None:
    """A page that answers to HEAD is not asked for; one that does not is."""
    for path in ("/fine", "/no-head"):
        ask(fresh.at(path))
    plain = [path for path in fresh.log.asked if "fine" in path or "no-head" in path]
    assert plain == ["HEAD /fine", "HEAD /no-head", "GET /no-head"]


def test_agent_names_itself(fresh: Loopback) -> None:
    """Each request says who asks, and in which version."""
    ask(fresh.at("/no-head"))
    assert {one.agent.split(" ")[0] for one in fresh.log.done()} == {f"guidepress/{guidepress.__version__}"}


def test_retry_after_is_kept(fresh: Loopback) -> None:
    """A server that asks for a second of peace gets it."""
    assert ask(fresh.at("/busy-once")).outcome == "fine"
    first, second = fresh.log.done()[:2]
    assert second.began - first.ended >= 0.95


def test_long_retry_after_ends_the_asking(fresh: Loopback) -> None:
    """A server that asks for hours of peace is not asked again, nor for its other pages."""
    asker = Asker(QUICK, Manners(QUICK.pause), allow_private=True)
    answers = [asker.ask(fresh.at(path)) for path in ("/busy-for-hours", "/fine")]
    assert [("untested", 429), ("untested", 0)] == [(one.outcome, one.status) for one in answers]
    assert "120 minutes" in answers[0].detail
    assert fresh.log.asked == ["HEAD /busy-for-hours"]


def addresses(server: Loopback, number: int, hosts: tuple[str, ...] = HOSTS) -> list[str]:
    """List slow addresses at several hosts."""
    return [server.at(f"/slow/{place}", host) for host in hosts for place in range(number)]


def test_one_at_a_time_with_a_pause(fresh: Loopback, with_files: WithFiles) -> None:
    """No host gets two requests at once, and each rests after every one."""
    guide, root = guide_with(with_files, addresses(fresh, 3))
    check_links(guide, root, replace(QUICK, pause=0.15), allow_private=True)
    assert fresh.log.most_at_once == 1
    for host in HOSTS:
        mine = [one for one in fresh.log.done() if one.host == host]
        assert all(after.began - before.ended >= 0.14 for before, after in pairwise(mine))


def test_redirects_to_a_busy_host_wait_their_turn(fresh: Loopback) -> None:
    """Threads that come to one host by different ways still ask it one after the other."""
    manners = Manners(0.05)
    asker = Asker(QUICK, manners, allow_private=True)
    threads = [threading.Thread(target=asker.ask, args=(fresh.at(f"/slow/{number}"),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fresh.log.most_at_once == 1


def test_many_hosts_at_once(fresh: Loopback, with_files: WithFiles) -> None:
    """Hosts are asked side by side."""
    guide, root = guide_with(with_files, addresses(fresh, 2))
    check_links(guide, root, QUICK, allow_private=True)
    assert fresh.log.most_hosts == len(HOSTS)


def test_time_is_bounded_for_all(fresh: Loopback, with_files: WithFiles) -> None:
    """When the time for all is up, what is left is told as not tested; nobody waits for a server that hangs."""
    guide, root = guide_with(with_files, [fresh.at("/hanging"), fresh.at("/fine", "127.0.0.2")])
    began = time.monotonic()
    tested = check_links(guide, root, replace(QUICK, answering=20, address=20, in_all=0.8), allow_private=True)
    assert time.monotonic() - began < 3
    assert ["untested", "fine"] == [one.answer.outcome for one in tested]
