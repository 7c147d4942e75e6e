"""Name what the reader reports about Markdown, so that it stands in the catalogue with its reason."""

from __future__ import annotations

from guidepress.rules.rule import Family, Rule

FAMILY = Family("Markdown", "What the reader has to understand before anything can be made of it.")

FAMILY.error(
    "no-title", "Begin a chapter with its title.",
    "The title names the page in the contents, in the browser's tab and for a screen reader (WCAG 2.4.2).",
    "## Words without a title above them\n\nWords.", "# A title\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "second-title", "Give a chapter one title.",
    "A second one would be a second page with the same address.",
    "# One\n\nWords.\n\n# Two\n\nWords.", "# One\n\nWords.\n\n## Two\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "before-title", "Put all words below the chapter's title.",
    "Words above it would belong to no page.",
    "Words.\n\n# A title", "# A title\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "front-matter", "End the lines at a chapter's head with three dashes.",
    "Without an end, nobody can tell them from the chapter's words.",
    "---\n\npromise: You will know.\n\n# A title\n\nWords.", "---\npromise: You will know.\n---\n\n# A title\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "heading-level", "Go down one level of headings at a time.",
    "A listener who hears level 2 and then level 4 looks for what was missed (WCAG 1.3.1).",
    "## One\n\n#### Two\n\nWords.", "## One\n\nWords.\n\n### Two\n\nWords.",
    mends="takes marks away from the heading, and as many from those below it that follow.",
)  # fmt: skip
FAMILY.error(
    "heading-inside", "Keep headings out of lists, quotes and boxes.",
    "The contents are made of headings; one inside a box would begin a section that ends with the box.",
    "- ## One", "## One\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "empty-heading", "Write words in every heading.",
    "An empty heading is announced to a screen reader, and nothing follows (WCAG 2.4.6).",
    "##\n\nWords.", "## One\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "empty-section", "Write something under every heading.",
    "Readers who follow the contents there find nothing.",
    "## One", "## One\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "raw-html", "Write Markdown, not HTML.",
    "HTML means nothing to print, braille or DOCX, and could run code.",
    "Press <b>start</b>.", "Press **start**.",
)  # fmt: skip
FAMILY.error(
    "unclosed-comment", "Close every comment.",
    "All that follows an open one would be left out.",
    "<!-- to do\n\nWords.", "<!-- to do -->\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "after-comment", "Write nothing after a comment on its line.",
    "CommonMark takes the rest of the line for HTML, and the words would be lost.",
    "<!-- to do --> Words.", "<!-- to do -->\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "stray-fence", "Let every line of colons begin or end a block.",
    "One that does neither shows that a block ended too early.",
    ":::\n\nWords.", ":::{tip}\nWords.\n:::",
    mends="puts the braces around the name of a block that is whole but for them.",
)  # fmt: skip
FAMILY.error(
    "stray-definition", "Put a definition right below its word.",
    "Apart from it, it explains nothing, and its colon would be printed.",
    "One line,\nanother line\n: what it means.", "One word\n: what it means.",
)  # fmt: skip
FAMILY.error(
    "empty-header", "Say what each column of a table holds.",
    "A screen reader says the heading before each cell (WCAG 1.3.1).",
    "| Who | |\n| --- | --- |\n| Jo | May |", "| Who | When |\n| --- | --- |\n| Jo | May |",
)  # fmt: skip
FAMILY.error(
    "too-deep", "Nest blocks a few levels deep at most.",
    "No page has room for more, and the parser leaves out what is deeper.",
    "> " * 20 + "Words.", "> Words.",
)  # fmt: skip
FAMILY.error(
    "markdown", "Use the Markdown that `docs/source-format.md` describes.",
    "What has no meaning in all formats would be lost in some.",
    "A construct that only another program knows.", "Plain Markdown.",
)  # fmt: skip
FAMILY.error(
    "odd-character", "Leave out characters that cannot be shown.",
    "They come from copying, cannot be seen, and break XML and YAML.",
    "Words\x07 with a bell.", "Words without it.",
    mends="deletes the character.",
)  # fmt: skip
FAMILY.error(
    "note-content", "Write notes in paragraphs.",
    "A note stands at the foot of a page, where lists and boxes have no room.",
    "Words.[^1]\n\n[^1]: - one\n    - two", "Words.[^1]\n\n[^1]: One and two.",
)  # fmt: skip
FAMILY.error(
    "note-place", "Call notes in the text, not in titles or other notes.",
    "In the contents the number would be out of its place, and lead nowhere.",
    "# A title[^1]\n\nWords.\n\n[^1]: More.", "# A title\n\nWords.[^1]\n\n[^1]: More.",
)  # fmt: skip
FAMILY.error(
    "unknown-note", "Write every note that is called.",
    "A number that leads to no note makes readers search.",
    "Words.[^missing]", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
FAMILY.error(
    "unused-note", "Call every note that is written.",
    "A note without a number in the text is never found.",
    "Words.\n\n[^1]: More.", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
FAMILY.error(
    "unknown-role", "Use roles that there are.",
    "Nobody knows what to make of another.",
    "A {shiny}`word`.", "A {term}`carer`.",
    mends="writes the role's name where only one is near.",
)  # fmt: skip
FAMILY.error(
    "bad-formula", "Write formulas in LaTeX that can be understood.",
    "What is missing or too much would be shown as a gap, or as LaTeX.",
    "A third: $\\frac{1}$", "A third: $\\frac{1}{3}$",
)  # fmt: skip
FAMILY.error(
    "formula-command", "Use commands in formulas that there are.",
    "Formulas hold signs and letters. They cannot define commands, link, or choose colours.",
    "A third: $\\frc{1}{3}$", "A third: $\\frac{1}{3}$",
)  # fmt: skip
FAMILY.error(
    "formula-size", "Keep formulas short.",
    "One of thousands of letters fits no page, and nobody can listen to it.",
    "A sum: $" + "1 + " * 1001 + "1$", "A sum: $1 + 1$",
)  # fmt: skip
FAMILY.error(
    "bad-abbreviation", "Say in an abbreviation's role what it stands for.",
    "The words are the point of the role (WCAG 3.1.4).",
    "The {abbr}`ICB` decides.", "The {abbr}`ICB (integrated care board)` decides.",
)  # fmt: skip
FAMILY.error(
    "bad-attribute", "Say something of words that you put into brackets and braces.",
    "Empty braces change nothing. A code of a language lets a screen reader change its voice (WCAG 3.1.2).",
    "[Bore da]{}", "[Bore da]{lang=cy}",
)  # fmt: skip
FAMILY.error(
    "unknown-attribute", "Use attributes that there are.",
    "A slip in the name would lose what it says.",
    "[Bore da]{langue=cy}", "[Bore da]{lang=cy}",
)  # fmt: skip
FAMILY.error(
    "stray-attributes", "Put attributes right above a block, or right after words in brackets.",
    "Elsewhere they belong to nothing, and would be printed or lost.",
    "## Who to ask {#who}\n\nWords.", "{#who}\n## Who to ask\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "bad-class", "Make words for the style sheet of letters, digits and dashes.",
    "A style sheet cannot name others.",
    ":::{tip}\n:class: 100%\n\nWords.\n:::", ":::{tip}\n:class: wide\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "bad-language", "Write a language as its code.",
    "Screen readers and hyphenation know languages by their codes (BCP 47, WCAG 3.1.2).",
    "[Bore da]{lang=W}", "[Bore da]{lang=cy}",
)  # fmt: skip
FAMILY.error(
    "bad-length", "Write widths and heights as lengths.",
    "What cannot be measured would be left to chance, and to each format differently.",
    "![A ladder](images/ladder.svg){width=wide}", "![A ladder](images/ladder.svg){width=300px}",
)  # fmt: skip
FAMILY.error(
    "note-twice", "Give every note a name of its own.",
    "Only the first of two would be printed.",
    "Words.[^1]\n\n[^1]: More.\n\n[^1]: Even more.", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
FAMILY.error(
    "table-cells", "Give a row no more cells than the table has headings.",
    "The parser leaves out the rest, and the words would be lost.",
    "| Who | When |\n| --- | --- |\n| Jo | May | June |", "| Who | When |\n| --- | --- |\n| Jo | May, June |",
)  # fmt: skip
FAMILY.error(
    "link-inside", "Put links and notes beside a link, not inside it.",
    "A reader who follows it could not tell where it leads.",
    "[See this[^1]](two.md).\n\n[^1]: More.", "[See this](two.md).[^1]\n\n[^1]: More.",
)  # fmt: skip
FAMILY.error(
    "unused-definition", "Use every address that is defined for links.",
    "The line is not shown; if it was meant as words, they would be lost.",
    "Words.\n\n[act]: https://example.org/act", "Read [the Act][act].\n\n[act]: https://example.org/act",
)  # fmt: skip
FAMILY.rules.append(
    Rule(
        "link-title", FAMILY.name, "warning", "Write what a link or picture needs to say in the text, not after its address.",
        "Browsers show such words only under a mouse, so they are missing on paper, on phones and for the keyboard.",
        'Read [the Act](https://example.org/act "It is long").', "Read [the Act](https://example.org/act). It is long.",
    )
)  # fmt: skip
FAMILY.rules.extend((
    Rule(
        "meaningless-key", FAMILY.name, "warning", "Leave out lines at a chapter's head that mean something only in another program.",
        "What they were to do is not done; what a guide is and who made it stands in guide.yaml.",
        "---\nkernelspec: python3\n---\n\n# A title\n\nWords.", "# A title\n\nWords.",
    ),
    Rule(
        "meaningless-role", FAMILY.name, "warning", "Leave out roles that mean something only in another program.",
        "Their words are kept, but what they were to do is not done.",
        "As {cite}`arnstein` says.", "As [Arnstein](resource:ladder) says.",
    ),
    Rule(
        "meaningless-link", FAMILY.name, "warning", "Link to what readers of the guide can reach.",
        "The address leads somewhere from one program's books only; readers would get words without a link.",
        "See [the manual](xref:manual).", "See [the manual](https://example.org/manual).",
    ),
))  # fmt: skip
