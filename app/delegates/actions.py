"""Keeping the roster, and enrolling faces with consent."""

from flask_babel import lazy_gettext as _

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db, overwrite_free_pages
from app.delegates.badges import give_new_badge
from app.delegates.face_models import EnrolmentLink, FaceCalibration
from app.delegates.forms import DelegateForm
from app.delegates.models import (
    Consent,
    Delegate,
    Delegation,
    DiscussionGroup,
    FaceTemplate,
    Portrait,
    ReplacedBadge,
    Unit,
)
from app.delegates.queries import delegate_numbered, delegate_of, open_consent
from app.delegates.roster_steps import (
    COLUMNS,
    begin_step,
    derived,
    entry,
    facts_of,
    keep_step,
)
from app.delegates.seals import seal_image, seal_template, seals
from app.errors import InvalidError, RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish
from checkin.faces import Encoding

CONSENT_TEXT_VERSION = "2026-11-22"
"""Of the sentences on the delegate's page; since this one a kept photograph is asked for apart."""
MOST_PORTRAITS = 5


@changes
def add_delegate(congress: Congress, form: DelegateForm) -> Delegate:
    """Add one delegate; raises RefusedError when the number is taken."""
    delegate = new_delegate(congress, form)
    keep_added(congress, [delegate])
    commit_and_publish(
        congress, "attendance", "roster", did="delegate.add", about=f"delegate:{delegate.id}"
    )
    return delegate


@changes
def add_delegates(congress: Congress, forms: list[DelegateForm]) -> list[Delegate]:
    """Add many delegates, all or none."""
    added = [new_delegate(congress, form) for form in forms]
    keep_added(congress, added)
    commit_and_publish(
        congress, "attendance", "roster", did="delegate.add", about=f"count:{len(added)}"
    )
    return added


def new_delegate(congress: Congress, form: DelegateForm) -> Delegate:
    """Put a new delegate into the present transaction."""
    if delegate_numbered(congress, form.number) is not None:
        raise RefusedError(_("Number %(number)s is taken.", number=form.number))
    delegate = Delegate(congress_id=congress.id, created_at=now())
    set_facts(congress, delegate, form)
    give_new_badge(delegate)
    db.session.add(delegate)
    db.session.flush()
    return delegate


def keep_added(congress: Congress, delegates: list[Delegate]) -> None:
    """Note the step that added delegates."""
    keep_step(begin_step(congress, "add"), added=[each.id for each in delegates])


def set_facts(congress: Congress, delegate: Delegate, form: DelegateForm) -> None:
    """Set every fact of a delegate, and what follows from them."""
    for name, value in {**form.model_dump(include=set(COLUMNS)), **derived(vars(form))}.items():
        setattr(delegate, name, value)
    delegate.delegation_id = delegation_named(congress, form.delegation)
    delegate.group_id = group_named(congress, form.group)


@changes
def change_delegate(congress: Congress, delegate: Delegate, form: DelegateForm) -> Delegate:
    """Bring a delegate's facts into the state that was sent; badge and face stay."""
    refuse_erased(delegate)
    same_number = delegate_numbered(congress, form.number)
    if same_number is not None and same_number.id != delegate.id:
        raise RefusedError(_("Number %(number)s is taken.", number=form.number))
    before = facts_of(delegate)
    set_facts(congress, delegate, form)
    changed = entry(delegate.id, before, form.model_dump(mode="json"))
    keep_step(begin_step(congress, "change"), entries=[changed])
    commit_and_publish(
        congress, "attendance", "roster", did="delegate.change", about=f"delegate:{delegate.id}"
    )
    return delegate


def refuse_erased(delegate: Delegate) -> None:
    """Raise RefusedError for a row of which only the number is left."""
    if delegate.is_erased:
        raise RefusedError(_("This person was erased. Enter a new delegate instead."))


@changes
def replace_badge(congress: Congress, delegate: Delegate) -> Delegate:
    """Give a new badge for a lost one; the old QR opens nothing from now on."""
    refuse_erased(delegate)
    old = {"delegate_id": delegate.id, "badge_hash": delegate.badge_hash}
    db.session.add(ReplacedBadge(**old, replaced_at=now()))
    give_new_badge(delegate)
    commit_and_publish(
        congress, "roster", "doors", did="badge.replace", about=f"delegate:{delegate.id}"
    )
    return delegate


def delegation_named(congress: Congress, name: str) -> int | None:
    """Return the id of the delegation of that name, made when it is new."""
    return id_named(congress, Delegation, name)


def group_named(congress: Congress, name: str) -> int | None:
    """Return the id of the discussion group of that name, made when it is new."""
    return id_named(congress, DiscussionGroup, name)


def id_named(congress: Congress, kind: type[Unit], name: str) -> int | None:
    """Return the id of a delegation or group, made when it is new; "" is none."""
    if not name:
        return None
    found = db.session.query(kind).filter_by(congress_id=congress.id, name=name).first()
    if found is None:
        position = db.session.query(kind).filter_by(congress_id=congress.id).count()
        found = kind(congress_id=congress.id, name=name, position=position)
        db.session.add(found)
        db.session.flush()
    return found.id


@changes
def name_leaders(congress: Congress, leaders: list[Delegate]) -> None:
    """Make each of `leaders` the leader of the own delegation."""
    for leader in leaders:
        if leader.delegation is not None:
            leader.delegation.leader_id = leader.id
    commit_and_publish(congress, "roster", did="delegation.leaders", about=f"count:{len(leaders)}")


@changes
def enrol(
    congress: Congress, delegate: Delegate, images: list[bytes], *, consent: bool, how: str
) -> None:
    """Take up photographs for face check-in; without consent nothing is kept."""
    refuse_erased(delegate)
    if not consent and open_consent(delegate) is None:
        raise InvalidError(_("Without the delegate's consent no photograph is taken up."))
    if not 1 <= len(images) <= MOST_PORTRAITS:
        raise InvalidError(_("Send one to %(n)s photographs.", n=MOST_PORTRAITS))
    if open_consent(delegate) is None:
        db.session.add(
            Consent(
                delegate_id=delegate.id,
                purpose="face",
                text_version=CONSENT_TEXT_VERSION,
                given_how=how,
                given_at=now(),
            )
        )
    forget_portraits(delegate)
    for image in images:
        take_up(congress, delegate, image)
    commit_and_publish(congress, "roster", did="portraits.enrol", about=f"delegate:{delegate.id}")


def take_up(congress: Congress, delegate: Delegate, image: bytes) -> None:
    """Keep one photograph, sealed, until the worker has encoded it."""
    sealed = seal_image(delegate, image)
    portrait = Portrait(delegate_id=delegate.id, sealed_image=sealed, created_at=now())
    db.session.add(portrait)
    db.session.flush()
    ask("portrait", lane="faces", congress_id=congress.id, portrait_id=portrait.id)


def forget_portraits(delegate: Delegate) -> None:
    """Remove photographs and templates, and what was counted of them, in this transaction."""
    db.session.query(FaceCalibration).filter_by(congress_id=delegate.congress_id).delete()
    db.session.query(FaceTemplate).filter_by(delegate_id=delegate.id).delete()
    db.session.query(Portrait).filter_by(delegate_id=delegate.id).delete()


def erase_face(congress: Congress, delegate: Delegate, *, keeps_link: bool = False) -> None:
    """Withdraw consent to faces: templates, photographs for them and their key are destroyed.

    `keeps_link`: the link to the own page stays open for who may change the mind there; else a
    card that was printed before brings no face back.
    """
    withdraw_face(congress, delegate, keeps_link=keeps_link)
    overwrite_free_pages()


@changes
def withdraw_face(congress: Congress, delegate: Delegate, *, keeps_link: bool) -> None:
    """Do that in one transaction; the database's log may hold the ciphertext for a while yet."""
    forget_portraits(delegate)
    if not keeps_link:
        end_links(delegate)
    withdraw_consents(delegate, "face")
    seals().destroy(
        str(congress.id), str(delegate.id)
    )  # first: a failed commit must not leave the key
    commit_and_publish(congress, "roster", did="portraits.erase", about=f"delegate:{delegate.id}")


def end_links(delegate: Delegate) -> None:
    """Revoke every link of a delegate to the own page about the face in the present transaction."""
    mine = db.session.query(EnrolmentLink).filter_by(delegate_id=delegate.id, revoked_at=None)
    mine.update({"revoked_at": now()})


def withdraw_consents(delegate: Delegate, purpose: str) -> None:
    """Withdraw consent to a purpose in the present transaction."""
    # All of them: whoever was merged with a double may have given two.
    given = db.session.query(Consent).filter_by(
        delegate_id=delegate.id, purpose=purpose, withdrawn_at=None
    )
    for consent in given:
        consent.withdrawn_at = now()


@changes
def keep_template(
    congress: Congress, portrait: Portrait, encoding: Encoding, *, engine: str, model: str
) -> None:
    """Keep the sealed template of a portrait and drop the photograph."""
    delegate = delegate_of(congress, portrait.delegate_id)
    if open_consent(delegate) is None:
        return
    db.session.add(
        FaceTemplate(
            delegate_id=delegate.id,
            portrait_id=portrait.id,
            engine=engine,
            model=model,
            sealed=seal_template(delegate, encoding, engine=engine, model=model),
            created_at=now(),
        )
    )
    portrait.state, portrait.sealed_image = "ready", None
    commit_and_publish(congress, "roster", did="portrait.ready", about=f"portrait:{portrait.id}")


@changes
def refuse_portrait(congress: Congress, portrait: Portrait, reason: str) -> None:
    """Keep why a photograph cannot be used, and drop it; `reason` is a code of checkin."""
    portrait.state, portrait.reason, portrait.sealed_image = "refused", reason, None
    commit_and_publish(congress, did="portrait.refused", about=f"portrait:{portrait.id}")
