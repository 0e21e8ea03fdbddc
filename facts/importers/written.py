"""Values as people write them in cells and lists: amounts, days, yes and no, words of a list, plain text.

Each is understood in one way or refused with the reason. What can be read in two ways ("1.234", "03/04/21") is never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from facts.errors import advice, nearest, shown
from facts.yamlscalars import LONGEST_TEXT, UNWANTED

FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")

_SHORT_MONTHS = (*(month[:3] for month in MONTHS), "febr", "sept")
_YES_NO = {"ja": True, "nej": False, "sant": True, "falskt": False}

_NUMBER = re.compile(
    r"(?P<sign>[-+−–]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?P<part>[.,][0-9]+)?"
    r"(?P<unit> ?[^\W\d_%][^0-9]*| ?%)?"
)
_LEADING_ZERO = re.compile(r"0[0-9 ]")
_EITHER = re.compile(r"[-+−–]? ?[1-9][0-9]{0,2}\.[0-9]{3}")  # thousands in one country, decimals in another
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[ T]00:00(?::00)?)?|([0-9]{4})()([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})([ ./-])([0-9]{4})")
_IN_WORDS = re.compile(r"(?:den )?([0-9]{1,2})(?::e|:a|\.)? ?([^\W\d_]+)\.?,? ([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-./ ])[0-9]{1,2}([-./ ])[0-9]{2}|[0-9]{6}|[0-9].*[^\W\d_]\.? ?'?[0-9]{2}")
_NO_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}\.?|(?:den )?[0-9]{1,2}(?::e|:a|\.)? ?[^\W\d_]+\.?")

_DAY_FORM = "ett datum som 2021-11-30, 30/11 2021, 30.11.2021 eller 30 november 2021"
_WRITE_DAY = "skriv datumet som i: 2021-11-30"
_AMOUNT_FORM = "ett tal som 1 234,5 eller −12"


class Unreadable(ValueError):
    """A value that cannot be read in one way alone: what was found, what was expected, what to do, in Swedish."""

    def __init__(self, found: str, expected: str, action: str) -> None:
        self.found, self.expected, self.action = found, expected, action
        super().__init__(f"hittade {found}; väntade {expected}; gör så här: {action}")

    @property
    def words(self) -> tuple[str, str, str]:
        """The three texts, as InputError.at takes them."""
        return self.found, self.expected, self.action


def text(written: str) -> str:
    """The text as a fact file holds it: on one line, one space between words, å as one sign. Raises Unreadable for hidden signs."""
    line = unicodedata.normalize("NFC", " ".join(written.split()))
    if len(line) > LONGEST_TEXT:
        raise Unreadable(f"{shown(line)} på {len(line)} tecken", f"högst {LONGEST_TEXT} tecken", "korta texten")
    if hidden := UNWANTED.search(line):
        found = f"styrtecknet U+{ord(hidden.group()):04X} i {shown(UNWANTED.sub('', line))}"
        raise Unreadable(found, "synliga tecken", "ta bort tecknet, eller skriv om texten")
    return line


def amount(written: str, unit: str | None = None) -> Decimal:
    """The amount of "1 234,5", "−12", "15 %" or "12.50", with its written decimals. A unit beside it must be the expected one."""
    line = text(written)
    found = _NUMBER.fullmatch(line)
    if found is None or _EITHER.fullmatch(line) or _LEADING_ZERO.match(found["whole"]):
        raise Unreadable(shown(line), *_amount_words(line))
    _refuse_other_unit(line, (found["unit"] or "").strip(), unit)
    value = Decimal(found["whole"].replace(" ", "") + (found["part"] or "").replace(",", "."))
    return -value if found["sign"] in ("-", "−", "–") and value else value


def _amount_words(line: str) -> tuple[str, str]:
    """What was expected and what to do, for the ways in which people write amounts that are not understood."""
    if _EITHER.fullmatch(line):
        thousands, decimals = line.replace(".", " "), line.replace(".", ",")
        return "ett tal som kan läsas på ett sätt", f"skriv {thousands} om punkten skiljer tusental, {decimals} om den är decimaltecken"
    return next(((expected, action) for form, expected, action in _ODD_AMOUNTS if form.search(line)), (_AMOUNT_FORM, "skriv talet med siffror"))


_ODD_AMOUNTS = (
    (re.compile(r"^$"), "ett tal", "fyll i talet"),
    (re.compile(r"^\(.*\)$"), _AMOUNT_FORM, "skriv minustecken före talet i stället för parentes"),
    (re.compile(r"[0-9] ?[-−–]$"), _AMOUNT_FORM, "skriv minustecknet före talet"),
    (re.compile(r"[0-9][eE][-+]?[0-9]"), _AMOUNT_FORM, "skriv talet utan tiopotens"),
    (re.compile(r"[0-9].*[.,].*[.,]"), "ett tal med högst ett decimaltecken", "skriv blanksteg mellan tusental och decimalkomma, som i 1 234,5"),
    (re.compile(r"^[-+−–]? ?0[0-9 ]"), _AMOUNT_FORM, "skriv talet utan inledande nollor"),
    (re.compile(r"[0-9]['’][0-9]"), _AMOUNT_FORM, "skriv blanksteg mellan tusental"),
    (re.compile(r"[0-9] [0-9]"), "blanksteg bara mellan grupper av tre siffror", "skriv talet som i 1 234 567, eller utan blanksteg"),
    (re.compile(r"^[-+−–]? ?[.,][0-9]"), _AMOUNT_FORM, "skriv en siffra före decimaltecknet, som i 0,5"),
    (re.compile(r"[0-9][.,](?![0-9])"), _AMOUNT_FORM, "skriv decimaler efter decimaltecknet, eller ta bort det"),
    (re.compile(r"^(?:[^\W\d_]|[~<>≈≤≥±]).*[0-9]"), "ett tal utan ord före", "skriv talet ensamt"),
    (re.compile(r"^=|^#"), "ett tal", "skriv talet i stället för formeln"),
)  # fmt: skip


def _refuse_other_unit(line: str, beside: str, unit: str | None) -> None:
    if beside and beside.casefold() != (unit or "%").casefold():
        expected = f"ett tal i {unit}" if unit else "ett tal utan enhet, eller med %"
        raise Unreadable(shown(line), expected, f"räkna om talet till {unit}" if unit else "skriv talet utan enhet")


def day(written: str) -> dt.date:
    """The day of a Swedish or ISO date. Raises Unreadable for what names no day, or could name two."""
    line = text(written)
    if iso := _ISO.fullmatch(line):
        year, month, number = iso.group(1, 3, 4) if iso.group(1) else iso.group(5, 7, 8)
        return _existing(line, int(year), int(month), int(number))
    if swedish := _DAY_FIRST.fullmatch(line):
        return _day_first(line, swedish)
    if worded := _IN_WORDS.fullmatch(line):
        return _existing(line, int(worded.group(3)), _month(line, worded.group(2)), int(worded.group(1)))
    raise Unreadable(shown(line), *_day_words(line))


def _day_first(line: str, found: re.Match[str]) -> dt.date:
    """30/11 2021 and 30.11.2021 are Swedish; with slashes alone the month stands first in other countries."""
    number, month, year = int(found.group(1)), int(found.group(3)), int(found.group(5))
    if found.group(2) == "/" and found.group(4) == "/" and number <= len(MONTHS) and month <= len(MONTHS) and number != month:
        other = f"skriv {year}-{month:02}-{number:02} eller {year}-{number:02}-{month:02}"
        raise Unreadable(shown(line), "ett datum som kan läsas på ett sätt", other)
    if found.group(2) == "." and found.group(4) not in (".", " "):
        raise Unreadable(shown(line), _DAY_FORM, _WRITE_DAY)
    return _existing(line, year, month, number)


def _existing(line: str, year: int, month: int, number: int) -> dt.date:
    try:
        found = dt.date(year, month, number)
    except ValueError:
        raise Unreadable(shown(line), "ett datum som finns i kalendern", "rätta dagen, månaden eller året") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(shown(line), f"ett år mellan {FIRST_YEAR} och {LAST_YEAR}", "rätta året")
    return found


def _month(line: str, word: str) -> int:
    lower = word.casefold()
    if lower in MONTHS or lower in _SHORT_MONTHS:
        return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(lower[:3]))
    raise Unreadable(f'månaden "{word}" i {shown(line)}', "en svensk månad", advice(lower, MONTHS, _WRITE_DAY))


def _day_words(line: str) -> tuple[str, str]:
    if not line:
        return _DAY_FORM, "fyll i datumet"
    if _SHORT_YEAR.fullmatch(line):
        return "ett år med fyra siffror", f"{_WRITE_DAY}, för två siffror kan läsas på flera sätt"
    if _NO_YEAR.fullmatch(line):
        return "ett datum med år", "skriv ut året, som i: 2021-11-30"
    if line.isascii() and line.isdecimal():
        return _DAY_FORM, f"{_WRITE_DAY}, för ett ensamt tal är inget datum"
    return _DAY_FORM, _WRITE_DAY


def yes_no(written: str) -> bool:
    """True for ja, False for nej; a workbook's sant and falskt too."""
    line = text(written)
    if line.casefold() in _YES_NO:
        return _YES_NO[line.casefold()]
    raise Unreadable(shown(line), "ja eller nej", "skriv ja eller nej")


def one_of(written: str, known: Iterable[str], what: str = "") -> str:
    """The known word that was written, whatever its capitals and spaces. Raises Unreadable, naming the nearest."""
    line, words = text(written), list(known)
    for word in words:
        if word.casefold() == line.casefold():
            return word
    found = f"{what} {shown(line)}".strip()
    near = nearest(line.casefold(), words) or nearest(line, words)
    action = f"skriv {near} om det var det som avsågs" if near else "skriv ett av dem"
    raise Unreadable(found, f"en av {', '.join(words)}", action)
