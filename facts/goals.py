"""Models of what was decided (goals and their mätetal) and of what the reports establish and claim about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from facts.errors import Problem, Refused
from facts.fields import Amount, Cited, Code, Count, Day, Model, Rating, SomeNumber, Term, Text, YesNo

Operator = Literal["minst", "lägst", "max", "högst", "exakt", "mer än", "mindre än"]
Status = Literal[
    "genomfört", "framtagen", "beslutad", "del färdig", "delvis genomfört", "påbörjat", "pågår", "ej genomfört",
    "framflyttat", "inställt", "annat sammanhang", "nivån nådd", "nivån ej nådd", "ej mätt", "annat mått",
]  # fmt: skip
Evidence = Literal["siffra", "logg", "beslut", "egen uppgift"]
_LAST_DAY = (12, 31)


class LongerPeriod(Model):
    """A longer period that the plan elsewhere gives for the same thing."""

    period: Text
    source: Cited = Field(alias="källa")


class Criterion(Model):
    """A mätetal: nivå (a figure against a level), leverans (product or activity) or utan nivå."""

    id: Code
    title: Text = Field(alias="titel")
    kind: Literal["nivå", "leverans", "utan nivå"] = Field(alias="slag")
    source: Cited | None = Field(default=None, alias="källa", description="utelämnas när målets källa gäller")
    operator: Operator | None = Field(default=None, alias="villkor")
    level: Amount | None = Field(default=None, alias="nivå")
    level_of: tuple[Term, ...] = Field(default=(), alias="nivå_av", description="nivån är summan av dessa uppgifter")
    unit: Text | None = Field(default=None, alias="enhet")
    opinion: YesNo = Field(default=False, alias="åsikt", description="ja när mätetalet är en andel av åsikter i en enkät")
    yearly: YesNo = Field(default=False, alias="årsbasis", description="ja när nivån gäller årets siffra")
    change: Literal["relativ", "procentenheter", "oklar"] | None = Field(default=None, alias="förändring")
    base: Text | None = Field(default=None, alias="bas", description="vad andelen räknas på, med planens ord")
    scale: Text | None = Field(default=None, alias="skala", description="svarsskalan, med planens ord")
    item: Text | None = Field(default=None, alias="fråga", description="det som mäts, när lydelsen har betydelse för jämförelser")
    delivery: Literal["produkt", "aktivitet"] | None = Field(default=None, alias="art")
    why: Text | None = Field(
        default=None,
        alias="skäl",
        description="varför produkt eller aktivitet, eller varför nivån saknas eller är oklar",
    )
    flaw: Literal["saknas", "oklar"] | None = Field(default=None, alias="brist", description="utan nivå: nivån saknas eller är oklar")
    longer_period: LongerPeriod | None = Field(default=None, alias="längre_period")
    accumulates: YesNo = Field(default=False, alias="räknas_upp", description="ja när siffran bara kan växa under året, som ett antal")
    survey: YesNo = Field(default=False, alias="enkät", description="ja när utfallet kommer ur en fråga till en målgrupp")
    responsible: Text | None = Field(default=None, alias="ansvarig", description="utelämnas när enhetens frågor_till svarar")
    last_day: Day | None = Field(default=None, alias="sista_dag", description="när det ska vara klart; annars årets sista dag")
    needs_decision: YesNo = Field(default=False, alias="kräver_beslut", description="ja när direktionen ska besluta för att målet ska nås")

    @model_validator(mode="after")
    def _fits_kind(self) -> Criterion:
        problems = [Problem((), found, expected, action) for bad, found, expected, action in self._mistakes() if bad]
        if problems:
            raise Refused(*problems)
        return self

    def _mistakes(self) -> Iterator[tuple[bool, str, str, str]]:
        """Each thing that the kind asks for or rules out: whether it is wrong, and the words for it."""
        kind, levelled = f"slag: {self.kind}", self.level is not None or bool(self.level_of)
        if self.kind == "nivå":
            operators = "minst, lägst, max, högst, exakt, mer än eller mindre än"
            yield self.operator is None, f"{kind} utan villkor:", "ett villkor för nivån", f"ange villkor: {operators}"
            both = self.level is not None and bool(self.level_of)
            yield both, "både nivå: och nivå_av:", "en av dem", "ta bort den ena"
            yield (
                not levelled,
                f"{kind} utan nivå: och nivå_av:",
                "en av dem",
                "ange nivån, eller skriv slag: utan nivå",
            )
            yield self.unit is None, f"{kind} utan enhet:", "nivåns enhet", 'ange enhet: till exempel st eller "%"'
            return
        word = "villkor eller nivå i ett mätetal med "
        yield (
            levelled or self.operator is not None,
            word + kind,
            "slag: nivå",
            "rätta slag:, eller ta bort villkor: och nivå:",
        )
        if self.kind == "leverans":
            yield self.delivery is None, f"{kind} utan art:", "art: produkt eller aktivitet", "ange vilken det är"
            yield self.why is None, f"{kind} utan skäl:", "skälet till valet av art", "ange skäl: med egna ord"
        else:
            yield self.flaw is None, f"{kind} utan brist:", "brist: saknas eller oklar", "ange vilken det är"
            yield (
                self.why is None,
                f"{kind} utan skäl:",
                "varför nivån saknas eller är oklar",
                "ange skäl: med egna ord",
            )


class Goal(Model):
    """A decided goal with its mätetal, in the plan's order."""

    id: Code
    org_unit: Code | None = Field(default=None, alias="enhet", description="utelämnas för strategiska och finansiella mål")
    area: Literal["mål", "ekonomi"] = Field(default="mål", alias="område")
    title: Text = Field(alias="titel")
    activity: Text | None = Field(default=None, alias="verksamhet")
    planned: YesNo = Field(default=True, alias="beslutat_i_plan", description="nej när målet bara finns i redovisningen")
    source: Cited = Field(alias="källa")
    criteria: tuple[Criterion, ...] = Field(default=(), alias="mätetal")
    draft: YesNo = Field(default=False, alias="utkast", description="ja tills målet är beslutat; ett utkast prövas inte")


class FollowUp(Model):
    """The place where the report follows a goal up, and how its wording differs from the plan's."""

    goal: Code = Field(alias="mål")
    source: Cited = Field(alias="källa")
    changed: Literal["redaktionell", "saklig"] | None = Field(default=None, alias="ändrad_lydelse")
    plan_words: Text | None = Field(default=None, alias="planens_ord")
    report_words: Text | None = Field(default=None, alias="redovisningens_ord")

    @model_validator(mode="after")
    def _both_wordings(self) -> FollowUp:
        if self.changed and not (self.plan_words and self.report_words):
            expected = "båda lydelserna"
            action = "ange planens_ord: och redovisningens_ord:"
            raise Refused(Problem((), f"ändrad_lydelse: {self.changed} utan båda lydelserna", expected, action))
        return self


class Outcome(Model):
    """What a document establishes about a mätetal: a figure (exact, bounded or approximate) or a status.

    `uppgift` tells it in our own few words. A figure is `siffra` unless another belägg is stated; a status is
    the report's own word (`egen uppgift`) unless a log or a decision shows it.
    """

    criterion: Code = Field(alias="mätetal")
    told: Text = Field(alias="uppgift")
    source: Cited = Field(alias="källa")
    value: Amount | None = Field(default=None, alias="värde")
    value_of: tuple[Term, ...] = Field(default=(), alias="värde_av", description="utfallet är summan av dessa uppgifter")
    previous: Amount | None = Field(default=None, alias="föregående", description="föregående års värde, för förändringsmål")
    unit: Text | None = Field(default=None, alias="enhet")
    bound: Literal["exakt", "ungefär", "drygt", "knappt", "mer än", "mindre än", "minst", "högst"] = Field(default="exakt", alias="gräns")
    status: Status | None = None
    evidence: Evidence | None = Field(default=None, alias="belägg")
    part_of_year: YesNo = Field(default=False, alias="del_av_året", description="ja när siffran inte är årets")
    answers: SomeNumber | None = Field(default=None, alias="antal_svar")
    group: SomeNumber | None = Field(default=None, alias="gruppens_storlek", description="när bara gruppens storlek är angiven")
    base: Text | None = Field(default=None, alias="bas", description="redovisningens bas, när den är en annan än planens")
    scale: Text | None = Field(default=None, alias="skala", description="redovisningens skala, när den är en annan än planens")
    item: Text | None = Field(default=None, alias="fråga", description="redovisningens fråga eller föremål, när det är ett annat än planens")
    as_of: Day | None = Field(default=None, alias="per", description="dagen som utfallet gäller, när det inte är hela årets")

    @model_validator(mode="after")
    def _figure_or_status(self) -> Outcome:
        figure = self.value is not None or bool(self.value_of)
        if figure == (self.status is not None):
            found = "både värde och status" if figure else "varken värde eller status"
            raise Refused(Problem((), found, "ett av dem", "ange antingen värde: (eller värde_av:) eller status:"))
        if self.value is not None and self.value_of:
            raise Refused(Problem((), "både värde: och värde_av:", "ett av dem", "ta bort det ena"))
        if figure and self.unit is None:
            raise Refused(Problem((), "ett värde utan enhet:", "värdets enhet", 'ange enhet: till exempel st eller "%"'))
        return self

    @property
    def is_figure_to_date(self) -> bool:
        """Whether it is a figure of a day before the year's last."""
        return self.status is None and self.as_of is not None and (self.as_of.month, self.as_of.day) != _LAST_DAY


class Forecast(Outcome):
    """What is expected to be the year's outcome of a mätetal, as it was judged on a day (`gjord`). Never an outcome."""

    made: Day = Field(alias="gjord", description="dagen då prognosen gjordes")


class Claim(Model):
    """What the report itself says of a criterion, goal, unit, part or the whole.

    `påstår` is null for words that claim nothing.
    """

    about: Code = Field(alias="om")
    claims: Rating | None = Field(alias="påstår")
    words: Text = Field(alias="ord", description="de bärande orden, högst några få")
    source: Cited = Field(alias="källa")


class CountClaim(Model):
    """A count of ratings that the report states ("14 av 21"), ids A-1 and on."""

    id: Annotated[str, Field(pattern=r"^A-\d+$")]
    org_unit: Code = Field(alias="enhet")
    rating: Rating = Field(alias="påstår")
    count: Count = Field(alias="antal")
    of: Count = Field(alias="av")
    source: Cited = Field(alias="källa")

    @model_validator(mode="after")
    def _part_of_whole(self) -> CountClaim:
        if self.count > self.of:
            expected = f"högst {self.of}, som i av:"
            raise Refused(Problem(("antal",), str(self.count), expected, "rätta antal: eller av:"))
        return self


class Statement(Model):
    """One of several places that state the same matter.

    Statements on one `sak` with different `säger` contradict each other.
    """

    id: Annotated[str, Field(pattern=r"^UT-[A-Za-z0-9_ÅÄÖåäö.-]+$")]
    matter: Text = Field(alias="sak")
    says: Text = Field(alias="säger")
    about: tuple[Code, ...] = Field(alias="om", min_length=1)
    source: Cited = Field(alias="källa")
