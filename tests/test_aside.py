"""What is done in other processes comes back as if it had been done here, and what ends them ends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection

import pytest
from conftest import REPOSITORY
from jinja2 import Environment

from guidepress import aside
from guidepress.aside import Aside, Standby, in_two, safe_method
from guidepress.compose import render
from guidepress.compose.resources import our_design
from guidepress.errors import GuideError, Problem, ProcessEnded, Span


def failing(error: Exception) -> None:
    """Raise what is given."""
    raise error


@pytest.mark.parametrize("error", [GuideError((Problem(Span("a"), "b", "c"),)), MemoryError(), ZeroDivisionError("x")])
def test_errors_come_back(error: Exception) -> None:
    """What goes wrong in the other process is raised where its answer is waited for."""
    with Aside(partial(failing, error)) as other, pytest.raises(type(error)) as told:
        other.result()
    assert str(told.value) == str(error)


def test_fault_of_ours_says_where() -> None:
    """An error that nobody foresaw brings along where it was raised."""
    with Aside(partial(failing, KeyError("lost"))) as other, pytest.raises(KeyError) as told:
        other.result()
    assert "in failing" in "".join(told.value.__notes__)


def die() -> None:
    """Die, as a process does that the system takes for too large."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_process_that_dies() -> None:
    """When the process is killed, it is told."""
    with Aside(die) as other, pytest.raises(ProcessEnded):
        other.result()


def test_process_is_ended() -> None:
    """Who does not wait for the answer leaves no process behind."""
    with Aside(signal.pause) as other:
        number = other._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_threads_forbid_a_fork() -> None:
    """Beside a thread, a process is started in a way that is safe then, on systems that list threads and on others."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert safe_method() == "forkserver"
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("beside_threads", [False, True])
def test_safe_way_is_chosen(beside_threads: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A program without threads forks, and one with threads does not."""
    thread = "threading.Thread(target=threading.Event().wait, daemon=True).start(); " if beside_threads else ""
    script = f"import threading; from guidepress.aside import safe_method; {thread}print(safe_method())"
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ("forkserver" if beside_threads else "fork")


def reply(pipe: Connection, number: int) -> None:
    """Tell who does it, and a number."""
    pipe.send((os.getpid(), number))


def test_standby_does_what_it_is_given() -> None:
    """What stands by does the work that it is given, in its own process."""
    with Standby(int) as standby:
        pid, number = standby.give(partial(reply, number=7)).recv()
    assert (pid != os.getpid(), number) == (True, 7)


def test_standby_without_work_is_ended() -> None:
    """What has stood by for nothing is ended."""
    with Standby(int) as standby:
        number = standby._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def homes(items: Sequence[int]) -> list[tuple[int, int]]:
    """Tell of each thing who did it."""
    return [(item, os.getpid()) for item in items]


@pytest.mark.parametrize(("number", "cores", "processes"), [(100, 2, 2), (101, 2, 2), (100, 1, 1), (3, 2, 1)])
def test_in_two(number: int, cores: int, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Much work is done by two processes where there are two cores, and comes back in its order."""
    monkeypatch.setattr(aside, "cores", lambda: cores)
    done = in_two(homes, range(number))
    assert ([item for item, _ in done], len({home for _, home in done})) == (list(range(number)), processes)


def refusing(items: Sequence[int]) -> list[int]:
    """Find fault with all from the third one on, but tell of the first of them alone."""
    if late := [item for item in items if item > 1]:
        raise GuideError((Problem(Span("a"), "late", f"{late[0]}"),))
    return list(items)


def test_first_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several faults in much work the first is told, however many processes do it."""
    monkeypatch.setattr(aside, "cores", lambda: 2)
    with pytest.raises(GuideError) as told:
        in_two(refusing, [0, 1, 0, 3, *range(4, 100)])
    assert told.value.problems[0].message == "3"


def test_templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates that another process has compiled are not compiled here."""
    monkeypatch.setattr(render, "_COMPILED", render._Compiled())
    with Aside(partial(render.compiled_templates, our_design())) as compiling:
        compiled = compiling.result()
    render.take_compiled(compiled)
    monkeypatch.setattr(Environment, "compile", failing)
    env = render.environment(our_design())
    assert all(env.get_template(name) for name in our_design().template_names())
