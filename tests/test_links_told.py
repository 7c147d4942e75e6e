"""``check --links`` finds every address of a guide, remembers good answers, and says what editors should do."""

from __future__ import annotations

import csv
import json
import socket
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import STOCK, WithFiles
from linked import QUICK, guide_with
from loopback import Loopback

from guidepress.check.links import check_links
from guidepress.check.links.answer import Answer, Asked, Outward
from guidepress.check.links.forms import fault_of_form
from guidepress.check.links.gather import gather
from guidepress.check.links.hosts import NoSuchHostError, why_out_of_reach
from guidepress.check.links.memory import Memory
from guidepress.check.links.report import to_csv, to_markdown
from guidepress.check.links.verdicts import problems_of
from guidepress.cli import program
from guidepress.errors import Problem, Span
from guidepress.pipeline import load, review
from guidepress.rules.catalogue import BY_CODE

# ---------------------------------------------------------------- memory


def test_second_run_asks_nothing(fresh: Loopback, with_files: WithFiles) -> None:
    """What answered well is not asked again; what did not, is."""
    guide, root = guide_with(with_files, [fresh.at("/fine"), fresh.at("/moved"), fresh.at("/gone")])
    first = check_links(guide, root, QUICK, allow_private=True)
    fresh.log.asked.clear()
    second = check_links(guide, root, QUICK, allow_private=True)
    assert {one.split(" ")[1] for one in fresh.log.asked} == {"/gone"}
    assert first == second


def test_answers_grow_old(tmp_path: Path) -> None:
    """After its days an answer is not believed, nor is one from the future."""
    Memory(tmp_path, 7, 1_000_000).keep({"https://a.org": Answer("fine", 200)})
    day = 24 * 60 * 60
    assert [1, 0, 0] == [len(Memory(tmp_path, 7, now).recall()) for now in (1_000_000 + day, 1_000_000 + 8 * day, 0)]


def test_what_was_found_is_kept_when_stopped(fresh: Loopback, with_files: WithFiles) -> None:
    """Who stops the asking keeps what was found until then."""
    guide, root = guide_with(with_files, [fresh.at("/fine"), fresh.at("/slow", "127.0.0.2")])

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links(guide, root, QUICK, allow_private=True, tell=stop)
    assert list(Memory(root, 7, time.time()).recall()) == [fresh.at("/fine")]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"form": 1}', '{"form": 2, "answers": {}}', '{"form": 1, "answers": []}',
     '{"form": 1, "answers": {"https://a.org": {"outcome": "gone"}}}', "[" * 100_000, "\x00"],
    ids=range(10),
)  # fmt: skip
def test_damaged_memory_is_thrown_away(tmp_path: Path, text: str) -> None:
    """A file that is not what was written is not believed, and is written anew."""
    path = tmp_path / ".guidepress/links.json"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    memory = Memory(tmp_path, 7, 1_000_000)
    assert memory.recall() == {}
    memory.keep({"https://a.org": Answer("fine", 200)})
    assert memory.recall() == {"https://a.org": Answer("fine", 200)}


def test_two_runs_keep_what_both_found(tmp_path: Path) -> None:
    """Runs at the same time lose nothing of each other's."""
    found = [{f"https://a.org/{run}": Answer("fine", 200)} for run in range(20)]
    threads = [threading.Thread(target=Memory(tmp_path, 7, 1_000_000).keep, args=(one,)) for one in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Memory(tmp_path, 7, 1_000_000).recall()) == 20
    assert {path.name for path in (tmp_path / ".guidepress").iterdir()} == {"links.json", ".gitignore"}


def test_memory_does_not_leave_the_guide(tmp_path: Path) -> None:
    """A folder that is a link to another is not used."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/.guidepress").symlink_to(tmp_path / "elsewhere")
    Memory(tmp_path / "guide", 7, 1_000_000).keep({"https://a.org": Answer("fine", 200)})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_memory_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in the folder's place costs requests, and nothing else."""
    (tmp_path / ".guidepress").write_text("mine", "utf-8")
    memory = Memory(tmp_path, 7, 1_000_000)
    memory.keep({"https://a.org": Answer("fine", 200)})
    assert memory.recall() == {}


# ---------------------------------------------------------------- where addresses stand


EVERYWHERE = """\
# One

[First](https://a.org/x). Words.[^1] [Again](https://a.org/x). [By name](resource:ladder). [Mail](mailto:a@b.org).

| A [cell](https://a.org/cell) | B |
| --- | --- |
| c | d |

:::{button-link} https://a.org/button
Press
:::

:::{card} A card
:link: https://a.org/card

Words.
:::

[^1]: A [note](https://a.org/note).
"""


def test_addresses_are_gathered_everywhere(with_files: WithFiles) -> None:
    """Each address is listed once, with every place where it is written and every use by its entry's name."""
    resources = (
        (STOCK / "source/resources.yaml")
        .read_text("utf-8")
        .replace("  year:", "  archived: https://b.org/copy\n  year:")
    )
    glossary = "- term: co-production\n  definition: See [this](https://a.org/glossary).\n"
    files = {"chapters/one.md": EVERYWHERE, "resources.yaml": resources, "glossary.yaml": glossary}
    guide, problems = load(with_files({f"source/{name}": text for name, text in files.items()}))
    assert guide is not None, problems
    found = {link.address: [str(place) for place in (*link.places, *link.uses)] for link in gather(guide)}
    one = "source/chapters/one.md"
    assert found == {
        "https://a.org/x": [f"{one}:3:1", f"{one}:3:38"],
        "mailto:a@b.org": [f"{one}:3:92"],
        "https://a.org/cell": [f"{one}:5:5"],
        "https://a.org/button": [f"{one}:9:1"],
        "https://a.org/card": [f"{one}:13:1"],
        "https://a.org/note": [f"{one}:19:9"],
        "https://a.org/glossary": ["source/glossary.yaml:2:19"],
        "https://example.org/ladder": ["source/resources.yaml:8:12", f"{one}:3:64"],
        "https://b.org/copy": ["source/resources.yaml:6:13"],
        "https://example.org/kitchen": ["source/resources.yaml:14:12"],
        "https://stock.example": ["source/guide.yaml:17:12"],
        "https://stock.example/feedback": ["source/guide.yaml:18:13"],
        "https://creativecommons.org/publicdomain/zero/1.0/": ["source/guide.yaml:22:12"],
    }


# ---------------------------------------------------------------- whom readers can reach


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0.0.0.0", "10.0.0.1",  # noqa: S104 - it is refused, not bound to
      "192.168.1.1", "172.16.0.1", "169.254.169.254", "[::1]",
     "[fe80::1%25eth0]", "[::ffff:10.0.0.1]", "[fc00::1]", "224.0.0.1", "localhost", "a.localhost", "intranet", "printer.local",
     "x.internal", "a.example", "a.test", "LOCALHOST."],
)  # fmt: skip
def test_private_hosts(host: str) -> None:
    """Hosts that only this computer or network knows are named, in whatever form they are written."""
    assert why_out_of_reach(host, 80)


@pytest.mark.parametrize(("address", "is_private"), [("93.184.215.14", False), ("10.1.2.3", True)])
def test_names_are_looked_up(monkeypatch: pytest.MonkeyPatch, address: str, is_private: bool) -> None:  # noqa: FBT001 - a case's value
    """A public name that leads into a private network is refused."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: found)
    assert bool(why_out_of_reach("example.org", 80)) == is_private


def test_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody knows is neither public nor private."""
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    with pytest.raises(NoSuchHostError):
        why_out_of_reach("nowhere.example.org", 80)


def test_private_hosts_are_not_asked(fresh: Loopback, with_files: WithFiles) -> None:
    """Without leave no request goes to this computer."""
    guide, root = guide_with(with_files, [fresh.at("/fine")])
    (tested,) = check_links(guide, root, QUICK)
    assert ("private", []) == (tested.answer.outcome, fresh.log.asked)


@pytest.mark.parametrize(
    ("address", "is_sound"),
    [
        ("mailto:a@b.org", True),
        ("mailto:a@b.org,c@d.org?subject=Hello%20you", True),
        ("mailto:j%C3%BCrgen@b.org", True),
        ("mailto:", False),
        ("mailto:a@b", False),
        ("mailto:a b@c.org", False),
        ("tel:+441632960000", True),
        ("tel:0800-000-000", True),
        ("tel:999", True),
        ("tel:+44;ext=12", False),
        ("tel:call me", False),
        ("tel:", False),
    ],
)
def test_forms(address: str, is_sound: bool) -> None:  # noqa: FBT001 - a case's value
    """Addresses for mail and telephone are looked at, not asked."""
    assert (fault_of_form(address) == "") == is_sound


# ---------------------------------------------------------------- what editors are told


ADDRESS = "http://a.org/x"
PLACES = (Span("source/chapters/one.md", 3, 1), Span("source/resources.yaml", 7, 12))


def told(answer: Answer, with_files: WithFiles, archived: str = "") -> list[Problem]:
    """Return the problems of an answer."""
    guide, _ = load(with_files({}))
    assert guide is not None
    return list(problems_of(guide, [Asked(Outward(ADDRESS, PLACES, (), archived), answer)]))


@pytest.mark.parametrize(
    ("answer", "code", "part"),
    [
        (Answer("gone", 404, "no such page"), "link-gone", "https://web.archive.org/web/http://a.org/x"),
        (Answer("nameless", 0, "no name"), "link-unreachable", "slip of the pen"),
        (Answer("unreachable", 0, "no connection"), "link-unreachable", "Try again"),
        (Answer("untested", 403, "turned away"), "link-untested", "by hand"),
        (Answer("loop", 302, "round"), "link-loop", "by hand"),
        (Answer("tls", 0, "expired"), "link-tls", "owners"),
        (Answer("fragment", 200, "no place"), "link-fragment", "after #"),
        (Answer("private", 0, "a private name"), "link-private", "internet"),
        (Answer("form", 0, "no address"), "link-form", "mailto:"),
        (Answer("fine", 200, moved="https://b.org/y"), "link-moved", "Write: https://b.org/y"),
        (Answer("fine", 200, moved="https://b.org/"), "link-moved", "front page"),
        (Answer("fine", 200, moved="https://a.org/x"), "link-upgrade", "Write: https://a.org/x"),
        (Answer("fine", 200, secure="https://a.org/x"), "link-upgrade", "Write: https://a.org/x"),
    ],
)
def test_every_place_is_told(answer: Answer, code: str, part: str, with_files: WithFiles) -> None:
    """A fault is a warning at each place where the address is written, with what to do, and the catalogue explains it."""
    problems = told(answer, with_files)
    assert [(place, code, "warning") for place in PLACES] == [(one.span, one.code, one.severity) for one in problems]
    assert all(part in one.hint for one in problems)
    assert BY_CODE[code].asked


def test_all_rules_are_told() -> None:
    """Each rule of the catalogue that asks the net is reported by some answer."""
    codes = {code for code, rule in BY_CODE.items() if rule.asked}
    mark = next(mark for mark in test_every_place_is_told.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]  # set by pytest
    assert codes == {case[1] for case in mark.args[1]}


def test_good_addresses_are_no_news(with_files: WithFiles) -> None:
    """An address that answers is not mentioned."""
    assert told(Answer("fine", 200), with_files) == []


def test_copy_of_the_register_is_offered(with_files: WithFiles) -> None:
    """Where the register has an archived copy, the hint gives its address."""
    (first, _) = told(Answer("gone", 404, "no such page"), with_files, "https://archive.org/copy")
    assert first.hint.endswith("https://archive.org/copy")


def test_no_network_is_told_once(with_files: WithFiles) -> None:
    """Where no name is known the fault is here, and is told once."""
    guide, _ = load(with_files({}))
    assert guide is not None
    answer = Answer("nameless", 0, "no name")
    tested = [Asked(Outward(f"https://a{number}.org", PLACES), answer) for number in range(5)]
    (problem,) = problems_of(guide, tested)
    assert ("source/guide.yaml", "link-untested") == (str(problem.span), problem.code)


def test_waiver_allows_a_doubtful_address(with_files: WithFiles) -> None:
    """A comment with a reason allows what the net answers, and is no fault in a check that does not ask the net."""
    allow = "<!-- allow: link-private because this page is an example -->"
    root = with_files({"source/chapters/one.md": f"# One\n\n{allow}\nRead [this](http://127.0.0.1/x).\n"})
    guide, problems = review(root)
    assert guide is not None
    assert "waiver-unused" not in {one.code for one in problems}
    found = problems_of(guide, check_links(guide, root, QUICK))
    assert "source/chapters/one.md" not in {one.span.file for one in found}


# ---------------------------------------------------------------- reports and the command


TESTED = (
    Asked(
        Outward("https://a.org/|x", PLACES, (Span("source/chapters/two.md", 9, 2),)),
        Answer("fine", 200, asked="2026-11-24"),
    ),
    Asked(Outward("https://b.org", PLACES[:1]), Answer("gone", 404, 'says "no"', asked="2026-11-24")),
)


def test_csv() -> None:
    """The table for spreadsheets has a row an address, with its places and the day."""
    rows = list(csv.reader(to_csv(TESTED).splitlines()))
    places = "source/chapters/one.md:3:1; source/resources.yaml:7:12"
    assert rows[1] == ["https://a.org/|x", "fine", "200", "", places, "source/chapters/two.md:9:2", "2026-11-24"]
    assert rows[2][1] == 'says "no"'


def test_markdown() -> None:
    """The table for reading has the same columns in every row, whatever stands in an address."""
    assert {line.count("|") for line in to_markdown(TESTED).splitlines()} == {8}


def run(*arguments: str) -> tuple[int, str]:
    """Run the command; return its status and what it says."""
    done = CliRunner().invoke(program, ["check", "--source", *arguments], standalone_mode=False)
    return (2 if done.exception else done.return_value), f"{done.output}{done.exception or ''}"


def test_command_joins_the_problems(with_files: WithFiles, tmp_path: Path) -> None:
    """The command shows what the net answers among the other problems, and writes the report."""
    _, root = guide_with(with_files, ["http://127.0.0.1:1/x", "mailto:nobody"])
    report = tmp_path / "links.csv"
    status, words = run("--guide", str(root), "--links", "--links-report", str(report))
    assert status == 0
    assert "source/chapters/one.md:3:3  warning: readers cannot reach" in words
    assert "[link-form]" in words
    assert len(report.read_text("utf-8").splitlines()) == 3
    assert run("--guide", str(root), "--links", "--strict")[0] == 1


def test_without_the_flag_nothing_is_asked(with_files: WithFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only --links reaches the network."""
    _, root = guide_with(with_files, ["https://example.org/x"])
    monkeypatch.setattr("guidepress.check.links.check_links", lambda *_arguments, **_options: pytest.fail("it asks"))
    assert run("--guide", str(root))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--links-report", "a.csv"], "needs --links"),
        (["--links", "--links-report", "a.doc"], "must end in .csv or .md"),
        (["--links", "--links-report", "no/such/folder/a.csv"], "cannot be written"),
    ],
)
def test_wrong_report(with_files: WithFiles, arguments: list[str], words: str) -> None:
    """A report that cannot be is told in words."""
    _, root = guide_with(with_files, ["mailto:a@b.org"])
    status, said = run("--guide", str(root), *arguments)
    assert (2, True) == (status, words in said)


def test_what_is_kept_is_plain_json(tmp_path: Path) -> None:
    """What is kept can be read, and holds no more than addresses and their answers."""
    Memory(tmp_path, 7, 1_000_000).keep({"https://a.org/ü": Answer("fine", 200, asked="2026-11-24")})
    held = json.loads((tmp_path / ".guidepress/links.json").read_text("utf-8"))
    assert list(held["answers"]) == ["https://a.org/ü"]


def _unknown(*_arguments: object, **_options: object) -> list[object]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
