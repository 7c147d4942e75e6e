"""Refuse what pages of other sites ask for.

A browser lets any site send requests to this computer. So the name that is asked for must be ours (Starlette's TrustedHostMiddleware looks
at that: a name of another that leads here is DNS rebinding), and what is asked for by a page must be asked for by one of ours. A link to
us may stand anywhere.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_OWN = {"same-origin", "none"}  # none: the reader typed the address, or took it from their bookmarks


class OnlyOwnPages:
    """Refuse requests that browsers say come from pages of other sites (Fetch Metadata, and Origin where browsers lack it)."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and _is_strange(Headers(scope=scope)):
            refusal = PlainTextResponse("This preview answers its own pages only.\n", status_code=403)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_strange(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "none") not in _OWN and headers.get("sec-fetch-mode") != "navigate":
        return True
    origin = headers.get("origin")
    return origin is not None and origin != f"http://{headers.get('host', '')}"
