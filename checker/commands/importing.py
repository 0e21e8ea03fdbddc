"""The commands that bring facts in: a new year, a workbook to fill in, a file to import.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

import typer

from checker.commands.options import HELP
from checker.usage import Group

app = typer.Typer(cls=Group, context_settings=HELP)
