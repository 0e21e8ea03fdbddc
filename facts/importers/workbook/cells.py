"""One cell as a value of a fact: read in one way, or refused with the reason. Nothing is rounded, nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from facts.errors import shown
from facts.fields import UNDATED
from facts.importers.workbook.columns import Kind
from facts.importers.workbook.opening import Cell, formula_shown
from facts.importers.written import Unreadable, amount, day, one_of, yes_no
from facts.yamlscalars import LONGEST_TEXT, UNWANTED

MOST_DECIMALS = 6

_SECTION = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # what a number format writes beside the number
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_PRINTED = re.compile(r"\.([0?]+)")
_DECIMALS = re.compile(r"\.([0#?]*)")
_PLACES = re.compile(r"[0#?]")
_FREE = re.compile(r"general|standard|e[+-]|/", re.IGNORECASE)  # number formats that show what there is, in their own way
_DIGITS = re.compile(r"0|[1-9][0-9]*")
_PARTS = re.compile(r"[,;\n]")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AS_TEXT = "skriv en apostrof först i rutan, så att det blir text"
_NO_DECIMALS = re.compile(r"\.0$")


def value_of(cell: Cell, kind: Kind, choices: Sequence[str] = (), unit: str | None = None) -> Any:
    """The value as it stands in a fact file. `unit` is what a number in the cell is counted in. Raises Unreadable."""
    if cell.kind == "f":
        action = "räkna om och spara arbetsboken i ett kalkylprogram, eller skriv värdet"
        raise Unreadable(f"formeln {formula_shown(cell)} utan sparat värde", "ett värde", action)
    if cell.kind == "e":
        raise Unreadable(f"felvärdet {cell.value}", "ett värde", "rätta formeln, eller skriv värdet")
    if kind in _LISTS:
        return _several(cell, _LISTS[kind], unit)
    value = _READ[kind](cell, unit)
    return one_of(value, choices) if choices else value


def found(cell: Cell) -> str:
    """A cell as it is told of: a text in quotes, a number, a day, SANT."""
    if cell.kind == "b":
        return "SANT" if cell.value else "FALSKT"
    if cell.kind == "n":
        return f"talet {_exact(cell)}".replace(".", ",")
    if cell.kind == "d":
        return f"datumet {cell.value:%Y-%m-%d}" if isinstance(cell.value, dt.date) else "ett klockslag"
    return shown(str(cell.value))


def clean(written: str) -> str:
    """A text as a fact file has it. Raises Unreadable for signs that are not seen."""
    text = unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("_x000D_\n", "\n").strip())
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"{shown(text)} på {len(text)} tecken", f"högst {LONGEST_TEXT} tecken", "korta texten")
    if hidden := UNWANTED.search(text):
        sign = "ett tabbtecken" if hidden.group() == "\t" else f"styrtecknet U+{ord(hidden.group()):04X}"
        raise Unreadable(f"{sign} i {shown(UNWANTED.sub('', text))}", "synliga tecken", "ta bort tecknet, eller skriv om texten")
    return text


def _text(cell: Cell, _: str | None) -> str:
    if cell.kind == "s":
        return clean(str(cell.value))
    if cell.kind == "n" and (whole := _exact(cell)) == whole.to_integral_value():
        return f"{whole:f}"
    raise Unreadable(found(cell), "text", _AS_TEXT)


def _name(cell: Cell, unit: str | None) -> str | Decimal:
    text = _text(cell, unit)
    return Decimal(text) if _DIGITS.fullmatch(text) else text


def _number(cell: Cell, unit: str | None) -> Decimal:
    if cell.kind == "s":
        return _refuse_decimals(amount(clean(str(cell.value)), unit), cell)
    if cell.kind != "n":
        raise Unreadable(found(cell), "ett tal", "skriv talet, och ge rutan ett talformat")
    shape = _SECTION.sub("", cell.format.split(";")[0])
    if _SCALED.search(shape):
        raise Unreadable(f"{found(cell)}, som visas i tusental", "ett tal som visas som det är", "ta bort talformatet och skriv talet i rätt enhet")
    return _printed(_refuse_decimals(_of_hundred(cell, shape, unit), cell), shape)


def _whole(cell: Cell, unit: str | None) -> Decimal:
    value = _exact(cell) if cell.kind == "n" else _number(cell, unit)
    if value != value.to_integral_value():
        raise Unreadable(found(cell), "ett heltal", "skriv talet utan decimaler")
    return _number(cell, unit).to_integral_value()


def _exact(cell: Cell) -> Decimal:
    """A number as its shortest text tells it: a spreadsheet stores 0.1 in binary, and means 0.1."""
    value = Decimal(_NO_DECIMALS.sub("", repr(cell.value)))
    if not value.is_finite():
        raise Unreadable("ett tal utan gräns", "ett tal", "skriv talet")
    return Decimal(f"{value:f}")


def _of_hundred(cell: Cell, shape: str, unit: str | None) -> Decimal:
    """The number as it is shown: a cell in percent that shows 15 % holds 0.15."""
    value = _exact(cell)
    if "%" not in shape:
        return value
    if unit not in (None, "%"):
        raise Unreadable(f"{found(cell)} i procentformat", f"ett tal i {unit}", f"ta bort procentformatet och skriv talet i {unit}")
    return Decimal(f"{(value * 100).normalize():f}")


def _printed(value: Decimal, shape: str) -> Decimal:
    """The number with as many decimals as its cell shows. Raises Unreadable where it has more of them than the cell shows."""
    if not _PLACES.search(shape) or _FREE.search(shape):
        return value
    own, shown_at_most = -int(value.as_tuple().exponent), _DECIMALS.search(shape)
    most = len(shown_at_most.group(1)) if shown_at_most else 0
    if own > most and value != (seen := value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)):
        percent = " %" if "%" in shape else ""
        told = f"en ruta som visar {seen:f}{percent} men innehåller {value:f}{percent}".replace(".", ",")
        raise Unreadable(told, "ett tal som visas med alla sina decimaler", "skriv talet som det ska läsas, eller visa alla decimaler")
    printed = _PRINTED.search(shape)
    decimals = len(printed.group(1)) if printed else 0
    return Decimal(f"{value:.{decimals}f}") if own < decimals <= MOST_DECIMALS else value


def _refuse_decimals(value: Decimal, cell: Cell) -> Decimal:
    if -int(value.as_tuple().exponent) > MOST_DECIMALS:
        raise Unreadable(found(cell), "högst sex decimaler", "skriv talet avrundat som dokumentet gör")
    return value


def _yes_no(cell: Cell, _: str | None) -> str:
    if cell.kind not in ("b", "s"):
        raise Unreadable(found(cell), "ja eller nej", "skriv ja eller nej")
    return "ja" if (cell.value if cell.kind == "b" else yes_no(str(cell.value))) else "nej"


def _day(cell: Cell, _: str | None) -> str:
    if cell.kind == "s":
        return _stated_day(str(cell.value).strip())
    if cell.kind != "d" or not isinstance(cell.value, dt.date):
        raise Unreadable(found(cell), "ett datum", "skriv datumet som i: 2021-11-30")
    if isinstance(cell.value, dt.datetime) and cell.value.time() != dt.time():
        raise Unreadable(f"{found(cell)} med klockslag", "ett datum", "skriv datumet utan klockslag")
    return f"{cell.value:%Y-%m-%d}"


def _stated_day(text: str) -> str:
    """A day as text: as fact files have it, whatever its year, or in another way that people write days."""
    with suppress(ValueError):
        if _ISO.fullmatch(text):
            return dt.date.fromisoformat(text).isoformat()
    return day(text).isoformat()


def _day_or_words(cell: Cell, unit: str | None) -> str:
    is_words = cell.kind == "s" and " ".join(str(cell.value).split()).casefold() == UNDATED
    return UNDATED if is_words else _day(cell, unit)


def _several(cell: Cell, kind: Kind, unit: str | None) -> list[Any]:
    if cell.kind != "s":
        return [_READ[kind](cell, unit)]
    parts = [part.strip() for part in _PARTS.split(clean(str(cell.value)))]
    if "" in parts:
        raise Unreadable(f"{shown(str(cell.value))} med ett tomt led", "uppgifter med komma emellan", "ta bort det komma som är för mycket")
    return [_READ[kind](cell._replace(value=part), unit) for part in parts]


_READ: dict[Kind, Callable[[Cell, str | None], Any]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.DAY_OR_WORDS: _day_or_words,
}
_LISTS = {Kind.TEXTS: Kind.TEXT, Kind.NAMES: Kind.NAME, Kind.WHOLES: Kind.WHOLE, Kind.DAYS: Kind.DAY}
