"""What requests about delegations and discussion groups bring and get."""

from typing import Annotated

from pydantic import Field

from app.contract import Answer, Form


class GroupingForm(Form):
    """A delegation or discussion group; the leader is one of its members."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    leader_id: int | None = None


class GroupingOrder(Form):
    """Every delegation, or every group, in the order that is wanted."""

    ids: list[int]


class GroupingMerge(Form):
    """Into which one the members go."""

    into_id: int


class GroupingAnswer(Answer):
    """A delegation or discussion group."""

    id: int
    name: str
    leader_id: int | None
    leader: str
    members: int
