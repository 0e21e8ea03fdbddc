"""Believable organisations from a seed: ten years of goals, accounts, control and what the reports claim, written as a user writes them.

The same seed gives the same bytes on any machine. With the files come the statuses and ratings that are known from how each
figure was made; the rest is for the independent evaluator to tell. `write` puts the files in a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator_years import Data, Draw
from organisations_accounts import accounts
from organisations_books import books
from organisations_control import Plan, control
from organisations_goals import GoalYear, decided, financial
from organisations_plan import Aim, aims
from organisations_sheets import Workbook, err
from organisations_texts import contributions, overview, personnel, texts
from organisations_ties import Report, in_kronor
from organisations_words import FIRST, LAST, THEMES

from facts.ids import ascii_id
from facts.yamlwriting import YEAR_SCHEMA, to_yaml

YEARS = range(2015, 2025)
ORGANISATION_SCHEMA = "../../schema/organisation.schema.json"
KINDS = {"kommunalförbund": "medlemsbidrag", "kommun": "skatter_och_bidrag", "region": "skatter_och_bidrag"}


@dataclass(frozen=True)
class Made:
    """An organisation as files (by their path below the root), and what is known of each year: ties and ratings by id."""

    id: str
    files: Mapping[str, bytes]
    ties: Mapping[int, Mapping[str, str]]
    ratings: Mapping[int, Mapping[str, str]]

    def write(self, root: Path) -> Path:
        """Write the files below the root; the organisation's own folder."""
        for name, content in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return root / self.id


def organisation(seed: int, years: range = YEARS) -> Made:
    """The organisation of a seed."""
    return _Maker(seed, years).made()


class _Maker:
    """An organisation while it is made: who it is, what it planned, what its books were."""

    def __init__(self, seed: int, years: range) -> None:
        self.seed = seed
        self.years = years
        draw = self._draw("vem")
        self.kind = draw.pick("kommunalförbund", "kommunalförbund", "kommun", "region")
        self.place = draw.pick(*FIRST) + draw.pick(*LAST)
        self.themes = draw.shuffled(list(THEMES))[: draw.pick(2, 3, 4, 5)]
        places = draw.shuffled([first.upper() for first in FIRST if first.isascii()])
        self.members = places[: draw.pick(3, 4, 5)] if self.kind == "kommunalförbund" else []
        self.is_logged = {year: draw.chance(60) for year in years}
        self.in_one_file = draw.chance(10)
        self.planless = {year for year in years if draw.chance(8)}
        self.lacking = {year for year in years if draw.chance(7)}
        self.borrows = draw.chance(15) and years.start + 1 not in self.lacking and len(years) > 1
        self.overviews = {year for year in years if draw.chance(60)}
        self.looks_ahead = not self.borrows and years.start not in self.overviews and years.start + 2 in self.overviews - self.lacking
        self.plan = Plan(self._draw("kontroll"))
        self.aims = aims(self._draw("mål"), self.themes, years, is_clear=draw.chance(30))
        self.books = books(self._draw("ekonomi"), years, [theme.id for theme in self.themes])
        self.book = Workbook()
        self.reports: dict[int, Report] = {}

    def _draw(self, part: object) -> Draw:
        return Draw(Random(f"{self.seed}:{part}"))

    @property
    def id(self) -> str:
        """The folder's name, with the seed in it."""
        return f"{ascii_id(self.place).lower()}-{self.seed}"

    def made(self) -> Made:
        """The organisation's files and what is known of them."""
        files = {f"{self.id}/organisation.yaml": to_yaml(self._organisation(), ORGANISATION_SCHEMA)}
        ties, ratings = {}, {}
        written = {year: self._accounts(year) for year in self.years}
        for year in self.years:
            if year in self.reports:
                err(self._draw(f"fel {year}"), self.book, year)
        for year in self.years:
            parts, known_ties, known = self._year(year, written[year])
            ties[year] = {ascii_id(name): status for name, status in known_ties.items()}
            ratings[year] = {ascii_id(name): rating for name, rating in known.items() if rating}
            for name, part in self._files(parts).items():
                files[f"{self.id}/{year}/{name}.yaml"] = to_yaml(part, YEAR_SCHEMA)
        return Made(self.id, files, ties, ratings)

    def _organisation(self) -> Data:
        name = f"{self.place.removesuffix('s')}s {self.kind}" if self.kind != "region" else f"Region {self.place}"
        written: Data = {"id": self.id, "namn": f"{name} (påhittat)", "frågor_till": "Ekonomichef"}
        written["enheter"] = {theme.id: {"namn": theme.name, "frågor_till": theme.chief} for theme in self.themes}
        written["redovisningsenheter"] = {theme.id: theme.name for theme in self.themes}
        members = {member: {"namn": member.capitalize()} for member in self.members}
        return written | ({"medlemmar": members} if members else {}) | {"dokument": self._documents()}

    def _documents(self) -> Data:
        documents: Data = {"mal": {"titel": "Mål för planperioden (påhittat)", "slag": "övrigt"}}
        for year in self.years:
            plan = "övrigt" if year in self.planless else "plan"
            documents[f"budget{year}"] = {"titel": f"Mål och budget {year} (påhittad)", "slag": plan, "år": year}
            documents[f"ar{year}"] = {"titel": f"Årsredovisning {year} (påhittad)", "slag": "redovisning", "år": year}
            for name, title in (("bokslut", "Bokslut"), ("ik", "Internkontrollplan"), ("logg", "Kontrollogg"), ("prot", "Protokoll")):
                documents[f"{name}{year}"] = {"titel": f"{title} {year} (påhittad)", "slag": "övrigt"}
        return documents

    # --- accounts -------------------------------------------------------------------------

    def _accounts(self, year: int) -> Data:
        """The year's tables, and what goes with them beside the ties; none in a year whose accounts are lacking."""
        if year in self.lacking or (self.borrows and year == self.years.start):
            return {}
        draw = self._draw(f"bokslut {year}")
        beside = (self.borrows and year == self.years.start + 1) or draw.chance(80)
        report = self.reports[year] = Report(self.books, year, beside, KINDS[self.kind], self.members)
        accounts(draw, self.book, report, has_inquiry=draw.chance(88))
        personnel(draw, self.book, report)
        if year in self.overviews:
            overview(self.book, report)
        return contributions(self.book, report) if self.members else {}

    def _economy(self, draw: Draw, year: int, known: dict[str, str]) -> Data:
        """Figures in text, ties, and what is said of restoration, materiality and moved surpluses."""
        report = self.reports[year]
        if draw.chance(30):
            in_kronor(draw, self.book, report)
        told = texts(draw, self.book, report, known)
        known |= self.book.known(year)
        written: Data = {"texttal": told["texttal"], "avstämningar": [*report.ties, *told["avstämningar"]]}
        if draw.chance(50):
            written["återställande"] = {"omnämns": draw.pick("ja", "nej"), "källa": f"ar{year}, 2.5"}
        if draw.chance(40):
            amount = {"belopp": draw.pick(2, 100, 1000), "enhet": "tkr", "uppgift": "revisorernas tal för året"}
            written["väsentlighetstal"] = {**amount, "källa": f"ar{year}, 6"}
        if draw.chance(25):
            unit, source = draw.pick(*self.themes).id, {"källa": f"ar{year}, 3.5"}
            told["texttal"]["t.3.överfört"] = {"värde": draw.pick(-40, 0, 120), "enhet": "tkr", "anger": "överfört till nästa år", **source}
            result = f"rr_{unit.lower()}.årets_resultat.{year}"
            written["överföringar"] = [{"redovisar": unit, "till_nästa_år": "t.3.överfört", "resultat": result, **source}]
        return {key: part for key, part in written.items() if part}

    def _borrowed(self) -> dict[str, str]:
        """What is known of the ties of the first year, whose figures are the second year's comparatives."""
        first = str(self.years.start)
        relations = [one for one in self.book.relations if one.report == self.years.start + 1 and one.kind != "last year"]
        own = [one for one in relations if one.id.endswith(f".{first}") and all(cell.column == first for cell in one.cells)]
        return {one.id: one.status for one in own if one.status}

    # --- a year ---------------------------------------------------------------------------

    def _year(self, year: int, written: Data) -> tuple[dict[str, Data], dict[str, str], dict[str, str | None]]:
        draw, known_ties = self._draw(f"år {year}"), dict[str, str]()
        goals = self._goals(draw, year)
        economy = self._economy(self._draw(f"text {year}"), year, known_ties) if year in self.reports else {}
        if self.borrows and year == self.years.start:
            economy, known_ties = {"jämförelsetal_ur": [year + 1]}, self._borrowed()
        claims, counts, follow_ups = goals.written_claims(), goals.count(draw), goals.follow_ups()
        statements, decisions = goals.statements(), [*goals.decisions, *self._excused(draw, year)]
        texts_and_ties = {"texttal": goals.texts, "avstämningar": goals.ties}
        plan, log, known = control(self._draw(f"kontroll {year}"), self.plan, year, self.is_logged[year])
        tables = {sheet.name: sheet.written() for sheet in self.book.of_report(year)}
        if self.looks_ahead and year == self.years.start:
            written = {**written, "jämförelsetal_ur": [year + 2]}
        parts: dict[str, Data] = {
            "mal": {"riktlinje": self._guideline(draw, year), "mål": goals.goals},
            "utfall": {
                "uppföljningar": follow_ups, "utfall": goals.outcomes, "påståenden": claims, "antalspåståenden": counts, "utsagor": statements,
            },
            "bokslut": {"tabeller": {name: t for name, t in tables.items() if name in _STATEMENTS}},
            "budget": {"tabeller": {name: t for name, t in tables.items() if name == "b_total"}},
            "enheter": {"tabeller": {name: t for name, t in tables.items() if name.startswith("rr_") or name == "interna"}},
            "noter": {"tabeller": {name: t for name, t in tables.items() if name in ("not_3", "personal")}, **written},
            "avstamningar": economy, "avstamningar-mal": texts_and_ties,
            "intern-kontroll": plan, "kontrollogg": log, "beslut": {"beslut": decisions},
        }  # fmt: skip
        return parts, known_ties | goals.tie_status, goals.known | known

    def _goals(self, draw: Draw, year: int) -> GoalYear:
        plan = f"budget{year}"
        goals = GoalYear(draw, year, plan)
        goals.add(_standing(self.aims, year))
        financial(draw, self.book, self.reports.get(year), goals)
        goals.waive()
        goals.compose()
        goals.claim()
        return goals

    def _guideline(self, draw: Draw, year: int) -> Data:
        return {"ekonomi_överordnad": draw.pick("ja", "ja", "nej"), "källa": f"budget{year}, 2.1"} if draw.chance(65) else {}

    def _excused(self, draw: Draw, year: int) -> list[Data]:
        """At times a decision of synnerliga skäl on a deficit of this year or one before."""
        deficits = [one for one in range(year - 2, year + 1) if one in self.books and self.books[one].balanced < 0]
        if not deficits or not draw.chance(20):
            return []
        return [{"id": "B-skäl", "slag": "synnerliga skäl", "underskott_år": draw.pick(*deficits), **decided(year, f"{year}-12-15", 60)}]

    def _files(self, parts: dict[str, Data]) -> dict[str, Data]:
        """The year's files without what is empty; in some organisations all in one."""
        kept = {name: {key: part for key, part in data.items() if part} for name, data in parts.items()}
        kept = {name: data for name, data in kept.items() if data}
        return {"fakta": _joined(kept.values())} if self.in_one_file else kept


_STATEMENTS = ("rr", "br", "kf", "ek", "bku", "investering", "oversikt")


def _standing(planned: list[Aim], year: int) -> list[Aim]:
    return [aim for aim in planned if year in aim.years]


def _joined(parts: Iterable[Data]) -> Data:
    whole: Data = {}
    for part in parts:
        for key, value in part.items():
            whole[key] = {**whole.get(key, {}), **value} if isinstance(value, dict) else [*whole.get(key, []), *value]
    return whole
