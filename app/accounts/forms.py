"""What requests about accounts and devices bring and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form

Password = Annotated[str, Field(min_length=1, max_length=200)]
"""A new password; what it must be is said in whole sentences by password_rules.py."""


class SignInForm(Form):
    """Name and password."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(max_length=40)] = ""
    """Of the second step: six digits from the phone, or a recovery code."""


class AcceptForm(Form):
    """What an invited person chooses; a link for a new password asks for no names."""

    name: Annotated[str, Field(max_length=80, pattern=r"^[\w.@-]*$")] = ""
    display_name: Annotated[str, Field(max_length=120)] = ""
    password: Password


class AcceptAnswer(Answer):
    """Where the browser goes after a link was used."""

    next: str


class PasswordChange(Form):
    """A new password, and the present one."""

    present: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class PasswordForm(Form):
    """The password once more, before something dangerous."""

    password: Annotated[str, Field(min_length=1, max_length=200)]


class CodeForm(Form):
    """A code of the second step."""

    code: Annotated[str, Field(min_length=6, max_length=12)]


class SecretAnswer(Answer):
    """What an authenticator app needs; `qr` is the same as a QR code (SVG)."""

    secret: str
    address: str
    qr: str


class RecoveryCodes(Answer):
    """Codes that each stand in once for the phone; they are told this once."""

    codes: list[str]


class SignInAnswer(Answer):
    """A browser in which the account is signed in."""

    id: int
    browser: str
    address: str
    created_at: datetime
    seen_at: datetime
    is_this_one: bool


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


Content = Literal["hall", "corridor", "stage"]
"""What a screen shows: what the hall sees; agenda and code for people outside; the monitor before
whoever speaks, with the notes."""


class ContentForm(Form):
    """What a paired screen is to show."""

    shows: Content


class DeviceName(Form):
    """Another name of a device."""

    name: Annotated[str, Field(min_length=1, max_length=80)]


class PairingCodeMade(Answer):
    """A new pairing code; it is told this once.

    `url` is where a browser enters it, `qr` the same as SVG with the code in it.
    """

    id: int
    code: str
    url: str
    qr: str
    expires_at: datetime


class PairingCodeState(Answer):
    """What became of a pairing code: waiting, paired, withdrawn or expired."""

    id: int
    kind: str
    name: str
    state: str
    expires_at: datetime
    device_id: int | None


class DeviceReport(Form):
    """How a desk is: its camera, what waits to be sent, and what its operator is told.

    `pin`: whether faces come back after a restart without the server (kiosk.known_faces), never
    the PIN itself.
    """

    camera: Annotated[str, Field(max_length=20)]
    pending: Annotated[int, Field(ge=0)]
    refused: Annotated[int, Field(ge=0)] = 0
    faces: Annotated[str, Field(max_length=40)] = ""
    pin: Annotated[str, Field(max_length=20)] = ""
    troubles: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=10)] = ()


class DeskAnswer(Answer):
    """A paired desk as the office sees it; `is_online` within three reports."""

    id: int
    name: str
    seen_at: datetime | None
    is_online: bool
    camera: str
    pending: int
    refused: int
    faces: str
    pin: str
    troubles: list[str]


class DeviceMade(Answer):
    """The new device; its token is told this once.

    `url` is what a screen opens and `qr` its QR code as SVG; both are empty for a desk.
    """

    id: int
    token: str
    url: str = ""
    qr: str = ""


class DeviceAnswer(Answer):
    """A paired device; `shows` says what is on a screen."""

    id: int
    kind: str
    name: str
    shows: Content
