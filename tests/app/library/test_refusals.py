"""Why a file was refused is said in a sentence of its own, in both languages."""

import re
from pathlib import Path

import pytest
from flask_babel import force_locale

import documents
from app.library.wording import refusal
from tests.documents import hostile

CODES = sorted({code for _, codes in hostile.REFUSED.values() for code in codes})
OF_OFFICE_FILES = ["macros", "no_converter", "disk_full"]
# The server's own trouble has the general sentence; the limit is told by the route with its figure.
OUR_OWN = {"failed", "unknown", "too_large"}
RAISED = re.compile(r"(?:Refusal|RefusedError|PictureError|StoreError|ConvertError)\(\s*\"(\w+)\"")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_its_sentence(app, language):
    with app.test_request_context(), force_locale(language):
        other = refusal("a code that nobody knows")
        told = {code: refusal(code) for code in [*CODES, *OF_OFFICE_FILES]}
    assert other not in told.values()
    assert len(set(told.values())) == len(told)
    for sentence in told.values():
        assert sentence.endswith(".")
        assert len(sentence) >= len("The file has no pages.")


def test_no_code_of_the_library_is_without_one(app):
    """Whatever a module of pages, pictures, conversion or storing refuses with is known."""
    folder = Path(documents.__file__).parent
    modules = ["render", "pictures", "pages", "convert", "convert_child", "store", "compound"]
    text = "".join((folder / f"{name}.py").read_text() for name in modules)
    codes = set(RAISED.findall(text)) - OUR_OWN
    assert {"encrypted", "macros", "page_too_large"} <= codes
    with app.test_request_context(), force_locale("en"):
        other = refusal("a code that nobody knows")
        assert [code for code in sorted(codes) if refusal(code) == other] == []
