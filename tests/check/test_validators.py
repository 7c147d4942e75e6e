"""Each validator passes a small good file and reports what is wrong with a broken one."""

from __future__ import annotations

import os
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from guidepress.check import ace, axe, epubcheck, pdfa, pdfua, tags, toolbox, verapdf, vnu
from guidepress.check.finding import Finding, name_of

Check = Callable[[list[Path]], list[Finding]]

XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
    "<head><title>{title}</title>{head}</head><body>{body}</body></html>"
)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:8ab7a2a8-6e0c-5e0a-9c7b-0d1d3f0f3a11</dc:identifier>
<dc:title>A small guide</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">All of it is text.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="one"/></spine>
</package>"""
NAV = XHTML.format(
    title="Contents",
    head="",
    body='<nav epub:type="toc" role="doc-toc" aria-labelledby="toc"><h1 id="toc">Contents</h1>'
    '<ol><li><a href="one.xhtml">One</a></li></ol></nav>',
)
SECTION = '<section epub:type="chapter" role="doc-chapter" aria-labelledby="one"><h1 id="one">One</h1>{}</section>'
PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A page</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{css}</style></head>'
    "<body><main><h1>A page</h1>{body}</main></body></html>\n"
)


def make_epub(path: Path, body: str = "<p>Words.</p>", head: str = "") -> Path:
    """Write an EPUB of one chapter that is without fault as long as the body is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as epub:
        epub.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        epub.writestr("META-INF/container.xml", CONTAINER)
        epub.writestr("EPUB/package.opf", PACKAGE)
        epub.writestr("EPUB/nav.xhtml", NAV)
        epub.writestr("EPUB/one.xhtml", XHTML.format(title="One", head=head, body=SECTION.format(body)))
    return path


def make_page(path: Path, body: str = "<p>Words.</p>", css: str = "") -> Path:
    """Write a page that is without fault as long as the body and the style are."""
    path.write_text(PAGE.format(css=css, body=body), encoding="utf-8")
    return path


def make_pdf(path: Path, *, title: str = "A small guide") -> Path:
    """Write an empty page that says all that PDF/UA wants of an empty page; without a title it breaks the standard."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        root = pdf.Root
        root.Lang = pikepdf.String("en")
        root.MarkInfo = pikepdf.Dictionary(Marked=True)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdfuaid:part"] = "1"
            if title:
                metadata["dc:title"] = title
        pdf.save(path)
    return path


def run(check: Check, paths: list[Path]) -> list[Finding]:
    """Run a check, or skip the test where the validator is not installed."""
    try:
        return check(paths)
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_epubcheck(tmp_path: Path) -> None:
    good = make_epub(tmp_path / "good.epub", head="<style>@font-face{font-family:x;src:local(serif)}</style>")
    bad = make_epub(tmp_path / "bad.epub", '<p epub:type="bogus">Words <img src="none.png" alt=""/></p>')
    findings = run(epubcheck.check, [good, bad])
    assert {finding.file for finding in findings} == {"bad.epub/EPUB/one.xhtml"}
    severities = {finding.code: finding.severity for finding in findings}
    assert severities == {"RSC-007": "error", "OPF-088": "info"}
    assert all(finding.line and finding.column for finding in findings)


def test_epubcheck_of_what_is_no_epub(tmp_path: Path) -> None:
    path = tmp_path / "none.epub"
    path.write_text("nothing", encoding="utf-8")
    findings = run(epubcheck.check, [path])
    assert codes(findings) == {"PKG-003", "PKG-008"}
    assert {(finding.file, finding.severity, finding.line) for finding in findings} == {("none.epub", "error", None)}


def test_ace(tmp_path: Path) -> None:
    good = make_epub(tmp_path / "good.epub")
    bad = make_epub(tmp_path / "bad.epub", '<p id="p">Words <a href="nav.xhtml"></a></p>')
    findings = run(ace.check, [good, bad, good])
    assert [(finding.file, finding.severity, finding.code) for finding in findings] == [
        ("bad.epub/EPUB/one.xhtml", "error", "link-name")
    ]
    assert findings[0].excerpt == "a"


def test_ace_of_what_is_no_epub(tmp_path: Path) -> None:
    good = make_epub(tmp_path / "good.epub")
    none = tmp_path / "none.epub"
    none.write_text("nothing", encoding="utf-8")
    findings = run(ace.check, [none, good])
    assert [(finding.file, finding.code) for finding in findings] == [("none.epub", "checker-failed")]


def test_vnu(tmp_path: Path) -> None:
    good = make_page(tmp_path / "good.html")
    bad = make_page(tmp_path / "bäd page.html", '<p>Words<br />more<img src="x.png"></p>', "p { colr: red }")
    findings = run(vnu.check, [good, bad])
    assert {finding.file for finding in findings} == {"bäd page.html"}
    assert sorted((finding.code, finding.severity) for finding in findings) == [
        ("css", "error"),
        ("html", "error"),
        ("html", "info"),
    ]


def test_vnu_warns_of_a_section_without_heading(tmp_path: Path) -> None:
    findings = run(vnu.check, [make_page(tmp_path / "page.html", "<section><p>Words.</p></section>")])
    assert [finding.severity for finding in findings] == ["warning"]


def test_vnu_is_not_believed_about_pictures_in_pages(tmp_path: Path) -> None:
    page = make_page(tmp_path / "page.html", '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="Dot"></p>')
    policy = '<meta http-equiv="Content-Security-Policy" content="img-src data:"><title>'
    page.write_text(page.read_text("utf-8").replace("<title>", policy), "utf-8")
    assert run(vnu.check, [page]) == []


def test_axe(tmp_path: Path) -> None:
    good = make_page(tmp_path / "good.html")
    bad = make_page(
        tmp_path / "bad.html",
        '<img src="none.png"><p id="pale">Words.</p><h4>Deep</h4><img src="https://example.org/x.png" alt="">'
        "<script>console.error('oh'); new WebSocket('wss://example.org/'); missing();</script>",
        "@media (prefers-color-scheme: dark) { #pale { color: #eee; background: #fff } }",
    )
    findings = run(axe.check, [good, bad])
    assert {finding.file for finding in findings} == {"bad.html"}
    assert {(finding.code, finding.severity) for finding in findings} == {
        ("image-alt", "error"),
        ("color-contrast", "error"),
        ("heading-order", "warning"),
        ("network-request", "error"),
        ("missing-file", "error"),
        ("console-error", "error"),
    }
    requests = {finding.excerpt for finding in findings if finding.code == "network-request"}
    assert requests == {"https://example.org/x.png", "wss://example.org/"}
    contrast = next(finding for finding in findings if finding.code == "color-contrast")
    assert contrast.message.endswith("(at 320 px dark, 1280 px dark)")
    assert contrast.excerpt == "#pale"


def test_axe_at_chosen_widths(tmp_path: Path) -> None:
    page = make_page(
        tmp_path / "p.html", '<img class="a" src="data:,">', "@media (width > 400px) { .a { display: none } }"
    )
    assert run(lambda paths: axe.check(paths, widths=[1000], schemes=["light"]), [page]) == []


def test_pdfua(tmp_path: Path) -> None:
    good = make_pdf(tmp_path / "good.pdf")
    bad = make_pdf(tmp_path / "bad.pdf", title="")
    findings = pdfua.check([good, bad], tmp_path.parent)
    assert {(finding.file, finding.severity) for finding in findings} == {(f"{tmp_path.name}/bad.pdf", "error")}
    assert any("TITLE" in finding.code for finding in findings)


def test_pdfua_of_other_profiles_and_other_files(tmp_path: Path) -> None:
    none = tmp_path / "none.pdf"
    none.write_text("nothing", encoding="utf-8")
    assert codes(pdfua.check([none])) == {"unreadable"}
    assert pdfua.check([make_pdf(tmp_path / "good.pdf")], profiles=["3a"]) != []


@pytest.mark.parametrize(
    "check", [epubcheck.check, ace.check, vnu.check, axe.check, pdfa.check, pdfua.check, tags.check, verapdf.check]
)
def test_a_file_that_is_not_there_is_told(check: Check, tmp_path: Path) -> None:
    assert run(check, []) == []
    findings = run(check, [tmp_path / "none"])
    assert [(finding.file, finding.severity, finding.code) for finding in findings] == [("none", "error", "no-file")]


@pytest.mark.parametrize("check", [ace.check, axe.check])
def test_a_browser_that_fails_is_told(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEPRESS_CHROMIUM", "false")
    findings = run(check, [make_epub(tmp_path / "a"), make_epub(tmp_path / "b")])
    assert [(finding.file, finding.code) for finding in findings] == [("a", "checker-failed"), ("b", "checker-failed")]


@pytest.mark.parametrize("check", [ace.check, vnu.check, axe.check, verapdf.check])
def test_a_missing_tool_is_told_with_its_remedy(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEPRESS_VALIDATORS", str(tmp_path))
    with pytest.raises(toolbox.Missing) as caught:
        check([tmp_path / "file"])
    assert caught.value.remedy == "run `make validators`"


@pytest.mark.parametrize("find", [toolbox.java, toolbox.node, toolbox.chromium])
def test_a_missing_program_is_told(find: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("GUIDEPRESS_VALIDATORS", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(toolbox, "BROWSERS", ("chromium",))
    with pytest.raises(toolbox.Missing, match="run `make validators`"):
        find()


def test_an_old_program_does_not_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.20.4\n", encoding="utf-8")
    old.chmod(old.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("GUIDEPRESS_VALIDATORS", str(tmp_path))
    with pytest.raises(toolbox.Missing, match=r"Node\.js 20 or newer was not found"):
        toolbox.node()


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with pytest.raises(toolbox.Broken, match=r"did not end within 0\.5 seconds"):
        toolbox.run(["sh", "-c", f"(sleep 2; touch {mark}) & sleep 60"], timeout=0.5)
    time.sleep(2.5)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("", "exit status 3, without a word"),
        ("one\ntwo\n", "two"),
        ("Exception in main: deep\n  at a\n  at b", "Exception in main: deep"),
        ("file:1\n  throw x\n  ^\n\nTypeError: no\n    at a", "TypeError: no"),
    ],
)
def test_a_failure_is_told_in_one_line(printed: str, told: str) -> None:
    assert toolbox.Output(3, "", printed).last_words() == told


def test_a_file_is_named_by_its_path_below_the_root(tmp_path: Path) -> None:
    assert name_of(tmp_path / "a" / "b.html", tmp_path) == "a/b.html"
    assert name_of(tmp_path / "a" / "b.html", tmp_path / "c") == "b.html"
    assert name_of(tmp_path / "a" / "b.html", None) == "b.html"


def test_a_finding_reads_as_one_line() -> None:
    finding = Finding("vnu", "error", "html", "No title.", "a.html", 2, 7, "<head>")
    assert str(finding) == "a.html:2:7: error: No title. (vnu html) [<head>]"
    assert str(Finding("ace", "info", "x", "Y.", "a.epub")) == "a.epub: info: Y. (ace x)"
