"""The sheets of goals: what is decided, what came of it, and what the reports say of it."""

from __future__ import annotations

from facts.goals import Claim, CountClaim, Criterion, FollowUp, Forecast, Goal, Outcome, Statement
from facts.importers.workbook.columns import Column, Parent, Sheet, column
from facts.occasions import Measurement

_SOURCE = "Dokumentets id och avsnittet där uppgiften står, med komma emellan: ar2020, 4.3.8. Dokumentens id står i organisation.yaml."
_CRITERION = "Mätetalets id, som på bladet Mätetal."
_WORDS = "Med egna ord, kort: vad dokumentet säger."
_DAY = "Dag som år-månad-dag."
_UNIT = "Vad siffran räknas i: tkr, %, st, elever. Välj i listan eller skriv en egen."
_DRAFT = "ja tills det är beslutat. Ett utkast prövas inte."
_TERMS = "tabell.rad.kolumn, som rr.årets_resultat.2020, med minus före där beloppet dras ifrån; flera med komma emellan."

GOALS = Sheet(
    "Mål", "de beslutade målen, ett på varje rad", "mål", Goal, file="mal.yaml",
    columns=(
        column(Goal, "id", "Målets id. Det sätts en gång och ändras aldrig: F-4.3.1-1.", 13),
        column(Goal, "enhet", "Enheten som har målet, med dess id. Tom för strategiska och finansiella mål.", 14, offers="Enheter"),
        column(Goal, "titel", "Målet med planens ord.", 60),
        column(Goal, "verksamhet", "Verksamheten, om planen anger den.", 24),
        column(Goal, "område", "ekonomi för ett finansiellt mål; annars mål eller tom.", 11),
        column(Goal, "beslutat_i_plan", "nej när målet bara finns i redovisningen; annars tom.", 12),
        column(Goal, "källa", _SOURCE, 26),
        column(Goal, "utkast", _DRAFT, 9),
    ),
)  # fmt: skip

_GOAL = column(Criterion, "id", "Målet som mätetalet hör till: dess id på bladet Mål.", 13, offers="Mål")

CRITERIA = Sheet(
    "Mätetal", "målens mätetal: nivåer som ska nås, saker som ska levereras", "mål", Criterion,
    parent=Parent("Mål", "mätetal", _GOAL.named("Mål"), needed=False), titled="Målets titel",
    columns=(
        column(Criterion, "id", "Mätetalets id: målets, en punkt och ett nummer, som F-4.3.1-1.2.", 14),
        column(Criterion, "titel", "Mätetalet med planens ord.", 54),
        column(Criterion, "slag", "nivå: en siffra mot en nivå. leverans: något som ska göras. utan nivå: planen anger ingen nivå.", 11),
        column(Criterion, "villkor", "Hur utfallet ska ligga mot nivån. minst, lägst, max och högst räknar med nivån själv.", 11),
        column(Criterion, "nivå", "Nivån som ska nås, utan enhet.", 11),
        column(Criterion, "nivå_av", f"När nivån är summan av andra uppgifter: {_TERMS}", 24),
        column(Criterion, "enhet", _UNIT, 15, offers="Måttenheter"),
        column(Criterion, "förändring", "När nivån är en förändring mot året före; oklar när planen inte säger vilken.", 14),
        column(Criterion, "åsikt", "ja när mätetalet är en andel av åsikter i en enkät.", 8),
        column(Criterion, "årsbasis", "ja när nivån gäller hela årets siffra.", 9),
        column(Criterion, "räknas_upp", "ja när siffran bara kan växa under året, som ett antal.", 11),
        column(Criterion, "enkät", "ja när utfallet kommer ur en fråga till en målgrupp.", 8),
        column(Criterion, "art", "För leverans: produkt (något som blir färdigt) eller aktivitet (något som hålls eller pågår).", 11),
        column(Criterion, "brist", "För utan nivå: saknas eller oklar.", 9),
        column(Criterion, "skäl", "För leverans: varför produkt eller aktivitet. För utan nivå: varför nivån saknas eller är oklar.", 34),
        column(Criterion, "fråga", "Det som mäts, när lydelsen har betydelse för jämförelser.", 30),
        column(Criterion, "bas", "Vad andelen räknas på, med planens ord.", 18),
        column(Criterion, "skala", "Svarsskalan, med planens ord.", 18),
        column(Criterion, "längre_period.period", "Den längre tid som planen på annat ställe ger samma sak.", 16),
        column(Criterion, "längre_period.källa", _SOURCE, 20),
        column(Criterion, "ansvarig", "Den som svarar för mätetalet, om det inte är enhetens svarande.", 20),
        column(Criterion, "sista_dag", f"När det ska vara klart, om det inte är årets sista dag. {_DAY}", 12),
        column(Criterion, "kräver_beslut", "ja när direktionen ska besluta för att målet ska nås.", 10),
        column(Criterion, "källa", f"Bara om den är en annan än målets. {_SOURCE}", 22),
    ),
)  # fmt: skip


def _outcome(model: type[Outcome]) -> tuple[Column, ...]:
    return (
        column(model, "mätetal", _CRITERION, 14, offers="Mätetal"),
        column(model, "värde", "Siffran som dokumentet anger, med de decimaler som är tryckta. Antingen värde, värde av eller status.", 11),
        column(model, "enhet", _UNIT, 14, offers="Måttenheter"),
        column(model, "status", "När dokumentet inte anger en siffra: vad som är gjort.", 18),
        column(model, "uppgift", _WORDS, 50),
        column(model, "källa", _SOURCE, 24),
        column(model, "gräns", "När siffran inte är exakt: ungefär, drygt, mer än. Tom betyder exakt.", 11),
        column(model, "värde_av", f"När utfallet är summan av andra uppgifter: {_TERMS}", 28),
        column(model, "föregående", "Föregående års värde, för ett mål om förändring.", 12),
        column(model, "belägg", "Vad som visar utfallet. Tom: siffra för ett värde, egen uppgift för en status.", 13),
        column(model, "antal_svar", "Antal svar bakom en andel.", 10),
        column(model, "gruppens_storlek", "När bara gruppens storlek är angiven.", 11),
        column(model, "del_av_året", "ja när siffran inte är hela årets.", 10),
        column(model, "per", f"Dagen som utfallet gäller, när det inte är hela årets. {_DAY}", 12),
        column(model, "bas", "Redovisningens bas, när den är en annan än planens.", 16),
        column(model, "skala", "Redovisningens skala, när den är en annan än planens.", 16),
        column(model, "fråga", "Redovisningens fråga eller föremål, när det är ett annat än planens.", 26),
    )


OUTCOMES = Sheet(
    "Utfall", "vad dokumenten visar om varje mätetal: en siffra eller vad som är gjort", "utfall", Outcome, _outcome(Outcome),
    file="utfall.yaml", follows="mätetal", titled="Mätetalets titel", waits=True,
)  # fmt: skip

FORECASTS = Sheet(
    "Prognoser", "vad utfallet väntas bli, som det bedömdes en viss dag; aldrig ett utfall", "prognoser", Forecast,
    (*_outcome(Forecast), column(Forecast, "gjord", f"Dagen då prognosen gjordes. {_DAY}", 12)),
    file="prognoser.yaml", follows="mätetal", titled="Mätetalets titel",
)  # fmt: skip

MEASUREMENTS = Sheet(
    "Mätningar", "hur enkätmålen mäts: frågan, målgruppen och svaren", "mätningar", Measurement, file="matningar.yaml", follows="mätetal",
    titled="Mätetalets titel",
    columns=(
        column(Measurement, "mätetal", _CRITERION, 14, offers="Mätetal"),
        column(Measurement, "fråga", "Frågan som den ställs. Tom när ingen fråga är ställd.", 44),
        column(Measurement, "målgrupp", "Vilka som får frågan.", 24),
        column(Measurement, "ställd", f"Dagen då frågan ställdes. {_DAY}", 12),
        column(Measurement, "antal_svar", "Antal svar hittills.", 10),
        column(Measurement, "klar", f"Dagen då svaret finns. {_DAY}", 12),
        column(Measurement, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

FOLLOW_UPS = Sheet(
    "Uppföljningar", "var redovisningen följer upp varje mål", "uppföljningar", FollowUp, file="uppfoljningar.yaml", follows="mål",
    titled="Målets titel",
    columns=(
        column(FollowUp, "mål", "Målets id, som på bladet Mål.", 13, offers="Mål"),
        column(FollowUp, "källa", _SOURCE, 24),
        column(FollowUp, "ändrad_lydelse", "Om redovisningens ord är andra än planens: redaktionell eller saklig ändring.", 14),
        column(FollowUp, "planens_ord", "Planens lydelse, när den är ändrad.", 44),
        column(FollowUp, "redovisningens_ord", "Redovisningens lydelse, när den är ändrad.", 44),
    ),
)  # fmt: skip

CLAIMS = Sheet(
    "Påståenden", "vad redovisningen själv säger om mål, mätetal, enheter och helheten", "påståenden", Claim, file="pastaenden.yaml", follows="om",
    titled="Vad det gäller",
    columns=(
        column(Claim, "om", "Id för det som påståendet gäller: ett mål, ett mätetal, en enhet, GEH, BK-1.", 14),
        column(Claim, "påstår", "Vad orden säger om uppfyllelsen. Tom när de inte påstår något.", 11),
        column(Claim, "ord", "De bärande orden, högst några få.", 50),
        column(Claim, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

COUNT_CLAIMS = Sheet(
    "Antalspåståenden", "antal mål som redovisningen anger (\"14 av 21\")", "antalspåståenden", CountClaim, file="pastaenden.yaml",
    columns=(
        column(CountClaim, "id", "A- och ett nummer: A-1.", 8),
        column(CountClaim, "enhet", "Enheten vars mål räknas, med dess id.", 14, offers="Enheter"),
        column(CountClaim, "påstår", "Vilken bedömning som räknas.", 11),
        column(CountClaim, "antal", "Hur många.", 8),
        column(CountClaim, "av", "Av hur många.", 8),
        column(CountClaim, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

STATEMENTS = Sheet(
    "Utsagor", "ställen som säger olika saker om samma sak", "utsagor", Statement, file="utsagor.yaml",
    columns=(
        column(Statement, "id", "UT- och ett namn: UT-plan-1.", 24),
        column(Statement, "sak", "Saken, lika på de rader som gäller samma sak.", 30),
        column(Statement, "säger", "Vad stället säger om saken.", 34),
        column(Statement, "om", "Id för det som utsagan gäller; flera med komma emellan.", 22),
        column(Statement, "källa", _SOURCE, 24),
    ),
)  # fmt: skip
