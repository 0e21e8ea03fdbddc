"""Models of the internal control (areas, moments, log, deviations) and of recorded decisions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from facts.errors import Problem, Refused, shown
from facts.fields import CalendarYear, Cited, Code, Count, Day, DayOrUndated, Model, Text, YesNo
from facts.notmade import is_not_made

FREQUENCIES = {"1 gång/år": 1, "1 gång/år samt löpande": 1, "2 ggr/år": 2, "kvartalsvis": 4, "månadsvis": 12}
_CONTINUAL = "samt löpande"


class Deviation(Model):
    """A remark, a missing thing or a document under revision.

    `stängd` is a date, or "datum framgår inte", or absent while it is open.
    """

    kind: Literal["notering utan avslutad åtgärd", "åtgärdad notering", "saknas", "under revidering"] = Field(alias="slag")
    told: Text = Field(alias="uppgift")
    found: Day | None = Field(default=None, alias="kontrolldatum", description="kontrollens dag, där den framgår")
    closed: DayOrUndated | None = Field(default=None, alias="stängd")


class Shown(Model):
    """What a result text establishes about how often a moment was controlled, in our own few words."""

    shows: Literal["enligt plan", "månadsvis", "antal", "minst", "ej utfört", "saknas", "inget"] = Field(alias="visar")
    count: Count | None = Field(default=None, alias="antal", description="för antal och minst")
    told: Text = Field(alias="uppgift")
    source: Cited = Field(alias="källa")

    @model_validator(mode="after")
    def _counted(self) -> Shown:
        if (self.shows in ("antal", "minst")) != (self.count is not None):
            found = f"visar: {self.shows} {'utan' if self.count is None else 'med'} antal:"
            expected = "antal: vid visar: antal och visar: minst, annars inte"
            raise Refused(Problem((), found, expected, "ange antal: eller rätta visar:"))
        return self


class Moment(Model):
    """A kontrollmoment: planned frequency, responsible, and what its result establishes."""

    id: Code
    title: Text = Field(alias="moment")
    method: Text | None = Field(default=None, alias="metod")
    frequency: Text | None = Field(alias="frekvens", description="som i planen; null när planen inte anger någon")
    occasions: tuple[Day, ...] = Field(default=(), alias="tillfällen", description="sista dag för vart och ett; annars jämnt över året")
    responsible: Text | None = Field(alias="ansvarig")
    own_matter: YesNo = Field(default=False, alias="rör_ansvarig", description="ja när momentet kontrolleras av den det gäller")
    result: Shown | None = Field(default=None, alias="resultat")
    deviations: tuple[Deviation, ...] = Field(default=(), alias="avvikelser")
    note: Text | None = Field(default=None, alias="notering", description="planerad översyn av något som befunnits i ordning")

    @model_validator(mode="after")
    def _known_frequency(self) -> Moment:
        if self.frequency is not None and self.frequency.lower() not in FREQUENCIES:
            expected = f"en av {', '.join(FREQUENCIES)}"
            action = "skriv frekvensen så, eller inget (null) när planen inte anger någon"
            raise Refused(Problem(("frekvens",), shown(self.frequency), expected, action))
        if self.occasions and (odd := self._odd_occasions()):
            raise Refused(Problem(("tillfällen",), *odd))
        return self

    def _odd_occasions(self) -> tuple[str, str, str] | None:
        """What is wrong when the days are more or fewer than the frequency's; what is also done continually may have more."""
        days = len(set(self.occasions))
        found = "1 tillfälle" if days == 1 else f"{days} olika tillfällen"
        if self.frequency is None:
            return f"{found} utan frekvens:", "en frekvens, när planen anger tillfällen", "ange frekvens:, eller ta bort tillfällen:"
        planned = FREQUENCIES[self.frequency.lower()]
        if days == planned or (days > planned and self.frequency.lower().endswith(_CONTINUAL)):
            return None
        action = "ange en sista dag för varje tillfälle, eller rätta frekvens:"
        return found, f"{planned}, en dag för varje i frekvensen {self.frequency}", action


class ControlArea(Model):
    """A kontrollområde of the internkontrollplan with its moments in printed order."""

    id: Code
    title: Text = Field(alias="område")
    group: Text | None = Field(default=None, alias="grupp")
    source: Cited = Field(alias="källa")
    moments: tuple[Moment, ...] = Field(alias="moment", min_length=1)
    draft: YesNo = Field(default=False, alias="utkast", description="ja tills planen är beslutad; ett utkast prövas inte")


class FollowUpRule(Model):
    """The control plan's own rule: within how many months a deviation is to be followed up."""

    months: int = Field(alias="månader", ge=1, le=60)
    source: Cited = Field(alias="källa")


class LogEntry(Model):
    """A performed control: which moment, when, by whom, with what result."""

    moment: Code
    date: Day = Field(alias="datum")
    by: Text = Field(alias="av")
    result: Text = Field(alias="resultat")
    source: Cited = Field(alias="källa")
    remark: Text | None = Field(default=None, alias="notering", description="det som kontrollen fann och som ska åtgärdas")
    action: Text | None = Field(default=None, alias="åtgärd")
    closed: DayOrUndated | None = Field(default=None, alias="stängd", description="dagen då noteringen var åtgärdad; utelämnas medan den är öppen")

    @model_validator(mode="after")
    def _of_a_made_control(self) -> LogEntry:
        problems = []
        if is_not_made(self.result):
            expected = "resultatet av en utförd kontroll; en kontroll som inte är utförd hör inte till loggen"
            problems.append(Problem(("resultat",), shown(self.result), expected, "ta bort raden, eller skriv vad kontrollen visade"))
        if self.closed is not None and self.remark is None:
            action = "ange notering:, eller ta bort stängd:"
            problems.append(Problem(("stängd",), shown(str(self.closed)), "en notering som stängs", action))
        if self.action is not None and self.remark is None:
            action = "ange notering:, eller ta bort åtgärd:"
            problems.append(Problem(("åtgärd",), shown(self.action), "en notering som åtgärdas", action))
        if problems:
            raise Refused(*problems)
        return self


class Decision(Model):
    """A recorded decision that waives goals or criteria, or the restoration of a year's deficit, or that changes units' budgets.

    The second is `synnerliga skäl` (KL 11 kap. 13 §).
    """

    id: Code
    kind: Literal["undantag", "synnerliga skäl", "återställandeplan", "budgetändring"] = Field(alias="slag")
    about: tuple[Code, ...] = Field(default=(), alias="gäller", description="mål eller mätetal som undantas; för budgetändring redovisningsenheterna")
    deficit_year: CalendarYear | None = Field(default=None, alias="underskott_år")
    body: Text = Field(alias="organ")
    date: Day = Field(alias="datum")
    paragraph: Text = Field(alias="paragraf")
    reason: Text = Field(alias="skäl")
    last_day: Day | None = Field(default=None, alias="till_och_med")
    source: Cited = Field(alias="källa")

    @model_validator(mode="after")
    def _has_object(self) -> Decision:
        if self.last_day is not None and self.kind in ("synnerliga skäl", "återställandeplan"):
            found, expected = f"till_och_med: i ett beslut med slag: {self.kind}", f"ingen till_och_med: vid slag: {self.kind}"
            raise Refused(Problem(("till_och_med",), found, expected, "ta bort till_och_med:"))
        if self.kind == "undantag" and not self.about:
            action = "ange gäller: med deras id"
            raise Refused(Problem((), "slag: undantag utan gäller:", "de mål eller mätetal som undantas", action))
        if self.kind in ("synnerliga skäl", "återställandeplan") and self.deficit_year is None:
            action = "ange underskott_år:"
            raise Refused(Problem((), f"slag: {self.kind} utan underskott_år:", "underskottets år", action))
        return self
