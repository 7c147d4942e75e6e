"""Make the same words, or the same pages, into PDFs, e-books and web pages with other tools, each as a command that can be timed.

pandoc reads the guide's Markdown as it is: our blocks are fenced divisions to it. Chromium prints the HTML that WeasyPrint lays out, with our style
sheet, of which it knows most. Their pages are not ours, their words are.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from long_guide import REPOSITORY
from turns import Runner

PEERS = REPOSITORY / ".benchmarks"

_PANDOC = """
import subprocess, sys
import pypandoc
options = ["-f", "markdown-citations", "-s", "--toc", "-M", "title=Guide", "--resource-path=.."]
subprocess.run([pypandoc.get_pandoc_path(), *options, "-o", *sys.argv[1:]], check=True)
"""
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


_CONF = (REPOSITORY / "benchmarks/sphinx_conf.py").read_text("utf-8")


def python() -> str:
    """Name the Python that the others are installed for, or end."""
    found = PEERS / "bin" / "python"
    if not found.is_file():
        sys.exit("The others are not installed: run `make benchmark-peers`.")
    return str(found)


def chapters_of(root: Path) -> list[str]:
    """List the files of a guide's chapters."""
    return sorted(str(path) for path in (root / "source/chapters").glob("*.md"))


def pandoc(root: Path, target: Path, *options: str) -> Runner:
    """Let pandoc make one file of all chapters."""
    command = [python(), "-c", _PANDOC, str(target), *options, *chapters_of(root)]
    return Runner(command, lambda: None, root / "source/chapters")


def sphinx(root: Path, folder: Path, jobs: str) -> Runner:
    """Let Sphinx make a website of all chapters, with MyST's parser and its own defaults; pictures are found beside the chapters, as the guide has them."""
    source, target = folder / f"sphinx-{jobs}", folder / f"sphinx-{jobs}-made"
    shutil.copytree(root / "source", source)
    (source / "conf.py").write_text(_CONF, "utf-8")
    names = "\n".join(f"chapters/{Path(path).stem}" for path in chapters_of(root))
    (source / "index.md").write_text(f"# Guide\n\n```{{toctree}}\n{names}\n```\n", "utf-8")
    command = [python(), "-m", "sphinx", "-b", "html", "-q", "-j", jobs, str(source), str(target)]
    return Runner(command, lambda: shutil.rmtree(target, ignore_errors=True))


def peers(root: Path, plain: Path, folder: Path) -> Mapping[str, Runner]:
    """Give the commands; ``plain`` holds the pages as HTML, ``folder`` takes the PDFs."""
    folder.mkdir()
    shutil.copytree(root / "source/images", folder / "images")
    here = {"folder": folder, "before": lambda: None}

    def command(script: str, *arguments: str) -> Runner:
        return Runner([python(), "-c", script, *arguments, *chapters_of(root)], **here)  # type: ignore[arg-type]  # both are right

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
