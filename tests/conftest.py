"""Share with all tests: the real guide, built once, and a small stock guide to lay changes over."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Loopback, playing

from guidepress.check import toolbox
from guidepress.check.finding import Finding

pytest_plugins = ["no_skips"]

REPOSITORY = Path(__file__).resolve().parents[1]
STOCK = Path(__file__).parent / "stock"
KEPT = shutil.ignore_patterns(".guidepress")  # of builds before
LayOver = Callable[[Path], Path]
WithFiles = Callable[[Mapping[str, str | bytes]], Path]


@dataclass(frozen=True, slots=True)
class Built:
    """Name the files of a built guide."""

    folder: Path

    @property
    def stem(self) -> str:
        """Return the name that the files share."""
        return self.folder.name

    @property
    def pdf(self) -> Path:
        """Return the PDF."""
        return self.folder / f"{self.stem}.pdf"

    @property
    def epub(self) -> Path:
        """Return the EPUB."""
        return self.folder / f"{self.stem}.epub"

    @property
    def html(self) -> Path:
        """Return the single file."""
        return self.folder / f"{self.stem}.html"

    @property
    def site(self) -> Path:
        """Return the website's folder."""
        return self.folder / "site"

    @property
    def site_pages(self) -> list[Path]:
        """Return the website's pages."""
        return sorted(self.site.glob("*.html"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites what the cases expect."""
    parser.addoption("--save-goldens", action="store_true", help="write what is found as what is expected")


@pytest.fixture(scope="session")
def save_goldens(request: pytest.FixtureRequest) -> bool:
    """Tell whether expectations are to be rewritten."""
    return bool(request.config.getoption("--save-goldens"))


def run_build(
    output: Path, *arguments: str, guide: Path = REPOSITORY, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build a guide as a user does, by the script in the repository."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "build", "--guide", str(guide), "--output", str(output)]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, check=False, env={**os.environ, **variables}
    )


def build_once(shared: Path, guide: Callable[[], Path], *arguments: str) -> Path:
    """Build a guide, unless another of xdist's workers has done so; give the folder of its files."""
    shared.mkdir(exist_ok=True)
    told = shared / "build.json"
    with (shared / "lock").open("w") as lock:  # the system frees the lock when a worker dies
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.is_file():
            done = run_build(shared / "dist", *arguments, guide=guide())
            told.write_text(json.dumps([done.returncode, done.stderr]), "utf-8")
    status, words = json.loads(told.read_text("utf-8"))
    if status != 0:
        pytest.fail(f"the guide in {shared.name} cannot be built:\n{words}", pytrace=False)
    (folder,) = (path for path in (shared / "dist").iterdir() if not path.name.startswith("."))
    return folder


def findings(check: Callable[[], list[Finding]], *ignored: str) -> list[str]:
    """Run a check and give its findings as text, without those of a severity that is ignored; skip where the tool is missing."""
    try:
        found = check()
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")
    return [str(finding) for finding in found if finding.severity not in ignored]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give a folder that all of xdist's workers share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Built:
    """Give the real guide in all formats, built once for all of xdist's workers."""
    return Built(build_once(shared_folder / "real-guide", lambda: REPOSITORY))


@pytest.fixture
def fresh() -> Iterator[Loopback]:
    """Give servers on this computer, which play all parts and have not been asked anything yet."""
    with playing("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4") as loopback:
        yield loopback


@pytest.fixture
def stock() -> Path:
    """Give the folder of the stock guide, which is not to be written to."""
    return STOCK


@pytest.fixture
def lay_over(tmp_path: Path) -> LayOver:
    """Give a function that copies the stock guide and lays a case's files over it."""

    def lay(case: Path) -> Path:
        root = tmp_path / "guide"
        shutil.copytree(STOCK, root, ignore=KEPT)
        shutil.copytree(case, root, dirs_exist_ok=True)
        return root

    return lay


@pytest.fixture
def with_files(tmp_path: Path) -> WithFiles:
    """Give a function that copies the stock guide and writes files over it, by their paths below the guide's folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "guide"
        shutil.copytree(STOCK, root, ignore=KEPT, dirs_exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write
