"""Videos for the big screen: checked when they come, sent by ranges, stills for phones."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db
from app.worker import work_once
from tests.app.live.films import film
from tests.app.live.video_checks import bring, check_it_is_refused


@pytest.fixture
def item(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").first()


@pytest.mark.parametrize(
    ("codec", "container", "sound"),
    [("libvpx", "webm", "libopus"), ("libx264", "mp4", "aac"), ("libx264", "mp4", "")],
)
def test_what_browsers_play_is_taken_and_gets_a_still(
    organiser, congress, item, codec, container, sound
):
    answer = bring(organiser, congress, item, film(codec, container, sound=sound))
    assert answer.status_code == 201, answer.json
    while work_once("documents"):
        pass
    still = organiser.get(f"/api/congresses/{congress.id}/slides/{answer.json['id']}/image?w=360")
    assert (still.status_code, still.mimetype) == (200, "image/webp")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (film("mpeg4", "mp4"), "MPEG4"),
        (film("libx264", "mp4", pixels="yuv444p"), "4:2:0"),
        (film("libx264", "mp4", sound="ac3"), "AC3"),
        (film("libx264", "mp4")[:600], "cut off"),
        (b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + bytes(100), "cut off"),
    ],
)
def test_what_browsers_do_not_play_is_refused_with_what_to_do(
    organiser, congress, item, content, says
):
    check_it_is_refused(organiser, congress, item, content=content, says=says)


def test_a_video_is_sent_whole_or_by_ranges(organiser, congress, item):
    content = film("libx264", "mp4")
    made = bring(organiser, congress, item, content).json["id"]
    url = f"/api/congresses/{congress.id}/slides/{made}/video"
    whole = organiser.get(url)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "video/mp4", content)
    assert whole.headers["Accept-Ranges"] == "bytes"
    size = len(content)
    for asked, first, last in (
        ("bytes=0-99", 0, 99),
        (f"bytes={size - 10}-", size - 10, size - 1),
        ("bytes=-7", size - 7, size - 1),
    ):
        part = organiser.get(url, headers={"Range": asked})
        assert part.status_code == 206, asked
        assert part.data == content[first : last + 1]
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
    beyond = organiser.get(url, headers={"Range": f"bytes={size}-"})
    assert beyond.status_code == 416
