"""Changing several delegates, finding doubles, history and undo, as JSON."""

from typing import Any

from flask import Blueprint

from app.access import needs, visitor
from app.congresses.models import Congress
from app.contract import answers, takes
from app.db import db
from app.delegates import roster_bulk
from app.delegates.api import answer_for
from app.delegates.forms import DelegateAnswer
from app.delegates.queries import delegate_of
from app.delegates.roster_doubles import likely_doubles
from app.delegates.roster_forms import (
    BulkForm,
    DoubleAnswer,
    HistoryAnswer,
    MergeForm,
    RemoveForm,
    StepAnswer,
)
from app.delegates.roster_history import (
    history_of,
    latest_steps,
    step_answer,
    step_answers,
    step_of,
)
from app.delegates.roster_merge import merge
from app.delegates.roster_undo import undo_or_ask

blueprint = Blueprint("roster_steps_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/roster/change")
@needs("roster.manage")
@answers(StepAnswer)
@takes(BulkForm)
def change_several(congress: Congress, form: BulkForm) -> Any:
    """Set delegation, group, standing or seat of up to 200 delegates, all or none."""
    return step_answer(roster_bulk.change_several(congress, form))


@blueprint.post("/roster/remove")
@needs("roster.manage")
@answers(StepAnswer)
@takes(RemoveForm)
def remove_several(congress: Congress, form: RemoveForm) -> Any:
    """Remove up to 200 delegates; who was checked in or gave a consent stays."""
    return step_answer(roster_bulk.remove_several(congress, form.ids))


@blueprint.delete("/delegates/<int:delegate_id>")
@needs("roster.manage")
@answers(StepAnswer)
def remove_delegate(congress: Congress, delegate_id: int) -> Any:
    """Remove a delegate; the step that is answered can be undone."""
    delegate_of(congress, delegate_id)
    return step_answer(roster_bulk.remove_several(congress, [delegate_id]))


@blueprint.get("/delegates/<int:delegate_id>/history")
@needs("roster.manage")
@answers(HistoryAnswer, many=True)
def show_history(congress: Congress, delegate_id: int) -> Any:
    """Tell who changed what of a delegate, the newest first."""
    return history_of(congress, delegate_of(congress, delegate_id))


@blueprint.post("/delegates/<int:delegate_id>/merge")
@needs("roster.manage")
@answers(DelegateAnswer)
@takes(MergeForm)
def merge_delegates(congress: Congress, delegate_id: int, form: MergeForm) -> Any:
    """Make one of two delegates: check-ins, consent and notes of the other follow."""
    kept = delegate_of(congress, delegate_id)
    other = delegate_of(congress, form.other_id)
    return answer_for(merge(congress, kept, other, list(form.take)))


@blueprint.get("/roster/doubles")
@needs("roster.manage")
@answers(DoubleAnswer, many=True)
def list_doubles(congress: Congress) -> Any:
    """List pairs of delegates who may be one, the likeliest first."""
    return [
        DoubleAnswer(
            because=each.because,
            one=answer_for(delegate_of(congress, each.one)),
            other=answer_for(delegate_of(congress, each.other)),
        )
        for each in likely_doubles(congress)
    ]


@blueprint.get("/roster/steps")
@needs("roster.manage")
@answers(StepAnswer, many=True)
def list_steps(congress: Congress) -> Any:
    """List what was done to the roster, the newest first."""
    return step_answers(latest_steps(congress))


@blueprint.get("/roster/steps/<int:step_id>")
@needs("roster.manage")
@answers(StepAnswer)
def show_step(congress: Congress, step_id: int) -> Any:
    """Tell one step; `undone_at` says whether it still holds."""
    return step_answer(step_of(congress, step_id))


@blueprint.post("/roster/steps/<int:step_id>/undo")
@needs("roster.manage")
@answers(StepAnswer, 202)
def undo_step(congress: Congress, step_id: int) -> Any:
    """Undo a step; a large one is done when `undone_at` is set. Who was checked in stays."""
    step = step_of(congress, step_id)
    undo_or_ask(congress, step, visitor().name)
    db.session.refresh(step)
    return step_answer(step)
