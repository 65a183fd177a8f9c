"""Controls: with a protection of kept photographs taken away the same checks must fail."""

import pytest

from app.delegates import photo_batches, photos
from app.delegates.photos import set_photos_kept
from tests.app.delegates.photographs import (
    check_consents_stay_apart,
    check_no_consent_no_photograph,
    check_withdrawn_is_not_taken_from_a_zip,
)

pytestmark = pytest.mark.control


def control_consent_first(organiser, congress, cast, monkeypatch):
    """Nobody asks whether the delegate agreed."""
    set_photos_kept(congress, kept=True)
    monkeypatch.setattr(photos, "refuse_without_consent", lambda _delegate, **_said: None)
    check_no_consent_no_photograph(organiser, congress, cast.minh)


def control_consents_apart(organiser, congress, cast, monkeypatch):
    """One consent counts for everything."""
    monkeypatch.setattr(photos, "PHOTO", "face")
    monkeypatch.setattr("app.delegates.photo_queries.PHOTO", "face")
    check_consents_stay_apart(organiser, congress, cast.minh)


def control_papers_of_before(congress, cast, monkeypatch):
    """Papers count for ever, whatever was withdrawn since."""
    day = photos.on_paper

    def for_ever(where, given):
        return day(where, given.replace(year=given.year + 1))

    monkeypatch.setattr(photo_batches, "on_paper", for_ever)
    check_withdrawn_is_not_taken_from_a_zip(congress, cast.minh)
