"""Overviews made by hand and by number: a small one with one of each thing to tell, and as many organisations and years as asked for."""

from __future__ import annotations

from random import Random

from reports.overview import BY_SORT, BY_TITLE, RATINGS, Checked, Frequent, Overview

VERSION = "1.0.0"
MUST_RESTORE = "Underskottet 2021 är 866 tkr; 759 tkr återstår vid utgången av 2022, att återställa senast 2024."
NOT_TOLD = "Balanskravsresultatet 2021 är −866 tkr. Redovisningen för 2022 omnämner det inte som ett underskott att återställa."
ERRORS = (
    '2022/mal.yaml:14:9: okänt id "G-12"; väntade ett id ur planen. Det närmaste är "G-2". Rätta id:t.\n'
    '2022/tabeller.yaml:3:5: "12,5x" är inget tal; väntade ett tal som 12.5. Skriv talet utan bokstäver.'
)


def overview() -> Overview:
    """Four organisations over three years: met, short, undecided, restoring, exempted, not read, stopped, and a year not checked."""
    checked = (
        Checked(
            "alvdalen", "Älvdalens räddningstjänstförbund", 2021, 0, file="alvdalen/2021.json", whole="uppfyllt",
            balance=("uppfyllt", "uppfyllt", "uppfyllt"), goals=(9, 0, 0, 0, 1), confirmed=8, confirmed_own_word=2, ties=40,
        ),
        Checked(
            "alvdalen", "Älvdalens räddningstjänstförbund", 2022, 3, file="alvdalen/2022.json", whole="underlag_saknas",
            balance=("underlag_saknas", "underlag_saknas", "uppfyllt"), goals=(7, 0, 0, 3, 0), confirmed=5, unsupported=2, ties=41, missing=4,
            ties_missing=1,
        ),
        Checked("alvdalen", "Älvdalens räddningstjänstförbund", 2023, 3, file="alvdalen/2023.json", goals=(1, 0, 0, 0, 0), ties=2),
        Checked(
            "moravatten", "Mora vatten och avlopp", 2021, 1, file="moravatten/2021.json", whole="ej",
            balance=("ej", "delvis", "uppfyllt"), goals=(3, 2, 4, 1, 0), confirmed=3, contradicted=5, unsupported=1, ties=38, ties_deviating=2,
            missing=1, unrestored=(), restoration="Underskottet 2021 är 866 tkr; 866 tkr återstår vid utgången av 2021, att återställa senast 2024.",
            contradicted_counts=1,
        ),
        Checked(
            "moravatten", "Mora vatten och avlopp", 2022, 1, file="moravatten/2022.json", whole="delvis",
            balance=("uppfyllt", "delvis", "uppfyllt"), goals=(5, 3, 2, 0, 0), confirmed=4, contradicted=2, ties=38, missing=2,
            unrestored=(NOT_TOLD,), restoration=MUST_RESTORE, overdue=1,
        ),
        Checked("skola", "Kommunalförbundet för gymnasieskola och vuxenutbildning i Norra Exempelbygden", 2022, 2, ERRORS),
        Checked(
            "skola", "Kommunalförbundet för gymnasieskola och vuxenutbildning i Norra Exempelbygden", 2023, 1, file="skola/2023.json",
            whole="ej_tillampligt", balance=("ej_tillampligt", "uppfyllt", "uppfyllt"), goals=(2, 0, 1, 0, 4), ties=12, ties_deviating=1,
        ),
        Checked("vard", "Vård & omsorg", 2022, 70, "Regelmotorn avslutades av signal 11; ingenting har bedömts."),
    )  # fmt: skip
    contradicted = (
        Frequent(BY_SORT, "mål: redovisat uppfyllt, underlaget visar ej uppfyllt", 2, (("moravatten", 2021), ("moravatten", 2022)), 5),
        Frequent(BY_TITLE, "helhet: God ekonomisk hushållning", 2, (("moravatten", 2021), ("moravatten", 2022)), 2),
        Frequent(BY_SORT, "helhet: redovisat uppfyllt, underlaget visar ej uppfyllt", 1, (("moravatten", 2021),), 1),
        Frequent(BY_TITLE, "mål: Minst 90 % av kunderna är nöjda", 1, (("moravatten", 2021),), 1),
    )
    missing = (
        Frequent(BY_SORT, "mätetal: siffra saknas", 3, (("alvdalen", 2022), ("moravatten", 2021), ("moravatten", 2022)), 5),
        Frequent(BY_TITLE, "balanskrav: Återställande", 1, (("alvdalen", 2022),), 1),
    )
    return Overview(VERSION, checked, contradicted, missing)


def many(organisations: int, years: int) -> Overview:
    """As many organisations and years, up to 2024, from a fixed seed."""
    random = Random(20)
    checked = tuple(
        _one(random, at, year) for at in range(organisations) for year in range(2025 - years, 2025) if random.random() < 0.97
    )  # fmt: skip
    where = [(one.organisation, one.year) for one in checked]
    return Overview(VERSION, checked, tuple(_frequent(random, where, "mål")), tuple(_frequent(random, where, "mätetal")))


_FIRST = ("Norra", "Södra", "Östra", "Västra", "Mellersta", "Övre", "Nedre", "Inre")
_PLACE = ("Exempelbygden", "Åslätten", "Ödalen", "Älvkusten", "Sjöängarna", "Skogslandet")
_WHAT = (
    "räddningstjänstförbund", "kommunalförbund", "samordningsförbund", "vatten- och avfallsförbund", "gymnasieförbund", "kollektivtrafikförbund",
)  # fmt: skip


def _one(random: Random, at: int, year: int) -> Checked:
    place, first, what = _PLACE[at % 6], _FIRST[at // 6 % 8], _WHAT[at // 48 % 6]
    name, organisation = f"{first} {place}s {what} {at // 288 + 1}", f"o{at:03}"
    if random.random() < 0.02:
        return Checked(organisation, name, year, 2, ERRORS if at % 2 else f"{year}/mal.yaml:1:1: filen är tom; väntade mål. Fyll i filen.")
    rated = random.choices(RATINGS, (30, 35, 15, 18, 2))[0]
    short = rated in {"delvis", "ej"}
    restores = random.random() < 0.12
    return Checked(
        organisation, name, year, 1 if short else 3 if rated == "underlag_saknas" else 0, file=f"{organisation}/{year}.json", whole=rated,
        balance=("ej" if restores else "uppfyllt", "delvis" if restores else "uppfyllt", "uppfyllt"),
        goals=(random.randrange(20), random.randrange(8), random.randrange(6), random.randrange(9), random.randrange(2)),
        confirmed=random.randrange(30), confirmed_own_word=random.randrange(9), contradicted=random.randrange(5) if short else 0,
        unsupported=random.randrange(7), ties=random.randrange(20, 400), ties_deviating=random.randrange(3) if short else 0,
        missing=random.randrange(1, 9) if rated == "underlag_saknas" else 0, unrestored=(NOT_TOLD,) if restores and at % 2 else (),
        restoration=MUST_RESTORE if restores else None,
    )  # fmt: skip


def _frequent(random: Random, where: list[tuple[str, int]], level: str) -> list[Frequent]:
    """Thirty sorts and three hundred titles, the most frequent first."""
    made = [
        Frequent(kind, f"{level}: {name} {number}", len(found), tuple(sorted(found)), len(found) + number)
        for kind, name, most in ((BY_SORT, "redovisat uppfyllt, underlaget visar annat", 30), (BY_TITLE, "Minst 90 % är nöjda", 300))
        for number in range(1, most + 1)
        for found in [random.sample(where, max(len(where) // (number * 3), 1))]
    ]
    return sorted(made, key=lambda one: (-one.number, -one.times, one.text))
