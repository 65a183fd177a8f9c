"""Every sentence of the desk's page and of its start, in Vietnamese and English."""

from typing import Literal

from kiosk.face_wording import FACE_WORDING

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

# key: (Vietnamese, English). Words in {braces} are filled in by the page.
WORDING: dict[str, tuple[str, str]] = {
    **FACE_WORDING,
    # The page
    "title": ("Bàn điểm danh", "Check-in desk"),
    "rehearsal": ("TỔNG DUYỆT – không tính điểm danh", "REHEARSAL – nothing here counts"),
    "language": ("English", "Tiếng Việt"),
    "session": ("Phiên", "Session"),
    "session_follows": ("Hiện tại: {title}", "Now: {title}"),
    "session_other": (
        "Bàn này đang điểm danh cho “{chosen}”; phiên hiện tại là “{now}”. Kiểm tra ô Phiên.",
        "This desk checks in to “{chosen}”; the session now is “{now}”. Check the session above.",
    ),
    "session_none": ("chưa có phiên", "no session yet"),
    "direction": ("Chiều", "Direction"),
    "direction_in": ("Vào", "In"),
    "direction_out": ("Ra", "Out"),
    "camera_picture": ("Hình từ máy ảnh của bàn", "Picture from the desk's camera"),
    "present_of": ("Có mặt {present}/{convened}", "Present {present} of {convened}"),
    "pending": ("Đang chờ gửi: {count}", "Waiting to send: {count}"),
    "refused_count": ("Máy chủ không nhận: {count}", "Not taken by the server: {count}"),
    "online": ("Đã kết nối", "Connected"),
    "offline": ("Mất kết nối", "Offline"),
    "offline_note": (
        "Mất kết nối với máy chủ – vẫn điểm danh bình thường, tự gửi khi có mạng lại",
        "No connection to the server – checking in goes on, and is sent when it is back",
    ),
    "search": ("Tìm theo tên hoặc số đại biểu", "Search by name or delegate number"),
    "search_hint": (
        "Gõ không dấu cũng được, ví dụ “an” hoặc “nguyen thi”",
        "Accents may be left out, for example “an” or “nguyen thi”",
    ),
    "search_none": (
        "Không có ai như vậy trong danh sách",
        "Nobody like that is on the list",
    ),
    "check_in_button": ("Điểm danh", "Check in"),
    "check_out_button": ("Ghi ra", "Check out"),
    "confirm_button": ("Đúng là người này", "This is the person"),
    "recent": ("Vừa điểm danh", "Just checked in"),
    "recent_none": ("Chưa có ai", "Nobody yet"),
    "undo": ("Hoàn tác", "Undo"),
    "undo_within": ("Hoàn tác ({seconds} giây)", "Undo ({seconds} s)"),
    "undo_title": ("Vì sao hoàn tác?", "Why undo it?"),
    "undo_wrong_person": ("Nhầm người", "Wrong person"),
    "undo_by_mistake": ("Bấm nhầm", "Pressed by mistake"),
    "undo_left_again": ("Chưa vào phòng họp", "Did not enter the hall"),
    "undo_other": ("Lý do khác", "Another reason"),
    "undo_send": ("Hoàn tác với lý do này", "Undo for this reason"),
    "cancel": ("Đóng", "Close"),
    "guest": ("Khách mời", "Guest"),
    "seat": ("Chỗ ngồi", "Seat"),
    "in_place_of": ("thay cho {name}", "in place of {name}"),
    "replaced_by": ("{name} thay", "replaced by {name}"),
    "number": ("Số", "No."),
    "undone_mark": ("đã hoàn tác", "undone"),
    "method_face": ("khuôn mặt", "face"),
    "method_badge": ("thẻ", "badge"),
    "method_name": ("tên", "name"),
    "operator_only": ("Người trực chọn giúp:", "For the operator to choose:"),
    "kiosk_gone": (
        "Chương trình điểm danh trên máy này đã dừng. Hãy mở lại.",
        "The check-in program on this machine has stopped. Start it again.",
    ),
    # What the camera does
    "camera_starting": ("Đang mở máy ảnh…", "Opening the camera…"),
    "camera_live": ("Mời đại biểu nhìn vào máy ảnh", "Please look at the camera"),
    "camera_lost": (
        "Mất hình từ máy ảnh. Kiểm tra dây cắm; máy quét thẻ và tìm theo tên vẫn dùng được.",
        "The camera is lost. Check its cable; scanned badges and names still work.",
    ),
    "camera_ended": ("Đoạn phim đã hết", "The video is over"),
    "camera_waiting": (
        "Cho phép trang này dùng máy ảnh",
        "Allow this page to use the camera",
    ),
    "camera_dark": (
        "Máy ảnh quá tối. Bật thêm đèn, mở nắp che; máy quét thẻ và tìm theo tên vẫn dùng được.",
        "The camera sees only dark. Switch lights on, uncover the lens; scanner and names work.",
    ),
    "camera_denied": (
        "Trình duyệt không cho dùng máy ảnh. Bấm biểu tượng cạnh thanh địa chỉ để cho phép.",
        "The browser denies the camera. Press the camera symbol beside the address and allow it.",
    ),
    # What the operator must know
    "trouble_token_refused": (
        "Máy chủ không nhận bàn này nữa. Nhập mã ghép mới bên dưới; điểm danh vẫn giữ ở đây.",
        "The server no longer knows this desk. Enter a new pairing code below; check-ins are kept.",
    ),
    "trouble_not_a_desk": (
        "Mã của bàn này không thuộc đại hội nào. Nhập mã ghép mới bên dưới.",
        "This desk's token belongs to no congress. Enter a new pairing code below.",
    ),
    "trouble_disk_full": (
        "Không ghi được vào ổ đĩa của máy này. Giải phóng dung lượng ngay.",
        "This machine's disk cannot be written. Free some space now.",
    ),
    "trouble_clock_wrong": (
        "Đồng hồ máy này sai hơn 2 phút. Chỉnh lại giờ; điểm danh vẫn tính đúng.",
        "This machine's clock is off by more than 2 minutes. Set it; check-ins still count.",
    ),
    # Results, seen from two metres
    "result_waiting": ("Mời đại biểu", "Welcome"),
    "result_checked_in": ("Đã điểm danh", "Checked in"),
    "result_checked_out": ("Đã ghi ra ngoài", "Checked out"),
    "result_already_in": ("Đã điểm danh trước đó", "Already checked in"),
    "result_place_taken": ("Đã có người thay", "Somebody has this place"),
    "result_confirm": ("Người trực xác nhận giúp", "The desk will confirm"),
    "result_unsure": (
        "Mời nhìn lại hoặc đưa thẻ",
        "Please look again or show your badge",
    ),
    "result_unknown": ("Không nhận ra", "Not recognised"),
    "result_look_again": ("Mời nhìn lại", "Please look again"),
    "result_two_faces": ("Có hai người trước máy ảnh", "Two people before the camera"),
    "result_badge_mismatch": ("Mời người trực xem giúp", "The desk will have a look"),
    "result_turn_left": ("Mời quay mặt sang trái", "Please turn your head to the left"),
    "result_turn_right": ("Mời quay mặt sang phải", "Please turn your head to the right"),
    "result_unknown_badge": ("Thẻ không có trong danh sách", "This badge is not on the list"),
    "result_replaced_badge": ("Thẻ này đã được thay", "This badge was replaced"),
    "result_other_congress": ("Thẻ của đại hội khác", "A badge of another congress"),
    "result_not_a_badge": ("Mã này không phải thẻ đại biểu", "This code is not a badge"),
    "result_mangled_badge": ("Mã quét bị lỗi chữ", "The scanned code is garbled"),
    "result_undone": ("Đã hoàn tác", "Undone"),
    "result_refused": ("Máy chủ không nhận", "The server did not take it"),
    "result_no_roster": ("Chưa có danh sách đại biểu", "No list of delegates yet"),
    "result_no_session": ("Chưa có phiên để điểm danh", "No session to check in to"),
    "result_disk_full": ("Không lưu được", "It could not be kept"),
    # And what to do then
    "advice_waiting": ("Nhìn vào máy ảnh hoặc đưa thẻ", "Look at the camera or show your badge"),
    "advice_blind": (
        "Quét thẻ bằng máy quét hoặc nói tên với người trực",
        "Use the badge scanner, or tell the desk your name",
    ),
    "advice_unknown": (
        "Đưa thẻ đại biểu hoặc nói tên với người trực",
        "Show your badge or tell the desk your name",
    ),
    "advice_place_taken": (
        "Được giữ lại nhưng chưa tính. Nếu đại biểu dự họp: báo văn phòng thu hồi việc thay",
        "Kept, but not counted. If the delegate is to sit here: ask the office to take it back",
    ),
    "advice_two_faces": ("Mời từng người một", "One at a time, please"),
    "advice_badge_mismatch": (
        "Khuôn mặt không giống chủ thẻ này. Đúng người thì bấm bên dưới; nếu không, tìm theo tên",
        "The face does not look like this badge's owner: please look. Confirm, or search by name",
    ),
    "face_matches": ("Khuôn mặt khớp với thẻ", "The face matches the badge"),
    "advice_turn_left": (
        "rồi nhìn thẳng lại. Đưa thẻ cũng được",
        "and look ahead again. The badge will do, too",
    ),
    "advice_turn_right": (
        "rồi nhìn thẳng lại. Đưa thẻ cũng được",
        "and look ahead again. The badge will do, too",
    ),
    "advice_unknown_badge": (
        "Tìm theo tên; nếu vừa được thêm, chờ vài giây",
        "Search by name; if just added, wait some seconds",
    ),
    "advice_replaced_badge": (
        "Thẻ cũ không còn giá trị: đưa thẻ mới, hoặc tìm theo tên",
        "The old badge is no longer good: show the new one, or search by name",
    ),
    "advice_other_congress": (
        "Mời sang bàn của đại hội đó; nếu dự đại hội này, tìm theo tên",
        "Please go to that congress's desk; if expected here, search by name",
    ),
    "advice_not_a_badge": ("Đưa mã QR trên thẻ đại biểu", "Show the QR code on the badge"),
    "advice_mangled_badge": (
        "Tắt bộ gõ tiếng Việt (Unikey) rồi quét lại",
        "Switch Vietnamese typing (Unikey) off and scan again",
    ),
    "advice_refused": (
        "Điểm danh này được giữ lại trên máy; báo Ban Tổ chức",
        "It is kept on this machine; tell the organisers",
    ),
    "advice_no_roster": (
        "Kết nối với máy chủ một lần để lấy danh sách",
        "Connect to the server once to get the list",
    ),
    "advice_no_session": (
        "Nhờ Ban Tổ chức thêm phiên họp",
        "Ask the organisers to add a session",
    ),
    "advice_disk_full": (
        "Ổ đĩa đầy hoặc hỏng: chưa điểm danh. Ghi tên ra giấy.",
        "The disk is full or broken: not checked in. Write the name on paper.",
    ),
    # Marks of the server
    "earlier": ("Lúc {time}", "At {time}"),
    "earlier_at_desk": ("Lúc {time}, {desk}", "At {time}, {desk}"),
    "conflict_other": (
        "Đã ghi nhận, Ban Tổ chức sẽ xem lại",
        "Recorded; the organisers will look at it",
    ),
    # The door of a kiosk that several browsers share
    "shared_title": ("Ghép bàn điểm danh này", "Pair this check-in desk"),
    "shared_how": (
        "Văn phòng → Thiết bị → Hiện mã. Nhập mã ở đây; sau đó cho phép trang dùng máy ảnh.",
        "Office → Devices → Show a code. Enter it here, then allow the page to use the camera.",
    ),
    "shared_full": (
        "Máy chủ này đã có đủ số bàn. Thu hồi một bàn trong văn phòng rồi thử lại.",
        "This machine serves as many desks as it can. Revoke one in the office, then try again.",
    ),
    # Pairing again on the page
    "pair_label": ("Mã ghép mới từ văn phòng", "New pairing code from the office"),
    "pair_hint": (
        "Văn phòng → Thiết bị → Hiện mã. Điểm danh đang chờ được giữ và gửi sau khi ghép.",
        "Office → Devices → Show a code. Check-ins that wait are kept and sent once paired.",
    ),
    "pair_button": ("Ghép bàn này", "Pair this desk"),
    "code_refused": (
        "Mã này không dùng được: mã chỉ dùng một lần trong 10 phút. Xin mã mới.",
        "This code opens nothing: it works once, for 10 minutes. Ask for a new one.",
    ),
    "code_not_now": (
        "Máy chủ chưa trả lời, hoặc đã thử quá nhiều lần. Chờ một phút rồi thử lại.",
        "The server does not answer, or there were too many tries. Try again in a minute.",
    ),
    # What cannot be done
    "no_such_session": ("Không còn phiên này", "That session is gone"),
    "unknown_delegate": ("Không còn trong danh sách", "No longer on the list"),
    "undo_too_late": (
        "Quá 30 giây: nhờ Ban Tổ chức sửa",
        "More than 30 seconds ago: ask the organisers",
    ),
    "undo_needs_reason": ("Cần lý do", "A reason is needed"),
    "disk_full": ("Không ghi được vào ổ đĩa", "The disk cannot be written"),
    # At the start, in the terminal
    "start_no_token": (
        "Bàn này chưa được ghép. Văn phòng → Thiết bị → Hiện mã, rồi:\n"
        "  ./run kiosk --server http://ĐỊA-CHỈ-MÁY-CHỦ:8000 --code MÃ",
        "This desk is not paired. Office → Devices → Show a code, then:\n"
        "  ./run kiosk --server http://ADDRESS-OF-THE-SERVER:8000 --code CODE",
    ),
    "start_ask": (
        "Bàn này chưa được ghép. Ở văn phòng mở Thiết bị → Hiện mã, rồi trả lời hai câu.",
        "This desk is not paired yet. In the office open Devices → Show a code, then answer twice.",
    ),
    "start_ask_server": ("Địa chỉ máy chủ", "address of the server"),
    "start_ask_code": ("Mã ghép", "pairing code"),
    "start_code_refused": (
        "Mã này không dùng được: mã chỉ dùng một lần trong 10 phút. Xin văn phòng mã mới.",
        "This code opens nothing: it works once, for 10 minutes. Ask the office for a new one.",
    ),
    "start_server_silent": (
        "Máy chủ {server} chưa trả lời, hoặc đã thử quá nhiều lần. Kiểm tra mạng và địa chỉ,"
        " chờ một phút rồi thử lại.",
        "The server {server} does not answer, or there were too many tries. Check the network and"
        " the address, and try again in a minute.",
    ),
    "start_in_use": (
        "Một bàn khác đang chạy trên thư mục {folder}. Đóng nó, hoặc đặt KIOSK_DATA_DIR khác.",
        "Another desk runs on the folder {folder}. Close it, or set another KIOSK_DATA_DIR.",
    ),
    "start_not_durable": (
        "Ổ đĩa của {folder} không giữ được điểm danh khi mất điện. Đặt KIOSK_DATA_DIR ở ổ khác.",
        "The disk of {folder} loses check-ins in a power cut. Put KIOSK_DATA_DIR elsewhere.",
    ),
    "start_disk": (
        "Không ghi được vào {folder}: {error}",
        "{folder} cannot be written: {error}",
    ),
    "start_port_busy": (
        "Cổng {port} đang bận. Đóng chương trình kia hoặc đặt KIOSK_PORT khác (0 là tự chọn).",
        "Port {port} is busy. Close the other program or set another KIOSK_PORT (0 picks one).",
    ),
    "start_shared_needs_tls": (
        "Bàn dùng chung cần HTTPS: thêm --tls-cert và --tls-key (docs/deploying.md, “HTTPS”).",
        "A shared kiosk needs HTTPS: give --tls-cert and --tls-key (docs/deploying.md, “HTTPS”).",
    ),
    "start_bad_certificate": (
        "Không dùng được chứng thư {cert}: {error}",
        "The certificate {cert} cannot be used: {error}",
    ),
    "start_bad_server": (
        "“{url}” không phải địa chỉ máy chủ, ví dụ http://192.168.1.10:8000",
        "“{url}” is not a server's address such as http://192.168.1.10:8000",
    ),
}


def words(language: Language) -> dict[str, str]:
    """Return the whole catalogue in one language."""
    place = LANGUAGES.index(language)
    return {key: both[place] for key, both in WORDING.items()}


def say(key: str, **values: object) -> str:
    """Return a sentence for the terminal: Vietnamese, then English."""
    return "\n".join(sentence.format(**values) for sentence in WORDING[key])
