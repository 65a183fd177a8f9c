"""What requests about printed sheets bring and get."""

import re
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form

Size = Literal["a6", "a7", "100x140", "card"]
Category = Literal["guest", "organiser", "press", "technical"]
MOST_CARDS = 500
SEPARATORS = re.compile(r"[;|\t]")


class AccessForm(Form):
    """Access cards of one category: for each line a card, and `blank` ones to write names on.

    A line is a name, or a name, a semicolon and the office; the zones are true or false each.
    """

    category: Category = "guest"
    people: Annotated[str, Field(max_length=40_000)] = ""
    blank: Annotated[int, Field(ge=0, le=MOST_CARDS)] = 0
    hall: bool = False
    stage: bool = False
    press: bool = False
    technical: bool = False
    code: bool = False
    """With the congress's link, which opens what is public and no more."""
    size: Size = "a6"
    back: Annotated[str, Field(max_length=40)] = ""

    def cards(self) -> list[dict[str, str]]:
        """Return the fields of each card, those with names first."""
        cards = []
        for line in filter(None, map(str.strip, self.people.splitlines())):
            name, *office = SEPARATORS.split(line, maxsplit=1)
            cards.append({"name": name.strip(), "office": "".join(office).strip()})
        return [*cards, *({"name": "", "office": ""} for _ in range(self.blank))]


class NetworkForm(Form):
    """The hall's Wi-Fi; without a name it is forgotten, without a password it is open."""

    name: Annotated[str, Field(max_length=32)] = ""
    password: Annotated[str, Field(max_length=63)] = ""


class NetworkAnswer(Answer):
    """The hall's Wi-Fi as the sheets show it; without a name none was entered."""

    name: str
    password: str
