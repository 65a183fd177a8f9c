"""Controls: with a guard of the short way taken away, a page looks other than it should."""

import re
from pathlib import Path

import pytest

from documents import jpeg, photographs
from tests.documents.photographs import (
    check_looks_as_pdfium_draws_it,
    with_black_filling,
    write_masked_page,
    write_page,
)

pytestmark = pytest.mark.control


def control_mask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "_PLAIN", re.compile(rb".*", re.DOTALL))
    check_looks_as_pdfium_draws_it(write_masked_page(tmp_path / "page.pdf"))


def control_filling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jpeg, "_MOST_STEP", 255.0)
    check_looks_as_pdfium_draws_it(write_page(tmp_path / "page.pdf", with_black_filling()))
