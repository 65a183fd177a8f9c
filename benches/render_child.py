"""Draws every page of a PDF 720 px wide as Pillow's RGB with one tool; prints the CPU seconds.

`python -m benches.render_child ours|encode|pdf2image|pymupdf FILE`. The import of the tool is not
counted, what it starts is. `encode` draws as ours does and counts only WebP.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from benches import peers

WIDTH_PX = 720


def ours(path: Path) -> int:
    """Draw as the server does; returns the number of pages."""
    import pypdfium2  # noqa: PLC0415 (only the tool under measurement is loaded)

    from documents.render import Paper  # noqa: PLC0415

    def work() -> int:
        document, paper = pypdfium2.PdfDocument(path), Paper(path)
        for page in document:
            width, height = page.get_size()
            paper.draw(page, (WIDTH_PX, round(WIDTH_PX * height / width)))
            page.close()
        return len(document)

    return counted(work)


def encode(path: Path) -> int:
    """Make WebP as the server does, of pages drawn before."""
    import pypdfium2  # noqa: PLC0415

    from documents.pictures import webp  # noqa: PLC0415
    from documents.render import Paper  # noqa: PLC0415

    drawn, paper = [], Paper(path)
    for page in pypdfium2.PdfDocument(path):
        width, height = page.get_size()
        drawn.append(paper.draw(page, (WIDTH_PX, round(WIDTH_PX * height / width))))
    return counted(lambda: len([webp(picture) for picture in drawn]))


def pdf2image(path: Path) -> int:
    """Draw as pdf2image's README does: one call of poppler for all pages."""
    from pdf2image import convert_from_path  # noqa: PLC0415

    return counted(lambda: len(convert_from_path(path, size=(WIDTH_PX, None))))


def pymupdf(path: Path) -> int:
    """Draw as PyMuPDF's documentation does."""
    import pymupdf as tool  # noqa: PLC0415

    def work() -> int:
        with tool.open(path) as document:
            for page in document:
                zoom = WIDTH_PX / page.rect.width
                drawn = page.get_pixmap(matrix=tool.Matrix(zoom, zoom), alpha=False)
                Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
            return len(document)

    return counted(work)


def counted(work: Callable[[], int]) -> int:
    """Do the work and print the CPU seconds of this process and of what it started."""
    before, started = cpu_seconds(), time.perf_counter()
    pages = work()
    print(cpu_seconds() - before, time.perf_counter() - started, pages)
    return pages


def cpu_seconds() -> float:
    """Return the CPU time of this process and its children that ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


TOOLS = {each.__name__: each for each in (ours, encode, pdf2image, pymupdf)}

if __name__ == "__main__":
    sys.path.append(str(peers.PYTHON))
    TOOLS[sys.argv[1]](Path(sys.argv[2]))
