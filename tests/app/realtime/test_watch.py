"""What anybody commits reaches those who listen, each only what is theirs, newest last."""

import pytest

from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token
from app.live.actions import move_stage
from app.live.forms import StageForm
from app.realtime import socketio, watch
from app.realtime.door import present_heads
from tests.app.realtime.programme_checks import programme_reaches_a_phone
from tests.factories import make_document


@pytest.fixture
def watching(app):
    """The watch as the server runs it, stepped by hand."""
    found = watch()
    found.known = present_heads()
    found.told = dict(found.known)

    def step():
        if found.database_changed():
            found.known = {**found.known, **present_heads()}
        found.publish_news()

    step()
    return step


def listen(app, congress, client=None, token=None):
    auth = {"token": token} if token else None
    phone = socketio.test_client(app, flask_test_client=client, auth=auth)
    phone.answer = phone.emit("join", {"congress": congress.id}, callback=True)
    return phone


def scan(app, congress, **target):
    """Return the cookies of somebody who scanned a QR."""
    link = library.add_link(congress, LinkForm(**target))
    client = app.test_client()
    client.get(f"/q/{link_token(link)}")
    return client


def news(phone, part):
    return [
        message["args"][0]
        for message in phone.get_received()
        if message["name"] == "changed" and message["args"][0]["part"] == part
    ]


def test_moving_the_stage_reaches_a_phone_with_the_new_state(app, congress, watching):
    phone = listen(app, congress, scan(app, congress, target="congress"))
    watching()
    phone.get_received()

    move_stage(congress, StageForm(announcement="Giải lao"))
    watching()

    [message] = news(phone, "stage")
    assert message["state"]["announcement"] == "Giải lao"
    assert message["seq"] == present_heads()[congress.id].seq


def test_several_changes_between_two_looks_are_told_once_with_the_last_state(
    app, congress, watching
):
    phone = listen(app, congress, scan(app, congress, target="congress"))
    watching()
    phone.get_received()

    for words in ("một", "hai", "ba"):
        move_stage(congress, StageForm(announcement=words))
    watching()

    assert [each["state"]["announcement"] for each in news(phone, "stage")] == ["ba"]


def test_each_audience_is_told_only_of_its_own_documents(app, congress, watching):
    first, second = congress.sessions
    public = listen(app, congress, scan(app, congress, target="congress"))
    in_first = listen(app, congress, scan(app, congress, target="session", id=first.id))
    in_second = listen(app, congress, scan(app, congress, target="session", id=second.id))
    watching()

    make_document(congress, "Nội bộ", "x", audience="delegates", session_id=first.id)
    watching()

    def titles(phone):
        return [each["title"] for each in news(phone, "library")[-1]["state"]["documents"]]

    assert titles(public) == []
    assert titles(in_first) == ["Nội bộ"]
    assert titles(in_second) == []


def test_nobody_joins_a_congress_that_is_not_theirs(app, congress, cast, watching):
    phone = listen(app, cast.elsewhere, scan(app, congress, target="congress"))
    assert phone.answer == {"joined": False}

    move_stage(cast.elsewhere, StageForm(announcement="nội bộ"))
    watching()
    assert news(phone, "stage") == []


def test_a_stranger_does_not_even_connect(app, congress):
    assert not socketio.test_client(app).is_connected()


def test_an_unknown_token_does_not_connect(app, congress):
    assert not socketio.test_client(app, auth={"token": "unknown"}).is_connected()


@pytest.mark.parametrize("message", [None, 7, "1", [], {}, {"congress": "1"}, {"congress": None}])
def test_nonsense_from_a_phone_is_answered_calmly(app, congress, message):
    client = scan(app, congress, target="congress")
    phone = socketio.test_client(app, flask_test_client=client)
    assert phone.emit("join", message, callback=True) == {"joined": False}


def test_a_programme_of_thirty_items_is_small_or_announced(app, congress):
    programme_reaches_a_phone(app, congress)


def test_a_change_that_no_phone_is_told_of_leaves_none_behind(app, congress, watching):
    client = scan(app, congress, target="congress")
    phone = listen(app, congress, client)
    watching()
    move_stage(congress, StageForm(announcement="Mời"))
    watching()
    live = f"/api/congresses/{congress.id}/live"
    tag = client.get(live).headers["ETag"]
    [last] = news(phone, "stage")

    library.add_link(congress, LinkForm(target="congress"))
    watching()
    watch().beat()

    heads = [each["args"][0] for each in phone.get_received() if each["name"] == "head"]
    assert [each["news"] for each in heads] == [last["seq"]]
    assert heads[0]["seq"] > last["seq"]
    assert client.get(live, headers={"If-None-Match": tag}).status_code == 304

    move_stage(congress, StageForm(announcement="Nghỉ"))
    watching()
    [later] = news(phone, "stage")
    assert later["since"] == last["seq"]
    assert client.get(live, headers={"If-None-Match": tag}).status_code == 200


def test_a_large_part_is_announced_without_its_state(app, congress, watching):
    phone = listen(app, congress, scan(app, congress, target="congress"))
    watching()
    for place in range(30):
        make_document(congress, f"Văn kiện số {place} " + "rất dài " * 20, f"{place}")
    watching()
    assert "state" not in news(phone, "library")[-1]
