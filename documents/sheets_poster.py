"""The poster at the door of a session: one code to scan, and what to do if that fails."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    MUTED,
    PAPER,
    REGULAR,
    SEMIBOLD,
    TINT,
    draw_evenly,
    draw_fitted,
    draw_qr,
    printable,
    style,
)
from documents.wording import Wording, wording

_SIZES = {"A4": A4, "A3": A3}
_WIDTH, _HEIGHT = A4
_MARGIN = 42.0
_INNER = _WIDTH - 2 * _MARGIN
_BAND = 80.0
_HEADLINE_BOTTOM = _HEIGHT - _BAND - 112
_LARGEST_QR = 460.0
_STEPS = 122.0
_WIFI = 76.0


@dataclass(frozen=True)
class Wifi:
    """The network of the hall as delegates join it; no password if it is open."""

    name: str
    password: str = ""


def session_poster(
    path: Path,
    *,
    congress: str,
    session: str,
    url: str,
    hours: str = "",
    wifi: Wifi | None = None,
    language: str = "vi",
    size: str = "A4",
) -> None:
    """Write the poster of a session, "A4" or "A3" upright; `hours` as people read them."""
    words = wording(language)
    page = _SIZES[size]
    canvas = Canvas(str(path), pagesize=page, lang=language, invariant=1)
    canvas.setTitle(printable(f"{session} – {congress}"))
    canvas.scale(page[0] / _WIDTH, page[0] / _WIDTH)
    _draw_band(canvas, congress)
    draw_evenly(
        canvas,
        session,
        (_MARGIN, _HEADLINE_BOTTOM + 38, _INNER, 64),
        like=style(BOLD, 34, colour=INK, leading=40, centred=True),
    )
    foot = _draw_foot(canvas, words, hours=hours, wifi=wifi)
    _draw_steps(canvas, url, words, top=foot + _STEPS)
    _draw_code(canvas, url, words, bottom=foot + _STEPS + 4)
    canvas.showPage()
    canvas.save()


def _draw_band(canvas: Canvas, congress: str) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, _HEIGHT - _BAND - 5, _WIDTH, 5, stroke=0, fill=1)
    draw_evenly(
        canvas,
        congress,
        (_MARGIN, _HEIGHT - _BAND + 12, _INNER, _BAND - 24),
        like=style(SEMIBOLD, 19, colour=PAPER, leading=26, centred=True),
    )


def _draw_code(canvas: Canvas, url: str, words: Wording, *, bottom: float) -> None:
    """Draw the code as large as the space left for it; its quiet zone is the frame."""
    draw_fitted(
        canvas,
        words.scan_title,
        (_MARGIN, _HEADLINE_BOTTOM, _INNER, 34),
        like=style(SEMIBOLD, 24, colour=BRAND, leading=30, centred=True),
        anchor="middle",
    )
    space = _HEADLINE_BOTTOM - bottom
    side = min(space, _LARGEST_QR)
    draw_qr(
        canvas,
        url,
        left=(_WIDTH - side) / 2,
        bottom=bottom + (space - side) / 2,
        side=side,
    )


def _draw_steps(canvas: Canvas, url: str, words: Wording, *, top: float) -> None:
    y = top
    for number, sentence in enumerate((words.step_camera, words.step_tap, words.step_type), 1):
        canvas.setFillColor(BRAND)
        canvas.circle(_MARGIN + 11, y - 11, 11, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString(_MARGIN + 11, y - 15.6, str(number))
        box = (_MARGIN + 32, y - 22, _INNER - 32, 22)
        draw_fitted(canvas, sentence, box, like=style(REGULAR, 14), anchor="middle")
        y -= 30
    box = (_MARGIN + 32, y - 18, _INNER - 32, 24)
    draw_fitted(canvas, url, box, like=style(SEMIBOLD, 17, colour=BRAND), anchor="middle")


def _draw_foot(canvas: Canvas, words: Wording, *, hours: str, wifi: Wifi | None) -> float:
    """Draw what is known of hours and network; return the height that took."""
    top = 26.0
    if hours:
        sentence = words.open_hours.format(hours=hours)
        box = (_MARGIN, top - 6, _INNER, 20.0)
        like = style(SEMIBOLD, 12.5, colour=MUTED, centred=True)
        draw_fitted(canvas, sentence, box, like=like, anchor="middle")
        top += 22
    if wifi is None:
        return top
    canvas.setFillColor(TINT)
    canvas.roundRect(_MARGIN, top, _INNER, _WIFI, 9, stroke=0, fill=1)
    parts = [words.wifi.format(name=wifi.name)]
    if wifi.password:
        parts.append(words.wifi_password.format(password=wifi.password))
    box = (_MARGIN + 14, top + 38, _INNER - 28, 28)
    draw_fitted(canvas, "   ·   ".join(parts), box, like=style(BOLD, 18), anchor="middle")
    box = (_MARGIN + 14, top + 8, _INNER - 28, 26)
    draw_fitted(canvas, words.wifi_no_internet, box, like=style(REGULAR, 13), anchor="middle")
    return top + _WIFI + 12
