"""Models of the accounts: tables of amounts, figures in running text, ties between them, surpluses moved on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from facts.errors import Path, Problem, Refused
from facts.fields import Amount, CalendarYear, Cited, Code, Day, Model, Rating, RowName, SignedRow, Source, Term, Text, YesNo

DATED_COLUMN = re.compile(r"[a-zåäö]*(\d{4})(-\d\d)?")

Role = Literal[
    "årets_resultat", "eget_kapital", "ingående_eget_kapital", "budget_intäkter", "budget_kostnader",
    "investering_utfall", "investering_budget",
    "bk_årets_resultat", "bk_realisationsvinster", "bk_realisationsvinster_undantag",
    "bk_realisationsförluster_undantag", "bk_orealiserade_vinster", "bk_orealiserade_förluster", "bk_återföring",
    "bk_klumpsumma", "bk_till_reserv", "bk_från_reserv", "bk_resultat",
]  # fmt: skip


class Table(Model):
    """A printed table of amounts: one line per printed row, the columns named once.

    A column is a year ("2020"), a budget or forecast year ("budget2020", "prognos2017") or, when the
    table states its own year (`år`), any word. A cell that is empty in print is null.
    """

    title: Text = Field(alias="titel")
    source: Cited = Field(alias="källa")
    unit: Text = Field(alias="enhet", description="tkr, kr, mnkr, %, åa, st eller det som räknas")
    year: CalendarYear | None = Field(default=None, alias="år")
    accounting_unit: Code | None = Field(default=None, alias="redovisar", description="redovisningsenhet, om inte hela förbundet")
    columns: tuple[RowName, ...] = Field(alias="kolumner", min_length=1)
    rows: dict[RowName, tuple[Amount | None, ...]] = Field(alias="rader", min_length=1)
    units: dict[str, Text] = Field(default={}, alias="radenheter", description="rad: enhet, där raden har en annan än tabellen")
    sums: dict[str, tuple[SignedRow, ...]] = Field(
        default={},
        alias="summor",
        description="rad: de rader (med minus där de dras ifrån) som den är summan av, i varje kolumn",
    )
    column_sums: dict[str, tuple[RowName, ...]] = Field(
        default={}, alias="kolumnsummor", description="kolumn: de kolumner som den är summan av, på varje rad"
    )
    roles: dict[Role, RowName] = Field(default={}, alias="roller", description="roll: raden som har den")
    row_sources: dict[str, Text] = Field(default={}, alias="radkällor", description="rad: radens eget avsnitt i källan, som dess konton")
    made: Day | None = Field(default=None, alias="gjord", description="dagen då tabellens prognos gjordes")
    draft: YesNo = Field(default=False, alias="utkast", description="ja tills tabellen är beslutad; ett utkast prövas inte")

    def source_of(self, row: str, column: str) -> Source:  # noqa: ARG002 - what a table was made of besides print may tell them apart
        """Where an amount of the table stands."""
        return self.source

    @model_validator(mode="after")
    def _shape(self) -> Table:
        problems = [*self._uneven_rows(), *self._unknown_rows(), *self._unknown_columns(), *self._undated()]
        if problems:
            raise Refused(*problems)
        return self

    def _uneven_rows(self) -> Iterator[Problem]:
        width = len(self.columns)
        for row, cells in self.rows.items():
            if len(cells) != width:
                expected = f"{width} belopp, ett för varje kolumn ({', '.join(self.columns)})"
                action = "skriv ett för varje kolumn, med ~ där trycket är tomt och decimaler efter punkt"
                yield Problem(("rader", row), f"{len(cells)} belopp", expected, action)

    def _unknown_rows(self) -> Iterator[Problem]:
        named: list[tuple[Path, str]] = [(("summor", row), row) for row in self.sums]
        named += [(("summor", row, i), name) for row, terms in self.sums.items() for i, name in enumerate(terms)]
        named += [(("roller", role), row) for role, row in self.roles.items()]
        named += [(("radenheter", row), row) for row in self.units]
        named += [(("radkällor", row), row) for row in self.row_sources]
        for path, name in named:
            row = name[1:] if name.startswith("-") and name not in self.rows else name
            if row not in self.rows:
                yield Problem(path, f'raden "{row}"', "en rad i samma tabell", "rätta namnet eller lägg till raden")

    def _unknown_columns(self) -> Iterator[Problem]:
        named: list[tuple[Path, str]] = [(("kolumnsummor", column), column) for column in self.column_sums]
        for column, terms in self.column_sums.items():
            named += [(("kolumnsummor", column, i), term) for i, term in enumerate(terms)]
        for path, column in named:
            if column not in self.columns:
                yield Problem(path, f'kolumnen "{column}"', f"en av {', '.join(self.columns)}", "rätta kolumnens namn")

    def _undated(self) -> Iterator[Problem]:
        for i, column in enumerate(self.columns):
            if column in self.columns[:i]:
                action = "ge kolumnerna olika namn"
                yield Problem(("kolumner", i), f'kolumnen "{column}" en andra gång', "varje kolumn en gång", action)
            if self.year is None and not DATED_COLUMN.fullmatch(column):
                expected = "ett år, som 2020 eller budget2020, eller att tabellen anger år:"
                yield Problem(("kolumner", i), f'kolumnen "{column}"', expected, "lägg till år: i tabellen")


class TextFigure(Model):
    """A figure in running text that restates or derives from a table. `ord` is the word that makes it approximate."""

    value: Amount = Field(alias="värde")
    unit: Text = Field(alias="enhet")
    word: Literal["exakt", "ca", "drygt", "knappt", "mer än", "mindre än"] = Field(default="exakt", alias="ord")
    states: Text = Field(alias="anger", description="vad siffran säger sig vara, i egna ord")
    source: Cited = Field(alias="källa")


class CountOf(Model):
    """How many goals of a unit the report itself gives this rating."""

    org_unit: Code = Field(alias="enhet")
    rating: Rating = Field(alias="påstår")


class Tie(Model):
    """One arithmetic relation that the documents themselves assert: left (printed) equals right (calculated).

    A term is table.row.column or the id of a text figure, with a minus where it is drawn off; with
    `kolumner` a term table.row is taken in each of them and the tie becomes one per column.
    """

    id: Annotated[str, Field(pattern=r"^AV-[A-Za-z0-9_ÅÄÖåäö.-]+$")]
    title: Text = Field(alias="titel")
    left: tuple[Term, ...] = Field(alias="vänster", min_length=1)
    right: tuple[Term, ...] = Field(default=(), alias="höger")
    right_change: tuple[Term, Term] | None = Field(default=None, alias="höger_förändring", description="[ny, gammal]: förändringen i procent")
    right_share: tuple[Term, Term] | None = Field(default=None, alias="höger_andel", description="[del, helhet]: andelen i procent")
    right_count: CountOf | None = Field(default=None, alias="höger_antal", description="antal påståenden om mål i enheten")
    columns: tuple[RowName, ...] = Field(default=(), alias="kolumner")
    draft: YesNo = Field(default=False, alias="utkast", description="ja tills avstämningen är fastställd; ett utkast prövas inte")
    same_matter: YesNo = Field(default=False, alias="samma_sak", description="ja: båda sidor anger samma sak, en avvikelse är en motsägelse")

    @model_validator(mode="after")
    def _one_right(self) -> Tie:
        given = sum(1 for side in (self.right, self.right_change, self.right_share, self.right_count) if side)
        if given != 1:
            expected = "en höger sida: höger, höger_förändring, höger_andel eller höger_antal"
            raise Refused(Problem((), f"{given or 'ingen'} höger sida", expected, "ange en av dem"))
        return self


class CarryOver(Model):
    """A surplus moved to the next year by lowering this year's income or raising its costs."""

    accounting_unit: Code = Field(alias="redovisar")
    out: Term = Field(alias="till_nästa_år")
    result: Term = Field(alias="resultat", description="enhetens redovisade resultat")
    brought_in: Term | None = Field(default=None, alias="från_förra_året")
    source: Cited = Field(alias="källa")


class Restoration(Model):
    """Whether the report itself mentions a deficit under restoration (KL 11 kap. 12 §)."""

    mentioned: YesNo = Field(alias="omnämns")
    source: Cited = Field(alias="källa")


class Materiality(Model):
    """The väsentlighetstal: the amount from which a deviation in the accounts is material to whoever set it."""

    amount: Annotated[Amount, Field(gt=0)] = Field(alias="belopp")
    unit: Literal["kr", "tkr", "mnkr", "mkr"] = Field(alias="enhet")
    told: Text = Field(alias="uppgift", description="vem som satt talet, och för vad")
    source: Cited = Field(alias="källa")


class Guideline(Model):
    """The organisation's own guideline that puts economy above goals, if it has one."""

    economy_first: YesNo = Field(alias="ekonomi_överordnad")
    source: Cited = Field(alias="källa")
