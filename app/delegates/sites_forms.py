"""What requests about sites bring and get."""

from typing import Annotated

from pydantic import Field

from app.contract import Answer, Form


class SiteForm(Form):
    """A site, and the delegations that are expected there; None leaves those as they are."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    place: Annotated[str, Field(max_length=200)] = ""
    delegation_ids: list[int] | None = None


class SiteNumber(Form):
    """A delegate who is expected elsewhere than the delegation, by the number on the badge."""

    number: Annotated[str, Field(min_length=1, max_length=20)]


class DeviceSiteForm(Form):
    """Where a desk or screen stands; None: nobody says."""

    site_id: int | None = None


class SiteMember(Answer):
    """A delegation, a delegate or a device of a site."""

    id: int
    name: str


class SiteAnswer(Answer):
    """A site: the main hall, or a remote one."""

    id: int
    name: str
    place: str
    is_main: bool
    people: int
    """How many of the roster are expected there."""
    delegations: list[SiteMember]
    delegates: list[SiteMember]
    """Those who are expected elsewhere than their delegation."""
    devices: list[SiteMember]
    """The desks and screens that were put there."""
