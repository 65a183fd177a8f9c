"""Vietnamese names in Vietnamese order: by given name, then family and middle names."""

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
MARKS = "\u0300\u0309\u0303\u0301\u0323"
"""Tones in dictionary order: huyền, hỏi, ngã, sắc, nặng; no tone comes first."""


def sort_key(name: str) -> str:
    """Return what names are sorted by; the given name is the last word.

    Within a word letters weigh before tones (TCVN 6160), so the key of each word is its
    letters and then its tones: An, Ân, Bảo, Bình, Châu, Đào, Đạo.
    """
    words = name.split()
    return " ".join(word_key(word) for word in words[-1:] + words[:-1])


def word_key(word: str) -> str:
    """Return the sort key of one word: a letter for each letter, then a digit for each tone."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        plain, tone = split_tone(letter)
        place = LETTERS.find(plain)
        letters.append(chr(ord("A") + place) if place >= 0 else "0")
        tones.append(str(tone))
    return "".join(letters) + "!" + "".join(tones)


def split_tone(letter: str) -> tuple[str, int]:
    """Return a letter without its tone, and the tone's place in the dictionary (0 to 5)."""
    tone = 0
    kept = ""
    for mark in unicodedata.normalize("NFD", letter):
        if mark in MARKS:
            tone = MARKS.index(mark) + 1
        else:
            kept += mark
    return unicodedata.normalize("NFC", kept), tone
