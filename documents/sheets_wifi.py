"""The Wi-Fi card: how to get into the hall's network, and how to stay in it without internet."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents.qr import wifi_text
from documents.sheets_halves import print_a4_or_halves
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
    style,
)
from documents.sheets_marks import (
    draw_joining,
    draw_question,
    draw_waves,
    draw_without_4g,
)
from documents.sheets_poster import Wifi
from documents.wording import Wording, wording

_WIDTH, _HEIGHT = A4
_MARGIN = 42.0
_INNER = _WIDTH - 2 * _MARGIN
_BAND = 66.0
_CODE = 232.0
_LARGER = 1.3


def wifi_card(
    path: Path,
    wifi: Wifi,
    *,
    congress: str,
    url: str,
    shows: str = "code",
    size: str = "A4",
    language: str = "vi",
) -> None:
    """Write the card on one A4 sheet, or `size` "A5": two beside each other to cut apart.

    `shows` is what lets people in: "code" (the password is in it, not in letters), "letters"
    (code and password), "name" (neither: the desk says it). `url` is the server's address.
    """
    words = wording(language)
    print_a4_or_halves(
        path,
        lambda canvas: _draw_card(canvas, wifi, (congress, url, shows), words),
        title=f"Wi-Fi – {congress}",
        size=size,
        language=language,
    )


def _draw_card(canvas: Canvas, wifi: Wifi, facts: tuple[str, str, str], words: Wording) -> None:
    congress, url, shows = facts
    canvas.setFillColor(BRAND)
    canvas.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, _HEIGHT - _BAND - 5, _WIDTH, 5, stroke=0, fill=1)
    box = (_MARGIN, _HEIGHT - _BAND + 10, _INNER, _BAND - 20)
    like = style(SEMIBOLD, 18, colour=PAPER, leading=24, centred=True)
    draw_evenly(canvas, congress, box, like=like)
    box = (_MARGIN, _HEIGHT - _BAND - 64, _INNER, 50)
    draw_fitted(canvas, words.wifi_title, box, like=style(BOLD, 34, centred=True), anchor="middle")
    if shows == "name":
        _draw_name_alone(canvas, wifi, words)
    else:
        _draw_code_and_name(canvas, wifi, words, in_letters=shows == "letters")
    _draw_steps(canvas, wifi, words)
    _draw_foot(canvas, url, words)


def _draw_code_and_name(canvas: Canvas, wifi: Wifi, words: Wording, *, in_letters: bool) -> None:
    top = _HEIGHT - _BAND - 74
    text = wifi_text(wifi.name, wifi.password)
    draw_qr(canvas, text, left=_MARGIN - 14, bottom=top - _CODE, side=_CODE)
    left, width = _MARGIN + _CODE - 2, _INNER - _CODE + 2
    lines = [(words.wifi_scan, style(SEMIBOLD, 17, colour=BRAND, leading=23), 52.0)]
    lines += [
        (words.wifi_network, style(REGULAR, 13, colour=MUTED), 20.0),
        (wifi.name, style(BOLD, 27, colour=INK), 40.0),
    ]
    if in_letters and wifi.password:
        lines += [
            (words.wifi_password_label, style(REGULAR, 13, colour=MUTED), 20.0),
            (wifi.password, style(BOLD, 27, colour=INK), 40.0),
            (_look_alikes(wifi.password, words), style(REGULAR, 11, colour=MUTED), 32.0),
        ]
    y = top - (_CODE - sum(height for *_rest, height in lines)) / 2
    for text, like, height in lines:
        draw_fitted(canvas, text, (left, y - height, width, height), like=like, anchor="middle")
        y -= height


def _look_alikes(password: str, words: Wording) -> str:
    """Tell apart the letters and digits that look alike on paper and are typed by hand."""
    told = words.wifi_look_alikes
    return "  ·  ".join(told[each] for each in dict.fromkeys(password) if each in told)


def _draw_name_alone(canvas: Canvas, wifi: Wifi, words: Wording) -> None:
    top = _HEIGHT - _BAND - 96
    draw_waves(canvas, centre=_WIDTH / 2, bottom=top - 66, size=62)
    box = (_MARGIN, top - 136, _INNER, 62)
    draw_fitted(canvas, wifi.name, box, like=style(BOLD, 40, centred=True), anchor="middle")
    if wifi.password:
        box = (_MARGIN, top - 176, _INNER, 34)
        like = style(REGULAR, 16, colour=MUTED, centred=True)
        draw_fitted(canvas, words.wifi_ask, box, like=like, anchor="middle")


def _draw_steps(canvas: Canvas, wifi: Wifi, words: Wording) -> None:
    """Draw three pictures with a sentence under each."""
    bottom, height = 92.0, 330.0
    canvas.setFillColor(TINT)
    canvas.roundRect(_MARGIN - 14, bottom, _INNER + 28, height, 12, stroke=0, fill=1)
    column = _INNER / 3
    centres = [_MARGIN + column * (place + 0.5) for place in range(3)]
    low = bottom + height - 198
    for place, centre in enumerate(centres):
        canvas.saveState()
        canvas.translate(centre, low)
        canvas.scale(_LARGER, _LARGER)
        if place == 0:
            draw_joining(canvas, centre=0, bottom=0, name=wifi.name)
        elif place == 1:
            ask, answer = words.wifi_question, words.wifi_answer
            draw_question(canvas, centre=0, bottom=0, question=ask, answer=answer)
        else:
            draw_without_4g(canvas, centre=0, bottom=0)
        canvas.restoreState()
    sentences = (words.wifi_step_join, words.wifi_step_stay, words.wifi_step_4g)
    for number, (centre, sentence) in enumerate(zip(centres, sentences, strict=True), 1):
        canvas.setFillColor(BRAND)
        canvas.circle(centre, low - 22, 13, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        canvas.setFont(BOLD, 15)
        canvas.drawCentredString(centre, low - 27.3, str(number))
        box = (centre - column / 2 + 6, bottom + 10, column - 12, low - 42 - bottom - 10)
        like = style(REGULAR, 15, colour=INK, leading=21, centred=True)
        draw_fitted(canvas, sentence, box, like=like)


def _draw_foot(canvas: Canvas, url: str, words: Wording) -> None:
    box = (_MARGIN, 54, _INNER, 26)
    like = style(REGULAR, 14, colour=MUTED, centred=True)
    draw_fitted(canvas, words.wifi_then, box, like=like, anchor="middle")
    box = (_MARGIN, 26, _INNER, 28)
    like = style(SEMIBOLD, 18, colour=BRAND, centred=True)
    draw_fitted(canvas, url, box, like=like, anchor="middle")
