"""What the books of the invented organisation come to, account by account, and the year of verifications that leads there.

Numbers are öre; what is booked to the left is positive. example_books books the year and writes it as SIE.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

NAME = "Exempelförbundet (påhittat)"
NUMBER = "222000-0009"  # the check digit is not right, so that nobody has it
OBJECTS = {
    "KANSLI": {"110": "Kansli", "120": "Utveckling"}, "VUX": {"210": "Grundläggande", "220": "Gymnasial", "230": "Sfi"},
    "IT": {"310": "Drift", "320": "Support"}, "ARKIV": {"410": "Arkiv"},
}  # fmt: skip
PROJECT = ("6", "P01", "Digital söktjänst")
MEMBERS = {"3541": "Älvbro", "3542": "Granliden", "3543": "Norrsjö", "3544": "Tallmo", "3545": "Västerfors"}

NAMES = {
    "1220": "Datorer och nätutrustning", "1229": "Ackumulerade avskrivningar datorer", "1230": "Inventarier",
    "1239": "Ackumulerade avskrivningar inventarier", "1510": "Kundfordringar", "1790": "Förutbetalda kostnader", "1910": "Kassa",
    "1940": "Bank", "2010": "Eget kapital", "2019": "Årets resultat", "2210": "Avsättning pensioner", "2310": "Lån",
    "2510": "Leverantörsskulder", "2710": "Personalens skatter och avgifter", "2910": "Upplupna löner och semester",
    "2980": "Övriga upplupna kostnader", "2990": "Förutbetalda intäkter", "3110": "Avgifter", "3510": "Statsbidrag",
    "3520": "Bidrag från regionen", **{account: f"Medlemsbidrag {name}" for account, name in MEMBERS.items()},
    "3610": "Försäljning av utbildningsplatser", "3620": "Försäljning av tjänster", "3820": "Realisationsvinster",
    "3980": "Övriga intäkter", "4620": "Köp av utbildningsplatser", "5010": "Löner", "5610": "Arbetsgivaravgifter",
    "5710": "Pensionskostnader", "6010": "Lokalhyror", "6310": "Leasing", "6410": "Förbrukningsmaterial",
    "6810": "Licenser och kommunikation", "7050": "Resor", "7210": "Information", "7310": "Försäkringar",
    "7410": "Konsulter och andra tjänster", "7610": "Revision och avgifter", "791": "Avskrivningar", "841": "Ränteintäkter",
    "851": "Räntekostnader", "899": "Årets resultat",
}  # fmt: skip

# account, unit: the whole of 2020; 2021 through August; 2021 through November. In kronor.
AMOUNTS = """
3110 VUX 260003.51 181217.56 241591.60
3110 ARKIV 60015.63 35919.93 51494.47
3510 VUX 7650009.43 5219540.47 7310554.89
3520 KANSLI 820005.84 568543.08 770450.69
3610 VUX 1890017.67 1245303.03 1752933.63
3620 IT 3399979.45 2231810.28 3060322.29
3620 ARKIV 250020.85 165028.43 228987.07
3820 KANSLI 25996.02 0.00 0.00
3980 KANSLI 393983.43 257500.13 373516.34
4620 VUX 6899996.18 4644206.40 6171134.00
5010 KANSLI 3619752.67 2455743.10 3430438.87
5010 VUX 5830068.01 3974362.45 5536497.96
5010 IT 5092319.92 3344370.87 4680583.70
5010 ARKIV 1390898.07 925383.09 1320384.28
5610 KANSLI 1140285.55 766084.55 1058720.68
5610 VUX 1831641.28 1198320.94 1721968.48
5610 IT 1599942.62 1054961.55 1515637.93
5610 ARKIV 437387.09 298821.44 397546.25
5710 KANSLI 389942.55 258456.28 356914.78
5710 VUX 638312.88 428804.17 595734.39
5710 IT 557767.28 377200.73 522377.98
5710 ARKIV 151729.47 100134.70 143302.41
6010 KANSLI 639994.81 432447.00 590411.14
6010 VUX 1350014.28 879230.08 1233259.01
6010 IT 479981.21 313874.91 439094.42
6010 ARKIV 720001.69 491068.05 682618.50
6310 IT 1460377.10 945140.15 1340771.35
6410 KANSLI 109906.24 67398.49 94493.00
6410 VUX 280375.47 174179.78 242244.06
6410 IT 619866.40 410393.19 563241.86
6410 ARKIV 140270.06 88667.61 120462.80
6810 KANSLI 259669.37 171756.66 237807.07
6810 VUX 209731.51 139417.69 192819.70
6810 IT 3709704.03 2366025.65 3322818.57
6810 ARKIV 169624.52 114124.40 155320.23
7050 KANSLI 39572.30 35575.04 49987.39
7210 KANSLI 179778.37 125642.41 171108.51
7210 VUX 150336.71 105156.46 147198.78
7310 KANSLI 90156.89 59344.10 83564.98
7410 KANSLI 1289663.94 922242.90 1249508.92
7410 VUX 509583.49 345712.95 489511.00
7410 IT 980040.55 667615.63 904356.33
7410 ARKIV 270110.79 184452.79 253687.19
7610 KANSLI 141224.70 93662.37 134365.76
791 KANSLI 60005.30 39994.91 54950.43
791 VUX 139990.88 99987.26 137376.07
791 IT 1150017.30 829894.28 1140221.38
791 ARKIV 90009.46 59992.36 82425.64
841 KANSLI 11985.60 6892.55 8977.20
851 KANSLI 45996.94 30873.77 41892.14
"""
# kronor a year for each member, in the order of MEMBERS
CONTRIBUTIONS = {
    2020: {"KANSLI": (2690, 1240, 760, 1480, 930), "VUX": (3060, 1400, 860, 1680, 1050),
           "IT": (4740, 2180, 1340, 2600, 1640), "ARKIV": (1320, 600, 0, 720, 460)},
    2021: {"KANSLI": (2710, 1250, 765, 1490, 935), "VUX": (3085, 1410, 870, 1695, 1060),
           "IT": (4775, 2195, 1350, 2620, 1650), "ARKIV": (1335, 610, 0, 730, 465)},
}  # fmt: skip
# tusen kronor in the budget of 2021, beside the contributions; income and costs are both positive
BUDGET = {
    "KANSLI": {"3520": 850, "3980": 410, "5010": 3700, "5610": 1162, "5710": 398, "6010": 660, "6410": 110, "6810": 265, "7050": 55,
               "7210": 190, "7310": 92, "7410": 1334, "7610": 144, "791": 60, "841": 10, "851": 45},
    "VUX": {"3110": 270, "3510": 7950, "3610": 1930, "4620": 7000, "5010": 5960, "5610": 1873, "5710": 652, "6010": 1365, "6410": 290,
            "6810": 214, "7210": 160, "7410": 526, "791": 150},
    "IT": {"3620": 3390, "5010": 5180, "5610": 1628, "5710": 567, "6010": 485, "6310": 1450, "6410": 600, "6810": 3680, "7410": 975,
           "791": 1250},
    "ARKIV": {"3110": 55, "3620": 245, "5010": 1425, "5610": 448, "5710": 155, "6010": 730, "6410": 130, "6810": 171, "7410": 291,
              "791": 90},
}  # fmt: skip
# opening 2020, closing 2020, closing in November 2021, in öre. The bank is what the rest leaves.
BALANCES = {
    "1220": (940001250, None, None), "1229": (-625000840, None, None), "1230": (312003115, None, None), "1239": (-196001025, None, None),
    "1510": (264003140, 279001865, 251200450), "1790": (126498760, 133002215, 98433090), "1910": (400000, 400000, 400000),
    "2010": (-760400000, None, None), "2019": (145000000, None, None), "2210": (-278001560, -290498340, -299900000),
    "2310": (-120000000, -100000000, -85000000), "2510": (-329003480, -345997715, -312045510), "2710": (-127498890, -131002370, -133455600),
    "2910": (-236501175, -243000460, -221340280), "2980": (-92099230, -86001945, -79900500), "2990": (-146000000, -158000000, -171500000),
}  # fmt: skip
INVOICES = {  # of an account in a year, for each unit
    "4620": 96, "6010": 12, "6310": 12, "6410": 72, "6810": 64, "7050": 40, "7210": 36, "7310": 4, "7410": 54, "7610": 24,
    "3110": 80, "3510": 12, "3520": 4, "3610": 90, "3620": 60, "3820": 1, "3980": 20, "851": 4,
}  # fmt: skip
SALARIES, SUPPLIED, SOLD = ("5010", "5610", "5710"), ("1220", "1230"), ("3110", "3610", "3620", "3980")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")

Row = tuple[str, str, int]  # account, object, öre; what is booked to the left is positive


@dataclass
class Dice:
    """Numbers that are the same with every Python: a linear congruence, its upper half."""

    state: int

    def upto(self, most: int) -> int:
        """A whole number from 0 to most, both included."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 32) % (most + 1)


@dataclass
class Voucher:
    """A verification: its series, day, text and rows; `wrong` are rows that were taken away again."""

    series: str
    day: dt.date
    text: str
    rows: list[Row]
    wrong: list[Row] = field(default_factory=list)


@dataclass
class Books:
    """A year of verifications through its last month, and the balances that they lead from and to."""

    year: int
    last: int
    opening: Mapping[str, int]
    closing: Mapping[str, int | None]
    dice: Dice
    vouchers: list[Voucher] = field(default_factory=list)

    def day(self, month: int, first: int = 1) -> dt.date:
        """A day of the month that is no Saturday or Sunday."""
        day = dt.date(self.year, month, first + self.dice.upto(26 - first))
        return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def book(self, series: str, day: dt.date, text: str, *rows: Row) -> None:
        """Add a verification. Raises ValueError if it does not balance."""
        if sum(row[2] for row in rows):
            raise ValueError(f"{text}: {rows}")
        self.vouchers.append(Voucher(series, day, text, [row for row in rows if row[2]]))

    def moved(self, account: str) -> int:
        """What the account has moved so far."""
        return sum(row[2] for voucher in self.vouchers for row in voucher.rows if row[0] == account)

    def left(self, account: str) -> int:
        """What is still to be booked on the account for it to close as decided."""
        return (self.closing[account] or 0) - self.opening[account] - self.moved(account)


def ore(text: str) -> int:
    """The öre of an amount in kronor."""
    kronor, _, rest = text.partition(".")
    return int(kronor) * 100 + int(rest or 0)


def kronor(amount: int) -> str:
    """Öre as kronor with two decimals."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"


def amounts(year: int) -> dict[tuple[str, str], list[tuple[range, int]]]:
    """For each account and unit, what is booked in which months; income and costs are both positive."""
    found = {}
    for account, unit, whole, august, november in (line.split() for line in AMOUNTS.split("\n") if line):
        parts = [(range(1, 13), ore(whole))] if year == 2020 else [(range(1, 9), ore(august)), (range(9, 12), ore(november) - ore(august))]
        found[account, unit] = [(months, amount) for months, amount in parts if amount]
    return found


def split(total: int, parts: int, dice: Dice, even: bool = False) -> list[int]:
    """The total in so many parts that are more or less even, each of at least one öre."""
    weights = [100 if even else 20 + dice.upto(180) for _ in range(parts)]
    pieces = [total * weight // sum(weights) for weight in weights]
    return [*pieces[:-1], total - sum(pieces[:-1])]
