"""Verification: what agrees is said to agree, and whatever was changed in facts, rules, trace, ratings or pages is found and named."""

from __future__ import annotations

import io
import json
import shutil
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from checker import envelope, verdict
from checker.differences import first_difference
from checker.envelope import opened
from checker.limits import within_time
from checker.pipeline import run_check
from checker.session import RunFailed
from checker.usage import WrongUsage
from checker.verify import DIFFERS, SAME, UNTRIED, Check, Verification, verify
from reports.canonical import canonical, checksum
from reports.html_form import BLOCK, inert, to_html
from reports.pdf import to_pdf
from reports.report import Report
from reports.seal import digest_of_form, to_json

GOOD = Path(__file__).parent / "cases" / "god"
Values = dict[str, Any]


@pytest.fixture(scope="module")
def report() -> Report:
    return run_check(GOOD, "exempel", 2020)


@pytest.fixture(scope="module")
def form(report: Report) -> str:
    return to_json(report)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return to_html(report)


@pytest.fixture(scope="module")
def paper(report: Report) -> bytes:
    return to_pdf(report)


@pytest.fixture
def tried(tmp_path: Path) -> Callable[..., Verification]:
    """The verification of a file with these bytes."""

    def trial(raw: bytes | str, facts: Path | None = None, notes: Path | None = None) -> Verification:
        file = tmp_path / "fil"
        file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return verify(opened(file), facts, notes)

    return trial


def sealed_again(values: Values) -> str:
    """The form with every checksum worked out again, as one who knows the form would change it."""
    values["files"] = {path: checksum(text.encode()) for path, text in values["fact_files"].items()}
    return canonical(values | {"digest": digest_of_form(values)}).decode()


def outcomes(found: Verification) -> dict[str, str]:
    return {check.name: check.outcome for check in found.checks}


# --- what agrees ----------------------------------------------------------------------------------------------------


AGREES = """\
fil: Exempelbygdens kommunalförbund, 2020, Regelspår 1.0.0

  Kontrollsummor    stämmer: uppgifter, resultat, regler, spår
  Faktafiler        stämmer: 6 filer
  Omprövning        stämmer: 17 bedömningar och 12 avstämningar blir desamma
  Filens {}      stämmer: filen är byte för byte den som uppgifterna ger
{}  Underskrift       inte prövad; med --nyckel prövas fil.sig
  Svar              {}
"""


@pytest.mark.parametrize(("kind", "what"), [("form", "form "), ("page", "sidor"), ("paper", "sidor")])
def test_every_word_of_what_is_said_of_a_file_that_agrees(
    kind: str, what: str, request: pytest.FixtureRequest, tried: Callable[..., Verification]
) -> None:
    raw = request.getfixturevalue(kind)
    alone, beside = tried(raw), tried(raw, GOOD)
    assert verdict.to_text(alone, "fil", 400) == AGREES.format(what, "", "inbördes överensstämmande, avsändare ej styrkt")
    local = f"  Lokala uppgifter  stämmer: samma 160 uppgifter i {GOOD}\n"
    assert verdict.to_text(beside, "fil", 400) == AGREES.format(what, local, "stämmer")


@pytest.mark.parametrize("kind", ["form", "page", "paper"])
def test_what_the_program_wrote_agrees_with_itself(kind: str, request: pytest.FixtureRequest, tried: Callable[..., Verification]) -> None:
    found = tried(request.getfixturevalue(kind))
    assert set(outcomes(found).values()) == {SAME}
    assert (verdict.exit_code(found), found.is_attested) == (0, False)
    assert verdict.to_text(found, "fil", 80).endswith("Svar              inbördes överensstämmande, avsändare ej styrkt\n")


def test_an_annex_with_a_cover_page_agrees_too(report: Report, tried: Callable[..., Verification]) -> None:
    member = report.members[0].id
    for raw in (to_html(report, member), to_pdf(report, member)):
        assert set(outcomes(tried(raw)).values()) == {SAME}


def test_local_facts_that_are_the_same_show_the_sender(form: str, tried: Callable[..., Verification]) -> None:
    found = tried(form, GOOD)
    assert outcomes(found)["Lokala uppgifter"] == SAME
    assert verdict.to_text(found, "fil", 80).endswith("Svar              stämmer\n")


def test_local_facts_written_another_way_are_still_the_same(form: str, tried: Callable[..., Verification], tmp_path: Path) -> None:
    root = Path(shutil.copytree(GOOD, tmp_path / "egna"))
    file = root / "exempel" / "2020" / "mal.yaml"
    file.write_bytes(b"# en kommentar\n" + file.read_bytes())
    told = tried(form, root).checks[-1]
    assert told.outcome == SAME
    assert "2020/mal.yaml är skriven på annat sätt, med samma uppgifter" in told.told


def test_a_file_without_facts_that_one_side_alone_has_is_told(form: str, tried: Callable[..., Verification], tmp_path: Path) -> None:
    root = Path(shutil.copytree(GOOD, tmp_path / "egna"))
    (root / "exempel" / "2020" / "aa.yaml").write_text("mätningar: []\n", encoding="utf-8")
    same = f"samma 160 uppgifter i {root}"
    assert tried(form, root).checks[-1].told == f"{same}; 2020/aa.yaml finns bara i {root}"
    other = to_json(run_check(root, "exempel", 2020))
    assert tried(other, GOOD).checks[-1].told == f"samma 160 uppgifter i {GOOD}; 2020/aa.yaml finns bara i filen"


def test_notes_that_local_ones_do_not_have_are_a_difference(tried: Callable[..., Verification], tmp_path: Path) -> None:
    note = "noteringar:\n  - om: GEH\n    ståndpunkt: instämmer\n    namn: Anna Ek\n    datum: 2021-03-15\n"
    (tmp_path / "noteringar.yaml").write_text(note, encoding="utf-8")
    form = to_json(run_check(GOOD, "exempel", 2020, tmp_path / "noteringar.yaml"))
    missing = f"noteringen om GEH av Anna Ek: finns inte i {GOOD}"
    assert tried(form, GOOD).differences[0].told == f"{missing}. Noteringar i en egen fil jämförs med --noteringar FIL"
    (tmp_path / "andra.yaml").write_text(note.replace("GEH", "GEH-E"), encoding="utf-8")
    assert tried(form, GOOD, tmp_path / "andra.yaml").differences[0].told == missing
    assert tried(form, GOOD, tmp_path / "noteringar.yaml").differences == ()


@pytest.mark.parametrize(("file", "before", "after", "words"), [
    ("organisation.yaml", "namn: Förbundet", "namn: Ett annat namn", "uppgiften FORBUNDET"),
    ("organisation.yaml", "namn: Östby", "namn: Österby", "medlemmen "),
    ("2020/medlemsbidrag.yaml", "avser: Arkiv", "avser: Något annat", "medlemmen "),
])  # fmt: skip
def test_what_is_no_fact_for_the_rules_is_held_against_local_files_too(
    file: str, before: str, after: str, words: str, tried: Callable[..., Verification], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(GOOD, tmp_path / "andra"))
    path = root / "exempel" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = tried(to_json(run_check(root, "exempel", 2020)), GOOD)
    assert [check.name for check in found.differences] == ["Lokala uppgifter"]
    assert found.differences[0].told.startswith(words)


def test_every_width_holds_its_lines(form: str, tried: Callable[..., Verification]) -> None:
    for width in (64, 80, 120):
        assert max(map(len, verdict.to_text(tried(form), "fil", width).splitlines())) <= width


# --- what was changed -----------------------------------------------------------------------------------------------


def spans(text: str, *parts: str) -> list[int]:
    """The places of the named parts in a canonical form."""
    values = json.loads(text)
    found: list[int] = []
    for part in parts:
        written = canonical(values[part]).decode()
        start = text.index(f'"{part}":{written}') + len(part) + 3
        found += range(start, start + len(written))
    return found


def changed_byte(raw: bytes, at: int, shuffle: Random) -> bytes:
    return raw[:at] + bytes([shuffle.choice([byte for byte in range(256) if byte != raw[at]])]) + raw[at + 1 :]


def is_found(trial: Callable[..., Verification], raw: bytes) -> bool:
    """Whether a file is refused or said to differ."""
    try:
        return bool(trial(raw).differences)
    except WrongUsage:
        return True


def test_a_hundred_random_changes_of_one_byte_in_facts_rules_and_trace_are_found(form: str, tried: Callable[..., Verification]) -> None:
    shuffle = Random(8785)
    raw = form.encode()
    places = spans(form, "facts", "rules", "trace", "fact_files")
    at_bytes = [len(form[:place].encode()) for place in shuffle.sample(places, 100)]
    missed = [at for at in at_bytes if not is_found(tried, changed_byte(raw, at, shuffle))]
    assert missed == []


def test_a_hundred_letters_changed_for_another_letter_are_found_with_the_part_named(form: str, tried: Callable[..., Verification]) -> None:
    """The form stays readable, so that it is the checksums and the rules that find it."""
    shuffle = Random(1992)
    places = [place for place in spans(form, "facts", "rules", "trace", "fact_files") if form[place].isascii() and form[place].isalpha()]
    refused_ones = 0
    for place in shuffle.sample(places, 100):
        letter = shuffle.choice([one for one in "abcdefghijklmnopqrstuvwxyz" if one != form[place].lower() and one not in "bfnrtu"])
        try:
            found = tried(form[:place] + letter + form[place + 1 :])
        except WrongUsage:  # the letter of an escape or of true
            refused_ones += 1
            continue
        assert found.first_difference
        assert found.first_difference.told
    assert refused_ones < 10


@pytest.mark.parametrize("kind", ["page", "paper"])
def test_a_changed_byte_anywhere_in_a_page_is_found(kind: str, request: pytest.FixtureRequest, tried: Callable[..., Verification]) -> None:
    raw = request.getfixturevalue(kind)
    raw = raw.encode() if isinstance(raw, str) else raw
    shuffle = Random(11)
    missed = [at for at in shuffle.sample(range(len(raw)), 12) if not is_found(tried, changed_byte(raw, at, shuffle))]
    assert missed == []


def with_rating(values: Values) -> None:
    values["ratings"][0]["rating"] = "uppfyllt" if values["ratings"][0]["rating"] != "uppfyllt" else "ej"


def with_fact(values: Values) -> None:
    next(iter(values["facts"].values()))["titel"] = "en annan titel"


def with_rule(values: Values) -> None:
    next(iter(values["rules"].values()))["sha256"] = "0" * 64


def with_step(values: Values) -> None:
    values["trace"][3]["says"] = "Något annat."


def with_tie(values: Values) -> None:
    values["ties"][0]["status"] = "avrundning"


def without_finding(values: Values) -> None:
    values["findings"].pop()


def with_file(values: Values) -> None:
    values["fact_files"]["2020/mal.yaml"] += "# tillägg\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_rating, "bedömningen "),
        (with_fact, "uppgiften "),
        (with_rule, "regeln "),
        (with_step, "steg 4: meningen är"),
        (with_tie, "avstämningen AV-"),
        (without_finding, "iakttagelsen "),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_change_with_every_checksum_made_again_is_found_by_the_rules(
    change: Callable[[Values], None], words: str, form: str, tried: Callable[..., Verification]
) -> None:
    values = json.loads(form)
    change(values)
    found = tried(sealed_again(values))
    assert outcomes(found)["Kontrollsummor"] == SAME
    assert found.differences[0].name == "Omprövning"
    assert found.differences[0].told.startswith(words)
    assert verdict.exit_code(found) == 1
    assert f"avviker. Första skillnaden: {words.strip()}" in verdict.to_text(found, "fil", 120)


def test_a_checksum_that_is_not_that_of_its_part_is_named(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    with_rating(values)
    found = tried(canonical(values))
    assert found.differences[0] == Check("Kontrollsummor", DIFFERS, found.differences[0].told)
    assert found.differences[0].told.startswith("resultat: filen anger sha256:")
    assert found.first_difference
    assert found.first_difference.told.startswith("bedömningen ")
    assert "Första skillnaden: bedömningen" in verdict.to_text(found, "fil", 120)


def test_a_fact_file_that_was_changed_is_named(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    with_file(values)
    found = tried(canonical(values))
    assert outcomes(found)["Faktafiler"] == DIFFERS
    assert found.differences[0].told == "2020/mal.yaml: filens innehåll har inte den kontrollsumma som anges"


def test_a_form_laid_out_anew_is_told_as_that(form: str, tried: Callable[..., Verification]) -> None:
    found = tried(json.dumps(json.loads(form), ensure_ascii=False, indent=1))
    assert "omskriven" in found.differences[0].told


def forged(report_of: str, tmp_path: Path) -> str:
    """A form that is right in itself, made from facts with another figure."""
    root = Path(shutil.copytree(GOOD, tmp_path / "forfalskade"))
    file = root / "exempel" / "2020" / "bokslut.yaml"
    text = file.read_text(encoding="utf-8")
    assert report_of in text
    file.write_text(text.replace(report_of, report_of.replace("titel: ", "titel: Annan ")), encoding="utf-8")
    return to_json(run_check(root, "exempel", 2020))


def test_a_form_made_whole_from_other_facts_is_found_by_local_facts_alone(tried: Callable[..., Verification], tmp_path: Path) -> None:
    form = forged("titel: Resultaträkning", tmp_path)
    assert tried(form).differences == ()
    found = tried(form, GOOD)
    assert [check.name for check in found.differences] == ["Lokala uppgifter"]
    assert found.differences[0].told.startswith("uppgiften ")
    assert str(GOOD) in found.differences[0].told


def test_facts_that_cannot_be_read_again_are_a_difference(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["fact_files"]["2020/mal.yaml"] = "mål: 7\n"
    found = tried(sealed_again(values))
    told = {check.name: check for check in found.checks}
    assert told["Omprövning"].told.startswith("de inbäddade uppgifterna kan inte läsas: 2020/")
    assert told["Filens form"].outcome == UNTRIED


def test_a_run_that_was_not_whole_is_a_difference_and_no_verdict(
    form: str, tried: Callable[..., Verification], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Report:
        raise RunFailed("antalet uppgifter stämmer inte")

    monkeypatch.setattr("checker.verify.run_check", failing)
    assert "kan inte prövas: antalet uppgifter stämmer inte" in tried(form).differences[0].told


# --- another version ------------------------------------------------------------------------------------------------


def of_version(form: str, change: Callable[[Values], None]) -> str:
    values = json.loads(form)
    values["version"] = "0.9.0"
    change(values)
    return sealed_again(values)


def as_it_was(values: Values) -> None:
    """Nothing but the version is another."""


def test_another_version_with_the_same_rules_and_outcome_agrees_and_is_said(form: str, tried: Callable[..., Verification]) -> None:
    found = tried(of_version(form, as_it_was))
    told = {check.name: check for check in found.checks}
    assert set(outcomes(found).values()) == {SAME}
    assert "Filen är gjord med Regelspår 0.9.0 och omprövad med" in told["Omprövning"].told
    assert "reglerna är desamma" in told["Omprövning"].told


def test_another_version_with_other_rules_is_no_tampering_and_no_agreement(form: str, tried: Callable[..., Verification]) -> None:
    """The rules that it was made with are not at hand, so that nobody can say that they gave this."""
    found = tried(of_version(form, with_rule), GOOD)
    told = {check.name: check for check in found.checks}
    assert (found.differences, verdict.exit_code(found)) == ((), 3)
    assert told["Omprövning"].outcome == UNTRIED
    assert "reglerna är andra, först" in told["Omprövning"].told
    assert "Svar              kan inte prövas helt" in verdict.to_text(found, "fil", 120)


@pytest.mark.parametrize("kind", ["page", "paper"])
def test_the_pages_of_another_version_are_never_said_to_agree(
    kind: str, form: str, request: pytest.FixtureRequest, tried: Callable[..., Verification]
) -> None:
    """Whoever states another version may have written anything on them."""
    raw, other = request.getfixturevalue(kind), of_version(form, as_it_was)
    if kind == "page":
        odd: str | bytes = raw.replace("</span>delvis uppfyllt", "</span>uppfyllt").replace(inert(form), inert(other))
    else:
        odd = rewritten(raw, lambda document: document.attachments.__setitem__("regelsparet-exempel-2020.json", other.encode()))
    found = tried(odd, GOOD)
    assert outcomes(found)["Filens sidor"] == UNTRIED
    assert verdict.exit_code(found) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values["ratings"].reverse(),
        lambda values: values["trace"].append(values["trace"][0]),
        lambda values: values["facts"].update({"extra": None}),
        lambda values: next(iter(values["facts"].values())).update({"extra": None}),
        lambda values: values["ratings"][0].update({"extra": None}),
        lambda values: values.update({"extra": None}),
        lambda values: next(iter(next(iter(values["summary"].values())).values())).update({"uppfyllt": True}),
        lambda values: values["fact_files"].update({"2015/till.yaml": "mål: []\n"}),
        lambda values: values["members"][0].update({"name": "Någon annan"}),
        lambda values: values["units"].update({"FORBUNDET": "Något annat"}),
        lambda values: values.update({"materiality": {"amount": "1"}}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", [None, "0.9.0"])
def test_no_change_is_so_small_or_so_odd_that_it_passes(
    version: str | None, change: Callable[[Values], None], form: str, tried: Callable[..., Verification]
) -> None:
    values = json.loads(form)
    change(values)
    if version:
        values["version"] = version
    assert tried(sealed_again(values)).differences


def test_another_version_with_another_outcome_differs_and_says_that_the_rules_are_others(form: str, tried: Callable[..., Verification]) -> None:
    def both(values: Values) -> None:
        with_rule(values)
        with_rating(values)

    told = tried(of_version(form, both)).differences[0].told
    assert told.startswith("bedömningen ")
    assert "reglerna är andra" in told


# --- the pages ------------------------------------------------------------------------------------------------------


def test_a_word_changed_on_the_page_alone_is_found(page: str, tried: Callable[..., Verification]) -> None:
    before, rest = page.split("</span>delvis uppfyllt", 1)
    found = tried(f"{before}</span>uppfyllt{rest}")
    assert [check.name for check in found.differences] == ["Filens sidor"]


def test_what_is_added_after_the_end_is_told_as_an_addition(paper: bytes, tried: Callable[..., Verification]) -> None:
    found = tried(paper + b"% underskrift\n%%EOF\n")
    assert [check.name for check in found.differences] == ["Filens sidor"]
    assert "tillägg på 20 byte" in found.differences[0].told


def test_a_member_that_is_none_is_told(page: str, tried: Callable[..., Verification]) -> None:
    odd = page.replace("<title>", '<meta name="regelspar-medlem" content="INGEN">\n<title>', 1)
    assert "INGEN" in tried(odd).differences[0].told


def rewritten(paper: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as document:
        change(document)
        document.save(made)
    return made.getvalue()


def test_an_attached_fact_file_that_is_another_is_named(paper: bytes, tried: Callable[..., Verification]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["2020-mal.yaml"] = b"m\xc3\xa5l: []\n"

    found = tried(rewritten(paper, change))
    assert found.differences[0].told == "2020-mal.yaml: den bilagda filen är inte den som regelspåret gjordes ur"


def test_an_attached_file_that_is_one_too_many_is_named(paper: bytes, tried: Callable[..., Verification]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["mer.yaml"] = b"x"

    assert "mer.yaml" in tried(rewritten(paper, change)).differences[0].told


# --- what claims too much -------------------------------------------------------------------------------------------


def refused(trial: Callable[..., Verification], raw: bytes | str) -> str:
    with pytest.raises(WrongUsage) as error:
        trial(raw)
    return str(error.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "varken är PDF, HTML eller JSON"),
        (b"PK\x03\x04", "varken är PDF, HTML eller JSON"),
        (b"{}", "JSON som inte är regelspårets form"),
        (b"[]", "varken är PDF, HTML eller JSON"),
        (b'{"schema":"regelspar/1"', "skadad JSON-form"),
        (b'{"schema":"regelspar/1","x":NaN}', "skadad JSON-form"),
        (b'{"schema":"regelspar/1","x":"\\ud800"}', "skadad JSON-form"),
        (b'{"schema":"regelspar/1","x":' + b"9" * 5000 + b"}", "skadad JSON-form"),
        (b'{"schema":"regelspar/1","x":"\xff"}', "skadad JSON-form"),
        (b'{"schema":"regelspar/1"}', '"organisation" saknas eller är av annat slag'),
        (b'{"schema":"regelspar/1","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "för många nivåer"),
        (b"<!DOCTYPE html>\n<p>", "HTML-fil utan regelspår"),
        (b"%PDF-1.7\nx", "PDF-fil som inte kan läsas"),
    ],
)
def test_what_is_not_ours_or_damaged_is_refused(raw: bytes, words: str, tried: Callable[..., Verification]) -> None:
    assert words in refused(tried, raw)


ELSEWHERE = ["../organisation.yaml", "/etc/passwd", "2020/../../x.yaml", "2020\\x.yaml", "2020/.x.yaml", "x.yaml", "2020/a\u0000.yaml"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_path_that_leads_elsewhere_is_refused(path: str, form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["fact_files"][path] = "x"
    assert "inom organisationens mapp" in refused(tried, sealed_again(values))


@pytest.mark.parametrize("name", ["..", ".", "a/b", "", "x" * 3 + "/", "x" * 256])
def test_an_organisation_that_is_no_name_of_a_folder_is_refused(name: str, form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["organisation"]["id"] = name
    assert '"organisation.id" saknas eller är av annat slag' in refused(tried, sealed_again(values))


def test_too_many_fact_files_are_refused(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["fact_files"] |= {f"2020/{at}.yaml": "" for at in range(201)}
    assert "högst 200" in refused(tried, sealed_again(values))


def test_two_blocks_in_a_page_are_refused(page: str, tried: Callable[..., Verification]) -> None:
    assert "eller med flera" in refused(tried, page.replace("</body>", f"{BLOCK}{{}}</script></body>"))


def test_a_block_in_a_page_that_is_escaped_otherwise_is_found(report: Report, page: str, tried: Callable[..., Verification]) -> None:
    text = to_json(report)
    assert is_found(tried, page.replace(inert(text), inert(text).replace('"schema"', '"\\u0073chema"')).encode())


@pytest.mark.parametrize("title", ["a < b", "\\u003c", "\\\\u003c", "</script>", "\" \\"])
def test_a_page_with_signs_that_are_escaped_in_it_agrees(title: str, tried: Callable[..., Verification], tmp_path: Path) -> None:
    root = Path(shutil.copytree(GOOD, tmp_path / "udda"))
    file = root / "exempel" / "2020" / "bokslut.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("titel: Resultaträkning", f"titel: {json.dumps(title)}"), encoding="utf-8")
    found = tried(to_html(run_check(root, "exempel", 2020)))
    assert set(outcomes(found).values()) == {SAME}


def test_a_large_file_is_refused_before_it_is_read(form: str, tried: Callable[..., Verification], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "LARGEST_FILE", 1000)
    assert "högst 1000 byte" in refused(tried, form)


def test_a_part_that_unpacks_to_too_much_is_refused(paper: bytes, tried: Callable[..., Verification], monkeypatch: pytest.MonkeyPatch) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["bomb.yaml"] = b"\0" * 150_000_000

    raw = rewritten(paper, change)
    tracemalloc.start()
    try:
        assert "en bilagd fil som är för stor" in refused(tried, raw)
        assert tracemalloc.get_traced_memory()[1] < 3 * envelope.LARGEST_PART  # it is not unpacked to its end
    finally:
        tracemalloc.stop()


def test_thousands_of_attachments_are_refused(paper: bytes, tried: Callable[..., Verification]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for at in range(2000):
            document.attachments[f"{at}.yaml"] = b"x"

    assert "fler än 200 bilagda filer" in refused(tried, rewritten(paper, change))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b", "..", "a\nb"])
def test_a_path_in_the_name_of_an_attachment_is_refused(name: str, paper: bytes, tried: Callable[..., Verification]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = b"x"

    assert "sökväg som namn" in refused(tried, rewritten(paper, change))


def test_a_pdf_without_the_trace_is_refused(paper: bytes, tried: Callable[..., Verification]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        del document.attachments["regelsparet-exempel-2020.json"]

    assert "0 bilagda regelspår" in refused(tried, rewritten(paper, change))


def test_what_a_terminal_would_obey_is_told_by_its_number(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["organisation"]["name"] = "X\n  Svar              stämmer\n\x1b[8m\u202e\x9b"
    values["digest"]["\x1b]0;"] = "\x07"
    told = verdict.to_text(tried(canonical(values)), "f\x1b.json", 80)
    assert "\x1b" not in told
    assert "[U+000A]  Svar" in " ".join(told.split("\n"))
    assert sum(line.startswith("  Svar ") for line in told.splitlines()) == 1


def test_a_word_of_any_length_takes_no_time(form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["organisation"]["name"] = "x" * 2_000_000
    assert len(verdict.to_text(tried(canonical(values)), "fil", 80)) < 5000


def test_what_takes_too_long_is_refused() -> None:
    def endless() -> None:
        with within_time(1):
            while True:
                pass

    with pytest.raises(WrongUsage, match="längre tid att pröva"):
        endless()


def test_an_encrypted_pdf_is_refused(paper: bytes, tried: Callable[..., Verification]) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "PDF-fil som inte kan läsas" in refused(tried, made.getvalue())


def test_an_object_stream_that_unpacks_to_gigabytes_is_refused(paper: bytes, tried: Callable[..., Verification]) -> None:
    zeros = zlib.compressobj(9)
    packed = b"".join([zeros.compress(b"1 0 " + b" " * 996) for _ in range(1)] + [zeros.compress(b" " * 1_000_000) for _ in range(2000)])
    packed += zeros.flush()
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"
    body = b"%PDF-1.7\n2 0 obj\n" + stream + b"\nendobj\n"
    entries = bytes([1]) + (9).to_bytes(4, "big") + b"\0\0" + bytes([2]) + (2).to_bytes(4, "big") + b"\0\0"
    table = b"3 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Index[1 2]/Root 1 0 R/Length %d>>\nstream\n" % len(entries)
    rows = bytes([2]) + (2).to_bytes(4, "big") + b"\0\0" + bytes([1]) + (9).to_bytes(4, "big") + b"\0\0"
    raw = body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    assert "PDF-fil som" in refused(tried, raw)


@pytest.mark.parametrize("path", ["2020/" + "a" * 250 + ".yaml", "2020/" + "å" * 130 + ".yaml"])
def test_a_name_that_is_too_long_for_a_file_is_refused(path: str, form: str, tried: Callable[..., Verification]) -> None:
    values = json.loads(form)
    values["fact_files"][path] = "x"
    assert "inom organisationens mapp" in refused(tried, sealed_again(values))


def test_nothing_is_written_outside_the_folder_of_the_trial(form: str, tried: Callable[..., Verification], tmp_path: Path) -> None:
    tried(form)
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


# --- differences in words -------------------------------------------------------------------------------------------


def test_a_difference_is_looked_for_in_the_order_that_explains_most() -> None:
    one: Values = {"facts": {"a": {"v": "1"}}, "ratings": [{"id": "K-1", "rating": "ej"}], "version": "1"}
    other: Values = {"facts": {"a": {"v": "2"}}, "ratings": [{"id": "K-1", "rating": "uppfyllt"}], "version": "1"}
    assert first_difference(one, one) is None
    assert first_difference(one, other) == 'uppgiften a: v är "1" i filen och "2" i omprövningen'
    told = first_difference({**one, "facts": {}}, {**other, "facts": {}})
    assert told == 'bedömningen K-1: bedömningen är "ej" i filen och "uppfyllt" i omprövningen'
    assert first_difference({"ratings": [{"id": "K-1"}]}, {"ratings": []}) == "bedömningen K-1: finns inte i omprövningen"
    assert first_difference({"summary": 1}, {"summary": 2}) == '"summary" är inte detsamma i filen som i omprövningen, eller står i en annan ordning'
