"""The formats an overview can be written in. A format is a module of this folder with a function; nothing registers itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.overview import Overview

DEFAULT = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """A format as a function of the overview and the columns of the terminal; `file` is what it is called in the folder of results."""

    module: str
    function: str
    file: str
    says: str
    binary: bool = False

    def __call__(self, overview: Overview, width: int) -> str | bytes:
        """The overview in this format: text, or bytes from a binary one."""
        write: Callable[[Overview, int], str | bytes] = getattr(import_module(self.module), self.function)
        return write(overview, width)


FORMATS = {
    "text": Format("reports.overviews.text", "to_text", "oversikt.txt", "för terminalen"),
    "html": Format("reports.overviews.html", "to_html", "oversikt.html", "i en fil, att sortera och filtrera i webbläsaren"),
    "xlsx": Format("reports.overviews.xlsx", "to_xlsx", "oversikt.xlsx", "arbetsbok, kräver -o", binary=True),
    "csv": Format("reports.overviews.csv_form", "to_csv", "oversikt.csv", "en rad för varje organisation och år"),
    "csv-vanligast": Format("reports.overviews.csv_form", "to_frequent_csv", "vanligast.csv", "det som oftast är motsagt eller saknas, som tabell"),
}
