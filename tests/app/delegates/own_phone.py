"""What holds of a delegate's own link: shared with the controls."""

from datetime import timedelta

from app.clock import now
from app.db import db, writing
from app.delegates import face_links
from app.delegates.models import Consent, FaceTemplate, Portrait
from app.delegates.seals import seals
from app.jobs.models import Job
from app.realtime import commit_quietly
from tests.app.delegates.drawn_faces import face
from tests.app.delegates.photographs import uploaded


def own_path(congress, delegate) -> str:
    """The address of a new link's API."""
    return f"/api/own-face/{face_links.face_token(face_links.make_link(congress, delegate))}"


def check_agree_first(phone, congress, delegate) -> None:
    """Photographs before the consent are refused, and nothing of them is kept."""
    path = own_path(congress, delegate)
    answer = phone.put(path, **uploaded("a.jpg", face(1), "images"))
    assert answer.status_code == 422
    assert db.session.query(Portrait).count() == db.session.query(Consent).count() == 0


def check_a_link_that_is_over_opens_nothing(phone, congress, delegate) -> None:
    """Neither a link that was replaced or taken back nor one whose time has passed opens."""
    replaced = own_path(congress, delegate)
    taken_back = own_path(congress, delegate)
    assert phone.get(replaced).status_code == 403
    face_links.take_link_back(congress, delegate)
    assert phone.get(taken_back).status_code == 403
    link = face_links.make_link(congress, delegate)
    path = f"/api/own-face/{face_links.face_token(link)}"
    assert phone.get(path).status_code == 200
    with writing():
        link.expires_at = now() - timedelta(seconds=1)
        commit_quietly()
    for method in ("get", "put", "delete"):
        assert getattr(phone, method)(path).status_code == 403
    assert phone.post(f"{path}/consent").status_code == 403
    assert db.session.query(Consent).count() == 0


def check_withdrawn_at_the_office_ends_the_link(phone, organiser, congress, delegate) -> None:
    """Who withdrew at the office gets no face back by a card that was printed before."""
    path = own_path(congress, delegate)
    phone.post(f"{path}/consent")
    office = f"/api/congresses/{congress.id}/delegates/{delegate.id}/portraits"
    assert organiser.delete(office).status_code == 204
    assert phone.post(f"{path}/consent").status_code == 403
    assert phone.put(path, **uploaded("a.jpg", face(1), "images")).status_code == 403
    assert [each.withdrawn_at is not None for each in db.session.query(Consent)] == [True]


def check_without_consent_nothing_is_stored(organiser, congress, delegate) -> None:
    """Photographs that are sent without the consent are refused: no row, no key, no job."""
    path = f"/api/congresses/{congress.id}/delegates/{delegate.id}/portraits"
    for said in ({}, {"consent": "false"}):
        sent = uploaded("a.jpg", face(1), "images", **said)
        answer = organiser.put(f"{path}?lang=en", **sent)
        assert answer.status_code == 422
        assert "consent" in answer.json["detail"]
    assert [db.session.query(each).count() for each in (Portrait, FaceTemplate, Consent, Job)] == [
        *(0, 0, 0, 0)
    ]
    assert not has_key(congress, delegate)


def check_withdrawn_in_one_step(phone, path: str, congress, delegate) -> None:
    """One request withdraws, and destroys templates, photographs and the key."""
    assert phone.delete(path).json["agreed"] is False
    assert db.session.query(FaceTemplate).count() == db.session.query(Portrait).count() == 0
    assert [each.withdrawn_at is not None for each in db.session.query(Consent)] == [True]
    assert not has_key(congress, delegate)


def has_key(congress, delegate) -> bool:
    """Whether the delegate's key for faces is there."""
    return seals().has_key(str(congress.id), str(delegate.id))
