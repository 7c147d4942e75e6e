"""Pages are laid out until all their numbers are right; what did not change is not laid out again; what goes wrong is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, STOCK, WithFiles, run_build

from guidepress.compose.resources import design_of
from guidepress.errors import GuideError, Problem, ProcessEnded, Span
from guidepress.formats import Making, pdf
from guidepress.model import Begin
from guidepress.paper import layout
from guidepress.paper.gatherings import Gathering, Setting, slot
from guidepress.paper.kept import Digests, Kept
from guidepress.paper.layout import Compositor, Materials, library_versions
from guidepress.paper.press import Extent, Press
from guidepress.paper.printed import Bookmark, Glyph, Printed, Typeface
from guidepress.paper.typesetting import Typesetting
from guidepress.pipeline import load

FONTS = STOCK.parents[1] / "styles/fonts"
NOTHING = Materials({}, "", FONTS, b"identifier")
FACE = Typeface("ABCDEF", "", {3: Glyph("a", 500)})
DRAWN = Printed(b"%PDF", 1, {"here": 0}, (Bookmark(1, "Here", 0, 1.5, 2.5),), (Begin("here", 0), None), (FACE,))
Moves = Callable[[Setting], Extent]


@dataclass
class Pretended:
    """Pretend to lay out: how many pages a gathering has, and where things are, follows from the numbers that it prints."""

    moves: Mapping[str, Moves]
    asked: list[tuple[str, int, str]] = field(default_factory=list)
    new: dict[str, Extent] = field(default_factory=dict)
    laid_out: dict[str, Extent] = field(default_factory=dict)
    sound: list[str] = field(default_factory=list)

    def lay_out(self, gathering: Gathering, setting: Setting) -> None:
        """Note what is asked."""
        self.asked.append((gathering.key, setting.first, " ".join(setting.labels.values())))
        self.new[gathering.key] = self.laid_out[gathering.key] = self.moves[gathering.key](setting)

    def extents(self) -> dict[str, Extent]:
        """Give what was asked since."""
        found, self.new = self.new, {}
        return found

    def draw(self, keys: Sequence[str]) -> Iterator[tuple[str, Printed]]:
        """Draw nothing much."""
        for key in keys:
            one = self.laid_out[key]
            yield key, Printed(b"%PDF", one.pages, one.places, (), (None,) * one.pages, ())

    def judge(self, name: str, _key: str, _pdf: bytes) -> None:
        """Find it sound."""
        self.sound.append(name)

    def judged(self) -> list[str]:
        """Give what was found sound."""
        return self.sound


def setting(press: Any, root: Path | None = None) -> Typesetting:
    """Set a guide with a press."""
    return Typesetting(press, Kept(root), Digests(NOTHING, ()), "guide-1.0")


def always(pages: int, **places: int) -> Moves:
    """Have always so many pages, and things in the same places."""
    return lambda _setting: Extent(pages, places)


FRONT = Gathering("front", f'<p id="front">{slot("far")}</p>', "lower-roman")
BODY = Gathering("body", f'<p id="body">{slot("front")}</p>')
END = Gathering("end", '<p id="far">Far</p>')


def test_numbers_count_on() -> None:
    """Gatherings that are numbered alike count on from each other; where that changes, numbers begin anew."""
    pretended = Pretended({"front": always(3, front=0), "body": always(12, body=0), "end": always(1, far=0)})
    sets = list(setting(pretended).set([FRONT, BODY, END]))
    assert [(one.gathering.key, one.first) for one in sets] == [("front", 1), ("body", 1), ("end", 13)]
    assert {("front", 1, "13"), ("body", 1, "i"), ("end", 13, "")} <= set(pretended.asked)


def test_right_guess_is_asked_once() -> None:
    """What was guessed right is laid out once."""
    pretended = Pretended({"front": always(1, front=0), "body": always(1, body=0), "end": always(1, far=0)})
    list(setting(pretended).set([FRONT, BODY, END]))
    assert len(pretended.asked) == 3


def test_numbers_that_do_not_settle() -> None:
    """A number that moves its own page is told, and not pursued."""

    def restless(wanted: Setting) -> Extent:
        return Extent(10, {"front": 0, "far": 8 if wanted.labels["far"] == "x" else 9})

    with pytest.raises(GuideError) as told:
        list(setting(Pretended({"front": restless})).set([FRONT]))
    (problem,) = told.value.problems
    assert problem.code == "page-unsettled"
    assert "'far'" in problem.message


def test_numbers_are_kept(tmp_path: Path) -> None:
    """The next build begins with the last one's numbers."""
    moves = {"front": always(3, front=0), "body": always(12, body=0), "end": always(1, far=0)}
    first = setting(Pretended(moves), tmp_path)
    list(first.set([FRONT, BODY, END]))
    first.judged()
    again = Pretended(moves)
    list(setting(again, tmp_path).set([FRONT, BODY, Gathering("end", "<p>Other</p>")]))
    assert again.asked == [("end", 13, "")]


def test_kept_gathering(tmp_path: Path) -> None:
    """A gathering that is kept comes back as it was."""
    kept = Kept(tmp_path)
    kept.keep("digest", DRAWN)
    assert Kept(tmp_path).find("digest") == DRAWN
    assert kept.find("other") is None


@pytest.mark.parametrize("damage", [b"", b"words", b"\n\n", b"%PDF" * 100])
def test_damaged_gathering(tmp_path: Path, damage: bytes) -> None:
    """A kept gathering that is damaged is thrown away."""
    kept = Kept(tmp_path)
    kept.keep("digest", DRAWN)
    path = tmp_path / ".guidepress/paper/digest.part"
    path.write_bytes(damage)
    assert kept.find("digest") is None
    assert not path.exists()


def test_one_byte_is_enough(tmp_path: Path) -> None:
    """Damage of any single byte is noticed."""
    kept = Kept(tmp_path)
    kept.keep("digest", DRAWN)
    path = tmp_path / ".guidepress/paper/digest.part"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.find("digest") is None


def test_lost_font(tmp_path: Path) -> None:
    """A gathering whose font is no longer kept, or is another, is not found."""
    data = b"a font"
    digest = "ab" * 32
    kept = Kept(tmp_path)
    kept.keep("digest", Printed(b"%PDF", 1, {}, (), (), (Typeface("ABCDEF", digest, {}, data),)))
    assert Kept(tmp_path).find("digest") is None  # the digest is not that of the data


def test_room_is_bounded(tmp_path: Path) -> None:
    """What was not used for the longest time goes first when room is short."""
    kept = Kept(tmp_path)
    for number in range(3):
        kept.keep(f"{number}", DRAWN)
        os.utime(tmp_path / f".guidepress/paper/{number}.part", (number, number))
    kept.find("0")
    size = (tmp_path / ".guidepress/paper/0.part").stat().st_size
    kept.tidy(size * 2)
    assert [kept.find(f"{number}") is not None for number in range(3)] == [True, False, True]


def test_folder_that_leads_out(tmp_path: Path) -> None:
    """A link in the place of the folder is not followed."""
    outside, root = tmp_path / "outside", tmp_path / "guide"
    outside.mkdir()
    root.mkdir()
    (root / ".guidepress").symlink_to(outside)
    Kept(root).keep("digest", DRAWN)
    assert (Kept(root).find("digest"), list(outside.iterdir())) == (None, [])


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, nothing is kept and nothing is left."""

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    Kept(tmp_path).keep("digest", DRAWN)
    assert not list(tmp_path.rglob("*.part"))


@pytest.fixture
def stock_parts() -> tuple[list[Gathering], Materials]:
    """Give the stock guide's gatherings, and what they are laid out with."""
    guide, problems = load(STOCK)
    assert guide is not None, problems
    design = design_of(STOCK)
    return list(pdf.gatherings(guide, design)), pdf.materials(guide, design)


def nothing_wrong(_pdf: bytes, _key: str) -> tuple[Problem, ...]:
    """Judge a part as sound. The real judge has threads in a process that used it, which are missing in one that is forked from it."""
    return ()


def made(root: Path | None, jobs: int = 0) -> bytes:
    """Make the stock guide's PDF."""
    guide, problems = load(STOCK)
    assert guide is not None, problems
    (artifact,) = pdf.render(guide, design_of(STOCK), Making(("pdf",), jobs, root, nothing_wrong))
    return artifact.data


def test_what_nobody_judged_is_not_kept(tmp_path: Path) -> None:
    """A guide that is made without being judged, as `check` does, leaves nothing that the next build would take for sound."""
    guide, problems = load(STOCK)
    assert guide is not None, problems
    assert len(list(pdf.render(guide, design_of(STOCK), Making(("pdf",), kept=tmp_path)))) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_jobs_make_no_difference(tmp_path: Path) -> None:
    """One process makes the bytes that two make, and so do kept gatherings."""
    first = made(tmp_path, 1)
    assert [first] * 3 == [made(None, 2), made(tmp_path), made(None, 3)]


def test_damage_makes_no_difference(tmp_path: Path) -> None:
    """A build after damage to all that is kept makes the same bytes."""
    first = made(tmp_path)
    for number, path in enumerate(sorted((tmp_path / ".guidepress/paper").iterdir())):
        path.write_bytes(path.read_bytes()[: 40 * (number % 5)])
    assert made(tmp_path) == first


def dying(_pdf: bytes, _key: str) -> tuple[Problem, ...]:
    """Die, as a process does that the system takes for too large."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def _draw_and_judge(press: Press, keys: Sequence[str]) -> list[str]:
    for key, printed in press.draw(keys):
        press.judge(key, key, printed.pdf)
    return list(press.judged())


def test_process_that_is_killed(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """When a process dies, the others are ended, and it is told."""
    parts, materials = stock_parts
    with Press(materials, dying, 2) as press:
        for one in parts[:3]:
            press.lay_out(one, Setting(1, {}))
        press.extents()
        with pytest.raises(ProcessEnded):
            _draw_and_judge(press, [one.key for one in parts[:3]])
        processes = [worker.process.pid for worker in press.workers]
    for number in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_all_faults_are_told(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """What is wrong with several gatherings is told at once."""
    parts, materials = stock_parts
    broken = [
        Gathering(one.key, one.html.replace("<main", '<img src="guide:nowhere/a.png" alt="a" /><main'))
        for one in parts[:2]
    ]
    broken[1] = Gathering(broken[1].key, broken[1].html.replace("nowhere/a", "nowhere/b"))
    with Press(materials, nothing_wrong, 2) as press:
        for one in broken:
            press.lay_out(one, Setting(1, {}))
        with pytest.raises(GuideError) as told:
            press.extents()
    assert {"a.png" in one.message for one in told.value.problems} == {True, False}


def nothing_right(_pdf: bytes, key: str) -> tuple[Problem, ...]:
    """Find every gathering at fault."""
    return (Problem(Span("templates"), "not-accessible", f"the pages of {key}"),)


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_that_is_judged_is_told(stock_parts: tuple[list[Gathering], Materials], jobs: int) -> None:
    """What is found in drawn gatherings is told of all of them at once, however many processes judge."""
    parts, materials = stock_parts
    keys = [one.key for one in parts[:5]]
    with Press(materials, nothing_right, jobs) as press:
        for one in parts[:5]:
            press.lay_out(one, Setting(1, {}))
        press.extents()
        with pytest.raises(GuideError) as told:
            _draw_and_judge(press, keys)
    assert sorted(one.message for one in told.value.problems) == sorted(f"the pages of {key}" for key in keys)


def test_all_that_is_sound_is_named(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """Each gathering that was judged sound is named once, so that it can be kept."""
    parts, materials = stock_parts
    keys = [one.key for one in parts[:5]]
    with Press(materials, nothing_wrong, 2) as press:
        for one in parts[:5]:
            press.lay_out(one, Setting(1, {}))
        press.extents()
        assert sorted(_draw_and_judge(press, keys)) == sorted(keys)


def test_exchanged_numbers_are_those_of_a_fresh_layout(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """A gathering whose numbers were exchanged is drawn to the bytes of one that was laid out with them."""
    parts, materials = stock_parts
    one = next(part for part in parts if part.key == "one")
    before, after = (dict.fromkeys(one.wanted, number) for number in ("71", "86"))
    compositor = Compositor(materials)
    exchanged = compositor.lay_out(one.filled(before), 31)
    assert exchanged.renumber(42, after)
    assert exchanged.draw() == compositor.lay_out(one.filled(after), 42).draw()


def test_wider_number_is_not_exchanged(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """A number that takes another room than the one in its place is refused, and nothing changes."""
    parts, materials = stock_parts
    one = next(part for part in parts if part.wanted)
    laid_out = Compositor(materials).lay_out(one.filled(dict.fromkeys(one.wanted, "7")), 3)
    assert not laid_out.renumber(4, dict.fromkeys(one.wanted, "117"))
    assert laid_out.draw() == Compositor(materials).lay_out(one.filled(dict.fromkeys(one.wanted, "7")), 3).draw()


def test_number_that_was_not_known_is_not_exchanged(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """A number that was not known when its page was laid out is not put in: it has no room there."""
    parts, materials = stock_parts
    one = next(part for part in parts if part.wanted)
    assert not Compositor(materials).lay_out(one.filled({}), 3).renumber(3, dict.fromkeys(one.wanted, "7"))


def test_digest_knows_what_a_gathering_is_made_of(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """The digest changes with the words, a number printed, the first page, the style sheet, a picture that is shown, and a library."""
    parts, materials = stock_parts
    one = next(part for part in parts if "guide:source/" in part.html and part.wanted)
    base, versions = Setting(1, {}), library_versions()

    def digest(
        gathering: Gathering = one,
        wanted: Setting = base,
        made_with: Materials = materials,
        libraries: Sequence[str] = versions,
    ) -> str:
        return Digests(made_with, libraries).of(gathering, wanted)

    def changed(part: str) -> Materials:
        resources = {
            address: longer(resource, b" ") if part in address else resource
            for address, resource in materials.resources.items()
        }
        return Materials(resources, materials.stylesheet, materials.fonts, materials.identifier)

    def longer(resource: Any, more: bytes) -> Any:
        return type(resource)(resource.media_type, resource.data + more)

    shown = next(address for address in materials.resources if "source/" in address and address in one.html)
    others = {
        digest(Gathering(one.key, one.html + " ", one.numbering)),
        digest(wanted=Setting(1, {one.wanted[0]: "5"})),
        digest(wanted=Setting(2, {})),
        digest(made_with=changed("print.css")),
        digest(made_with=changed(shown)),
        digest(libraries=("other",)),
    }
    assert len(others - {digest()}) == 6
    hidden = next(address for address in materials.resources if "source/" in address and address not in one.html)
    assert digest(made_with=changed(hidden)) == digest()


def test_shorter_ways_change_nothing(
    stock_parts: tuple[list[Gathering], Materials], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is looked up and read by a shorter way comes out to the byte as by WeasyPrint's own."""
    from weasyprint.css import ComputedStyle

    parts, materials = stock_parts
    one = next(part for part in parts if part.key == "one").filled({})
    compositor = Compositor(materials)
    shorter = compositor.lay_out(one).draw()
    monkeypatch.setattr(ComputedStyle, "__missing__", ComputedStyle.__missing__.longer)
    monkeypatch.setattr(layout, "parsed", by_the_rules_of_html)
    assert compositor.lay_out(one).draw() == shorter


def by_the_rules_of_html(html: str, base_url: str, fetcher: Any) -> Any:
    """Read a document as WeasyPrint does."""
    import weasyprint

    return weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher)


def test_document_that_is_no_xml(stock_parts: tuple[list[Gathering], Materials]) -> None:
    """What a template writes as HTML and not as XML is laid out as well."""
    _, materials = stock_parts
    html = "<html lang=en><head><title>Words</title></head><body><p>One<br>two &nbsp; three</body></html>"
    assert Compositor(materials).lay_out(html).pages == 1


def test_two_builds_at_once(with_files: WithFiles, tmp_path: Path) -> None:
    """Two builds that keep in one folder at the same time make the bytes that one makes alone."""
    root = with_files({})
    command = [
        sys.executable,
        str(REPOSITORY / "build.py"),
        "build",
        "--guide",
        str(root),
        "--format",
        "pdf",
        "--quiet",
    ]
    builds = [subprocess.Popen([*command, "--output", str(tmp_path / name)]) for name in ("one", "two")]
    assert [build.wait() for build in builds] == [0, 0]
    files = [path.read_bytes() for name in ("one", "two") for path in (tmp_path / name).rglob("*.pdf")]
    assert files == [made(None)] * 2


def test_build_on_a_full_disk(with_files: WithFiles, tmp_path: Path) -> None:
    """A build that can keep nothing, as its folder may not be written, makes the same PDF."""
    root = with_files({".guidepress": "no folder"})
    done = run_build(tmp_path / "out", "--format", "pdf", "--quiet", guide=root)
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = (tmp_path / "out").rglob("*.pdf")
    assert path.read_bytes() == made(None)
