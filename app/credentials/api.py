"""The credentials report as figures, as a PDF to print and as a Word file to correct."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_file

from app.access import needs
from app.attendance.queries import current_session, quorum_needed
from app.clock import breathing, now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.contract import answers
from app.credentials.figures import Convened, Credentials, Group, age_of
from app.credentials.forms import (
    AppointedAnswer,
    CredentialsAnswer,
    GroupAnswer,
    PersonAnswer,
)
from app.credentials.queries import credentials_of
from app.credentials.report import blocks, letterhead, subtitle, title
from app.credentials.wording import formulas, label
from app.errors import NotFoundError
from app.i18n import language
from config import FONTS_DIR
from documents.media import SUFFIXES
from documents.press import print_report

blueprint = Blueprint("credentials_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
BATCH = 50
"""After so many groups the hub may serve phones."""
MEDIA_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}


@blueprint.get("/credentials")
@needs("credentials.read")
@answers(CredentialsAnswer)
def show_credentials(congress: Congress) -> Any:
    """Tell the figures of the credentials report of a session (`session_id`)."""
    session = session_asked_for(congress)
    return answer_for(congress, session, credentials_of(congress, session))


@blueprint.get("/credentials.pdf")
@needs("credentials.read")
@answers(media_type="application/pdf")
def print_credentials(congress: Congress) -> Any:
    """Print the credentials report of a session (`session_id`)."""
    return report_file(congress, ".pdf")


@blueprint.get("/credentials.docx")
@needs("credentials.read")
@answers(media_type=MEDIA_TYPES[".docx"])
def write_credentials(congress: Congress) -> Any:
    """Write the credentials report of a session (`session_id`) as a Word file."""
    return report_file(congress, ".docx")


def report_file(congress: Congress, suffix: str) -> Response:
    """Answer with the report as a file, made by the press."""
    session = session_asked_for(congress)
    found = credentials_of(congress, session)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"credentials{suffix}"
        print_report(
            path,
            title=title(),
            subtitle=subtitle(congress, session),
            letterhead=letterhead(congress),
            blocks=blocks(congress, found),
            language=language(),
            fonts_dir=FONTS_DIR,
        )
        response = send_file(path.open("rb"), mimetype=MEDIA_TYPES[suffix], download_name=path.name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def session_asked_for(congress: Congress) -> CongressSession:
    """Return the session that the address names, or the one that is on."""
    asked = request.args.get("session_id", type=int)
    session = session_of(congress, asked) if asked is not None else current_session(congress)
    if session is None:
        raise NotFoundError
    return session


def answer_for(
    congress: Congress, session: CongressSession, found: Credentials
) -> CredentialsAnswer:
    """Return the figures as the API tells them."""
    counts = found.counts
    return CredentialsAnswer(
        session_id=session.id,
        counted_at=now(),
        **vars(counts),
        rate=counts.rate,
        quorum=quorum_needed(congress, counts.convened),
        tables={
            name: [group_answer(name, group) for group in breathing(groups, every=BATCH)]
            for name, groups in found.tables.items()
        },
        oldest=person_answer(found.oldest, found, is_certain=found.oldest_is_certain),
        youngest=person_answer(found.youngest, found, is_certain=found.youngest_is_certain),
        average_age=found.average_age,
        ages_by_year=found.ages_by_year,
        appointed=AppointedAnswer(
            appointed=found.appointed,
            share=found.appointed_share,
            is_within_limit=found.appointed_is_within_limit,
        ),
        formulas=formulas(),
    )


def group_answer(table: str, group: Group) -> GroupAnswer:
    """Return one line of a table as the API tells it."""
    return GroupAnswer(
        value=group.value,
        label=label(table, group.value),
        **vars(group.counts),
        rate=group.counts.rate,
        share=group.share,
    )


def person_answer(
    person: Convened | None, found: Credentials, *, is_certain: bool
) -> PersonAnswer | None:
    """Return the oldest or youngest as the API tells them."""
    age = age_of(person, found.on) if person else None
    if person is None or person.birth_year is None or age is None:
        return None
    return PersonAnswer(
        name=person.name,
        delegation=person.delegation,
        position=person.position,
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        age=age,
        is_certain=is_certain,
    )
