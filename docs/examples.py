"""Draw each element of source-format.md as it is printed, and the pages that README.md shows.

Goes in: docs/source-format.md, in which a picture below an example shows that example, docs/examples/ with the files that examples name, and
the guide in source/. Comes out: docs/pictures/elements/NAME.png, docs/pictures/NAME.png. Run: ``make pictures``. The tests hold every example in
source-format.md to be without fault.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageOps

if TYPE_CHECKING:
    from guidepress.errors import Problem

DOCS = Path(__file__).resolve().parent
PICTURES = DOCS / "pictures" / "elements"
_EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<text>.*?)^(?P=fence)\n(?:\n!\[[^\]]*\]\(pictures/elements/(?P<name>[\w-]+)\.png\))?",
    re.DOTALL | re.MULTILINE,
)
_VALUES = re.compile(r"^```yaml\n(?P<values>values:\n.*?)^```\n", re.DOTALL | re.MULTILINE)
_PX_PER_MM = 5
_EDGE_MM = 3
_HEAD_MM = 18  # the running head; a mascot reaches up to 3 mm below it
_FOOT_MM = 20  # the running foot; the page's margin there is 21.3 mm
_COLUMN_MM = (52, 188)  # the column of words, by the margins in styles/print.css
_GAP_MM = 14
_COLOURS = 256
_README = {
    "cover": "cover",
    "welcome": "chapter",
    "spot-the-difference": "activity",
}  # names of pictures by names in the guide
_ELSEWHERE = {"index": "book-index"}  # what an example makes on another page
_README_SIZE = (513, 725)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold an example: its Markdown, the name of its picture ('' when it has none), and its line in the document (from 1)."""

    text: str
    name: str
    line: int

    @property
    def whole(self) -> bool:
        """Tell whether it is a whole chapter, with a title."""
        return bool(re.search(r"^# ", self.text, re.MULTILINE))

    @property
    def chapter(self) -> str:
        """Return it as a chapter, under a title when it has none of its own."""
        return self.text if self.whole else f"# Example\n\n{self.text}"


def examples() -> Iterator[Example]:
    """Find the examples in source-format.md."""
    document = (DOCS / "source-format.md").read_text("utf-8")
    for found in _EXAMPLE.finditer(document):
        yield Example(found["text"], found["name"] or "", document.count("\n", 0, found.start()) + 1)


def write_guide(folder: Path, chapters: Mapping[str, str]) -> None:
    """Write a guide of chapters (words by file name); all else is that of the guide in source/ and of docs/examples/.

    The values are those that source-format.md shows.
    """
    shutil.copytree(DOCS.parent / "source", folder / "source")
    shutil.copytree(DOCS / "examples", folder / "source", dirs_exist_ok=True)
    for name, text in chapters.items():
        (folder / "source" / "chapters" / name).write_text(text, "utf-8")
    guide = folder / "source" / "guide.yaml"
    head = re.split(r"^(?:front|parts|chapters):", guide.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE)[0]
    values = _VALUES.search((DOCS / "source-format.md").read_text("utf-8"))
    named = [
        *chapters,
        *(path.name for path in sorted((DOCS / "examples" / "chapters").iterdir()) if path.name not in chapters),
    ]
    guide.write_text(
        head + (values["values"] if values else "") + "chapters:\n" + "".join(f"  - {name}\n" for name in named),
        "utf-8",
    )


def _chapters(shown: Sequence[Example]) -> dict[str, str]:
    """Put the examples on pages of their own: those that are whole chapters into files, the others into one."""
    parts = [
        f":::{{page-break}}\n:name: shown-{example.name}\n:::\n\n{example.text}"
        for example in shown
        if not example.whole
    ]
    whole = {f"shown-{example.name}.md": example.text for example in shown if example.whole}
    return whole | {"examples.md": "# Examples\n\n" + "\n".join(parts)}


def _give_up(problems: Sequence[Problem]) -> NoReturn:
    sys.exit("\n".join(f"{problem.span}: {problem.message}" for problem in problems))


def _pages(folder: Path, pictures: Mapping[str, str]) -> Iterator[tuple[str, Image.Image]]:
    """Lay a guide out; yield the name of each picture, and the page on which stands what it shows (names of pictures by names in the guide)."""
    sys.path.insert(0, str(DOCS.parent))
    from guidepress.compose.resources import design_of
    from guidepress.formats import Making
    from guidepress.pipeline import load, make

    guide, problems = load(folder)
    if guide is None:
        _give_up(problems)
    (made,) = make(guide, design_of(folder), Making(("pdf",)))
    if not made.artifacts:
        _give_up(made.problems)
    data = made.artifacts[0].data
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as drawn:
        numbers: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        for name, picture in pictures.items():
            page = drawn[numbers[places[name][0].objgen]]
            yield picture, page.render(scale=_PX_PER_MM * 25.4 / 72).to_pil().convert("RGB")


def _cropped(page: Image.Image) -> Image.Image:
    """Cut away the page's head and foot, what is white above and below the example, and the margins; keep what stands in a margin.

    All pictures are as wide as the column, so that they show the same letters in the same size.
    """
    page = page.crop((0, _HEAD_MM * _PX_PER_MM, page.width, page.height - _FOOT_MM * _PX_PER_MM))
    left, top, _, bottom = _ink(page).getbbox() or (0, 0, *page.size)
    edge = _EDGE_MM * _PX_PER_MM
    first, last = (place * _PX_PER_MM for place in _COLUMN_MM)
    if left > first - edge:
        left = first
    shown = page.crop((left - edge, top, last + edge, bottom))
    return ImageOps.expand(_without_gaps(shown), (0, edge), "white")


def _ink(page: Image.Image) -> Image.Image:
    return ImageChops.difference(page, Image.new("RGB", page.size, "white"))


def _without_gaps(page: Image.Image) -> Image.Image:
    """Shorten the empty space between the words and the notes at the page's foot."""
    _, rows = _ink(page).convert("L").getprojection()
    kept: list[int] = []
    empty = 0
    for row, inked in enumerate(rows):
        empty = 0 if inked else empty + 1
        if empty <= _GAP_MM * _PX_PER_MM:
            kept.append(row)
    short = Image.new("RGB", (page.width, len(kept)), "white")
    for place, row in enumerate(kept):
        short.paste(page.crop((0, row, page.width, row + 1)), (0, place))
    return short


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(colors=_COLOURS, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


def main() -> None:
    """Draw all pictures anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    shown = [example for example in examples() if example.name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "guide")
        write_guide(folder, _chapters(shown))
        places = {_ELSEWHERE.get(example.name, f"shown-{example.name}"): example.name for example in shown}
        for name, page in _pages(folder, places):
            _save(_cropped(page), PICTURES / f"{name}.png")
    for name, page in _pages(DOCS.parent, _README):
        _save(page.resize(_README_SIZE, Image.Resampling.LANCZOS), PICTURES.parent / f"{name}.png")


if __name__ == "__main__":
    main()
