"""Makes what tests need, through the same actions that people use."""

from datetime import timedelta
from io import BytesIO

from app.agenda import actions as agenda
from app.agenda.forms import ItemForm
from app.clock import now
from app.congresses import actions as congresses
from app.congresses.models import Congress, CongressSession
from app.delegates import actions as delegates
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate
from app.library import actions as library
from app.library.files import file_store
from app.library.forms import DocumentForm
from app.library.models import Document, DocumentVersion, Page


def make_congress(title: str) -> Congress:
    """A congress of today with two sessions (the first is on) and two agenda items."""
    today = now().date()
    congress = congresses.add_congress(
        title,
        starts_on=today,
        ends_on=today,
        venue="Hội trường A",
        time_zone="Asia/Ho_Chi_Minh",
    )
    first = make_session(congress, "Phiên thứ nhất", hours=0)
    make_session(congress, "Phiên thứ hai", hours=4)
    for name in ("Khai mạc", "Báo cáo chính trị"):
        form = ItemForm(session_id=first.id, title=name, kind="speech", minutes=15)
        agenda.add_item(congress, form)
    return congress


def make_session(congress: Congress, title: str, *, hours: int) -> CongressSession:
    starts_at = now() - timedelta(hours=1) + timedelta(hours=hours)
    return congresses.add_session(
        congress, title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3)
    )


def make_delegate(congress: Congress, number: str, name: str, **fields) -> Delegate:
    form = DelegateForm(number=number, name=name, **{"delegation": "Đoàn A", **fields})
    return delegates.add_delegate(congress, form)


def make_document(congress: Congress, title: str, text: str, **fields) -> Document:
    """A ready document of one page with `text`; its picture is not drawn."""
    content = f"%PDF-1.4 {title} {text}".encode()
    stored = file_store().save(BytesIO(content), limit_bytes=1 << 20)
    form = DocumentForm(title=title, **fields)
    document = library.add_document(congress, form, stored, file_name="a.pdf")
    version: DocumentVersion = document.current
    page = Page(version_id=version.id, number=1, width=595, height=842, text=text)
    library.add_pages(congress, version, [page], of=1)
    library.finish_version(congress, version, outline=[])
    return document
