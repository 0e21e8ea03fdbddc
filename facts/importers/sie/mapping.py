"""konton.yaml: which accounts and objects stand behind each line of a statement, per organisation and span of years."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from facts.accounts import Role
from facts.errors import Path, Problem, Refused, advice
from facts.fields import ROW, Accounts, Code, Model, Objects, PrintedRow, RowName, SignedRow, Text, YesNo
from facts.importers.sie.spans import Spans, doubles, fault, span

Sign = Literal["plus", "minus"]
Written = list[tuple[Path, str, str]]  # where a span stands, the span, and the row it stands under

_ONE_OF = "rätta namnet, eller lägg till raden"


class Row(Model):
    """A line: the accounts that it is summed from, or the rows that it is the sum of."""

    accounts: tuple[Accounts, ...] = Field(default=(), alias="konton", description="konton och intervall av konton med lika många siffror")
    sign: Sign | None = Field(default=None, alias="tecken", description="minus: beloppen vänds; i SIE är intäkter och skulder negativa")
    with_result: YesNo = Field(default=False, alias="med_resultat", description="ja: resultatkontonas summa läggs till, för eget kapital")
    sum: tuple[SignedRow, ...] = Field(default=(), alias="summa", description="de rader (med minus där de dras ifrån) som raden är summan av")
    printed: PrintedRow | None = Field(default=None, alias="tryckt", description="tabell.rad i den tryckta räkningen som raden stäms av mot")

    @model_validator(mode="after")
    def _one_kind(self) -> Row:
        booked = bool(self.accounts or self.with_result)
        if booked == bool(self.sum):
            found = "både konton: och summa:" if self.sum else "varken konton: eller summa:"
            raise Refused(Problem((), found, "konton: eller summa:", "ange kontona bakom raden, eller de rader den är summan av"))
        if self.sum and self.sign:
            raise Refused(Problem(("tecken",), "tecken: för en summa", "tecken: för en rad med konton", "skriv minus före rader som dras ifrån"))
        return self


class Statement(Model):
    """A table: its rows in printed order, made for the whole and, with `per_enhet`, for each unit."""

    title: Text = Field(alias="titel")
    section: Text = Field(alias="avsnitt", description="avsnittet i dokumentet, där raderna inte har egna konton att ange")
    kind: Literal["resultat", "balans"] = Field(alias="slag", description="resultat: årets rörelser; balans: utgående saldo")
    sign: Sign = Field(default="plus", alias="tecken", description="för rader som inte har eget")
    budget: YesNo = Field(default=False, alias="budget", description="ja: en kolumn med budget ur #PBUDGET")
    units: dict[Code, RowName | None] = Field(default={}, alias="per_enhet", description="redovisningsenhet: dess tryckta tabell, eller tomt")
    rows: dict[RowName, Row] = Field(alias="rader", min_length=1)
    roles: dict[Role, RowName] = Field(default={}, alias="roller", description="roll: raden som har den")

    @model_validator(mode="after")
    def _shape(self) -> Statement:
        problems = [*self._spans(), *self._unknown_rows(), *self._rounds(), *self._of_one_kind()]
        if problems:
            raise Refused(*problems)
        return self

    def written(self) -> Written:
        """Every span of the rows' accounts, where it stands, and its row."""
        return [(("rader", name, "konton", i), text, name) for name, row in self.rows.items() for i, text in enumerate(row.accounts)]

    def _spans(self) -> Iterator[Problem]:
        written = self.written()
        yield from _misshapen(written, accounts=True)
        for index, earlier in doubles([(text, name) for _, text, name in written]):
            path, text, _ = written[index]
            expected = f'varje konto en gång i tabellen; de står också på raden "{earlier}"'
            yield Problem(path, f'kontona "{text}"', expected, "ta bort kontot från den ena raden")

    def _unknown_rows(self) -> Iterator[Problem]:
        named: list[tuple[Path, str]] = [(("roller", role), row) for role, row in self.roles.items()]
        named += [(("rader", name, "summa", i), term) for name, row in self.rows.items() for i, term in enumerate(row.sum)]
        for path, term in named:
            if self.row_of(term) not in self.rows:
                yield Problem(path, f'raden "{term}"', "en rad i samma tabell", advice(term, self.rows, _ONE_OF))

    def row_of(self, term: str) -> str:
        """The row that a term of a sum names."""
        return term if term in self.rows else term.removeprefix("-")

    def ordered(self) -> list[str]:
        """The rows in an order in which each sum comes after its parts; those of a sum that goes in a circle are left out."""
        waits = {name: {self.row_of(term) for term in row.sum} for name, row in self.rows.items()}
        wanted: dict[str, list[str]] = {}
        for name, parts in waits.items():
            for part in parts:
                wanted.setdefault(part, []).append(name)
        found = [name for name, parts in waits.items() if not parts]
        for done in found:  # grows while it is walked
            for name in wanted.get(done, ()):
                waits[name].discard(done)
                if not waits[name]:
                    found.append(name)
        return found

    def _rounds(self) -> Iterator[Problem]:
        reached = set(self.ordered())
        for name, row in self.rows.items():
            if name not in reached and all(self.row_of(term) in self.rows for term in row.sum):
                words = ("en summa av rader som inte själva rymmer den", "ta bort en av raderna ur summan")
                yield Problem(("rader", name, "summa"), f'summan "{name}", som går i cirkel', *words)

    def _of_one_kind(self) -> Iterator[Problem]:
        if self.budget and self.kind == "balans":
            yield Problem(("budget",), "budget: ja för en balansräkning", "budget: för slag: resultat", "ta bort budget:")
        for name, row in self.rows.items():
            if row.with_result and self.kind == "resultat":
                words = ("med_resultat: ja i en resultaträkning", "med_resultat: för slag: balans", "ta bort med_resultat:, eller ange en summa:")
                yield Problem(("rader", name, "med_resultat"), *words)


class Units(Model):
    """Which objects of a dimension are which unit's."""

    dimension: Objects = Field(description="dimensionens nummer, som 1 för kostnadsställe")
    objects: dict[Code, tuple[Objects, ...]] = Field(alias="objekt", min_length=1, description="redovisningsenhet: dess objekt och intervall")
    without: Code | None = Field(default=None, alias="utan_objekt", description="redovisningsenhet för belopp utan objekt i dimensionen")

    @model_validator(mode="after")
    def _each_once(self) -> Units:
        written: Written = [(("objekt", unit, i), text, unit) for unit, spans in self.objects.items() for i, text in enumerate(spans)]
        problems = list(_misshapen(written, accounts=False))
        for index, earlier in doubles([(text, unit) for _, text, unit in written]):
            path, text, _ = written[index]
            expected = f"varje objekt en gång; de står också under {earlier}"
            problems.append(Problem(path, f'objekten "{text}"', expected, "ta bort objektet från den ena enheten"))
        if self.without and self.without not in self.objects:
            problems.append(Problem(("utan_objekt",), f'enheten "{self.without}"', f"en av {', '.join(self.objects)}", "välj en enhet under objekt:"))
        if problems:
            raise Refused(*problems)
        return self


class Excepted(Model):
    """Accounts that are to stand on no row."""

    accounts: tuple[Accounts, ...] = Field(alias="konton")
    reason: Text = Field(alias="skäl")


class Version(Model):
    """The mapping for a span of years."""

    first: int = Field(alias="från", description="första året")
    last: int | None = Field(default=None, alias="till", description="sista året, om det finns ett")
    document: Annotated[str, Field(pattern=r"^[A-Za-z0-9_ÅÄÖåäö.:{}-]+$")] = Field(
        alias="dokument", description="bokföringens dokument i organisation.yaml; {år} byts mot året"
    )
    units: Units | None = Field(default=None, alias="enheter")
    excepted: tuple[Excepted, ...] = Field(default=(), alias="undantas", description="konton som inte ska stå på någon rad, med skäl")
    tables: dict[Annotated[str, Field(pattern=ROW)], Statement] = Field(alias="tabeller", min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Version:
        problems = [*self._years(), *self._two_kinds(), *self._both_ways(), *self._unit_tables()]
        if problems:
            raise Refused(*problems)
        return self

    def covers(self, year: int) -> bool:
        """Whether the version is the year's."""
        return self.first <= year and (self.last is None or year <= self.last)

    def _years(self) -> Iterator[Problem]:
        if self.last is not None and self.last < self.first:
            yield Problem(("till",), str(self.last), f"ett år från och med {self.first}", "rätta åren")

    def _spans(self, kind: str) -> Written:
        tables = [(key, table) for key, table in self.tables.items() if table.kind == kind]
        return [(("tabeller", key, *path), text, f"{key}.{row}") for key, table in tables for path, text, row in table.written()]

    def _two_kinds(self) -> Iterator[Problem]:
        yield from _met(self._spans("resultat"), self._spans("balans"), "konton i räkningar av ett slag", "ta bort kontot från den ena tabellen")

    def _both_ways(self) -> Iterator[Problem]:
        excepted: Written = [
            (("undantas", i, "konton", j), text, "undantas") for i, one in enumerate(self.excepted) for j, text in enumerate(one.accounts)
        ]
        yield from _misshapen(excepted, accounts=True)
        mapped = [*self._spans("resultat"), *self._spans("balans")]
        yield from _met(mapped, excepted, "konton som inte står på någon rad", "ta bort kontot ur undantas: eller ur raden")

    def _unit_tables(self) -> Iterator[Problem]:
        known = self.units.objects if self.units else {}
        keys = dict.fromkeys(self.tables, "en annan tabell")
        for key, table in self.tables.items():
            for unit in table.units:
                made, path = unit_table(key, unit), ("tabeller", key, "per_enhet", unit)
                if unit not in known:
                    action = advice(unit, known, "lägg till enhetens objekt under enheter:")
                    yield Problem(path, f'enheten "{unit}"', "en enhet med objekt under enheter:", action)
                if made in keys:
                    words = ("en nyckel som ingen annan tabell har", "ge den ena tabellen en annan nyckel")
                    yield Problem(path, f'tabellen "{made}" för enheten', *words)
                keys[made] = unit


class AccountsFile(Model):
    """konton.yaml: the mapping of an organisation, for each span of years."""

    organisation_number: Text | None = Field(default=None, alias="organisationsnummer", description="en fil med annat #ORGNR läses inte")
    versions: tuple[Version, ...] = Field(alias="versioner")

    @model_validator(mode="after")
    def _one_a_year(self) -> AccountsFile:
        problems = [] if self.versions else [Problem(("versioner",), "en tom lista", "minst en version", "lägg till en version")]
        by_year = sorted(enumerate(self.versions), key=lambda one: (one[1].first, one[0]))
        for (_, earlier), (i, version) in pairwise(by_year):
            if earlier.covers(version.first):
                expected = f"varje år i en version; {version.first} är också i versionen från {earlier.first}"
                problems.append(Problem(("versioner", i, "från"), f"versionen från {version.first}", expected, "rätta från: eller till:"))
        if problems:
            raise Refused(*problems)
        return self


def unit_table(key: str, unit: str) -> str:
    """The key of a unit's table: rr_bok and KANSLI → rr_bok_kansli."""
    return f"{key}_{unit.lower().replace('.', '_').replace(':', '_')}"


def _misshapen(written: Written, accounts: bool) -> Iterator[Problem]:
    for path, text, _ in written:
        if expected := fault(text, accounts):
            yield Problem(path, f'intervallet "{text}"', expected, "rätta intervallet, eller skriv dess ändar var för sig")


def _met(first: Written, second: Written, expected: str, action: str) -> Iterator[Problem]:
    """Each span of the second that meets one of the first."""
    spans = Spans((text, row) for _, text, row in first)
    for path, text, _ in second:
        if found := spans.met(span(text)):
            yield Problem(path, f'kontona "{text}"', f"{expected}; de står också på {found}", action)
