"""Spreadsheets of every kind, honest and hostile; .xls and .ods are made byte by byte."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

CELLS = [["Họ tên", "Năm sinh"], ["Đỗ Thị Ánh", 1990]]
SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(path: Path) -> None:
    book = Workbook()
    for row in CELLS:
        book.active.append(row)
    book.save(path)


def ods(path: Path) -> None:
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in CELLS
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table"
        f' table:name="Sheet">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)


def _ods_cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def xls(path: Path) -> None:
    """Write BIFF8 records into the one stream of an OLE container."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(CELLS):
        for column, value in enumerate(cells):
            sheet += _xls_cell(row, column, value)
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = b"Sheet"
    bound_size = 4 + 8 + len(name)
    offset = len(start) + bound_size + 4
    bound = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name)
    path.write_bytes(_ole(start + bound + _record(0x000A, b"") + sheet))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls_cell(row: int, column: int, value: str | int) -> bytes:
    where = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int):
        return _record(0x0203, where + struct.pack("<d", value))
    return _record(0x0204, where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))


def _ole(stream: bytes) -> bytes:
    """Return a compound file: header, one sector of table, one of directory, the stream."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [table, end, *(range(3, 2 + sectors)), end]
    allocation = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    root = _ole_entry("Root Entry", kind=5, child=1, start=end, size=0)
    book = _ole_entry("Workbook", kind=2, child=free, start=2, size=size)
    return header + allocation + root + book + bytes(256) + stream.ljust(sectors * 512, b"\0")


def _ole_entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", free, free, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def bomb(path: Path, *, rows: int = 6_000_000) -> None:
    """Write a sheet of 300 MB and more that packs into less than 2 MB."""
    whole = BytesIO()
    Workbook().save(whole)
    row = b'<row><c t="inlineStr"><is><t>aaaa</t></is></c></row>'
    with zipfile.ZipFile(whole) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as heavy:
        for name in plain.namelist():
            if name != "xl/worksheets/sheet1.xml":
                heavy.writestr(name, plain.read(name))
        with heavy.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{SHEET_NAMESPACE}"><sheetData>'.encode())
            for _ in range(rows // 10_000):
                part.write(row * 10_000)
            part.write(b"</sheetData></worksheet>")


def wide_cells(path: Path) -> None:
    """Write two cells in opposite corners: a table of 17 thousand million cells."""
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", "z"
    book.save(path)


def bomb_of_shared_strings(path: Path) -> None:
    """Write a small sheet with long strings: within what the directory may say, not the memory."""
    whole = BytesIO()
    xlsx_of_many(whole)
    with zipfile.ZipFile(whole) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as heavy:
        for name in plain.namelist():
            if name != "xl/sharedStrings.xml":
                heavy.writestr(name, plain.read(name))
        entry = b"<si><t>a</t></si>"
        strings = f'<sst xmlns="{SHEET_NAMESPACE}">'.encode() + entry * 5_000_000 + b"</sst>"
        heavy.writestr("xl/sharedStrings.xml", strings)


def xlsx_of_many(target: BytesIO) -> None:
    book = Workbook()
    for row in CELLS:
        book.active.append(row)
    book.save(target)


def too_long(path: Path) -> None:
    path.write_text("Họ tên\n" + "Nguyễn Văn Minh\n" * 20_001, encoding="utf-8")


def random_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")


def cut_off(path: Path) -> None:
    xlsx(path)
    path.write_bytes(path.read_bytes()[:2000])


def web_page(path: Path) -> None:
    path.write_text("<html><table><tr><td>Họ tên</td></tr></table></html>", encoding="utf-8")


REFUSED = {
    "bomb": (bomb, "too_heavy"),
    "cells in opposite corners": (wide_cells, "too_heavy"),
    "five million strings": (bomb_of_shared_strings, "too_heavy"),
    "20,002 rows": (too_long, "too_many_rows"),
    "another zip": (random_zip, "not_a_table"),
    "cut off": (cut_off, "damaged"),
    "a web page named .xls": (web_page, "not_a_table"),
}
