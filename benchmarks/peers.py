"""Make PDFs of the same words, or the same pages, with other tools, each as a command that ``benchmarks/pdf.py`` can time.

pandoc reads the guide's Markdown as it is: our blocks are fenced divisions to it. Chromium prints the HTML that WeasyPrint lays out, with our style
sheet, of which it knows most. Their pages are not ours, their words are.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pdf import PEERS, Runner

_TYPST = """
import subprocess, sys
import pypandoc, typst
pandoc, chapters, source, target = pypandoc.get_pandoc_path(), sys.argv[3:], sys.argv[1], sys.argv[2]
subprocess.run([pandoc, "-f", "markdown-citations", "-s", "--toc", "-t", "typst", "-o", source, *chapters], check=True)
typst.compile(source, output=target, root="/")
"""
_ASCIIDOC = """
import subprocess, sys
import pypandoc
pandoc, chapters, source, target = pypandoc.get_pandoc_path(), sys.argv[3:], sys.argv[1], sys.argv[2]
subprocess.run([pandoc, "-f", "markdown-citations", "-s", "-t", "asciidoc", "-o", source, *chapters], check=True)
subprocess.run(["asciidoctor-pdf", "-q", "-a", "toc", "-a", "doctype=book", "-o", target, source], check=True)
"""
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--no-pdf-header-footer",
)


def peers(root: Path, plain: Path, folder: Path) -> Mapping[str, Runner]:
    """Give the commands; ``plain`` holds the pages as HTML, ``folder`` takes the PDFs."""
    python = PEERS / "bin" / "python"
    if not python.is_file():
        sys.exit("The others are not installed: run `make benchmark-peers`.")
    folder.mkdir()
    chapters = sorted(str(path) for path in (root / "source/chapters").glob("*.md"))
    shutil.copytree(root / "source/images", folder / "images")
    here = {"folder": folder, "before": lambda: None}

    def command(script: str, *arguments: str) -> Runner:
        return Runner([str(python), "-c", script, *arguments, *chapters], **here)  # type: ignore[arg-type]  # both are right

    return {
        "pandoc and Typst": command(_TYPST, "typst.typ", "typst.pdf"),
        "asciidoctor-pdf": command(_ASCIIDOC, "asciidoctor.adoc", "asciidoctor.pdf"),
        "Chromium": Runner(
            ["chromium", *_FLAGS, "--print-to-pdf=chromium.pdf", f"file://{plain}/guide.html"],
            **here,  # type: ignore[arg-type]  # likewise
        ),
    }


def show_failures(folder: Path, *others: Path) -> None:
    """Say how many rules of PDF/UA-1 each PDF breaks, and how often."""
    import page

    for path in (*others, *sorted(folder.glob("*.pdf"))):
        failures = page.validate_pdf(path, profile=page.ValidationProfile("ua1")).failures
        rules = Counter(failure.rule_id for failure in failures)
        print(f"{path.stem:<14} {len(rules):3} rules of PDF/UA-1: {', '.join(sorted(rules)) or 'none'}")
