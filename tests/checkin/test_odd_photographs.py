"""`python -m checkin` on folders as people really have them: a sentence, never a stack trace."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from checkin.__main__ import main
from tests.checkin.inputs import faces_dir, models_dir, people
from tests.checkin.test_command_line import checkin, lines

pytestmark = pytest.mark.faces
LAN, MINH, HOA = "Nguyễn Thị Hương Lan", "Trần Đức Minh", "_ Đặng Hòa"


def photos_of(place: int) -> list[Path]:
    """The photographs of one of the people who have two or more."""
    return list(people().values())[place]


def as_picture(photo: Path) -> Image.Image:
    with Image.open(photo) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def save(folder: Path, name: str, picture: Image.Image, **how: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / name, **how)


def lying_down(picture: Image.Image) -> tuple[Image.Image, Image.Exif]:
    """A photograph as phones store it: turned, with a note how to turn it back."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture.transpose(Image.Transpose.ROTATE_90), exif


def in_many_ways(folder: Path, photo: Path) -> list[str]:
    """Write one photograph in every form that people bring; returns the names."""
    picture = as_picture(photo)
    turned, exif = lying_down(picture)
    rgba = picture.copy()
    rgba.putalpha(255)
    deep = Image.fromarray(np.asarray(picture.convert("L"), np.uint16) * 257)
    large = picture.resize((4000, round(4000 * picture.height / picture.width)))
    forms = {
        "xám.png": (picture.convert("L"), {}),
        "bảng màu.png": (picture.quantize(128), {}),
        "trong suốt.png": (rgba, {}),
        "sâu.png": (deep, {}),
        "in.jpg": (picture.convert("CMYK"), {}),
        "xoay.JPG": (turned, {"exif": exif}),
        "lớn.jpeg": (large, {"quality": 80}),
        "nhỏ.webp": (picture.resize((160, round(160 * picture.height / picture.width))), {}),
    }
    for name, (made, how) in forms.items():
        save(folder, name, made, **how)
    return list(forms)


def broken_files(folder: Path, photo: Path) -> dict[str, Callable[[Path], object]]:
    """Write what only looks like a photograph."""
    content = photo.read_bytes()
    made: dict[str, Callable[[Path], object]] = {
        "chữ.jpg": lambda path: path.write_text("không phải ảnh", encoding="utf-8"),
        "rỗng.png": lambda path: path.write_bytes(b""),
        "đứt.jpg": lambda path: path.write_bytes(content[:300]),
        "một điểm.png": lambda path: Image.new("RGB", (1, 1)).save(path),
        "sợi.png": lambda path: Image.new("RGB", (4000, 2), "white").save(path),
        "cột.png": lambda path: Image.new("RGB", (2, 4000), "white").save(path),
        "tường.jpg": lambda path: Image.new("RGB", (640, 480), "grey").save(path),
        "thư mục.jpg": lambda path: path.mkdir(),
        "lạc.jpg": lambda path: path.symlink_to(folder / "nowhere"),
        "ảnh.heic": lambda path: path.write_bytes(content),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in made.items():
        write(folder / name)
    return made


@pytest.fixture
def gallery(tmp_path: Path) -> Path:
    """Lan with one photograph and much that is none; Minh; a folder that is left out."""
    folder = tmp_path / "gallery"
    save(folder / LAN, "ảnh thẻ.jpg", as_picture(photos_of(-2)[0]))
    broken_files(folder / LAN, photos_of(-2)[0])
    save(folder / MINH, "1.jpg", as_picture(photos_of(0)[0]))
    save(folder / HOA, "1.jpg", as_picture(photos_of(1)[0]))
    (folder / "chưa có ảnh").mkdir()
    (folder / "đọc tôi.txt").write_text("…", encoding="utf-8")
    return folder


def test_every_form_of_a_photograph_is_recognised(gallery: Path, tmp_path: Path) -> None:
    names = in_many_ways(tmp_path / "probes" / LAN, photos_of(-2)[0])
    arguments = ("--gallery", gallery, "--probes", tmp_path / "probes", "--models", models_dir())
    ended = checkin("identify", *arguments)
    answers, last = lines(ended)
    assert {each["probe"] for each in answers} == {f"{LAN}/{name}" for name in names}
    assert {(each["decision"], each["best"]) for each in answers} == {("sure", LAN)}
    assert (last["people"], last["photos"]) == (2, 2)
    assert "chữ.jpg" in ended.stderr
    assert "tường.jpg" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("engine", ["onnx", "dlib"])
def test_what_is_no_photograph_is_no_face(engine: str, gallery: Path, tmp_path: Path) -> None:
    broken_files(tmp_path / "probes" / "lạ", photos_of(0)[0])
    models = models_dir() if engine == "onnx" else tmp_path
    arguments = ("--gallery", gallery, "--probes", tmp_path / "probes", "--engine", engine)
    answers, _ = lines(checkin("identify", *arguments, "--models", models))
    assert len(answers) == 7, "neither a folder, nor a link to nothing, nor a format we do not take"
    assert {each["decision"] for each in answers} == {"no_face"}


def test_two_faces_and_one_person_alone(tmp_path: Path) -> None:
    """Of two faces the larger is decided; a gallery of one person has no runner-up."""
    save(tmp_path / "gallery" / LAN, "1.jpg", as_picture(photos_of(-2)[0]))
    save(tmp_path / "probes" / "hai người", "1.jpg", as_picture(next(group_photos())))
    arguments = ("--gallery", tmp_path / "gallery", "--probes", tmp_path / "probes")
    (answer,), last = lines(checkin("identify", *arguments, "--models", models_dir()))
    assert (answer["best"], answer["runner_up"], answer["margin"]) == (LAN, None, None)
    assert answer["decision"] in ("sure", "unsure", "unknown")
    assert last["people"] == 1


def group_photos() -> Iterator[Path]:
    return iter(sorted((faces_dir() / "_group").iterdir()))


def test_names_that_no_encoding_holds_are_still_json(gallery: Path, tmp_path: Path) -> None:
    """A name of bytes that are no UTF-8, in a locale that is none either."""
    folder = tmp_path / "probes" / os.fsdecode(b"\xff nobody")
    folder.mkdir(parents=True)
    (folder / "wall.jpg").write_bytes(b"no picture")
    arguments = ("--gallery", gallery, "--probes", tmp_path / "probes", "--models", models_dir())
    (answer,), _ = lines(checkin("identify", *arguments, locale="C"))
    assert answer["probe"].endswith("nobody/wall.jpg")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("identify", "--gallery", "{nowhere}", "--probes", "{empty}"), "There is no folder"),
        (("identify", "--gallery", "{photo}", "--probes", "{empty}"), "There is no folder"),
        (("identify", "--gallery", "{empty}", "--probes", "{empty}"), "holds no photographs"),
        (("identify", "--gallery", "{flat}", "--probes", "{empty}"), "holds no photographs"),
        (("identify", "--gallery", "{gallery}", "--probes", "{nowhere}"), "There is no folder"),
        (("evaluate", "--live", "{nowhere}", "--attacks", "{flat}"), "There is no folder"),
        (("evaluate", "--live", "{flat}", "--attacks", "{nowhere}"), "There is no folder"),
    ],
)
def test_a_folder_that_is_not_there_or_empty_is_one_sentence(
    arguments: tuple[str, ...],
    sentence: str,
    gallery: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = {
        "nowhere": tmp_path / "nowhere",
        "empty": tmp_path / "empty",
        "flat": gallery / LAN,
        "gallery": gallery,
        "photo": photos_of(0)[0],
    }
    places["empty"].mkdir()
    given = [each.format(**places) for each in arguments]
    assert main([*given, "--models", str(models_dir())]) == 2
    assert sentence in capsys.readouterr().err


def test_species_in_folders_of_their_own_are_kept_apart(tmp_path: Path) -> None:
    """The same folder of a person under two species; a picture that cannot be read shows none."""
    samples = faces_dir() / "_antispoof_samples"
    save(tmp_path / "live" / "p1", "1.jpg", as_picture(samples / "image_T1.jpg"))
    (tmp_path / "live" / "broken.jpg").write_bytes(b"no picture")
    for species, sample in (("giấy", "image_F1.jpg"), ("màn hình", "image_F2.jpg")):
        save(tmp_path / species / "p1", "1.png", as_picture(samples / sample))
    attacks = ("--attacks", tmp_path / "giấy", tmp_path / "màn hình")
    ended = checkin("evaluate", "--live", tmp_path / "live", *attacks, models=models_dir())
    _, found = lines(ended)
    assert found["apcer"] == {"giấy": 0.0, "màn hình": 0.0}
    assert found["counts"]["live"]["no_face"] == 1
