"""Two congresses with one of everything, and a client for each kind of visitor."""

from dataclasses import dataclass, field
from io import BytesIO

from flask import Flask

from app.access import NOBODY, ROLES, VISITORS
from app.accounts.actions import add_user, choose_content, grant, make_token, pair_device
from app.accounts.invitations import invite
from app.accounts.models import SignIn, User
from app.accounts.pairing import offer_code
from app.accounts.sign_ins import open_sign_in
from app.agenda import actions as agenda
from app.agenda.models import AgendaItem
from app.attendance import absences
from app.attendance import actions as attendance
from app.attendance.absence_forms import ReportForm
from app.attendance.delegation_board import Led
from app.attendance.forms import CheckInForm
from app.attendance.models import Absence
from app.congresses.models import Congress
from app.db import db
from app.delegates import face_batches, face_links, photo_batches, photos
from app.delegates.badges import badge_token
from app.delegates.face_models import FaceBatch
from app.delegates.groupings import change_unit
from app.delegates.groupings_forms import GroupingForm
from app.delegates.models import Delegate, Delegation, PhotoBatch, RosterStep
from app.delegates.roster_draft_file import packed
from app.delegates.roster_drafts import keep_draft
from app.delegates.site_actions import add_site, expect_delegate, remove_site
from app.delegates.sites_forms import SiteForm
from app.library import actions as library
from app.library.files import file_store, pages_folder
from app.library.forms import LinkForm
from app.library.links import link_token
from app.live import actions as live
from app.live.forms import StageForm
from app.paper import actions as paper
from app.paper.forms import PrintRunForm
from app.people.actions import add_organisation
from documents.tables import Row, Sheet, Table
from tests.app.delegates.photographs import picture
from tests.conftest import Bearer
from tests.factories import make_congress, make_delegate, make_document

EVERYBODY = (*ROLES, *VISITORS)
SLIDE_PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
VIDEO = b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm"


@dataclass
class Half:
    """One congress and the ids of what is in it, by the names of the routes' arguments."""

    congress: Congress
    ids: dict[str, object] = field(default_factory=dict)


def furnish(title: str) -> Half:
    """Make a congress with one of everything."""
    congress = make_congress(title)
    session = congress.sessions[0]
    item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).first()
    document = make_document(congress, "Công khai", "chương trình")
    draw_page(document.current.digest)
    delegate = make_delegate(congress, "001", "Nguyễn Văn Minh")
    delegate.presidium = False
    device, device_token = pair_device(congress, "screen", "Màn hình")
    link = library.add_link(congress, LinkForm(target="congress"))
    run = PrintRunForm(document_id=document.id, sets=1, printed_on=congress.starts_on)
    print_run = paper.add_print_run(congress, run, by=NOBODY)
    picture = stored(SLIDE_PICTURE)
    image = agenda.add_file_slide(congress, item, picture, title="ảnh", notes="")
    video = agenda.add_file_slide(congress, item, stored(VIDEO), title="phim", notes="")
    for slide in (image, video):
        live.move_stage(congress, StageForm(slide_id=slide.id))
    event, _ = attendance.check_in(
        congress,
        CheckInForm.model_validate(
            {
                "key": "world-event",
                "delegate_id": delegate.id,
                "session_id": session.id,
                "method": "name",
                "at": "2026-11-21T08:00:00Z",
            }
        ),
        by=NOBODY,
    )
    led = reported_absence(congress, leader=delegate)
    site, removed_site = (add_site(congress, SiteForm(name=each)) for each in ("Xa", "Gần"))
    expect_delegate(congress, site, delegate.number)
    remove_site(congress, removed_site)
    photographed(congress, delegate)
    number = db.session.query(User).count()
    user = add_user(f"user{number}", "một mật khẩu dài")
    viewer = grant(user, "viewer", congress_id=congress.id)
    open_sign_in(user.id, browser="", address="")
    invitation, invite_token = invite("Người mới", "secretary", congress_id=congress.id)
    ids = {
        "user_id": user.id,
        "grant_id": viewer.id,
        "sign_in_id": db.session.query(SignIn).filter_by(user_id=user.id).one().id,
        "invitation_id": invitation.id,
        "invite_token": invite_token,
        "organisation_id": add_organisation(f"Đơn vị {number}", None).id,
        "congress_id": congress.id,
        "session_id": session.id,
        "item_id": item.id,
        "document_id": document.id,
        "number": 1,
        "delegate_id": delegate.id,
        "device_id": device.id,
        "code_id": offer_code(congress, "kiosk", "Bàn 9")[0].id,
        "link_id": link.id,
        "slide_id": image.id,
        "video_slide_id": video.id,
        "event_id": event.id,
        "absence_id": led.id,
        "run_id": print_run.id,
        "link_token": link_token(link),
        "badge_token": badge_token(delegate),
        "screen_token": device_token,
        "draft_id": kept_list(congress).id,
        "batch_id": brought_photographs(congress).id,
        "face_batch_id": brought_faces(congress).id,
        "other_id": make_delegate(congress, "003", "Lê Văn Ba").id,
        "face_token": face_links.face_token(face_links.make_link(congress, delegate)),
        "place": "0:2",
        "backup_id": 1,
        "step_id": db.session.query(RosterStep).filter_by(congress_id=congress.id).first().id,
        "site_id": site.id,
        "removed_site_id": removed_site.id,
        "kind": "delegations",
        "unit_id": delegate.delegation_id,
    }
    return Half(congress, ids)


def reported_absence(congress: Congress, *, leader: Delegate) -> Absence:
    """Make a delegate lead the delegation, and report another member absent."""
    missing = make_delegate(congress, "002", "Trần Thị Hoa")
    unit = db.session.get_one(Delegation, leader.delegation_id)
    form = GroupingForm(name=unit.name, leader_id=leader.id)
    change_unit(congress, "delegations", unit, form)
    report = ReportForm(delegate_id=missing.id, session_id=congress.sessions[0].id, reason="Ốm")
    return absences.report(congress, Led(unit, leader), report)


def photographed(congress: Congress, delegate: Delegate) -> None:
    """Keep a photograph of a delegate, who agrees to it."""
    photos.set_photos_kept(congress, kept=True)
    photos.write_photo(congress, delegate, picture(), consent=True)


def brought_photographs(congress: Congress) -> PhotoBatch:
    """A ZIP of photographs that waits for the worker."""
    photo_batches.SHELF.folder().mkdir(exist_ok=True)
    draft = photo_batches.SHELF.folder() / "draft"
    draft.write_bytes(b"PK")
    return photo_batches.add_batch(congress, draft, consent_on=congress.starts_on)


def brought_faces(congress: Congress) -> FaceBatch:
    """A ZIP of photographs for check-in by face that waits for the worker."""
    face_batches.SHELF.folder().mkdir(exist_ok=True)
    draft = face_batches.SHELF.folder() / "draft"
    draft.write_bytes(b"PK")
    return face_batches.add_batch(congress, draft, consent_on=congress.starts_on)


def kept_list(congress: Congress):
    """A list on its way into the roster."""
    people = Sheet("", [Row(1, ("Họ và tên",)), Row(2, ("Lê Thị Bình",))])
    return keep_draft(congress, "list.csv", packed(Table(sheets=[people])), rows=2)


def stored(content: bytes):
    return file_store().save(BytesIO(content), limit_bytes=1 << 20)


def draw_page(digest: str) -> None:
    """Put the files of page one where the renderer would have put them."""
    folder = pages_folder(digest)
    folder.mkdir(parents=True, exist_ok=True)
    for width_px in (720, 1440):
        (folder / f"0001-{width_px}.webp").write_bytes(b"RIFF")
    facts = '{"width": 595, "height": 842, "text": "x", "words": []}'
    (folder / "0001.json").write_text(facts)


def clients(app: Flask, half: Half) -> dict[str, Bearer]:
    """Return a client for every role and kind of visitor of one congress."""
    congress = half.congress
    found = {role: Bearer(app, make_token(role, congress_id=congress.id)) for role in ROLES}
    found["kiosk"] = Bearer(app, pair_device(congress, "kiosk", "Bàn 1")[1])
    monitor, token = pair_device(congress, "screen", "Bục phát biểu")
    choose_content(congress, monitor.id, "stage")
    found["monitor"] = Bearer(app, token)
    for role, door in (("delegate", "b/{badge_token}"), ("guest", "q/{link_token}")):
        found[role] = holding_cookie(app, "/" + door.format(**half.ids))
    found["nobody"] = holding_cookie(app)
    return found


def holding_cookie(app: Flask, door: str = "") -> Bearer:
    """Return a client with the cookie of a door and no other, whatever it opens later."""
    client = Bearer(app, "")
    client.headers = {}
    if door:
        answer = client.get(door)
        assert answer.status_code == 302
        client.headers = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    client.client = app.test_client(use_cookies=False)
    return client


def browser(app: Flask) -> Bearer:
    """Return a client without a token: only cookies."""
    client = Bearer(app, "")
    client.headers = {}
    return client
