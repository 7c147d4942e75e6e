"""Name what the reader reports about Markdown and blocks, so that it stands in the catalogue with its reason."""

from __future__ import annotations

from guidepress.rules.rule import Family, Rule

MARKDOWN = Family("Markdown", "What the reader has to understand before anything can be made of it.")
BLOCKS = Family("Blocks", "How blocks are written. `docs/source-format.md` shows each.")

MARKDOWN.error(
    "no-title", "Begin a chapter with its title.",
    "The title names the page in the contents, in the browser's tab and for a screen reader (WCAG 2.4.2).",
    "## Words without a title above them\n\nWords.", "# A title\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "second-title", "Give a chapter one title.",
    "A second one would be a second page with the same address.",
    "# One\n\nWords.\n\n# Two\n\nWords.", "# One\n\nWords.\n\n## Two\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "before-title", "Put all words below the chapter's title.",
    "Words above it would belong to no page.",
    "Words.\n\n# A title", "# A title\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "front-matter", "End the lines at a chapter's head with three dashes.",
    "Without an end, nobody can tell them from the chapter's words.",
    "---\n\npromise: You will know.\n\n# A title\n\nWords.", "---\npromise: You will know.\n---\n\n# A title\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "heading-level", "Go down one level of headings at a time.",
    "A listener who hears level 2 and then level 4 looks for what was missed (WCAG 1.3.1).",
    "## One\n\n#### Two\n\nWords.", "## One\n\nWords.\n\n### Two\n\nWords.",
    mends="takes marks away from the heading, and as many from those below it that follow.",
)  # fmt: skip
MARKDOWN.error(
    "heading-inside", "Keep headings out of lists, quotes and boxes.",
    "The contents are made of headings; one inside a box would begin a section that ends with the box.",
    "- ## One", "## One\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "empty-heading", "Write words in every heading.",
    "An empty heading is announced to a screen reader, and nothing follows (WCAG 2.4.6).",
    "##\n\nWords.", "## One\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "empty-section", "Write something under every heading.",
    "Readers who follow the contents there find nothing.",
    "## One", "## One\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "raw-html", "Write Markdown, not HTML.",
    "HTML means nothing to print, braille or DOCX, and could run code.",
    "Press <b>start</b>.", "Press **start**.",
)  # fmt: skip
MARKDOWN.error(
    "unclosed-comment", "Close every comment.",
    "All that follows an open one would be left out.",
    "<!-- to do\n\nWords.", "<!-- to do -->\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "after-comment", "Write nothing after a comment on its line.",
    "CommonMark takes the rest of the line for HTML, and the words would be lost.",
    "<!-- to do --> Words.", "<!-- to do -->\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "stray-fence", "Let every line of colons begin or end a block.",
    "One that does neither shows that a block ended too early.",
    ":::\n\nWords.", ":::{tip}\nWords.\n:::",
    mends="puts the braces around the name of a block that is whole but for them.",
)  # fmt: skip
MARKDOWN.error(
    "stray-definition", "Put a definition right below its word.",
    "Apart from it, it explains nothing, and its colon would be printed.",
    "One line,\nanother line\n: what it means.", "One word\n: what it means.",
)  # fmt: skip
MARKDOWN.error(
    "empty-header", "Say what each column of a table holds.",
    "A screen reader says the heading before each cell (WCAG 1.3.1).",
    "| Who | |\n| --- | --- |\n| Jo | May |", "| Who | When |\n| --- | --- |\n| Jo | May |",
)  # fmt: skip
MARKDOWN.error(
    "too-deep", "Nest blocks a few levels deep at most.",
    "No page has room for more, and the parser leaves out what is deeper.",
    "> " * 20 + "Words.", "> Words.",
)  # fmt: skip
MARKDOWN.error(
    "markdown", "Use the Markdown that `docs/source-format.md` describes.",
    "What has no meaning in all formats would be lost in some.",
    "A construct that only another program knows.", "Plain Markdown.",
)  # fmt: skip
MARKDOWN.error(
    "odd-character", "Leave out characters that cannot be shown.",
    "They come from copying, cannot be seen, and break XML and YAML.",
    "Words\x07 with a bell.", "Words without it.",
    mends="deletes the character.",
)  # fmt: skip
MARKDOWN.error(
    "note-content", "Write notes in paragraphs.",
    "A note stands at the foot of a page, where lists and boxes have no room.",
    "Words.[^1]\n\n[^1]: - one\n    - two", "Words.[^1]\n\n[^1]: One and two.",
)  # fmt: skip
MARKDOWN.error(
    "note-place", "Call notes in the text, not in titles or other notes.",
    "In the contents the number would be out of its place, and lead nowhere.",
    "# A title[^1]\n\nWords.\n\n[^1]: More.", "# A title\n\nWords.[^1]\n\n[^1]: More.",
)  # fmt: skip
MARKDOWN.error(
    "unknown-note", "Write every note that is called.",
    "A number that leads to no note makes readers search.",
    "Words.[^missing]", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
MARKDOWN.error(
    "unused-note", "Call every note that is written.",
    "A note without a number in the text is never found.",
    "Words.\n\n[^1]: More.", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
MARKDOWN.error(
    "unknown-role", "Use roles that there are.",
    "Nobody knows what to make of another.",
    "A {shiny}`word`.", "A {term}`carer`.",
    mends="writes the role's name where only one is near.",
)  # fmt: skip
MARKDOWN.error(
    "bad-formula", "Write formulas in LaTeX that can be understood.",
    "What is missing or too much would be shown as a gap, or as LaTeX.",
    "A third: $\\frac{1}$", "A third: $\\frac{1}{3}$",
)  # fmt: skip
MARKDOWN.error(
    "formula-command", "Use commands in formulas that there are.",
    "Formulas hold signs and letters. They cannot define commands, link, or choose colours.",
    "A third: $\\frc{1}{3}$", "A third: $\\frac{1}{3}$",
)  # fmt: skip
MARKDOWN.error(
    "formula-size", "Keep formulas short.",
    "One of thousands of letters fits no page, and nobody can listen to it.",
    "A sum: $" + "1 + " * 1001 + "1$", "A sum: $1 + 1$",
)  # fmt: skip
MARKDOWN.error(
    "bad-abbreviation", "Say in an abbreviation's role what it stands for.",
    "The words are the point of the role (WCAG 3.1.4).",
    "The {abbr}`ICB` decides.", "The {abbr}`ICB (integrated care board)` decides.",
)  # fmt: skip
MARKDOWN.error(
    "bad-attribute", "Say something of words that you put into brackets and braces.",
    "Empty braces change nothing. A code of a language lets a screen reader change its voice (WCAG 3.1.2).",
    "[Bore da]{}", "[Bore da]{lang=cy}",
)  # fmt: skip
MARKDOWN.error(
    "unknown-attribute", "Use attributes that there are.",
    "A slip in the name would lose what it says.",
    "[Bore da]{langue=cy}", "[Bore da]{lang=cy}",
)  # fmt: skip
MARKDOWN.error(
    "stray-attributes", "Put attributes right above a block, or right after words in brackets.",
    "Elsewhere they belong to nothing, and would be printed or lost.",
    "## Who to ask {#who}\n\nWords.", "{#who}\n## Who to ask\n\nWords.",
)  # fmt: skip
MARKDOWN.error(
    "bad-class", "Make words for the style sheet of letters, digits and dashes.",
    "A style sheet cannot name others.",
    ":::{tip}\n:class: 100%\n\nWords.\n:::", ":::{tip}\n:class: wide\n\nWords.\n:::",
)  # fmt: skip
MARKDOWN.error(
    "bad-language", "Write a language as its code.",
    "Screen readers and hyphenation know languages by their codes (BCP 47, WCAG 3.1.2).",
    "[Bore da]{lang=W}", "[Bore da]{lang=cy}",
)  # fmt: skip
MARKDOWN.error(
    "bad-length", "Write widths and heights as lengths.",
    "What cannot be measured would be left to chance, and to each format differently.",
    "![A ladder](images/ladder.svg){width=wide}", "![A ladder](images/ladder.svg){width=300px}",
)  # fmt: skip
MARKDOWN.error(
    "note-twice", "Give every note a name of its own.",
    "Only the first of two would be printed.",
    "Words.[^1]\n\n[^1]: More.\n\n[^1]: Even more.", "Words.[^1]\n\n[^1]: More.",
)  # fmt: skip
MARKDOWN.error(
    "table-cells", "Give a row no more cells than the table has headings.",
    "The parser leaves out the rest, and the words would be lost.",
    "| Who | When |\n| --- | --- |\n| Jo | May | June |", "| Who | When |\n| --- | --- |\n| Jo | May, June |",
)  # fmt: skip
MARKDOWN.error(
    "link-inside", "Put links and notes beside a link, not inside it.",
    "A reader who follows it could not tell where it leads.",
    "[See this[^1]](two.md).\n\n[^1]: More.", "[See this](two.md).[^1]\n\n[^1]: More.",
)  # fmt: skip
MARKDOWN.error(
    "unused-definition", "Use every address that is defined for links.",
    "The line is not shown; if it was meant as words, they would be lost.",
    "Words.\n\n[act]: https://example.org/act", "Read [the Act][act].\n\n[act]: https://example.org/act",
)  # fmt: skip
MARKDOWN.rules.append(
    Rule(
        "link-title", MARKDOWN.name, "warning", "Write what a link or picture needs to say in the text, not after its address.",
        "Browsers show such words only under a mouse, so they are missing on paper, on phones and for the keyboard.",
        'Read [the Act](https://example.org/act "It is long").', "Read [the Act](https://example.org/act). It is long.",
    )
)  # fmt: skip
BLOCKS.rules.append(
    Rule(
        "todo", BLOCKS.name, "warning", "Do what is still to be done before you publish.",
        "A `todo` is left out of what is made, so readers miss what it was about.",
        ":::{todo}\nAsk Amina.\n:::\n\nWords.", "Words.",
    )
)  # fmt: skip
BLOCKS.rules.append(
    Rule(
        "meaningless-block", BLOCKS.name, "warning", "Leave out blocks that mean something only in another program.",
        "Their words are kept, but what they were to do is not done.",
        ":::{toctree}\none.md\n:::\n\nWords.", "Words.",
    )
)  # fmt: skip
MARKDOWN.rules.extend((
    Rule(
        "meaningless-key", MARKDOWN.name, "warning", "Leave out lines at a chapter's head that mean something only in another program.",
        "What they were to do is not done; what a guide is and who made it stands in guide.yaml.",
        "---\nkernelspec: python3\n---\n\n# A title\n\nWords.", "# A title\n\nWords.",
    ),
    Rule(
        "meaningless-role", MARKDOWN.name, "warning", "Leave out roles that mean something only in another program.",
        "Their words are kept, but what they were to do is not done.",
        "As {cite}`arnstein` says.", "As [Arnstein](resource:ladder) says.",
    ),
    Rule(
        "meaningless-link", MARKDOWN.name, "warning", "Link to what readers of the guide can reach.",
        "The address leads somewhere from one program's books only; readers would get words without a link.",
        "See [the manual](xref:manual).", "See [the manual](https://example.org/manual).",
    ),
))  # fmt: skip
BLOCKS.error(
    "include-circle", "Include no file in itself.",
    "Its words would go on without end.",
    ":::{include} chapters/one.md\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
BLOCKS.error(
    "include-many", "Include no more than 200 files in a chapter.",
    "Files that include each other several times grow to more words than a machine can hold.",
    "201 blocks `include` in one chapter", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
BLOCKS.error(
    "include-nothing", "Choose lines of an included file that hold words.",
    "Readers would get nothing where the author meant something.",
    ":::{include} shared/consent.md\n:start-line: 9\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
BLOCKS.error(
    "include-mark", "Begin or end an inclusion at words that stand in the file.",
    "Where they are missing, nobody can tell which lines are meant.",
    ":::{include} shared/consent.md\n:start-after: begin here\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
BLOCKS.rules.append(
    Rule(
        "unknown-syntax", BLOCKS.name, "warning", "Name code's language by a name that is known.",
        "The name decides the colours; with a slip in it there are none.",
        "```pyton\nprint(1)\n```", "```python\nprint(1)\n```",
    )
)  # fmt: skip
BLOCKS.rules.append(
    Rule(
        "code-syntax", BLOCKS.name, "warning", "Show code that is sound in its language.",
        "Readers copy it. A sign that cannot stand there is a slip, or the language is another one.",
        '```json\n{"tea": yes}\n```', '```json\n{"tea": true}\n```',
    )
)  # fmt: skip
BLOCKS.error(
    "line-range", "Name lines of code that there are.",
    "The lines that were meant would not be emphasised.",
    "```{code-block} python\n:emphasize-lines: 3\n\nprint(1)\n```", "```{code-block} python\n:emphasize-lines: 1\n\nprint(1)\n```",
)  # fmt: skip
BLOCKS.rules.append(
    Rule(
        "meaningless-option", BLOCKS.name, "warning", "Leave out options that mean something only in another program.",
        "What they ask for is not done; the style sheets of a guide see to its looks.",
        ":::{dropdown} How we counted\n:color: primary\n\nWords.\n:::", ":::{dropdown} How we counted\nWords.\n:::",
    )
)  # fmt: skip
BLOCKS.error(
    "bad-choice", "Write one of the words that an option knows.",
    "Nobody can tell what another means.",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:align: middle\n:::",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:align: center\n:::",
)  # fmt: skip
BLOCKS.error(
    "card-parts", "Write what stands above and below a card as options.",
    "Lines of signs mean nothing to other programs, and would be printed.",
    ":::{card} Begin\nStep 1\n^^^\nWords.\n:::", ":::{card} Begin\n:header: Step 1\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "selected-twice", "Select one tab of a set.",
    "One shows first; nobody can tell which of two.",
    "::::{tab-set}\n:::{tab-item} One\n:selected:\n\nWords.\n:::\n:::{tab-item} Two\n:selected:\n\nWords.\n:::\n::::",
    "::::{tab-set}\n:::{tab-item} One\nWords.\n:::\n:::{tab-item} Two\n:selected:\n\nWords.\n:::\n::::",
)  # fmt: skip
BLOCKS.error(
    "table-twice", "Give a table's values in a file or in the block, not in both.",
    "Half of them would be lost.",
    ":::{csv-table} Costs\n:file: data/costs.csv\n\nWho, What\nJo, 3\n:::", ":::{csv-table} Costs\nWho, What\nJo, 3\n:::",
)  # fmt: skip
BLOCKS.error(
    "unknown-block", "Use blocks that there are.",
    "A slip in the name would lose the words.",
    ":::{tipp}\nWords.\n:::", ":::{tip}\nWords.\n:::",
    mends="writes the block's name where only one is near.",
)  # fmt: skip
BLOCKS.error(
    "unknown-option", "Use options that the block has.",
    "A slip in the name would lose what it says.",
    ":::{mascot} co\n:posture: thinking\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
    mends="writes the option's name where only one is near and not there yet.",
)  # fmt: skip
BLOCKS.error(
    "option-twice", "Give an option once.",
    "Nobody can tell which of the two is meant.",
    ":::{mascot} co\n:pose: thinking\n:pose: welcoming\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "empty-option", "Write something after an option's name.",
    "An option without a value says nothing.",
    ":::{mascot} co\n:pose:\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "flag-value", "Write an option that takes no words alone.",
    "With 'no' after it, it would still mean yes.",
    ":::{case-study} A shed\n:illustration: no\n\nWords.\n:::", ":::{case-study} A shed\n:illustration:\n\nWords.\n:::",
    mends="deletes a word that says yes.",
)  # fmt: skip
BLOCKS.error(
    "late-option", "Put options right below a block's first line.",
    "After an empty line they are words, and would be printed.",
    ":::{mascot} co\n\n:pose: thinking\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "bad-name", "Make names of small letters, digits and dashes.",
    "They become part of addresses, which other signs break.",
    ":::{tip}\n:name: My tip!\n\nWords.\n:::", ":::{tip}\n:name: my-tip\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "bad-number", "Write numbers as digits.",
    "Nobody can tell how many are meant.",
    ":::{lines} Your idea\n:count: many\n:::", ":::{lines} Your idea\n:count: 3\n:::",
)  # fmt: skip
BLOCKS.error(
    "empty-block", "Write words in every block.",
    "An empty box puzzles readers.",
    ":::{tip}\n:::", ":::{tip}\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "unclosed-block", "End every block.",
    "All that follows would stand inside it.",
    ":::{tip}\nWords.", ":::{tip}\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "nested-block", "Give an outer block more colons than the one inside it.",
    "Otherwise the inner one's end is taken for the end of both.",
    ":::{tip}\n:::{note}\nWords.\n:::\n:::", "::::{tip}\n:::{note}\nWords.\n:::\n::::",
    mends="adds colons to the outer block where its end is certain.",
)  # fmt: skip
BLOCKS.error(
    "missing-title", "Give a block the words that its first line needs.",
    "Case studies and activities are listed by title; a mascot's block names who speaks.",
    ":::{activity}\n:time: 5 minutes\n\nWords.\n:::", ":::{activity} Draw it\n:time: 5 minutes\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "missing-time", "Say how long an activity takes.",
    "Nobody can plan a meeting without it.",
    ":::{activity} Draw it\n\nWords.\n:::", ":::{activity} Draw it\n:time: 5 minutes\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "missing-attribution", "Say whose words a quote holds.",
    "Words without a name cannot be trusted, and their author is owed the name.",
    ":::{quote}\nWords.\n:::", ":::{quote}\n:attribution: Ada Writer\n\nWords.\n:::",
)  # fmt: skip
BLOCKS.error(
    "missing-alt", "Say in words what a picture shows, or that it is decorative.",
    "People who do not see it get the words in its place (WCAG 1.1.1).",
    ":::{figure} images/ladder.svg\n:::", ":::{figure} images/ladder.svg\n:alt: A ladder of five steps.\n:::",
)  # fmt: skip
BLOCKS.error(
    "alt-and-decorative", "Describe a picture, or call it decorative; not both.",
    "Nobody can tell whether it is to be read out.",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:decorative:\n:::", ":::{figure} images/ladder.svg\n:alt: A ladder.\n:::",
)  # fmt: skip
BLOCKS.error(
    "not-a-list", "Write nothing but a list in a checklist, key points and their kin.",
    "Each item gets a box or a number; other words would have none.",
    ":::{checklist}\nWords.\n:::", ":::{checklist}\n- One.\n- Two.\n:::",
)  # fmt: skip
BLOCKS.error(
    "not-a-table", "Write nothing but a table in a table's block.",
    "Other words would belong to no cell.",
    ":::{list-table}\nWords.\n:::", ":::{list-table}\n- - Who\n  - When\n- - Jo\n  - May\n:::",
)  # fmt: skip
BLOCKS.error(
    "not-a-glossary", "Write nothing but words with their meanings in a glossary's block.",
    "Other words would explain nothing.",
    ":::{glossary}\nWords.\n:::", ":::{glossary}\nTerm\n: What it means.\n:::",
)  # fmt: skip
BLOCKS.error(
    "cell-content", "Write one paragraph in a cell.",
    "Lists and boxes do not fit into a table's column.",
    ":::{list-table}\n- - Who\n- - - one\n    - two\n:::", ":::{list-table}\n- - Who\n- - One and two\n:::",
)  # fmt: skip
BLOCKS.error(
    "row-length", "Give every row of a table as many cells as the first.",
    "A screen reader would say the wrong heading before a cell (WCAG 1.3.1).",
    ":::{list-table}\n- - Who\n  - When\n- - Jo\n:::", ":::{list-table}\n- - Who\n  - When\n- - Jo\n  - May\n:::",
)  # fmt: skip
BLOCKS.error(
    "header-rows", "Give a table one row of headings.",
    "With two, nobody can tell which heads a cell.",
    ":::{list-table}\n:header-rows: 2\n\n- - Who\n- - Jo\n:::", ":::{list-table}\n- - Who\n- - Jo\n:::",
)  # fmt: skip
BLOCKS.error(
    "wrong-inside", "Put into a set of blocks only its own kind.",
    "Tabs hold tabs and grids hold cards; other words would have no place.",
    "::::{tab-set}\nWords.\n::::", "::::{tab-set}\n:::{tab-item} One\nWords.\n:::\n::::",
)  # fmt: skip
