"""What the desk says about faces and its PIN, in Vietnamese and English; part of kiosk.wording."""

# key: (Vietnamese, English). Words in {braces} are filled in by the page.
FACE_WORDING: dict[str, tuple[str, str]] = {
    # Why faces are not recognised
    "faces_loading": ("Đang tải khuôn mặt…", "Loading faces…"),
    "faces_offline": (
        "Chưa nhận diện được khuôn mặt khi chưa có mạng: dùng thẻ hoặc tên.",
        "No faces until the network is there: use badge or name.",
    ),
    "faces_locked": (
        "Chưa có mạng: nhập PIN của bàn để nhận diện khuôn mặt, hoặc dùng thẻ, tên.",
        "No network yet: enter the desk's PIN to know faces, or use badge or name.",
    ),
    "faces_no_faces": (
        "Chưa đại biểu nào đăng ký khuôn mặt: dùng thẻ hoặc tên.",
        "Nobody has enrolled a face yet: use badge or name.",
    ),
    "faces_models_missing": (
        "Máy này chưa cài mô hình khuôn mặt (./run models): dùng thẻ hoặc tên.",
        "This machine has no face models (./run models): use badge or name.",
    ),
    "faces_other_model": (
        "Mô hình khuôn mặt của máy này khác máy chủ: dùng thẻ hoặc tên.",
        "This machine's face model is not the server's: use badge or name.",
    ),
    "faces_faces_unreadable": (
        "Không đọc được dữ liệu khuôn mặt từ máy chủ: dùng thẻ hoặc tên.",
        "The faces from the server cannot be read: use badge or name.",
    ),
    "faces_token_refused": (
        "Khuôn mặt đã được xóa khỏi máy này.",
        "The faces are gone from this machine.",
    ),
    # Why a face is not good enough
    "reason_no_face": ("Không thấy khuôn mặt", "No face to be seen"),
    "reason_two_faces": ("Mời từng người một", "One at a time, please"),
    "reason_too_small": ("Mời lại gần hơn", "Please come nearer"),
    "reason_blurred": ("Mời đứng yên một chút", "Please stand still a moment"),
    "reason_dark": ("Thiếu sáng: bật thêm đèn", "Too dark: switch a light on"),
    "reason_bright": ("Quá sáng: quay tránh cửa sổ", "Too bright: turn away from the window"),
    "reason_glare": (
        "Kính bị lóa: cúi nhẹ hoặc bỏ kính",
        "Glare on the glasses: tilt your head",
    ),
    "reason_turned": ("Mời nhìn thẳng", "Please look straight ahead"),
    "reason_covered": (
        "Khuôn mặt bị che một phần: mời kéo khẩu trang xuống một lát, hoặc đưa thẻ",
        "Face partly covered: please take the mask down for a moment, or show your badge",
    ),
    # Why a face that is known is doubted
    "reason_not_moving": (
        "Mời cử động đầu một chút, hoặc đưa thẻ",
        "Please move your head a little, or show your badge",
    ),
    "reason_not_turned": (
        "Chưa thấy quay mặt: thử lại, hoặc đưa thẻ",
        "The turn was not seen: try again, or show your badge",
    ),
    # Faces after a restart without the server
    "pin_label": ("PIN của bàn này", "PIN of this desk"),
    "pin_unlock": ("Mở khuôn mặt", "Bring faces back"),
    "pin_unlock_hint": (
        "Không nhớ PIN cũng không sao: thẻ và tên vẫn dùng được; khuôn mặt tự có lại khi có mạng.",
        "Without the PIN badge and name work as ever, and faces are back with the network.",
    ),
    "pin_set_title": (
        "Đặt PIN: nhận diện lại sau khi khởi động mất mạng",
        "Set a PIN: faces after a restart without network",
    ),
    "pin_is_set": ("Đã đặt PIN – bấm để đổi", "A PIN is set – press to change it"),
    "pin_new": ("PIN mới", "New PIN"),
    "pin_new_hint": (
        "Từ 6 ký tự; nên dùng vài từ. Khuôn mặt được mã hóa trên máy này, chỉ PIN mở được.",
        "6 characters or more; some words are better. Faces stay encrypted here; the PIN opens.",
    ),
    "pin_keep": ("Đặt PIN này", "Set this PIN"),
    "pin_kept": ("Đã đặt PIN", "The PIN is set"),
    "pin_too_short": ("PIN cần từ 6 đến 64 ký tự.", "A PIN has 6 to 64 characters."),
    "pin_not_now": (
        "Chỉ đặt được PIN khi đã nhận khuôn mặt từ máy chủ.",
        "A PIN can be set once the faces have come from the server.",
    ),
    "pin_wrong": ("PIN không đúng. Thử lại.", "That is not the PIN. Try again."),
    "pin_wrong_wait": (
        "PIN không đúng. Thử lại sau {seconds} giây.",
        "That is not the PIN. Try again in {seconds} seconds.",
    ),
    "pin_wait": (
        "Đã thử sai nhiều lần. Thử lại sau {seconds} giây.",
        "Too many wrong tries. Try again in {seconds} seconds.",
    ),
    "pin_nothing": (
        "Không có khuôn mặt nào được giữ trên máy này. Dùng thẻ hoặc tên.",
        "No faces are kept on this machine. Use badge or name.",
    ),
}
