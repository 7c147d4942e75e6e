"""Read a style sheet once for all documents that it dresses.

WeasyPrint 70 reads it anew for each document, which takes longer than laying out two pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class SharedSheet:
    """Hold a style sheet as read; ``url`` is the address by which documents ask for it; without one, nothing is shared."""

    def __init__(self, url: str, fetcher: Any, font_config: Any, counter_style: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
        """Read it; its fonts go into ``font_config``, its counters into ``counter_style``, which its documents must be given too."""
        import weasyprint

        self.url = url
        self.read = url and weasyprint.CSS(
            url=url, url_fetcher=fetcher, font_config=font_config, counter_style=counter_style
        )

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let documents that are laid out meanwhile have it as it was read."""
        import weasyprint.css

        if not self.url:
            yield
            return

        original = weasyprint.css.CSS

        def find(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
            return self.read if named.get("url") == self.url else original(*arguments, **named)

        weasyprint.css.CSS = find
        try:
            yield
        finally:
            weasyprint.css.CSS = original
