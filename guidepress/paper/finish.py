"""Finish a PDF that is bound: say that it is PDF/UA-1 as well as PDF/A-3a, and which version of the guide it is.

WeasyPrint names one standard only. ISO 14289-1 and ISO 19005-3 can both be kept in one file, if its metadata says so in a way
that PDF/A allows.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name

from guidepress.model import Guide

_END = "</rdf:RDF>"
# PDF/A knows no more schemas than XMP's own; any other, PDF/UA's too, is described in the file (ISO 19005-3, 6.6.2.3.3).
_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that this file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_VERSION = """<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<xmpMM:VersionID>{version}</xmpMM:VersionID>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>{identifier}</dc:identifier>
</rdf:Description>
"""


def finish(document: pikepdf.Pdf, guide: Guide) -> bytes:
    """Return the finished file; equal input gives equal bytes."""
    metadata = document.Root[Name.Metadata]
    before, end, after = metadata.read_bytes().decode().rpartition(_END)
    version = _VERSION.format(version=escape(guide.version), identifier=escape(guide.pdf_release))
    metadata.write((before + _CLAIM + version + end + after).encode())
    document.docinfo[Name.Version] = guide.version
    out = io.BytesIO()
    document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return _end_clearly(out.getvalue())


def _end_clearly(pdf: bytes) -> bytes:
    """Set apart a stream's last byte from the line's end after it, where that byte is a carriage return by chance.

    The length of such a stream is right (ISO 32000-1, 7.3.8.1), but checkers that look for its end in the bytes take both for
    the line's end, and find the length wrong. A space that means nothing makes room, so that all stays in its place.
    """
    begin, end, clear_end = b" obj\n<< ", b"\r\nendstream", b"\r\r\nendstream"
    pieces: list[bytes] = []
    *before_ends, rest = pdf.split(end)
    for piece in before_ends:
        head, found, body = piece.rpartition(begin)
        pieces += [head, found.rstrip(b" "), body, clear_end if found else end]
    return b"".join([*pieces, rest])
