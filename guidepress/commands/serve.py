"""Show the website of a guide while it is being written."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="serve")
@click.option("--guide", "root", type=FOLDER, default=Path(), help="The guide's folder, which holds source/.")
@click.option(
    "--audience", "edition", default="", help="Show the edition for these readers (audiences: in guide.yaml)."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to be reached; 0.0.0.0 is for all in your network."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any that is free."
)
def command(root: Path, edition: str, host: str, port: int) -> int:
    """Show the website in a browser, and each change when it is saved.

    Problems are shown over the page. Ctrl-C ends it. Nothing is written: to make the guide's files, use build.
    """
    from guidepress import terminal
    from guidepress.serve.server import CannotListen, addresses, listen, run

    try:
        taken = listen(host, port)
    except CannotListen as error:
        terminal.console(to_errors=True).print(str(error))
        return 1
    for address in addresses(host, taken):
        terminal.console().print(address)
    terminal.console().print("Save a file, and the page changes. Ctrl-C ends the preview.")
    run(root, edition, host, taken)
    return 0
