"""Every reader with its sound files and the command that reads them; a case is one of them made hostile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from fuzz_changes import changed_bytes, changed_lines, changed_text, hostile
from fuzz_files import EXAMPLES, LOG, changed_form, changed_page, changed_paper, changed_question, changed_workbook, sealed, stored
from sie_example import LEDGER, organisation_at

from checker.batch.questions import QUESTIONS
from checker.signing import make_keys, signature_of
from checker.template import template
from facts.loading import example_root

NOTES = """\
noteringar:
  - om: F-1
    ståndpunkt: instämmer
    namn: Anna Ek
    datum: 2021-03-01
  - om: F-1.1
    ståndpunkt: instämmer inte
    skäl: enkäten är ett stickprov
    namn: Anna Ek
    datum: 2021-03-02
"""


@dataclass
class Bench:
    """A folder of its own for the cases of one process, with the sound files in it."""

    place: Path

    def __post_init__(self) -> None:
        self.good, self.books, self.example = self.place / "god", self.place / "bok", self.place / "pahittad"
        shutil.copytree(EXAMPLES, self.good)
        shutil.copytree(example_root(), self.example)
        organisation_at(self.books)
        (self.place / "ut").mkdir()

    @cached_property
    def workbook(self) -> bytes:
        """The workbook of the good example."""
        return template(self.good, None, 2020)[0]

    @cached_property
    def store(self) -> bytes:
        """What check alla keeps of the good example."""
        file = self.place / "god.sqlite"
        stored(file)
        return file.read_bytes()

    @cached_property
    def forms(self) -> dict[str, bytes]:
        """The sealed report in each form that carries it."""
        return {form: sealed(form) for form in ("json", "html", "pdf")}

    @cached_property
    def keys(self) -> tuple[Path, Path, bytes]:
        """A key, its public one, and the signature of the sealed JSON."""
        private, public = make_keys(self.place / "nyckel")
        return private, public, signature_of(self.forms["json"], private)

    def written(self, name: str, raw: bytes) -> Path:
        """A file among the hostile ones."""
        file = self.place / name
        file.write_bytes(raw)
        return file

    def spoiled(self, root: Path, file: Path, raw: bytes) -> Path:
        """A root in which one file is hostile; the others are linked to the sound ones."""
        other = self.place / "trasig"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other, copy_function=_linked)
        target = other / file.relative_to(root)
        target.unlink(missing_ok=True)
        target.write_bytes(raw)
        return other


def _linked(source: str, target: str) -> str:
    Path(target).hardlink_to(source)
    return target


Case = Callable[[Random, Bench], Sequence[str | Path]]


def _facts(random: Random, bench: Bench) -> Sequence[str | Path]:
    root, year = random.choice(((bench.good, "2020"), (bench.good, "2020"), (bench.example, random.choice(("2020", "2021")))))
    files = [path for path in sorted(root.glob("*/*/*.yaml")) if path.parent.name in (year, "2019")]
    file = random.choice([*files, *files, next(root.glob("*/organisation.yaml"))])
    other = bench.spoiled(root, file, changed_text(random, file.read_bytes()))
    command: tuple[str, ...] = random.choices(
        (
            (year, "--format", random.choice(("text", "json", "csv", "markdown", "junit"))),
            (year, "--alla"),
            ("forkontroll", year, "--per", f"{year}-10-31"),
        ),
        (6, 2, 2),
    )[0]
    return [*command, "--fakta", other]


def _notes(random: Random, bench: Bench) -> Sequence[str | Path]:
    file = bench.written("noteringar.yaml", changed_text(random, NOTES.encode()))
    return ["2020", "--fakta", bench.good, "--noteringar", file]


def _import(bench: Bench, root: Path, file: Path, *more: str | Path) -> Sequence[str | Path]:
    return ["importera", file, "--torr", "--fakta", root, *more]


def _accounts(random: Random, bench: Bench) -> Sequence[str | Path]:
    raw = (bench.books / "ljungbygden" / "konton.yaml").read_bytes()
    ledger = bench.written("bokslut.se", LEDGER.encode("cp437"))
    return _import(bench, bench.books, ledger, "--konton", bench.written("konton.yaml", changed_text(random, raw)))


def _ledger(random: Random, bench: Bench) -> Sequence[str | Path]:
    kind = random.random()
    raw = changed_lines(random, LEDGER).encode(random.choice(("cp437", "utf-8", "cp1252")), "replace")
    raw = changed_bytes(random, raw if kind < 0.1 else LEDGER.encode("cp437")) if kind < 0.3 else raw
    return _import(bench, bench.books, bench.written("bokslut.se", raw), *(("--per", "2021-06-30") if kind > 0.8 else ()))


def _workbook(random: Random, bench: Bench) -> Sequence[str | Path]:
    return _import(bench, bench.good, bench.written("mall.xlsx", changed_workbook(random, bench.workbook)))


def _log(random: Random, bench: Bench) -> Sequence[str | Path]:
    raw = changed_text(random, LOG.encode(random.choice(("utf-8", "utf-8-sig", "cp1252"))) if random.random() < 0.3 else LOG.encode())
    return _import(bench, bench.good, bench.written("logg.csv", raw), *(("--ar", "2020") if random.random() < 0.5 else ()))


def _form(random: Random, bench: Bench) -> Sequence[str | Path]:
    return ["verifiera", bench.written("kor.json", changed_form(random, bench.forms["json"]))]


def _run(random: Random, bench: Bench) -> Sequence[str | Path]:
    file = bench.written("kor.json", changed_form(random, bench.forms["json"]))
    both: list[str | Path] = [file, "2020"]
    return ["jamfor", *random.sample(both, 2), "--fakta", bench.good, "--format", random.choice(("text", "json", "markdown", "html"))]


def _page(random: Random, bench: Bench) -> Sequence[str | Path]:
    return ["verifiera", bench.written("bilaga.html", changed_page(random, bench.forms["html"]))]


def _paper(random: Random, bench: Bench) -> Sequence[str | Path]:
    return ["verifiera", bench.written("bilaga.pdf", changed_paper(random, bench.forms["pdf"]))]


def _question(random: Random, bench: Bench) -> Sequence[str | Path]:
    """A question, by name or in SQL, to a store: one of them is hostile, and now and then both."""
    kind = random.random()
    file = bench.written("resultat.sqlite", changed_bytes(random, bench.store) if kind < 0.4 else bench.store)
    name = random.choice(sorted(QUESTIONS))
    sql = changed_question(random, QUESTIONS[name].sql) if kind > 0.35 else random.choice((name, QUESTIONS[name].sql))
    return ["fraga", sql, "--i", file, "--format", random.choice(("text", "csv", "json"))]


def _signature(random: Random, bench: Bench) -> Sequence[str | Path]:
    private, public, signature = bench.keys
    file = bench.written("kor.json", bench.forms["json"])
    if random.random() < 0.3:
        bad = bench.written("ny.pem", changed_bytes(random, private.read_bytes()))
        bad.chmod(0o600)
        return ["signera", file, "--nyckel", bad, "-o", bench.place / "ut" / "kor.sig"]
    key = bench.written("ny.pub.pem", changed_bytes(random, public.read_bytes()) if random.random() < 0.5 else public.read_bytes())
    return ["verifiera", file, "--nyckel", key, "--underskrift", bench.written("kor.sig", changed_bytes(random, signature))]


def _words(random: Random, bench: Bench) -> Sequence[str | Path]:
    """A command line with hostile words in it: never with a sound -o, so that nothing is written where a word points."""

    def word() -> str:
        return hostile(random).replace("\0", "")[:4000]

    lines: tuple[Sequence[str | Path], ...] = (
        [word()], ["2020", word()], [word(), word(), word()], ["2020", "--format", word()], ["forklara", "2020", word()], ["regler", word()],
        ["om", "2020", "--satt", word()], ["om", "2020", "--satt", f"årets_resultat={word()}"], ["om", "2020", "--satt", f"{word()}={word()}"],
        ["om", "2020", "--satt", f"F-1.1={word()}"], ["om", "2020", "--satt", f"IK-1a.frekvens={word()}"], ["om", "2020", word()],
        ["forkontroll", "2020", "--per", word()], ["delar", "2020", "--per", word()], ["forkontroll", word(), "--per", "2020-01-01"],
        ["importera", word()], ["importera", bench.good / "exempel" / "organisation.yaml", "--slag", word()], ["verifiera", word()],
        ["verifiera", bench.good, "--nyckel", word()], ["jamfor", word(), word()],
        ["nytt-ar", word(), "--torr"], ["nytt-ar", "2021", "--fran", word(), "--torr"],
        ["2020", "--organisation", word()], ["2020", "--medlem", word(), "--format", "html"], [word(), "2020", "--alla"], ["2020", f"--{word()}"],
        ["2020", f"-{word()}"], ["mall", word()], ["bilaga", "2020", "--format", word()], ["2020", "--noteringar", word()],
        ["signera", word(), "--nyckel", word()],
    )  # fmt: skip
    line = random.choice(lines)
    return [*line, *(("--fakta", bench.good) if random.random() < 0.9 and line[0] in _WITH_FACTS else ())]


_WITH_FACTS = ("2020", "om", "forklara", "forkontroll", "delar", "jamfor", "nytt-ar", "mall", "importera", "bilaga")

READERS: dict[str, tuple[str, Case, int]] = {
    "fakta": ("faktafiler i YAML", _facts, 1200),
    "noteringar": ("noteringar.yaml", _notes, 300),
    "konton": ("konton.yaml", _accounts, 700),
    "sie": ("SIE", _ledger, 1200),
    "arbetsbok": ("arbetsbok i XLSX", _workbook, 600),
    "kontrollogg": ("kontrollogg i CSV", _log, 1200),
    "spar": ("spår i JSON, verifiera", _form, 500),
    "korning": ("sparad körning, jämför", _run, 300),
    "html": ("bilaga i HTML", _page, 500),
    "pdf": ("bilaga i PDF", _paper, 300),
    "fraga": ("resultat.sqlite och frågor i SQL", _question, 800),
    "underskrift": ("nycklar och underskrifter", _signature, 300),
    "kommandorad": ("kommandoraden", _words, 1200),
}
