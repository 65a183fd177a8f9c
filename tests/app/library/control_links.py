"""Controls: with a protection taken away the same checks must fail."""

import pytest

from app.library import actions as library
from app.library import link_actions, tally
from app.library.forms import LinkForm
from app.visitors import identity
from tests.app.library import link_checks, test_readers
from tests.app.library.test_readers import guest

__all__ = ["guest"]
pytestmark = pytest.mark.control


def control_a_link_that_keeps_its_token(app, organiser, congress, monkeypatch):
    """Renewing gives the same secret again."""
    link = library.add_link(congress, LinkForm(target="congress"))
    nonce = link.nonce
    monkeypatch.setattr(link_actions, "new_nonce", lambda: nonce)
    link_checks.check_renewing_shuts_the_old_code_out(app, organiser, link)


def control_a_cookie_that_outlives_the_token(app, organiser, congress, monkeypatch):
    """The browser is believed by the link's number alone."""
    monkeypatch.setattr(identity, "HASH_PREFIX", 0)
    link = library.add_link(congress, LinkForm(target="congress"))
    link_checks.check_renewing_shuts_the_old_code_out(app, organiser, link)


def control_a_browser_that_forgets(guest, organiser, congress, monkeypatch):
    """Every opening looks like the first."""
    monkeypatch.setattr(tally, "COOKIE_SECONDS", 0)
    test_readers.test_a_browser_counts_once(guest, organiser, congress)


def control_counts_that_a_failure_loses(app, congress, monkeypatch):
    """What could not be written is forgotten."""

    def forget(self):
        counts, self.counts = self.counts, tally.Counts()
        tally.write_counts(
            scans=counts.scans,
            openings=counts.openings,
            readers=counts.readers,
            delegates=counts.delegates,
        )

    monkeypatch.setattr(tally.Tally, "flush", forget)
    test_readers.test_what_could_not_be_written_is_counted_later(app, congress, monkeypatch)
