"""Write the JSON Schemas of a guide's YAML files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="schema")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", default=Path("schemas"))
def command(folder: Path) -> None:
    """Write the schemas of guide.yaml, resources.yaml, glossary.yaml and front matter into DIR.

    Editors such as VS Code complete and check a file whose first line names its schema, as in the guide that `new` makes.
    """
    from guidepress.starter import write_schemas

    try:
        for path in write_schemas(folder):
            click.echo(path)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error}") from error
