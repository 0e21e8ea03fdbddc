"""The tables of `resultat.sqlite`: one row for each check, rating, tie and finding, named as in the JSON form.

Texts are as the JSON form has them; lists (`possible`, `about`, `needed_by`) are JSON arrays. A check that gave no result has its error in
`runs.error` and no rows elsewhere. Exact numbers are text, as printed.
"""

from __future__ import annotations

FORM = 1  # PRAGMA user_version of the file
APPLICATION = 0x52677370  # PRAGMA application_id of the file, by which it is known as ours ("Rgsp")
TABLES = """
CREATE TABLE batch (planned INTEGER NOT NULL, done INTEGER NOT NULL);
CREATE TABLE runs (
    organisation TEXT NOT NULL, year INTEGER NOT NULL, name TEXT NOT NULL, exit_code INTEGER NOT NULL, error TEXT,
    kind TEXT, as_of TEXT, version TEXT NOT NULL, input TEXT NOT NULL, rules TEXT, facts TEXT, trace TEXT, file TEXT, sha256 TEXT,
    row_digest TEXT NOT NULL,
    PRIMARY KEY (organisation, year)
) WITHOUT ROWID;
CREATE TABLE ratings (
    organisation TEXT NOT NULL, year INTEGER NOT NULL, id TEXT NOT NULL, level TEXT NOT NULL, area TEXT NOT NULL, org_unit TEXT,
    title TEXT NOT NULL, rating TEXT NOT NULL, possible TEXT NOT NULL, claimed TEXT, verdict TEXT, direction TEXT, evidence TEXT,
    own_word_only INTEGER NOT NULL, reason TEXT, because TEXT NOT NULL,
    PRIMARY KEY (organisation, year, id), FOREIGN KEY (organisation, year) REFERENCES runs
) WITHOUT ROWID;
CREATE TABLE ties (
    organisation TEXT NOT NULL, year INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, left TEXT, right TEXT, difference TEXT,
    unit TEXT NOT NULL, status TEXT NOT NULL, material TEXT,
    PRIMARY KEY (organisation, year, id), FOREIGN KEY (organisation, year) REFERENCES runs
) WITHOUT ROWID;
CREATE TABLE findings (
    organisation TEXT NOT NULL, year INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, about TEXT NOT NULL,
    PRIMARY KEY (organisation, year, id), FOREIGN KEY (organisation, year) REFERENCES runs
) WITHOUT ROWID;
CREATE TABLE missing (
    organisation TEXT NOT NULL, year INTEGER NOT NULL, fact TEXT NOT NULL, text TEXT NOT NULL, needed_by TEXT NOT NULL,
    PRIMARY KEY (organisation, year, fact), FOREIGN KEY (organisation, year) REFERENCES runs
) WITHOUT ROWID;
"""
# runs: `input` is the digest of every file that the check may read with the version and rules that read them (what a second run compares),
# `rules`, `facts` and `trace` are the digests of the JSON form, `file` is the result's path in the folder, `sha256` that of its bytes.
# `row_digest` is that of the run with its rows in the other tables: rows that were changed afterwards are not kept.
# batch: one row, how many checks were to be made, and how many there are; fewer where the work was interrupted.
COLUMNS = {
    "runs": (
        "organisation", "year", "name", "exit_code", "error", "kind", "as_of", "version", "input", "rules", "facts", "trace", "file", "sha256",
    ),
    "ratings": (
        "organisation", "year", "id", "level", "area", "org_unit", "title", "rating", "possible", "claimed", "verdict", "direction", "evidence",
        "own_word_only", "reason", "because",
    ),
    "ties": ("organisation", "year", "id", "title", "left", "right", "difference", "unit", "status", "material"),
    "findings": ("organisation", "year", "id", "kind", "text", "about"),
    "missing": ("organisation", "year", "fact", "text", "needed_by"),
}  # fmt: skip
