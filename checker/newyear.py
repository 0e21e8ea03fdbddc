"""check nytt-ar: a year's files laid out from the year before, checked as a whole, and written where none was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.newyear_words import comments, said
from checker.usage import WrongUsage
from checker.yearfiles import changes, put_right, refuse_links, told, write
from facts.comparatives import year_files
from facts.importers.sie import FILE as LEDGER_FILE
from facts.loading import bundled_root, find_organisation, load_year
from facts.newyear import Laid, laid_out
from facts.notes import NOTES_FILE
from facts.yamltree import parse_yaml, read_yaml
from facts.yamlwriting import to_yaml, year_schema
from facts.year import Year
from reports.layout import filled, plain


@dataclass(frozen=True)
class WantedYear:
    """What the command was told: the year to lay out, the year it comes from, whose, and whether only to tell; `options` as it was asked for."""

    year: int
    source: int
    facts: Path | None = None
    organisation: str | None = None
    dry: bool = False
    options: str = ""


def new_year(wanted: WantedYear, width: int) -> str:
    """Lay out the year, and what to tell of it. Raises BadInput or WrongUsage, with nothing written, for anything that is wrong."""
    if wanted.year <= wanted.source:
        expected = "ett år att lägga upp som kommer efter det som det läggs upp ur"
        raise WrongUsage(f"{wanted.year} ur {wanted.source}", expected, "rätta årtalet, eller årtalet efter --fran")
    folder = find_organisation(wanted.facts or bundled_root(), wanted.organisation)
    if not wanted.dry:
        put_right(folder)
    _refuse_begun(folder, wanted.year)
    before = load_year(folder, wanted.source)
    laid = _laid(folder, before, wanted)
    files = {name: parse_yaml(raw, f"{wanted.year}/{name}") for name, raw in _written(laid, folder, wanted)}
    load_year(folder, wanted.year, made=files)
    refuse_links(folder, wanted.year, files)
    made = changes(folder, wanted.year, files)
    if not wanted.dry:
        write(folder, wanted.year, made)
    shown = "".join(f"{line}\n" for line in told(made, dry=True)) if wanted.dry else ""
    paragraphs = said(laid, before, wanted.year, folder, wanted.dry, wanted.options)
    return shown + plain(line for text, first, rest in paragraphs for line in filled(text, width, [(first, "")], rest))


def _refuse_begun(folder: Path, year: int) -> None:
    """Raises WrongUsage if the year has any fact file: what people have begun on is never replaced."""
    there = sorted(path.name for path in (folder / str(year)).glob("*.y*ml") if path.name != NOTES_FILE)
    if there:
        found = f"{len(there)} {'faktafil' if len(there) == 1 else 'faktafiler'} i {folder / str(year)}: {', '.join(there)}"
        raise WrongUsage(found, "ett år utan faktafiler", "arbeta vidare i filerna, eller flytta dem och lägg upp året igen")


def _laid(folder: Path, before: Year, wanted: WantedYear) -> Laid:
    """The new year's trees; what the ledger gave it gives anew. Raises WrongUsage if the year before has nothing that comes along."""
    typed = (path for path in year_files(folder, wanted.source) if path.name != LEDGER_FILE)
    trees = {path.name: read_yaml(path, path.name).data for path in typed}
    own = {key for tree in trees.values() for key in tree.get("tabeller", ())}  # not those that a later year has for comparison
    laid = laid_out(trees, {key: table for key, table in before.tables.items() if key in own}, wanted.source, wanted.year)
    if not laid.files:
        found = f"inga mål, kontrollområden, tabeller eller avstämningar i {wanted.source} års filer"
        raise WrongUsage(found, "ett år att lägga upp det nya ur", "välj ett annat år med --fran")
    return laid


def _written(laid: Laid, folder: Path, wanted: WantedYear) -> list[tuple[str, bytes]]:
    schema = year_schema(folder)
    return [(name, to_yaml(tree, schema, comments(tree, wanted.year, wanted.source))) for name, tree in laid.files.items()]
