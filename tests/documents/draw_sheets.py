"""Draws the pictures of printed sheets for docs/screens: `python -m tests.documents.draw_sheets`.

The people are the demo congress's invented ones; a drawing stands where a photograph would be.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

from app.demo.people import DemoDelegate, delegates, guests
from config import FONTS_DIR
from documents import sheets
from documents.wording import wording

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
CONGRESS = "Đại hội đại biểu Đoàn TNCS Hồ Chí Minh tỉnh Thanh Lĩnh lần thứ XV"
ADDRESS = "http://192.168.1.10:8000"
CODE = f"{ADDRESS}/q/demo-code-of-the-hall"
WIDE_PX = 680
LARGEST_BYTES = 150_000
"""What a picture of docs/screens may weigh at most."""


def main() -> None:
    """Draw the first page of each sheet, and of badges the backs too, in both languages."""
    sheets.register_fonts(FONTS_DIR)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path, photo = Path(folder) / "sheet.pdf", Path(folder) / "drawn.png"
        draw_somebody(photo)
        people = [*delegates(), *guests()]
        for language in ("vi", "en"):
            for name, write in drawers(people, photo, language).items():
                write(path)
                keep(path, f"sheet-{name}.{language}")


def drawers(
    people: list[DemoDelegate], photo: Path, language: str
) -> dict[str, Callable[[Path], None]]:
    """Return what writes each sheet."""
    words = wording(language)
    back = sheets.Back(words.scan_title, code=CODE, rows=[("", words.wifi_step_4g)])
    some = [*people[:3], people[-1]]
    faces = [badge(each, photo if place % 2 else None) for place, each in enumerate(some)]
    small = [badge(each, None) for each in people[40:50]]
    visitors = [sheets.AccessCard(each.name, "Báo Thanh Lĩnh") for each in people[-3:]]
    common: dict[str, Any] = {"congress": CONGRESS, "language": language}
    return {
        "badges": lambda path: sheets.badges(path, faces, back=back, **common),
        "badges-card": lambda path: sheets.badges(path, small, size="card", **common),
        "access": lambda path: sheets.access_cards(
            path,
            [*visitors, sheets.AccessCard()],
            category="press",
            zones=["hall", "press"],
            **common,
        ),
        "attendance": lambda path: sheets.attendance_sheets(
            path,
            [signing(people)],
            session="Phiên thứ nhất (trù bị)",
            when="07:30 – 11:30, 26/03/2027",
            **common,
        ),
        "guide": lambda path: sheets.delegate_guide(path, url=ADDRESS, code=CODE, **common),
    }


def badge(person: DemoDelegate, photo: Path | None) -> sheets.Badge:
    """Return a badge of an invented delegate."""
    return sheets.Badge(
        name=person.name,
        delegation=person.delegation,
        position=person.position,
        number=person.number,
        seat=person.seat,
        url=f"{ADDRESS}/b/demo-{person.number}",
        standing=person.standing,
        photo=photo,
    )


def signing(people: list[DemoDelegate]) -> sheets.SigningPart:
    """Return the first delegation as it signs."""
    delegation = people[0].delegation
    members = [each for each in people if each.delegation == delegation][:14]
    signers = [sheets.Signer(each.number, each.name, each.position, each.seat) for each in members]
    return sheets.SigningPart(delegation, signers, members[0].name)


def draw_somebody(path: Path) -> None:
    """Draw a head and shoulders that are nobody's."""
    picture = Image.new("RGB", (300, 400), "#cfd8e3")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 260, 280, 600), fill="#5b6f8f")
    pen.ellipse((85, 80, 215, 260), fill="#8d9db8")
    picture.save(path)


def keep(path: Path, name: str) -> None:
    """Save the first two pages beside each other, or the only one."""
    with pypdfium2.PdfDocument(path) as document:
        shown = [document[number] for number in range(min(2, len(document)))]
        pages = [page.render(scale=WIDE_PX / page.get_width()).to_pil() for page in shown]
    picture = Image.new("RGB", (sum(each.width for each in pages), pages[0].height), "white")
    for place, page in enumerate(pages):
        picture.paste(page, (place * WIDE_PX, 0))
    file = FOLDER / f"{name}.webp"
    picture.save(file, quality=74, method=6)
    assert file.stat().st_size <= LARGEST_BYTES, file
    print(file.name, file.stat().st_size, file=sys.stderr)


if __name__ == "__main__":
    main()
