"""The demo draws its own pictures and its own film."""

from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from app.demo import film, pictures, printing
from app.demo.deck import DECK
from config import FONTS_DIR
from documents import sheets

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    paths = {name: folder / f"{name}.jpg" for name in pictures.PICTURES}
    for name, path in paths.items():
        pictures.draw(name, path)
    return paths


def test_there_are_pictures_enough_for_the_deck(drawn: dict[str, Path]) -> None:
    assert len(drawn) >= 12
    for path in drawn.values():
        with Image.open(path) as image:
            assert image.size == (1600, 900)


def test_no_two_pictures_look_alike(drawn: dict[str, Path]) -> None:
    small = {}
    for name, path in drawn.items():
        with Image.open(path) as image:
            small[name] = np.asarray(image.resize((64, 36)), dtype=np.float32)
    for one, other in combinations(small, 2):
        assert np.abs(small[one] - small[other]).mean() > 8, (one, other)


@pytest.mark.slow
def test_the_deck_prints_a_page_per_slide(drawn: dict[str, Path], tmp_path: Path) -> None:
    sheets.register_fonts(FONTS_DIR)
    printing.print_deck(tmp_path / "deck.pdf", pictures=drawn)
    with pypdfium2.PdfDocument(tmp_path / "deck.pdf") as pdf:
        assert len(pdf) == len(DECK)


def test_pictures_fit_half_a_slide(drawn: dict[str, Path]) -> None:
    assert {pictures.card(name, file).size for name, file in drawn.items()} == {pictures.CARD}


def test_a_picture_is_the_same_every_time() -> None:
    first, second = (pictures.picture("sea").tobytes() for _ in range(2))
    assert first == second


def test_charts_have_words_when_there_is_a_font(drawn: dict[str, Path]) -> None:
    bare = np.asarray(pictures.picture("works-chart"), dtype=np.float32)
    with Image.open(drawn["works-chart"]) as image:
        worded = np.asarray(image, dtype=np.float32)
    assert (np.abs(worded - bare).max(axis=2) > 100).sum() > 1_000


@pytest.mark.slow
def test_the_film_plays(tmp_path: Path) -> None:
    path = tmp_path / "film.webm"
    film.make_film(path)
    assert path.stat().st_size < 1_500_000
    with av.open(str(path)) as container:
        codecs = {stream.codec_context.name for stream in container.streams}
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert codecs == {"vp8", "opus"}
    assert len(frames) > 150
    assert np.abs(frames[0].astype(int) - frames[-1].astype(int)).mean() > 1
    assert min(frame.std() for frame in frames) > 20
