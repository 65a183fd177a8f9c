"""Every sentence is there in Vietnamese, with the same blanks to fill."""

import re
import unicodedata

import pytest

from tools.messages import LANGUAGES, found, kept, missing

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def blanks(text: str) -> list[str]:
    return sorted(a or b for a, b in BLANK.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing(language):
    assert list(missing(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_blanks(language):
    wrong = []
    for message in kept(language):
        if not message.id or not message.string:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        wrong += [each for each in said if blanks(each) != blanks(ids[-1])]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_no_sentence_that_nobody_says(language):
    said = {message.id for message in found()}
    assert [message.id for message in kept(language) if message.id and message.id not in said] == []


def test_vietnamese_is_composed_and_not_english_left_over():
    for message in kept("vi"):
        said = message.string if isinstance(message.string, str) else " ".join(message.string)
        assert unicodedata.is_normalized("NFC", said), said
