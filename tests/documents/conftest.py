"""Real files for the tests of documents/: a report, a deck, and the fonts they need."""

from pathlib import Path

import pytest

from documents import sheets

FONTS = Path(__file__).parents[2] / "node_modules/@expo-google-fonts/be-vietnam-pro"
PROSE = (
    "Trong nhiệm kỳ qua, công tác Đoàn và phong trào thanh thiếu nhi tỉnh nhà đã có bước phát "
    "triển mới, toàn diện, đạt được nhiều kết quả quan trọng; tổ chức Đoàn các cấp không ngừng "
    "đổi mới nội dung, phương thức hoạt động, bám sát nhiệm vụ chính trị của địa phương. "
)


@pytest.fixture(scope="session", autouse=True)
def fonts() -> None:
    """Register the fonts; `npm ci` brings them."""
    sheets.register_fonts(FONTS)


def write_report(path: Path, *, chapters: int) -> Path:
    """Write a report of two to three pages for each chapter."""
    blocks: list[sheets.Block] = []
    for chapter in range(1, chapters + 1):
        blocks += [
            sheets.Heading(f"{chapter}. Kết quả công tác giáo dục của Đoàn"),
            sheets.Prose(PROSE * 4),
            sheets.Heading("Những kết quả đạt được", 1),
            sheets.Bullets([PROSE, "Bồi dưỡng 1.245 cán bộ Đoàn, giai đoạn 2025-2030."]),
            sheets.Grid(["STT", "Chỉ tiêu", "Thực hiện"], [["1", "Công trình", "312"]] * 8),
            sheets.Prose(PROSE * 8),
        ]
    sheets.report(path, title="Báo cáo chính trị", subtitle="Trình Đại hội", blocks=blocks)
    return path


@pytest.fixture(scope="session")
def report_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a short Vietnamese report."""
    return write_report(tmp_path_factory.mktemp("report") / "report.pdf", chapters=2)
