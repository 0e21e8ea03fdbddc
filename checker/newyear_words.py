"""What a laid-out year says of itself: the first lines of its files, and what the command tells the controller to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.usage import NAME
from facts.loading import ORGANISATION
from facts.newyear import Laid
from facts.year import Year

Paragraph = tuple[str, str, str]  # the text, what stands before it, and the indent of its later lines

_MOST_NAMED = 8  # ids told of a kind; the files have the rest

# what belongs to the year that was
_PAST = {
    "utfall": "utfall", "uppföljningar": "uppföljningar", "påståenden": "påståenden", "antalspåståenden": "påståenden om antal", "utsagor": "utsagor",
    "texttal": "texttal", "kontrollogg": "loggade kontroller", "prognoser": "prognoser", "överföringar": "överföringar",
    "återställande": "återställande", "jämförelsetal_ur": "jämförelsetal",
}  # fmt: skip
# what the new year has too, but no draft of: it would be taken for decided
_ANEW = {
    "riktlinje": "riktlinje: skrivs in när årets plan är beslutad",
    "väsentlighetstal": "väsentlighetstal: skrivs in när revisorn har satt det för året",
    "medlemsbidrag": "medlemsbidrag: skrivs in när årets belopp finns i tabellerna",
    "beslut": "beslut: skriv in dem som gäller även i år",
    "mätningar": "mätningar: skriv in årets frågor och målgrupper",
    "kalender": "kalender: skriv in årets sammanträden och sista dagar",
}


def comments(tree: Mapping[str, Any], new: int, old: int) -> Iterator[str]:
    """What a file says of itself before its first fact."""
    yield f"Utkast för {new}, upplagt ur {old} års fil med {NAME} nytt-ar. Det som är märkt utkast: ja prövas inte."
    if tree.keys() <= {"avstämningar"}:
        yield "Ta bort utkast: ja på det som ska gälla."
        return
    yield f"Källorna är {old} års. När {new} års dokument är beslutat: byt källa och ta bort utkast: ja."
    if "mål" in tree:
        yield f"Mål, mätetal och nivåer är {old} års och ett förslag. Utfallen skrivs under utfall: när de finns."
    if "kontrollområden" in tree:
        yield f"{old} års resultat och avvikelser har inte följt med; kontrollerna loggas under året."
    if "tabeller" in tree:
        yield f"Rutor som inte är kända är tomma (~). Belopp för tidigare år är hämtade ur {old} års tabeller."


def said(laid: Laid, before: Year, new: int, folder: Path, dry: bool, options: str) -> Iterator[Paragraph]:
    """What was laid out, what was not, what wants a second look, and what to do."""
    verb = "skulle läggas upp" if dry else "är upplagt"
    yield f"{new} {verb} som utkast ur {before.year}, i {folder / str(new)}:", "", ""
    width = max(map(len, laid.files)) + 4
    for name, tree in laid.files.items():
        yield _contents(tree), f"  {name}".ljust(width), " " * width
    yield from _section("Följde inte med:", ((words, "- ") for words in _left(laid, before)))
    yield from _section("Att se över:", ((words, "- ") for words in _doubtful(laid, before, new)))
    yield from _section("Gör så här:", ((step, f"{i}. ") for i, step in enumerate(_next_steps(laid, before, new, folder, options), 1)))
    if dry:
        yield "", "", ""
        yield "Ingenting är skrivet, eftersom --torr är angivet.", "", ""


def _section(title: str, items: Iterable[tuple[str, str]]) -> Iterator[Paragraph]:
    found = list(items)
    if found:
        yield "", "", ""
        yield title, "", ""
        yield from ((text, f"  {mark}", " " * (len(mark) + 2)) for text, mark in found)


def _contents(tree: Mapping[str, Any]) -> str:
    """How many of each kind of fact the file holds."""
    goals, areas = tree.get("mål", ()), tree.get("kontrollområden", ())
    numbers = (
        (len(goals), "mål", "mål"), (_inside(goals, "mätetal"), "mätetal", "mätetal"),
        (len(areas), "kontrollområde", "kontrollområden"), (_inside(areas, "moment"), "moment", "moment"),
        (len(tree.get("tabeller", ())), "tabell", "tabeller"), (len(tree.get("avstämningar", ())), "avstämning", "avstämningar"),
    )  # fmt: skip
    words = [_number(*number) for number in numbers if number[0]]
    return ", ".join([*words, "uppföljningsregel"] if "uppföljningsregel" in tree else words)


def _inside(group: Sequence[Mapping[str, Any]], key: str) -> int:
    return sum(len(one.get(key, ())) for one in group)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _named(ids: Sequence[str]) -> str:
    rest = len(ids) - _MOST_NAMED
    return ", ".join(ids[:_MOST_NAMED]) + (f" och {rest} till" if rest > 0 else "")


def _left(laid: Laid, before: Year) -> Iterator[str]:
    past = [word for section, word in _PAST.items() if section in laid.left]
    if past:
        yield f"det som hör till förra året: {', '.join(past)}"
    if laid.lost_ties:
        ties = _number(len(laid.lost_ties), "avstämning", "avstämningar")
        yield f"{ties} med termer som inte följer med (texttal, rader eller kolumner): {_named(laid.lost_ties)}"
    if summed := [one.criterion for one in before.outcomes if one.value_of]:
        yield f"utfall som är summor ur tabellerna, och kan skrivas in på samma sätt när tabellerna är ifyllda: {_named(summed)}"
    yield from (words for section, words in _ANEW.items() if section in laid.left)


def _doubtful(laid: Laid, before: Year, new: int) -> Iterator[str]:
    if laid.unplanned:
        yield f"mål som inte var beslutade i {before.year} års plan: {_named(laid.unplanned)}"
    if laid.open_levels:
        yield f"mätetal vars nivå var en uppgift som inte följer med, nu utan nivå: {_named(laid.open_levels)}"
    if titled := [name for name, title in _titles(laid.files) if str(before.year) in title]:
        yield f"titlar som nämner {before.year}: {_named(titled)}"
    if laid.renamed_rows:
        first, name = next(iter(laid.renamed_rows.items()))
        yield f"rader med årtal i namnet, som har flyttats fram: {len(laid.renamed_rows)}, som {first} till {name}"
    if lasting := [one.id for one in before.decisions if one.kind == "återställandeplan" or (one.last_day and one.last_day.year >= new)]:
        yield f"beslut som kan gälla även {new}: {_named(lasting)}"
    if still_open := [f"{entry.moment} {entry.date}" for entry in before.log if entry.remark and entry.closed is None]:
        yield f"öppna noteringar i {before.year} års logg, att föra vidare till {new} års med sin egen dag: {_named(still_open)}"


def _titles(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The id and title of everything that has them."""
    for tree in files.values():
        for goal in tree.get("mål", ()):
            yield from ((one["id"], one["titel"]) for one in (goal, *goal.get("mätetal", ())))
        yield from ((key, table["titel"]) for key, table in tree.get("tabeller", {}).items())
        yield from ((tie["id"], tie["titel"]) for tie in tree.get("avstämningar", ()))


def _next_steps(laid: Laid, before: Year, new: int, folder: Path, options: str) -> Iterator[str]:
    if not any(one.kind == "plan" and one.year == new for one in before.organisation.documents.values()):
        yield f"Lägg till {new} års plan under dokument: i {folder / ORGANISATION}, med slag: plan och år: {new}."
    yield f"Gå igenom filerna: stryk, lägg till och ändra mål, nivåer och kontrollmoment efter {new} års beslut."
    yield "Byt källa till det nya dokumentet och ta bort utkast: ja för det som är beslutat."
    columns = {str(column) for tree in laid.files.values() for table in tree.get("tabeller", {}).values() for column in table["kolumner"]}
    if f"budget{new}" in columns:
        yield f"Fyll i kolumnen budget{new} när budgeten är beslutad. Bokslutets rutor fylls när året är slut."
    yield f"Kör {NAME} {new}{options} för att se att filerna kan läsas. Det som är märkt utkast: ja prövas inte."
