"""What requests about copies bring."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.congresses.forms import CongressForm
from app.contract import Answer, Form


class CopyForm(CongressForm):
    """The new congress, and what it takes over besides programme and settings."""

    units: bool = False
    """Delegations and discussion groups: their names and order, without people."""
    document_ids: Annotated[list[int], Field(max_length=2000, default_factory=list)]


class RehearsalForm(Form):
    """On which day the rehearsal begins; its sessions move along."""

    starts_on: date


class RehearsalAnswer(Answer):
    """The rehearsal of a congress; none when nothing is being rehearsed."""

    id: int | None
