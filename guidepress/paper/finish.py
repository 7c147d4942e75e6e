"""Finish a PDF from the layout: mend its list tags and name its version.

WeasyPrint 70 puts a list item's paragraphs beside its label; PDF/UA-1 asks for one LBody.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from guidepress.model import Guide

XMP_VERSION = "{http://ns.adobe.com/xap/1.0/mm/}VersionID"


def finish(pdf: bytes, guide: Guide) -> bytes:
    """Return the finished file; equal input gives equal bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for element in list(_elements(document.Root.StructTreeRoot)):
            if element.S == Name.LI:
                _wrap_body(document, element)
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


def _kids(element: Object) -> list[Object]:
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


def _stamp(document: pikepdf.Pdf, guide: Guide) -> None:
    """Write the guide's version into XMP and Info."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata[XMP_VERSION] = guide.version
    document.docinfo[Name.Version] = guide.version
