"""Which members a cover page is wanted for, and which file each goes into."""

from __future__ import annotations

from pathlib import Path

from checker import output
from checker.usage import WrongUsage
from facts.errors import advice
from facts.members import ALL_MEMBERS, spoken
from reports.formats import WITH_COVER, as_text, written
from reports.report import Report


def is_every(wanted: str | None) -> bool:
    """Whether every member's page is wanted, each as a file in a folder."""
    return wanted is not None and spoken(wanted) == ALL_MEMBERS


def refuse_unfit(form: str, wanted: str, target: Path | None) -> None:
    """Raises WrongUsage for a format without a cover page, and for every member without a folder to write to."""
    if form not in WITH_COVER:
        action = f"skriv som i: --format {WITH_COVER[0]} --medlem {wanted}, eller utelämna --medlem"
        raise WrongUsage(f"--medlem med formatet {form}", f"ett format med följeblad: {', '.join(WITH_COVER)}", action)
    if is_every(wanted):
        if target is None:
            raise WrongUsage(f"--medlem {wanted} utan -o", "-o MAPP, för varje medlem får en fil", f"skriv som i: --medlem {ALL_MEMBERS} -o bilagor")
        output.refuse_no_folder(target)
    elif target is not None:
        output.refuse_unwritable(target)


def deliver(report: Report, form: str, wanted: str, target: Path | None, everything: bool) -> None:
    """Write the report with each cover page that is wanted; every one is made before the first is written. Without a target, to standard output."""
    if target is None:
        output.say(as_text(report, form, everything, output.FILE_WIDTH, member_of(report, wanted)))
        return
    files = member_files(report, wanted, target, form)
    pages = [(path, written(report, form, everything, output.FILE_WIDTH, member)) for path, member in files]
    if is_every(wanted):
        output.write_folder(target, pages)
    else:
        output.write_files(pages)


def member_files(report: Report, wanted: str, target: Path, ending: str) -> list[tuple[Path, str]]:
    """The file and the member's id of each page that is wanted: the target itself for one, files in that folder for all.

    Raises WrongUsage for a name that no member has, and where the organisation has no members.
    """
    if not is_every(wanted):
        return [(target, member_of(report, wanted))]
    _refuse_none(report)
    return [(target / f"bilaga-{report.year}-{one.id.lower()}.{ending}", one.id) for one in report.members]


def member_of(report: Report, wanted: str) -> str:
    """The id of the member that has the id or the name, in small or capital letters. Raises WrongUsage with the nearest."""
    _refuse_none(report)
    known = {spoken(name): one.id for one in report.members for name in (one.id, one.name)}
    if spoken(wanted) not in known:
        names = [one.name for one in report.members]
        action = advice(wanted.capitalize(), names, "skriv en av dem")
        raise WrongUsage(f'den okända medlemmen "{wanted}"', f"en av {', '.join(names)}, eller {ALL_MEMBERS}", action)
    return known[spoken(wanted)]


def _refuse_none(report: Report) -> None:
    if not report.members:
        found = f"--medlem för {report.organisation}, som inte har några medlemmar"
        raise WrongUsage(found, "medlemmar: i organisation.yaml", "lägg till dem där, eller utelämna --medlem")
