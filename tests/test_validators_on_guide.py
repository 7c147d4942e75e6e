"""The real guide passes the validators that others will hold it against."""

from __future__ import annotations

from pathlib import Path

from conftest import Built, findings

from guidepress.check import ace, axe, epubcheck, pdfa, pdfua, tags, verapdf, vnu


def web_pages(built: Built) -> list[Path]:
    """List the website's pages and the single file."""
    return [*built.site_pages, built.html]


def test_epubcheck(built: Built) -> None:
    """EPUBCheck has nothing to say, about usage neither, but for what epubcheck.ALLOWED_USAGE gives reasons for."""
    assert findings(lambda: epubcheck.check([built.epub])) == []


def test_ace(built: Built) -> None:
    """Ace finds no fault."""
    assert findings(lambda: ace.check([built.epub])) == []


def test_vnu(built: Built) -> None:
    """The Nu Html Checker finds no error and has no warning, over all pages of the website and the single file."""
    assert findings(lambda: vnu.check(web_pages(built)), "info") == []


def test_axe(built: Built) -> None:
    """axe finds no violation on any page, 320 and 1280 px wide, light and dark, and no page asks a network for anything."""  # noqa: D403 - its name is written so
    assert findings(lambda: axe.check(web_pages(built)), "info") == []


def test_pdfua(built: Built) -> None:
    """The PDF breaks no rule of PDF/UA-1 that a program can check."""
    assert findings(lambda: pdfua.check([built.pdf])) == []


def test_pdfa(built: Built) -> None:
    """The PDF breaks no rule of PDF/A-3a that a program can check."""
    assert findings(lambda: pdfa.check([built.pdf])) == []


def test_verapdf(built: Built) -> None:
    """veraPDF finds that the PDF keeps both standards that it claims."""  # noqa: D403 - its name is written so
    assert findings(lambda: verapdf.check([built.pdf])) == []


def test_tags(built: Built) -> None:
    """The audit of tags finds no fault in the PDF."""
    assert findings(lambda: tags.check([built.pdf])) == []
