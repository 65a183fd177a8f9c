"""What the tables of the open export and their columns hold: the README in the ZIP.

The names in the files stay the same in every language, for programs; here people read them.
"""

from collections.abc import Iterable, Mapping

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

TABLES = {
    "sessions": _("The sessions of the congress."),
    "delegates": _("The roster; nothing of badges and faces. An erased person is a number."),
    "delegations": _("The delegations and their leaders."),
    "discussion_groups": _("The discussion groups and their leaders."),
    "sites": _("The sites where the congress meets; none where everybody meets in one place."),
    "check_ins": _("Every check-in as it happened, those undone too."),
    "absences": _("The absences that were reported; those confirmed and not declined count."),
    "earlier_absences": _("What held of absences before they were decided anew."),
    "walk_ins": _("The guests who were entered at the door; they stand in delegates too."),
    "agenda": _("The programme."),
    "documents": _("Every version of every document with the hash of its file."),
    "links": _("The QR codes with their hours; never their tokens."),
    "adopted_reports": _("The credentials reports as the congress adopted them."),
    "paper": _("Paper that was not printed, by document, and the sum."),
    "print_runs": _("What was printed all the same."),
    "readers": _("How often each document was opened: numbers, never who."),
}
COLUMNS = {
    "id": _("number of the row"),
    "title": _("title"),
    "starts_at": _("begins"),
    "ends_at": _("ends"),
    "roll_call_closed_at": _("when the roll-call was closed"),
    "number": _("number of the delegate"),
    "name": _("name"),
    "sort_name": _("name as it is sorted, where it differs"),
    "delegation": _("delegation"),
    "group": _("discussion group"),
    "site": _("site; empty: the main hall, or where the delegate is expected"),
    "place": _("where that is"),
    "removed_at": _("since when it is not used"),
    "position": _("position, or place in the order"),
    "standing": _("ex_officio, elected, appointed, alternate or guest"),
    "sex": _("male, female or empty"),
    "birth_date": _("birth date"),
    "birth_year": _("birth year"),
    "ethnicity": _("ethnicity"),
    "religion": _("religion"),
    "party": _("member of the Party"),
    "education": _("education"),
    "seat": _("seat"),
    "presidium": _("member of the presidium"),
    "leader_number": _("number of the leader"),
    "session_id": _("row in sessions"),
    "delegate_id": _("row in delegates"),
    "delegate_number": _("number of the delegate at the time of the export"),
    "phone": _("phone, if the guest gave one"),
    "direction": _("in or out"),
    "method": _("face, badge or name"),
    "recorded_by": _("desk or person"),
    "desk_at": _("moment by the desk's clock"),
    "clock_offset_ms": _("server minus desk clock, milliseconds"),
    "happened_at": _("moment by the server's clock"),
    "received_at": _("when the server got it"),
    "conflict": _("what did not fit, or empty"),
    "clock_jumped": _("the desk's clock jumped"),
    "seen_at": _("when somebody let it stand"),
    "undone_at": _("when it was undone"),
    "undo_reason": _("why it was undone"),
    "reason": _("reason"),
    "reported_at": _("when it was reported"),
    "reported_by": _("desk or person who entered it; empty when the leader reported it"),
    "reporter_number": _("number of the leader who reported it"),
    "substitute_number": _("number of who was named to come instead"),
    "substitute_since": _("since when the substitute has the place; empty: only named"),
    "substitute_until": _("when that was taken back while the absence stayed"),
    "excused_since": _("since when the delegate was excused"),
    "excused_until": _("until when"),
    "place_since": _("since when the substitute had the place"),
    "place_until": _("until when"),
    "confirmed_at": _("when it was confirmed"),
    "declined_at": _("when it was declined"),
    "decided_by": _("who confirmed or declined it"),
    "decline_reason": _("why it was declined"),
    "parent_id": _("item above, row in agenda"),
    "kind": _("kind"),
    "minutes": _("planned minutes"),
    "speaker": _("speaker"),
    "state": _("state"),
    "started_at": _("when it began"),
    "ended_at": _("when it ended"),
    "section": _("heading"),
    "audience": _("who may read: public, delegates or presidium"),
    "withdrawn_at": _("when it was withdrawn"),
    "version": _("version"),
    "file_name": _("name of the file"),
    "media_type": _("type of the file"),
    "size_bytes": _("size in bytes"),
    "sha256": _("SHA-256 of the file"),
    "pages": _("pages"),
    "created_at": _("when it was made"),
    "target": _("what it opens: congress, session, document or delegates"),
    "target_id": _("row of what it opens"),
    "opens_at": _("opens"),
    "closes_at": _("closes"),
    "revoked_at": _("when it was revoked"),
    "renewed_at": _("when it was renewed"),
    "scans": _("how often it was scanned"),
    "adopted_at": _("when it was adopted"),
    "adopted_by": _("account that recorded the adoption"),
    "figures": _("all figures, as JSON"),
    "document_id": _("row in documents"),
    "copies": _("copies that would have been printed"),
    "sets_printed": _("copies that were printed"),
    "copies_saved": _("copies saved"),
    "pages_saved": _("printed pages saved"),
    "sheets_saved": _("sheets saved"),
    "cost_saved_vnd": _("cost saved, đồng"),
    "minutes_saved": _("minutes of work saved"),
    "sets": _("copies"),
    "printed_on": _("day of printing"),
    "entered_by": _("who entered it"),
    "entered_at": _("when it was entered"),
    "openings": _("how often it was opened"),
    "readers": _("on how many browsers"),
    "opened_by": _("delegates who opened it by badge"),
    "expected": _("delegates who may read it"),
}
FORMS = _(
    "Each table as CSV (UTF-8 with mark, for Excel) and JSON, all of them as sheets "
    "of tables.xlsx. Moments are UTC, dates are years-months-days. A text that a "
    "spreadsheet would take for a formula has an apostrophe in front in CSV and XLSX. "
    "manifest.json holds the SHA-256 of each file."
)
LEFT_OUT = _(
    "Left out on purpose: faces, photographs, consent, badges, private notes, who "
    "opened which document, the history of the roster, accounts, devices, passwords, "
    "the audit (it has a page and a sheet of its own)."
)


def readme(tables: Mapping[str, Iterable[str]], languages: Iterable[str]) -> str:
    """Return what the files hold, in each language one after another; `tables` by name, heads."""
    return "\n\n".join(chapter(tables, language) for language in languages) + "\n"


def chapter(tables: Mapping[str, Iterable[str]], language: str) -> str:
    """Return the README in one language."""
    with force_locale(language):
        parts = [f"{FORMS}\n\n{LEFT_OUT}"]
        for name, heads in tables.items():
            told = [f"  {head}: {COLUMNS[head]}" for head in heads]
            parts.append("\n".join([f"{name}: {TABLES[name]}", *told]))
        return "\n\n".join(parts)
