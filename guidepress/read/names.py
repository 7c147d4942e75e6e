"""Name chapters and blocks: what an author wrote goes in, what stands in addresses comes out."""

from __future__ import annotations

import re

NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_LABEL = re.compile(r"^[A-Za-z][\w:. -]*$", re.ASCII)
_ENDING = re.compile(r"\.[A-Za-z]+$")
_BREAKS = re.compile(r"[_:. -]+")
# Pages that guidepress makes itself.
RESERVED = frozenset(
    {
        "index",
        "cover",
        "title-page",
        "page-list",
        "nav",
        "contents",
        "figures",
        "register",
        "glossary",
        "book-index",
        "other-formats",
        "colophon",
        "assets",
        "words",
        "landmarks",
    }
)
_NUMBERED = re.compile(
    r"part-[0-9]+$|page-([0-9]+|[ivxlcdm]+)$"
)  # opening pages of parts, and marks of the PDF's pages


def is_own_page(name: str) -> bool:
    """Tell whether a page of this name is one that guidepress makes."""
    return name in RESERVED or (name.startswith("pa") and bool(_NUMBERED.match(name)))


def chapter_key(path: str) -> str:
    """Name a chapter's page by its file below source/chapters/: ``index-page`` for index.md, ``asking-well`` for asking/well.md."""
    key = "-".join(part for part in _ENDING.sub("", path).split("/") if part not in {"", "."})
    key = name_of(key) or key
    return f"{key}-page" if is_own_page(key) else key


def name_of(label: str) -> str:
    """Turn a label as MyST has them (``Fig:my_ladder``) into a name: small letters, digits and dashes; '' when it can be none."""
    name = _BREAKS.sub("-", label).strip("-").lower() if _LABEL.match(label) else ""
    return name if NAME.match(name) else ""
