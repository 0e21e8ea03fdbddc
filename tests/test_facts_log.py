"""The control log and the plan's days: what is a performed control, and how many days a frequency has."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from facts.control import LogEntry, Moment
from facts.notmade import is_not_made

LOGGED = {"moment": "IK-1", "datum": "2021-03-02", "av": "ekonom", "resultat": "utan avvikelse", "källa": "ar, 7"}
DAYS = [f"2021-{month:02}-28" for month in range(1, 13)]
NOT_MADE = (
    "ej utförd", "EJ  UTFÖRD", "Ej utförd på grund av sjukdom", "inte genomförd", "Inte gjord", "ej kontrollerad", "har ännu inte kunnat genomföras",
    "Kontrollen har inte utförts", "Kontroll ej genomförd", "Kontrollen av attester är inte utförd", "Stickprovet blev inte gjort",
    "Momentet framflyttat till 2022", "Framflyttad till januari", "inställd", "Inställt", "uppskjuten till nästa år", "Kontrollen är uppskjuten",
    "har ej hunnits med", "Hann inte", "inte hunnit", "Utan anmärkning i mars. Kontroll av kassan ej utförd", "Kontroller ej gjorda",
    "Ingen kontroll gjord", "Kontrollen utfördes inte p.g.a. pandemin", "Momentet genomfördes ej", "Inga kontroller genomfördes",
    "Kontrollerades inte",
    "Ingen granskning har skett", "Ställdes in", "Kontrollen ställdes in, görs 2022", "Skjuts till 2022", "Flyttad till januari", "Utgår", "Utgick",
    "Ej aktuellt", "Stickprov togs inte", "Kontrollen gjordes aldrig", "Kontroll saknas", "Ej påbörjad", "Har inte skett", "Gjordes inte i år",
    "Inga stickprov gjordes i år", "Kontrollen genomfördes inte på grund av sjukdom",
)  # fmt: skip
MADE = (
    "ingen avvikelse", "utan anmärkning", "inte funnit några fel", "fakturor ej attesterade", "tre fakturor inte kontrollerade av chefen",
    "brandövning ej genomförd", "Avstämningen har inte utförts i mars", "kontrollen utförd, inga fel", "Kontrollerad, ej attesterad",
    "inställda möten är protokollförda", "ej gjorda avskrivningar: 2", "Kontrollen visar att övningen inte genomförts",
    "faktura betald, ej kontrollerad", "sammanträdet inställt", "momentet utfört utan anmärkning",
    "Kontrollen gjordes, inga fel", "Attest saknas på två fakturor", "Inga fel funna vid granskningen", "Övningen genomfördes inte",
    "Ingen brandövning genomfördes", "kontrollen gjordes inte bara i kassan utan även i banken", "Rutin saknas", "Genomfördes i mars, inga fel",
    "Flyttades två poster till rätt konto efter kontroll", "Kontroll av moms: ej aktuellt belopp 0", "Utgår från att beloppen stämmer",
    "Kontrollen utgår från stickprov", "Kontroll utförd. Underskrift saknas", "Kontrollen visade att momentet i rutinen saknas delvis",
)  # fmt: skip


def moment(frequency: str | None, days: list[str]) -> Moment:
    return Moment.model_validate({"id": "IK-1a", "moment": "Attest", "frekvens": frequency, "ansvarig": None, "tillfällen": days})


@pytest.mark.parametrize("result", NOT_MADE)
def test_a_result_that_says_that_the_control_was_not_made_is_no_performed_control(result: str) -> None:
    assert is_not_made(result)
    with pytest.raises(ValidationError, match="hör inte till loggen"):
        LogEntry.model_validate({**LOGGED, "resultat": result})


@pytest.mark.parametrize("result", MADE)
def test_what_a_control_found_is_a_result_whatever_was_not_done(result: str) -> None:
    assert LogEntry.model_validate({**LOGGED, "resultat": result}).result == result


@pytest.mark.parametrize("unit", ["kontroll av a ", "har ", "ej kunnat ", "ej ", " ", "kontroll av a i b har är var "])
def test_a_very_long_result_is_read_at_once(unit: str) -> None:
    assert not is_not_made(unit * 20_000)


def test_an_action_or_a_closing_needs_a_remark() -> None:
    with pytest.raises(ValidationError, match="en notering som åtgärdas"):
        LogEntry.model_validate({**LOGGED, "åtgärd": "rättat"})
    assert LogEntry.model_validate({**LOGGED, "åtgärd": "rättat", "notering": "kvitto saknas", "stängd": "2021-03-02"}).action == "rättat"


@pytest.mark.parametrize(
    ("frequency", "number"),
    [("1 gång/år", 1), ("2 ggr/år", 2), ("Kvartalsvis", 4), ("månadsvis", 12), ("1 gång/år samt löpande", 1), ("1 gång/år samt löpande", 5)],
)
def test_days_are_as_many_as_the_frequency_says(frequency: str, number: int) -> None:
    assert len(moment(frequency, DAYS[:number]).occasions) == number
    assert moment(frequency, []).occasions == ()


WRONG: list[tuple[Any, list[str]]] = [
    ("1 gång/år", DAYS[:2]), ("2 ggr/år", DAYS[:1]), ("2 ggr/år", DAYS[:3]), ("kvartalsvis", DAYS[:3]), ("månadsvis", DAYS[:11]),
    (None, DAYS[:1]), ("2 ggr/år", DAYS[:1] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("frequency", "days"), WRONG)
def test_more_or_fewer_days_than_the_frequency_are_refused(frequency: str | None, days: list[str]) -> None:
    with pytest.raises(ValidationError, match="tillfälle"):
        moment(frequency, days)
