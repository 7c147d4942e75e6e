"""Look at the form of addresses that are not asked: mailto and tel."""

from __future__ import annotations

import re
from urllib.parse import unquote

_MAILBOX = re.compile(r"^[^@\s<>\",;]+@[^@\s<>\",;.]+(\.[^@\s<>\",;.]+)+$")
_NUMBER = re.compile(r"^\+?[0-9().\- ]*(;[\w.=+-]+)*$")
_SHORTEST = 3  # emergency numbers have three digits


def fault_of_form(address: str) -> str:
    """Say what is wrong with an address for mail or telephone (RFC 6068, RFC 3966), or nothing."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return _fault_of_mail(unquote(rest.partition("?")[0]))
    number = unquote(rest)
    digits = sum(letter.isdigit() for letter in number.partition(";")[0])
    return "" if _NUMBER.match(number) and digits >= _SHORTEST else "it is no telephone number"


def _fault_of_mail(mailboxes: str) -> str:
    wrong = [one for one in mailboxes.split(",") if not _MAILBOX.match(one.strip())]
    return f"'{wrong[0].strip()}' is no e-mail address" if wrong else ""
