"""Questions that are ready to be put to the store, by name, with what each gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.answer import Answer
from reports.swedish import AREA, DIRECTION, LEVEL, RATING, REASON, word

Words = Mapping[str, dict[str, str]]  # by column: the words for its codes


@dataclass(frozen=True, slots=True)
class Question:
    """A question in SQL and what it gives; `words` are for those who read it, CSV and JSON keep the codes of the store."""

    says: str
    sql: str
    words: Words = field(default_factory=dict)

    def in_words(self, answer: Answer) -> Answer:
        """The answer with a word for each code."""
        words = [self.words.get(name) for name in answer.columns]
        return replace(answer, rows=tuple(tuple(map(_in_words, words, row)) for row in answer.rows))


def _in_words(words: dict[str, str] | None, value: object) -> object:
    return word(words, value) if words and isinstance(value, str) else value


QUESTIONS = {
    "helhet": Question(
        "god ekonomisk hushållning och hur målen för verksamheten är bedömda, för varje organisation och år",
        """
SELECT runs.organisation AS organisation, runs.year AS år, max(CASE WHEN ratings.id = 'GEH' THEN rating END) AS helhet,
       sum(level = 'goal' AND area = 'mal' AND rating = 'uppfyllt') AS uppfyllt,
       sum(level = 'goal' AND area = 'mal' AND rating = 'delvis') AS delvis,
       sum(level = 'goal' AND area = 'mal' AND rating = 'ej') AS ej,
       sum(level = 'goal' AND area = 'mal' AND rating = 'underlag_saknas') AS saknas
FROM runs JOIN ratings USING (organisation, year) GROUP BY runs.organisation, runs.year ORDER BY runs.organisation, runs.year""",
        {"helhet": RATING},
    ),
    "motsagda": Question(
        "påståenden som underlaget motsäger",
        """
SELECT organisation, year AS år, id, title AS titel, claimed AS redovisat, rating AS visat, direction AS riktning
FROM ratings WHERE verdict = 'motsagt' ORDER BY organisation, year, id""",
        {"redovisat": RATING, "visat": RATING, "riktning": DIRECTION},
    ),
    "balanskrav": Question(
        "balanskravets bedömningar, för varje organisation och år",
        """
SELECT organisation, year AS år, max(CASE id WHEN 'BK-1' THEN rating END) AS "BK-1", max(CASE id WHEN 'BK-2' THEN rating END) AS "BK-2",
       max(CASE id WHEN 'BK-3' THEN rating END) AS "BK-3"
FROM ratings WHERE area = 'balanskrav' GROUP BY organisation, year ORDER BY organisation, year""",
        dict.fromkeys(("BK-1", "BK-2", "BK-3"), RATING),
    ),
    "aterstallande": Question(
        "underskott under återställande",
        "SELECT organisation, year AS år, text FROM findings WHERE kind = 'aterstallande' ORDER BY organisation, year, id",
    ),
    "saknas": Question(
        "varför bedömningar är oavgjorda, det vanligaste först",
        """
SELECT area AS område, level AS nivå, reason AS skäl, count(*) AS bedömningar, count(DISTINCT organisation) AS organisationer
FROM ratings WHERE rating = 'underlag_saknas' GROUP BY area, level, reason ORDER BY bedömningar DESC, area, level, reason""",
        {"område": AREA, "nivå": LEVEL, "skäl": REASON},
    ),
    "avvikelser": Question(
        "avstämningar som avviker",
        """
SELECT organisation, year AS år, id, title AS titel, left AS vänster, right AS höger, difference AS skillnad, unit AS enhet
FROM ties WHERE status = 'avvikelse' ORDER BY organisation, year, id""",
    ),
    "andrade": Question(
        "bedömningar som är andra än året före",
        """
SELECT later.organisation AS organisation, later.year AS år, later.id AS id, before.rating AS "året före", later.rating AS bedömning
FROM ratings AS later JOIN ratings AS before
  ON before.organisation = later.organisation AND before.year = later.year - 1 AND before.id = later.id
WHERE before.rating <> later.rating ORDER BY later.organisation, later.year, later.id""",
        {"året före": RATING, "bedömning": RATING},
    ),
    "stopp": Question(
        "prövningar som inte gav något resultat, med felet",
        "SELECT organisation, year AS år, exit_code AS slutkod, error AS fel FROM runs WHERE error IS NOT NULL ORDER BY organisation, year",
    ),
}
