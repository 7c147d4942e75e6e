"""Change how the words of a PDF's page are marked, so that a test can break a good PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Operator


def remark(document: pikepdf.Pdf, page: pikepdf.Page, mark: Callable[[Any], Any], named: str = "") -> bool:
    """Give the first words of a page another mark, or none; tell whether there were any."""
    before = list(pikepdf.parse_content_stream(page))
    opens: list[int] = []
    for place, instruction in enumerate(before):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            opens.append(place)
        elif operator == "EMC":
            opens.pop()
        elif operator in {"Tj", "TJ"} and opens and (not named or str(before[opens[-1]].operands[0]) == named):
            return write_remarked(document, page, before, opens[-1], mark(before[opens[-1]]))
    return False


def write_remarked(document: pikepdf.Pdf, page: pikepdf.Page, before: list[Any], begin: int, mark: Any) -> bool:
    """Write a page with another mark at a place, or without that mark."""
    depth, end = 0, begin
    for end in range(begin, len(before)):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(before[end].operator), 0)
        if not depth:
            break
    after = list(before)
    if mark is None:
        after = [one for place, one in enumerate(before) if place not in {begin, end}]
    else:
        after[begin] = pikepdf.ContentStreamInstruction(list(mark), Operator("BDC"))
    page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(after))
    return True
