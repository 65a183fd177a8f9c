"""Controls: with a protection of enrolling faces taken away the same checks must fail."""

import pytest

from app.accounts.tokens import token_hash
from app.db import db
from app.delegates import face_batches, face_links
from app.delegates.face_consents import Agreed
from app.delegates.face_models import EnrolmentLink
from app.delegates.models import Delegate
from tests.app.delegates.drawn_faces import (
    PatternEncoder,
    check_called_off_keeps_nothing,
    check_no_consent_no_template,
    check_withdrawn_meanwhile_is_left_out,
)
from tests.app.delegates.own_phone import (
    check_a_link_that_is_over_opens_nothing,
    check_agree_first,
    check_withdrawn_at_the_office_ends_the_link,
    check_without_consent_nothing_is_stored,
)
from tests.app.delegates.test_face_batches import agree
from tests.security.world import holding_cookie

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


def control_agree_on_the_own_phone_first(app, congress, cast, monkeypatch):
    """The link itself counts as consent."""
    monkeypatch.setattr(face_links, "open_consent", lambda _delegate: True)
    monkeypatch.setattr("app.delegates.actions.open_consent", lambda _delegate: True)
    check_agree_first(holding_cookie(app), congress, cast.minh)


def control_the_office_withdraws_the_link_too(app, organiser, congress, cast, monkeypatch):
    """Withdrawing leaves the link of before open."""
    monkeypatch.setattr("app.delegates.actions.end_links", lambda _delegate: None)
    phone = holding_cookie(app)
    check_withdrawn_at_the_office_ends_the_link(phone, organiser, congress, cast.minh)


def control_consent_before_any_photograph(organiser, congress, cast, monkeypatch):
    """The office's request is taken for the consent."""
    monkeypatch.setattr("app.delegates.actions.open_consent", lambda _delegate: True)
    check_without_consent_nothing_is_stored(organiser, congress, cast.minh)


def control_links_end(app, congress, cast, monkeypatch):
    """Nobody looks whether a link was replaced, taken back or is too old."""

    def whoever(token):
        link = db.session.query(EnrolmentLink).filter_by(token_hash=token_hash(token)).one()
        return congress, db.session.get_one(Delegate, link.delegate_id)

    monkeypatch.setattr(face_links, "whose", whoever)
    check_a_link_that_is_over_opens_nothing(holding_cookie(app), congress, cast.minh)
