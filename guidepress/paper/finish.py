"""Finish a PDF from the layout: mend its links and list tags, and name its version.

WeasyPrint 70 puts a list item's paragraphs beside its label; PDF/UA-1 asks for one LBody. It makes several annotations for a
link on two lines, or with a ``::after``, and calls them by their addresses.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from guidepress.model import Formula, FormulaBlock, Guide
from guidepress.paper.layout import LinkSource
from guidepress.walk import walk

XMP_VERSION = "{http://ns.adobe.com/xap/1.0/mm/}VersionID"
TOLERANCE = 0.01  # in points

Area = tuple[float, float, float, float]  # left, bottom, right, top


def finish(pdf: bytes, guide: Guide, links: Sequence[Sequence[LinkSource]]) -> bytes:
    """Return the finished file; equal input gives equal bytes. ``links`` are those of each page, in the annotations' order."""
    formulas = {node.text for node in walk((guide.front, guide.parts)) if isinstance(node, Formula)}
    formulas |= {node.alt or node.text for node in walk((guide.front, guide.parts)) if isinstance(node, FormulaBlock)}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _mend_links(document, links)
        for element in list(_elements(document.Root.StructTreeRoot)):
            if element.S == Name.LI:
                _wrap_body(document, element)
            elif Name.Figure == element.S and str(element.get(Name.Alt, "")) in formulas:
                element.S = Name.Formula  # WeasyPrint knows drawings only (ISO 14289-1, 7.7)
        _stamp(document, guide)
        out = io.BytesIO()
        generate = pikepdf.ObjectStreamMode.generate
        document.save(out, deterministic_id=True, object_stream_mode=generate, min_version="1.7")
    return out.getvalue()


def _elements(parent: Object) -> Iterator[Object]:
    """Yield the structure elements below ``parent``, the outer ones first."""
    for kid in _kids(parent):
        if _is_element(kid):
            yield kid
            yield from _elements(kid)


def _kids(element: Object) -> list[Any]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and Name.S in kid


def _wrap_body(document: pikepdf.Pdf, item: Object) -> None:
    """Put what stands in a list's item beside its label into one LBody (ISO 32000-1, 14.8.4.3.3)."""
    kids = _kids(item)
    label = [kid for kid in kids if _is_element(kid) and Name.Lbl == kid.S]
    body = [kid for kid in kids if not (_is_element(kid) and Name.Lbl == kid.S)]
    if not body or (len(body) == 1 and _is_element(body[0]) and Name.LBody == body[0].S):
        return
    wrapper = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg, K=Array(body)))
    for kid in body:
        if _is_element(kid):
            kid.P = wrapper
            kid.S = Name.Div if Name.LBody == kid.S else kid.S
    item.K = Array([*label, wrapper])


def _mend_links(document: pikepdf.Pdf, links: Sequence[Sequence[LinkSource]]) -> None:
    """Give each link one annotation a page, which says the link's words (ISO 14289-1, 7.18.5)."""
    owners = _owners(document)
    for page, sources in zip(document.pages, links, strict=True):
        annotations = _annotations(page)
        groups: dict[int, list[Object]] = {}
        for place, (annotation, source) in enumerate(zip(annotations, sources, strict=True), start=1):
            annotation.Contents = pikepdf.String(source.words)
            groups.setdefault(source.number if source.number >= 0 else -place, []).append(annotation)
        for first, *others in groups.values():
            _join_areas(first, others)
            for other in others:
                _merge(other, first, owners, int(page.StructParents))
        gone = {other.objgen for _, *others in groups.values() for other in others}
        if gone:
            page.Annots = Array([one for one in page.Annots.as_list() if one.objgen not in gone])
    if owners:
        tree = document.Root.StructTreeRoot.ParentTree
        tree.Nums = Array([part for key, owner in sorted(owners.items()) for part in (key, owner)])


def _owners(document: pikepdf.Pdf) -> dict[int, Object]:
    """Read the parent tree: an annotation's element, or those of a page's marked contents (ISO 32000-1, 14.7.4.4)."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums.as_list()
    return {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}


def _annotations(page: pikepdf.Page) -> list[Object]:
    found = page.get(Name.Annots)
    return [one for one in found.as_list() if one.Subtype == Name.Link] if isinstance(found, Array) else []


def _join_areas(first: Object, others: Sequence[Object]) -> None:
    """Let an annotation cover the areas of others; one that lies in an area before it adds nothing."""
    areas: list[Area] = []
    for one in (first, *others):
        area = _area(one)
        if not any(_is_inside(area, other) for other in areas):
            areas.append(area)
    if len(areas) < 2:  # noqa: PLR2004 - a single area is the annotation's own
        return
    corners = ((x1, y2, x2, y2, x1, y1, x2, y1) for x1, y1, x2, y2 in areas)  # the order that viewers know
    first.QuadPoints = Array([number for four in corners for number in four])
    lefts, bottoms, rights, tops = zip(*areas, strict=True)
    first.Rect = Array([min(lefts), min(bottoms), max(rights), max(tops)])


def _area(annotation: Object) -> Area:
    x1, y1, x2, y2 = (float(number) for number in annotation.Rect.as_list())
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _is_inside(area: Area, other: Area) -> bool:
    near = all(mine >= theirs - TOLERANCE for mine, theirs in zip(area[:2], other[:2], strict=True))
    return near and all(mine <= theirs + TOLERANCE for mine, theirs in zip(area[2:], other[2:], strict=True))


def _merge(annotation: Object, into: Object, owners: dict[int, Object], page: int) -> None:
    """Take an annotation out of the structure; a Link of its own hands its contents to the Link it is merged into."""
    link, target = owners.pop(int(annotation.StructParent)), owners[int(into.StructParent)]
    rest = [kid for kid in _kids(link) if not _is_reference_to(kid, annotation)]
    link.K = Array(rest)
    if not (link.S == target.S == Name.Link) or link.objgen == target.objgen:
        return
    for kid in rest:
        if _is_element(kid):
            kid.P = target
        elif isinstance(kid, int):
            owners[page][kid] = target
    parent = link.P
    if parent.objgen == target.objgen:
        target.K = Array([one for kid in _kids(target) for one in (rest if _is_same(kid, link) else [kid])])
    else:
        parent.K = Array([kid for kid in _kids(parent) if not _is_same(kid, link)])
        target.K = Array([*_kids(target), *rest])


def _is_reference_to(kid: object, annotation: Object) -> bool:
    return isinstance(kid, Dictionary) and Name.Obj in kid and bool(kid.Obj.objgen == annotation.objgen)


def _is_same(kid: object, element: Object) -> bool:
    return isinstance(kid, Dictionary) and bool(kid.objgen == element.objgen)


def _stamp(document: pikepdf.Pdf, guide: Guide) -> None:
    """Write the guide's version into XMP and Info."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata[XMP_VERSION] = guide.version
    document.docinfo[Name.Version] = guide.version
