"""What requests about the enrolment of faces bring and get."""

from datetime import date, datetime

from app.contract import Answer, Form


class FaceArchiveForm(Form):
    """Consents on paper: that there are, and the day by which all had signed."""

    consent_on: date | None = None
    stated: bool = False


class FaceRow(Answer):
    """What became of a file: kept, or why not (see app/delegates/face_judging.py).

    `reason` says in words what is wrong with the photograph; `other` is the other delegate under
    whose number the same picture is filed.
    """

    file: str
    verdict: str
    reason: str = ""
    delegate_id: int | None
    number: str
    name: str
    other: str = ""


class HeadTurnForm(Form):
    """Let desks ask for a turn of the head, or not."""

    asked: bool


class HeadTurnAnswer(Answer):
    """Whether desks ask whoever they would know to turn the head first."""

    asked: bool


class FaceLinkAnswer(Answer):
    """A delegate's link, to be shown as QR code or sent; until when it opens."""

    url: str
    expires_at: datetime


class FaceLinksForm(Form):
    """The last day on which the links of everybody who has not answered work."""

    last_day: date


class FaceLinksAnswer(Answer):
    """How many links open now, and how many delegates have not answered yet."""

    open: int
    unanswered: int


class OwnFaceAnswer(Answer):
    """How far the own face is: agreed or not; none, waiting, ready or refused (`reason`)."""

    agreed: bool
    state: str
    reason: str
    photos: int
