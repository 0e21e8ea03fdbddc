"""Sound files of each kind to begin from, and how one that packs others is made hostile inside."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
from fuzz_changes import changed_bytes, changed_lines, changed_text, hostile

from checker.batch.rows import rows_of
from checker.batch.store import Store, result_name
from checker.pipeline import run_check
from reports.canonical import canonical, checksum
from reports.formats import written
from reports.html_form import BLOCK, inert
from reports.json_form import form
from reports.pdf import TRACE
from reports.seal import digest_of_form, sealed_form

EXAMPLES = Path(__file__).parent / "cases" / "god"
LOG = """\
moment;datum;av;resultat;notering;åtgärd;stängd;källa
IK-1a;2020-03-01;Controllern;utan anmärkning;;;;ar2020, 6
IK-1a;2020-09-01;Controllern;"två fakturor; utan attest";Attest saknas;Rättas;2020-10-01;ar2020, 6
IK-1b;31/10 2020;Ekonomichefen;kontrollerad;;;;"ar2020, 6"
"""

_ATTRIBUTE = re.compile(r'(\b(?:r|ref|t|s|sqref|count|uniqueCount|spans|dimension|Id|Target|name|sheetId|numFmtId|formatCode)=")[^"]*(")')
_CONTENT = re.compile(r"(<(?:\w+:)?(?:v|t|f)(?: [^>]*)?>)([^<]*)(<)")
_PARTS = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")


def sealed(kind: str) -> bytes:
    """The report of the good example in a form that carries it."""
    content = written(run_check(EXAMPLES, None, 2020), kind, False, 80)
    return content.encode() if isinstance(content, str) else content


def stored(target: Path) -> None:
    """The store of check alla with the good example's two years."""
    store = Store()
    for year in (2019, 2020):
        values = form(run_check(EXAMPLES, None, year))
        rows = rows_of(values | {"digest": sealed_form(values).digest})
        name = values["organisation"]["id"]
        store.add({"organisation": name, "year": year, "exit_code": 1, "input": "-", "file": result_name(name, year), "sha256": "-"}, rows)
    store.write(target, 2)
    store.close()


def changed_question(random: Random, sql: str) -> str:
    """A question with a few of its words changed: for words of SQL, for functions that are large, and for what is hostile anywhere."""
    words = re.split(r"(\s+|[(),])", sql)
    for _ in range(random.choice((1, 1, 2, 4))):
        words[random.randrange(len(words))] = random.choice((random.choice(_SQL), random.choice(words), hostile(random)))
    return "".join(words).replace("\0", "")[:100_000]


_SQL = (
    "DELETE FROM runs", "ATTACH 'x' AS y;", "PRAGMA writable_schema = ON", "VACUUM INTO 'x'", "; SELECT 1",
    "UNION ALL SELECT", "NULL", "?1", ":a", "--", "/*", "randomblob(1000000000)", "zeroblob(2000000000)",
    "printf('%.*c', 100000000, 'x')", "load_extension('x')", "writefile('x', 'y')", "readfile('/etc/passwd')",
    "group_concat(because)", "replace(hex(zeroblob(1000000)), '0', 'xxxxxxxxxx')", "CAST(id AS BLOB)", "1e999",
    "9223372036854775808", "x'00ff'", "char(0, 27, 8238)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", "sqlite_master", "main.ties",
    "temp.ties", "ratings, ratings, ratings, ratings", "json_each('[')", "abs(-9223372036854775808)", "ORDER BY",
    "left", "COLLATE belopp", "GLOB '*'", "LIKE '%%%%%%%%%%%%%%%%%%%%a'", "(((((((((((",
)  # fmt: skip


def changed_workbook(random: Random, raw: bytes) -> bytes:
    """The workbook with something changed in its packing, or in the markup of one or two of its parts."""
    if random.random() < 0.15:
        return changed_bytes(random, raw)
    packed = zipfile.ZipFile(io.BytesIO(raw))
    parts = {one.filename: packed.read(one) for one in packed.infolist()}
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    for _ in range(random.randint(1, 2)):
        name = random.choice([*sheets, *sheets, *(one for one in _PARTS if one in parts)])
        parts[name] = _markup(random, parts[name].decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
    if random.random() < 0.03:
        parts.pop(random.choice(sorted(parts)))
    if random.random() < 0.03:
        parts[random.choice(("../../ute.xml", "/etc/x", "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "a" * 300))] = b"<a/>"
    return _packed(parts)


def _markup(random: Random, text: str) -> str:
    kind = random.random()
    if kind < 0.1:
        return changed_bytes(random, text.encode()).decode("utf-8", "replace")
    places = list((_ATTRIBUTE if kind < 0.4 else _CONTENT).finditer(text))
    for place in sorted(random.sample(places, min(len(places), random.choice((1, 1, 2, 5)))), key=lambda one: -one.start()):
        text = text[: place.end(1)] + _escaped(random, hostile(random)) + text[place.start(place.lastindex or 1) :]
    return text


def _escaped(random: Random, text: str) -> str:
    if random.random() < 0.05:
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return "".join(sign if sign in "\t\n" or " " <= sign < "\ufffe" or sign > "\uffff" else f"_x{ord(sign):04X}_" for sign in text)


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def changed_form(random: Random, raw: bytes) -> bytes:
    """The JSON form changed in its bytes, in its values, or in the fact files it carries, often with every checksum made again."""
    kind = random.random()
    if kind < 0.15:
        return changed_bytes(random, raw)
    values = json.loads(raw)
    if kind < 0.55:
        path = random.choice(sorted(values["fact_files"]))
        values["fact_files"][path] = changed_lines(random, values["fact_files"][path])
        values["files"][path] = checksum(values["fact_files"][path].encode("utf-8", "replace"))
    else:
        for _ in range(random.randint(1, 3)):
            _change_inside(random, values)
    return _written(random, values)


def _change_inside(random: Random, tree: Any) -> None:
    """Go down a random way and change what is there."""
    while isinstance(tree, (dict, list)) and tree:
        key: Any = random.choice(sorted(tree)) if isinstance(tree, dict) else random.randrange(len(tree))
        if not isinstance(tree[key], (dict, list)) or not tree[key] or random.random() < 0.15:
            if random.random() < 0.15:
                del tree[key]
            else:
                tree[key] = random.choice(_VALUES)(random)
            return
        tree = tree[key]


_VALUES: tuple[Callable[[Random], Any], ...] = (
    hostile, hostile, hostile, lambda _: None, lambda _: True, lambda _: [], lambda _: {}, lambda _: "\ud800", lambda _: -1, lambda _: 10**18,
    lambda _: 10**400, lambda _: [[]], lambda _: {"id": "x"}, lambda random: random.randrange(10**6), lambda _: {"\ud800": 1}, lambda _: ["a"] * 3000,
)  # fmt: skip


def _written(random: Random, values: dict[str, Any]) -> bytes:
    try:
        if random.random() < 0.8:
            values["digest"] = digest_of_form(values)
        return canonical(values) if random.random() < 0.8 else json.dumps(values).encode()
    except Exception:  # noqa: BLE001 - what cannot be sealed is tried unsealed
        return json.dumps(values).encode()


def changed_page(random: Random, raw: bytes) -> bytes:
    """The HTML annex changed anywhere, or in the form that it carries."""
    before, block, rest = raw.partition(BLOCK.encode())
    inside, end, after = rest.partition(b"</script>")
    if random.random() < 0.4:
        return changed_bytes(random, raw)
    form = changed_form(random, inside)
    return before + block + inert(form.decode("utf-8", "replace")).encode() + end + after


def changed_paper(random: Random, raw: bytes) -> bytes:
    """The PDF annex changed in its bytes, or with other attachments."""
    if random.random() < 0.5:
        return changed_bytes(random, raw)
    with pikepdf.open(io.BytesIO(raw)) as document:
        names = sorted(document.attachments)
        trace = next(name for name in names if TRACE.fullmatch(name))
        name = trace if random.random() < 0.7 else random.choice(names)
        content = document.attachments[name].get_file().read_bytes()
        other = changed_form(random, content) if name == trace else changed_text(random, content)
        astray = ("../../ute.yaml", "/etc/passwd", "..", "", "a" * 300, "x\\y", "\u202ea.yaml", hostile(random)[:200])
        called = name if random.random() < 0.8 else random.choice(astray)
        _attach(document, name, called, other)
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


def _attach(document: pikepdf.Pdf, name: str, called: str, content: bytes) -> None:
    spec = pikepdf.AttachedFileSpec(document, content, filename=called or "tom")
    if called != name:
        del document.attachments[name]
    document.attachments[called or "tom"] = spec
