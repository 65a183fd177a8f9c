"""Workbooks as offices make them: nobody thought of a program when they were typed."""

import re
import unicodedata
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.old_letters import _TCVN3, from_vni

IN_TCVN3 = {letter: chr(code) for code, letter in _TCVN3.items()}


VNI_MARKS = "ùøûõïâáàåãäêéèúüë"
VNI_LETTERS = {
    from_vni(base + mark): base + mark for base in "aeoôuöyAEOUÖ" for mark in ["", *VNI_MARKS]
} | {from_vni(letter): letter for letter in "ñôöæóòîÑÔÖ"}


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def tcvn3(text: str) -> str:
    return "".join(IN_TCVN3.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    """The text as a VNI font wants it: the letter, then its marks; found by reading it back."""
    return "".join(VNI_LETTERS.get(letter, letter) for letter in text)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def write(sheet: Worksheet, row: int, *cells: object) -> None:
    for column, cell in enumerate(cells, start=1):
        sheet.cell(row, column, cell)


def form_with_sections() -> bytes:
    """The printed form: titles, merged headers in two rows, sections, years by sex, signature."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"], sheet["E1"] = "TỈNH ĐOÀN THANH LĨNH", "ĐOÀN TNCS HỒ CHÍ MINH"
    sheet["A3"] = "DANH SÁCH ĐẠI BIỂU DỰ ĐẠI HỘI"
    sheet["A4"] = "(Kèm theo Công văn số 12-CV/TĐTN)"
    write(
        sheet,
        6,
        *("TT", "Họ và tên", None, "Năm sinh", None, "Dân tộc", "Tôn giáo"),
        *("Chức vụ,\nđơn vị công tác", "Trình độ", None, "Ngày vào Đảng", "Ghi chú"),
    )
    write(sheet, 7, None, None, None, "Nam", "Nữ", None, None, None, "Chuyên môn", "LLCT")
    for merged in ("A1:C1", "E1:I1", "A3:I3", "B6:C6", "D6:E6", "I6:J6"):
        sheet.merge_cells(merged)
    write(sheet, 8, *range(1, 13))
    rows = [
        ("I", "Đoàn xã Bình Phước (3 đại biểu)"),
        (
            *(1, "Nguyễn Văn", "Minh", 1990, None, "Kinh", "Không", "Bí thư Đoàn xã"),
            *("Đại học", "Trung cấp", "12/3/2015"),
        ),
        (2, "Trần Thị", "Hoa", None, "15/08/1995", "Tày", "", "Phó Bí thư", "Cao đẳng"),
        (3, "H'Hen", "Niê", None, date(1998, 2, 28), "Ê-đê", "Tin lành", "Ủy viên", "Đại học"),
        ("II", nfd("Công an tỉnh: 2 đồng chí")),
        (1, nfd("Lê Đức"), nfd("Thưởng"), "31/02/1991", None, "Kinh"),
        (2, "Hạng A", "Giàng", 33333, None, "Mông"),
        ("Tổng cộng: 5 đại biểu",),
    ]
    for number, row in enumerate(rows, start=9):
        write(sheet, number, *row)
    write(sheet, 19, *[None] * 7, "TM. BAN THƯỜNG VỤ")
    write(sheet, 20, *[None] * 7, "Phạm Thị Ký")
    return saved(book)


def columns_in_disorder() -> bytes:
    """Any order, mixed dates, lost zeros, the same number twice, HTML and a formula as names."""
    book = Workbook()
    sheet = book.active
    rows = [
        ("DANH SÁCH",),
        (),
        (
            *("Ghế", "Thành phần", "Mã đại biểu", "Giới tính", "Đảng viên", "Họ tên"),
            *("Ngày, tháng, năm sinh", "Đơn vị", "Dân tộc", "Tôn giáo"),
        ),
        ("A-01", "Đương nhiên", "001", "Nam", "x", "Tống Văn An", "1/2/1988", "Đoàn A", "Kinh"),
        ("A-02", "Được bầu", 2, "Nữ", "", "<b>Lê Thị Bình</b>", "1990-05-06", "Đoàn A", "KINH"),
        ("A-03", "Chỉ định", "003", "nữ", "Không", "=1+1", "03/25/1991", "Đoàn A", "Kinh"),
        ("A-04", "lạ", "004", "?", "có", "Phạm Cộng", "12/12/2090", "Đoàn B", "Kinh"),
        ("A-05", "Dự khuyết", "004", "Nữ", "có", "Trùng Số", "12/12/1990", "Đoàn B"),
        ("KM-1", "Khách mời", "K01", "Nam", "có", "Vũ Khách", "1970", ""),
        (None, None, "Tổng số", 6),
    ]
    for number, row in enumerate(rows, start=1):
        write(sheet, number, *row)
    return saved(book)


def old_letters_sheet_by_sheet() -> bytes:
    """A sheet for each delegation in a font of the 1990s; sex by crosses, numbers that restart."""
    book = Workbook()
    book.remove(book.active)
    people = {
        "Đoàn Thanh Bình": [("Nguyễn Văn Dũng", "x", None), ("Trần Thị Hồng Hạnh", None, "x")],
        "Đoàn Hương Sơn": [("Lê Ngọc Phượng", None, "X"), ("Đặng Quốc Tuấn", "x", None)],
    }
    for name, members in people.items():
        sheet = book.create_sheet(tcvn3(name))
        write(sheet, 1, tcvn3("Danh sách đại biểu"))
        heads = ("Số thứ tự", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Ngày sinh")
        write(sheet, 3, *(tcvn3(head) for head in heads))
        for place, (person, male, female) in enumerate(members, start=1):
            born = "05.06.92"
            write(sheet, 3 + place, place, tcvn3(person), male, female, tcvn3("Tày"), born)
    return saved(book)


def formulas_in_vni() -> bytes:
    """A VNI font, numbers under "Số ĐB", names and seats that are formulas, births by the year."""
    book = Workbook()
    sheet = book.active
    write(sheet, 1, vni("DANH SÁCH ĐẠI BIỂU"))
    heads = ("TT", "Số ĐB", "Họ và tên", "Năm sinh", "Phái", "Đoàn", "Tổ", "Số ghế")
    write(sheet, 3, *(vni(head) for head in heads))
    people = [
        ("Đỗ Thị Hồng Nhung", 1996, "Nữ", "Đoàn xã Tân Phước"),
        ("Huỳnh Văn Lượng", "1988", "Nam", "Đoàn xã Tân Phước"),
        ("Nguyễn Thị Mỹ Duyên", "05/1990", "Nữ", "Đoàn phường Bình Thủy"),
    ]
    for place, (name, born, sex, unit) in enumerate(people, start=1):
        cells = (place, f"0{place}", vni(name), born, vni(sex), vni(unit), vni("Tổ 1"))
        write(sheet, 3 + place, *cells, f'="A"&{place}')
    write(sheet, 8, vni("Tổng cộng:"), None, "=COUNTA(C4:C6)")
    cached = {f"H{3 + place}": f"A{place}" for place in (1, 2, 3)} | {"C8": "3"}
    return with_results(saved(book), cached)


def with_results(content: bytes, cached: dict[str, str]) -> bytes:
    """Give formula cells their results, as Excel saves them."""
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = data.decode()
                for cell, result in cached.items():
                    found = rf'<c r="{cell}"([^>]*)><f>([^<]*)</f><v\s*/?>(?:</v>)?</c>'
                    put = rf'<c r="{cell}"\1 t="str"><f>\2</f><v>{result}</v></c>'
                    text, count = re.subn(found, put, text)
                    assert count == 1, cell
                data = text.encode()
            archive.writestr(part, data)
    return target.getvalue()


def long_list(path: Path, people: int) -> Path:
    """A plain list of many people."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["Mã đại biểu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị"])
    for place in range(1, people + 1):
        unit = f"Đoàn xã {place // 25}"
        sheet.append([f"{place:05}", f"Nguyễn Văn {place}", "12/03/1999", "Nam", unit])
    book.save(path)
    return path
