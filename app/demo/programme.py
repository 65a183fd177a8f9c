"""The demo congress itself: its name, its two sessions and their agenda."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

TIME_ZONE: Final = "Asia/Ho_Chi_Minh"
TITLE: Final = "Đại hội đại biểu Đoàn TNCS Hồ Chí Minh tỉnh Thanh Lĩnh lần thứ XV"
TERM: Final = "2027 – 2032"
VENUE: Final = "Nhà văn hóa trung tâm tỉnh, phường Thanh An"
STARTS_ON: Final = date(2027, 10, 14)
ENDS_ON: Final = date(2027, 10, 15)

_ZONE: Final = ZoneInfo(TIME_ZONE)


@dataclass(frozen=True, slots=True)
class DemoItem:
    """An agenda item; `kind` is one of `app.agenda.models.KINDS`."""

    number: str
    title: str
    title_en: str
    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DemoSession:
    """A session with its items; `starts_at` is when the doors open."""

    title: str
    title_en: str
    starts_at: datetime
    items: tuple[DemoItem, ...]

    @property
    def ends_at(self) -> datetime:
        """Return when the last item ends if every item keeps its time."""
        return self.starts_at + timedelta(minutes=sum(item.minutes for item in self.items))


AGENDA: Final = (
    DemoSession(
        "Phiên thứ nhất (trù bị)",
        "Session one (preparatory)",
        datetime(2027, 10, 14, 12, 45, tzinfo=_ZONE),
        (
            DemoItem("0.1", "Đón tiếp, điểm danh đại biểu", "Reception, check-in", "checkin", 45),
            DemoItem("1.1", "Ổn định tổ chức, chào cờ", "Settling, flag salute", "ceremony", 10),
            DemoItem(
                "1.2",
                "Tuyên bố lý do, giới thiệu đại biểu",
                "Opening, introductions",
                "ceremony",
                15,
            ),
            DemoItem("1.3", "Bầu Đoàn Chủ tịch", "Elect the presidium", "open_vote", 10),
            DemoItem("1.4", "Bầu Đoàn Thư ký", "Elect the secretariat", "open_vote", 5),
            DemoItem(
                "1.5",
                "Bầu Ban Thẩm tra tư cách đại biểu",
                "Elect the credentials board",
                "open_vote",
                5,
            ),
            DemoItem(
                "1.6",
                "Thông qua chương trình, nội quy, quy chế",
                "Programme and rules",
                "open_vote",
                15,
            ),
            DemoItem(
                "1.7", "Báo cáo thẩm tra tư cách đại biểu", "Credentials report", "report", 15
            ),
            DemoItem("1.8", "Báo cáo chính trị (trình chiếu)", "Political report", "slides", 45),
            DemoItem(
                "1.9", "Báo cáo kiểm điểm Ban Chấp hành", "Self-review report", "document", 25
            ),
            DemoItem("1.10", "Diễn đàn, thảo luận tổ", "Forum, group discussion", "forum", 60),
            DemoItem(
                "1.11",
                "Đề án nhân sự; ứng cử, đề cử",
                "Personnel plan; nominations",
                "election",
                35,
            ),
        ),
    ),
    DemoSession(
        "Phiên thứ hai (chính thức)",
        "Session two (official)",
        datetime(2027, 10, 15, 7, 0, tzinfo=_ZONE),
        (
            DemoItem("2.1", "Văn nghệ chào mừng; chào cờ", "Welcome; flag salute", "ceremony", 25),
            DemoItem("2.2", "Diễn văn khai mạc", "Opening address", "speech", 15),
            DemoItem("2.3", "Tóm tắt báo cáo chính trị", "Summary of the report", "slides", 25),
            DemoItem("2.4", "Tham luận", "Papers", "speaking", 60),
            DemoItem("2.5", "Phát biểu chỉ đạo; đáp từ", "Guidance address; reply", "speech", 35),
            DemoItem("2.6", "Khen thưởng", "Awards", "ceremony", 15),
            DemoItem(
                "2.7",
                "Biểu quyết số lượng, danh sách; bầu Ban Kiểm phiếu",
                "Number and list; tellers",
                "open_vote",
                25,
            ),
            DemoItem("2.8", "Bỏ phiếu kín", "Secret ballot", "election", 30),
            DemoItem(
                "2.9",
                "Giải lao; không gian số, trưng bày sách",
                "Break; digital space, book display",
                "break",
                25,
            ),
            DemoItem("2.10", "Công bố kết quả kiểm phiếu", "Results", "result", 10),
            DemoItem("2.11", "Ra mắt Ban Chấp hành", "New committee", "ceremony", 10),
            DemoItem("2.12", "Thông qua nghị quyết", "Resolution", "open_vote", 20),
            DemoItem("2.13", "Diễn văn bế mạc, chào cờ", "Closing", "ceremony", 10),
        ),
    ),
)
