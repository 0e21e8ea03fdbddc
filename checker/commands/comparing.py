"""The commands that ask what would change a rating, and compare two years or runs.

What a command needs is imported when the command runs, so that none pays for another.
"""

from __future__ import annotations

import typer

from checker.commands.options import HELP
from checker.usage import Group

app = typer.Typer(cls=Group, context_settings=HELP)
