"""The pictures of the demo congress, drawn by the demo itself: no photograph, nothing fetched."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

from app.demo import charts, landscapes, seascapes, townscapes
from app.demo.painting import Canvas
from config import FONTS_DIR

WIDTH, HEIGHT = 1600, 900
CARD: Final = (880, 722)
CUT_AT: Final = {"province": 0.62, "sea": 0.12, "terraces": 0.1, "mangroves": 0.08}
"""How far right a landscape is cut, 0 to 1, where the middle is not the best part."""
CHARTS: Final = frozenset({"works-chart", "members-chart", "targets-chart"})
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
    "city": townscapes.city,
    "lanterns": townscapes.lanterns,
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


def card(name: str, file: Path) -> Image.Image:
    """Return a drawn picture for half a slide: landscapes are cut, charts get margins."""
    with Image.open(file) as image:
        if name not in CHARTS:
            return ImageOps.fit(image, CARD, centering=(CUT_AT.get(name, 0.5), 0.5))
        chart = ImageOps.contain(image, CARD)
    margin = (CARD[1] - chart.height) // 2
    above, below = CARD[1] - chart.height - margin, margin
    whole = Image.new("RGB", CARD)
    whole.paste(chart.crop((0, 0, CARD[0], 1)).resize((CARD[0], above)), (0, 0))
    whole.paste(chart, (0, above))
    foot = chart.crop((0, chart.height - 1, CARD[0], chart.height)).resize((CARD[0], below))
    whole.paste(foot, (0, CARD[1] - below))
    return whole
