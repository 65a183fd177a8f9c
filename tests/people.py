"""The cast: the same people in every test, so that a test reads like a story."""

from dataclasses import dataclass

from app.congresses.models import Congress
from app.delegates.models import Delegate
from tests.factories import make_congress, make_delegate


@dataclass
class Cast:
    """Minh is present, Hoa absent, Khách a guest; Tuấn belongs to another congress."""

    minh: Delegate
    hoa: Delegate
    guest: Delegate
    tuan: Delegate
    elsewhere: Congress


def gather(congress: Congress) -> Cast:
    """Enter the cast into the congress, and Tuấn into another one."""
    elsewhere = make_congress("Đại hội khác")
    return Cast(
        minh=make_delegate(congress, "001", "Nguyễn Văn Minh", sex="male", seat="A-01"),
        hoa=make_delegate(congress, "002", "Trần Thị Hoa", sex="female", seat="A-02"),
        guest=make_delegate(congress, "K01", "Lê Khách", standing="guest"),
        tuan=make_delegate(elsewhere, "001", "Phạm Anh Tuấn"),
        elsewhere=elsewhere,
    )
