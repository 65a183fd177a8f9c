"""What requests about accounts and devices bring and get."""

from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form


class SignInForm(Form):
    """Name and password."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class SelfAnswer(Answer):
    """Who the request is from."""

    kind: str
    name: str
    congress_id: int | None
    roles: list[str]


class DeviceForm(Form):
    """A desk or a screen to pair."""

    kind: Literal["kiosk", "screen"]
    name: Annotated[str, Field(min_length=1, max_length=80)]


class DeviceMade(Answer):
    """The new device; its token is told this once.

    `url` is what a screen opens and `qr` its QR code as SVG; both are empty for a desk.
    """

    id: int
    token: str
    url: str = ""
    qr: str = ""


class DeviceAnswer(Answer):
    """A paired device."""

    id: int
    kind: str
    name: str
