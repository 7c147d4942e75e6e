"""Import what laying out needs, for a process from which those that lay out are forked."""

from __future__ import annotations

from guidepress.paper.inside.faults import imported

imported()
