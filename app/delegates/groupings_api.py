"""Delegations and discussion groups as JSON; `kind` is delegations or groups."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.delegates import groupings
from app.delegates.groupings_forms import (
    GroupingAnswer,
    GroupingForm,
    GroupingMerge,
    GroupingOrder,
)
from app.delegates.roster_forms import StepAnswer
from app.delegates.roster_history import step_answer

blueprint = Blueprint(
    "groupings_api", __name__, url_prefix="/api/congresses/<int:congress_id>/groupings"
)


@blueprint.get("/<kind>")
@needs("roster.read")
@answers(GroupingAnswer, many=True)
def list_units(congress: Congress, kind: str) -> Any:
    """List delegations or groups in their order, with leaders and how many belong to each."""
    return groupings.units_of(congress, kind)


@blueprint.post("/<kind>")
@needs("roster.manage")
@answers(Created, 201)
@takes(GroupingForm)
def add_unit(congress: Congress, kind: str, form: GroupingForm) -> Any:
    """Add a delegation or group."""
    return Created(id=groupings.add_unit(congress, kind, form).id)


@blueprint.put("/<kind>/<int:unit_id>")
@needs("roster.manage")
@answers(Created)
@takes(GroupingForm)
def change_unit(congress: Congress, kind: str, unit_id: int, form: GroupingForm) -> Any:
    """Rename a delegation or group and choose its leader."""
    unit = groupings.unit_of(congress, kind, unit_id)
    return Created(id=groupings.change_unit(congress, kind, unit, form).id)


@blueprint.delete("/<kind>/<int:unit_id>")
@needs("roster.manage")
@answers(status=204)
def remove_unit(congress: Congress, kind: str, unit_id: int) -> Any:
    """Take an empty delegation or group out."""
    groupings.remove_unit(congress, kind, groupings.unit_of(congress, kind, unit_id))


@blueprint.put("/<kind>/order")
@needs("roster.manage")
@answers(status=204)
@takes(GroupingOrder)
def order_units(congress: Congress, kind: str, form: GroupingOrder) -> Any:
    """Put delegations or groups into order."""
    groupings.order_units(congress, kind, form.ids)


@blueprint.post("/<kind>/<int:unit_id>/merge")
@needs("roster.manage")
@answers(StepAnswer)
@takes(GroupingMerge)
def merge_units(congress: Congress, kind: str, unit_id: int, form: GroupingMerge) -> Any:
    """Move every member into another one and take the empty one out; can be undone."""
    unit = groupings.unit_of(congress, kind, unit_id)
    into = groupings.unit_of(congress, kind, form.into_id)
    return step_answer(groupings.merge_units(congress, kind, unit, into))
