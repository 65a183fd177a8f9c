"""Real photographs, as cameras and the web give them, become what badges and desks show."""

import io

import pytest
from PIL import Image

from app.delegates import photos
from tests.app.delegates.photographs import uploaded
from tests.checkin.inputs import faces_dir

MOST = 4
LEAST = (150, 200)


@pytest.mark.faces
def test_real_photographs_are_kept_small_and_bare(organiser, congress, cast):
    photos.set_photos_kept(congress, kept=True)
    path = f"/api/congresses/{congress.id}/delegates/{cast.minh.id}/photo"
    found = sorted(faces_dir().glob("[!_]*/*.jpg"))[:MOST]
    assert found
    for each in found:
        fields = uploaded(each.name, each.read_bytes(), consent="true")
        assert organiser.put(path, **fields).json["version"], each.name
        with Image.open(io.BytesIO(organiser.get(f"{path}.jpg").data)) as kept:
            assert LEAST <= kept.size <= (480, 640)
            assert kept.width * 4 == pytest.approx(kept.height * 3, abs=4)
            assert not kept.getexif()
