"""Hold each font once, with the glyphs of all gatherings. HarfBuzz takes out the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name, Object, Pdf

from guidepress.paper.printed import Glyph, Typeface

_AT_ONCE = 100  # entries of a map that may stand in one block (Adobe's technical note 5411)
_FIXED_PITCH = 1
_UNUSED = (
    b"BASE",
    b"DSIG",
    b"GPOS",
    b"GSUB",
    b"JSTF",
    b"LTSH",
    b"PCLT",
)  # tables for setting words, which has been done
_BEGIN = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(slots=True)
class _Font:
    """Gather the glyphs of a font; ``written`` is what the first gathering made of it."""

    written: Any
    data: bytes
    glyphs: dict[int, Glyph] = field(default_factory=dict)


class Fonts:
    """Put one font in the place of its parts."""

    def __init__(self, pdf: Pdf) -> None:
        """Begin without fonts."""
        self.pdf = pdf
        self.fonts: dict[tuple[str, str], _Font] = {}

    def add(self, typefaces: tuple[Typeface, ...], resources: Any) -> None:  # noqa: ANN401 - pikepdf's objects are of many types
        """Take in the fonts that a gathering's pages are drawn with."""
        there = resources.get("/Font")
        for face in typefaces:
            if not face.digest or there is None:
                continue
            written = there[f"/{face.name}"]
            font = self.fonts.setdefault((face.name, face.digest), _Font(written, face.data))
            there[f"/{face.name}"] = font.written
            for number, glyph in face.glyphs.items():
                font.glyphs.setdefault(number, glyph)

    def write(self) -> None:
        """Write what is shown of each font."""
        files: dict[str, set[int]] = {}
        for (_, digest), font in self.fonts.items():
            files.setdefault(digest, set()).update(font.glyphs)
        made: dict[str, Object] = {}
        for (_, digest), font in self.fonts.items():
            if digest not in made:
                part = subset(font.data, files[digest])
                made[digest] = self.pdf.make_stream(part, Length1=len(part))
            self._write(font, made[digest])

    def _write(self, font: _Font, data: Object) -> None:
        glyphs = dict(sorted(font.glyphs.items()))
        descendant = font.written.DescendantFonts[0]
        descendant.W = Array(list(_widths(glyphs)))
        font.written.ToUnicode = self.pdf.make_stream(_to_unicode(glyphs).encode())
        descriptor = descendant.FontDescriptor
        descriptor[Name.FontFile3 if Name.FontFile3 in descriptor else Name.FontFile2] = data
        if Name.FontFile3 in descriptor:
            del data[Name.Length1]
            data[Name.Subtype] = Name.OpenType
        widths = {glyph.width for glyph in glyphs.values()}
        descriptor.FontBBox[2] = max(widths)
        is_fixed = len(glyphs) > 1 and len(widths) == 1
        descriptor.Flags = int(descriptor.Flags) & ~_FIXED_PITCH | (_FIXED_PITCH if is_fixed else 0)


def subset(font: bytes, glyphs: set[int]) -> bytes:
    """Keep those glyphs of a font, under their numbers."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(sorted(glyphs))
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    )
    wanted.drop_table_tag_set.update(int.from_bytes(name, "big") for name in _UNUSED)
    data: bytes = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(font)), wanted).blob.data
    return data


def _widths(glyphs: Mapping[int, Glyph]) -> Iterator[int | Object]:
    """Write the widths of glyphs in a row behind the number of the first (ISO 32000-1, 9.7.4.3)."""
    row: list[int] = []
    for number, glyph in glyphs.items():
        if row and number - 1 not in glyphs:
            yield Array(row)
            row = []
        if not row:
            yield number
        row.append(glyph.width)
    if row:
        yield Array(row)


def _to_unicode(glyphs: Mapping[int, Glyph]) -> str:
    """Write what letters glyphs stand for, so that words can be read and copied (ISO 32000-1, 9.10.3)."""
    known = [(number, glyph.words) for number, glyph in glyphs.items() if glyph.words]
    lines = [_BEGIN]
    for start in range(0, len(known), _AT_ONCE):
        block = known[start : start + _AT_ONCE]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{number:04x}> <{words.encode('utf-16-be').hex()}>" for number, words in block]
        lines.append("endbfchar")
    return "\n".join([*lines, _END])
