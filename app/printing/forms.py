"""What requests about printed sheets bring and get."""

from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form

Shows = Literal["code", "letters", "name"]
"""What the Wi-Fi card tells: a code, code and password, or only the name."""


class NetworkForm(Form):
    """The hall's Wi-Fi; without a name it is forgotten, without a password it is open."""

    name: Annotated[str, Field(max_length=32)] = ""
    password: Annotated[str, Field(max_length=63)] = ""


class NetworkAnswer(Answer):
    """The hall's Wi-Fi as the sheets show it; without a name none was entered."""

    name: str
    password: str
