"""What the preview answers, to whom, and what it never does."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles
from previewed import BROKEN, asking, write
from starlette.testclient import TestClient

from guidepress.compose.resources import design_of
from guidepress.formats import FORMATS, Making
from guidepress.formats.site import Site, render
from guidepress.pipeline import load
from guidepress.serve.preview import _downloads
from guidepress.serve.server import LOCAL, addresses, listen, names_of

OUTSIDERS = "what nobody may read"


@pytest.fixture
def guide(with_files: WithFiles) -> Path:
    """Give a guide that may be edited, beside a file that is not its own."""
    root = with_files({})
    (root.parent / "secret.txt").write_text(OUTSIDERS, "utf-8")
    (root / "notes.txt").write_text(OUTSIDERS, "utf-8")
    (root / "source" / "secret.txt").write_text(OUTSIDERS, "utf-8")
    return root


@pytest.fixture
def client(guide: Path) -> Iterator[TestClient]:
    """Give what asks the preview of the stock guide."""
    with asking(guide) as client:
        yield client


# ---------------------------------------------------------------- what it answers


def test_first_page(client: TestClient) -> None:
    """The address without a path leads to the site's first page."""
    for path in ("/", "/site", "/site/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, "/site/index.html")


def test_everything_of_the_site_is_there(client: TestClient, guide: Path) -> None:
    """Each file that ``build`` makes of the site is answered with the same bytes; pages have our scripts besides, and nothing else."""
    made, _ = load(guide)
    assert made
    for file in render(made, design_of(guide), Making(FORMATS, downloads=_downloads(made.stem))):
        answer = client.get(f"/{file.path}")
        assert answer.status_code == 200
        if file.path.endswith(".html"):
            html, scripts, end = answer.text.partition('<script src="/preview/idiomorph.js">')
            assert scripts
            assert html + end[end.index("</body>") :] == file.data.decode()
        else:
            assert answer.content == file.data
            assert answer.headers["content-type"].partition(";")[0] in {
                "text/css",
                "text/javascript",
                "font/woff2",
                "image/svg+xml",
            }


def test_only_what_is_asked_for_is_made(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is rendered when it is asked for, once, and no other page is."""
    from guidepress.formats.site import Site

    made: list[str] = []
    page = Site.page

    def noted(site: Site, name: str) -> object:
        made.append(name)
        return page(site, name)

    monkeypatch.setattr(Site, "page", noted)
    for _ in range(3):
        client.get("/site/one.html")
    assert made == ["one.html"]


def test_files_are_not_sent_twice(client: TestClient) -> None:
    """A browser that has a file as it is gets no bytes again."""
    first = client.get("/site/assets/site.css")
    again = client.get("/site/assets/site.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_policy_of_a_page_allows_to_ask_for_changes(client: TestClient, guide: Path) -> None:
    """A page's own policy stays, but for what it may ask of this server, without which it could not follow."""
    head = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; connect-src https://x.example\" />"
    template = (REPOSITORY / "templates" / "head.html.j2").read_text("utf-8")
    (guide / "templates").mkdir()
    (guide / "templates" / "head.html.j2").write_text(f"{head}\n{template}", "utf-8")
    answer = client.get("/site/one.html")
    assert "content=\"default-src 'none'; script-src 'self'; connect-src 'self'\"" in answer.text


@pytest.mark.parametrize("kind", ["pdf", "epub", "html"])
def test_other_formats(kind: str, client: TestClient, guide: Path) -> None:
    """PDF, EPUB and single file are made when they are asked for, as ``build`` makes them."""
    answer = client.get(f"/stock-guide-2.1.{kind}")
    assert answer.status_code == 200
    arguments = ["--guide", str(guide), "--output", str(guide / "made"), "--format", kind, "--quiet"]
    paged = [] if kind == "pdf" else ["--no-page-list"]
    command = [sys.executable, str(REPOSITORY / "build.py"), "build", *arguments, *paged]
    subprocess.run(command, check=True, capture_output=True)
    assert answer.content == (guide / "made" / "stock-guide-2.1" / f"stock-guide-2.1.{kind}").read_bytes()


def test_other_formats_are_kept_until_the_source_changes(client: TestClient, guide: Path) -> None:
    """A format is made once, and again after an edit."""
    first = client.get("/stock-guide-2.1.html")
    begin = time.monotonic()
    assert client.get("/stock-guide-2.1.html").content == first.content
    assert time.monotonic() - begin < 0.2  # a process that made it would take longer to begin
    write(guide, "chapters/one.md", "# Chapter one\n\nOther words.\n")
    assert "Other words." in client.get("/stock-guide-2.1.html").text


def test_other_formats_tell_what_keeps_them(client: TestClient, guide: Path) -> None:
    """What has errors is told on a page in the place of the file; so is a template at fault."""
    client.get("/site/one.html")
    write(guide, "chapters/one.md", BROKEN)
    answer = client.get("/stock-guide-2.1.pdf")
    assert answer.status_code == 500
    assert "There is no section &#39;nowhere&#39; in one.md." in answer.text
    write(guide, "chapters/one.md", "# Chapter one\n\nWords.\n")
    (guide / "templates").mkdir()
    (guide / "templates" / "single.html.j2").write_text("{{ nothing }}", "utf-8")
    answer = client.get("/stock-guide-2.1.html")
    assert answer.status_code == 500
    assert "templates/single.html.j2" in answer.text


# ---------------------------------------------------------------- to whom


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_own_names_are_answered(host: str, client: TestClient) -> None:
    """Whoever asks for this computer by a name of its own is answered."""
    assert client.get("/site/one.html", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost.evil.example",
        "",
    ],
)
def test_other_names_are_refused(host: str, client: TestClient) -> None:
    """A name of somebody else that leads here is refused for pages, files, events and formats (DNS rebinding)."""
    for path in ("/site/one.html", "/site/assets/site.css", "/preview/changes", "/stock-guide-2.1.pdf"):
        assert client.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9000"},
    ],
)
def test_pages_of_others_are_refused(headers: dict[str, str], client: TestClient) -> None:
    """What a page of another site asks for is refused, so that it neither reads nor makes anything here."""
    for path in ("/site/one.html", "/preview/changes", "/stock-guide-2.1.pdf"):
        assert client.get(path, headers=headers).status_code == 403


def test_links_from_others_are_followed(client: TestClient) -> None:
    """A link to the preview may stand anywhere; its own pages may ask for all."""
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Origin": "http://127.0.0.1:8000"},
    ):
        assert client.get("/site/one.html", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_sent(method: str, client: TestClient) -> None:
    """The preview only answers; nothing can be sent to it."""
    assert client.request(method, "/site/one.html").status_code == 405


# ---------------------------------------------------------------- what it never answers

OUTSIDE = (
    "../secret.txt", "../../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2f%2e%2e%2fsecret.txt", "..%5csecret.txt", "..\\secret.txt",
    "....//secret.txt", "%252e%252e%252fsecret.txt", "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "one.html%00.css", "%00", "assets/source/%2e%2e/secret.txt",
    "assets/../../secret.txt", "secret.txt", "../source/secret.txt", "../source/guide.yaml", "../notes.txt", "source/chapters/one.md", "assets/styles/../../../notes.txt",
    "file:///etc/passwd", "C:%5cwindows", "assets/styles/fonts/OFL.txt", "%c0%ae%c0%ae/secret.txt", "one.html/../secret.txt", "assets/source/link.svg",
)  # fmt: skip


@pytest.mark.parametrize("folder", ["/", "/site/", "/preview/", "/site/assets/"])
@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_is_read_by_its_path(path: str, folder: str, client: TestClient, guide: Path) -> None:
    """Whatever an address holds, no file is answered that is not made by a format, be it in the guide's folder or not."""
    (guide / "source/images/link.svg").symlink_to(guide.parent / "secret.txt")
    request = client.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=f"{folder}{path}".encode())
    answer = client.send(request)
    assert answer.status_code in {404, 307}
    assert OUTSIDERS not in answer.text
    assert "root:" not in answer.text


def test_links_that_lead_out_are_not_followed(guide: Path) -> None:
    """A chapter, a picture, a template and a style sheet that are links to files outside are told, and show nothing of these."""
    secret = guide.parent / "secret.txt"
    places = ("source/chapters/one.md", "source/images/cover.svg", "templates/foot.html.j2", "styles/own.css")
    with asking(guide) as client:
        client.get("/site/one.html")
        for place in places:
            path = guide / place
            kept = path.read_bytes() if path.exists() else None
            path.parent.mkdir(exist_ok=True)
            path.unlink(missing_ok=True)
            path.symlink_to(secret)
            answers = [
                client.get(f"/site/{name}")
                for name in ("one.html", "index.html", "assets/site.css", "assets/source/images/cover.svg")
            ]
            assert [OUTSIDERS in answer.text for answer in answers] == [False] * 4
            assert "outside" in answers[0].text
            path.unlink()
            if kept is not None:
                path.write_bytes(kept)


def test_words_of_the_guide_are_no_markup(guide: Path) -> None:
    """Whatever a line of the source holds, in the panel it is words."""
    with asking(guide) as client:
        client.get("/site/one.html")
        write(
            guide,
            "chapters/one.md",
            "# One\n\n<script>alert(1)</script> [x](#no<b>) </template><img src=x onerror=alert(1)>\n",
        )
        page = client.get("/site/one.html").text
    panel = page[page.index('<template id="guidepress-problems"') : page.index("</template>\n<script")]
    assert "&lt;script&gt;alert(1)" in panel
    assert "<img" not in panel
    assert "<script" not in panel


# ---------------------------------------------------------------- where it listens


def test_names_of_this_computer() -> None:
    """Whoever listens everywhere is called by this computer's names and addresses; whoever listens at one address by that as well."""
    everywhere = names_of("0.0.0.0")  # noqa: S104 - nothing listens
    assert {"127.0.0.1", "localhost", socket.gethostname()} <= set(everywhere)
    assert "*" not in everywhere
    assert set(names_of("127.0.0.1")) == set(LOCAL)
    assert names_of("fe80::1")[-1] == "[fe80::1]"
    assert names_of("guides.example")[-1] == "guides.example"


def test_names_are_as_browsers_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Capitals in a computer's name keep nobody out: browsers write names in small letters."""
    monkeypatch.setattr("socket.gethostname", lambda: "Annas-Computer")
    assert {"annas-computer", "annas-computer.local"} <= set(names_of("0.0.0.0"))  # noqa: S104 - nothing listens
    assert names_of("MyHost")[-1] == "myhost"


def test_addresses_to_open() -> None:
    """The address that is printed can be opened, also when any port is taken, and when all who are near may look."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert port > 0
        assert addresses("127.0.0.1", taken) == (f"http://127.0.0.1:{port}/",)
        assert addresses("::1", taken) == (f"http://[::1]:{port}/",)
        assert addresses("0.0.0.0", taken)[0] == f"http://127.0.0.1:{port}/"  # noqa: S104 - nothing listens there
