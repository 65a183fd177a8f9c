"""What requests about people and organisations bring and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form

Role = Literal[
    "admin",
    "organiser",
    "secretary",
    "chair",
    "credentials",
    "desk",
    "screen",
    "leader",
    "viewer",
]
OrganisationName = Annotated[str, Field(min_length=1, max_length=200)]


class RoleForm(Form):
    """A role in a congress, in an organisation with all below it, or (neither) everywhere.

    `password` is the giver's own: it is asked for where somebody is made an administrator.
    """

    role: Role
    congress_id: int | None = None
    organisation_id: int | None = None
    password: Annotated[str, Field(max_length=200)] = ""


class InviteForm(RoleForm):
    """Somebody new."""

    display_name: Annotated[str, Field(min_length=1, max_length=120)]


class GiveRoleForm(RoleForm):
    """A role for an account that is there, by the name it signs in with."""

    name: Annotated[str, Field(min_length=1, max_length=80)]


class OnceLinkAnswer(Answer):
    """A link that works once; it is told this once. `qr` is its QR code as SVG."""

    id: int
    url: str
    qr: str
    expires_at: datetime


class ClosedForm(Form):
    """Close an account, or open it again."""

    closed: bool


class RulesForm(Form):
    """The roles that work only with a second step."""

    roles: list[Role]


class RoleAnswer(Answer):
    """A role that somebody holds."""

    id: int
    role: str
    congress_id: int | None
    organisation_id: int | None


class AccountAnswer(Answer):
    """An account and its roles, as far as the asker manages them."""

    id: int
    name: str
    display_name: str
    is_closed: bool
    has_second_factor: bool
    roles: list[RoleAnswer]


class OrganisationForm(Form):
    """A unit of the tree; without `parent_id` it stands at the top."""

    name: OrganisationName
    parent_id: int | None = None


class OrganisationAnswer(Answer):
    """A unit of the tree."""

    id: int
    name: str
    parent_id: int | None


class MoveForm(Form):
    """The organisation that a congress belongs to."""

    organisation_id: int | None = None
