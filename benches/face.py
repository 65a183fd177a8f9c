"""How long a frame takes to become a decision, beside the bare models and face_recognition.

Within a round ours and the peer take turns call by call, so that a busy machine hurts both alike;
a round counts with its median call, and the ratio is the median over the rounds. The networks
run on one thread each; with OPENBLAS_NUM_THREADS=1 the matching does too. Walking up to the desk is
measured once, with the real process on all cores (face_walk_up.py).
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from benches.face_walk_up import walk_up_figures
from checkin.covering import mouth_is_covered
from checkin.decision import decide
from checkin.encoders.dlib import DlibEncoder, face_recognition_library
from checkin.encoders.dlib import load as load_dlib
from checkin.encoders.onnx import OnnxEncoder
from checkin.encoders.onnx import load as load_onnx
from checkin.faces import Encoding, Frame, Thresholds
from checkin.gallery import Gallery
from checkin.liveness import LivenessModel, load_liveness
from checkin.opencv import align_112, read_image, resize, to_rgb
from checkin.quality import assess

Figure: TypeAlias = dict[str, Any]
Work: TypeAlias = Callable[[], object]

_ROOT = Path(__file__).resolve().parents[1]
_PEOPLE, _CROWD = 5_000, 10_000
_THRESHOLDS = Thresholds(accept=0.5, ask=0.35, margin=0.1, one_to_one=0.4)


class MissingInputError(RuntimeError):
    """The photograph or the models that this benchmark needs are not on this machine."""


def run(rounds: int) -> list[Figure]:
    """Measure and return the figures; raises MissingInputError without photographs or models."""
    models = _folder("MODELS_DIR", _ROOT.parent / "shared" / "models")
    faces = _folder("FACES_DIR", _ROOT.parent / "shared" / "data" / "faces")
    frame = _frame(faces)
    onnx = load_onnx(models)
    if onnx is None:
        raise MissingInputError("The face models are not installed: ./run models")
    figures = [_onnx(onnx, frame, rounds)]
    liveness = load_liveness(models)
    if liveness is not None:
        figures.append(_with_liveness(onnx, liveness, frame, rounds=rounds))
    figures += [_dlib(load_dlib(models), frame, rounds), _matching(rounds)]
    return [*figures, *map(dict, walk_up_figures(onnx, faces, models))]


def _onnx(encoder: OnnxEncoder, frame: Frame, rounds: int) -> Figure:
    gallery = _crowd(_PEOPLE)
    ours, bare = _rounds(
        lambda: _decide(encoder, frame, gallery), bare_model_calls(encoder, frame), rounds=rounds
    )
    limit = "≤ 10 ms or ≤ 1.25 × bare"
    return _figure(
        "onnx: 640×480 frame to decision, 5,000 people", ours, bare, peer="bare models", limit=limit
    )


def _with_liveness(
    encoder: OnnxEncoder, liveness: LivenessModel, frame: Frame, *, rounds: int
) -> Figure:
    gallery = _crowd(_PEOPLE)
    ours, without = _rounds(
        lambda: _decide(encoder, frame, gallery, liveness=liveness),
        lambda: _decide(encoder, frame, gallery),
        rounds=rounds,
    )
    return _figure("onnx with liveness", ours, without, peer="without", limit="≤ 20 ms")


def _dlib(encoder: DlibEncoder, frame: Frame, rounds: int) -> Figure:
    gallery = _crowd(_PEOPLE, engine="dlib")
    ours, readme = _rounds(
        lambda: _decide(encoder, frame, gallery),
        as_its_readme_does(frame, _vectors(_PEOPLE)),
        rounds=rounds,
        each=3,
    )
    name = "dlib: 640×480 frame to decision, 5,000 people"
    return _figure(name, ours, readme, peer="face_recognition's README", limit="≤ 0.5 × peer")


def _matching(rounds: int) -> Figure:
    gallery, vectors = _crowd(_CROWD), _vectors(_CROWD)
    face = vectors[7]
    library = face_recognition_library()
    ours, distances = _rounds(
        lambda: gallery.nearest(face), lambda: library.face_distance(vectors, face), rounds=rounds
    )
    name = "match against 10,000 people"
    peer = "face_recognition.face_distance"
    return _figure(name, ours, distances, peer=peer, limit="≤ 0.3 ms")


def _decide(
    encoder: OnnxEncoder | DlibEncoder,
    frame: Frame,
    gallery: Gallery,
    *,
    liveness: LivenessModel | None = None,
) -> str:
    """Do what the desk does with one frame."""
    faces = encoder.faces(frame)
    assess(frame, faces)
    mouth_is_covered(frame, faces[0])
    if liveness is not None:
        liveness.score(frame, faces[0])
    return decide(gallery.nearest(encoder.encode(frame, faces[0])), _THRESHOLDS)


def bare_model_calls(encoder: OnnxEncoder, frame: Frame) -> Work:
    """Return the networks' own calls on input that is ready: the least any program needs."""
    detector, session = encoder.networks()
    small = resize(frame, 320)
    detector.setInputSize((small.shape[1], small.shape[0]))
    face = encoder.faces(frame)[0]
    tensor = align_112(frame, face.points).transpose(2, 0, 1)[None].astype(np.float32)
    mirrored = np.ascontiguousarray(tensor[..., ::-1])
    name = session.get_inputs()[0].name

    def work() -> None:
        detector.detect(small)
        session.run(None, {name: tensor})
        session.run(None, {name: mirrored})

    return work


def as_its_readme_does(frame: Frame, known: Encoding) -> Work:
    """Return what face_recognition's README shows: locate by HOG, encode, compare with all."""
    library = face_recognition_library()
    rgb = to_rgb(frame)

    def work() -> None:
        places = library.face_locations(rgb)
        for encoding in library.face_encodings(rgb, places):
            library.compare_faces(known, encoding)
            library.face_distance(known, encoding).argmin()

    return work


def _rounds(
    ours: Work, peer: Work, *, rounds: int, each: int = 20
) -> tuple[list[float], list[float]]:
    """Take turns call by call; returns milliseconds, one median per round."""
    ours(), peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        pairs = [(_milliseconds(ours), _milliseconds(peer)) for _ in range(each)]
        for which in (0, 1):
            times[which].append(statistics.median(pair[which] for pair in pairs))
    return times


def _milliseconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _figure(
    name: str, ours: Sequence[float], peers: Sequence[float], *, peer: str, limit: str
) -> Figure:
    ratios = [mine / other for mine, other in zip(ours, peers, strict=True)]
    return {
        "name": name,
        "value": round(statistics.median(ours), 3),
        "unit": "ms",
        "peer": peer,
        "peer_value": round(statistics.median(peers), 3),
        "ratio": round(statistics.median(ratios), 3),
        "limit": limit,
        "spread": round((max(ratios) - min(ratios)) / statistics.median(ratios), 3),
    }


def _frame(faces: Path) -> Frame:
    picture = read_image(faces / "_frames" / "obama-480p.jpg")
    left = (picture.shape[1] - 640) // 2
    return np.ascontiguousarray(picture[:480, left : left + 640])


def _crowd(people: int, *, engine: str = "onnx") -> Gallery:
    return Gallery(list(range(people)), _vectors(people), engine=engine)


def _vectors(people: int) -> Encoding:
    rows = np.random.default_rng(2026).normal(size=(people, 128)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _folder(variable: str, beside: Path) -> Path:
    folder = Path(os.environ.get(variable) or beside)
    if not folder.is_dir():
        raise MissingInputError(f"{variable} names no folder, and {beside} is not there")
    return folder
