"""Both languages say everything, and everything that can be shown has words."""

import re
from pathlib import Path
from typing import get_args

import pytest

from checkin.quality import Reason
from kiosk.alive import Doubt
from kiosk.camera import State as CameraState
from kiosk.faces import Trouble
from kiosk.results import COLOUR, LASTS_SECONDS, Kind
from kiosk.wording import WORDING, words

PAGE = Path(__file__).resolve().parents[2] / "kiosk"
SILENT = {"advice_checked_in", "advice_checked_out"}


@pytest.mark.parametrize("key", WORDING)
def test_both_languages_are_there_with_the_same_places(key: str) -> None:
    vietnamese, english = WORDING[key]
    assert vietnamese.strip()
    assert english.strip()
    assert set(re.findall(r"{\w+}", vietnamese)) == set(re.findall(r"{\w+}", english))


def test_whatever_can_happen_has_words() -> None:
    wanted = {
        *(f"result_{kind}" for kind in get_args(Kind)),
        *(f"camera_{state}" for state in get_args(CameraState)),
        *(f"reason_{reason}" for reason in (*get_args(Reason), *get_args(Doubt))),
        *(f"faces_{trouble}" for trouble in get_args(Trouble)),
    }
    assert wanted <= set(WORDING)
    assert set(get_args(Kind)) == set(COLOUR) == set(LASTS_SECONDS)


def test_the_page_asks_only_for_words_that_exist() -> None:
    asked = set()
    for file in [*PAGE.glob("static/*.js"), *PAGE.glob("templates/*.html")]:
        asked |= set(re.findall(r"words\.(\w+)", file.read_text()))
        asked |= set(re.findall(r"(?<!re)fill\(\"(\w+)\"", file.read_text()))
    assert asked
    assert asked <= set(WORDING)


def test_no_sentence_stands_in_the_scripts() -> None:
    for file in PAGE.glob("static/*.js"):
        code = re.sub(r"//.*", "", file.read_text())
        assert not re.search(r"[À-ỹ]", code), file
        assert not re.search(r"\"[A-Z][a-z]+ [a-z]+ ", code), file


def test_every_word_list_is_whole() -> None:
    assert set(words("vi")) == set(words("en")) == set(WORDING)
