"""A check before the books are closed as plain lines: the units' numbers, then every action by its last day."""

from __future__ import annotations

from collections.abc import Iterator

from reports.preclose import PreClose
from reports.swedish import REPORT_KIND, word


def to_text(found: PreClose) -> str:
    """The whole answer."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: PreClose) -> Iterator[str]:
    yield f"{found.now.organisation}: {word(REPORT_KIND, found.now.kind)} {found.now.year} per {found.as_of}"
    yield ""
    for one in found.standings:
        yield f"{one.name}: {one.met} visat uppfyllda, {one.short} kan inte längre bli uppfyllda, {one.missing} saknar underlag"
    yield ""
    for action in found.actions:
        late = ", försenad" if action.overdue else ""
        yield f"{action.last_day or 'dag framgår inte'}{late}  {action.about}  {action.who}: {action.rule_says} {action.evidence_says}"
