"""The door of pairing: a desk or a screen enters the office's short code and gets its token."""

from typing import Annotated, Any

from flask import Blueprint, request, url_for
from pydantic import Field

from app.access import open_to_all
from app.accounts.models import Device
from app.accounts.pairing import enter_code
from app.contract import Answer, Form, answers, takes
from app.visitors.identity import keep_device

blueprint = Blueprint("pair_api", __name__, url_prefix="/api/pair")


class CodeEntered(Form):
    """The code, as somebody typed it."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


class Paired(Answer):
    """What the new device is; its token is told this once."""

    token: str
    kind: str
    name: str
    congress_id: int


class PairedBrowser(Answer):
    """Where the browser goes; it keeps the token in its cookie."""

    next: str


@blueprint.post("")
@open_to_all("the code is the permission; tries are counted")
@answers(Paired)
@takes(CodeEntered)
def pair(form: CodeEntered) -> Any:
    """Pair a desk's program by its code."""
    device, token = enter_code(form.code, address=request.remote_addr or "")
    return Paired(token=token, kind=device.kind, name=device.name, congress_id=device.congress_id)


@blueprint.post("/browser")
@open_to_all("the code is the permission; tries are counted")
@answers(PairedBrowser)
@takes(CodeEntered)
def pair_browser(form: CodeEntered) -> Any:
    """Make this browser a desk or a big screen by its code."""
    device, token = enter_code(form.code, address=request.remote_addr or "")
    keep_device(token)
    return PairedBrowser(next=page_of(device))


def page_of(device: Device) -> str:
    """Return the page where a device works."""
    endpoint = "live.show_screen" if device.kind == "screen" else "attendance.show_desk"
    return url_for(endpoint, congress_id=device.congress_id)
