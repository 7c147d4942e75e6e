"""Write out the rules."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="rules")
@click.option("--write", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write them to this file.")
def command(file: Path | None) -> None:
    """Say what a guide's words are checked for, why, and with which examples."""
    from guidepress.rules.catalogue import catalogue_text

    if file is None:
        click.echo(catalogue_text(), nl=False)
        return
    try:
        file.write_text(catalogue_text(), "utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error}") from error
