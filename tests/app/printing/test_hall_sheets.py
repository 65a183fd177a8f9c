"""What people wear, sign and keep, as it comes out of the print page."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from app.agenda import actions as agenda
from app.agenda.queries import items_of
from app.attendance.models import Absence
from app.clock import now
from app.db import db, writing
from app.delegates import actions as delegates
from app.delegates.badges import badge_url
from app.delegates.models import ERASED_NAME, Delegate
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_url
from app.printing.models import PrintedBadge
from app.realtime import commit_quietly
from tests.factories import make_congress, make_delegate

pytestmark = pytest.mark.slow


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}"


def printed(answer) -> tuple[set[str], str, int]:
    """Return the codes, the words and the number of the pages of a PDF."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.json
    assert answer.headers["Cache-Control"] == "no-store, private"
    codes: set[str] = set()
    words = ""
    with pypdfium2.PdfDocument(BytesIO(answer.data)) as document:
        for page in document:
            picture = page.render(scale=3).to_pil()
            codes |= {code.text for code in zxingcpp.read_barcodes(picture)}
            words += " " + page.get_textpage().get_text_bounded()
        return codes, " ".join(words.split()), len(document)


def refused(answer) -> str:
    assert answer.status_code in (409, 422)
    return answer.json["detail"]


def test_badges_open_what_they_say_and_their_backs_hold_the_session(organiser, api, congress, cast):
    session = congress.sessions[0]
    path = f"{api}/badges.pdf?size=a7&back=code-{session.id}"
    assert "mã" in refused(organiser.get(path))
    link = library.add_link(congress, LinkForm(target="session", id=session.id))
    codes, words, pages = printed(organiser.get(path))
    people = (cast.minh, cast.hoa, cast.guest)
    assert codes == {badge_url(each) for each in people} | {link_url(link)}
    assert pages == 2
    for told in ("Nguyễn Văn Minh", "Khách mời", "A-02", session.title):
        assert told in words


def test_the_programme_and_the_wifi_and_help_stand_on_the_back(organiser, api, congress, cast):
    session = congress.sessions[0]
    words = printed(organiser.get(f"{api}/badges.pdf?back=programme-{session.id}"))[1]
    assert "Báo cáo chính trị" in words
    for item in items_of(congress.id):
        agenda.remove_item(congress, item)
    assert refused(organiser.get(f"{api}/badges.pdf?back=programme-{session.id}"))
    assert refused(organiser.get(f"{api}/badges.pdf?back=wifi"))
    organiser.put(f"{api}/network", json={"name": "DAIHOI", "password": "sonlam2027"})
    codes, words, _pages = printed(organiser.get(f"{api}/badges.pdf?back=wifi"))
    assert "WIFI:T:WPA;S:DAIHOI;P:sonlam2027;;" in codes
    assert "sonlam2027" not in words
    assert "114" in printed(organiser.get(f"{api}/badges.pdf?back=help"))[1]
    elsewhere = cast.elsewhere.sessions[0].id
    assert organiser.get(f"{api}/badges.pdf?back=code-{elsewhere}").status_code == 404


def test_only_new_and_changed_badges_are_printed_again(organiser, api, congress, cast):
    path = f"{api}/badges.pdf?who=changed&size=card"
    assert len(printed(organiser.get(path))[0]) == 3
    assert "tất cả" in refused(organiser.get(path))
    with writing():
        cast.hoa.seat = "B-07"
        commit_quietly()
    delegates.replace_badge(congress, cast.minh)
    new = make_delegate(congress, "003", "H'Hen Niê")
    codes, words, _pages = printed(organiser.get(path))
    assert codes == {badge_url(each) for each in (cast.hoa, cast.minh, new)}
    assert "B-07" in words
    assert db.session.query(PrintedBadge).count() == 4


def test_who_was_erased_gets_neither_a_badge_nor_a_line(organiser, api, congress, cast):
    with writing():
        cast.hoa.name = ERASED_NAME
        commit_quietly()
    session = congress.sessions[0].id
    for path in ("badges.pdf", f"sessions/{session}/attendance.pdf"):
        words = printed(organiser.get(f"{api}/{path}"))[1]
        assert "Nguyễn Văn Minh" in words
        assert "002" not in words


def test_badges_of_one_delegation_and_of_one_person(organiser, api, congress, cast):
    other = make_delegate(congress, "004", "Hạng A Giàng", delegation="Đoàn B")
    who = f"{api}/badges.pdf?who={other.delegation_id}"
    assert printed(organiser.get(who))[0] == {badge_url(other)}
    codes = printed(organiser.get(f"{api}/badges.pdf?delegate={cast.minh.id}"))[0]
    assert codes == {badge_url(cast.minh)}
    for query in (f"who={cast.tuan.delegation_id}", f"delegate={cast.tuan.id}"):
        assert organiser.get(f"{api}/badges.pdf?{query}").status_code == 404


def test_without_delegates_there_is_a_sentence(organiser, api, congress):
    assert refused(organiser.get(f"{api}/badges.pdf"))
    session = congress.sessions[0].id
    assert refused(organiser.get(f"{api}/sessions/{session}/attendance.pdf"))


def test_access_cards_hold_names_zones_and_only_the_public_link(organiser, api, congress, cast):
    path = f"{api}/access-cards.pdf"
    assert refused(organiser.post(path, json={"people": " \n "}))
    assert refused(organiser.post(path, json={"people": "x\n" * 501}))
    assert refused(organiser.post(path, json={"category": "king", "blank": 1}))
    sent = {"category": "press", "people": "Lê Hà; Báo Sơn Lam\n\n<b>A & B</b>", "blank": "2"}
    sent |= {"hall": "true", "code": "true", "size": "card"}
    codes, words, pages = printed(organiser.post(path, data=sent))
    assert (codes, pages) == (set(), 1)
    for told in ("Lê Hà", "Báo Sơn Lam", "<b>A & B</b>", "BÁO CHÍ", "Hội trường"):
        assert told in words
    assert words.count("Họ và tên") == 2
    assert "Sân khấu" not in words
    library.add_link(congress, LinkForm(target="session", id=congress.sessions[0].id))
    link = library.add_link(congress, LinkForm(target="congress"))
    assert printed(organiser.post(path, data=sent))[0] == {link_url(link)}


def test_attendance_sheets_follow_the_roster_in_abc_order(organiser, api, congress, cast):
    make_delegate(congress, "005", "Đỗ Văn An", delegation="Đoàn B")
    make_delegate(congress, "006", "Vũ Thị Ánh", delegation="Đoàn B")
    make_delegate(congress, "007", "Bùi Công Anh", delegation="Đoàn B")
    make_delegate(congress, "K09", "Khách Mời Xa", delegation="Đoàn B", standing="guest")
    session = congress.sessions[0]
    with writing():
        away = {"reported_at": now(), "confirmed_at": now()}
        db.session.add(Absence(session_id=session.id, delegate_id=cast.hoa.id, **away))
        commit_quietly()
    path = f"{api}/sessions/{session.id}/attendance.pdf"
    _codes, words, pages = printed(organiser.get(path))
    assert pages == 2
    order = [words.index(name) for name in ("Trần Thị Hoa", "Đỗ Văn An", "Bùi Công Anh", "Thị Ánh")]
    assert order == sorted(order)
    for told in ("Khách Mời Xa", "Trang 2/2", "Triệu tập: 3", session.title, "Hội trường A"):
        assert told in words
    assert words.count("Vắng có lý do") == 3, "one note beside the two lines of totals"
    one = organiser.get(f"{path}?delegation={cast.minh.delegation_id}")
    assert "Đỗ Văn An" not in printed(one)[1]
    assert organiser.get(f"{path}?delegation={cast.tuan.delegation_id}").status_code == 404
    elsewhere = cast.elsewhere.sessions[0].id
    assert organiser.get(f"{api}/sessions/{elsewhere}/attendance.pdf").status_code == 404


@pytest.mark.parametrize(("words", "told"), [("vi", "Đeo thẻ đại biểu"), ("en", "Wear your badge")])
def test_the_guide_shows_the_address_and_the_code(organiser, api, congress, words, told):
    codes, text, _pages = printed(organiser.get(f"{api}/guide.pdf?words={words}"))
    assert codes == set()
    assert told in text
    assert "http://hall.test" in text
    link = library.add_link(congress, LinkForm(target="congress"))
    assert printed(organiser.get(f"{api}/guide.pdf?words={words}&size=A5"))[0] == {link_url(link)}


def test_names_of_every_kind_are_printed_and_never_stop_the_press(organiser, api, congress):
    for number, name in enumerate(
        ("W" * 120, "<script>alert(1)</script>", "محمد علي", "\u202eabc", "🙂")
    ):
        make_delegate(congress, f"{number:03}", name, delegation="", position="x" * 200)
    for size in ("a6", "card"):
        codes, words, _pages = printed(organiser.get(f"{api}/badges.pdf?size={size}"))
        assert codes == {badge_url(each) for each in db.session.query(Delegate)}
        assert "<script>" in words.replace(" ", "")


def test_an_outsider_gets_nothing(client_for, api, congress):
    session = congress.sessions[0].id
    for path in ("badges.pdf", f"sessions/{session}/attendance.pdf", "guide.pdf"):
        assert client_for("chair").get(f"{api}/{path}").status_code == 404
    assert client_for("chair").post(f"{api}/access-cards.pdf", json={"blank": 1}).status_code == 404
    assert make_congress("Đại hội khác").id != congress.id
