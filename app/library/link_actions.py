"""What may happen to a link after it was made, apart from being revoked."""

from flask_babel import lazy_gettext as _

from app.accounts.tokens import new_nonce, token_hash
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.errors import InvalidError
from app.library.link_forms import LinkHours
from app.library.linked import documents_without_link
from app.library.links import link_token
from app.library.models import Link
from app.realtime import commit_and_publish


@changes
def change_hours(congress: Congress, link: Link, form: LinkHours) -> Link:
    """Open and close a link at other hours; printed copies stay good, phones follow at once."""
    if form.opens_at and form.closes_at and form.closes_at <= form.opens_at:
        raise InvalidError(_("The link closes before it opens."))
    link.opens_at, link.closes_at = form.opens_at, form.closes_at
    commit_and_publish(congress, "library", did="link.hours", about=f"link:{link.id}")
    return link


@changes
def renew_link(congress: Congress, link: Link) -> Link:
    """Give a link another token: whoever came in by the old one is out until a new scan."""
    link.nonce = new_nonce()
    link.token_hash = token_hash(link_token(link))
    link.renewed_at = now()
    commit_and_publish(congress, "library", "doors", did="link.renew", about=f"link:{link.id}")
    return link


@changes
def add_missing_links(congress: Congress) -> int:
    """Make a link for every document that has none; return how many.

    Documents of the presidium get none: a code would not open them.
    """
    documents = documents_without_link(congress)
    for document in documents:
        link = Link(
            congress_id=congress.id,
            target="document",
            target_id=document.id,
            nonce=new_nonce(),
            created_at=now(),
        )
        link.token_hash = token_hash(link_token(link))
        db.session.add(link)
    commit_and_publish(congress, did="link.add_missing", about=f"count:{len(documents)}")
    return len(documents)
