"""Write a PDF's structure tree as text, to be read from top to bottom as a screen reader reads the document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from guidepress.check.structure import Annotation, Content, Element, joined


def as_text(tree: Element) -> str:
    """Write a tree: an element a line, what it holds below it; words stand in quotation marks, after ``->`` those of a link."""
    return "".join(f"{line}\n" for line in _lines(tree, ""))


def _lines(element: Element, indent: str) -> Iterator[str]:
    yield " ".join([f"{indent}{element.role}", *(_attribute(*one) for one in element.attributes.items())])
    inner = f"{indent}  "
    for is_content, kids in groupby(element.kids, lambda kid: isinstance(kid, Content)):
        if is_content:
            words = joined(kid for kid in kids if isinstance(kid, Content))
            if not words.isspace():
                yield f'{inner}"{" ".join(words.split()) or "(drawn)"}"'
            continue
        for kid in kids:
            if isinstance(kid, Annotation):
                yield f'{inner}-> "{kid.words}"'
            elif isinstance(kid, Element):
                yield from _lines(kid, inner)


def _attribute(name: str, value: str) -> str:
    return f'{name}="{value}"' if " " in value else f"{name}={value}"
