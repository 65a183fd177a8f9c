"""Text of the fonts of the 1990s comes out in Unicode, and Unicode is left alone."""

import unicodedata

import pytest

from documents.old_letters import _TCVN3, TCVN3, VNI, decode, is_syllable, letters_of

NAMES = [
    "Nguyễn Văn Dũng",
    "Trần Thị Hồng Hạnh",
    "Lê Ngọc Phượng",
    "Phạm Đức Thưởng",
    "Đoàn xã Bình Phước",
    "Họ và tên",
    "Tôn giáo",
    "H'Hen Niê",
    "Giàng A Sử",
]
IN_VNI = [
    "Nguyeãn Vaên Duõng",
    "Traàn Thò Hoàng Haïnh",
    "Leâ Ngoïc Phöôïng",
    "Phaïm Ñöùc Thöôûng",
    "Ñoaøn xaõ Bình Phöôùc",
    "Hoï vaø teân",
    "Toân giaùo",
    "H'Hen Nieâ",
    "Giaøng A Söû",
]
TONES = "\u0300\u0309\u0303\u0301\u0323"


def in_tcvn3(text: str) -> str:
    codes = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def in_cp1258(text: str) -> bytes:
    """Encode with the tones apart, as Windows types them."""
    found = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in TONES)
        base = "".join(mark for mark in apart if mark not in TONES)
        found += (unicodedata.normalize("NFC", base) + tones).encode("cp1258")
    return found


def test_tcvn3_is_recognised_and_read() -> None:
    texts = [in_tcvn3(name) for name in NAMES]
    letters = letters_of(texts)
    assert letters is TCVN3
    assert [letters.mend(text) for text in texts] == NAMES


def test_capitals_of_the_capital_font() -> None:
    assert TCVN3.read(in_tcvn3("NGUYễN VăN DũNG")) == "NGUYỄN VĂN DŨNG"


def test_vni_is_recognised_and_read() -> None:
    letters = letters_of(IN_VNI)
    assert letters is VNI
    assert [letters.mend(text) for text in IN_VNI] == NAMES


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_is_left_alone(form: str) -> None:
    texts = [unicodedata.normalize(form, name) for name in [*NAMES, "Lê Dòng", "Hà", "Müller"]]
    letters = letters_of(texts)
    assert letters.name == "unicode"
    assert [letters.mend(text) for text in texts[: len(NAMES)]] == NAMES


def test_a_cell_of_unicode_in_a_file_of_tcvn3_is_left_alone() -> None:
    assert TCVN3.mend("Đoàn xã Bình Phước") == "Đoàn xã Bình Phước"
    assert TCVN3.mend("Tôn giáo") == "Tôn giáo"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("\n".join(NAMES).encode(), "utf-8"),
        ("\n".join(NAMES).encode("utf-8-sig"), "utf-8"),
        ("\n".join(NAMES).encode("utf-16"), "utf-16"),
        ("\n".join(NAMES).encode("utf-16-le"), "utf-16"),
        (in_cp1258("\n".join(NAMES)), "cp1258"),
        (in_tcvn3("\n".join(NAMES)).encode("latin-1"), "tcvn3"),
        ("\n".join(IN_VNI).encode("latin-1"), "vni"),
    ],
)
def test_files_of_bytes(data: bytes, name: str) -> None:
    assert decode(data) == ("\n".join(NAMES), name)


@pytest.mark.parametrize(
    "word", ["Nguyễn", "nghiêng", "quốc", "giếng", "Phượng", "khuỷu", "ý", "yêu", "thuở", "hoằng"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "Hoµng", "xyz", "ngừê", "Niéê", "Duõng"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
