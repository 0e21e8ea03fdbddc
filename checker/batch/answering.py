"""`check fraga`: the answer as it was asked for, or what there is to ask of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker import output
from checker.batch.asking import answered, store_of
from checker.batch.meanings import MEANINGS
from checker.batch.questions import QUESTIONS
from checker.outcome import MET
from checker.usage import NAME, WrongUsage
from reports.answer import DEFAULT, FORMATS
from reports.layout import Spans, filled, plain

_EXAMPLE = "SELECT organisation, year, rating FROM ratings WHERE id = 'GEH'"


def answer(question: str, place: Path, form: str, most: int, file: Path | None) -> int:
    """Tell the answer, and on standard error whatever it lacks."""
    store = store_of(place)
    if file and file.exists() and file.samefile(store):
        raise WrongUsage(f'"{file}" efter -o, som frågan läser', "en annan fil", "skriv svaret i en fil för sig, som i -o svar.csv")
    found, lacking = answered(store, question, most)
    if form == DEFAULT and question in QUESTIONS:
        found = QUESTIONS[question].in_words(found)
    told = FORMATS[form](found, output.FILE_WIDTH if file else output.width())
    if file:
        output.write_file(file, told)
    else:
        output.say(told)
    if not found.whole:
        output.tell(f"{NAME}: svaret är kortat till {most} rader; det finns fler. Begränsa frågan, eller höj antalet med --rader\n")
    if lacking:
        done, planned = lacking
        output.tell(f"{NAME}: körningen avbröts: {done} av {planned} prövningar finns här. Kör check alla igen för resten\n")
    return MET


def tables() -> int:
    """Tell the tables with their columns, and the questions that are ready."""
    output.say(plain(_lines(output.width())))
    return MET


def _lines(width: int) -> Iterator[Spans]:
    for table, (says, columns) in MEANINGS.items():
        yield from filled(f"{table}. {says}", width, [], "")
        yield from _rows(columns, width)
        yield []
    yield [("Färdiga frågor", "")]
    yield from _rows({name: question.says for name, question in QUESTIONS.items()}, width)
    yield []
    yield from filled(f"Skriv som i: {NAME} fraga motsagda --i resultat", width, [], "")
    yield from filled(f'eller: {NAME} fraga "{_EXAMPLE}" --i resultat', width, [], "")


def _rows(told: dict[str, str], width: int) -> Iterator[Spans]:
    wide = max(map(len, told))
    for name, says in told.items():
        yield from filled(says, width, [(f"  {name:{wide}}  ", "")], " " * (wide + 4))
