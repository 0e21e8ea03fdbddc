"""A SIE file read line by line, as the ledger that it holds."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path as FilePath

from facts.errors import BadInput, InputError, Place
from facts.files import TooLong, plain_bytes
from facts.importers.sie.draft import Draft, Line
from facts.importers.sie.encoding import SIZE_LIMIT, decoded, too_long
from facts.importers.sie.ledger import FILE_OF_BALANCES, Account, Ledger
from facts.importers.sie.mistakes import Mistakes
from facts.importers.sie.posts import read_post
from facts.importers.sie.tokens import TOKEN, column, is_unclosed
from facts.importers.sie.vouchers import ROWS, Vouchers

LONGEST_LINE = 10_000

_SHOWN = 20  # signs of what was found
_A_SIE_FILE = ("en SIE-fil, som inleds med #FLAGGA", "välj rätt fil, eller exportera den på nytt ur ekonomisystemet")


def read_ledger(path: FilePath) -> Ledger:
    """The file at the path. Raises BadInput with every mistake of form in it."""
    raw = _bytes(path)
    how = decoded(raw, path.name)
    if isinstance(how, InputError):
        raise BadInput([how])
    reader = _Reader(Draft(Mistakes(path.name), told=[*how.told]))
    with io.TextIOWrapper(io.BytesIO(raw.rstrip(b"\x1a")), encoding=how.encoding) as lines:
        reader.read(lines)
    return reader.ledger()


def _bytes(path: FilePath) -> bytes:
    try:
        return plain_bytes(path, SIZE_LIMIT)
    except TooLong as error:
        raise BadInput([too_long(error.size, path.name)]) from None
    except OSError:
        words = ("en fil som inte kan läsas", "en läsbar SIE-fil", "kontrollera filen och dess rättigheter")
        raise BadInput([InputError(path.name, 0, 0, *words)]) from None


class _Reader:
    """Takes each line to the verifications or to the posts."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.vouchers = Vouchers(draft)
        self.begun = False

    def read(self, lines: Iterable[str]) -> None:
        """Read every line. Raises BadInput where the rest cannot be read."""
        find, number = TOKEN.findall, 0
        for number, text in enumerate(lines, 1):
            if len(text) > LONGEST_LINE:
                words = (f"en rad på {len(text)} tecken", f"rader på högst {LONGEST_LINE} tecken", "kontrollera att filen är en SIE-fil")
                self.draft.mistakes.stop(number, 1, *words)
            if tokens := find(text):
                self._line(Line(number, text, tokens))
        if not self.begun:
            self.draft.mistakes.add(0, 0, "en tom fil", *_A_SIE_FILE)
        self.vouchers.end(number + 1)

    def _line(self, line: Line) -> None:
        label, last = line.tokens[0], line.tokens[-1]
        if last[0] in '"{' and is_unclosed(last):
            self._unclosed(line, last.rstrip())
        elif label == "#TRANS" and self.vouchers.voucher and self.vouchers.voucher.opened:
            self.vouchers.transaction(*line)
        elif label == "}":
            self.vouchers.close(line.number)
        elif label[0] == "#":
            self._post(line, label.upper())
        else:
            self._other(line, label)

    def _unclosed(self, line: Line, last: str) -> None:
        if last == "{" and len(line.tokens) == 1:
            self.vouchers.open(line.number)
            return
        self.vouchers.spoil()
        if line.tokens[0] == "#KONTO" and len(line.tokens) > 2:  # noqa: PLR2004 - the account is known by its number
            self.draft.accounts[line.tokens[1]] = Account(line.tokens[1], "", self.draft.place(line, 1))
        what = "ett citattecken" if last[0] == '"' else "en klammer"
        words = ("ett fält som avslutas på samma rad", "skriv det tecken som avslutar, eller exportera filen på nytt")
        self.draft.mistakes.add(line.number, column(line.text, len(line.tokens) - 1), f"{what} som inte avslutas: {last[:_SHOWN]}", *words)

    def _other(self, line: Line, label: str) -> None:
        if not self.begun:
            self.draft.mistakes.stop(line.number, line.column(0), f'en fil som börjar med "{label[:_SHOWN]}"', *_A_SIE_FILE)
        words = ("en post som börjar med #", "ta bort raden, eller exportera filen på nytt")
        self.draft.mistakes.add(line.number, line.column(0), f'en rad som börjar med "{label[:_SHOWN]}"', *words)

    def _post(self, line: Line, label: str) -> None:
        if not self.begun and label != "#FLAGGA":
            self.draft.mistakes.add(line.number, line.column(0), f"{label[:_SHOWN]} som första post", *_A_SIE_FILE)
        self.begun = True
        if label in ROWS:
            self.vouchers.row(line, label)
            return
        self.vouchers.end(line.number)
        if label == "#VER":
            self.vouchers.begin(line)
        else:
            read_post(self.draft, line)

    def ledger(self) -> Ledger:
        """The ledger, when every line was in order. Raises BadInput otherwise."""
        last = self.vouchers.last_day()
        self._check_type()
        self._check_accounts()
        self.draft.mistakes.settle()
        return self.draft.whole(last, self.vouchers.movements(), **self.vouchers.counts)

    def _check_type(self) -> None:
        kind = self.draft.kind or 1
        if self.vouchers.counts["verifications"] and kind <= FILE_OF_BALANCES:
            found = f"verifikationer i en fil av SIE-typ {kind}" if self.draft.kind else "verifikationer i en fil utan #SIETYP"
            self.draft.mistakes.at(self.vouchers.first or Place(self.draft.mistakes.name, 0, 0), found, "#SIETYP 4", "exportera filen som SIE 4")
        elif self.draft.kind is None:
            self.draft.told.append("Posten #SIETYP saknas; filen är läst som SIE-typ 1.")

    def _check_accounts(self) -> None:
        """Every account that is used stands in the plan; a file of verifications alone (4I) may leave the plan out."""
        if not self.draft.accounts and not self.draft.stated and self.vouchers.counts["verifications"]:
            return
        for account, place in self.draft.used.items():
            if account not in self.draft.accounts:
                words = ("ett konto i filens kontoplan (#KONTO)", "lägg till kontot, eller exportera filen på nytt")
                self.draft.mistakes.at(place, f'kontot "{account[:_SHOWN]}", som saknas i kontoplanen', *words)
