"""The command line. Each command is a module of ``guidepress.commands`` with a Click command named ``command``.

Click is at home here and there. Commands import what they need when they run, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from importlib import import_module
from typing import NoReturn

import click

import guidepress
from guidepress import commands

DEFAULT = "build"


class Commands(click.Group):
    """Find commands by the names of modules; without a name, run ``build``."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the commands."""
        return [module.name for module in pkgutil.iter_modules(commands.__path__)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"guidepress.commands.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a setting that it cannot understand is wrong usage."""
        from guidepress.pipeline import WrongEnvironment

        try:
            return super().invoke(ctx)
        except WrongEnvironment as error:
            raise click.UsageError(str(error)) from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command's name before options that stand alone."""
        own = {"--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(guidepress.__version__, prog_name="guidepress")
def program() -> None:
    """Make a PDF, an EPUB and accessible HTML from the source of a guide.

    Without a command, the guide in this folder is built.
    """


def main() -> None:
    """Run the program and leave with its exit status: 0 fine, 1 problems in the guide, 2 wrong usage."""
    _leave(_run())


def _run() -> int:
    try:
        return program(standalone_mode=False) or 0
    except click.exceptions.Abort:
        click.echo("Stopped. Nothing was changed.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code


def _leave(status: int) -> NoReturn:
    """Leave at once when all is written: else Python would let go of what was read one by one, for a tenth of the time of a small build."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # who read it has gone; Python says so
        sys.exit(status)
    os._exit(status)
