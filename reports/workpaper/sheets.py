"""The sheets of the working paper in their order: each says its columns, and which of the report's rows stand under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reports import ratingwords
from reports.facttext import fact_text
from reports.notes import notes_by_id
from reports.report import Cite, Finding, Note, Rating, Report, Tie
from reports.sections.evidence import questions_by_rating
from reports.selection import IN_CONTROL, contradicted, count_claims, group_name, of_kind, unsupported, with_members
from reports.swedish import FACT, FINDING, LEVEL, MATERIAL, STANCE, TIE_STATUS, VERDICT, amount, bind, cites, possible, sentence, word
from reports.workpaper.tables import Cell, Column, Noted, Row, Sheet, Table, number

_MEMBERS = ("criterion", "moment")
_TIES = ("avvikelse", "avrundning", "underlag_saknas", "stammer")
_ID, _UNIT, _TITLE = Column("Id", 13), Column("Enhet", 15), Column("Titel", 30)
_SAYS, _SOURCES = Column("Förklaring", 40), Column("Källor", 22)


def sheets(report: Report) -> tuple[Sheet, ...]:
    """Every sheet after the summary; one without rows is there and says so. Notes stand on the sheets of ratings and ties."""
    rated = (_with_notes(make(report), report) for make in (_ratings, _claims, _missing, _ties, _control))
    return (*rated, *(make(report) for make in (_findings, _facts, _rules)))


def _with_notes(sheet: Sheet, report: Report) -> Sheet:
    notes = notes_by_id(report)
    rows = (replace(row, noted=_noted(notes[str(row.cells[0])])) if row.cells[0] in notes else row for row in sheet.table.rows)
    return replace(sheet, table=replace(sheet.table, rows=tuple(rows)))


def _noted(notes: Sequence[Note]) -> Noted:
    """One note as its stance and reason; of several each with its name and day, and the last day of them."""
    told = [bind(": ".join(filter(None, (word(STANCE, note.stance), note.reason)))) for note in notes]
    several = "\n".join(f"{note.name} {note.date}: {text}" for note, text in zip(notes, told, strict=True))
    return Noted(several if len(notes) > 1 else told[0], "\n".join(note.name for note in notes), max(note.date for note in notes))


def _table(columns: tuple[Column, ...], rows: Iterator[Row]) -> Table:
    return Table(columns, tuple(rows))


def _ratings(report: Report) -> Sheet:
    columns = (
        *(_ID, Column("Nivå", 10), _UNIT, _TITLE, Column("Målnivå", 19), Column("Utfall", 20), Column("Bedömning", 14), Column("Redovisat", 13)),
        *(Column("Påståendet", 12), Column("Belägg", 12), _SAYS, _SOURCES),
    )
    return Sheet("Bedömningar", _table(columns, (_rating(one, dict(report.units)) for one in with_members(report.ratings))))


def _rating(rating: Rating, names: dict[str, str]) -> Row:
    cells = (
        *(rating.id, word(LEVEL, rating.level), group_name(rating, names), rating.title, bind(rating.target or ""), _outcomes(rating)),
        *(ratingwords.shown(rating), ratingwords.claimed(rating), ratingwords.verdict(rating), ratingwords.evidence(rating)),
        *(_says(rating), _cites(rating.sources)),
    )
    return Row(cells, strong=rating.level not in _MEMBERS)


def _claims(report: Report) -> Sheet:
    columns = (
        *(_ID, _UNIT, _TITLE, Column("Påståendet", 11), Column("Riktning", 20), Column("Redovisat", 13), Column("Redovisningens ord", 24)),
        *(Column("Redovisat i", 18), Column("Visat", 14), Column("Möjligt", 16), _SAYS, _SOURCES),
    )
    return Sheet("Påståenden som skiljer sig", _table(columns, _claim_rows(report)), empty="Inget påstående skiljer sig från underlaget.")


def _claim_rows(report: Report) -> Iterator[Row]:
    names = dict(report.units)
    for code, ratings in (("motsagt", contradicted(report)), ("obestyrkt", unsupported(report))):
        yield from (_claim(rating, names) for rating in ratings)
        yield from (_counted_claim(one, code) for one in count_claims(report, code))


def _claim(rating: Rating, names: dict[str, str]) -> Row:
    return Row((
        *(rating.id, group_name(rating, names), rating.title, ratingwords.verdict(rating), ratingwords.direction(rating)),
        *(ratingwords.claimed(rating), rating.claim_words, str(rating.claim_source or ""), ratingwords.shown(rating)),
        *(possible(rating.possible), _says(rating), _cites(rating.sources)),
    ))  # fmt: skip


def _counted_claim(finding: Finding, code: str) -> Row:
    return Row((", ".join(finding.about), None, None, word(VERDICT, code), *[None] * 6, bind(sentence(finding.text)), None))


def _missing(report: Report) -> Sheet:
    columns = (
        *(_ID, Column("Nivå", 12), _UNIT, _TITLE, Column("Skäl", 20), Column("Möjligt", 20), Column("Fråga", 44)),
        *(Column("Uppgift som avgör", 20), _SAYS),
    )
    return Sheet("Underlag saknas", _table(columns, _missing_rows(report)), empty="Alla bedömningar är avgjorda.")


def _missing_rows(report: Report) -> Iterator[Row]:
    names, questions = dict(report.units), questions_by_rating(report)
    for rating in (one for one in report.ratings if one.rating == "underlag_saknas"):
        asked = questions.get(rating.id, ())
        yield Row((
            *(rating.id, word(LEVEL, rating.level), group_name(rating, names), rating.title, ratingwords.reason(rating), possible(rating.possible)),
            *("\n".join(bind(sentence(one.text)) for one in asked), "\n".join(one.fact for one in asked), _says(rating)),
        ))  # fmt: skip


def _ties(report: Report) -> Sheet:
    columns = (
        *(Column("Id", 26), Column("Avstämning", 44), Column("Vänster sida", 14), Column("Höger sida", 14), Column("Skillnad", 12)),
        *(Column("Enhet", 11), Column("Som tryckt", 24), Column("Utfall", 14), Column("Mot väsentlighetstalet", 14), Column("Källor", 34)),
    )
    ordered = sorted(report.ties, key=lambda tie: _TIES.index(tie.status) if tie.status in _TIES else len(_TIES))
    return Sheet("Avstämningar", _table(columns, map(_tie, ordered)))


def _tie(tie: Tie) -> Row:
    sides: tuple[Cell, ...] = (number(tie.left or "saknas"), number(tie.right or "saknas"), number(tie.difference), tie.unit, _as_printed(tie))
    return Row((tie.id, tie.title, *sides, word(TIE_STATUS, tie.status), _material(tie), _cites(tie.sources)))


def _as_printed(tie: Tie) -> str:
    """Both sides in the document's own words and units, where they are not just the numbers in the tie's unit."""
    sides = [(tie.left_text, amount(tie.left, tie.unit)), (tie.right_text, amount(tie.right, tie.unit))]
    is_plain = all(text is None or bind(text) == bind(printed) for text, printed in sides)
    return "" if is_plain else " mot ".join(bind(text or printed) for text, printed in sides)


def _material(tie: Tie) -> str | None:
    return word(MATERIAL, tie.material) if tie.material else None


def _control(report: Report) -> Sheet:
    columns = (
        *(_ID, Column("Nivå", 14), Column("Kontroll", 32), Column("Planerat", 16), Column("Visat", 30), Column("Bedömning", 14)),
        *(Column("Möjligt", 16), Column("Skäl", 18), _SAYS, Column("Avvikelser", 34), _SOURCES),
    )
    rated = with_members(rating for rating in report.ratings if rating.area == "intern_kontroll")
    return Sheet("Intern kontroll", _table(columns, (_controlled(one, report) for one in rated)))


def _controlled(rating: Rating, report: Report) -> Row:
    deviations = (bind(sentence(one.text)) for one in of_kind(report, *IN_CONTROL) if rating.id in one.about)
    cells = (
        *(rating.id, word(LEVEL, rating.level), rating.title, rating.target, _outcomes(rating), ratingwords.shown(rating)),
        *(possible(rating.possible), ratingwords.reason(rating), _says(rating), "\n".join(deviations), _cites(rating.sources)),
    )
    return Row(cells, strong=rating.level not in _MEMBERS)


def _findings(report: Report) -> Sheet:
    columns = (Column("Id", 26), Column("Slag", 24), Column("Iakttagelse", 70), Column("Avser", 24))
    rows = (Row((one.id, word(FINDING, one.kind), bind(sentence(one.text)), ", ".join(one.about))) for one in report.findings)
    return Sheet("Iakttagelser", _table(columns, rows))


def _facts(report: Report) -> Sheet:
    columns = (
        *(Column("Id", 34), Column("Slag", 16), Column("Uppgift", 60), Column("Belopp", 14), Column("Enhet", 11)),
        *(Column("Dokument", 26), Column("Avsnitt", 18), Column("Övriga källor", 24)),
    )
    return Sheet("Uppgifter", _table(columns, (_fact(fact, report.facts[fact]) for fact in sorted(report.facts))))


def _fact(name: str, fact: Mapping[str, Any]) -> Row:
    source = fact.get("source")
    document, section = (str(source["document"]), str(source["section"])) if isinstance(source, Mapping) else (str(source or ""), "")
    others = [Cite(str(one["document"]), str(one["section"])) for one in fact.get("sources") or () if one != source]
    told = fact_text({key: value for key, value in fact.items() if key != "source"})
    value = fact.get("value")
    held = number(str(value)) if value is not None else None
    unit: Cell = str(fact.get("unit") or "") if value is not None else None
    return Row((name, word(FACT, str(fact.get("kind") or "")), bind(told), held, unit, document, section, _cites(others)))


def _rules(report: Report) -> Sheet:
    columns = (Column("Id", 28), Column("Regel", 44), Column("Grund", 60), Column("År", 16), Column("Kontrollsumma", 68))
    rules = sorted(report.rules, key=lambda rule: rule.id)
    return Sheet("Regler", _table(columns, (Row((one.id, one.title, one.basis, one.years, one.sha256)) for one in rules)), noted=False)


def _says(rating: Rating) -> str:
    return bind(sentence(rating.because))


def _outcomes(rating: Rating) -> str:
    return bind("\n".join(rating.outcomes))


def _cites(sources: Iterable[Cite]) -> str:
    return bind(cites(sources))
