"""The table of permissions in words: what each lets somebody do, for the page and for the docs.

One line per permission of app/access.py; a test says which is missing. The table itself stays
there: here are only words.
"""

from flask_babel import lazy_gettext as _

from app.access import PERMISSIONS, ROLES, VISITORS

COLUMNS = (*ROLES, *VISITORS[:-1])
"""Whoever the table can name; `nobody` may nothing that is listed here."""

PERMISSION_WORDS = {
    "congress.create": _("Make a new congress"),
    "congress.prepare": _("Prepare the congress: sessions, agenda, slides, settings"),
    "congress.archive": _("Close a congress as an archive, and say how long it stays readable"),
    "congress.follow": _("Follow the hall on a phone: agenda, what is on, numbers"),
    "documents.read": _("Read the documents that are for them"),
    "documents.manage": _("Upload, order and withdraw documents"),
    "links.manage": _("Make and revoke QR codes"),
    "readers.read": _("See how many opened each document, never who"),
    "notes.keep": _("Keep private notes on documents"),
    "delegates.list": _("See the list of delegates: name, delegation, position"),
    "roster.read": _("See the whole roster"),
    "roster.manage": _("Import and change the roster, print badges"),
    "portraits.manage": _("Take and erase photographs, for recognition and for badges"),
    "photos.see": _("See photographs of delegates who agreed, where they are kept"),
    "gallery.read": _("Get the faces that a desk compares with"),
    "device.report": _("Report how a desk is doing"),
    "devices.manage": _("Pair and revoke desks and screens"),
    "attendance.record": _("Check delegates in, undo, report absences"),
    "attendance.follow": _("See how many are present"),
    "attendance.events": _("See every check-in with name and hour"),
    "attendance.review": _("Settle check-ins that do not fit, and reports of absence"),
    "delegation.lead": _("See and report who of one's own delegation is here; its leader alone"),
    "attendance.close": _("Close the roll-call and open it again"),
    "credentials.read": _("See the figures of the credentials report"),
    "credentials.adopt": _("Adopt the credentials report and put it on the big screen"),
    "agenda.notes": _("Read the run sheet with its private notes"),
    "stage.move": _("Move the hall: items, slides, video"),
    "screen.show": _("Show the big screen"),
    "stage.notes": _("Read the notes of what is on, on the stage monitor"),
    "office.enter": _("Open the organisers' office"),
    "sheets.print": _("Print badges, lists and cards"),
    "paper.read": _("See how much paper was saved"),
    "paper.manage": _("Set what the paper meter counts with"),
    "export.read": _("Export everything"),
    "audit.read": _("Read the audit: who did what when"),
    "own.read": _("See who one is signed in as"),
    "congress.erase": _("Erase a congress for good"),
    "people.erase": _("Erase a person for good, in every backup too"),
    "people.manage": _("Invite people, give and take roles, where one holds this role oneself"),
    "organisations.manage": _("Change the tree of organisations"),
    "house.manage": _("Change rules of the whole server"),
    "metrics.read": _("Read the server's measurements"),
}


def table() -> list[tuple[str, frozenset[str]]]:
    """Return each permission with its holders, in the order of the words."""
    return [(name, PERMISSIONS[name]) for name in PERMISSION_WORDS if name in PERMISSIONS]


def words_of(permission: str) -> str:
    """Return what a permission lets somebody do, in the reader's language; English outside."""
    return str(PERMISSION_WORDS[permission])
