"""Spans of accounts and objects as konton.yaml writes them: texts of digits, compared with texts of the same length alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_PAST = "\U0010ffff"  # after every text
_TWO = re.compile(r"([0-9]+)-([0-9]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """From one text to another of the same length, both included; one text alone is from itself to itself."""

    first: str
    last: str

    def holds(self, text: str) -> bool:
        """Whether the text is in the span: 304 is in 300-399, and neither 3040 nor 30 is."""
        return len(text) == len(self.first) and self.first <= text <= self.last

    def meets(self, other: Span) -> bool:
        """Whether some text is in both."""
        return len(self.first) == len(other.first) and self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


def span(written: str) -> Span:
    """The span of "3000-3099" or "304". An object's name with a dash is one object, unless it is two numbers of equal length."""
    found = _TWO.fullmatch(written)
    return Span(found.group(1), found.group(2)) if found and len(found.group(1)) == len(found.group(2)) else Span(written, written)


def fault(written: str, accounts: bool) -> str:
    """What is wrong with a span as it is written, if anything: the ends are of different lengths, or the last is before the first."""
    found = _TWO.fullmatch(written)
    if found and len(found.group(1)) != len(found.group(2)):
        return "två konton med lika många siffror" if accounts else ""
    return "det lägsta först" if found and found.group(1) > found.group(2) else ""


class Spans:
    """Spans, each with what it stands for, in which a text is found at once; of spans that meet, the lowest goes first."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        named = sorted(((span(text), name) for text, name in written), key=lambda one: (len(one[0].first), one[0].first))
        self._kept: list[tuple[int, str, str, str]] = []  # length, first, last, what it stands for
        for one, name in named:
            if self._kept and self._kept[-1][0] == len(one.first) and one.first <= self._kept[-1][2]:
                length, first, last, known = self._kept[-1]
                self._kept[-1] = (length, first, max(last, one.last), known)
            else:
                self._kept.append((len(one.first), one.first, one.last, name))

    def name(self, text: str) -> str | None:
        """What the text stands for, if it is in any span."""
        return self.met(Span(text, text))

    def met(self, one: Span) -> str | None:
        """What a span that the given one meets stands for, if there is any."""
        at = bisect_right(self._kept, (len(one.last), one.last, _PAST))
        length, _, last, name = self._kept[at - 1] if at else (0, "", "", "")
        return name if at and length == len(one.first) and one.first <= last else None


def doubles(written: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """The index of each text whose span meets an earlier one, and what the earlier one stands for."""
    spans = [span(text) for text, _ in written]
    widest: int | None = None
    for i in sorted(range(len(spans)), key=lambda i: (len(spans[i].first), spans[i].first, i)):
        if widest is not None and spans[widest].meets(spans[i]):
            yield max(i, widest), written[min(i, widest)][1]
        if widest is None or not spans[widest].holds(spans[i].last):
            widest = i


def listed(written: Iterable[str]) -> str:
    """Spans as a sentence names them: 3011–3099, 31 och 310–319."""
    texts = [str(span(text)) for text in written]
    return " och ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
