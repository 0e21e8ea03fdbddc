"""The sheets of the internal control, of decisions, and of the year's dates."""

from __future__ import annotations

from facts.control import ControlArea, Decision, Deviation, LogEntry, Moment
from facts.importers.workbook.columns import Parent, Sheet, column
from facts.occasions import Occasion

_SOURCE = "Dokumentets id och avsnittet där uppgiften står, med komma emellan: ar2020, bilaga 2."
_DAY = "Dag som år-månad-dag."
_MOMENT = "Kontrollmomentets id, som på bladet Internkontrollplan."
_CLOSED = f"Dagen då det var åtgärdat, eller orden: datum framgår inte. Tom medan det är öppet. {_DAY}"

AREAS = Sheet(
    "Kontrollområden", "internkontrollplanens områden", "kontrollområden", ControlArea, file="intern-kontroll.yaml",
    columns=(
        column(ControlArea, "id", "Områdets id: IK-1.", 10),
        column(ControlArea, "område", "Områdets namn i planen.", 44),
        column(ControlArea, "grupp", "Rubriken som området står under, om planen har en.", 28),
        column(ControlArea, "källa", _SOURCE, 26),
        column(ControlArea, "utkast", "ja tills planen är beslutad. Ett utkast prövas inte.", 9),
    ),
)  # fmt: skip

_AREA = column(ControlArea, "id", "Området som momentet hör till: dess id på bladet Kontrollområden.", 10, offers="Kontrollområden")

MOMENTS = Sheet(
    "Internkontrollplan", "planens kontrollmoment och vad deras resultat visar", "kontrollområden", Moment,
    parent=Parent("Kontrollområden", "moment", _AREA.named("Område"), needed=True), titled="Områdets namn",
    columns=(
        column(Moment, "id", "Momentets id: områdets och en bokstav, som IK-1a.", 10),
        column(Moment, "moment", "Momentet med planens ord.", 48),
        column(Moment, "metod", "Kontrollmetoden.", 30),
        column(Moment, "frekvens", "Hur ofta momentet ska kontrolleras. Tom när planen inte anger det.", 16, offers="Frekvenser"),
        column(Moment, "tillfällen", "Sista dag för varje kontroll, med komma emellan. Tom: jämnt över året.", 24),
        column(Moment, "ansvarig", "Den som ansvarar för kontrollen. Tom när planen inte anger någon.", 22),
        column(Moment, "rör_ansvarig", "ja när momentet kontrolleras av den det gäller.", 10),
        column(Moment, "resultat.visar", "Vad redovisningens resultat visar om hur ofta det kontrollerats.", 13),
        column(Moment, "resultat.antal", "Antal kontroller, när resultatet visar antal eller minst.", 10),
        column(Moment, "resultat.uppgift", "Med egna ord, kort: vad resultatet säger.", 44),
        column(Moment, "resultat.källa", _SOURCE, 24),
        column(Moment, "notering", "Planerad översyn av något som befunnits i ordning.", 28),
    ),
)  # fmt: skip

_OF_MOMENT = column(Moment, "id", _MOMENT, 10, offers="Internkontrollplan")

DEVIATIONS = Sheet(
    "Avvikelser", "noteringar, sådant som saknas eller är under revidering", "kontrollområden", Deviation,
    parent=Parent("Internkontrollplan", "avvikelser", _OF_MOMENT.named("Moment"), needed=False), titled="Momentets titel",
    columns=(
        column(Deviation, "slag", "Vad avvikelsen är.", 28),
        column(Deviation, "uppgift", "Med egna ord, kort.", 50),
        column(Deviation, "kontrolldatum", f"Kontrollens dag, där den framgår. {_DAY}", 14),
        column(Deviation, "stängd", _CLOSED, 20),
    ),
)  # fmt: skip

LOG = Sheet(
    "Kontrollogg", "utförda kontroller, en på varje rad", "kontrollogg", LogEntry, file="kontrollogg.yaml", titled="Momentets titel",
    columns=(
        column(LogEntry, "moment", _MOMENT, 10, offers="Internkontrollplan"),
        column(LogEntry, "datum", f"Dagen då kontrollen gjordes. {_DAY}", 12),
        column(LogEntry, "av", "Vem som kontrollerade.", 22),
        column(LogEntry, "resultat", "Vad kontrollen visade, med få ord.", 40),
        column(LogEntry, "notering", "Det som kontrollen fann och som ska åtgärdas. Tom när inget finns att åtgärda.", 34),
        column(LogEntry, "åtgärd", "Vad som ska göras eller är gjort.", 34),
        column(LogEntry, "stängd", _CLOSED, 20),
        column(LogEntry, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

DECISIONS = Sheet(
    "Beslut", "beslut om undantag, återställande och budget", "beslut", Decision, file="beslut.yaml",
    columns=(
        column(Decision, "id", "Beslutets id: B-1.", 9),
        column(Decision, "slag", "Vad beslutet gäller.", 18),
        column(Decision, "gäller", "För undantag: målen eller mätetalen, för budgetändring: redovisningsenheterna; deras id med komma emellan.", 22),
        column(Decision, "underskott_år", "För synnerliga skäl och återställandeplan: underskottets år.", 12),
        column(Decision, "organ", "Den som beslutade.", 18),
        column(Decision, "datum", f"Beslutets dag. {_DAY}", 12),
        column(Decision, "paragraf", "Paragrafen i protokollet: § 42.", 11),
        column(Decision, "skäl", "Skälet, med få ord.", 44),
        column(Decision, "till_och_med", f"Sista dagen som beslutet gäller, om det har en. {_DAY}", 13),
        column(Decision, "källa", _SOURCE, 24),
    ),
)  # fmt: skip

CALENDAR = Sheet(
    "Kalender", "sammanträden och sista dagar under året", "kalender", Occasion, file="kalender.yaml",
    columns=(
        column(Occasion, "slag", "Vad dagen är.", 16),
        column(Occasion, "datum", _DAY, 12),
        column(Occasion, "organ", "Den som sammanträder, eller som ska lämna.", 26),
        column(Occasion, "källa", _SOURCE, 24),
    ),
)  # fmt: skip
