"""Make guides that lead to given addresses, and say how fast tests ask."""

from __future__ import annotations

from pathlib import Path

from conftest import STOCK, WithFiles

from guidepress.check.links.answer import Bounds
from guidepress.model import Guide
from guidepress.pipeline import load

QUICK = Bounds(pause=0.01, connecting=5, answering=1, address=10, in_all=20, patience=2, backoff=0.01, page=200_000)
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")


def guide_with(with_files: WithFiles, links: list[str]) -> tuple[Guide, Path]:
    """Make the stock guide with a chapter that links to addresses, and nothing else that leads outward."""
    lines = "\n".join(f"- [link {number}]({address})" for number, address in enumerate(links))
    yaml = (STOCK / "source/guide.yaml").read_text("utf-8")
    inward = "\n".join(line for line in yaml.splitlines() if "https://" not in line)
    files = {"source/chapters/one.md": f"# One\n\n{lines}\n", "source/guide.yaml": inward, "source/resources.yaml": ""}
    root = with_files(files)
    guide, problems = load(root)
    assert guide is not None, problems
    return guide, root
