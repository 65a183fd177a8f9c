"""Pairing by a short code, as the office sees it."""

from typing import Any

from flask import Blueprint, current_app

from app.access import needs
from app.accounts import actions, pairing
from app.accounts.forms import (
    DeviceAnswer,
    DeviceForm,
    DeviceName,
    PairingCodeMade,
    PairingCodeState,
)
from app.contract import answers, takes
from app.realtime.door import HasId
from documents.qr import svg

blueprint = Blueprint(
    "pairing_api", __name__, url_prefix="/api/congresses/<int:congress_id>/devices"
)


@blueprint.post("/codes")
@needs("devices.manage")
@answers(PairingCodeMade, 201)
@takes(DeviceForm)
def offer_code(congress: HasId, form: DeviceForm) -> Any:
    """Make a short code that pairs one desk or screen within ten minutes; it is told this once."""
    row, code = pairing.offer_code(congress, form.kind, form.name)
    url = f"{current_app.config['SETTINGS'].public_url}/pair"
    return PairingCodeMade(
        id=row.id,
        code=code,
        url=url,
        # After the #: what a browser keeps to itself is in no server's log.
        qr=svg(f"{url}#{code}"),
        expires_at=row.expires_at,
    )


@blueprint.get("/codes/<int:code_id>")
@needs("devices.manage")
@answers(PairingCodeState)
def show_code(congress: HasId, code_id: int) -> Any:
    """Say whether a code was entered yet."""
    row = pairing.code_of(congress, code_id)
    return PairingCodeState(
        id=row.id,
        kind=row.kind,
        name=row.name,
        state=pairing.state_of(row),
        expires_at=row.expires_at,
        device_id=row.device_id,
    )


@blueprint.delete("/codes/<int:code_id>")
@needs("devices.manage")
@answers(status=204)
def withdraw_code(congress: HasId, code_id: int) -> Any:
    """Take a code back before it is entered."""
    pairing.withdraw_code(congress, code_id)


@blueprint.put("/<int:device_id>")
@needs("devices.manage")
@answers(DeviceAnswer)
@takes(DeviceName)
def rename_device(congress: HasId, device_id: int, form: DeviceName) -> Any:
    """Give a device another name."""
    device = actions.rename_device(congress, device_id, form.name)
    return DeviceAnswer.model_validate(device, from_attributes=True)
