"""One photograph to one encoding, as enrolment and `python -m checkin` do it."""

from dataclasses import dataclass, field

from checkin.encoders import Encoder
from checkin.faces import Encoding, Face, Frame
from checkin.opencv import with_border
from checkin.quality import Quality, assess


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a photograph gave: an encoding of its largest face, or None, and its quality."""

    encoding: Encoding | None = field(repr=False)
    quality: Quality


def encode_portrait(encoder: Encoder, frame: Frame) -> Portrait:
    """Encode the largest face of a photograph, whatever its quality; the caller decides on that.

    A photograph cut so tightly that no detector sees a head in it is tried with a border.
    """
    frame, faces = _find(encoder, frame)
    quality = assess(frame, faces)
    if not faces:
        return Portrait(None, quality)
    return Portrait(encoder.encode_photo(frame, faces[0]), quality)


def _find(encoder: Encoder, frame: Frame) -> tuple[Frame, list[Face]]:
    faces = encoder.faces(frame)
    if faces:
        return frame, faces
    bordered = with_border(frame, share=0.3)
    return bordered, encoder.faces(bordered)
