"""Controls: with a protection taken away the same checks must fail.

Each limit is only raised a little, so that a control cannot take the machine down.
"""

from pathlib import Path

import pytest

from documents import media, sandbox, search
from documents.sandbox import Limits
from tests.documents import hostile
from tests.documents.checks import (
    check_bounded,
    check_environment,
    check_nothing_half_stored,
    check_page_limit,
    check_wall_clock,
)
from tests.documents.test_search import test_hits_lead_back_through_letters_that_change_the_length

pytestmark = pytest.mark.control


def control_memory_limit(tmp_path: Path) -> None:
    raised = Limits(address_bytes=3 << 30, data_bytes=800 << 20)
    check_bounded(*hostile.REFUSED["content stream bomb"], tmp_path, limits=raised)


def control_cpu_limit(tmp_path: Path) -> None:
    raised = Limits(step_cpu_seconds=12)
    check_bounded(*hostile.REFUSED["endless drawing"], tmp_path, limits=raised)


def control_page_limit(report_pdf: Path, tmp_path: Path) -> None:
    check_page_limit(report_pdf, tmp_path, most_pages=4)


def control_wall_clock(report_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_wall_clock(report_pdf, tmp_path, monkeypatch, wall_seconds=120.0)


def control_sniffing_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, _ = hostile.REFUSED["html with a PDF mark"]
    make(tmp_path / "x.pdf")
    monkeypatch.setattr(media, "_HTML", media._SVG)
    assert media.sniff(tmp_path / "x.pdf") == "text/html"


def control_environment(report_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = sandbox._environment()
    monkeypatch.setattr(sandbox, "_environment", lambda: clean | dict(sandbox.os.environ))
    check_environment(report_pdf, tmp_path, monkeypatch)


def control_half_stored(tmp_path: Path) -> None:
    check_nothing_half_stored(tmp_path, before="Path.unlink = lambda *a, **k: None")


def control_index_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        search, "fold_with_map", lambda text: (search.fold(text), [*range(len(text))])
    )
    test_hits_lead_back_through_letters_that_change_the_length()
