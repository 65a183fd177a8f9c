"""Pages about delegates for the office."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.clock import now
from app.congresses.models import Congress
from app.delegates.api import answer_for
from app.delegates.badges import badge_url
from app.delegates.counts import people
from app.delegates.face_calibration import twins_of
from app.delegates.face_links import link_url, open_link_of
from app.delegates.groupings import units_of
from app.delegates.photo_api import batch_answer, photo_answer
from app.delegates.photo_batches import SHELF
from app.delegates.photo_queries import PHOTO, photo_versions
from app.delegates.queries import (
    delegate_of,
    delegates_named,
    delegations_of,
    groups_of,
    open_consent,
    overall,
    portraits_of,
)
from app.delegates.roster_doubles import likely_doubles
from app.delegates.roster_drafts import draft_of, drafts_of
from app.delegates.roster_history import history_of, latest_steps, step_answers
from app.delegates.roster_list import Wanted, found_rows
from app.delegates.sites import site_of_delegate, sites_of
from app.delegates.wording import portrait_sentence

blueprint = Blueprint("delegates", __name__)
STEPS_SHOWN = 8


@blueprint.get("/office/<int:congress_id>/delegates")
@needs("roster.read")
def show_roster(congress: Congress) -> ResponseReturnValue:
    """Show the roster by given name: the first page of it, the rest as one looks."""
    people, of = found_rows(congress, Wanted())
    may_manage = visitor().may("roster.manage", congress.id)
    return render_template(
        "delegates/roster.html",
        congress=congress,
        people=people,
        of=of,
        delegations=delegations_of(congress),
        groups=groups_of(congress),
        drafts=drafts_of(congress) if may_manage else [],
        steps=step_answers(latest_steps(congress)[:STEPS_SHOWN]) if may_manage else [],
    )


@blueprint.get("/office/<int:congress_id>/delegates/import/<int:draft_id>")
@needs("roster.manage")
def show_draft(congress: Congress, draft_id: int) -> ResponseReturnValue:
    """Show a list on its way into the roster, row by row."""
    return render_template(
        "delegates/draft.html",
        congress=congress,
        draft=draft_of(congress, draft_id),
        delegations=delegations_of(congress),
        sites=sites_of(congress.id),
    )


@blueprint.get("/office/<int:congress_id>/delegates/groups")
@needs("roster.read")
def show_groupings(congress: Congress) -> ResponseReturnValue:
    """Show delegations and discussion groups with their leaders."""
    kinds = {kind: units_of(congress, kind) for kind in ("delegations", "groups")}
    return render_template("delegates/groupings.html", congress=congress, kinds=kinds)


@blueprint.get("/office/<int:congress_id>/delegates/photos")
@needs("roster.manage")
def show_photos(congress: Congress) -> ResponseReturnValue:
    """Bring many photographs in a ZIP, and see what became of each (`batch`)."""
    asked = request.args.get("batch", type=int)
    return render_template(
        "delegates/photos.html",
        congress=congress,
        with_photo=len(photo_versions(congress)),
        of=people(congress),
        batch=batch_answer(SHELF.find(congress, asked)) if asked is not None else None,
        batches=SHELF.batches_of(congress),
        today=now().astimezone(ZoneInfo(congress.time_zone)).date(),
    )


@blueprint.get("/office/<int:congress_id>/delegates/doubles")
@needs("roster.manage")
def show_doubles(congress: Congress) -> ResponseReturnValue:
    """Show delegates who may be one and the same, side by side."""
    pairs = [
        (
            each.because,
            answer_for(delegate_of(congress, each.one)),
            answer_for(delegate_of(congress, each.other)),
        )
        for each in likely_doubles(congress)
    ]
    return render_template("delegates/doubles.html", congress=congress, pairs=pairs)


@blueprint.get("/office/<int:congress_id>/delegates/<int:delegate_id>")
@needs("roster.read")
def show_delegate(congress: Congress, delegate_id: int) -> ResponseReturnValue:
    """Show one delegate: facts, badge, enrolment of the face, and what was changed when."""
    delegate = delegate_of(congress, delegate_id)
    portraits = portraits_of(delegate)
    return render_template(
        "delegates/delegate.html",
        congress=congress,
        delegate=delegate,
        delegations=delegations_of(congress),
        groups=groups_of(congress),
        consent=open_consent(delegate),
        photo=photo_answer(congress, delegate),
        photo_consent=open_consent(delegate, PHOTO),
        face=overall({portrait.state for portrait in portraits}),
        reasons=[portrait_sentence(each.reason) for each in portraits if each.reason],
        face_link=open_link_of(delegate),
        link_url=link_url,
        twins=delegates_named(congress, twins_of(congress, delegate)),
        badge_url=badge_url(delegate),
        site=site_of_delegate(delegate),
        history=history_of(congress, delegate)
        if visitor().may("roster.manage", congress.id)
        else [],
    )
