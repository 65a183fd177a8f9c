"""Pages out of honest files: pictures, text in its place, contents, one after another."""

import json
import secrets
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import ceil, floor
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from documents import pages, sheets
from documents.errors import RenderError
from documents.pages import render_document, render_page
from documents.sandbox import Limits
from documents.search import fold
from tests.documents import hostile
from tests.documents.checks import check_page_limit
from tests.documents.conftest import PROSE, write_report
from tests.documents.measure import ROOT, measure


def facts(outdir: Path, number: int = 1) -> dict:
    return json.loads((outdir / f"{number:04}.json").read_text())


def test_report_becomes_pictures_text_and_contents(report_pdf: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    readable: list[bool] = []

    def on_page(number: int, of: int) -> None:
        seen.append((number, of))
        readable.append(bool(facts(tmp_path, number)["words"]))

    outcome = render_document(report_pdf, tmp_path, on_page=on_page)

    assert not outcome.refused
    assert outcome.pages >= 4
    assert seen == [(number, outcome.pages) for number in range(1, outcome.pages + 1)]
    assert all(readable)
    assert len(list(tmp_path.iterdir())) == 2 * outcome.pages
    titles = [(entry.level, entry.title) for entry in outcome.outline]
    assert titles[:2] == [
        (0, "1. Kết quả công tác giáo dục của Đoàn"),
        (1, "Những kết quả đạt được"),
    ]
    assert outcome.outline[2].page > outcome.outline[0].page
    page = facts(tmp_path)
    assert (page["width"], page["height"]) == pytest.approx((595.28, 841.89), abs=0.01)
    assert "Trong nhiệm kỳ qua, công tác Đoàn" in page["text"]
    assert page["text"] == unicodedata.normalize("NFC", page["text"])
    assert page["text"].split() == [word[0] for word in page["words"]]
    with Image.open(tmp_path / "0001-720.webp") as image:
        assert image.size == (720, 1018)


def ink(picture: Image.Image, box: list[float]) -> float:
    """Return the darkest point, 0 to 255, in a word's box of the picture."""
    x, y, width, height = box
    left, top = floor(x * picture.width), floor(y * picture.height)
    right, bottom = ceil((x + width) * picture.width), ceil((y + height) * picture.height)
    return picture.crop((left, top, right, bottom)).getextrema()[0]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (60, 200, 500, 800)])
def test_each_word_stands_on_its_ink(
    report_pdf: Path, tmp_path: Path, rotation: int, crop: tuple[int, ...] | None
) -> None:
    with pikepdf.open(report_pdf) as pdf:
        del pdf.pages[1:]
        pdf.pages[0].rotate(rotation, relative=False)
        if crop:
            pdf.pages[0].CropBox = pikepdf.Array(crop)
        pdf.save(tmp_path / "turned.pdf")
    outdir = tmp_path / "pages"
    render_document(tmp_path / "turned.pdf", outdir)
    inside = [
        word
        for word in facts(outdir)["words"]
        if 0.01 < word[1] < 0.9 and 0.01 < word[2] < 0.9 and word[3] > 0 and word[4] > 0
    ]
    assert len(inside) > 100
    with Image.open(outdir / "0001-720.webp") as image:
        picture = image.convert("L")
    assert [word for word in inside if ink(picture, word[1:]) > 150] == []


def test_decomposed_text_comes_out_composed(tmp_path: Path) -> None:
    title = unicodedata.normalize("NFD", "Nghị quyết Đại hội")
    sheets.report(tmp_path / "r.pdf", title=title, blocks=[sheets.Prose(title)])
    render_document(tmp_path / "r.pdf", tmp_path / "pages")
    assert "Nghị quyết Đại hội" in facts(tmp_path / "pages")["text"]


def encoding(picture: Path) -> bytes:
    return picture.read_bytes()[12:16]


def test_text_is_kept_lossless_and_photographs_lossy(report_pdf: Path, tmp_path: Path) -> None:
    render_document(report_pdf, tmp_path / "text")
    photo = Image.effect_noise((1600, 1200), 90).convert("RGB")
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1200), 90) for _ in range(3)])
    Image.blend(photo, noise, 0.5).save(tmp_path / "photo.jpg")
    render_document(tmp_path / "photo.jpg", tmp_path / "photo")
    assert encoding(tmp_path / "text/0001-720.webp") == b"VP8L"
    assert encoding(tmp_path / "photo/0001-720.webp") == b"VP8 "


def test_large_picture_is_made_on_demand_and_once(report_pdf: Path, tmp_path: Path) -> None:
    picture = render_page(report_pdf, tmp_path, 2)
    with Image.open(picture) as image:
        assert image.size == (1440, 2037)
    made = picture.stat().st_mtime_ns
    assert render_page(report_pdf, tmp_path, 2).stat().st_mtime_ns == made
    assert not list(tmp_path.glob("0001*"))


@pytest.mark.parametrize(
    ("number", "content", "code"),
    [(99, None, "no_such_page"), (0, None, "no_such_page"), (1, b"<html>", "refused")],
)
def test_page_that_cannot_be_made(
    report_pdf: Path, tmp_path: Path, number: int, content: bytes | None, code: str
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(report_pdf.read_bytes() if content is None else content)
    with pytest.raises(RenderError) as caught:
        render_page(path, tmp_path / "pages", number)
    assert caught.value.code == code


def test_missing_file_is_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        render_document(tmp_path / "gone.pdf", tmp_path / "pages")
    assert caught.value.code == "missing"


@pytest.mark.parametrize(
    ("mode", "suffix", "options"),
    [
        ("RGB", "jpg", {}),
        ("CMYK", "jpg", {}),
        ("L", "jpg", {"progressive": True}),
        ("RGBA", "png", {}),
        ("P", "png", {"transparency": 0}),
        ("I;16", "png", {}),
        ("1", "png", {}),
        ("RGB", "webp", {}),
    ],
)
def test_pictures_are_documents_of_one_page(
    tmp_path: Path, mode: str, suffix: str, options: dict[str, bool | int]
) -> None:
    path = tmp_path / f"scan.{suffix}"
    Image.new(mode, (1000, 500)).save(path, **options)
    outcome = render_document(path, tmp_path / "pages")
    assert (outcome.pages, outcome.refused) == (1, False)
    assert (facts(tmp_path / "pages")["width"], facts(tmp_path / "pages")["text"]) == (750.0, "")
    with Image.open(tmp_path / "pages/0001-720.webp") as image:
        assert image.size == (720, 360)
        paper = image.convert("RGB").getpixel((300, 200))
    assert paper == ((255, 255, 255) if mode in {"RGBA", "P"} else (0, 0, 0)) or mode == "CMYK"


def test_phone_photograph_stands_upright_and_forgets_where_it_was_taken(tmp_path: Path) -> None:
    photo = Image.new("RGB", (800, 400), "blue")
    photo.paste("red", (0, 0, 100, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # the left edge of what is stored is the top
    exif[0x010F] = "A camera"
    photo.save(tmp_path / "p.jpg", exif=exif, quality=95)
    render_document(tmp_path / "p.jpg", tmp_path / "pages")
    with Image.open(tmp_path / "pages/0001-720.webp") as image:
        assert image.size == (400, 800)
        red, _, blue = image.convert("RGB").getpixel((200, 20))
        assert red > 200 > 60 > blue
        assert not image.getexif()


def test_a_refused_document_leaves_no_pages_behind(report_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(report_pdf) as pdf:
        pdf.pages[3].MediaBox = pikepdf.Array([0, 0, 2, 14_000])
        pdf.save(tmp_path / "bad.pdf")
    seen: list[int] = []
    outcome = render_document(
        tmp_path / "bad.pdf", tmp_path / "pages", on_page=lambda number, _: seen.append(number)
    )
    assert (outcome.refused, outcome.reason, outcome.page) == (True, "page_too_large", 4)
    assert list((tmp_path / "pages").iterdir()) == []


def test_too_many_pages_for_the_limit(report_pdf: Path, tmp_path: Path) -> None:
    check_page_limit(report_pdf, tmp_path, most_pages=3)


@pytest.mark.slow
def test_long_report_is_not_stopped_by_the_limit_of_one_step(tmp_path: Path) -> None:
    """The steps have one second each, two with rounding; the whole takes longer."""
    for chapters in (40, 80, 160, 320):  # a fast machine needs a longer report
        report = write_report(tmp_path / f"{chapters}.pdf", chapters=chapters)
        cost = measure(report, tmp_path / f"pages-{chapters}", Limits(step_cpu_seconds=1))
        assert cost.reason == ""
        assert cost.pages >= 60
        if cost.child_cpu_seconds > 2.5:
            break
    assert cost.child_cpu_seconds > 2.5, "the whole was no longer than a step may be"
    assert cost.child_peak_mb < 200


def test_command_line(report_pdf: Path, tmp_path: Path) -> None:
    def run(path: Path) -> dict:
        done = subprocess.run(
            [sys.executable, "-m", "documents", "pages", str(path), str(tmp_path / "out")],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        return json.loads(done.stdout)

    assert run(report_pdf) == {"pages": 4, "refused": False, "reason": ""}
    (tmp_path / "x.pdf").write_bytes(b"")
    assert run(tmp_path / "x.pdf") == {"pages": 0, "refused": True, "reason": "empty"}


def test_words_follow_the_lines(report_pdf: Path, tmp_path: Path) -> None:
    render_document(report_pdf, tmp_path)
    lines = facts(tmp_path)["text"].split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("Trong nhiệm kỳ"))
    joined = " ".join(lines[start : start + 4])
    assert fold(joined).startswith(fold(PROSE)[:200])
    words = facts(tmp_path)["words"]
    tops = [word[2] for word in words]
    assert sum(after >= before - 0.02 for before, after in pairwise(tops)) > 0.95 * len(tops)


def test_no_room_on_the_disk_is_not_the_documents_fault(
    report_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda _: "run")
    (tmp_path / ".part-run-0002-720.webp").symlink_to("/dev/full")
    with pytest.raises(RenderError) as caught:
        render_document(report_pdf, tmp_path)
    assert caught.value.code == "disk_full"
    assert not list(tmp_path.glob(".part-*"))


def test_a_run_that_was_cut_off_goes_on_where_it_was(report_pdf: Path, tmp_path: Path) -> None:
    render_document(report_pdf, tmp_path)
    (tmp_path / "0003.json").unlink()
    made = (tmp_path / "0001-720.webp").stat().st_mtime_ns
    seen: list[int] = []
    outcome = render_document(report_pdf, tmp_path, on_page=lambda number, _: seen.append(number))
    assert (seen, outcome.pages) == ([1, 2, 3, 4], 4)
    assert (tmp_path / "0001-720.webp").stat().st_mtime_ns == made
    assert facts(tmp_path, 3)["words"]


def test_two_at_once_on_one_folder_do_not_disturb_each_other(
    report_pdf: Path, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(3) as threads:
        both = [threads.submit(render_document, report_pdf, tmp_path) for _ in range(2)]
        large = threads.submit(render_page, report_pdf, tmp_path, 1)
        assert [run.result().reason for run in both] == ["", ""]
        assert large.result().is_file()
    assert len(list(tmp_path.iterdir())) == 9


def test_every_refusal_of_the_hostile_set_is_documented() -> None:
    reasons = set().union(*(reasons for _, reasons in hostile.REFUSED.values()))
    assert reasons == pages.REFUSALS
