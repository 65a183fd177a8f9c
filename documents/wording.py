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
    wifi_title: str
    wifi_scan: str
    wifi_network: str
    wifi_password_label: str
    wifi_ask: str
    wifi_question: str
    wifi_answer: str
    wifi_step_join: str
    wifi_step_stay: str
    wifi_step_4g: str
    wifi_then: str
    or_type: str
    documents_title: str
    documents_foot: str
    badge_scan: str
    badge_number: str
    badge_seat: str
    page: str
    page_of: str
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
    wifi_title="Wi-Fi của Đại hội",
    wifi_scan="Quét mã bằng máy ảnh để vào mạng.",
    wifi_network="Tên mạng",
    wifi_password_label="Mật khẩu",  # noqa: S106 (a label, not a password)
    wifi_ask="Mật khẩu: xin hỏi bàn đón tiếp.",
    wifi_question="Không có Internet",
    wifi_answer="Vẫn kết nối",
    wifi_step_join="Chọn mạng Wi-Fi của Đại hội.",
    wifi_step_stay="Máy báo “không có Internet”? Chọn “Vẫn kết nối”.",
    wifi_step_4g="Tắt dữ liệu di động (4G, 5G) khi đọc tài liệu.",
    wifi_then="Sau đó quét mã tài liệu, hoặc mở trình duyệt và gõ:",
    or_type="Không quét được? Mở trình duyệt và gõ:",
    documents_title="Tài liệu Đại hội",
    documents_foot="Quét mã bằng máy ảnh để đọc. Không cần cài đặt, không cần tài khoản.",
    badge_scan="Điểm danh và tài liệu",
    badge_number="Số",
    badge_seat="Ghế",
    page="Trang {number}",
    page_of="Trang {number}/{pages}",
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
    wifi_title="Wi-Fi of the congress",
    wifi_scan="Scan with your camera to join.",
    wifi_network="Network",
    wifi_password_label="Password",  # noqa: S106 (a label, not a password)
    wifi_ask="Password: please ask at the desk.",
    wifi_question="No internet",
    wifi_answer="Stay connected",
    wifi_step_join="Choose the Wi-Fi of the congress.",
    wifi_step_stay="Your phone says “no internet”? Choose “Stay connected”.",
    wifi_step_4g="Turn mobile data (4G, 5G) off while you read.",
    wifi_then="Then scan a document's code, or open a browser and type:",
    or_type="Cannot scan? Open a browser and type:",
    documents_title="Documents of the congress",
    documents_foot="Scan with your camera to read. Nothing to install, no account.",
    badge_scan="Check-in and documents",
    badge_number="No.",
    badge_seat="Seat",
    page="Page {number}",
    page_of="Page {number} of {pages}",
    contents="Contents",
)

_LANGUAGES = {"vi": _VIETNAMESE, "en": _ENGLISH}


def wording(language: str) -> Wording:
    """Return the sentences of a language, Vietnamese if it is not known."""
    return _LANGUAGES.get(language, _VIETNAMESE)
