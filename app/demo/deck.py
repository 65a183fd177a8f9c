"""The twelve slides with which the presidium shows the political report instead of reading it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DemoSlide:
    """A slide; `picture` is a name of `pictures.PICTURES`, `film` means the film is shown."""

    title: str
    lines: tuple[str, ...]
    picture: str
    notes: str
    film: bool = False


DECK: Final = (
    DemoSlide(
        "Báo cáo chính trị",
        ("Đại hội XV, nhiệm kỳ 2027 – 2032", "Bản lĩnh – Đoàn kết – Sáng tạo – Phát triển"),
        "river-dawn",
        "Chào Đại hội. Nói trong một phút: báo cáo trả lời ba câu hỏi - đã làm được gì, điều gì "
        "còn dang dở, năm năm tới đi tiếp thế nào. Toàn văn ở mã QR trên thẻ.",
    ),
    DemoSlide(
        "Một tỉnh, bốn vùng",
        (
            "371.400 thanh niên, 22,9 % dân số",
            "94 xã, phường từ biên giới đến biển",
            "84 % muốn gắn bó lâu dài với quê hương",
        ),
        "province",
        "Chỉ dòng sông Thanh từ Lĩnh Sơn xuống Cửa Hạ. Nhắc hình ảnh hai bạn trẻ: ở phường "
        "Thanh An và ở xã Phà Lếch. Chuyển sang phim.",
    ),
    DemoSlide(
        "Dọc dòng sông Thanh",
        (),
        "river-dawn",
        "Bấm chạy phim, dài chưa đầy mười giây, không lời. Nếu phim không chạy: bỏ qua, "
        "nói tiếp trang sau.",
        film=True,
    ),
    DemoSlide(
        "Giáo dục: hỏi thật, trả lời thật",
        (
            "96,4 % đoàn viên học tập nghị quyết",
            "3.918 câu hỏi, 3.702 câu trả lời trong mười ngày",
            "26 địa chỉ đỏ được số hóa, 184.300 lượt truy cập",
        ),
        "mountains",
        "Nhấn mạnh diễn đàn “Điều em muốn hỏi”. Thừa nhận 31 câu trả lời quá ba mươi ngày "
        "(có trong báo cáo kiểm điểm).",
    ),
    DemoSlide(
        "186,4 tỷ đồng công trình thanh niên",
        (
            "24 công trình cấp tỉnh, 4.318 công trình cơ sở",
            "412 nhà Khăn quàng đỏ, nhà nhân ái",
            "Năm sau cao hơn năm trước",
        ),
        "works-chart",
        "Đọc hai số đầu và cuối: 27,6 và 47,2 tỷ đồng. Nói về 118 ngôi nhà dựng lại trong "
        "45 ngày sau lũ năm 2024. Mời Đại hội dành một phút tưởng niệm.",
    ),
    DemoSlide(
        "3,24 triệu cây xanh",
        (
            "Vượt chỉ tiêu 740 nghìn cây",
            "81 % cây còn sống sau hai năm",
            "186 héc-ta rừng ngập mặn ở cửa sông",
        ),
        "mangroves",
        "Điểm mới: lần đầu kiểm đếm cây sống. Đây là cách đo sẽ dùng cho nhiệm kỳ sau.",
    ),
    DemoSlide(
        "Khởi nghiệp và việc làm",
        (
            "318 dự án, 241 dự án còn hoạt động",
            "1.284 tỷ đồng vốn ủy thác, nợ quá hạn 0,09 %",
            "41.270 thanh niên có việc làm qua giới thiệu",
        ),
        "terraces",
        "Kể một câu chuyện trong ba: nhà nghỉ cộng đồng ở Mường Lĩnh, xưởng ở Hải Triều, "
        "chiếu cói ở Yên Giang Nam. Không giấu 28 dự án đã dừng.",
    ),
    DemoSlide(
        "Hướng ra biển",
        (
            "1.480 lá cờ, 2.300 áo phao, 860 bộ định vị",
            "214 ngư dân trẻ học lớp đêm ở Hải Triều",
            "61.500 em được cấp chứng nhận bơi an toàn",
        ),
        "sea",
        "Đuối nước giảm từ 41 xuống 17 trường hợp mỗi năm. Con số 17 vẫn là 17 nỗi đau.",
    ),
    DemoSlide(
        "65.321 đoàn viên mới",
        (
            "126.385 đoàn viên, 34 % thanh niên toàn tỉnh",
            "9.312 đoàn viên được kết nạp Đảng",
            "155 tổ chức trực thuộc, 2.846 chi đoàn",
        ),
        "members-chart",
        "Giải thích ngắn việc sắp xếp từ ba cấp còn hai cấp: không chi đoàn nào ngừng sinh hoạt.",
    ),
    DemoSlide(
        "Kết quả 16 chỉ tiêu",
        (
            "13 vượt, 2 đạt, 1 không đạt",
            "Chưa đạt: tổ chức Đoàn trong doanh nghiệp, 71/120",
            "Bảy hạn chế, năm bài học",
        ),
        "targets-chart",
        "Nói thẳng về chỉ tiêu không đạt và trách nhiệm. Dành hai phút cho năm bài học.",
    ),
    DemoSlide(
        "Ba khâu đột phá đến năm 2032",
        (
            "Chi đoàn là một ngôi nhà mở",
            "150.000 thanh niên có kỹ năng số và trí tuệ nhân tạo",
            "Không để thanh niên khởi nghiệp một mình",
        ),
        "city",
        "Tám đề án, 247 tỷ đồng. Nhắc nguyên tắc: công nghệ có cách thay thế cho người không có "
        "thiết bị.",
    ),
    DemoSlide(
        "Cùng viết tiếp những trang mới",
        ("14 chỉ tiêu, 8 đề án, một dòng sông", "Mời Đại hội thảo luận"),
        "lanterns",
        "Cảm ơn Đại hội. Mời các đoàn quét mã QR để góp ý vào dự thảo; bàn thư ký nhận phiếu giấy.",
    ),
)
