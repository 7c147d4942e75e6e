"""Write addresses as several formats need them."""

from __future__ import annotations

import re

from guidepress.model import Place, Target, WebAddress

_SPOKEN_ONLY = re.compile(r"\(0\)")  # +44 (0)20 …: the nought is for those who ring from inside the country


def href_in_one_document(target: Target) -> str:
    """Give the address of a target in a document that holds the whole guide."""
    match target:
        case WebAddress(url):
            return url
        case Place(page, identity):
            return f"#{identity or page}"


def dialled(phone: str) -> str:
    """Write a telephone number as a machine dials it (RFC 3966): digits, and a plus where it begins with one."""
    abroad = phone.strip().startswith("+")
    number = _SPOKEN_ONLY.sub("", phone) if abroad else phone
    digits = re.sub(r"[^0-9]", "", number)
    return f"+{digits}" if abroad else digits
