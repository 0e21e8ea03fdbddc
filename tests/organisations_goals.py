"""The goals of an invented year with what its report tells and claims of them: honest, too good, too bad, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator_years import Data, Draw
from organisations_outcomes import D, E, U, outcome, sourced
from organisations_plan import Aim
from organisations_sheets import AGREES, DEVIATES, Cell, Workbook
from organisations_ties import Report
from organisations_words import WORDS_OF

WAIVED = "ej_tillampligt"
BETTER = {U: U, D: U, E: U, None: U}
WORSE = {U: D, D: E, E: E, None: E}


class GoalYear:
    """A year's goals as they are written, and the ratings that are known from how they were made."""

    def __init__(self, draw: Draw, year: int, plan: str) -> None:
        self.draw = draw
        self.year = year
        self.plan = plan
        self.goals: list[Data] = []
        self.outcomes: list[Data] = []
        self.known: dict[str, str | None] = {}
        self.members: dict[str, list[str]] = {}
        self.claims: dict[str, str | None] = {}
        self.decisions: list[Data] = []
        self.texts: Data = {}
        self.ties: list[Data] = []
        self.tie_status: dict[str, str] = {}

    def add(self, aims: Iterable[Aim]) -> None:
        """The goals of the year's plan with their outcomes."""
        for aim in aims:
            goal: Data = {"id": aim.id, "enhet": aim.unit, "titel": aim.title, "källa": f"{self.plan}, 3.1"}
            goal |= {} if aim.planned else {"beslutat_i_plan": "nej"}
            self.members.setdefault(str(aim.unit), []).append(aim.id)
            for planned in aim.criteria:
                goal.setdefault("mätetal", []).append(planned.told(self.year))
                made = outcome(self.draw, planned, self.year)
                self.outcomes += [sourced(self.draw, planned, self.year, dict(told)) for told in made.told]
                self.known[planned.id] = made.known
            self.goals.append(goal)

    def criteria(self, goal: Data) -> list[str]:
        """The ids of a goal's mätetal."""
        return [criterion["id"] for criterion in goal.get("mätetal", ())]

    def waive(self) -> None:
        """A few decisions that waive a goal or a mätetal: valid, expired before the year's end, or of a later day."""
        for number in range(1, self.draw.pick(0, 0, 1, 2) + 1):
            goal = self.draw.pick(*self.goals)
            name = self.draw.pick(goal["id"], *self.criteria(goal))
            day, last, valid = self.draw.pick(
                (f"{self.year}-05-28", None, True), (f"{self.year}-12-31", f"{self.year}-12-31", True), (f"{self.year - 1}-11-20", None, True),
                (f"{self.year}-02-01", f"{self.year}-12-30", False), (f"{self.year + 1}-01-01", None, False),
            )  # fmt: skip
            written: Data = {"id": f"B-{number}", "slag": "undantag", "gäller": [name], **decided(self.year, day, number)}
            self.decisions.append(written | ({"till_och_med": last} if last else {}))
            for waived in {name, *(self.criteria(goal) if name == goal["id"] else ())} if valid else ():
                self.known[waived] = WAIVED

    def compose(self) -> None:
        """What is known of each goal: from its mätetal where all of them are known."""
        for goal in self.goals:
            if not (self.known.get(goal["id"]) == WAIVED and not goal.get("mätetal")):
                self.known[goal["id"]] = together([self.known[name] for name in self.criteria(goal)])

    def claim(self) -> None:
        """What the report claims of goals, mätetal, units and the whole."""
        for goal in self.goals:
            if self.draw.chance(75):
                self._claim(goal["id"])
            for name in self.criteria(goal):
                if self.draw.chance(25):
                    self._claim(name)
        for unit, goals in self.members.items():
            if self.draw.chance(50):
                self.known[unit] = together([self.known[goal] for goal in goals])
                self._claim(unit)
        for node in ("GEH", "GEH-E", "GEH-V", "BK-1", "BK-2", "BK-3", "E-9"):
            if self.draw.chance(30):
                self.claims[node] = self.draw.pick(U, U, U, D, E)

    def _claim(self, node: str) -> None:
        known = self.known[node]
        shown = None if known == WAIVED else known
        self.claims[node] = self.draw.pick(*[shown or self.draw.pick(U, D, E)] * 7, BETTER[shown], BETTER[shown], WORSE[shown], None)

    def count(self, draw: Draw) -> list[Data]:
        """Counts of ratings that the report states, and ties of such a count against the claims themselves."""
        counted = []
        for number, (unit, goals) in enumerate(self.members.items(), 1):
            if draw.chance(40):
                rating = draw.pick(U, U, D, E)
                honest = sum(self.known[goal] == rating for goal in goals)
                told = min(max(honest + draw.pick(0, 0, 0, 1, -1), 0), len(goals))
                claim = {"id": f"A-{number}", "enhet": unit, "påstår": rating, "antal": told, "av": len(goals), "källa": f"ar{self.year}, 2.2"}
                counted.append(claim)
            if draw.chance(25):
                self._tie_count(draw, number, unit, goals)
        return counted

    def _tie_count(self, draw: Draw, number: int, unit: str, goals: list[str]) -> None:
        rating = draw.pick(U, U, D, E)
        claimed = sum(self.claims.get(goal) == rating for goal in goals)
        off, status = draw.pick((0, AGREES), (0, AGREES), (1, DEVIATES))
        name = f"t.2.mål-{number}"
        self.texts[name] = {"värde": claimed + off, "enhet": "mål", "anger": "mål med bedömningen", "källa": f"ar{self.year}, 2.2"}
        tie = {"id": f"AV-mål-{number}", "titel": f"Antal mål i {unit}", "vänster": [name], "höger_antal": {"enhet": unit, "påstår": rating}}
        self.ties.append(tie)
        self.tie_status[f"AV-mål-{number}"] = status

    def written_claims(self) -> list[Data]:
        """The claims as users write them."""
        source = f"ar{self.year}, 4.1"
        return [{"om": n, "påstår": c, "ord": WORDS_OF[c], "källa": source} for n, c in self.claims.items()]

    def follow_ups(self) -> list[Data]:
        """Where the report follows each goal up, at times in other words than the plan's."""
        found = []
        for goal in self.goals:
            if self.draw.chance(85):
                changed = self.draw.pick(*[None] * 8, "redaktionell", "saklig")
                words = {"ändrad_lydelse": changed, "planens_ord": goal["titel"], "redovisningens_ord": f"{goal['titel']} på sikt"} if changed else {}
                found.append({"mål": goal["id"], "källa": f"ar{self.year}, 4.2", **words})
        return found

    def statements(self) -> list[Data]:
        """Two places that say the same thing of a goal, or not."""
        if not self.draw.chance(30):
            return []
        goal = self.draw.pick(*self.goals)["id"]
        words: Data = {"sak": f"om {goal} är avslutat", "om": [goal]}
        says = ["ja", self.draw.pick("ja", "nej")]
        return [{"id": f"UT-{i}", **words, "säger": one, "källa": f"ar{self.year}, 2.{i}"} for i, one in enumerate(says, 1)]


def together(ratings: list[str | None]) -> str | None:
    """All met, none met or a mix, of what is not waived; nothing is known where one of them is not."""
    left = {rating for rating in ratings if rating != WAIVED}
    if not ratings or None in left:
        return None
    return WAIVED if not left else left.pop() if len(left) == 1 else D


def decided(year: int, day: str, number: int) -> Data:
    """Who decided, when and why."""
    paragraph = f"§ {number + 20}"
    return {"organ": "Direktionen", "datum": day, "paragraf": paragraph, "skäl": "förutsättningarna ändrades", "källa": f"prot{year}, {paragraph}"}


def financial(draw: Draw, book: Workbook, report: Report | None, year: GoalYear) -> None:
    """The financial goals: over figures of the year's own tables where it has any."""
    amounts: Mapping[str, Data] = _of_tables(report) if report else {}
    for place, (name, (title, level)) in enumerate(_FINANCIAL.items(), 1):
        if place > 1 and draw.chance(25):
            continue
        own = f"E-{place}.1"
        criterion = {"id": own, "titel": title, "slag": "nivå", **(level if name != "budget" or report else _FINANCIAL["resultat"][1])}
        if name == "budget" and report:
            criterion["nivå_av"] = [f"-rr.verksamhetens_kostnader.{report.planned}"]
        goal = {"id": f"E-{place}", "område": "ekonomi", "titel": title, "källa": f"{year.plan}, 2.1", "mätetal": [criterion]}
        year.goals.append(goal)
        year.known[own] = None
        if name in amounts:
            told = {"mätetal": own, "uppgift": "enligt bokslutet", "källa": f"ar{year.year}, 3.1", **amounts[name], "enhet": "tkr"}
            year.outcomes.append(told)
    if report and (value := book.value(Cell(report.year, "rr", "årets_resultat", str(report.year)))) is not None:
        year.known["E-1.1"] = U if value >= 0 else E


_FINANCIAL: dict[str, tuple[str, Data]] = {
    "resultat": ("Kostnaderna ska inte överstiga intäkterna", {"villkor": "lägst", "nivå": Decimal(0), "enhet": "tkr"}),
    "eget kapital": ("Eget kapital om lägst 4 mnkr", {"villkor": "lägst", "nivå": Decimal(4), "enhet": "mnkr"}),
    "budget": ("Kostnaderna ska hållas inom budget", {"villkor": "högst", "enhet": "tkr"}),
}


def _of_tables(report: Report) -> dict[str, Data]:
    year = report.year
    return {
        "resultat": {"värde_av": [f"rr.årets_resultat.{year}"]},
        "eget kapital": {"värde_av": [f"br.eget_kapital.{year}"]},
        "budget": {"värde_av": [f"-rr.verksamhetens_kostnader.{year}"]},
    }
