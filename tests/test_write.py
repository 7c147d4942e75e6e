"""Whatever goes wrong while files are written, what was there before stays whole."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_build

from guidepress import write as writing
from guidepress.model import Artifact
from guidepress.write import in_words, write

STEM = "guide-1.0"
OLD = (
    Artifact(f"{STEM}.pdf", b"old pdf"),
    Artifact("site/index.html", b"old index"),
    Artifact("site/gone.html", b"old"),
)
NEW = (Artifact(f"{STEM}.pdf", b"new pdf"), Artifact("site/index.html", b"new index"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Give an output folder that holds an earlier build."""
    write(tmp_path / "dist", STEM, OLD)
    return tmp_path / "dist"


def contents(output: Path) -> dict[str, bytes]:
    """Read every file below the output folder, hidden ones too."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def shown(output: Path) -> dict[str, bytes]:
    """Read every file below the output folder but those in hidden folders, which a killed process may leave."""
    return {name: data for name, data in contents(output).items() if not name.startswith(".")}


def as_files(*artifacts: Artifact) -> dict[str, bytes]:
    """Say which files artifacts become."""
    return {f"{STEM}/{artifact.path}": artifact.data for artifact in artifacts}


def failing(error: BaseException) -> Iterator[Artifact]:
    """Give one artifact, then fail."""
    yield NEW[0]
    raise error


def test_first_build(tmp_path: Path) -> None:
    """The first build makes the output folder and those above it."""
    folder = write(tmp_path / "a/b/dist", STEM, NEW)
    assert (tmp_path / "a/b/dist" / STEM, as_files(*NEW)) == (folder, contents(tmp_path / "a/b/dist"))


def test_new_build_takes_the_place_of_the_old(output: Path) -> None:
    """A new build's files replace the old ones, and pages of the site that are no longer made go."""
    write(output, STEM, NEW)
    assert as_files(*NEW) == contents(output)


def test_other_formats_stay(output: Path) -> None:
    """What another build put into the folder stays, byte for byte."""
    write(output, STEM, [Artifact(f"{STEM}.epub", b"new epub")])
    assert as_files(*OLD, Artifact(f"{STEM}.epub", b"new epub")) == contents(output)


def test_other_versions_stay(output: Path) -> None:
    """The folder of another version is not touched."""
    write(output, "guide-2.0", [Artifact("guide-2.0.pdf", b"two")])
    assert {**as_files(*OLD), "guide-2.0/guide-2.0.pdf": b"two"} == contents(output)


def test_links_stay_links(output: Path) -> None:
    """A symbolic link that somebody put into the folder stays one, and nothing is written through it."""
    (output / STEM / "latest.pdf").symlink_to(f"{STEM}.pdf")
    write(output, STEM, [Artifact(f"{STEM}.epub", b"new epub")])
    assert (output / STEM / "latest.pdf").readlink() == Path(f"{STEM}.pdf")


def test_folder_can_be_read_by_others(output: Path) -> None:
    """The folder may be read by a web server's user."""
    write(output, STEM, NEW)
    assert (output / STEM).stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        KeyboardInterrupt(),
        MemoryError(),
        RuntimeError("a format failed"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_failure_leaves_all_as_it_was(output: Path, error: BaseException) -> None:
    """A failure or interruption in the middle leaves the old files, and no temporary folder."""
    with pytest.raises(type(error)):
        write(output, STEM, failing(error))
    assert as_files(*OLD) == contents(output)
    assert [STEM] == [path.name for path in output.iterdir()]


def test_failure_of_the_first_build_leaves_nothing(tmp_path: Path) -> None:
    """A first build that fails leaves an empty output folder."""
    with pytest.raises(RuntimeError):
        write(tmp_path / "dist", STEM, failing(RuntimeError()))
    assert list((tmp_path / "dist").iterdir()) == []


def test_file_in_the_way(tmp_path: Path) -> None:
    """A file that has the folder's name is not overwritten."""
    (tmp_path / STEM).write_bytes(b"mine")
    with pytest.raises(OSError, match=STEM):
        write(tmp_path, STEM, NEW)
    assert {STEM: b"mine"} == contents(tmp_path)


@pytest.mark.parametrize("path", ["../outside.txt", "site/../../outside.txt", "/tmp/guidepress-outside.txt"])  # noqa: S108 - it must not be written
def test_artifacts_stay_inside(output: Path, path: str) -> None:
    """An artifact whose path leads out of the folder is refused, and all stays as it was."""
    with pytest.raises(ValueError, match="may not leave"):
        write(output, STEM, [Artifact(path, b"escaped")])
    assert as_files(*OLD) == contents(output)
    assert not Path("/tmp/guidepress-outside.txt").exists()  # noqa: S108 - as above


def test_disk_that_takes_no_more(stock: Path, tmp_path: Path) -> None:
    """Where a file cannot be written to its end, the command says so and the old files stay."""
    assert run_build(tmp_path, "--format", "site", guide=stock).returncode == 0
    before = contents(tmp_path)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "sys.dont_write_bytecode = True; from guidepress.cli import main; main()"
    )
    command = [
        sys.executable,
        "-c",
        limited,
        "build",
        "--guide",
        str(stock),
        "--output",
        str(tmp_path),
        "--format",
        "html",
    ]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (1, before) == (done.returncode, contents(tmp_path))
    assert "cannot be written" in done.stderr


def test_kill_while_writing(output: Path) -> None:
    """A process that is killed while it writes leaves the old files, and the next build works."""
    program = (
        "import sys, time; from pathlib import Path; from guidepress.model import Artifact; "
        "from guidepress.write import write\n"
        "def slow():\n    yield Artifact('new.pdf', b'half')\n    print('here', flush=True)\n    time.sleep(60)\n"
        f"write(Path(sys.argv[1]), {STEM!r}, slow())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(output)], cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.kill()
    assert as_files(*OLD) == shown(output)
    write(output, STEM, NEW)
    assert as_files(*NEW) == shown(output)


def test_kill_of_a_build(stock: Path, tmp_path: Path) -> None:
    """A build that is killed at any moment leaves whole files, old or new, and the next build works."""
    formats = ("--format", "html", "--format", "site")
    command = [sys.executable, str(REPOSITORY / "build.py"), "build", "--guide", str(stock), "--output", str(tmp_path)]
    assert run_build(tmp_path, *formats, guide=stock, SOURCE_DATE_EPOCH="946684800").returncode == 0
    old = shown(tmp_path)
    left = []
    for delay in (0.3, 0.7, 1.1):
        with subprocess.Popen([*command, *formats], start_new_session=True, stdout=subprocess.DEVNULL) as process:
            time.sleep(delay)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # the processes that make the formats too
        left.append(shown(tmp_path))
    assert run_build(tmp_path, *formats, guide=stock).returncode == 0
    assert old != shown(tmp_path)
    assert all(files in (old, shown(tmp_path)) for files in left)


def test_link_in_the_way(tmp_path: Path) -> None:
    """A link that has the folder's name is not followed and not replaced, and no folder is left behind."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / STEM).symlink_to("elsewhere")
    with pytest.raises(OSError, match="is a link, not a folder"):
        write(tmp_path, STEM, NEW)
    assert {STEM, "elsewhere"} == {path.name for path in tmp_path.iterdir()}


def test_file_in_the_way_leaves_no_folder(tmp_path: Path) -> None:
    """Where a file has the folder's name, a plain sentence says so and nothing is left behind."""
    (tmp_path / STEM).write_bytes(b"mine")
    with pytest.raises(OSError, match="is a file, not a folder; move it away") as caught:
        write(tmp_path, STEM, NEW)
    assert "Errno" not in in_words(caught.value)
    assert [STEM] == [path.name for path in tmp_path.iterdir()]


def test_system_errors_in_words() -> None:
    """An error of the system is told without its number."""
    assert in_words(OSError(errno.ENOSPC, "No space left on device", "a.pdf")) == "a.pdf: No space left on device"


def test_two_builds_at_once(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another build is writing, a build says so and changes nothing."""
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    with writing._alone(output), pytest.raises(OSError, match="another build is writing here"):
        write(output, STEM, NEW)
    assert as_files(*OLD) == contents(output)


def test_many_builds_at_once(output: Path) -> None:
    """Builds that write at the same time wait for each other."""
    program = (
        "import sys; from pathlib import Path; from guidepress.model import Artifact; "
        "from guidepress.write import write\n"
        f"for _ in range(20): write(Path(sys.argv[1]), {STEM!r}, [Artifact(sys.argv[2], b'new')])"
    )
    command = [sys.executable, "-c", program, str(output)]
    running = [subprocess.Popen([*command, f"{name}.txt"], cwd=REPOSITORY) for name in "abc"]
    assert [0, 0, 0] == [process.wait() for process in running]
    assert {f"{STEM}/{name}.txt" for name in "abc"} < set(contents(output))


def test_swap_is_one_step(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can exchange folders, the old one is there until the new one is."""
    if not sys.platform.startswith("linux"):
        return
    monkeypatch.setattr(writing, "_swap_in_two", None)
    write(output, STEM, NEW)
    assert as_files(*NEW) == contents(output)


def test_swap_in_two_steps(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange folders, two renames do."""
    monkeypatch.setattr(writing, "_exchange", lambda *_: False)
    write(output, STEM, NEW)
    assert as_files(*NEW) == contents(output)
    assert [STEM] == [path.name for path in output.iterdir()]


def test_old_folder_is_put_back(output: Path) -> None:
    """What a build that was killed between two renames had moved away is put back by the next."""
    (output / STEM).rename(output / f".{STEM}.old.abcd1234")
    write(output, STEM, [Artifact("new.txt", b"new")])
    assert as_files(*OLD, Artifact("new.txt", b"new")) == contents(output)


def test_left_folders_are_cleared(output: Path) -> None:
    """Folders that a killed build left are cleared by the next; those of another stem are not."""
    names = (f".{STEM}.old.abcd1234", f".{STEM}.new.abcd1234", ".guide-2.0.new.abcd1234")
    for name in names:
        (output / name).mkdir()
    write(output, STEM, NEW)
    assert {STEM, names[2]} == {path.name for path in output.iterdir()}
