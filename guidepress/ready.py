"""Do beforehand what making any guide's PDF needs: import what it is made with, compile our templates, read our fonts.

The process from which all formats are forked imports this while the guide is still being read, on another core.
"""

from __future__ import annotations

import guidepress.formats.pdf
import guidepress.judging
import guidepress.paper.tags.tagging  # noqa: F401 - so that it is there when the first part is drawn
from guidepress.compose.render import compile_templates
from guidepress.compose.resources import our_design
from guidepress.paper.glyphs import letters_of
from guidepress.paper.inside.faults import imported

imported()
compile_templates(our_design())
letters_of(our_design().fonts.resolve())
