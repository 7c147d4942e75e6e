"""Begin a new guide."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--title", default="My guide", show_default=True, help="The new guide's title.")
def command(folder: Path, title: str) -> None:
    """Make a small complete guide in DIR to start from."""
    from guidepress.starter import begin

    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} holds files already. Name a folder that is empty or not there yet.")
    try:
        begin(folder, title)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error}") from error
    click.echo(f"A guide stands in {folder}. Its words are in {folder / 'source' / 'chapters'}.")
    click.echo(f"Build it:  guidepress build --guide {folder}")
