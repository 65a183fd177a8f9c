"""What the tests of videos and their control both do."""

from io import BytesIO

from app.agenda.queries import slides_of


def bring(organiser, congress, item, content):
    """Bring a film on the item's own page; the answer is in English."""
    path = f"/api/congresses/{congress.id}/agenda/{item.id}/slides?lang=en"
    return organiser.post(path, data={"file": (BytesIO(content), "phim.mp4")})


def check_it_is_refused(organiser, congress, item, *, content, says):
    """A film that browsers would not play is no slide, and what to do is said."""
    answer = bring(organiser, congress, item, content)
    assert answer.status_code == 409, answer.json
    assert says in answer.json["detail"]
    assert "export" in answer.json["detail"]
    assert slides_of(item) == []
