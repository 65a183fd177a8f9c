"""A list of many delegates as an office sends it, with every column that the report counts."""

from itertools import cycle, islice
from pathlib import Path

from openpyxl import Workbook

HEADS = (
    *("Mã đại biểu", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Đảng viên"),
    *("Trình độ", "Chức vụ", "Đơn vị", "Tổ thảo luận", "Thành phần", "Ghế"),
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Đức", "Thị Thu", "Quốc", "Thị Hồng", "Minh")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hạnh", "Khánh", "Lan", "Minh", "Phượng")
ETHNICITIES = ("Kinh", "Kinh", "Kinh", "Tày", "Mường", "Kinh", "Thái")
STANDINGS = ("Đương nhiên", *["Được bầu"] * 30, "Chỉ định")
UNIT_SIZE = 25


def write_list(path: Path, people: int) -> Path:
    """Write the list as XLSX; the same each time."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEADS)
    turns = (FAMILIES, MIDDLES, GIVEN, ETHNICITIES, STANDINGS)
    told = zip(*(islice(cycle(each), people) for each in turns), strict=True)
    for place, (family, middle, given, ethnicity, standing) in enumerate(told, start=1):
        born = f"{1 + place % 28:02}/{1 + place % 12:02}/{1975 + place % 27}"
        sex = "Nữ" if middle.startswith("Thị") else "Nam"
        unit = f"Đoàn xã {1 + place // UNIT_SIZE}"
        sheet.append(
            [
                *(f"{place:05}", f"{family} {middle} {given}", born, sex, ethnicity, "Không"),
                *("x" if place % 3 else "", "Đại học", "Ủy viên Ban Chấp hành", unit),
                *(f"Tổ {1 + place % 40}", standing, f"{chr(65 + place % 20)}-{place // 20}"),
            ]
        )
    book.save(path)
    return path
