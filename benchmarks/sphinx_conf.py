"""Let Sphinx read a guide's chapters: a block that neither it nor MyST knows is a division with words in it, as it is to pandoc."""

from __future__ import annotations

from typing import Any

from docutils import nodes  # type: ignore[import-untyped]  # it has no types
from docutils.parsers.rst import Directive, directives  # type: ignore[import-untyped]  # likewise

project = "Guide"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline", "dollarmath"]
suppress_warnings = ["myst", "toc", "docutils", "ref", "image", "index"]


class Division(Directive):  # type: ignore[misc]  # likewise
    """Read all that is inside."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(("name", "attribution", "source", "pose", "class", "time"), directives.unchanged)

    def run(self) -> list[Any]:
        """Give a container of it."""
        division = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, division)
        return [division]


def setup(app: Any) -> None:  # noqa: ANN401 - Sphinx is not installed where this is checked
    """Tell Sphinx of our blocks."""
    for name in ("mascot", "mascots", "key-points", "checklist", "case-study", "activity", "quote", "legend"):
        app.add_directive(name, Division)
