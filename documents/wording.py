"""Every sentence that is printed on the sheets, in each language."""

from collections.abc import Mapping
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
    wifi_look_alikes: Mapping[str, str]
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
    badge_standings: Mapping[str, str]
    own_face_title: str
    own_face_scan: str
    own_face_choice: str
    own_face_until: str
    access_categories: Mapping[str, str]
    access_zones: Mapping[str, str]
    access_holder: str
    access_scan: str
    sign_title: str
    sign_heads: tuple[str, ...]
    sign_nobody: str
    sign_total: str
    sign_present: str
    sign_excused: str
    sign_absent: str
    sign_leader: str
    sign_checker: str
    sign_hint: str
    guide_title: str
    guide_steps: tuple[tuple[str, str], ...]
    guide_type: str
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
    wifi_look_alikes={
        "I": "I: chữ i hoa",
        "l": "l: chữ L thường",
        "1": "1: số một",
        "O": "O: chữ o hoa",
        "0": "0: số không",
    },
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
    badge_standings={
        "ex_officio": "Đại biểu đương nhiên",
        "elected": "Đại biểu được bầu",
        "appointed": "Đại biểu chỉ định",
        "alternate": "Đại biểu dự khuyết",
        "guest": "Khách mời",
    },
    own_face_title="Điểm danh bằng khuôn mặt",
    own_face_scan="Quét mã bằng máy ảnh điện thoại, đọc và đồng ý, rồi chụp ảnh của mình.",
    own_face_choice="Không bắt buộc: thẻ đại biểu vẫn dùng được, nhanh như nhau. Mã chỉ dành cho"
    " người có tên trên phiếu.",
    own_face_until="Mã dùng được đến {until}",
    access_categories={
        "guest": "Khách mời",
        "organiser": "Ban Tổ chức",
        "press": "Báo chí",
        "technical": "Kỹ thuật",
    },
    access_zones={
        "hall": "Hội trường",
        "stage": "Sân khấu",
        "press": "Khu báo chí",
        "technical": "Khu kỹ thuật",
    },
    access_holder="Họ và tên",
    access_scan="Tài liệu công khai",
    sign_title="Danh sách đại biểu ký tên",
    sign_heads=("STT", "Số thẻ", "Họ và tên", "Chức vụ", "Ghế", "Ký tên", "Ghi chú"),
    sign_nobody="Không thuộc đoàn nào",
    sign_total="Triệu tập: {count}",
    sign_present="Có mặt",
    sign_excused="Vắng có lý do",
    sign_absent="Vắng không lý do",
    sign_leader="Trưởng đoàn",
    sign_checker="Người điểm danh",
    sign_hint="(ký, ghi rõ họ tên)",
    guide_title="Hướng dẫn đại biểu",
    guide_steps=(
        ("Quét mã", "Mở máy ảnh hoặc Zalo, hướng vào mã, chạm vào đường dẫn hiện ra."),
        ("Đọc tài liệu", "Chạm vào tên tài liệu. Vuốt để sang trang. Có nút “Chữ to”."),
        ("Giữ Wi-Fi", "Máy báo “không có Internet”? Chọn “Vẫn kết nối”, tắt 4G."),
        ("Đeo thẻ đại biểu", "Thẻ dùng để điểm danh và mở tài liệu. Mất thẻ, xin báo ngay."),
        ("Cần giúp đỡ?", "Hỏi bàn đón tiếp hoặc người đeo thẻ Ban Tổ chức."),
    ),
    guide_type="Không quét được? Mở trình duyệt và gõ:",
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
    wifi_look_alikes={
        "I": "I: capital i",
        "l": "l: small L",
        "1": "1: digit one",
        "O": "O: capital o",
        "0": "0: digit zero",
    },
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
    badge_standings={
        "ex_officio": "Ex officio delegate",
        "elected": "Elected delegate",
        "appointed": "Appointed delegate",
        "alternate": "Alternate delegate",
        "guest": "Guest",
    },
    own_face_title="Check-in by face",
    own_face_scan="Scan with your phone's camera, read and agree, then take your photograph.",
    own_face_choice="Nobody has to: the badge is just as fast. The code is for the person named"
    " on this card only.",
    own_face_until="The code works until {until}",
    access_categories={
        "guest": "Guest",
        "organiser": "Organiser",
        "press": "Press",
        "technical": "Technical staff",
    },
    access_zones={
        "hall": "Hall",
        "stage": "Stage",
        "press": "Press area",
        "technical": "Technical area",
    },
    access_holder="Name",
    access_scan="Public documents",
    sign_title="Attendance sheet",
    sign_heads=("No.", "Badge", "Full name", "Position", "Seat", "Signature", "Note"),
    sign_nobody="In no delegation",
    sign_total="Convened: {count}",
    sign_present="Present",
    sign_excused="Excused",
    sign_absent="Not excused",
    sign_leader="Delegation leader",
    sign_checker="Checked by",
    sign_hint="(signature and full name)",
    guide_title="Guide for delegates",
    guide_steps=(
        ("Scan the code", "Open your camera, point it at the code, tap the link that appears."),
        ("Read", "Tap a document's title. Swipe to turn pages. There is a “Large text” button."),
        ("Keep the Wi-Fi", "“No internet”? Choose “Stay connected” and turn 4G off."),
        ("Wear your badge", "It checks you in and opens your documents. Lost it? Tell us at once."),
        ("Need help?", "Ask at the welcome desk, or anybody with an organiser's card."),
    ),
    guide_type="Cannot scan? Open a browser and type:",
    page="Page {number}",
    page_of="Page {number} of {pages}",
    contents="Contents",
)

_LANGUAGES = {"vi": _VIETNAMESE, "en": _ENGLISH}


def wording(language: str) -> Wording:
    """Return the sentences of a language, Vietnamese if it is not known."""
    return _LANGUAGES.get(language, _VIETNAMESE)
