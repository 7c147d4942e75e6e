"""Read the lines between dashes at a chapter's head.

Goes in: the tree of a chapter. Comes out: what they say, with the place of the promise. A book that was written for MyST says there much that
means nothing in a guide; that is warned of, and its ``title`` is the chapter's when the chapter has no line with one ``#``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from guidepress.errors import Problem, Span
from guidepress.model import NOWHERE
from guidepress.read.folder import Folder
from guidepress.read.markdown import Locator
from guidepress.read.schema import FrontMatter
from guidepress.read.tree import Node
from guidepress.read.validate import validate
from guidepress.read.yaml_values import Values, read_yaml

# https://mystmd.org/guide/frontmatter, and the keys of Jupytext and Sphinx.
_KEYS = """
subtitle short_title subject description keywords tags author authors reviewers editors contributors affiliations orcid date doi arxiv pmid
license copyright open_access github binder source venue volume issue first_page last_page numbering math abbreviations bibliography exports
downloads export_to jupytext kernelspec kernel_info kernel language_info banner thumbnail label site parts options settings edit_url html_meta
substitutions myst file_format mystnb orphan tocdepth execute skip_execution requirements resources content_includes_title funding awards
abstract acknowledgments data_availability keypoints plain_language_summary identifiers
"""
_MEANINGLESS = frozenset(_KEYS.split())


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a chapter's head says, as it is meant and as it stands; ``title`` is '' when it names none."""

    front: FrontMatter = field(default_factory=FrontMatter)
    title: str = ""
    title_span: Span = NOWHERE
    promise_span: Span = NOWHERE
    values: Values = field(default_factory=lambda: Values("", None, {}))


def read_front_matter(folder: Folder, root: Node, where: Locator) -> Head:
    """Read the lines at a chapter's head, or report what is wrong with them."""
    node = next((node for node in root.children if node.type == "front_matter"), None)
    values = read_yaml(node.content, where.file, folder.problems, first_line=2) if node else None
    if values is None or values.data is None:
        return Head(values=Values(where.file, None, {}))
    title = _without_meaningless(values, folder.problems)
    front = validate(values, FrontMatter, folder.problems) or FrontMatter()
    span = values.span(("promise",)) if front.promise else NOWHERE
    return Head(front, title, values.span(("title",)), span, values)


def _without_meaningless(values: Values, problems: list[Problem]) -> str:
    """Take out what means nothing in a guide, with a warning for each; return the title."""
    if not isinstance(values.data, dict):
        return ""
    for key in values.data.keys() & _MEANINGLESS:
        hint = "Take the line away. What a guide is and who made it stands once, in guide.yaml."
        message = f"'{key}' means nothing at the head of a chapter"
        problems.append(Problem(values.span((key,)), "meaningless-key", message, hint, "warning"))
        del values.data[key]
    title = values.data.pop("title", None)
    return title.strip() if isinstance(title, str) else ""
