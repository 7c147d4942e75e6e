"""Answer what the browser asks: pages, the files that they show, the other formats, and events.

Goes in: requests. Comes out: what the formats make, by its name among what they make. No part of an address ever becomes part of a file's
path, so there is no way from an address to any other file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from guidepress.errors import has_errors
from guidepress.serve.announcements import Announcements
from guidepress.serve.assets import File
from guidepress.serve.downloads import Downloads
from guidepress.serve.preview import Preview
from guidepress.serve.problem_pages import plain_page, problem_page, with_preview
from guidepress.serve.strangers import OnlyOwnPages
from guidepress.serve.watching import keep_up_to_date

FRONT = "/site/index.html"
_BROWSER = Path(__file__).parent / "browser"
_OURS = {"idiomorph.js": "text/javascript", "live.js": "text/javascript", "problems.css": "text/css"}
_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip", "html": "text/html"}
_HEADERS = {
    "Cache-Control": "no-cache",  # kept by browsers, but not shown without asking whether it is still so
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Answers:
    """Answer requests about one guide."""

    def __init__(self, preview: Preview) -> None:
        """Take the preview that is to be shown."""
        self.preview = preview
        self.announcements = Announcements()
        self._stop = asyncio.Event()
        self._downloads = Downloads(preview.root, preview.edition)
        self._ours = {name: File((_BROWSER / name).read_bytes(), kind) for name, kind in _OURS.items()}

    def application(self, hosts: Collection[str]) -> Starlette:
        """Make what a server runs; it answers only who calls it by one of the names ``hosts``."""
        get = ["GET"]
        routes = [
            Route("/", _to_front, methods=get),
            Route("/site", _to_front, methods=get),
            Route("/site/", _to_front, methods=get),
            Route("/site/{name:path}", self.site, methods=get),
            Route("/preview/changes", self.changes, methods=get),
            Route("/preview/{name}", self.ours, methods=get),
            Route("/{name}", self.download, methods=get),
        ]
        guards = [
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(OnlyOwnPages),
        ]
        handlers = {404: self.nothing, Exception: self.fault}
        return Starlette(routes=routes, middleware=guards, exception_handlers=handlers, lifespan=self._life)

    async def site(self, request: Request) -> Response:
        """Answer with a page of the website, or with a file that pages show."""
        name = request.path_params["name"]
        if file := await asyncio.to_thread(self.preview.file, f"site/{name}"):
            return _file(request, file)
        if not name.endswith(".html"):
            return await self.nothing(request)
        with suppress(KeyError):
            page = await asyncio.to_thread(self.preview.page, name)
            if page.html is None:
                return _html(problem_page(page.problems, self.preview.root, page.version), 500)
            return _html(with_preview(page.html, page.problems, self.preview.root, page.version))
        return await self.nothing(request)

    async def changes(self, request: Request) -> Response:
        """Answer with a stream of events."""
        stream = self.announcements.stream(request.query_params.get("since", ""))
        return StreamingResponse(
            stream, media_type="text/event-stream", headers={**_HEADERS, "Cache-Control": "no-store"}
        )

    async def ours(self, request: Request) -> Response:
        """Answer with a script or style sheet of the preview's own."""
        file = self._ours.get(request.path_params["name"])
        return _file(request, file) if file else await self.nothing(request)

    async def download(self, request: Request) -> Response:
        """Answer with another format, made now unless it is made already."""
        await asyncio.to_thread(self.preview.refresh)
        name = request.path_params["name"]
        kind = self.preview.downloads.get(name)
        if kind is None:
            return await self.nothing(request)
        version, problems = self.preview.version, self.preview.problems
        if not has_errors(problems):
            answer = await self._downloads.get(kind, version)
            if answer.data is not None:
                how = "attachment" if kind == "epub" else "inline"
                headers = {**_HEADERS, "Content-Disposition": f'{how}; filename="{name}"'}
                return Response(answer.data, media_type=_TYPES[kind], headers=headers)
            problems = answer.problems
        return _html(problem_page(problems, self.preview.root, version), 500)

    async def nothing(self, _request: Request, _error: Exception | None = None) -> Response:
        """Answer that there is nothing of this name; if it comes, the page shows it."""
        content = Markup(
            '<p>If it is the page of a chapter, look whether <code>guide.yaml</code> lists it.</p>\n<p><a href="{}">To the first page</a></p>'
        ).format(FRONT)
        return _html(plain_page("There is no page of this name", content, self.preview.version), 404)

    async def fault(self, _request: Request, _error: Exception) -> Response:
        """Answer that something went wrong that is not the editor's fault; the server logs it."""
        content = Markup("<p>The fault is in guidepress and not in your guide. The terminal says more.</p>")
        return _html(plain_page("This cannot be shown", content, self.preview.version), 500)

    async def close(self) -> None:
        """End all that would go on by itself."""
        self._stop.set()
        self.announcements.close()
        await self._downloads.close()

    @asynccontextmanager
    async def _life(self, _app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(keep_up_to_date(self.preview, self.announcements, self._stop))
        try:
            yield
        finally:
            await self.close()
            await watching


async def _to_front(_request: Request) -> Response:
    return RedirectResponse(FRONT, headers=_HEADERS)


def _html(html: str, status: int = 200) -> Response:
    html = html.encode(errors="replace").decode()  # a file's name may hold what is not in UTF-8
    return HTMLResponse(html, status, headers={**_HEADERS, "Cache-Control": "no-store"})


def _file(request: Request, file: File) -> Response:
    """Send a file, unless the browser has it as it is."""
    headers = {**_HEADERS, "ETag": f'"{file.tag}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(file.data, media_type=file.media_type, headers=headers)
