"""Write formulas as MathML, which browsers and e-readers draw and screen readers say.

Goes in: a formula of the model. Comes out: a ``math`` element, the same for HTML and XHTML.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from guidepress.read.tex import mathml


def formula_markup(tex: str, alt: str, *, display: bool) -> Markup:
    """Return the formula; ``alt`` is what programs say that know no MathML (MathML 3, 2.2.1)."""
    kept = mathml(tex, display=display)
    root = Element(kept.tag, {**kept.attrib, "alttext": alt})
    root.extend(kept)
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704 - a tree, written as XML
