"""Tell whether a web address can be one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LABEL = r"(?!-)(?:[\w-]|[^\x00-\x7f]){1,63}(?<!-)"  # RFC 1035, 2.3.4; letters of other scripts are written otherwise on the way
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_NUMBERED_HOST = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*")  # IPv6, which Python has checked
BAD_ADDRESS_HINT = "Copy it from your browser: https://example.org/page."


def is_address(address: str) -> bool:
    """Tell whether http or https could ask for this: it has a host, and no more than addresses may hold."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(_HOST.fullmatch(host) or _NUMBERED_HOST.fullmatch(host)) and (port is None or port > 0)


def host_of(address: str) -> str:
    """Name the computer that a web address leads to, or nothing when it is none."""
    if not is_address(address) or not address.lower().startswith("http"):
        return ""
    return (urlsplit(address).hostname or "").removeprefix("www.")
