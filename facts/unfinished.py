"""A set of files that is only partly in place: the mark that whoever writes it leaves, and that whoever reads it must heed."""

from __future__ import annotations

from pathlib import Path

from facts.errors import BadInput, InputError

MARK = ".regelspar-ofullbordat"


def refuse_unfinished(folder: Path) -> None:
    """Raises BadInput if files are being put in the folder, or a run was killed while it did so: some may be old and others new."""
    mark = folder / MARK
    if mark.is_symlink() or mark.exists():
        found = "en skrivning av flera filer som pågår, eller som avbröts innan den var klar"
        action = (
            "vänta tills den är klar; har den avbrutits kör kommandot som skrev (check importera, check nytt-ar) igen, "
            "så ställs först de tidigare filerna tillbaka"
        )
        raise BadInput([InputError(f"{folder.name}/{MARK}", 0, 0, found, "filer som hör ihop", action)])
