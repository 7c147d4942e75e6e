"""Name what the reader reports about blocks, so that it stands in the catalogue with its reason."""

from __future__ import annotations

from guidepress.rules.rule import Family, Rule

FAMILY = Family("Blocks", "How blocks are written. `docs/source-format.md` shows each.")

FAMILY.rules.append(
    Rule(
        "todo", FAMILY.name, "warning", "Do what is still to be done before you publish.",
        "A `todo` is left out of what is made, so readers miss what it was about.",
        ":::{todo}\nAsk Amina.\n:::\n\nWords.", "Words.",
    )
)  # fmt: skip
FAMILY.rules.append(
    Rule(
        "meaningless-block", FAMILY.name, "warning", "Leave out blocks that mean something only in another program.",
        "Their words are kept, but what they were to do is not done.",
        ":::{toctree}\none.md\n:::\n\nWords.", "Words.",
    )
)  # fmt: skip
FAMILY.error(
    "include-circle", "Include no file in itself.",
    "Its words would go on without end.",
    ":::{include} chapters/one.md\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
FAMILY.error(
    "include-many", "Include no more than 200 files in a chapter.",
    "Files that include each other several times grow to more words than a machine can hold.",
    "201 blocks `include` in one chapter", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
FAMILY.error(
    "include-nothing", "Choose lines of an included file that hold words.",
    "Readers would get nothing where the author meant something.",
    ":::{include} shared/consent.md\n:start-line: 9\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
FAMILY.error(
    "include-mark", "Begin or end an inclusion at words that stand in the file.",
    "Where they are missing, nobody can tell which lines are meant.",
    ":::{include} shared/consent.md\n:start-after: begin here\n:::", ":::{include} shared/consent.md\n:::",
)  # fmt: skip
FAMILY.rules.append(
    Rule(
        "unknown-syntax", FAMILY.name, "warning", "Name code's language by a name that is known.",
        "The name decides the colours; with a slip in it there are none.",
        "```pyton\nprint(1)\n```", "```python\nprint(1)\n```",
    )
)  # fmt: skip
FAMILY.rules.append(
    Rule(
        "code-syntax", FAMILY.name, "warning", "Show code that is sound in its language.",
        "Readers copy it. A sign that cannot stand there is a slip, or the language is another one.",
        '```json\n{"tea": yes}\n```', '```json\n{"tea": true}\n```',
    )
)  # fmt: skip
FAMILY.error(
    "line-range", "Name lines of code that there are.",
    "The lines that were meant would not be emphasised.",
    "```{code-block} python\n:emphasize-lines: 3\n\nprint(1)\n```", "```{code-block} python\n:emphasize-lines: 1\n\nprint(1)\n```",
)  # fmt: skip
FAMILY.rules.append(
    Rule(
        "meaningless-option", FAMILY.name, "warning", "Leave out options that mean something only in another program.",
        "What they ask for is not done; the style sheets of a guide see to its looks.",
        ":::{dropdown} How we counted\n:color: primary\n\nWords.\n:::", ":::{dropdown} How we counted\nWords.\n:::",
    )
)  # fmt: skip
FAMILY.error(
    "bad-choice", "Write one of the words that an option knows.",
    "Nobody can tell what another means.",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:align: middle\n:::",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:align: center\n:::",
)  # fmt: skip
FAMILY.error(
    "card-parts", "Write what stands above and below a card as options.",
    "Lines of signs mean nothing to other programs, and would be printed.",
    ":::{card} Begin\nStep 1\n^^^\nWords.\n:::", ":::{card} Begin\n:header: Step 1\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "selected-twice", "Select one tab of a set.",
    "One shows first; nobody can tell which of two.",
    "::::{tab-set}\n:::{tab-item} One\n:selected:\n\nWords.\n:::\n:::{tab-item} Two\n:selected:\n\nWords.\n:::\n::::",
    "::::{tab-set}\n:::{tab-item} One\nWords.\n:::\n:::{tab-item} Two\n:selected:\n\nWords.\n:::\n::::",
)  # fmt: skip
FAMILY.error(
    "table-twice", "Give a table's values in a file or in the block, not in both.",
    "Half of them would be lost.",
    ":::{csv-table} Costs\n:file: data/costs.csv\n\nWho, What\nJo, 3\n:::", ":::{csv-table} Costs\nWho, What\nJo, 3\n:::",
)  # fmt: skip
FAMILY.error(
    "unknown-block", "Use blocks that there are.",
    "A slip in the name would lose the words.",
    ":::{tipp}\nWords.\n:::", ":::{tip}\nWords.\n:::",
    mends="writes the block's name where only one is near.",
)  # fmt: skip
FAMILY.error(
    "unknown-option", "Use options that the block has.",
    "A slip in the name would lose what it says.",
    ":::{mascot} co\n:posture: thinking\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
    mends="writes the option's name where only one is near and not there yet.",
)  # fmt: skip
FAMILY.error(
    "option-twice", "Give an option once.",
    "Nobody can tell which of the two is meant.",
    ":::{mascot} co\n:pose: thinking\n:pose: welcoming\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "empty-option", "Write something after an option's name.",
    "An option without a value says nothing.",
    ":::{mascot} co\n:pose:\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "flag-value", "Write an option that takes no words alone.",
    "With 'no' after it, it would still mean yes.",
    ":::{case-study} A shed\n:illustration: no\n\nWords.\n:::", ":::{case-study} A shed\n:illustration:\n\nWords.\n:::",
    mends="deletes a word that says yes.",
)  # fmt: skip
FAMILY.error(
    "late-option", "Put options right below a block's first line.",
    "After an empty line they are words, and would be printed.",
    ":::{mascot} co\n\n:pose: thinking\n\nWords.\n:::", ":::{mascot} co\n:pose: thinking\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "bad-name", "Make names of small letters, digits and dashes.",
    "They become part of addresses, which other signs break.",
    ":::{tip}\n:name: My tip!\n\nWords.\n:::", ":::{tip}\n:name: my-tip\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "bad-number", "Write numbers as digits.",
    "Nobody can tell how many are meant.",
    ":::{lines} Your idea\n:count: many\n:::", ":::{lines} Your idea\n:count: 3\n:::",
)  # fmt: skip
FAMILY.error(
    "empty-block", "Write words in every block.",
    "An empty box puzzles readers.",
    ":::{tip}\n:::", ":::{tip}\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "unclosed-block", "End every block.",
    "All that follows would stand inside it.",
    ":::{tip}\nWords.", ":::{tip}\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "nested-block", "Give an outer block more colons than the one inside it.",
    "Otherwise the inner one's end is taken for the end of both.",
    ":::{tip}\n:::{note}\nWords.\n:::\n:::", "::::{tip}\n:::{note}\nWords.\n:::\n::::",
    mends="adds colons to the outer block where its end is certain.",
)  # fmt: skip
FAMILY.error(
    "missing-title", "Give a block the words that its first line needs.",
    "Case studies and activities are listed by title; a mascot's block names who speaks.",
    ":::{activity}\n:time: 5 minutes\n\nWords.\n:::", ":::{activity} Draw it\n:time: 5 minutes\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "missing-time", "Say how long an activity takes.",
    "Nobody can plan a meeting without it.",
    ":::{activity} Draw it\n\nWords.\n:::", ":::{activity} Draw it\n:time: 5 minutes\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "missing-attribution", "Say whose words a quote holds.",
    "Words without a name cannot be trusted, and their author is owed the name.",
    ":::{quote}\nWords.\n:::", ":::{quote}\n:attribution: Ada Writer\n\nWords.\n:::",
)  # fmt: skip
FAMILY.error(
    "missing-alt", "Say in words what a picture shows, or that it is decorative.",
    "People who do not see it get the words in its place (WCAG 1.1.1).",
    ":::{figure} images/ladder.svg\n:::", ":::{figure} images/ladder.svg\n:alt: A ladder of five steps.\n:::",
)  # fmt: skip
FAMILY.error(
    "alt-and-decorative", "Describe a picture, or call it decorative; not both.",
    "Nobody can tell whether it is to be read out.",
    ":::{figure} images/ladder.svg\n:alt: A ladder.\n:decorative:\n:::", ":::{figure} images/ladder.svg\n:alt: A ladder.\n:::",
)  # fmt: skip
FAMILY.error(
    "not-a-list", "Write nothing but a list in a checklist, key points and their kin.",
    "Each item gets a box or a number; other words would have none.",
    ":::{checklist}\nWords.\n:::", ":::{checklist}\n- One.\n- Two.\n:::",
)  # fmt: skip
FAMILY.error(
    "not-a-table", "Write nothing but a table in a table's block.",
    "Other words would belong to no cell.",
    ":::{list-table}\nWords.\n:::", ":::{list-table}\n- - Who\n  - When\n- - Jo\n  - May\n:::",
)  # fmt: skip
FAMILY.error(
    "not-a-glossary", "Write nothing but words with their meanings in a glossary's block.",
    "Other words would explain nothing.",
    ":::{glossary}\nWords.\n:::", ":::{glossary}\nTerm\n: What it means.\n:::",
)  # fmt: skip
FAMILY.error(
    "cell-content", "Write one paragraph in a cell.",
    "Lists and boxes do not fit into a table's column.",
    ":::{list-table}\n- - Who\n- - - one\n    - two\n:::", ":::{list-table}\n- - Who\n- - One and two\n:::",
)  # fmt: skip
FAMILY.error(
    "row-length", "Give every row of a table as many cells as the first.",
    "A screen reader would say the wrong heading before a cell (WCAG 1.3.1).",
    ":::{list-table}\n- - Who\n  - When\n- - Jo\n:::", ":::{list-table}\n- - Who\n  - When\n- - Jo\n  - May\n:::",
)  # fmt: skip
FAMILY.error(
    "header-rows", "Give a table one row of headings.",
    "With two, nobody can tell which heads a cell.",
    ":::{list-table}\n:header-rows: 2\n\n- - Who\n- - Jo\n:::", ":::{list-table}\n- - Who\n- - Jo\n:::",
)  # fmt: skip
FAMILY.error(
    "wrong-inside", "Put into a set of blocks only its own kind.",
    "Tabs hold tabs and grids hold cards; other words would have no place.",
    "::::{tab-set}\nWords.\n::::", "::::{tab-set}\n:::{tab-item} One\nWords.\n:::\n::::",
)  # fmt: skip
