"""Invented organisations with one known mistake each in their facts, and where the loader is to find it; and one year of very many goals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

from generator_years import Draw
from organisations import ORGANISATION_SCHEMA, YEARS, Made, organisation
from organisations_goals import GoalYear
from organisations_plan import aims
from organisations_words import THEMES

from facts.yamlwriting import YEAR_SCHEMA, to_yaml


class Mistake(NamedTuple):
    """A mistake: the file that has it (without the organisation's folder), what the error says was found there, and the change that makes it."""

    file: str
    found: str
    make: Callable[[str], str]


class Damaged(NamedTuple):
    """An organisation with a mistake: the year that cannot be read, the file, and what the error says was found."""

    made: Made
    year: int
    file: str
    found: str


def damaged(seed: int, years: range = YEARS) -> Damaged:
    """The organisation of the seed with a mistake in its last year, which no other year reads; they are sound."""
    made, draw = organisation(seed, years), Draw(Random(f"{seed}:skada"))
    year = years[-1]
    mistake, name, changed = draw.pick(*possible(made, year))
    return Damaged(replace(made, files={**made.files, f"{made.id}/{name}": changed.encode()}), year, name, mistake.found)


def possible(made: Made, year: int) -> list[tuple[Mistake, str, str]]:
    """Each mistake that the year has a place for, with the file's name and what it then holds."""
    found = []
    for mistake in MISTAKES:
        name = next(name for name in (f"{year}/{mistake.file}", f"{year}/fakta.yaml", "") if f"{made.id}/{name}" in made.files or not name)
        content = made.files.get(f"{made.id}/{name}", b"").decode()
        if (changed := mistake.make(content)) != content:
            found.append((mistake, name, changed))
    return found


def _first(old: str, new: str) -> Callable[[str], str]:
    return lambda content: content.replace(old, new, 1)


MISTAKES = (
    Mistake("mal.yaml", 'den okända nyckeln "titlar"', _first("    titel: ", "    titlar: ")),
    Mistake("mal.yaml", 'enheten "OKÄND"', _first("    enhet: ", "    enhet: OKÄND # ")),
    Mistake("mal.yaml", 'dokumentet "saknad"', _first("    källa: budget", "    källa: saknad, 1 # ")),
    Mistake("mal.yaml", "slag: nivå utan villkor:", _first("        villkor: ", "        # villkor: ")),
    Mistake("utfall.yaml", '"90"', _first("    värde: ", '    värde: "90" # ')),
    Mistake("utfall.yaml", 'mätetalet "X-1.1"', _first("  - mätetal: ", "  - mätetal: X-1.1 # ")),
    Mistake("utfall.yaml", '"klart"', _first("    status: ", "    status: klart # ")),
    Mistake("bokslut.yaml", '"saknad"', _first("      årets_resultat: [", "      årets_resultat: [saknad, ")),
    Mistake("bokslut.yaml", " belopp", _first("      avskrivningar: [", "      avskrivningar: [1, 1, 1, 1, ")),
    Mistake("avstamningar.yaml", 'tabellen "saknad"', _first("    vänster: [br.", "    vänster: [saknad.")),
    Mistake("kontrollogg.yaml", 'momentet "IK-99a"', _first("  - moment: ", "  - moment: IK-99a # ")),
    Mistake("kontrollogg.yaml", "2020-02-30", _first("    datum: ", "    datum: 2020-02-30 # ")),
    Mistake("mal.yaml", "ett tabbtecken", lambda content: f"{content}\tmål: x\n" if content else content),
    Mistake("utfall.yaml", 'nyckeln "utfall" en andra gång', lambda content: f"{content}utfall: []\n" if content else content),
)


def many_goals(goals: int, seed: int = 0, year: int = YEARS[-1]) -> Made:
    """An organisation with one year of so many goals, and what the report tells and claims of them; no accounts."""
    draw = Draw(Random(f"{seed}:många"))
    themes = list(THEMES[:4])
    told = GoalYear(draw, year, f"budget{year}")
    batch = 0
    while len(told.goals) < goals:
        batch += 1
        standing = aims(draw, themes, range(year, year + 1), is_clear=False)
        for aim in standing[: goals - len(told.goals)]:
            aim.renumber(f"{aim.id}-{batch}")
            told.add([aim])
    told.compose()
    told.claim()
    name = f"manga-mal-{seed}"
    documents = {
        "mal": {"titel": "Mål (påhittat)", "slag": "övrigt"},
        f"budget{year}": {"titel": f"Budget {year} (påhittad)", "slag": "plan", "år": year},
        f"ar{year}": {"titel": f"Årsredovisning {year} (påhittad)", "slag": "redovisning", "år": year},
    }
    units = {theme.id: {"namn": theme.name, "frågor_till": theme.chief} for theme in themes}
    who = {"id": name, "namn": "Förbundet med många mål (påhittat)", "frågor_till": "Ekonomichef", "enheter": units, "dokument": documents}
    report = {"uppföljningar": told.follow_ups(), "utfall": told.outcomes, "påståenden": told.written_claims()}
    files = {
        f"{name}/organisation.yaml": to_yaml(who, ORGANISATION_SCHEMA),
        f"{name}/{year}/mal.yaml": to_yaml({"mål": told.goals}, YEAR_SCHEMA),
        f"{name}/{year}/utfall.yaml": to_yaml(report, YEAR_SCHEMA),
    }
    return Made(name, files, {year: {}}, {year: {name: rating for name, rating in told.known.items() if rating}})
