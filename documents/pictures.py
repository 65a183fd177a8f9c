"""Pictures on their way to WebP, and photographs or scans as documents of one page."""

import io
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_SIDE_PX = 16_383  # what a WebP file can hold
_MOST_PIXELS = 50_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_PHOTO_COLOURS = 2_048
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}


class PictureError(Exception):
    """`code` is one of the refusals: page_too_large or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def webp(image: Image.Image) -> bytes:
    """Return an RGB picture as WebP: lossless for text and drawings, else lossy at quality 75.

    Text is smaller lossless (measured 50 against 107 KB), a photograph lossy (29 against 348 KB);
    the number of colours tells them apart in a millisecond, where encoding both costs 100.
    """
    file = io.BytesIO()
    if _is_photographic(image):
        image.save(file, "WEBP", quality=75, method=2)
    else:
        image.save(file, "WEBP", lossless=True, quality=80, method=4)
    return file.getvalue()


def _is_photographic(image: Image.Image) -> bool:
    step = max(1, image.width // 360)
    sample = image.resize(
        (max(1, image.width // step), max(1, image.height // step)), Image.Resampling.NEAREST
    )
    return sample.getcolors(_PHOTO_COLOURS) is None


def open_picture(path: Path, *, width_px: int) -> tuple[Image.Image, tuple[int, int]]:
    """Return a picture upright, RGB, at most `width_px` wide, and its own size in pixels.

    The header is judged before anything is decoded: 20 KB of PNG can be 800 MB of picture.
    Raises PictureError. Metadata (place, camera) is left behind.
    """
    try:
        with Image.open(path, formats=_FORMATS) as image:
            return _decode(image, width_px=width_px)
    except UnidentifiedImageError as error:
        raise PictureError("damaged") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("page_too_large") from error
    except (OSError, SyntaxError, ValueError, IndexError) as error:
        raise PictureError("damaged") from error


def _decode(image: Image.Image, *, width_px: int) -> tuple[Image.Image, tuple[int, int]]:
    if image.width * image.height > _MOST_PIXELS:
        raise PictureError("page_too_large")
    sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
    size = (image.height, image.width) if sideways else image.size
    width = min(width_px, size[0])
    height = max(1, round(width * size[1] / size[0]))
    if height > MOST_SIDE_PX:
        raise PictureError("page_too_large")
    target = (height, width) if sideways else (width, height)
    image.draft("RGB", target)
    small = _on_white(image).resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.exif_transpose(_with_exif(small, image)), size


def cropped(picture: Image.Image, ratio: float) -> Image.Image:
    """Cut to width / height = ratio; of a tall picture the top, where the face is."""
    width = min(picture.width, round(picture.height * ratio))
    height = min(picture.height, round(width / ratio))
    left = (picture.width - width) // 2
    return picture.crop((left, 0, left + width, height))


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture as RGB, with paper where it is transparent."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(clear, mask=clear)
    return paper


def _with_exif(small: Image.Image, image: Image.Image) -> Image.Image:
    """Carry the orientation over, so that one function turns the picture."""
    small.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
    return small
