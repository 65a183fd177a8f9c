"""Links to the own page about the face on paper, to cut apart, and as a table for a mail merge."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path

from flask import Response, send_file
from flask_babel import gettext as _

from app.congresses.models import Congress
from app.delegates.face_link_round import Invited, invited
from app.errors import RefusedError
from app.i18n import clock_time, day, language
from app.printing.sheets import printed
from config import FONTS_DIR
from documents.press import print_own_face_cards, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def links_pdf(congress: Congress) -> Response:
    """Answer with a card for everybody whose link opens; raises RefusedError for nobody."""
    people = whoever_is_invited(congress)
    cards = [
        {
            "name": each.name,
            "number": each.number,
            "delegation": each.delegation,
            "url": each.url,
        }
        for each in people
    ]
    return printed(
        "own-face.pdf",
        lambda path: print_own_face_cards(
            path,
            cards,
            congress=congress.title,
            until=until(min(people, key=lambda each: each.expires_at)),
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def links_xlsx(congress: Congress) -> Response:
    """Answer with a table: a row for each link; raises RefusedError as above."""
    people = whoever_is_invited(congress)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "links.jsonl", Path(folder) / "links.xlsx"
        with source.open("w", encoding="utf-8") as written:
            for row in (heads(), *map(cells, people)):
                written.write(json.dumps(row, ensure_ascii=False) + "\n")
        notes = [
            congress.title,
            _("Each link is for one person only: send it to nobody else."),
            _("Nobody has to answer: badge and name are just as fast."),
        ]
        write_sheet(made, source, title=_("Links"), notes=notes, notes_title=_("Notes"))
        response = send_file(
            made.open("rb"), mimetype=XLSX, as_attachment=True, download_name="own-face.xlsx"
        )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def whoever_is_invited(congress: Congress) -> list[Invited]:
    """Return everybody with an open link; raises RefusedError when there is nobody."""
    people = list(invited(congress))
    if not people:
        raise RefusedError(_("Nobody has a link. Make the links first."))
    return people


def heads() -> list[str]:
    """Return the heads of the table."""
    return [
        *(_("Number"), _("Name"), _("Delegation"), _("Position")),
        *(_("Link for the own phone"), _("Works until")),
    ]


def cells(person: Invited) -> list[str]:
    """Return a row of the table."""
    who = [person.number, person.name, person.delegation, person.position]
    return [*who, person.url, until(person)]


def until(person: Invited) -> str:
    """Return the last minute in which a link opens: nobody reads midnight as the day before."""
    last = person.expires_at - timedelta(minutes=1)
    return f"{clock_time(last)}, {day(last)}"
