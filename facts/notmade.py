"""Words of a result that say that the control itself was not made: such a row is no performed control.

What a control found ("fakturor ej attesterade", "övningen ej genomförd") is a result. So the words count only where nothing else
is their subject: at the beginning of a sentence, or after the control, the moment, the review or the sample itself.
"""

from __future__ import annotations

import re

_CONTROL = r"(?:(?:egen|intern)?kontroll(?:en|erna|er)?|(?:kontroll)?moment(?:et|en)?|granskning(?:en)?|stickprov(?:et|en)?|genomgång(?:en)?)"
_OF_WHAT = r"(?: (?:av|för|i|nr) [\w-]+){0,2}"
_AUXILIARY = r"(?: ?(?:har|hade|är|var|blev|kunde|kunnat|kan|vi|ännu|tyvärr|dock))*"
_NOT = r"(?:ej|inte|icke|aldrig)(?: (?:ännu|kunnat|kunde|blivit|bli|längre|att))*"
_MADE = (
    r"(?:utför[dt]|utförts|utföras|genomför[dt]|genomförts|genomföras|gjor[dt]|gjorts|göras"
    r"|kontrollera[dt]|kontrollerats|kontrolleras|granska[dt]|granskats|granskas)"
)
_MANY = r"(?:utförda|genomförda|gjorda|granskade)"  # of controls alone: "ej gjorda avskrivningar" is what a control found
_NO_TIME = r"(?:(?:ej|inte) (?:hunn(?:it|its|en)|hann|hanns)|han(?:n|ns) (?:vi )?(?:ej|inte))"
_MOVED = r"(?:framflytta[dt]|framflyttats|inställ[dt]|inställts|uppskjut(?:en|et|its)|senarelag[dt]|senarelagts|utebliven|uteblivit|uteblev)"
_SAYS_SO = rf"{_AUXILIARY} ?(?:{_NOT} {_MADE}|{_NO_TIME}|{_MOVED})\b"
_ALONE = re.compile(rf"(?:^|[.!?:]) *{_SAYS_SO}")
_OF_THE_CONTROL = re.compile(rf"\b{_CONTROL}{_OF_WHAT}(?:{_SAYS_SO}|{_AUXILIARY} {_NOT} {_MANY}\b)")


def is_not_made(result: str) -> bool:
    """Whether the result says that the control was not made."""
    told = " ".join(result.casefold().split())
    return bool(_ALONE.search(told) or _OF_THE_CONTROL.search(told))
