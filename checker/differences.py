"""The first difference between two JSON forms, in words that name the fact, the rule or the rating."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from reports.canonical import canonical
from reports.facttext import fact_text

LONGEST = 80

# The parts of the form in the order in which a difference is looked for, with the word for one of each and the fields it is known by.
_PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "facts": ("uppgiften", ()),
    "rules": ("regeln", ()),
    "ratings": ("bedömningen", ("id",)),
    "ties": ("avstämningen", ("id",)),
    "findings": ("iakttagelsen", ("id",)),
    "missing": ("frågan om", ("fact",)),
    "notes": ("noteringen om", ("about", "name")),
    "trace": ("steg", ("step",)),
    "members": ("medlemmen", ("id",)),
    "units": ("enheten", ()),
    "files": ("faktafilen", ()),
}
_APART = frozenset({"digest", "fact_files"})  # tried on their own


def first_difference(one: Mapping[str, Any], other: Mapping[str, Any], there: str = "omprövningen", without: Collection[str] = ()) -> str | None:
    """The first difference between a form and another one, in words; None where they agree to the last sign and in the same order."""
    rest = sorted({*one, *other} - {*_PARTS, *_APART})
    for part in (*_PARTS, *rest):
        if part not in without and ((part in one) != (part in other) or not same(one.get(part), other.get(part))):
            return _in_part(part, one.get(part), other.get(part), there)
    return None


def _in_part(part: str, one: Any, other: Any, there: str) -> str:
    """The first row of a part that differs; else that the part as a whole does, as when its rows stand in another order."""
    noun, fields = _PARTS.get(part, ("", ()))
    mine, theirs = _by_key(one, fields), _by_key(other, fields)
    found = next(unlike(mine, theirs), None)
    if noun and found is not None:
        return f"{noun} {found}: {_fields(mine.get(found), theirs.get(found), there)}"
    return f'"{part}" är inte detsamma i filen som i {there}, eller står i en annan ordning'


def _by_key(part: Any, fields: Sequence[str]) -> dict[str, Any]:
    if isinstance(part, dict):
        return part
    rows = part if isinstance(part, list) else []
    return {" av ".join(str(row.get(field)) for field in fields) if isinstance(row, dict) else str(at): row for at, row in enumerate(rows)}


def unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """The keys that only one has, or that lead to different values."""
    return (key for key in dict.fromkeys([*one, *other]) if key not in one or key not in other or not same(one[key], other[key]))


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: 1 is neither true nor 1.0 here."""
    return canonical(one) == canonical(other)


_FIELDS = {
    "lo": "nedre gräns", "hi": "övre gräns", "value": "beloppet", "varde": "värdet", "text": "texten", "source": "källan",
    "rating": "bedömningen", "possible": "möjliga utfall", "claimed": "påståendet", "verdict": "omdömet", "evidence": "belägget",
    "reason": "skälet", "because": "meningen", "says": "meningen", "title": "titeln", "trace": "stegen", "rule": "regeln",
    "status": "utfallet", "left": "vänster sida", "right": "höger sida", "difference": "skillnaden", "basis": "grunden",
    "sha256": "kontrollsumman", "name": "namnet", "contributions": "bidragen", "total": "summan", "stance": "ståndpunkten",
}  # fmt: skip


def _fields(one: Any, other: Any, there: str) -> str:
    """What two values of one thing say where they differ: in the file, and there. A fact is told in its own words, if they differ."""
    if one is None or other is None:
        return f"finns inte i {there if other is None else 'filen'}"
    if isinstance(one, dict) and isinstance(other, dict):
        field = next(unlike(one, other))
        if "kind" in other and (mine := _in_words(one)) != (theirs := _in_words(other)):
            return f"{_told(mine)} i filen och {_told(theirs)} i {there}"
        return f"{_FIELDS.get(field, field)} är {_told(one.get(field))} i filen och {_told(other.get(field))} i {there}"
    return f"{_told(one)} i filen och {_told(other)} i {there}"


def _in_words(fact: Mapping[str, Any]) -> str:
    """A fact as people read it; one that was altered may lack what makes it readable."""
    try:
        return fact_text(fact)
    except (KeyError, TypeError):
        return str(dict(fact))


def _told(value: Any) -> str:
    text = " ".join(str(value).split())
    return f'"{text}"' if len(text) <= LONGEST else f'"{text[: LONGEST - 1]}…"'
