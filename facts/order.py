"""The order of facts in a year: by id, so that neither the order of files nor of facts in them matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facts.ids import natural
from facts.year import Entry


def order_of(section: str) -> Callable[[Entry], Any]:
    """The sort key of a section: the id, and for facts without one of their own what tells them apart."""
    return _KEYS.get(section, _by_id)


def _by_id(entry: Entry) -> Any:
    return natural(entry.key), entry.key


def _outcome(entry: Entry) -> Any:
    item = entry.item
    figure = (*map(str, item.value_of), str(item.value), str(item.status), item.bound)
    return natural(entry.key), natural(item.source.document), natural(item.source.section), figure, item.told


def _forecast(entry: Entry) -> Any:
    return natural(entry.key), entry.item.made, _outcome(entry)


def _measurement(entry: Entry) -> Any:
    item = entry.item
    return natural(entry.key), item.question or "", item.source.document, item.source.section


def _occasion(entry: Entry) -> Any:
    return entry.item.date, entry.item.kind, entry.item.body


def _log(entry: Entry) -> Any:
    item = entry.item
    return natural(entry.key), item.date, item.by, item.result, item.source.document, item.source.section


def _follow_up(entry: Entry) -> Any:
    item = entry.item
    words = (item.changed or "", item.plan_words or "", item.report_words or "")
    return natural(entry.key), natural(item.source.document), natural(item.source.section), words


def _carry_over(entry: Entry) -> Any:
    return entry.key, entry.item.out, entry.item.result


def _note(entry: Entry) -> Any:
    return natural(entry.key), entry.key, entry.item.date, entry.item.name


def _contributions(entry: Entry) -> Any:
    return natural(entry.item.table), natural(entry.item.column), entry.key


_KEYS: dict[str, Callable[[Entry], Any]] = {
    "outcomes": _outcome,
    "log": _log,
    "follow_ups": _follow_up,
    "carry_overs": _carry_over,
    "notes": _note,
    "contributions": _contributions,
    "forecasts": _forecast,
    "measurements": _measurement,
    "calendar": _occasion,
}
