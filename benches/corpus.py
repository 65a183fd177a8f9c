"""Files to measure documents with, made here: reports of the demo's own press, and photographs.

`python -m benches.corpus FOLDER` makes them in a process of its own, so that what reportlab and
the painter leave in memory is not in the measurement.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

from app.demo import pictures, printing, texts
from benches.served import ROOT
from config import FONTS_DIR
from documents.sheets import Block, register_fonts, report

POLITICAL_REPORT = "political-report"
PAGES = 100
PICTURES = 24
NAMES = (POLITICAL_REPORT, "hundred-pages", "photographs")


@cache
def corpus() -> dict[str, Path]:
    """Return the files by name: NAMES, made once per run."""
    folder = ROOT / ".cache" / "benches" / "corpus"
    if not all((folder / f"{name}.pdf").is_file() for name in NAMES):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "benches.corpus", folder], check=True, cwd=ROOT)
    return {name: folder / f"{name}.pdf" for name in NAMES}


def make(folder: Path) -> None:
    """Write the files."""
    register_fonts(FONTS_DIR)
    document = next(each for each in texts.DOCUMENTS if each.name == POLITICAL_REPORT)
    printing.print_document(document, folder / f"{POLITICAL_REPORT}.pdf")
    long_report(folder / "hundred-pages.pdf", pages=PAGES)
    photographs(folder / "photographs.pdf", pages=PICTURES)


def photographs(path: Path, *, pages: int) -> None:
    """Write a deck with a JPEG on every page, as phones and scanners make them."""
    width, height = 960, 540
    made = pdfium.PdfDocument.new()
    with TemporaryDirectory() as folder:
        drawn = [Path(folder) / f"{name}.jpg" for name in pictures.PICTURES]
        for each in drawn:
            pictures.draw(each.stem, each)
        for number in range(pages):
            page = made.new_page(width, height)
            image = pdfium.PdfImage.new(made)
            image.load_jpeg(drawn[number % len(drawn)], inline=True)
            image.set_matrix(pdfium.PdfMatrix().scale(width, height))
            page.insert_obj(image)
            page.gen_content()
        made.save(path)


def long_report(path: Path, *, pages: int) -> None:
    """Write a report of exactly this many pages out of the demo's texts, tables included."""
    blocks: list[Block] = []
    for document in texts.DOCUMENTS:
        blocks += printing.set_text(document.name)
    whole = path.with_suffix(".whole")
    while True:
        report(whole, title="Báo cáo tổng hợp", subtitle="", blocks=blocks)
        made = pdfium.PdfDocument(whole)
        if len(made) >= pages:
            break
        blocks += blocks
    cut = pdfium.PdfDocument.new()
    cut.import_pages(made, list(range(pages)))
    cut.save(path)
    whole.unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
