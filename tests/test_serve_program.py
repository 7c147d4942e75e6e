"""How the preview runs as a program: how it ends, what it tells of saves, and what it outlives."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles
from previewed import BROKEN, children_of, events, fetch, memory_of, previewing, until, write


@pytest.fixture
def guide(with_files: WithFiles) -> Path:
    """Give a guide that may be edited."""
    return with_files({})


def test_ends_by_interrupt(guide: Path) -> None:
    """Ctrl-C ends the preview with 0 and without a word, while a page listens for changes and a format is being made."""
    with previewing(guide) as preview:
        listening = events(preview.url, "")
        next(listening)
        asking = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"import urllib.request; urllib.request.urlopen({preview.url + 'stock-guide-2.1.pdf'!r})",
            ],
            stderr=subprocess.DEVNULL,
        )
        until(lambda: bool(children_of(preview.process.pid)))
        children = children_of(preview.process.pid)
        assert preview.stop() == 0
        asking.kill()
        asking.wait()
    assert preview.errors == []
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def test_port_that_is_taken(guide: Path) -> None:
    """A port that is taken is told in a sentence that says what to do, and ends with 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--guide", str(guide), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"Port {port} is taken by another program, perhaps by another preview. Choose another: --port {port + 1}\n"
    )


def test_host_that_is_not_here(guide: Path) -> None:
    """A host by which this computer cannot be reached is told in a sentence, and ends with 1."""
    command = [
        sys.executable,
        str(REPOSITORY / "build.py"),
        "serve",
        "--guide",
        str(guide),
        "--host",
        "192.0.2.7",
        "--port",
        "0",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == "This computer cannot be reached as '192.0.2.7'. Without --host, the preview is for this computer alone.\n"
    )


def test_only_this_computer_is_served(guide: Path) -> None:
    """Without --host, the port is open on 127.0.0.1 and on no other address of this computer."""
    with previewing(guide) as preview:
        port = int(preview.url.rstrip("/").rpartition(":")[2])
        assert preview.url == f"http://127.0.0.1:{port}/"
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port), timeout=5):
            pass


def test_audience(guide: Path) -> None:
    """With --audience, an edition is shown."""
    with previewing(guide, "--audience", "funders") as preview:
        assert "Funders" in fetch(f"{preview.url}site/index.html").partition("</title>")[0]


def test_name_that_is_not_in_utf_8(guide: Path) -> None:
    """A file whose name is not in UTF-8 comes and goes, and saves are told as before."""
    with previewing(guide) as preview:
        stream = events(preview.url, "")
        next(stream)
        name = os.fsencode(guide / "source/images") + b"/caf\xe9.svg"
        os.close(os.open(name, os.O_CREAT))
        time.sleep(1.5)
        Path(os.fsdecode(name)).unlink()
        time.sleep(1.5)
        write(
            guide,
            "chapters/two.md",
            "# Another chapter\n\n## A place to link to\n\n:::{case-study} Story\n:name: lunch-club\n\nIt.\n:::\n",
        )
        assert any('"two"' in told for told in stream)
        stream.close()
    assert preview.errors == []


def test_template_without_end(guide: Path) -> None:
    """A template that never ends keeps a page from being shown, but not the preview from ending."""
    forever = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}"
    (guide / "templates").mkdir(exist_ok=True)
    (guide / "templates/foot.html.j2").write_text(forever, "utf-8")
    with previewing(guide) as preview:
        port = int(preview.url.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=2) as waiting:
            waiting.sendall(b"GET /site/one.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
            with pytest.raises(TimeoutError):
                waiting.recv(1)
            assert preview.stop() == 1


def test_saves_are_told(guide: Path) -> None:
    """A save is told to who listens, with the block that was edited; another that changes nothing is not told twice."""
    with previewing(guide) as preview:
        stream = events(preview.url, "")
        assert '"places": {}' in next(stream)
        write(
            guide,
            "chapters/two.md",
            (guide / "source/chapters/two.md").read_text("utf-8").replace("Words under", "Other words under"),
        )
        assert '"two": ["two.a-place-to-link-to_p1", "two.a-place-to-link-to"' in next(stream)
        stream.close()
    assert preview.errors == []


def test_folder_that_is_replaced(guide: Path) -> None:
    """A source that is deleted whole and comes back, as when versions are changed, is watched again."""
    kept = guide.parent / "kept"
    shutil.copytree(guide / "source", kept)
    with previewing(guide) as preview:
        address = f"{preview.url}site/one.html"
        assert "The first words." in fetch(address)
        shutil.rmtree(guide / "source")
        stream = events(preview.url, "")
        until(lambda: 'data-severity="error"' in fetch(address))
        shutil.copytree(kept, guide / "source")
        until(lambda: 'data-severity="error"' not in fetch(address))
        time.sleep(1.5)
        write(guide, "chapters/one.md", "# Chapter one\n\nWords after all that.\n")
        for told in stream:
            if '"one"' in told:
                break
        assert "Words after all that." in fetch(address)
        stream.close()
    assert preview.errors == []


@pytest.mark.slow
def test_a_thousand_quick_saves(guide: Path) -> None:
    """A thousand saves without a pause, of which every tenth breaks the guide, leave the last one shown, and memory does not grow."""
    with previewing(guide) as preview:
        address = f"{preview.url}site/one.html"
        fetch(address)
        before = memory_of(preview)
        for number in range(1000):
            write(guide, "chapters/one.md", BROKEN if number % 10 == 0 else f"# Chapter one\n\nForm {number:03}.\n")
            if number % 50 == 0:
                assert "Chapter one" in fetch(address)
        until(lambda: "Form 999." in fetch(address))
        assert 'data-severity="error"' not in fetch(address)
        assert memory_of(preview) - before < 40
        assert preview.stop() == 0
    assert preview.errors == []


def test_full_disk(guide: Path, tmp_path: Path) -> None:
    """On a full disk pages are shown and edits followed; a format that needs room tells so, and the preview goes on."""

    def no_room() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    with previewing(guide, before=no_room) as preview:
        address = f"{preview.url}site/one.html"
        assert "The first words." in fetch(address)
        write(guide, "chapters/one.md", "")  # as an editor leaves a file that it cannot write
        until(lambda: 'data-severity="error"' in fetch(address))
        assert "The first words." in fetch(address)
        write(guide, "chapters/one.md", "# Chapter one\n\nOther words.\n")
        until(lambda: "Other words." in fetch(address))
        assert "The format pdf cannot be made" in fetch(f"{preview.url}stock-guide-2.1.pdf")
        assert "Other words." in fetch(address)
        assert preview.stop() == 0


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root of Linux may make a small disk")
def test_small_disk(guide: Path, tmp_path: Path) -> None:
    """A guide on a disk that is really full is shown, and followed when there is room again."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this root may not mount")
    try:
        shutil.copytree(guide / "source", disk / "source")
        with previewing(disk) as preview:
            address = f"{preview.url}site/one.html"
            assert "The first words." in fetch(address)
            filler = disk / "filler"
            with pytest.raises(OSError, match="No space left"):
                filler.write_bytes(bytes(4 * 1024 * 1024))
            with pytest.raises(OSError, match="No space left"):
                write(disk, "chapters/one.md", "Words without a title. " * 9000)
            until(lambda: 'data-severity="error"' in fetch(address))
            assert "The first words." in fetch(address)
            write(disk, "chapters/one.md", "")
            filler.unlink()
            write(disk, "chapters/one.md", "# Chapter one\n\nRoom again.\n")
            until(lambda: "Room again." in fetch(address))
            assert preview.stop() == 0
    finally:
        subprocess.run(["/bin/umount", str(disk)], check=False)
