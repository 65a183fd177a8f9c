"""What importing a list answers."""

from app.contract import Answer
from app.delegates.forms import DelegateFacts


class ImportRow(DelegateFacts):
    """One row: `verdict` is new, update, warning or refused, `reason` a sentence or nothing."""

    sheet: str
    row: int
    verdict: str
    reason: str


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
