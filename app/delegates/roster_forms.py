"""What importing a list answers."""

from datetime import date

from app.contract import Answer


class ImportRow(Answer):
    """One row: `verdict` is new, update, warning or refused, `reason` a sentence or nothing."""

    sheet: str
    row: int
    verdict: str
    reason: str
    number: str
    name: str
    delegation: str
    position: str
    standing: str
    sex: str
    birth_date: date | None
    ethnicity: str
    religion: str
    party: bool
    education: str
    seat: str


class ImportCounts(Answer):
    """How many rows have each verdict; new, update and warning are imported."""

    new: int
    update: int
    warning: int
    refused: int


class ImportAnswer(Answer):
    """What an import does, or would do."""

    rows: list[ImportRow]
    counts: ImportCounts
