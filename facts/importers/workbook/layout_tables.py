"""The sheets of tables: each table a block that looks as it is printed, with its words above and its columns named once.

    Tabell      rr
    Titel       Resultaträkning
    Källa       ar2020, 3.1
    Enhet       tkr
    Fil         bokslut.yaml
    Kolumner    2020   2019   budget2020
    intäkter    1200   1100   1150
    kostnader  -1000  -1050  -1150
    resultat     200     50      0        …  Summa av: intäkter, kostnader   Roll: årets_resultat

The words in the first column begin with a capital letter, so that no row's name is one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from facts.accounts import Table
from facts.importers.workbook.columns import FILE, Column, Kind, column, file_column

KEY, COLUMNS, COLUMN_SUM = "Tabell", "Kolumner", "Kolumnsumma av"
ROW, AMOUNT = "Rad", "Belopp"
ROW_WIDTH, AMOUNT_WIDTH = 46, 13
FEWEST_AMOUNTS = 4


@dataclass(frozen=True)
class TableSheet:
    """A sheet of tables: its name, what it tells, and the file of a new table."""

    name: str
    says: str
    file: str


ACCOUNTS = TableSheet("Bokslut", "räkningar, noter och andra tabeller, som de är tryckta", "bokslut.yaml")
BUDGET = TableSheet("Budget", "tabeller med bara budgetens belopp", "budget.yaml")
WORDS = (
    column(Table, "titel", "Tabellens rubrik i dokumentet.", 0),
    column(Table, "källa", "Dokumentets id och avsnittet, med komma emellan: ar2020, 3.1.", 0),
    column(Table, "enhet", "Vad beloppen anges i: tkr, kr, mnkr, %, åa, st eller det som räknas.", 0, offers="Måttenheter"),
    column(Table, "år", "Året som tabellen gäller, när kolumnerna inte är år.", 0),
    column(Table, "redovisar", "Redovisningsenhetens id, när tabellen inte gäller hela förbundet.", 0, offers="Redovisningsenheter"),
    column(Table, "gjord", "Dagen då tabellens prognos gjordes, som år-månad-dag.", 0),
    column(Table, "utkast", "ja tills tabellen är beslutad. Ett utkast prövas inte.", 0),
)

BESIDE = (
    Column(("radenheter",), "Radens enhet", "Radens enhet, när den är en annan än tabellens.", 13, Kind.TEXT, offers="Måttenheter"),
    Column(("summor",), "Summa av", "Raderna som den är summan av, med komma emellan; minus före den som dras ifrån.", 50, Kind.NAMES),
    Column(("roller",), "Roll", "Vad raden är i balanskravet eller budgeten; flera med komma emellan.", 24, Kind.TEXTS, offers="Roller"),
    Column(("radkällor",), "Radens källa", "Radens eget avsnitt i källan, som dess konton.", 26, Kind.TEXT),
)

LABELS = {
    KEY: "Tabellens id: rr, br, not_3. Det som hänvisar till tabellen använder id:t.",
    **{one.header: one.says for one in WORDS},
    FILE: file_column(ACCOUNTS.file).says,
    COLUMNS: "Kolumnernas namn: ett år (2020), budget2020, prognos2020, eller utfall2020-11 för utfallet till och med november.",
    COLUMN_SUM: "Under en kolumn som är en summa: kolumnerna som den är summan av, med komma emellan.",
}

ROW_SAYS = (
    "Överst i varje tabell står dess uppgifter: ett ord i den här kolumnen (Tabell, Titel, Källa, Enhet, Fil) och värdet till höger. "
    "Under Kolumner står tabellens rader: radens namn med små bokstäver och _ i stället för blanksteg, och ett belopp i varje kolumn. "
    "En ruta som är tom i tryck lämnas tom."
)
AMOUNT_SAYS = "Beloppen, ett i varje kolumn som tabellen har under Kolumner, med tryckta decimaler."
