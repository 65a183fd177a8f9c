"""What requests about existing links and about readers bring and get."""

from pydantic import AwareDatetime

from app.contract import Answer, Form


class LinkHours(Form):
    """The hours of a link as they are to be from now on; without them it is always open."""

    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None


class LinksMade(Answer):
    """How many links were made."""

    made: int


class DocumentReaders(Answer):
    """Who read a document, in numbers.

    `openings` counts every opening, `readers` browsers; neither keeps whose. `opened_by` counts
    delegates who opened it signed in by their badge, of `expected` who may read it.
    """

    document_id: int
    title: str
    scans: int
    openings: int
    readers: int
    opened_by: int
    expected: int
