"""The rules run on facts: asked of the engine's process, and what came back held together before anyone reads it."""

from __future__ import annotations

from checker.hosting.asking import EngineProcess, Request, engine_process
from checker.session import EngineFault, Firing, Session, by_id, phase_name
from checker.wholeness import refuse_broken


def inferred(request: Request, process: EngineProcess | None = None) -> Session:
    """The run of the request. Raises RunFailed for one that was not whole, ImportError where there is no engine."""
    process = process or engine_process()
    answer = process.ask(request)
    session = Session(phase=phase_name(*request.schedule[-1]))
    session.facts = {fact["id"]: fact for fact in sorted(request.facts, key=by_id)} | {fact["id"]: fact for fact in answer.derived}
    session.derived = {fact["id"] for fact in answer.derived}
    session.firings = [Firing(*values) for values in answer.firings]
    try:
        refuse_broken(request, answer, session)
    except EngineFault:
        process.end()  # what gave one run that does not hold together gives no other
        raise
    return session
