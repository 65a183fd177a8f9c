"""What requests about delegates bring and get."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from app.contract import Answer, Form

Standing = Literal["ex_officio", "elected", "appointed", "alternate", "guest"]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class DelegateForm(Form):
    """A delegate as the office enters one."""

    number: Annotated[str, Field(min_length=1, max_length=20)]
    name: Name
    sort_name: Annotated[str, Field(max_length=120)] = ""
    delegation: Annotated[str, Field(max_length=200)] = ""
    group: Annotated[str, Field(max_length=200)] = ""
    position: Annotated[str, Field(max_length=200)] = ""
    standing: Standing = "elected"
    sex: Literal["male", "female", ""] = ""
    birth_date: date | None = None
    """A year alone ("1990") is taken as `birth_year`."""
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    ethnicity: Annotated[str, Field(max_length=60)] = ""
    religion: Annotated[str, Field(max_length=60)] = ""
    party: bool = False
    education: Annotated[str, Field(max_length=120)] = ""
    seat: Annotated[str, Field(max_length=40)] = ""
    presidium: bool = False

    @model_validator(mode="before")
    @classmethod
    def take_year_alone(cls, data: Any) -> Any:
        """Understand a birth date that is only a year."""
        born = str(data.get("birth_date") or "") if isinstance(data, dict) else ""
        if len(born) == 4 and born.isdigit():
            return {**data, "birth_date": None, "birth_year": int(born)}
        return data

    @model_validator(mode="after")
    def know_year(self) -> Self:
        """Know the year of a birth date that is known."""
        if self.birth_date is not None:
            self.birth_year = self.birth_date.year
        return self


class NewDelegate(Answer):
    """A new delegate's id and the address that the badge's QR holds."""

    id: int
    badge_url: str


class DelegateFacts(Answer):
    """What the roster holds of a person, in the contract's words."""

    number: str
    name: str
    sort_name: str
    delegation: str
    group: str
    position: str
    standing: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    ethnicity: str
    religion: str
    party: bool
    education: str
    seat: str


class DelegateAnswer(DelegateFacts):
    """A delegate with everything the office knows, but nothing of the face."""

    id: int
    presidium: bool


class PortraitState(Answer):
    """How far enrolment is: none, waiting, ready or refused (then `reason` says why)."""

    state: str
    reason: str
    photos: int


class PortraitForm(Form):
    """The delegate's own consent goes with the photographs."""

    consent: bool = False
