"""The QR code of a badge, seen by the camera."""

import zxingcpp

from checkin.faces import Frame


def read_badge(frame: Frame) -> str | None:
    """Return the text of the first QR code in the frame, None when there is none."""
    qr_codes = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(frame, formats=qr_codes)
    return found[0].text if found else None
