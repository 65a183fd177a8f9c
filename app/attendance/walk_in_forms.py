"""What requests about guests at the door bring and get."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.attendance.forms import ClockOffset, DeskName, DeskTime, SiteSaid
from app.contract import Answer, Form


class WalkInForm(Form):
    """A guest who is not on the roster and comes in now."""

    key: Annotated[str, Field(min_length=8, max_length=80)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    organisation: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    session_id: int
    at: DeskTime
    clock_offset_ms: ClockOffset = 0
    desk: DeskName = ""
    site_id: SiteSaid = None


class WalkInAnswer(Answer):
    """A guest who was entered at the door."""

    delegate_id: int
    number: str
    name: str
    organisation: str
    phone: str
    recorded_by: str
    received_at: datetime
