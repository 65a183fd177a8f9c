"""The QR code of a badge, seen by the camera."""

import zxingcpp

from checkin.faces import Frame

_QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def read_badge(frame: Frame) -> str | None:
    """Return the text of the first QR code in the frame, None when there is none."""
    found = zxingcpp.read_barcodes(frame, formats=_QR_CODES)
    return found[0].text if found else None
