"""Rules of lists and tables."""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.model import BulletList, Checklist, KeyPoints, NumberedList, Table
from guidepress.rules.prose import prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey

LISTS = Family("Lists", "Lists that are heard as lists: long enough to be one, short enough to remember.")
TABLES = Family("Tables", "Tables that fit a page and a phone, and make sense read aloud cell by cell.")
MOST_ITEMS = 12
DEEPEST = 2
MOST_COLUMNS = 6
MOST_ROWS = 20
LONGEST_CELL = 40
_KINDS = (BulletList, NumberedList)


@LISTS.rule(
    "list-single",
    summary="Make a list of two items or more.",
    reason="A screen reader says 'list with one item'; the listener waits for the rest. One thing is a sentence.",
    bad="Bring:\n\n- a pen",
    good="Bring:\n\n- a pen\n- paper",
)
def _list_single(survey: Survey) -> Iterator[Fault]:
    for one in survey.blocks:
        if isinstance(one.block, (*_KINDS, Checklist, KeyPoints)) and len(one.block.items) == 1:
            yield Fault(one.block.span, "the list has one item", "Write it as a sentence.")


@LISTS.rule(
    "list-long",
    summary=f"Break a list of more than {MOST_ITEMS} items.",
    reason="Nobody keeps so many things in mind. Groups with a heading each are easier to find a thing in.",
    bad="".join(f"- thing number {number}\n" for number in range(1, 14)),
    good="".join(f"- thing number {number}\n" for number in range(1, 10)),
)
def _list_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.blocks:
        if isinstance(one.block, (*_KINDS, Checklist, KeyPoints)) and len(one.block.items) > MOST_ITEMS:
            hint = "Group the items under headings, or make a table."
            yield Fault(one.block.span, f"the list has {len(one.block.items)} items", hint)


@LISTS.rule(
    "list-deep",
    summary=f"Nest lists no deeper than {DEEPEST}.",
    reason="Deep steps are lost by ear, on a phone and in braille, where every step costs room.",
    bad="- food\n  - hot\n    - soup\n    - tea\n  - cold\n- travel",
    good="- food\n  - hot: soup, tea\n  - cold\n- travel",
)
def _list_deep(survey: Survey) -> Iterator[Fault]:
    for one in survey.blocks:
        depth = sum(isinstance(block, _KINDS) for block in one.inside)
        if isinstance(one.block, _KINDS) and depth == DEEPEST:
            hint = "Write the innermost items as one line, or give the parts headings."
            yield Fault(one.block.span, f"this list stands inside {DEEPEST} others", hint)


@TABLES.rule(
    "table-wide",
    summary=f"Keep a table to {MOST_COLUMNS} columns or fewer.",
    reason="A wide table is cut off or tiny on a phone and in large print (WCAG 1.4.10), and hard to follow by ear.",
    bad="| a | b | c | d | e | f | g |\n| - | - | - | - | - | - | - |\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
    good="| a | b | c |\n| - | - | - |\n| 1 | 2 | 3 |",
)
def _table_wide(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Table):
        if len(one.block.head) > MOST_COLUMNS:
            hint = "Make two tables, or turn columns into rows."
            yield Fault(one.block.span, f"the table has {len(one.block.head)} columns", hint)


@TABLES.rule(
    "table-narrow",
    summary="Write a table of one column as a list.",
    reason="A table is for things that relate in two directions (WCAG 1.3.1). With one column it is a list in disguise.",
    bad="| What to bring |\n| --- |\n| Pens |\n| Paper |",
    good="| What to bring | How many |\n| --- | --- |\n| Pens | Ten |\n| Paper | Five sheets |",
)
def _table_narrow(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Table):
        if len(one.block.head) == 1:
            yield Fault(one.block.span, "the table has one column", "Write it as a list.")


@TABLES.rule(
    "table-long",
    summary=f"Break a table of more than {MOST_ROWS} rows.",
    reason="By the twentieth row its headings are out of sight, and out of the mind of who listens.",
    bad="| Week | What |\n| --- | --- |\n" + "".join(f"| {n} | Meet |\n" for n in range(1, 22)),
    good="| Week | What |\n| --- | --- |\n" + "".join(f"| {n} | Meet |\n" for n in range(1, 11)),
)
def _table_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Table):
        if len(one.block.rows) > MOST_ROWS:
            hint = "Make a table for each group of rows, under a heading of its own."
            yield Fault(one.block.span, f"the table has {len(one.block.rows)} rows", hint)


@TABLES.rule(
    "table-cell-empty",
    summary="Fill every cell of a table.",
    reason="Nobody can tell whether an empty cell means none, unknown or forgotten, and a screen reader says 'blank'.",
    bad="| Item | Cost |\n| --- | --- |\n| Travel | £10 |\n| Food | |",
    good="| Item | Cost |\n| --- | --- |\n| Travel | £10 |\n| Food | none |",
    needs="chapter",
)
def _table_cell_empty(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Table):
        empty = [
            f"row {number}, column {column}"
            for number, row in enumerate(one.block.rows, start=1)
            for column, cell in enumerate(row, start=1)
            if not cell.children
        ]
        if empty:
            message = f"the table has an empty cell: {'; '.join(empty[:3])}{' …' if len(empty) > 3 else ''}"  # noqa: PLR2004 - three show which
            yield Fault(one.block.span, message, "Say what is meant: none, not known, or the same as above.")


@TABLES.rule(
    "table-cell-long",
    summary=f"Keep a table's cell to {LONGEST_CELL} words or fewer.",
    reason="A paragraph in a narrow column is a ladder of two words a line. A table is for looking things up.",
    bad="| Who | What |\n| --- | --- |\n| Jo | " + "Ring them and ask what would help. " * 7 + "|",
    good="| Who | What |\n| --- | --- |\n| Jo | Ring them and ask what would help. |",
)
def _table_cell_long(survey: Survey) -> Iterator[Fault]:
    for one in survey.passages:
        if one.kind == "cell" and one.prose.length > LONGEST_CELL:
            hint = "Say the short of it here and the rest in the text."
            yield Fault(one.prose.span(0), f"the cell has {one.prose.length} words", hint)


@TABLES.rule(
    "table-heading-twice",
    summary="Give every column of a table a heading of its own.",
    reason="A screen reader says the heading before each cell (WCAG 1.3.1); with two the same nobody knows which column it is.",
    bad="| Who | When | When |\n| --- | --- | --- |\n| Jo | May | June |",
    good="| Who | From | Until |\n| --- | --- | --- |\n| Jo | May | June |",
)
def _table_heading_twice(survey: Survey) -> Iterator[Fault]:
    for one in survey.of(Table):
        seen: set[str] = set()
        for cell in one.block.head:
            prose = prose_of(cell.children, one.block.span)
            if prose.text and prose.text.lower() in seen:
                message = f"two columns are headed '{prose.text}'"
                yield Fault(prose.span(0), message, "Say in one of them how they differ.")
            seen.add(prose.text.lower())
