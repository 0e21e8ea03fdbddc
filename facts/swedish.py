"""Pydantic's errors as ours: found, expected and what to do in Swedish, at the part of the file they concern."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from facts.errors import MOST_ERRORS, InputError, Path, Refused, advice, nearest, shown, too_many
from facts.factfile import FactFile
from facts.fields import ACCOUNTS, CODE, DOCUMENT, MEMBER, OBJECTS, PRINTED_ROW, ROW, SIGNED_ROW, TERM, Model

Words = tuple[str, str, str]

_QUOTE = "sätt citattecken om värdet"
_NUMBER = ("ett tal", "skriv talet utan citattecken och mellanslag, med decimalpunkt, som i: 42.20")
_WHOLE = ("ett heltal", "skriv talet utan decimaler och citattecken")
_LIST = ("en lista", "skriv som i: [värde, värde], eller ta bort nyckeln om inget finns att ange")
_GROUP = ("en grupp av nycklar", "skriv nycklarna på egna rader med indrag, eller ta bort nyckeln om den är tom")

_PATTERNS: dict[str, tuple[str, str]] = {
    CODE: ("ett id av bokstäver, siffror och . _ -", "ta bort blanksteg och andra tecken"),
    DOCUMENT: ("ett id av bokstäver, siffror och . _ : -", "ta bort blanksteg och andra tecken"),
    ROW: ("ett namn av små bokstäver, siffror, _ och -", "skriv med små bokstäver och _ i stället för blanksteg"),
    SIGNED_ROW: ("en rads namn, med eller utan minus före", "skriv radens namn som under rader:"),
    MEMBER: ("ett id av stora bokstäver A–Z, siffror, _ och -", "skriv med stora bokstäver utan å, ä och ö, som i: BORAS"),
    ACCOUNTS: ("ett konto eller ett intervall av konton", "skriv siffrorna som i: 3011 eller 3000-3099"),
    OBJECTS: ("ett objekt eller ett intervall av objekt", "skriv som i: 100 eller 100-199"),
    PRINTED_ROW: ("tabell.rad i den tryckta räkningen, med eller utan minus före", "skriv som i: rr.verksamhetens_intäkter"),
    TERM: ("tabell.rad.kolumn eller ett texttals id, med eller utan minus före", "skriv som i: resultat.intäkter.2020"),
}
_BY_TYPE: dict[str, tuple[str, str]] = {
    "string_type": ("text", _QUOTE),
    "string_too_short": ("text", "fyll i texten"),
    "too_short": ("minst en uppgift", "fyll i, eller ta bort nyckeln"),
    "too_long": ("två uppgifter", "skriv två: [den första, den andra]"),
    "tuple_type": _LIST,
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "decimal_type": _NUMBER,
    "is_instance_of": _NUMBER,
    "decimal_max_places": ("högst sex decimaler", "avrunda som dokumentet gör"),
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _WHOLE,
    "bool_type": ("ja eller nej", "skriv ja eller nej"),
    "bool_parsing": ("ja eller nej", "skriv ja eller nej"),
}
_BOUNDS = {"less_than_equal": ("le", "högst"), "greater_than_equal": ("ge", "minst"), "greater_than": ("gt", "mer än")}
_PRINTED = re.compile(r"(-?(?:0|[1-9]\d*))(?:,(?!\d{3}\b)(\d+))?( ?%)?", re.ASCII)  # three decimals might be thousands
_WITH_UNIT = ("värde", "nivå", "föregående")  # beside enhet:


def translate(error: ValidationError, file: FactFile, model: type[Model], within: Path = ()) -> list[InputError]:
    """Every mistake that the model found in the file's part at `within`, in our words and with its place."""
    details = error.errors(include_url=False)
    more = [too_many(file.name)] if len(details) > MOST_ERRORS else []
    details = details[:MOST_ERRORS]
    misspelt = {(loc[:-1], _meant(model, loc)) for loc in (d["loc"] for d in details if d["type"] == "extra_forbidden")}
    wanted = [d for d in details if d["type"] != "missing" or (d["loc"][:-1], d["loc"][-1]) not in misspelt]
    return [*(told for detail in wanted for told in _told(detail, file, model, within)), *more]


def _meant(model: type[Model], loc: Path) -> str | None:
    """The known key that an unknown one resembles: it is not missing as well."""
    return nearest(str(loc[-1]), known_keys(model, loc[:-1]))


def _told(detail: ErrorDetails, file: FactFile, model: type[Model], within: Path) -> Iterator[InputError]:
    loc, kind = within + detail["loc"], detail["type"]
    refused = detail.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        for path, found, expected, action in refused.problems:
            yield InputError.at(file.place(loc + path), found, expected, action)
    elif kind == "extra_forbidden":
        yield InputError.at(file.place(loc, key=True), *_unknown_key(str(loc[-1]), known_keys(model, detail["loc"][:-1])))
    elif kind == "missing":
        yield InputError.at(file.place(loc[:-1]), *_missing(loc[-1]))
    elif loc[-1:] == ("[key]",):
        yield InputError.at(file.place(loc[:-1], key=True), *_words(detail))
    else:
        found, expected, action = _words(detail)
        if (expected, action) == _NUMBER:
            action = _rewritten(detail["input"], loc[-1] in _WITH_UNIT) or action
        yield InputError.at(file.place(loc), found, expected, action)


def _rewritten(value: object, has_unit: bool) -> str:
    """How a number with a comma, or with % where its unit is a key beside it, is written here; nothing for what is written otherwise."""
    printed = _PRINTED.fullmatch(value) if isinstance(value, str) else None
    if not printed or not (printed[2] or printed[3]) or (printed[3] and not has_unit):
        return ""
    number = f"{printed[1]}.{printed[2]}" if printed[2] else printed[1]
    return f'skriv {number}, och "%" under enhet:' if printed[3] else f"skriv {number}"


def _missing(part: str | int) -> Words:
    if isinstance(part, int):
        return (
            f"{part} {'uppgift' if part == 1 else 'uppgifter'}",
            "två uppgifter",
            "skriv två: [den första, den andra]",
        )
    return f'ingen nyckel "{part}"', f"{part}:", f"lägg till {part}:"


def _unknown_key(key: str, known: list[str]) -> Words:
    if near := nearest(key, known):
        return f'den okända nyckeln "{key}"', f"{near}:", f"skriv {near}:, eller ta bort nyckeln"
    return f'den okända nyckeln "{key}"', f"en av {', '.join(known)}", "rätta eller ta bort nyckeln"


def _words(detail: ErrorDetails) -> Words:
    kind, found, context = detail["type"], shown(detail["input"]), detail.get("ctx", {})
    if kind == "literal_error":
        return found, *_choice(detail["input"], str(context["expected"]))
    if kind in _BOUNDS:
        name, word = _BOUNDS[kind]
        return found, f"{word} {context[name]}", "rätta talet eller enheten"
    if kind == "string_pattern_mismatch":
        return found, *_PATTERNS.get(str(context["pattern"]), _own_pattern(str(context["pattern"])))
    return found, *_BY_TYPE.get(kind, ("ett värde av annat slag", "jämför med en annan fil som fungerar"))


def _choice(value: object, expected: str) -> tuple[str, str]:
    """Pydantic lists a literal's words as 'a', 'b' or 'c'."""
    words = expected.replace("' or '", "', '").strip("'").split("', '")
    return f"en av {', '.join(words)}", advice(str(value), words, "skriv ett av dem")


def _own_pattern(pattern: str) -> tuple[str, str]:
    """The few patterns that are an id's own: its fixed beginning tells what it is."""
    start = pattern.removeprefix("^").split("[")[0].split("(")[0].split("\\")[0]
    form = f"ett id som börjar med {start}" if start else "ett namn av små bokstäver, siffror och . _ -"
    return (form + "." if start == "t" else form), "rätta id:t"


def known_keys(model: type[Model], path: Path) -> list[str]:
    """The keys that a group at the path may have, in the order of the model."""
    here: Any = model
    for step in path:
        here = _inside(here, step)
    here = _bare(here)
    is_model = isinstance(here, type) and issubclass(here, Model)
    return [info.alias or name for name, info in here.model_fields.items()] if is_model else []


def _inside(kind: Any, step: str | int) -> Any:
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Model):
        return next((i.annotation for n, i in kind.model_fields.items() if step == (i.alias or n)), None)
    return get_args(kind)[1 if get_origin(kind) is dict else 0] if get_args(kind) else None


def _bare(kind: Any) -> Any:
    """The type without Annotated and None."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
    return kind
