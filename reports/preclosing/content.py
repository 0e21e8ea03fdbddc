"""The whole pre-close check as sections in their order, the same for every format that is read by people."""

from __future__ import annotations

from reports.blocks import Paragraph, Section
from reports.preclose import PreClose
from reports.preclosing.accounts import accounts, decisions
from reports.preclosing.control import control
from reports.preclosing.goals import settled, surveys
from reports.preclosing.outlook import forecast, interim
from reports.preclosing.standing import actions, failing_ties, standings

_ORDER = (standings, actions, failing_ties, settled, surveys, control, accounts, interim, forecast, decisions)
EXIT_CODES = (
    "Slutkoderna är desamma som för årets prövning, tillämpade på det som har förfallit till och med dagen. Slutkod 0: inget av det saknas, avviker "
    "eller är försenat. Slutkod 1: ett mål kan inte längre nås, ett påstående är motsagt, en avstämning avviker, eller en kontroll, en åtgärd eller "
    "ett återställandebeslut är försenat. Slutkod 3: inget av det under 1, men underlag saknas för något som har förfallit."
)


def sections(preclose: PreClose, everything: bool) -> tuple[Section, ...]:
    """Every section; what can be shown met and what agrees only when everything is asked for."""
    told = (section for make in _ORDER if (section := make(preclose, everything)))
    return (*told, Section("Förklaring", (Paragraph(EXIT_CODES),), "forklaring"))
