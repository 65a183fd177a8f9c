"""The credentials report as figures, as a PDF, as a Word file, and on the big screen."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_file

from app.access import needs, visitor
from app.agenda.queries import item_of
from app.attendance.queries import quorum_needed, session_meant
from app.clock import breathing
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.credentials.actions import adopt_report, put_on_screen
from app.credentials.figures import Convened, Credentials, Group, age_of
from app.credentials.forms import (
    AdoptionAnswer,
    AdoptionForm,
    AppointedAnswer,
    ChangeAnswer,
    CredentialsAnswer,
    GroupAnswer,
    PersonAnswer,
    ScreenForm,
    ScreenMade,
    SubstituteAnswer,
)
from app.credentials.frozen import as_data
from app.credentials.queries import credentials_of
from app.credentials.report import blocks, letterhead, subtitle, title
from app.credentials.reports import Report, report_meant
from app.credentials.screen_pages import screen_title, slide_pages
from app.credentials.wording import formulas, label
from app.i18n import language
from app.library.files import keep_file
from config import FONTS_DIR
from documents.blocks import SlidePage
from documents.media import SUFFIXES
from documents.press import print_report, print_slides
from documents.store import StoredFile

blueprint = Blueprint("credentials_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
BATCH = 50
"""After so many groups the hub may serve phones."""
MEDIA_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}


@blueprint.get("/credentials")
@needs("credentials.read")
@answers(CredentialsAnswer)
def show_credentials(congress: Congress) -> Any:
    """Tell the figures of a session's report (`session_id`), adopted ones with `report_id`."""
    return answer_for(congress, report_asked_for(congress))


@blueprint.get("/credentials.pdf")
@needs("credentials.read")
@answers(media_type="application/pdf")
def print_credentials(congress: Congress) -> Any:
    """Print a session's report (`session_id`), the adopted one with `report_id`."""
    return report_file(congress, ".pdf")


@blueprint.get("/credentials.docx")
@needs("credentials.read")
@answers(media_type=MEDIA_TYPES[".docx"])
def write_credentials(congress: Congress) -> Any:
    """Write a session's report (`session_id`) as a Word file, the adopted one with `report_id`."""
    return report_file(congress, ".docx")


@blueprint.post("/credentials/adoptions")
@needs("credentials.adopt")
@answers(Created, 201)
@takes(AdoptionForm)
def adopt(congress: Congress, form: AdoptionForm) -> Any:
    """Keep the present figures as those that the congress adopted."""
    session = session_meant(congress, form.session_id)
    figures = as_data(credentials_of(congress, session))
    return Created(id=adopt_report(congress, session, figures=figures, by=visitor().name).id)


@blueprint.post("/credentials/slides")
@needs("credentials.adopt")
@answers(ScreenMade, 201)
@takes(ScreenForm)
def show_in_the_hall(congress: Congress, form: ScreenForm) -> Any:
    """Put the report's figures behind the slides of an item, for the big screen."""
    item = item_of(congress, form.item_id)
    report = report_meant(congress, form.session_id, form.report_id)
    pages = slide_pages(congress, report.session, report.found)
    stored = printed_slides(congress, pages)
    slides = put_on_screen(
        congress, item, stored, title=screen_title(report.session), pages=len(pages)
    )
    return ScreenMade(
        document_id=slides[0].document_id or 0, slide_ids=[slide.id for slide in slides]
    )


def report_file(congress: Congress, suffix: str) -> Response:
    """Answer with the report as a file, made by the press."""
    report = report_asked_for(congress)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"credentials{suffix}"
        print_report(
            path,
            title=title(),
            subtitle=subtitle(congress, report.session),
            letterhead=letterhead(congress, report.counted_at),
            blocks=blocks(
                congress,
                report.found,
                counted_at=report.counted_at,
                status=report.status,
                substitutes=report.substitutes,
            ),
            language=language(),
            fonts_dir=FONTS_DIR,
        )
        response = send_file(path.open("rb"), mimetype=MEDIA_TYPES[suffix], download_name=path.name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def printed_slides(congress: Congress, pages: list[SlidePage]) -> StoredFile:
    """Print the slides and keep them among the uploaded files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "slides.pdf"
        print_slides(path, pages, footer=congress.title, language=language(), fonts_dir=FONTS_DIR)
        with path.open("rb") as file:
            return keep_file(file)


def report_asked_for(congress: Congress) -> Report:
    """Return the report that the address names: `session_id`, and `report_id` if adopted."""
    return report_meant(
        congress, request.args.get("session_id", type=int), request.args.get("report_id", type=int)
    )


def answer_for(congress: Congress, report: Report) -> CredentialsAnswer:
    """Return the figures as the API tells them."""
    found, counts = report.found, report.found.counts
    return CredentialsAnswer(
        session_id=report.session.id,
        counted_at=report.counted_at,
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
        substitutes=[
            SubstituteAnswer(
                name=each.substitute, in_place_of=each.replaced, delegation=each.delegation
            )
            for each in report.substitutes
        ],
        formulas=formulas(),
        adoption=adoption_answer(report),
    )


def adoption_answer(report: Report) -> AdoptionAnswer | None:
    """Return when the report was adopted, and what changed since."""
    adoption = report.adoption
    if adoption is None:
        return None
    return AdoptionAnswer(
        id=adoption.id,
        adopted_at=adoption.adopted_at,
        adopted_by=adoption.adopted_by,
        changes=[ChangeAnswer(**vars(each)) for each in report.status.changes or ()],
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
