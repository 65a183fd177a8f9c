"""The server folds as the browser does: both read tests/vectors/fold.json."""

import json
import unicodedata
from pathlib import Path

from documents.search import fold

VECTORS = Path(__file__).parents[1] / "vectors" / "fold.json"


def test_folds_the_shared_vectors() -> None:
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))
    cases += [{**each, "text": unicodedata.normalize("NFD", each["text"])} for each in cases]

    assert [fold(each["text"]) for each in cases] == [each["folded"] for each in cases]
