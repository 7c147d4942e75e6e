"""Name what the reader reports about links, names and those who speak."""

from __future__ import annotations

from guidepress.rules.rule import Family

FAMILY = Family("Names and targets", "Everything that is named is there, and has one name.")

FAMILY.error(
    "bad-link", "Give every link an address that it can have.",
    "A link that leads nowhere fails readers when they trust it.",
    "Read [the Act](ftp://example.org/act).", "Read [the Act](https://example.org/act).",
)  # fmt: skip
FAMILY.error(
    "bad-address", "Write web addresses that can be.",
    "Readers who follow it would meet an error.",
    "Read [the Act](https://).", "Read [the Act](https://example.org/act).",
)  # fmt: skip
FAMILY.error(
    "empty-link", "Give every link words.",
    "A screen reader would read out the address, letter by letter (WCAG 2.4.4).",
    "Read [](https://example.org/act).", "Read [the Act](https://example.org/act).",
)  # fmt: skip
FAMILY.error(
    "unknown-chapter", "Link to chapters that there are.",
    "The link would lead nowhere.",
    "Read [](three.md).", "Read [](two.md).",
)  # fmt: skip
FAMILY.error(
    "unknown-section", "Link to sections that there are.",
    "The link would lead to the page's top, and the reader would search.",
    "Read [more](two.md#nowhere).", "Read [more](two.md#a-place-to-link-to).",
)  # fmt: skip
FAMILY.error(
    "not-a-formula", "Let the role {eq} name a formula.",
    "It shows the formula's number, and other things have none.",
    "See {eq}`way`.\n\n:::{tip}\n:name: way\n\nAsk twice.\n:::", "See {ref}`way`.\n\n:::{tip} One way\n:name: way\n\nAsk twice.\n:::",
)  # fmt: skip
FAMILY.error(
    "unknown-entry", "Link to entries that the register has.",
    "The link would lead nowhere.",
    "Read [](resource:stairs).", "Read [](resource:ladder).",
)  # fmt: skip
FAMILY.error(
    "unknown-term", "Link to terms that the glossary has.",
    "The link would lead nowhere.",
    "A {term}`helper`.", "A {term}`carer`.",
)  # fmt: skip
FAMILY.error(
    "unknown-value", "Use values that there are.",
    "Readers would see the braces.",
    "This is version {{ edition }}.", "This is version {{ version }}.",
)  # fmt: skip
FAMILY.error(
    "bad-expression", "Write between double braces what can be worked out.",
    "Otherwise nothing, or the wrong words, would stand there.",
    "Two cost {{ price * }}.", "Two cost {{ 2 * 5 }} pounds.",
)  # fmt: skip
FAMILY.error(
    "left-out-link", "In an edition for some readers, link to what it has.",
    "What is marked for others is left out of it, so the link would lead nowhere.",
    "audience: [planners]   # at the head of two.md, to which words for funders link", "audience: [planners, funders]",
    yaml=True,
)  # fmt: skip
FAMILY.error(
    "empty-edition", "Make editions for readers who have a chapter.",
    "A guide without chapters is none.",
    "audience: [planners]   # in every chapter, and build --audience funders", "audience: [planners, funders]",
    yaml=True,
)  # fmt: skip
FAMILY.error(
    "unknown-mascot", "Let mascots speak that guide.yaml declares.",
    "There would be no picture, and no name.",
    ":::{mascot} duction\nWords.\n:::", ":::{mascot} co\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "unknown-pose", "Show poses that the mascot has.",
    "There would be no picture.",
    ":::{mascot} co\n:pose: sleeping\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "unknown-audience", "Name audiences that guide.yaml declares.",
    "An edition for them would leave the words out.",
    "---\naudience: [cooks]\n---\n\n# A title\n\nWords.", "---\naudience: [planners]\n---\n\n# A title\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "name-twice", "Give a name to one block.",
    "A link to it would lead to one of the two, and nobody knows which.",
    ":::{tip}\n:name: mine\n\nOne.\n:::\n\n:::{tip}\n:name: mine\n\nTwo.\n:::", ":::{tip}\n:name: mine\n\nOne.\n:::",
)  # fmt: skip
FAMILY.error(
    "name-taken", "Give a block a name that no page has.",
    "Pages and blocks share one set of addresses.",
    ":::{tip}\n:name: two\n\nOne.\n:::", ":::{tip}\n:name: mine\n\nOne.\n:::",
)  # fmt: skip
FAMILY.error(
    "remote-picture", "Keep pictures in the guide's folder.",
    "Nothing is fetched while a guide is made: what stands elsewhere may change, vanish or track readers.",
    "![A ladder](https://example.org/ladder.png)", "![A ladder](images/ladder.svg)",
)  # fmt: skip
FAMILY.error(
    "missing-file", "Name files that are there.",
    "The picture or chapter would be missing.",
    "![A ladder](images/stairs.svg)", "![A ladder](images/ladder.svg)",
    mends="leaves out chapters/ before a chapter's name in guide.yaml.",
)  # fmt: skip
FAMILY.error(
    "outside", "Keep all files in source/.",
    "A guide must be whole when its folder is copied, and must not print what lies elsewhere on the computer.",
    "![A ladder](../../ladder.svg)", "![A ladder](images/ladder.svg)",
)  # fmt: skip
