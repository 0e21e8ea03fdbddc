"""A small ledger as SIE 4 with every post that is read, the mapping of its accounts, and the organisation they belong to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from facts.importers import sie
from facts.importers.importer import Asked, Imported
from facts.loading import load_organisation

ORGANISATION = """\
id: ljungbygden
namn: Ljungbygdens kommunalförbund
frågor_till: Ekonomichefen
enheter:
  FORBUNDET: {namn: Förbundet, frågor_till: Förbundschefen}
redovisningsenheter:
  KANSLI: Kansli
  NAVET: Navet
dokument:
  ar2021: {titel: Årsredovisning 2021, slag: redovisning, år: 2021}
  bokforing2021: {titel: Bokföringen 2021, slag: övrigt, år: 2021}
"""

PRINTED = """\
tabeller:
  rr:
    titel: Resultaträkning
    källa: ar2021, 3.1
    enhet: tkr
    kolumner: [2021, 2020, budget2021]
    rader:
      intäkter: [801, 700, 900]
      kostnader: [-500, -650, -900]
      årets_resultat: [301, 50, 0]
    summor:
      årets_resultat: [intäkter, kostnader]
    roller:
      årets_resultat: årets_resultat
  rr_kansli:
    titel: Resultaträkning Kansli
    källa: ar2021, 3.2
    enhet: tkr
    redovisar: KANSLI
    kolumner: [2021]
    rader:
      intäkter: [501]
      årets_resultat: [1]
"""

MAPPING = """\
organisationsnummer: 222000-9999
versioner:
  - från: 2020
    till: 2022
    dokument: bokforing{år}
    enheter:
      dimension: 1
      objekt:
        KANSLI: [100-199]
        NAVET: [300]
      utan_objekt: KANSLI
    undantas:
      - konton: [899]
        skäl: Motkonto till årets resultat
    tabeller:
      rr_bok:
        titel: Resultaträkning enligt bokföringen
        avsnitt: resultaträkning
        slag: resultat
        tecken: minus
        budget: ja
        per_enhet:
          KANSLI: rr_kansli
          NAVET: ~
        rader:
          intäkter:
            konton: [3000-3999, 304]
            tryckt: rr.intäkter
          kostnader:
            konton: [4000-7999]
            tryckt: rr.kostnader
          årets_resultat:
            summa: [intäkter, kostnader]
            tryckt: rr.årets_resultat
        roller:
          årets_resultat: årets_resultat
      br_bok:
        titel: Balansräkning enligt bokföringen
        avsnitt: balansräkning
        slag: balans
        rader:
          tillgångar:
            konton: [1000-1999]
          eget_kapital:
            konton: [2010]
            tecken: minus
            med_resultat: ja
          skulder:
            konton: [2400-2999]
            tecken: minus
          skulder_och_eget_kapital:
            summa: [eget_kapital, skulder]
"""

LEDGER = """\
#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Ekonomi" 7.1
#GEN 20220210 ek
#FNAMN "Ljungbygdens kommunalförbund"
#ORGNR 222000-9999
#RAR 0 20210101 20211231
#RAR -1 20200101 20201231
#KPTYP Kommun-Bas
#KONTO 1930 "Bank"
#KTYP 1930 T
#SRU 1930 7281
#KONTO 2010 "Eget kapital"
#KTYP 2010 S
#KONTO 2440 "Leverantörsskulder"
#KONTO 304 "Avgifter"
#KTYP 304 I
#KONTO 3010 "Bidrag från medlemmar"
#KONTO 4010 "Inköp åt \\"Navet\\""
#KONTO 5010 "Löner"
#DIM 1 "Kostnadsställe"
#DIM 6 "Projekt"
#UNDERDIM 21 "Aktivitet" 6
#OBJEKT 1 100 "Kansliet"
#OBJEKT 1 300 "Navet"
#OBJEKT 6 P1 "Älvprojektet"
#IB 0 1930 1000000.00
#IB 0 2010 -900000
#IB 0 2440 -100000.00
#UB 0 1930 1400500.50
#UB 0 2010 -900000
#UB 0 2440 -200000.00
#UB -1 1930 1000000
#UB -1 2010 -850000
#UB -1 2440 -100000
#OIB 0 1930 {1 "100"} 400000
#OUB 0 1930 {1 "100"} 800500.50
#RES 0 304 -300.00
#RES 0 3010 -800200.50
#RES 0 4010 500000.00
#RES 0 5010 0
#RES -1 3010 -700000
#RES -1 4010 650000
#PSALDO 0 202101 3010 {} -800200.50
#PBUDGET 0 202101 3010 {} -500000
#PBUDGET 0 202102 3010 {} -400000
#PBUDGET 0 202101 3010 {1 "100"} -600000
#PBUDGET 0 202101 4010 {} 900000
#EGEN 1 2 3
#VER A 1 20210110 "Bidrag" 20210111 ek
{
#TRANS 1930 {1 "100"} 800500.50 20210110 "inbetalt"
#TRANS 304 {1 "300"} -300
#TRANS 3010 {1 "100" 6 "P1"} -500200.50
#TRANS 3010 {1 "300"} -300000.00
}
#VER "" 2 20211230 ""
{
\t#TRANS 4010 {1 "100"} 400000.00 20211229
\t#RTRANS 4010 {} 100000.00 20211229 "rättad" 1 ek
\t#TRANS 4010 {} 100000.00 20211229 "rättad" 1 ek
\t#BTRANS 5010 {} 100000.00 20211229 "fel konto" 1 ek
\t#TRANS 1930 {1 "100"} -400000
\t#TRANS 2440 {} -100000
}
"""


def organisation_at(place: Path, mapping: str = MAPPING, printed: str = PRINTED) -> Path:
    """The organisation's folder, with the mapping beside organisation.yaml and the printed statement of 2021."""
    folder = place / "ljungbygden"
    (folder / "2021").mkdir(parents=True, exist_ok=True)
    (folder / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (folder / "konton.yaml").write_text(mapping, encoding="utf-8")
    if printed:
        (folder / "2021" / "bokslut.yaml").write_text(printed, encoding="utf-8")
    return folder


def imported(place: Path, ledger: str | bytes = LEDGER, mapping: str = MAPPING, printed: str = PRINTED, **asked: object) -> Imported:
    """What the importer makes of the ledger, written in PC8 where it is a text."""
    folder = organisation_at(place, mapping, printed)
    path = place / "bokslut.se"
    path.write_bytes(ledger if isinstance(ledger, bytes) else ledger.replace("\n", "\r\n").encode("cp437"))
    return sie.read(path, Asked(load_organisation(folder), **asked))  # type: ignore[arg-type]


def large_ledger(verifications: int) -> bytes:
    """A ledger of as many verifications, each of three transactions; what the reader is timed by."""
    plan = [f'#KONTO {number} "Konto på {number}"' for number in range(1000, 9000)]
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#RAR 0 20210101 20211231", *plan]
    for i in range(verifications):
        day, amount = f"2021{1 + i % 12:02}{1 + i % 28:02}", Decimal(100 + i * 7).scaleb(-2)
        lines += [
            f'#VER A {i} {day} "Faktura {i} från leverantör" {day}',
            "{",
            f'   #TRANS {3000 + i % 900} {{1 "{i % 40}"}} -{amount} {day} "text på raden"',
            f'   #TRANS {4000 + i % 3000} {{1 "{i % 40}" 6 "P{i % 9}"}} 100.00 {day} ""',
            f"   #TRANS 1930 {{}} {amount - 100} {day}",
            "}",
        ]
    return "\r\n".join(lines).encode("cp437")
