"""A change of one fact in Swedish: "3 av 35 svar till", "241 tkr sämre resultat", "ett utfall på minst 80 %"."""

from __future__ import annotations

from collections.abc import Callable

from reports.swedish import RATING, listed, number, word
from reports.whatif import Move, Nearest, Sensitivity

NOTHING = "Ingen ändring av en enda uppgift ändrar bedömningen"
_LETTERS = {"U": "uppfyllt", "D": "delvis", "E": "ej"}
_MONEY = ("kr", "tkr", "mnkr", "mkr")
_FEW = 6  # so many other facts are named, not only counted
_ONE = "1"


def change(one: Nearest) -> str:
    """What the change is, with what the fact becomes and what it was."""
    return _SAID[one.kind](one)


def said_move(one: Move) -> str:
    """The change, what else it could be made of, and the ratings that it goes through."""
    return f"{change(one.change)}{_also(one.change)}{_through(one)}"


def none_of(one: Sensitivity) -> str:
    """That nothing moves the rating, and how much was tried."""
    if not one.tried:
        return f"{NOTHING}; den vilar inte på någon uppgift om utfall, belopp eller utförda kontroller."
    return f"{NOTHING}; {number(str(one.tried))} {'uppgift är prövad' if one.tried == 1 else 'uppgifter är prövade'}."


def _instead(one: Nearest) -> str:
    return f"{one.fact}: {one.becomes} i stället för {one.was}"


def _many(one: Nearest, more: str, fewer: str) -> str:
    amount = number(one.distance or "0")
    return f"{amount} {more if one.direction == 'upp' else fewer}"


def _figure(one: Nearest) -> str:
    if one.direction == "-":
        return f"exakt {one.becomes} i stället för {one.was} ({one.fact})"
    if one.unit == "%":
        points = "procentenhet" if one.distance == _ONE else "procentenheter"
        return f"{_many(one, f'{points} högre', f'{points} lägre')} utfall ({_instead(one)})"
    if one.unit in _MONEY:
        return f"{_many(one, f'{one.unit} högre', f'{one.unit} lägre')} utfall ({_instead(one)})"
    noun = "" if one.distance == _ONE or one.unit == "st" else f"{one.unit} "
    return f"{_many(one, f'{noun}till', f'{noun}färre')} ({_instead(one)})"


def _answers(one: Nearest) -> str:
    return f"{_many(one, f'av {one.of} svar till', f'av {one.of} svar färre')} ({_instead(one)})"


def _amount(one: Nearest) -> str:
    return f"{_many(one, f'{one.unit} högre belopp', f'{one.unit} lägre belopp')} ({_instead(one)})"


def _result(one: Nearest) -> str:
    return f"{_many(one, f'{one.unit} bättre resultat', f'{one.unit} sämre resultat')} ({_instead(one)})"


def _controls(one: Nearest) -> str:
    if one.was is None:
        exact = "" if one.edge == "exakt" else _edged(one).removesuffix(one.becomes)
        count = _edged(one) if one.edge == "mellan" else f"{exact}{one.becomes}"
        return f"uppgift om {count} {_occasions(one.until or one.becomes)} ({one.fact})"
    amount = "ett" if one.distance == _ONE else number(one.distance or "0")
    return f"{amount} {_occasions(one.distance)} {'till' if one.direction == 'upp' else 'färre'} ({_instead(one)})"


def _occasions(count: str | None) -> str:
    return "kontrolltillfälle" if count == _ONE else "kontrolltillfällen"


def _status(one: Nearest) -> str:
    return f"statusen {one.becomes} i stället för {one.was} ({one.fact})"


def _missing(one: Nearest) -> str:
    if not one.unit:
        return f"ett utfall med statusen {one.becomes} ({one.fact})"
    noun = one.title if one.fact[0].islower() else "ett utfall för året" if one.so_far else "ett utfall"
    about = f"{one.fact}: {one.so_far}" if one.so_far else one.fact
    return f"{noun} på {_edged(one)} ({about})" if one.edge != "varje" else f"{noun}, vilket det än är ({about})"


def _edged(one: Nearest) -> str:
    if one.edge == "mellan":
        return f"{one.becomes.partition(' ')[0]} till {one.until}"
    return f"{ {'minst': 'minst', 'hogst': 'högst'}.get(one.edge, 'exakt') } {one.becomes}"


def _also(one: Nearest) -> str:
    if not one.also:
        return ""
    if len(one.also) <= _FEW:
        return f". Detsamma gäller {listed(one.also)}"
    return f". Detsamma gäller {number(str(len(one.also)))} andra belopp som den vilar på"


def _through(one: Move) -> str:
    """The ratings on the way; the last of them is what the rating itself rests on."""
    if not one.through:
        return ""
    return f". Genom {listed(f'{step.id} ({codes(step.rating)} → {codes(step.to)})' for step in one.through)}"


def codes(letters: str) -> str:
    """What a node can be, in words."""
    if letters == "X":
        return word(RATING, "ej_tillampligt")
    if len(letters) == 1:
        return word(RATING, _LETTERS[letters])
    return listed((word(RATING, _LETTERS[letter]) for letter in letters), "eller")


_SAID: dict[str, Callable[[Nearest], str]] = {
    "siffra": _figure, "svar": _answers, "belopp": _amount, "resultat": _result, "kontroll": _controls, "status": _status, "saknas": _missing,
}  # fmt: skip
