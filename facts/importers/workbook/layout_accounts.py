"""The sheets of the accounts beside the tables themselves: ties, figures in running text, members, surpluses, and what a file has one of."""

from __future__ import annotations

from collections.abc import Mapping

from facts.accounts import CarryOver, TextFigure, Tie
from facts.importers.workbook.columns import ID_KEY, Column, Kind, Sheet, column
from facts.members import Contributions, Member
from facts.models import YearFile

_SOURCE = "Dokumentets id och avsnittet där uppgiften står, med komma emellan: ar2020, 3.1."
_TERM = "tabell.rad.kolumn, som rr.årets_resultat.2020, med minus före där beloppet dras ifrån"
_TERMS = f"{_TERM}; flera med komma emellan. Ett texttal skrivs med sitt id. När kolumner är angivna skrivs tabell.rad."
_TWO = "Två uppgifter med komma emellan"

TIES = Sheet(
    "Avstämningar", "vad som ska stämma med vad", "avstämningar", Tie, file="avstamningar.yaml",
    columns=(
        column(Tie, "id", "AV- och ett namn: AV-balansräkning-båda-sidor.", 34),
        column(Tie, "titel", "Vad som stäms av.", 46),
        column(Tie, "vänster", f"Det tryckta: {_TERMS}", 34),
        column(Tie, "höger", f"Det uträknade: {_TERMS} En av de fyra kolumnerna för höger sida fylls i.", 44),
        column(Tie, "höger_förändring", f"Förändringen i procent. {_TWO}: den nya och den gamla.", 26),
        column(Tie, "höger_andel", f"Andelen i procent. {_TWO}: delen och helheten.", 26),
        column(Tie, "höger_antal.enhet", "Antal mål: enheten vars mål räknas.", 16, offers="Enheter"),
        column(Tie, "höger_antal.påstår", "Antal mål: den bedömning som räknas.", 16),
        column(Tie, "kolumner", "Kolumnerna som stäms av, med komma emellan, när termerna är tabell.rad.", 18, name=True),
        column(Tie, "samma_sak", "ja när båda sidor anger samma sak: en avvikelse är då en motsägelse.", 10),
        column(Tie, "utkast", "ja tills avstämningen är fastställd. Ett utkast prövas inte.", 9),
    ),
)  # fmt: skip

_TEXT_ID = Column((ID_KEY,), "Id", "t. och ett namn, som t.2.4.intäkter.", 30, Kind.TEXT, needed=True)

TEXT_FIGURES = Sheet(
    "Texttal", "siffror i löpande text som stäms av mot tabellerna", "texttal", TextFigure, file="texttal.yaml", keyed=True,
    columns=(
        _TEXT_ID,
        column(TextFigure, "värde", "Siffran som den står i texten, med tryckta decimaler.", 12),
        column(TextFigure, "enhet", "tkr, kr, mnkr, %, st. Välj i listan eller skriv en egen.", 14, offers="Måttenheter"),
        column(TextFigure, "ord", "Ordet som gör siffran ungefärlig. Tom betyder exakt.", 12),
        column(TextFigure, "anger", "Vad siffran säger sig vara, med egna ord.", 50),
        column(TextFigure, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

CARRY_OVERS = Sheet(
    "Överföringar", "överskott som förs till nästa år", "överföringar", CarryOver, file="overforingar.yaml",
    columns=(
        column(CarryOver, "redovisar", "Redovisningsenheten, med dess id.", 14, offers="Redovisningsenheter"),
        column(CarryOver, "till_nästa_år", f"Beloppet som förs till nästa år: {_TERM}.", 44),
        column(CarryOver, "från_förra_året", f"Beloppet som kom från förra året: {_TERM}.", 44),
        column(CarryOver, "resultat", f"Enhetens redovisade resultat: {_TERM}.", 34),
        column(CarryOver, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

OTHER = Sheet(
    "Övrigt", "uppgifter som året har en av, en rad för varje fil", "", YearFile, file="ovrigt.yaml", whole=True,
    columns=(
        column(YearFile, "väsentlighetstal.belopp", "Beloppet från vilket en avvikelse i räkenskaperna är väsentlig.", 16),
        column(YearFile, "väsentlighetstal.enhet", "Beloppets enhet.", 16),
        column(YearFile, "väsentlighetstal.uppgift", "Vem som satt talet, och för vad.", 32),
        column(YearFile, "väsentlighetstal.källa", _SOURCE, 18),
        column(YearFile, "riktlinje.ekonomi_överordnad", "ja när organisationens riktlinjer sätter ekonomin över målen.", 16),
        column(YearFile, "riktlinje.källa", _SOURCE, 18),
        column(YearFile, "återställande.omnämns", "ja när redovisningen nämner ett underskott som ska återställas.", 16),
        column(YearFile, "återställande.källa", _SOURCE, 18),
        column(YearFile, "uppföljningsregel.månader", "Inom hur många månader en avvikelse ska följas upp, enligt internkontrollplanen.", 18),
        column(YearFile, "uppföljningsregel.källa", _SOURCE, 20),
        column(YearFile, "jämförelsetal_ur", "År vars tabeller har detta års jämförelsetal; flera med komma emellan.", 18),
    ),
)  # fmt: skip


def contributions(members: Mapping[str, Member]) -> Sheet:
    """The sheet of what each member paid, with a column for each member of the organisation."""
    row = "medlemmens rad i tabellen. Tom när medlemmen inte har någon rad."
    rows = (column(Contributions, f"rader.{member}", f"{one.name}: {row}", 14, name=True).named(member) for member, one in members.items())
    columns = (
        column(Contributions, "avser", "Vad bidragen går till, med notens namn.", 40),
        column(Contributions, "tabell", "Tabellen på bladet Bokslut, med dess id.", 12, name=True),
        column(Contributions, "kolumn", "Kolumnen med årets belopp.", 10, name=True),
        *rows,
    )
    says = "vad varje medlem betalat, som rader i tabeller"
    return Sheet("Medlemsbidrag", says, "medlemsbidrag", Contributions, columns, file="medlemsbidrag.yaml")
