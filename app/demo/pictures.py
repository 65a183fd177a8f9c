"""The pictures of the demo congress, drawn by the demo itself: no photograph, nothing fetched."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from app.demo import charts, landscapes, seascapes
from app.demo.painting import Canvas
from config import FONTS_DIR

WIDTH, HEIGHT = 1600, 900
_JPEG_QUALITY: Final = 90
_FONT: Final = FONTS_DIR / "600SemiBold" / "BeVietnamPro_600SemiBold.ttf"

PICTURES: Final[dict[str, Callable[[Canvas], list[charts.Label] | None]]] = {
    "river-dawn": landscapes.river_dawn,
    "province": charts.province,
    "mountains": landscapes.mountains,
    "works-chart": charts.works_chart,
    "mangroves": seascapes.mangroves,
    "terraces": landscapes.terraces,
    "sea": seascapes.sea,
    "members-chart": charts.members_chart,
    "targets-chart": charts.targets_chart,
    "city": seascapes.city,
    "lanterns": seascapes.lanterns,
    "lighthouse": seascapes.lighthouse,
    "tea-hills": landscapes.tea_hills,
}


def picture(name: str, *, font: Path | None = None) -> Image.Image:
    """Return a picture of 1600 x 900; charts have words only with the path of a TTF font."""
    canvas = Canvas(WIDTH, HEIGHT)
    labels = PICTURES[name](canvas) or []
    image = canvas.image()
    if font:
        pen = ImageDraw.Draw(image)
        for label in labels:
            face = ImageFont.truetype(str(font), round(label.size * HEIGHT))
            place = (label.at[0] * WIDTH, label.at[1] * HEIGHT)
            pen.text(place, label.text, fill=label.code, font=face, anchor=label.anchor)
    return image


def draw(name: str, path: Path) -> None:
    """Write a picture, words and all, in the format that the ending of the path names."""
    picture(name, font=_FONT).save(path, quality=_JPEG_QUALITY)
