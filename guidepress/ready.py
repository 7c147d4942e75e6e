"""Do beforehand what making any guide's pages needs: compile our templates, read our fonts.

The process from which all formats are forked imports this while the guide is still being read, on another core.
"""

from __future__ import annotations

from guidepress.compose.render import compile_templates
from guidepress.compose.resources import our_design
from guidepress.paper.glyphs import letters_of

compile_templates(our_design())
letters_of(our_design().fonts.resolve())
