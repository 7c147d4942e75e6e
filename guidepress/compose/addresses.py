"""Write addresses as several formats need them."""

from __future__ import annotations

import re
from urllib.parse import quote

from guidepress.model import Guide, Place, Target, WebAddress

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


def feedback_form(guide: Guide, section: str = "") -> str:
    """Give the address of the feedback form, with the version and the title of a section filled in where it asks for them."""
    filled = {"version": guide.version, "section": section}
    return _filled(guide.publisher.feedback, filled)


def feedback_on(guide: Guide, section: str) -> str:
    """Give the address at which readers say what they think of a section: the form if it can be told which, else an e-mail that tells."""
    if "{section}" in guide.publisher.feedback:
        return feedback_form(guide, section)
    subject = guide.words["feedback_subject"].format(title=guide.title, version=guide.version, section=section)
    return f"mailto:{guide.publisher.email}?subject={quote(subject)}"


def _filled(address: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(version|section)\}", lambda found: quote(values[found[1]], safe=""), address)
