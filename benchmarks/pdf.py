"""Measure making a PDF beside WeasyPrint, called plainly on the same pages, and beside other tools on the same words.

Run: ``.venv/bin/python benchmarks/pdf.py [PAGES ...]`` (60, 230 and 600 unless told otherwise); ``--rounds 3``; ``--peers`` takes the others in, which
``make benchmark-peers`` installs; ``--profile`` says what their PDFs fail in. All take turns, each as a command of its own, so that a
round's figures were taken under the same load; what is shown is medians and their ratio to WeasyPrint's.

- *cold*: nothing is kept. *numbers kept*: only the numbers of pages are, so every part is laid out, once. *nothing changed*.
- *one chapter edited*: a word in the middle of the guide became another; no page's number moved.
- *contents changed*: a chapter has another title, which stands in the contents too.

WeasyPrint lays out all pages as one document, whose references to pages its style sheet makes (``target-counter``), as its handbook says.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from long_guide import REPOSITORY, make_long_guide
from turns import Figures, Runner, measure

PLAIN = "weasyprint, called plainly"
_COUNTED = """
.page-number::after { content: target-counter(attr(data-target), page) }
@page :nth(FIRST) { counter-reset: page 1 }
"""
_LONG = 200  # letters of a paragraph that goes over some lines


class Guide:
    """Hold a guide of some length, and the ways to make its PDF."""

    def __init__(self, folder: Path, pages: int) -> None:
        """Write the guide, its pages as one document for WeasyPrint, and its words for others."""
        self.root, self.plain = folder / "guide", folder / "plain"
        self.words = make_long_guide(self.root, pages)
        self.chapters = sorted((self.root / "source/chapters").glob("*.md"))
        self.edited = self.chapters[len(self.chapters) // 2]
        self.original = self.edited.read_text("utf-8")
        self.kept = self.root / ".guidepress/paper"
        self.pages = write_plain(self.root, self.plain)
        self.turn = 0

    def runners(self) -> Mapping[str, Runner]:
        """Give the commands."""
        ours = [sys.executable, "build.py", "build", "--guide", str(self.root), "--format", "pdf", "--quiet"]
        plain = [
            *(sys.executable, "-m", "weasyprint", str(self.plain / "guide.html"), str(self.plain / "guide.pdf")),
            *("--pdf-variant", "pdf/ua-1", "--presentational-hints"),
        ]
        return {
            PLAIN: Runner(plain, lambda: None),
            "guidepress, cold": Runner(ours, self._forget_all),
            "guidepress, numbers kept": Runner(ours, self._forget_parts),
            "guidepress, nothing changed": Runner(ours, lambda: None),
            "guidepress, one chapter edited": Runner(ours, self._edit),
            "guidepress, contents changed": Runner(ours, self._rename),
        }

    def _forget_all(self) -> None:
        self.edited.write_text(self.original, "utf-8")
        shutil.rmtree(self.kept, ignore_errors=True)

    def _forget_parts(self) -> None:
        for path in self.kept.glob("*.part"):
            path.unlink()

    def _edit(self) -> None:
        """Put another word of five letters at the end of the chapter's first long paragraph."""
        self.turn += 1
        word = f"w{self.turn:04}".translate(str.maketrans("0123456789", "aeionrstlu"))
        paragraph = next(one for one in self.original.split("\n\n") if len(one) > _LONG and one[0].isalpha())
        changed = re.sub(r"\b[a-z]{5}\b", word, paragraph, count=1)
        self.edited.write_text(self.original.replace(paragraph, changed), "utf-8")

    def _rename(self) -> None:
        self.turn += 1
        letters = f"{self.turn:03}".translate(str.maketrans("0123456789", "aeionrstlu"))
        renamed = re.sub(r"(?m)^(# \w)(\w+)", lambda title: f"{title[1]}{letters}", self.original, count=1)
        self.edited.write_text(renamed, "utf-8")


def write_plain(root: Path, folder: Path) -> int:
    """Write a guide's pages as one HTML document with its style sheet, fonts and pictures beside it; return their number."""
    sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
    from one_run import in_one

    from guidepress.compose.resources import design_of
    from guidepress.formats import Making, pdf
    from guidepress.paper.gatherings import SCHEME
    from guidepress.paper.typesetting import page_map
    from guidepress.pipeline import load

    guide, problems = load(root)
    if guide is None:
        raise RuntimeError(problems)
    design = design_of(root)
    sets = list(pdf.typeset(guide, design, Making(("pdf",))))
    pages = page_map(sets)
    made_with = pdf.materials(guide, design)
    front = sum(not page.label.isdecimal() for page in pages.pages)
    html = in_one((one.gathering for one in sets), {}, front)
    html = re.sub(r'data-page-of="([^"]*)"', r'data-page-of="\1" data-target="#\1"', html)
    counted = _COUNTED.replace("FIRST", str(front + 1))
    html = html.replace("</head>", f"<style>{counted}</style></head>", 1).replace(SCHEME, "")
    for address, resource in made_with.resources.items():
        path = folder / address.removeprefix(SCHEME)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = resource.data
        path.write_bytes(data.replace(SCHEME.encode(), b"../") if path.suffix == ".css" else data)
    (folder / "guide.html").write_text(html, "utf-8")
    return len(pages.pages)


def show(guide: Guide, figures: Mapping[str, Figures]) -> None:
    """Print medians and their ratio to WeasyPrint's."""
    plain = statistics.median(figures[PLAIN].seconds)
    print(
        f"\n{guide.pages} pages, {guide.words:,} words, {len(guide.chapters)} chapters, {len(figures[PLAIN].seconds)} rounds"
    )
    print(f"{'':<34} {'seconds':>8} {'ratio':>6} {'ms/page':>8} {'MB':>5}")
    for name, one in figures.items():
        median = statistics.median(one.seconds)
        page = 1000 * median / guide.pages
        print(f"{name:<34} {median:8.2f} {median / plain:6.3f} {page:8.1f} {max(one.memory):5.0f}")


def main() -> None:
    """Measure guides of several lengths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[60, 230, 600])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            guide = Guide(Path(folder), pages)
            runners = dict(guide.runners())
            if asked.peers:
                from peers import peers

                runners |= peers(guide.root, guide.plain, Path(folder, "peers"))
            show(guide, measure(runners, asked.rounds))
            if asked.profile:
                from peers import show_failures

                show_failures(Path(folder, "peers"), guide.plain / "guide.pdf")


if __name__ == "__main__":
    main()
