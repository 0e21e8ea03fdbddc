"""Words of a result that say that the control itself was not made: such a row is no performed control.

What a control found ("fakturor ej attesterade", "övningen ej genomförd") is a result. So the words count only where nothing else
is their subject: at the beginning of a sentence, or after the control, the moment, the review or the sample itself.
"""

from __future__ import annotations

import re

_CONTROL = r"(?:(?:egen|intern)?kontroll(?:en|erna|er)?|(?:kontroll)?moment(?:et|en)?|granskning(?:en|ar)?|stickprov(?:et|en)?|genomgång(?:en)?)"
_OF_WHAT = r"(?: (?:av|för|i|nr) [\w-]+){0,2}"
_AUXILIARY = r"(?: ?(?:har|hade|är|var|blev|kunde|kunnat|kan|ska|skulle|vi|ännu|tyvärr|dock))*"
_NOT = r"(?:ej|inte|icke|aldrig)(?: (?:ännu|kunnat|kunde|blivit|bli|längre|att))*"
_MADE = (
    r"(?:utför[dt]|utförts|utföras|utfördes|genomför[dt]|genomförts|genomföras|genomfördes|gjor[dt]|gjorts|göras|gjordes|tagits|skett|ägt rum"
    r"|kontrollera[dt]|kontrollerats|kontrolleras|kontrollerades|granska[dt]|granskats|granskas|granskades|påbörja[dt]|påbörjats)"
)
_PAST = r"(?:utför(?:des|ts|t|d)|genomför(?:des|ts|t|d)|gjor(?:des|ts|t|d)|blev|togs|skedde|hanns|kontrollera(?:des|ts|t|d)|granska(?:des|ts|t|d))"
_MANY = r"(?:utförda|genomförda|gjorda|granskade)"  # of controls alone: "ej gjorda avskrivningar" is what a control found
_NO_TIME = r"(?:(?:ej|inte) (?:hunn(?:it|its|en)|hann|hanns)|han(?:n|ns) (?:vi )?(?:ej|inte))"
_MOVED = (
    r"(?:framflytta[dt]|framflyttats|framflyttades|inställ[dt]|inställts|ställ(?:s|des|ts) in|uppskjut(?:en|et|its)|skj(?:uts|öts|utits) upp"
    r"|senarelag[dt]|senarelagts|senarelades|utebliven|uteblivit|uteblev)"
)
_LATER = (
    r"(?:(?:nästa|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|sommaren|hösten|vintern)\b"
    r"|(?:början|slutet) av|\d)"
)
_THAT_IS_ALL = rf"(?= *(?:$|[.,;:!?()]|p\.?g\.?a|på grund|under|i år|till {_LATER}))"  # what follows has no other subject
_GONE = rf"(?:flytta(?:[dt]|s|des|ts)|skj(?:uts|öts|utits)|utgår|utgått|utgick|saknas|(?:ej|inte) aktuellt?){_THAT_IS_ALL}"
_AFTER = rf"{_PAST} (?:dock |tyvärr |ännu )*(?:ej|inte|icke|aldrig)(?! (?:bara|endast|enbart|heller)\b)"
_SAYS_SO = rf"{_AUXILIARY} ?(?:(?:{_NOT} {_MADE}|{_NO_TIME}|{_MOVED}|{_AFTER})\b|{_GONE})"
_ALONE = re.compile(rf"(?:^|[.!?:]) *{_SAYS_SO}")
_OF_THE_CONTROL = re.compile(rf"\b{_CONTROL}{_OF_WHAT}(?:{_SAYS_SO}|{_AUXILIARY} {_NOT} {_MANY}\b)")
_NONE = re.compile(rf"(?:^|[.!?:]) *ing(?:en|a|et) {_CONTROL}{_OF_WHAT} ?(?:$|[.,;:!?(]|{_AUXILIARY} ?(?:{_MADE}|{_PAST}|{_MANY})\b)")


def is_not_made(result: str) -> bool:
    """Whether the result says that the control was not made."""
    told = " ".join(result.casefold().split())
    return bool(_ALONE.search(told) or _OF_THE_CONTROL.search(told) or _NONE.search(told))
