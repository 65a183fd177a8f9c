"""The report on the big screen: a few lines on each slide, to be read from the last row."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.attendance.queries import quorum_needed
from app.congresses.models import Congress, CongressSession
from app.credentials.figures import Credentials, Group
from app.credentials.report import appointed_sentence, person_words
from app.credentials.wording import label, percent, table_titles
from documents.blocks import SlidePage

MOST_LINES = 6
SHOWN = ("sex", "standing", "party", "ethnicity", "religion", "age", "education")


def screen_title(session: CongressSession) -> str:
    """Return the title of the first slide and of the document."""
    return str(_("Credentials report: %(session)s", session=session.title))


def slide_pages(
    congress: Congress, session: CongressSession, found: Credentials
) -> list[SlidePage]:
    """Return the slides: the numbers, each table, the ages, the conditions."""
    tables = [
        SlidePage(table_titles()[name], table_lines(name, found.tables[name]))
        for name in SHOWN
        if found.tables[name]
    ]
    return [
        SlidePage(screen_title(session)),
        SlidePage(_("Number of delegates"), number_lines(congress, found)),
        *tables,
        SlidePage(_("Ages"), age_lines(found)),
        SlidePage(_("Conditions"), [appointed_sentence(found)]),
    ]


def number_lines(congress: Congress, found: Credentials) -> list[str]:
    """Return the totals, a line each."""
    counts = found.counts
    missing = counts.unexcused + counts.pending
    substitutes = _("Of these, substitutes: %(n)s", n=found.substitutes)
    return [
        _("Convened: %(n)s delegates", n=counts.convened),
        *([substitutes] if found.substitutes else []),
        _("Present: %(n)s (%(rate)s)", n=counts.present, rate=percent(counts.rate)),
        _("Excused: %(n)s", n=counts.excused),
        _("Absent without excuse or not yet here: %(n)s", n=missing),
        _("Quorum: %(n)s", n=quorum_needed(congress, counts.convened)),
    ]


def table_lines(name: str, groups: list[Group]) -> list[str]:
    """Return a table's lines; the smallest groups in one where there are too many."""
    if len(groups) > MOST_LINES:
        kept = sorted(groups, key=lambda group: -group.counts.convened)[: MOST_LINES - 1]
        rest = [group for group in groups if group not in kept]
        lines = [group_line(name, group) for group in groups if group in kept]
        counted = sum(group.counts.convened for group in rest)
        share = percent(sum(group.share for group in rest))
        return [*lines, _("Others: %(n)s (%(share)s)", n=counted, share=share)]
    return [group_line(name, group) for group in groups]


def group_line(name: str, group: Group) -> str:
    """Return one line of a table."""
    words = label(name, group.value)
    return f"{words}: {group.counts.convened} ({percent(group.share)})"


def age_lines(found: Credentials) -> list[str]:
    """Return the average, the oldest and the youngest."""
    if found.average_age is None:
        return [_("No birth date is recorded.")]
    lines = [_("Average age: %(age)s.", age=format_decimal(found.average_age))]
    if found.oldest:
        lines.append(_("Oldest: %(person)s.", person=person_words(found.oldest, found)))
    if found.youngest:
        lines.append(_("Youngest: %(person)s.", person=person_words(found.youngest, found)))
    return lines
