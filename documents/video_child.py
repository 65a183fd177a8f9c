"""What runs in the sandbox for a video: one frame out of it, as WebP."""

import sys
from pathlib import Path

from documents.sandbox import Limits, confine

_AFTER_SECONDS = 1.0
_WIDTH_PX = 1440


def main() -> None:
    """Decode frames of the file up to about a second in and store the last one."""
    confine(Limits(address_bytes=2 << 30))  # the codecs' tables alone map 1 GB
    import av  # only now: a decoder must never run without the limits

    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    with av.open(str(source)) as video:
        frame = None
        for frame in video.decode(video=0):
            if frame.time is None or frame.time >= _AFTER_SECONDS:
                break
    if frame is None:
        return
    picture = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it so
    picture.thumbnail((_WIDTH_PX, _WIDTH_PX))
    picture.save(target, "WEBP", quality=75)


if __name__ == "__main__":
    main()
