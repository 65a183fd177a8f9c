"""Which column of a list holds what: Vietnamese headers in any order and spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.clock import breathing
from documents.search import fold
from documents.tables import Cell, Row

HEADER_ROWS = 40
"""A header stands within the first rows; above it are titles."""

SPELLINGS = {
    "number": "so|so db|so dbdh|so ky hieu"
    "|so the|so the dai bieu|ma dai bieu|ma so|ma so dai bieu|so dai bieu|sbd|so hieu"
    "|so bao danh|ma db|ma|badge number|number|so the db",
    "ordinal": "stt|tt|so tt|so thu tu|thu tu|no",
    "name": "ho va ten|ho ten|ho va ten dai bieu|ho ten dai bieu|ten dai bieu|ho va ten khai sinh"
    "|dai bieu|full name|name",
    "family": "ho|ho dem|ho va dem|ho va ten dem|ho lot|ho va chu dem|ho va chu lot|ho va ten lot"
    "|family name",
    "given": "ten|given name",
    "birth": "ngay sinh|nam sinh|ngay thang nam sinh|ngay thang sinh|sinh ngay|sinh nam"
    "|ngay sinh nam sinh|date of birth|birth date|year of birth|birth year",
    "sex": "gioi tinh|phai|gioi|nam nu|sex|gender",
    "female": "nu|female",
    "ethnicity": "dan toc|thanh phan dan toc|ethnicity",
    "religion": "ton giao|religion",
    "party": "dang vien|la dang vien|dang|dang vien dcsvn|party member|party",
    "party_date": "ngay vao dang|ngay ket nap dang|ngay ket nap|vao dang|nam vao dang"
    "|ngay vao dang chinh thuc|ngay vao dcsvn",
    "education": "trinh do|trinh do hoc van|trinh do chuyen mon|chuyen mon|chuyen mon nghiep vu"
    "|trinh do chuyen mon nghiep vu|hoc van|education",
    "schooling": "trinh do van hoa|van hoa|trinh do pho thong|giao duc pho thong",
    "politics": "ly luan chinh tri|llct|trinh do llct|trinh do ly luan chinh tri",
    "position": "chuc vu|chuc danh|chuc vu don vi cong tac|chuc vu noi cong tac|chuc vu chuc danh"
    "|chuc vu don vi|nghe nghiep|chuc vu cong tac|position",
    "delegation": "don vi|doan|doan dai bieu|don vi cong tac|co quan don vi|co so doan|thuoc doan"
    "|noi cong tac|ten don vi|don vi doan|doan cong tac|delegation|unit",
    "group": "to thao luan|to|nhom|nhom thao luan|to dai bieu|to so|group|discussion group",
    "standing": "tu cach|thanh phan|tu cach dai bieu|thanh phan dai bieu|loai dai bieu"
    "|dien dai bieu|standing",
    "seat": "ghe|cho ngoi|so ghe|vi tri|vi tri ngoi|vi tri cho ngoi|so ghe ngoi|seat",
    "site": "diem cau|ten diem cau|noi du|noi du hop|noi du dai hoi|dia diem du|diem du|site",
    "joined": "ngay vao doan|vao doan|nam vao doan",
    "note": "ghi chu|que quan|dien thoai|so dien thoai|email|noi o|note",
}
MEANINGS = {each: name for name, all_of in SPELLINGS.items() for each in all_of.split("|")}
NOTHING: Mapping[str, str] = {}
IGNORED = frozenset({"politics", "joined", "note"})


@dataclass
class Columns:
    """Where each field stands (index from 0), and where the people begin."""

    first_row: int
    """Index in the sheet's rows of the first row below the header."""
    places: dict[str, int] = field(default_factory=dict)
    births: list[int] = field(default_factory=list)
    """Columns of birth that also tell the sex: (male, female)."""
    is_year: bool = False
    """The header asks for the year of birth only."""

    def __contains__(self, name: str) -> bool:
        """Tell whether the list has this field."""
        return name in self.places

    def text(self, cells: Sequence[Cell], name: str) -> str:
        """Return a row's cell as text, "" when the list or the row has none."""
        return str(self.cell(cells, name)).strip()

    def cell(self, cells: Sequence[Cell], name: str) -> Cell:
        """Return a row's cell, "" when the list or the row has none."""
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else ""


def columns_of(rows: Sequence[Row], chosen: Mapping[str, str] = NOTHING) -> Columns | None:
    """Find the header among a sheet's first rows; None when no row names people.

    `chosen` says what columns (from 0) hold where a person chose; "" for nothing.
    """
    best = header_row(rows)
    if best is None and chosen:
        best = likely_header(rows)
    columns = read_columns(rows, best) if best is not None else None
    if columns is not None:
        choose(columns, chosen)
    return columns if columns is not None and has_name(columns.places) else None


def header_row(rows: Sequence[Row]) -> int | None:
    """Return which row names the columns, None when none names people."""
    best, most = None, 1
    for index, row in enumerate(breathing(rows[:HEADER_ROWS], every=5)):
        found = read_header(row.cells)
        if has_name(found) and len(found) > most:
            best, most = index, len(found)
    return best


def likely_header(rows: Sequence[Row]) -> int | None:
    """Return the first of the rows with the most texts: a header that nobody recognised."""
    texts = [sum(isinstance(cell, str) and cell != "" for cell in row.cells) for row in rows]
    widest = max(texts[:HEADER_ROWS], default=0)
    return texts.index(widest) if widest > 1 else None


def choose(columns: Columns, chosen: Mapping[str, str]) -> None:
    """Let what a person chose go before what the header says."""
    for place, name in chosen.items():
        column = int(place)
        if column in columns.births:
            columns.births = []
        for other in [each for each, at in columns.places.items() if at == column]:
            del columns.places[other]
        if name:
            columns.places[name] = column
    if "name" in chosen.values():
        columns.places.pop("family", None)
        columns.places.pop("given", None)


def read_columns(rows: Sequence[Row], best: int) -> Columns:
    """Return what the header in row `best` and the row below it say."""
    columns = Columns(best + 1, read_header(rows[best].cells))
    columns.is_year = is_year(rows[best].cells, columns.places.get("birth"))
    if best + 1 < len(rows):
        take_second_row(columns, rows[best].cells, rows[best + 1].cells)
    while columns.first_row < len(rows) and numbers_columns(rows[columns.first_row].cells):
        columns.first_row += 1
    find_given_names(columns, rows, rows[best].cells)
    return columns


def read_header(cells: Sequence[Cell]) -> dict[str, int]:
    """Return field → column of one row; of two columns of a field the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = meaning(cell)
        if name and name not in IGNORED:
            found.setdefault(name, place)
    if "schooling" in found:
        found.setdefault("education", found["schooling"])
        del found["schooling"]
    return found


def meaning(cell: Cell) -> str:
    """Return which field a header names, "" for none."""
    if not isinstance(cell, str) or len(cell) > 60:
        return ""
    if cell.strip().casefold() in ("nam", "male"):
        return "male"  # not "năm", which folds alike
    words = " ".join(re.sub(r"[\W_]", " ", fold(cell)).split())
    if words in MEANINGS:
        return MEANINGS[words]
    longer = [each for each in MEANINGS if " " in each and words.startswith(each + " ")]
    return MEANINGS[max(longer, key=len)] if longer else ""


def has_name(found: dict[str, int]) -> bool:
    """Tell whether a header names people."""
    return "name" in found or {"family", "given"} <= set(found)


def is_year(cells: Sequence[Cell], place: int | None) -> bool:
    """Tell whether the header of birth asks for the year alone."""
    header = fold(str(cells[place])) if place is not None else ""
    return "ngay" not in header and "date" not in header


def take_second_row(columns: Columns, above: Sequence[Cell], below: Sequence[Cell]) -> None:
    """Read a second row of headers: "Năm sinh" over "Nam" and "Nữ", "Trình độ" over its parts."""
    second = read_header(below)
    if not second or any(isinstance(cell, int | float) for cell in below if cell != ""):
        return
    name_place = columns.places.get("name")
    if name_place is not None and name_place < len(below):
        own = below[name_place]
        if own != "" and not meaning(own):
            return
    columns.first_row += 1
    if {"male", "female"} <= set(second):
        columns.births = births_below(above, second)
        if columns.births and columns.places.get("birth") == columns.births[0]:
            del columns.places["birth"]
    for name, place in second.items():
        over = meaning(above[place]) if place < len(above) else ""
        if over in ("", name, "education", "name", "birth", "sex"):
            columns.places[name] = place
    if {"family", "given"} <= set(second):
        columns.places.pop("name", None)


def births_below(above: Sequence[Cell], second: dict[str, int]) -> list[int]:
    """Return the columns of male and female when a header of birth stands over them."""
    heading = ""
    for cell in above[: second["male"] + 1]:
        heading = str(cell) if cell != "" else heading
    is_birth = meaning(heading) == "birth"
    return [second["male"], second["female"]] if is_birth else []


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Tell whether a row only counts the columns: 1 2 3 or (1) (2) (3)."""
    shown = [str(cell).strip("() ") for cell in cells if cell != ""]
    return len(shown) > 2 and shown[:3] in (["1", "2", "3"], ["A", "B", "1"], ["A", "B", "C"])


def find_given_names(columns: Columns, rows: Sequence[Row], header: Sequence[Cell]) -> None:
    """See a name in two columns under one merged header: the second has no header of its own."""
    place = columns.places.get("name")
    if place is None or place + 1 in columns.places.values():
        return
    if place + 1 < len(header) and header[place + 1] != "":
        return
    people = [row.cells for row in rows[columns.first_row :][:50]]
    named = [cells for cells in people if place < len(cells) and cells[place] != ""]
    beside = [cells[place + 1] for cells in named if place + 1 < len(cells)]
    given = [cell for cell in beside if isinstance(cell, str) and cell and len(cell.split()) <= 2]
    if named and len(given) * 2 > len(named):
        del columns.places["name"]
        columns.places |= {"family": place, "given": place + 1}
