"""Every sentence that is printed on the sheets, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The sentences of one language; `{}` fields are filled with `str.format`."""

    scan_title: str
    step_camera: str
    step_tap: str
    step_type: str
    open_hours: str
    wifi: str
    wifi_password: str
    wifi_no_internet: str
    badge_scan: str
    badge_number: str
    badge_seat: str
    page: str
    contents: str


_VIETNAMESE = Wording(
    scan_title="Quét mã để đọc tài liệu",
    step_camera="Mở máy ảnh hoặc Zalo trên điện thoại, hướng vào mã.",
    step_tap="Chạm vào đường dẫn hiện ra. Không cần cài đặt, không cần tài khoản.",
    step_type="Không quét được? Mở trình duyệt và gõ địa chỉ này:",
    open_hours="Mã mở: {hours}",
    wifi="Wi-Fi: {name}",
    wifi_password="Mật khẩu: {password}",  # noqa: S106 (a label, not a password)
    wifi_no_internet="Nếu máy báo “không có Internet”, chọn “vẫn kết nối” và tắt 4G.",
    badge_scan="Điểm danh và tài liệu",
    badge_number="Số",
    badge_seat="Ghế",
    page="Trang {number}",
    contents="Mục lục",
)

_ENGLISH = Wording(
    scan_title="Scan to read the documents",
    step_camera="Open your phone's camera and point it at the code.",
    step_tap="Tap the link that appears. Nothing to install, no account.",
    step_type="Cannot scan? Open a browser and type this address:",
    open_hours="Open: {hours}",
    wifi="Wi-Fi: {name}",
    wifi_password="Password: {password}",  # noqa: S106 (a label, not a password)
    wifi_no_internet="If your phone says “no internet”, choose “stay connected” and turn 4G off.",
    badge_scan="Check-in and documents",
    badge_number="No.",
    badge_seat="Seat",
    page="Page {number}",
    contents="Contents",
)

_LANGUAGES = {"vi": _VIETNAMESE, "en": _ENGLISH}


def wording(language: str) -> Wording:
    """Return the sentences of a language, Vietnamese if it is not known."""
    return _LANGUAGES.get(language, _VIETNAMESE)
