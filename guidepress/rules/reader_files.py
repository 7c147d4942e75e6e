"""Name what the reader reports about files: YAML, pictures, encodings."""

from __future__ import annotations

from guidepress.rules.rule import Family, Rule

FAMILY = Family("Files", "What guide.yaml and the other files hold.")


def _rule(code: str, summary: str, reason: str, bad: str, good: str, mends: str = "") -> None:
    FAMILY.error(code, summary, reason, bad, good, yaml=True, mends=mends)


_rule(
    "yaml",
    "Write sound YAML.",
    "Otherwise nobody can tell what a line belongs to.",
    "title: One: two",
    'title: "One: two"',
)
_rule(
    "yaml-anchor",
    "Write values out.",
    "A few lines of anchors can grow into gigabytes.",
    "a: &x One\nb: *x",
    "a: One\nb: One",
)
_rule(
    "yaml-tag",
    "Leave out YAML's tags.",
    "They can ask a program to run something.",
    "title: !secret One",
    'title: "!secret One"',
)
_rule(
    "yaml-deep",
    "Nest values a few levels deep.",
    "What is deeper is a slip in the indentation.",
    "title: [[[[[[One]]]]]]",
    "title: One",
)
_rule(
    "yaml-twice",
    "Give a key once.",
    "Nobody can tell which of the two is meant.",
    "title: One\ntitle: Two",
    "title: One",
)
_rule("yaml-value", "Write values that can be.", "There is no 31 February.", "date: 2026-02-31", "date: 2026-02-28")
_rule("encoding", "Save files as UTF-8.", "Otherwise letters turn into others.", "title: Caf\\xe9", "title: Café")
_rule(
    "too-large", "Keep files below 32 MB.",
    "Readers with slow or paid connections have to fetch what you put in.",
    "picture: images/poster.png   # 40 MB", "picture: images/poster.png   # 400 KB",
)  # fmt: skip
_rule(
    "bad-picture", "Use sound pictures: SVG, PNG or JPEG, without code and without addresses.",
    "A broken one shows nothing; one with code could harm readers.",
    "picture: images/cover.webp", "picture: images/cover.png",
)  # fmt: skip
_rule(
    "schema-missing",
    "Give what is needed.",
    "The guide cannot be made without it.",
    "subtitle: Two",
    "title: One\nsubtitle: Two",
)
_rule(
    "schema-extra-forbidden",
    "Use keys that are known.",
    "A slip would lose the value.",
    "titel: One",
    "title: One",
    mends="writes the key where only one is near and not there yet.",
)
_rule("schema-too-short", "Leave no value empty.", "An empty value says nothing.", 'title: ""', "title: One")
_rule(
    "schema-string-type",
    "Put quotation marks around numbers that are words.",
    "1.10 would become 1.1.",
    "version: 1.10",
    'version: "1.10"',
    mends="puts the quotation marks around a number or a date.",
)
_rule(
    "schema-string-pattern-mismatch",
    "Write a value in its form.",
    "A wrong one breaks addresses.",
    "slug: My Guide",
    "slug: my-guide",
)
_rule(
    "schema-date-type",
    "Write dates as year-month-day.",
    "3/4/2026 is two days, by country.",
    "date: 3/4/2026",
    "date: 2026-04-03",
    mends="takes the quotation marks away from a date.",
)
_rule(
    "schema-list-type",
    "Write a list as lines that begin with a dash.",
    "One word is no list.",
    "front: one.md",
    "front:\n  - one.md",
    mends="puts brackets around the one thing.",
)
_rule(
    "schema-model-type",
    "Write indented lines where several values belong together.",
    "One word cannot hold them.",
    "cover: cover.svg",
    "cover:\n  picture: cover.svg\n  alt: A cover.",
)
_rule(
    "no-chapters",
    "List the chapters.",
    "A guide without any is empty.",
    "title: One",
    "title: One\nchapters:\n  - one.md",
)
_rule(
    "chapters-and-parts", "List chapters in parts, or without; not both.", "Nobody can tell where those outside belong.",
    "chapters: [one.md]\nparts:\n  - title: Two\n    chapters: [two.md]", "parts:\n  - title: One\n    chapters: [one.md, two.md]",
)  # fmt: skip
_rule(
    "chapter-twice",
    "List a chapter once.",
    "Its two copies would have one address.",
    "chapters: [one.md, one.md]",
    "chapters: [one.md]",
)
_rule(
    "file-name", "Name a chapter's file with letters, digits, dashes and underscores.",
    "The name becomes part of addresses.", "chapters: ['my chapter?.md']", "chapters: [my-chapter.md]",
)  # fmt: skip
_rule(
    "unknown-kind",
    "Give an entry a kind that guide.yaml declares.",
    "Without one it has no symbol.",
    "kind: film",
    "kind: resource",
)
_rule(
    "entry-twice", "Register an entry once.", "A link to its id would lead to one of the two.",
    "- id: ladder\n- id: ladder", "- id: ladder\n- id: stairs",
)  # fmt: skip
_rule(
    "term-twice", "Explain a term once.", "A link to it would lead to one of the two.",
    "- term: carer\n- term: carer", "- term: carer\n- term: care worker",
)  # fmt: skip
_rule(
    "value-taken", "Give your values names that guidepress does not use.", "Nobody can tell which is meant.",
    "values:\n  title: One", "values:\n  helpline: One",
)  # fmt: skip
_rule(
    "unknown-word",
    "Replace words that guidepress has.",
    "Another would never be shown.",
    "words:\n  contentss: Inside",
    "words:\n  contents: Inside",
    mends="writes the name where only one is near and not there yet.",
)
_rule(
    "bad-word", "Keep the places in braces when you replace a word.", "What is filled in there would be lost.",
    "words:\n  figure: Picture", "words:\n  figure: Picture {number}",
)  # fmt: skip
_rule(
    "sign-row", "Write a sign less than a thousand times in a row.", "Nobody means so many, and the file may be damaged.",
    "title: '****************'   # … and so on, a thousand times", "title: '***'",
)  # fmt: skip
_rule(
    "too-many-signs", "Write no more signs than a reader can take in.",
    "A file, or a paragraph, of thousands of brackets or stars is damaged, and would keep the reader busy for minutes.",
    "title: '[*[*[*[*[*[*[*[*'   # … and so on, thousands of times", "title: '[*'",
)  # fmt: skip
_rule(
    "unreadable",
    "Let the files be read.",
    "What cannot be opened cannot be printed.",
    "picture: images   # a folder",
    "picture: images/cover.svg",
)
FAMILY.rules.append(
    Rule(
        "no-words",
        FAMILY.name,
        "warning",
        "Translate guidepress's own words for a language that it does not know.",
        "Otherwise words such as 'Contents' and 'Figure' stand in English among those of the guide.",
        "language: eo",
        "language: eo\nwords:\n  contents: Enhavo",
        form="yaml",
    )
)
