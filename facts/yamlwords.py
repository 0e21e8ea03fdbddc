"""YAML syntax errors in Swedish: the parser's English words never reach a reader."""

from __future__ import annotations

from facts.errors import shown

_QUOTE = "sätt citattecken om hela värdet"
_INDENT = "rätta indraget så att nycklar på samma nivå börjar i samma kolumn"

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("cannot start any token", "ett tecken som får inleda ett värde", f'{_QUOTE}, till exempel "%"'),
    (
        "mapping values are not allowed",
        "högst ett kolon med blanksteg efter på raden",
        f"{_QUOTE}, eller rätta indraget",
    ),
    (
        "could not find expected ':'",
        "ett kolon efter nyckeln",
        "skriv kolon och blanksteg efter nyckeln, eller rätta indraget",
    ),
    ("did not find expected key", "en ny nyckel i samma kolumn som de andra", _INDENT),
    ("did not find expected '-'", "ett bindestreck i samma kolumn som de andra", "rätta indraget i listan"),
    ("block sequence entries", "listans bindestreck på en egen rad", "börja listan på raden under nyckeln"),
    ("expected ',' or ']'", "komma eller ]", "avsluta listan med ] och sätt komma mellan delarna"),
    ("expected ',' or '}'", "komma eller }", "avsluta gruppen med } och sätt komma mellan delarna"),
    (
        "unexpected end of stream",
        "ett avslutande citattecken",
        "avsluta texten med samma citattecken som den börjar med",
    ),
    (
        "escape",
        "text utan okända omvända snedstreck",
        "skriv \\\\ för ett omvänt snedstreck, eller använd enkla citattecken",
    ),
    ("anchor", "inga ankare eller hänvisningar", _QUOTE),
    ("alias", "inga ankare eller hänvisningar", _QUOTE),
    ("tag", "inga taggar", _QUOTE),
    ("expected <document start>", "ett enda dokument", _INDENT),
    ("node content", "ett värde", "fyll i värdet eller ta bort tecknet"),
)


def syntax_words(problem: str, at: str, begun: int | None) -> tuple[str, str, str]:
    """What was found, what was expected and what to do, for the parser's problem at this rest of a line.

    `begun` is the line on which the part that cannot go on began, if it is an earlier one.
    """
    found = shown(at.strip()) if at.strip() else "radens eller filens slut"
    where = f" (det som inte går ihop börjar på rad {begun})" if begun else ""
    for words, expected, action in _WORDS:
        if words in problem:
            return found, expected, action + where
    return found, "giltig YAML", "rätta raden, eller raden före, efter en fil som fungerar" + where
