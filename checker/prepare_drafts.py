"""Drafts: what is not yet decided is not judged, and one fact names all of it."""

from __future__ import annotations

from checker.given import Given, cite
from checker.views import Draft, View
from reports.report import Cite
from reports.swedish import listed


def give_drafts(given: Given, view: View) -> None:
    """Assert that there are drafts, by their ids."""
    if not view.drafts:
        return
    given.marks.add("utkast")
    sources = [cite_draft(given, draft) for draft in view.drafts]
    named = listed(f"{draft.id} ({draft.kind})" for draft in view.drafts)
    name = f"utkast:{view.year.year}"
    given.give("utkast", name, sources, {"om": name, "antal": len(view.drafts)}, utkast=named)


def cite_draft(given: Given, draft: Draft) -> Cite:
    """Where a draft stands; a tie stands in the facts alone."""
    return cite(given.organisation, draft.source) if draft.source else Cite(given.organisation.name, "årets fakta")
