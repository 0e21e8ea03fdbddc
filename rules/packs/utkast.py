"""Utkast: goals, control areas, ties and tables that are not yet decided are not judged; one finding names them."""

from rules.basis import GOALS
from rules.language import Rule

RULES = (
    Rule(
        id="FY-UTKAST",
        title="Det som är utkast prövas inte",
        basis=GOALS,
        phase="fynd",
        when=("u: utkast antal>=1",),
        then="fynd slag=utkast om=u.om om2=-",
        says="Utkast som inte prövas förrän de är beslutade: {u.utkast} ({u.kalla}).",
        why="Prövningen gäller mål och planer som är beslutade. Ett utkast är märkt utkast: ja i uppgifterna.",
        only="utkast",
    ),
)
