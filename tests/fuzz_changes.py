"""How a sound file is made hostile: bytes changed anywhere, lines changed with their form kept, and values that stop careless readers."""

from __future__ import annotations

import re
from random import Random

DIGITS = "9" * 5000
HOSTILE = (
    "", "~", "null", "true", "ja", "nej", "0", "-0", "-1", "1", "0.5", "0.000001", "0.0000001", "1e999999999", "-1E+400", "1e-999999999", "0x10",
    "0o17",
    ".inf", "-.inf", ".nan", "NaN", "Infinity", "900000000000", "900000000001", "-900000000000.000001", "9007199254740993", DIGITS, f"0.{DIGITS}",
    f"-{DIGITS}.{DIGITS}", "1 000", "1.000", "1,5", "１２", "٣", "²", "½", "12_000", "012",
    "0000-00-00", "0001-01-01", "9999-12-31", "2020-02-30", "2020-13-01", "2021-02-29", "20201231", "31/12 2020", "2200", "1800", "0", "10000",
    "[]", "{}", "[[[[[[[[[[]]]]]]]]]]", "[" * 1000, "{a: " * 500, "- " * 500, "[1, 2, 3]", "{a: 1}", "&a [*a, *a]", "*a", "<<: *a",
    "!!python/object/apply:os.system [id]", "!!binary aGVq", "!!float 1", "? a", "|", ">-", "%YAML 1.1", "---", "...", "# bara en kommentar", "@",
    "`",
    '"\\ud800"', '"\\u0000"', '"\\x1b[2J"', '"\\U0010ffff"', '"\\u202e"', '"oavslutad', "'oavslutad", "\\", "\\N", "\ufeff", "\ufffe", "\u2028",
    "\x85",
    "\x00", "\x1a", "\x1b[31m", "\x1b]8;;http://x\x1b\\", "\x07", "\x7f", "\u202eexe.gpj", "\u200b", "\u0301", "\U000e0041", "\U0001f4a9", "å",
    "a\u030a", "İ", "ß",
    "<script>alert(1)</script>", "<!--", "-->", "]]>", "</script>", "&lt;", "&#0;", "=1+1", "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1",
    "|a|b|", "`kod`", "[x](javascript:alert(1))", "#set text(1pt)", "#read(\"/etc/passwd\")", "$x^2$", "{{ 7*7 }}", "{% raw %}", "{0}", "%s%n",
    "$(id)", "; rm -rf",
    "../../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "file:///etc/passwd", "a/b", "CON", "a" * 300, "å" * 3000, "x" * 100_000,
    "a b" * 20_000, "\n" * 500,
    "uppfyllt", "delvis", "ej", "minst", "högst", "exakt", "mer än", "ca 5", "GEH", "BK-1", "E-1", "F-1", "FORBUNDET", "tkr", "%", "st", "2020",
    "2019", "2021",
)  # fmt: skip

_VALUE = re.compile(r"^(\s*(?:- )?[^\s:#][^:]*: ?)(.*)$|^(\s*- )(.*)$")
_WORD = re.compile(r'"[^"]*"|[^\s;,{}\[\]"]+')
_MOST = 400_000  # bytes that one change may make of a file


def hostile(random: Random) -> str:
    """A value that stops careless readers; now and then two of them."""
    return random.choice(HOSTILE) + (random.choice(HOSTILE) if random.random() < 0.1 else "")


def changed_bytes(random: Random, raw: bytes) -> bytes:
    """The bytes with one to four changes anywhere, most often one."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        raw = random.choice(_ON_BYTES)(random, raw)[:_MOST]
    return raw


def _flip(random: Random, raw: bytes) -> bytes:
    at = random.randrange(len(raw) or 1)
    return raw[:at] + bytes([random.randrange(256)]) + raw[at + 1 :]


def _cut(random: Random, raw: bytes) -> bytes:
    at = random.randrange(len(raw) or 1)
    return raw[:at] if random.random() < 0.3 else raw[:at] + raw[at + random.choice((1, 2, 7, 100)) :]


def _put(random: Random, raw: bytes) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + hostile(random).encode("utf-8", "surrogatepass") + raw[at:]


def _again(random: Random, raw: bytes) -> bytes:
    at = random.randrange(len(raw) or 1)
    part = raw[at : at + random.choice((1, 10, 100, 1000))]
    return raw[:at] + part * random.choice((2, 3, 50)) + raw[at:]


_ON_BYTES = (_flip, _cut, _put, _again)


def changed_lines(random: Random, text: str) -> str:
    """The text with one to four of its lines changed, most often only their values."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        at = random.randrange(len(lines))
        random.choices(_ON_LINES, (8, 4, 3, 1, 1, 2, 1, 2))[0](random, lines, at)
        if sum(map(len, lines)) > _MOST:
            break
    return "\n".join(lines)


def _other_value(random: Random, lines: list[str], at: int) -> None:
    if found := _VALUE.match(lines[at]):
        head = found[1] if found[1] is not None else found[3]
        lines[at] = f"{head.rstrip()} {hostile(random)}"


def _swapped_values(random: Random, lines: list[str], at: int) -> None:
    other = random.randrange(len(lines))
    mine, its = _VALUE.match(lines[at]), _VALUE.match(lines[other])
    if mine and its:
        lines[at] = f"{mine[1] or mine[3]}{its[2] if its[1] else its[4]}"


def _word_changed(random: Random, lines: list[str], at: int) -> None:
    words = list(_WORD.finditer(lines[at]))
    if words:
        word = random.choice(words)
        lines[at] = lines[at][: word.start()] + hostile(random) + lines[at][word.end() :]


def _gone(random: Random, lines: list[str], at: int) -> None:
    del lines[at : at + random.choice((1, 1, 1, 2, 5, 20))]
    if not lines:
        lines.append("")


def _many(random: Random, lines: list[str], at: int) -> None:
    part = lines[at : at + random.choice((1, 1, 3, 8))]
    lines[at:at] = part * random.choice((1, 1, 2, 10, 300, 2000))


def _indented(random: Random, lines: list[str], at: int) -> None:
    lines[at] = random.choice((" ", "  ", "\t", "    ")) + lines[at] if random.random() < 0.5 else lines[at][random.choice((1, 2)) :]


def _moved(random: Random, lines: list[str], at: int) -> None:
    lines.insert(random.randrange(len(lines)), lines.pop(at))


def _added(random: Random, lines: list[str], at: int) -> None:
    lines.insert(at, random.choice((f"{hostile(random)}: {hostile(random)}", hostile(random), f"- {hostile(random)}")))


_ON_LINES = (_other_value, _swapped_values, _word_changed, _gone, _many, _indented, _moved, _added)


def changed_text(random: Random, raw: bytes) -> bytes:
    """A text file changed in its lines, or in its bytes, or saved in another encoding."""
    kind = random.random()
    if kind < 0.2:
        return changed_bytes(random, raw)
    text = changed_lines(random, raw.decode("utf-8", "surrogateescape"))
    if kind < 0.24:
        return text.encode(random.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "utf-8-sig", "latin-1")), "replace")
    return text.encode("utf-8", "surrogatepass")
