"""Consents to check-in by face, of a whole congress at once."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from app.congresses.models import Congress
from app.db import db
from app.delegates.actions import CONSENT_TEXT_VERSION
from app.delegates.models import ERASED_NAME, Consent, Delegate
from app.delegates.photos import on_paper

FACE = "face"


@dataclass
class Agreed:
    """Who agreed to check-in by face, as recorded or by papers of a day."""

    papers: datetime | None
    people: set[int] = field(default_factory=set)
    agree: set[int] = field(default_factory=set)
    withdrawn: dict[int, datetime] = field(default_factory=dict)
    """When each withdrew last."""

    def verdict(self, delegate_id: int) -> str:
        """Return "" where a photograph may be taken up, else why not."""
        if delegate_id not in self.people:
            return "nobody"
        if delegate_id in self.agree:
            return ""
        if self.papers is None:
            return "no_consent"
        withdrew = self.withdrawn.get(delegate_id)
        return "withdrawn" if withdrew is not None and withdrew >= self.papers else ""


def agreed(congress: Congress, consent_on: date | None) -> Agreed:
    """Read who agrees; whoever withdrew on the papers' day or later does not."""
    found = Agreed(on_paper(congress, consent_on) if consent_on else None)
    people = select(Delegate.id).where(
        Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME
    )
    found.people.update(db.session.scalars(people))
    given = select(Consent.delegate_id, Consent.withdrawn_at).join(Delegate)
    mine = given.where(Delegate.congress_id == congress.id, Consent.purpose == FACE)
    for delegate_id, withdrawn_at in db.session.execute(mine.order_by(Consent.withdrawn_at)):
        if withdrawn_at is None:
            found.agree.add(delegate_id)
        else:
            found.withdrawn[delegate_id] = withdrawn_at
    return found


def note_face_consent(
    delegate_id: int, *, how: str, given_at: datetime, text_version: str = CONSENT_TEXT_VERSION
) -> None:
    """Note a consent to check-in by face in the present transaction."""
    db.session.add(
        Consent(
            delegate_id=delegate_id,
            purpose=FACE,
            text_version=text_version,
            given_how=how,
            given_at=given_at,
        )
    )
