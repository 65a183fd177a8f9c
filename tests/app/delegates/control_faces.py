"""Controls: with a protection of enrolling faces taken away the same checks must fail."""

import pytest

from app.delegates import face_batches
from app.delegates.face_consents import Agreed
from tests.app.delegates.drawn_faces import (
    PatternEncoder,
    check_called_off_keeps_nothing,
    check_no_consent_no_template,
    check_withdrawn_meanwhile_is_left_out,
)
from tests.app.delegates.test_face_batches import agree

pytestmark = pytest.mark.control


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    """The engine of the tests."""
    monkeypatch.setattr(face_batches, "encoder", lambda _models_dir: PatternEncoder())


def control_consent_first(congress, cast, monkeypatch):
    """Nobody asks who agreed."""
    monkeypatch.setattr(Agreed, "verdict", lambda _self, _delegate_id: "")
    check_no_consent_no_template(congress, cast.minh)


def control_consent_at_the_moment_of_writing(congress, cast, monkeypatch):
    """Consents are judged when the ZIP is opened, and not again."""
    agree(cast.minh)
    monkeypatch.setattr(face_batches, "standing_now", lambda *_: "kept")
    check_withdrawn_meanwhile_is_left_out(congress, cast.minh, monkeypatch)


def control_calling_off_until_the_end(congress, cast, monkeypatch):
    """Calling off is said and not done."""
    monkeypatch.setattr(face_batches, "call_off", lambda _congress, _batch: None)
    check_called_off_keeps_nothing(congress, [cast.minh, cast.hoa], monkeypatch)
