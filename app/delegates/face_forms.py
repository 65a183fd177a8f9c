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


class FaceLinkAnswer(Answer):
    """A delegate's link, to be shown as QR code or sent; until when it opens."""

    url: str
    expires_at: datetime


class OwnFaceAnswer(Answer):
    """How far the own face is: agreed or not; none, waiting, ready or refused (`reason`)."""

    agreed: bool
    state: str
    reason: str
    photos: int
