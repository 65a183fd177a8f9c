"""Signing in and out; pairing and revoking devices."""

from typing import Any

from flask import Blueprint, current_app, request, session

from app.access import needs, open_to_all, visitor
from app.accounts import actions
from app.accounts.forms import (
    ContentForm,
    DeskAnswer,
    DeviceAnswer,
    DeviceForm,
    DeviceMade,
    DeviceReport,
    SelfAnswer,
    SignInForm,
)
from app.accounts.limits import forget_tries, slow_down_guessing
from app.accounts.models import Device
from app.accounts.queries import devices_of, is_online
from app.accounts.sign_ins import sign_out as sign_out_browser
from app.contract import answers, takes
from app.realtime.door import HasId
from documents.qr import svg

blueprint = Blueprint("accounts_api", __name__, url_prefix="/api")


@blueprint.post("/login")
@open_to_all("whoever signs in is nobody yet")
@answers(SelfAnswer)
@takes(SignInForm)
def sign_in(form: SignInForm) -> Any:
    """Sign in; the answer sets the cookie."""
    slow_down_guessing(form.name)
    token = actions.sign_in(
        form.name,
        form.password,
        browser=request.headers.get("User-Agent", ""),
        address=request.remote_addr or "",
        code=form.code,
    )
    forget_tries(form.name)
    keep_sign_in(token)
    return SelfAnswer(kind="user", name=form.name, congress_id=None, roles=[])


def keep_sign_in(token: str) -> None:
    """Make this browser the account's; whatever it was before is forgotten."""
    language = session.get("language")
    session.clear()
    session["sign_in"] = token
    if language:
        session["language"] = language
    session.permanent = True


@blueprint.post("/logout")
@open_to_all("ends only the cookie that it comes with")
@answers(status=204)
def sign_out() -> Any:
    """Sign out, and forget badges and links in this browser."""
    if session.get("sign_in"):
        sign_out_browser(session["sign_in"])
    session.clear()


@blueprint.get("/me")
@needs("own.read")
@answers(SelfAnswer)
def show_self() -> Any:
    """Say who the request is from."""
    who = visitor()
    congress_ids = [each for each in who.roles if each is not None]
    roles = sorted(set().union(*who.roles.values()))
    congress_id = congress_ids[0] if len(congress_ids) == 1 else None
    return SelfAnswer(kind=who.kind, name=who.name, congress_id=congress_id, roles=roles)


@blueprint.post("/congresses/<int:congress_id>/devices")
@needs("devices.manage")
@answers(DeviceMade, 201)
@takes(DeviceForm)
def pair_device(congress: HasId, form: DeviceForm) -> Any:
    """Pair a desk or a screen; the token is told this once."""
    device, token = actions.pair_device(congress, form.kind, form.name)
    if device.kind != "screen":
        return DeviceMade(id=device.id, token=token)
    url = f"{current_app.config['SETTINGS'].public_url}/d/{token}"
    return DeviceMade(id=device.id, token=token, url=url, qr=svg(url))


@blueprint.get("/congresses/<int:congress_id>/devices")
@needs("devices.manage")
@answers(DeviceAnswer, many=True)
def list_devices(congress: HasId) -> Any:
    """List the devices of a congress."""
    return [
        DeviceAnswer.model_validate(device, from_attributes=True)
        for device in devices_of(congress.id)
    ]


@blueprint.put("/congresses/<int:congress_id>/devices/<int:device_id>/content")
@needs("devices.manage")
@answers(DeviceAnswer)
@takes(ContentForm)
def choose_content(congress: HasId, device_id: int, form: ContentForm) -> Any:
    """Say what a paired screen shows; it changes by itself within seconds."""
    device = actions.choose_content(congress, device_id, form.shows)
    return DeviceAnswer.model_validate(device, from_attributes=True)


@blueprint.put("/congresses/<int:congress_id>/devices/self/report")
@needs("device.report")
@answers(status=204)
@takes(DeviceReport)
def report_device(congress: HasId, form: DeviceReport) -> Any:  # noqa: ARG001  scope is enough
    """Take how a desk says it is; the office's day shows it."""
    actions.keep_report(visitor().id or 0, form.model_dump())


@blueprint.get("/congresses/<int:congress_id>/desks")
@needs("office.enter")
@answers(DeskAnswer, many=True)
def list_desks(congress: HasId) -> Any:
    """List the paired desks and how each said it is."""
    return [desk_answer(device) for device in devices_of(congress.id) if device.kind == "kiosk"]


def desk_answer(device: Device) -> DeskAnswer:
    """Return a desk as the office sees it."""
    told: dict[str, Any] = {
        "camera": "",
        "pending": 0,
        "refused": 0,
        "faces": "",
        "pin": "",
        "troubles": [],
    }
    return DeskAnswer(
        id=device.id,
        name=device.name,
        seen_at=device.seen_at,
        is_online=is_online(device),
        **(told | (device.report or {})),
    )


@blueprint.delete("/congresses/<int:congress_id>/devices/<int:device_id>")
@needs("devices.manage")
@answers(status=204)
def revoke_device(congress: HasId, device_id: int) -> Any:
    """Revoke a device: its token opens nothing from now on."""
    actions.revoke_device(congress, device_id)
