"""What requests about kept photographs bring and get."""

from datetime import date

from app.contract import Answer, Form


class PhotosKeptForm(Form):
    """Keep photographs for badges and the desk, or keep none and erase those there are."""

    kept: bool


class PhotosKeptAnswer(Answer):
    """Whether photographs are kept, and how many there are."""

    kept: bool
    photos: int


class PhotoForm(Form):
    """The delegate's own consent to a kept photograph goes with it."""

    consent: bool = False


class PhotoAnswer(Answer):
    """A delegate's photograph: its version, empty where there is none.

    Whether one was removed just now and can be brought back; whether there is a consent.
    """

    version: str
    can_restore: bool
    consent: bool


class PhotoArchiveForm(Form):
    """The day by which the delegates in the ZIP agreed on paper, and that they did."""

    consent_on: date
    stated: bool = False


class PhotoRow(Answer):
    """What became of a file: kept, nobody, several, twice, unreadable (`reason`), withdrawn."""

    file: str
    verdict: str
    reason: str
    delegate_id: int | None
    number: str
    name: str


class BatchAnswer(Answer):
    """How far a ZIP is: waiting, working, done, failed (then with a problem), off (called off).

    `counts` says how many files have each verdict.
    """

    id: int
    state: str
    problem: str
    progress: int
    of: int
    counts: dict[str, int]
