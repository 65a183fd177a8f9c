"""Counts which drawn masks are told: `python -m tests.checkin.count_masks`, for docs/faces.md."""

from statistics import median

import numpy as np

from checkin.covering import mouth_is_covered
from checkin.evaluate import at_most
from checkin.faces import Encoding, Face, Frame
from checkin.gallery import fuse, score_between
from checkin.opencv import read_image, resize
from tests.checkin.inputs import encoder, faces_dir, people
from tests.kiosk.videos import masked

WIDEST_PX = 800
CLOTHS = {
    "none": None,
    "blue": (205, 180, 130),
    "green": (150, 190, 140),
    "white": (235, 235, 235),
    "grey": (150, 150, 150),
    "black": (45, 42, 42),
    "pink": (190, 180, 235),
    "like skin": (150, 175, 215),
}


def main() -> None:
    """Print for each cloth: faces found, masks told with 95 % bounds, the median own score."""
    pictures = list(everybody())
    for name, cloth in CLOTHS.items():
        told, found, scores = 0, 0, []
        for frame, face, others in pictures:
            seen = frame if cloth is None else masked(frame, face.points, cloth)
            again = [
                each for each in encoder("onnx").faces(seen) if each.box.overlap(face.box) > 0.4
            ]
            if not again:
                continue
            found += 1
            told += mouth_is_covered(seen, again[0])
            if others:
                mine = encoder("onnx").encode(seen, again[0])
                scores.append(score_between(fuse(others, engine="onnx"), mine, engine="onnx"))
        least = 1 - (at_most(found - told, found) or 0.0)
        bounds = f"{least:.1%} … {at_most(told, found) or 0.0:.1%}"
        print(f"{name:10} found {found} of {len(pictures)}, told {told} ({bounds}),", end=" ")
        print(f"own score {median(scores):.2f}, sure {np.mean(np.array(scores) >= 0.5):.0%}")


def everybody() -> list[tuple[Frame, Face, list[Encoding]]]:
    """Every photograph of everybody with two or more, its face, and the others' encodings."""
    made = []
    for photos in people().values():
        frames = [resized(read_image(photo)) for photo in photos]
        faces = [encoder("onnx").faces(frame)[0] for frame in frames]
        encodings = [
            encoder("onnx").encode(frame, face) for frame, face in zip(frames, faces, strict=True)
        ]
        for nth, (frame, face) in enumerate(zip(frames, faces, strict=True)):
            made.append((frame, face, encodings[:nth] + encodings[nth + 1 :]))
    return made


def is_same(found: Face, face: Face) -> bool:
    return found.box.overlap(face.box) > 0.4


def resized(frame: Frame) -> Frame:
    return resize(frame, min(frame.shape[1], WIDEST_PX))


if __name__ == "__main__":
    faces_dir()
    main()
