"""Both engines on real photographs: the same person is found, a stranger never."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from checkin.calibration import calibrate
from checkin.decision import decide
from checkin.encoders import EngineChoice, load_encoder
from checkin.encoders.onnx import OnnxEncoder
from checkin.errors import EncoderUnavailableError
from checkin.faces import Encoding, Thresholds
from checkin.gallery import Gallery
from checkin.models import MOBILEFACENET, MOBILEFACENET_DATA, YUNET
from checkin.opencv import read_image, resize, with_border
from checkin.portrait import encode_portrait
from tests.checkin.checks import LIBRARY_THRESHOLD, real_strangers_stay_strangers
from tests.checkin.inputs import encoded, encoder, faces_dir, models_dir, people

ENGINES: list[EngineChoice] = ["onnx", "dlib"]

pytestmark = pytest.mark.faces


def enrolled(engine: EngineChoice) -> tuple[Gallery, Thresholds]:
    """Everybody with the first photograph."""
    first = {name: faces[0] for name, faces in encoded(engine).items()}
    gallery = Gallery(list(first), list(first.values()), engine=engine)
    return gallery, calibrate(gallery, encoder(engine).bands).thresholds


@pytest.mark.parametrize("engine", ENGINES)
def test_every_photograph_has_its_face(engine: EngineChoice) -> None:
    for name, photos in people().items():
        assert len(encoded(engine)[name]) == (2 if engine == "dlib" else len(photos))


def test_another_photograph_of_the_same_person_is_sure() -> None:
    gallery, thresholds = enrolled("onnx")
    for name, faces in encoded("onnx").items():
        for face in faces[1:]:
            nearest = gallery.nearest(face)
            assert nearest.delegate_id == name
            assert decide(nearest, thresholds) == "sure"


def test_dlib_finds_the_same_person_or_asks_never_another() -> None:
    gallery, thresholds = enrolled("dlib")
    answers = []
    for name, faces in encoded("dlib").items():
        for face in faces[1:]:
            nearest = gallery.nearest(face)
            assert nearest.delegate_id == name
            answers.append(decide(nearest, thresholds))
    assert answers.count("sure") > len(answers) / 2
    assert answers.count("unknown") < len(answers) / 5


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stranger_is_never_sure(engine: EngineChoice) -> None:
    real_strangers_stay_strangers(engine, enrolled(engine)[1])


def test_the_librarys_threshold_is_not_used() -> None:
    assert enrolled("dlib")[1].accept > LIBRARY_THRESHOLD.accept
    assert enrolled("dlib")[1].one_to_one > LIBRARY_THRESHOLD.one_to_one
    assert enrolled("dlib")[1].confirm_sure


@pytest.mark.parametrize("engine", ENGINES)
def test_an_encoding_is_float32_and_the_same_again(engine: EngineChoice) -> None:
    frame = read_image(faces_dir() / "obama" / "obama.jpg")
    loaded = encoder(engine)
    (face,) = loaded.faces(frame)
    first, second = loaded.encode(frame, face), loaded.encode(frame, face)
    assert first.dtype == np.float32
    assert first.shape == (128,)
    assert (first == second).all()
    if engine == "onnx":
        assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)


def test_care_brings_photographs_of_one_person_nearer() -> None:
    loaded = encoder("onnx")
    plain: dict[str, list[Encoding]] = {}
    for name, photos in people().items():
        frames = [read_image(photo) for photo in photos]
        plain[name] = [loaded.encode(frame, loaded.faces(frame)[0]) for frame in frames]
    assert likeness(encoded("onnx")) > likeness(plain) + 0.02


def likeness(photos: dict[str, list[Encoding]]) -> float:
    """The mean score between different photographs of the same people."""
    pairs = [pair for faces in photos.values() for pair in combinations(faces, 2)]
    return float(np.mean([first @ second for first, second in pairs]))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_small_copy_is_the_same_person(engine: EngineChoice) -> None:
    frame = read_image(faces_dir() / "obama" / "obama.jpg")
    large = encode_portrait(encoder(engine), frame).encoding
    small = encode_portrait(encoder(engine), resize(frame, 320)).encoding
    assert large is not None
    assert small is not None
    score = Gallery(["obama"], [large], engine=engine).nearest(small).score
    assert score is not None
    assert score > (0.9 if engine == "onnx" else 0.7)


def test_a_photograph_cut_tightly_is_found_with_a_border() -> None:
    frame = read_image(faces_dir() / "obama" / "obama.jpg")
    box = encoder("onnx").faces(frame)[0].box
    left, top = int(box.left), int(box.top)
    tight = frame[top : top + int(box.height), left : left + int(box.width)]
    assert encode_portrait(encoder("onnx"), tight).encoding is not None
    assert with_border(tight, share=0.3).shape[0] > tight.shape[0]


def test_a_picture_without_a_face_gives_none() -> None:
    wall = np.full((480, 640, 3), 120, dtype=np.uint8)
    found = encode_portrait(encoder("onnx"), wall)
    assert found.encoding is None
    assert found.quality.reasons == ("no_face",)


def test_two_people_are_two_faces_largest_first() -> None:
    frame = read_image(faces_dir() / "_group" / "two_people.jpg")
    faces = encoder("onnx").faces(frame)
    assert len(faces) == 2
    assert faces[0].box.area >= faces[1].box.area
    assert encode_portrait(encoder("onnx"), frame).quality.reasons == ("two_faces",)


def test_dlib_works_without_any_installed_model(tmp_path: Path) -> None:
    alone = load_encoder("auto", tmp_path)
    assert alone.engine == "dlib"
    assert alone.model != encoder("dlib").model
    frame = read_image(faces_dir() / "obama" / "obama.jpg")
    portrait = encode_portrait(alone, frame)
    with_yunet = encoded("dlib")["obama"][0]
    assert portrait.encoding is not None
    assert np.linalg.norm(portrait.encoding - with_yunet) < 0.4


def test_auto_takes_onnx_where_its_models_are() -> None:
    assert encoder("auto").engine == "onnx"
    assert encoder("auto").model == "mobilefacenet-b7120c09"


def test_onnx_without_models_is_said(tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        with pytest.raises(EncoderUnavailableError) as refused:
            load_encoder("onnx", folder)
        assert refused.value.code == "models_missing"


def test_an_unknown_engine_is_said() -> None:
    with pytest.raises(EncoderUnavailableError) as refused:
        load_encoder("magic")  # type: ignore[arg-type]
    assert refused.value.code == "engine_unknown"


def declare(folder: Path, **changes: object) -> Path:
    """A models folder whose encoder.json declares MobileFaceNet under another name."""
    for file in (YUNET, MOBILEFACENET, MOBILEFACENET_DATA):
        (folder / file.name).write_bytes((models_dir() / file.name).read_bytes())
    files = [
        {"name": file.name, "sha256": file.sha256, "size": file.size}
        for file in (MOBILEFACENET, MOBILEFACENET_DATA)
    ]
    declared: dict[str, object] = {
        "name": "our-own",
        "files": files,
        "mean": [123.675, 116.28, 103.53],
        "deviation": [58.395, 57.12, 57.375],
        "bands": {
            "starting": [[200, 0.5], [1000, 0.55]],
            "floor": 0.4,
            "ask": 0.35,
            "margin": 0.1,
            "one_to_one": 0.4,
        },
    }
    (folder / "encoder.json").write_text(json.dumps(declared | changes), "utf-8")
    return folder


def test_any_encoder_can_be_declared(tmp_path: Path) -> None:
    own = load_encoder("onnx", declare(tmp_path))
    assert isinstance(own, OnnxEncoder)
    assert own.model == "our-own-b7120c09"
    assert own.bands.accept(1_000) == 0.55
    assert own.bands.confirm_unless_proven
    frame = read_image(faces_dir() / "obama" / "obama.jpg")
    encoding = encode_portrait(own, frame).encoding
    assert encoding is not None
    assert encoding @ encoded("onnx")["obama"][0] > 0.999


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bands": {}}, "encoder_unavailable"),
        ({"files": []}, "encoder_unavailable"),
        ({"colour": "green"}, "encoder_unavailable"),
        ({"files": [{"name": "x.onnx", "sha256": "0", "size": 1}]}, "models_missing"),
    ],
)
def test_a_bad_declaration_is_said(tmp_path: Path, changes: dict[str, object], code: str) -> None:
    with pytest.raises(EncoderUnavailableError) as refused:
        load_encoder("onnx", declare(tmp_path, **changes))
    assert refused.value.code == code


def test_a_file_that_is_no_network_is_said(tmp_path: Path) -> None:
    files = [{"name": "rubbish.onnx", "sha256": "0" * 64, "size": 7}]
    (tmp_path / "rubbish.onnx").write_bytes(b"rubbish")
    with pytest.raises(EncoderUnavailableError):
        load_encoder("onnx", declare(tmp_path, files=files))
