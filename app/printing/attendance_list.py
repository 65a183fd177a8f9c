"""The attendance list of a session to keep, to hand in and to sign: Excel, CSV and PDF."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Response, send_file
from flask_babel import gettext as _

from app.attendance.by_site import numbers_by_site
from app.attendance.presence import Presence, presences
from app.attendance.queries import Numbers, numbers
from app.clock import breathing
from app.congresses.models import Congress, CongressSession
from app.delegates.models import Site
from app.delegates.sites import sites_of
from app.errors import InvalidError, NotFoundError, RefusedError
from app.i18n import clock_time, day
from app.printing.hall_sheets import attendance_pdf
from documents.press import write_sheet, write_table

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "pdf": "application/pdf",
}
BATCH = 50
"""After so many lines the hub may serve phones."""


@dataclass(frozen=True)
class Asked:
    """Which list: of one session, as it is now or as it was at a moment; of one site or all."""

    congress: Congress
    session: CongressSession
    at: datetime | None = None
    site: Site | None = None
    """Only who counts at this site."""


def attendance_list(asked: Asked, form: str) -> Response:
    """Answer with the list; raises NotFoundError for another form, RefusedError for an empty one.

    Formulas in names are neutralised; times are those of the venue.
    """
    if form not in FORMS:
        raise NotFoundError
    site = asked.site.name if asked.site else None
    lines = [each for each in presences(asked.session, at=asked.at) if site in (None, each.site)]
    if not lines:
        raise RefusedError(_("Nobody is on this list yet."))
    response = pdf(asked, lines) if form == "pdf" else table(asked, lines, form)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def table(asked: Asked, lines: Iterable[Presence], form: str) -> Response:
    """Answer with the list as a table; the last column is left free to sign."""
    with_sites = bool(sites_of(asked.congress.id))
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "list.jsonl", Path(folder) / f"list.{form}"
        with source.open("w", encoding="utf-8") as written:
            rows = (cells(line, with_sites) for line in breathing(lines, every=BATCH))
            for row in (heads(with_sites), *rows):
                written.write(json.dumps(row, ensure_ascii=False) + "\n")
        if form == "xlsx":
            title = _("Attendance")
            write_sheet(made, source, title=title, notes=notes(asked), notes_title=_("Figures"))
        else:
            write_table(made, source)
        return send_file(
            made.open("rb"),
            mimetype=FORMS[form],
            as_attachment=True,
            download_name=f"attendance-{asked.session.id}.{form}",
        )


def pdf(asked: Asked, lines: Iterable[Presence]) -> Response:
    """Answer with the sheets to sign, and what is known of each beside the signature."""
    told = {each.delegate_id: brief(each) for each in breathing(lines, every=BATCH)}
    response = attendance_pdf(
        asked.congress, asked.session, delegation_id=None, notes=told, site=asked.site
    )
    if response is None:
        raise RefusedError(_("Nobody is on this list yet."))
    return response


def heads(with_sites: bool) -> list[str]:
    """Return the heads of the table."""
    return [
        *(_("Number"), _("Name"), _("Delegation"), *([_("Site")] if with_sites else [])),
        *(_("Position"), _("Seat"), _("Attendance")),
        *(_("Came at"), _("How"), _("Desk"), _("In the hall"), _("Reason"), _("Substitute")),
        *(_("In place of"), _("Signature")),
    ]


def cells(line: Presence, with_sites: bool) -> list[str]:
    """Return a row of the table."""
    coming = line.coming
    came = ["", "", "", ""]
    if coming is not None:
        inside = _("yes") if coming.is_inside else _("no")
        came = [clock_time(coming.at), how(coming.method), coming.desk, inside]
    where = [line.site] if with_sites else []
    who = [line.number, line.name, line.delegation, *where, line.position, line.seat]
    who.append(word(line.state))
    return [*who, *came, line.reason, line.substitute, line.in_place_of, ""]


def brief(line: Presence) -> str:
    """Return what fits beside a signature."""
    if line.state == "replaced":
        return str(_("in their place: %(name)s", name=line.substitute))
    if line.in_place_of:
        facts = (_("in place of %(name)s", name=line.in_place_of), arrival(line))
        return "; ".join(filter(None, facts))
    return arrival(line)


def arrival(line: Presence) -> str:
    """Return when and how somebody came, or why they did not."""
    if line.coming is not None:
        facts = (clock_time(line.coming.at), how(line.coming.method), line.coming.desk)
        return ", ".join(filter(None, facts))
    if line.state == "pending":
        return ""
    return ": ".join(filter(None, (word(line.state), line.reason)))


def word(state: str) -> str:
    """Return the word of the field for a state."""
    words: dict[str, str] = {
        "present": _("present"),
        "guest": _("guest, present"),
        "excused": _("excused"),
        "unexcused": _("unexcused"),
        "pending": _("not here yet"),
        "replaced": _("replaced"),
    }
    return words[state]


def how(method: str) -> str:
    """Return how somebody was checked in."""
    words: dict[str, str] = {"face": _("face"), "badge": _("badge"), "name": _("name")}
    return words.get(method, method)


def notes(asked: Asked) -> list[str]:
    """Return what the list is of, and the figures that belong to it."""
    found = figures_of(asked)
    moment = asked.at
    when = f"{clock_time(moment)}, {day(moment)}" if moment else _("as it is now")
    figures = (
        (_("convened"), found.convened),
        (_("present"), found.present),
        (_("excused"), found.excused),
        (_("unexcused"), found.unexcused),
        (_("not here yet"), found.pending),
        (_("in the hall now"), found.inside),
    )
    return [
        asked.congress.title,
        f"{asked.session.title} · {when}",
        *([asked.site.name] if asked.site else []),
        *(f"{name}: {count}" for name, count in figures),
        _("Check-ins that were taken back count at no moment. Guests never count."),
    ]


def figures_of(asked: Asked) -> Numbers:
    """Return the figures of the session, or of one site of it."""
    if asked.site is None:
        return numbers(asked.session, at=asked.at)
    of_sites = {each.id: each.numbers for each in numbers_by_site(asked.session, at=asked.at)}
    return of_sites[asked.site.id]


def moment_asked_for(
    congress: Congress, session: CongressSession, *, at: str, clock: str
) -> datetime | None:
    """Return the moment of a request: `at` (ISO 8601 with offset) or `clock` (venue time, HH:MM).

    A clock time is of the day on which the session begins. Raises InvalidError.
    """
    try:
        if clock:
            zone = ZoneInfo(congress.time_zone)
            starts_on = session.starts_at.astimezone(zone).date()
            return datetime.combine(starts_on, time.fromisoformat(clock), tzinfo=zone)
        moment = datetime.fromisoformat(at) if at else None
    except ValueError as error:
        raise InvalidError(_("A time is written like 09:40."), fields={"clock": ""}) from error
    if moment is not None and moment.tzinfo is None:
        raise InvalidError(_("A time is written like 09:40."), fields={"at": ""})
    return moment
