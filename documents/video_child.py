"""What runs in the sandbox for a video: what is in it, or one frame out of it, as WebP."""

import json
import sys
from pathlib import Path

from documents.sandbox import Limits, confine

_AFTER_SECONDS = 1.0
_WIDTH_PX = 1440


def main() -> None:
    """Store a frame of the file; without a place for it print a line of JSON about the file."""
    confine(Limits(address_bytes=2 << 30))  # the codecs' tables alone map 1 GB
    source, *target = (Path(each) for each in sys.argv[1:])
    if target:
        store_frame(source, target[0])
    else:
        tell(source)


def store_frame(source: Path, target: Path) -> None:
    """Decode frames up to about a second in and store the last one."""
    import av  # only now: a decoder must never run without the limits

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


def tell(source: Path) -> None:
    """Print what the streams are, once the first frame is decoded: names alone prove nothing."""
    import av

    with av.open(str(source)) as video:
        frame = next(iter(video.decode(video=0)))
        sound = video.streams.audio[0].codec_context if video.streams.audio else None
        facts = {
            "picture": video.streams.video[0].codec_context.codec.canonical_name,
            "pixels": frame.format.name,
            "sound": sound.codec.canonical_name if sound else "",
        }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
