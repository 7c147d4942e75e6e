"""Tell whether a web address can be one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"^[\w.:-]*\w[\w.:-]*$")
BAD_ADDRESS_HINT = "Copy it from your browser: https://example.org/page."


def is_address(address: str) -> bool:
    """Tell whether http or https could ask for this: it has a host, and no more than addresses may hold."""
    try:
        parts = urlsplit(address)
        return bool(_HOST.match(parts.hostname or "")) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
