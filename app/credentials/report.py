"""The credentials report (báo cáo thẩm tra tư cách đại biểu) in its usual form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from app.attendance.queries import quorum_needed
from app.attendance.substitutions import Substitution
from app.clock import breathing, give_way
from app.congresses.models import Congress, CongressSession
from app.credentials.changes import Change, figure
from app.credentials.figures import APPOINTED_LIMIT, Convened, Credentials, Group, age_of
from app.credentials.models import AdoptedReport
from app.credentials.wording import figure_names, formulas, label, percent, table_titles
from documents.blocks import Block, Bullets, Grid, Heading, Line, Pair, Prose

FIGURES = ("convened", "substitutes", "present", "excused", "unexcused", "pending", "rate")


@dataclass(frozen=True)
class Status:
    """Whether the congress adopted the figures, in words; and what changed since."""

    sentence: str
    changes: Sequence[Change] | None = None
    """None where no adoption is compared."""


GROUPS = 40
"""After so many lines of a table the hub may serve phones."""


def status_of(adoption: AdoptedReport | None, *, is_frozen: bool) -> str:
    """Return the sentence at the head of the report."""
    if adoption is None:
        return str(_("Submitted to the congress for adoption."))
    facts = {
        "time": format_datetime(adoption.adopted_at, "HH:mm, dd/MM/yyyy"),
        "by": adoption.adopted_by,
    }
    if is_frozen:
        return str(_("Adopted by the congress at %(time)s; recorded by %(by)s.", **facts))
    return str(
        _(
            "The congress adopted this report at %(time)s (recorded by %(by)s). These are the"
            " figures after that; what changed is listed at the end.",
            **facts,
        )
    )


def title() -> str:
    """Return the title of the report."""
    return str(_("REPORT ON THE CREDENTIALS OF THE DELEGATES"))


def subtitle(congress: Congress, session: CongressSession) -> str:
    """Return what stands below the title."""
    return f"{congress.title} – {session.title}"


def letterhead(congress: Congress, counted_at: datetime) -> Pair:
    """Return who reports, and where and when."""
    day = format_datetime(counted_at, _("MMMM d, y"))
    return Pair(
        left=[Line(congress.title), Line(_("CREDENTIALS BOARD"), "bold")],
        right=[Line(congress.venue, "italic"), Line(day, "italic")],
    )


def blocks(
    congress: Congress,
    found: Credentials,
    *,
    counted_at: datetime,
    status: Status,
    substitutes: Sequence[Substitution] = (),
) -> list[Block]:
    """Return the body of the report; `substitutes` are named after the totals."""
    tables: list[Block] = []
    for name, heading in table_titles().items():
        if name in found.tables:
            tables += [Heading(heading, 1), group_grid(name, found.tables[name])]
        give_way()
    return [
        Prose(status.sentence),
        Prose(_("To the presidium, to the congress!")),
        Prose(
            _(
                "The credentials board has examined the delegates by the roster and the check-ins"
                " as of %(time)s, and reports:",
                time=format_datetime(counted_at, "HH:mm, dd/MM/yyyy"),
            )
        ),
        Heading(_("I. Number of delegates")),
        Prose(number_sentence(found)),
        figure_grid(found),
        *substitute_blocks(substitutes),
        Heading(_("II. Composition")),
        *tables,
        Heading(_("III. Ages")),
        *age_blocks(found),
        Heading(_("IV. Conditions")),
        Bullets([appointed_sentence(found), quorum_sentence(congress, found)]),
        *change_blocks(status),
        Prose(_("The credentials board submits this report to the congress for approval.")),
        signature(),
    ]


def number_sentence(found: Credentials) -> str:
    """Return the sentence that the board reads out."""
    counts = found.counts
    return str(
        _(
            "Convened: %(convened)s delegates; present: %(present)s, that is %(rate)s of the"
            " convened; excused: %(excused)s; absent without excuse: %(unexcused)s; not yet"
            " arrived: %(pending)s.",
            convened=counts.convened,
            present=counts.present,
            rate=percent(counts.rate),
            excused=counts.excused,
            unexcused=counts.unexcused,
            pending=counts.pending,
        )
    )


def shown_figures(found: Credentials) -> list[str]:
    """Return the totals that the report names; of substitutes only where there are any."""
    return [name for name in FIGURES if name != "substitutes" or found.substitutes]


def figure_grid(found: Credentials) -> Grid:
    """Return the totals, each with its formula."""
    names = figure_names()
    told = formulas()
    rows = [[names[name], figure(found, name), told[name]] for name in shown_figures(found)]
    return Grid([_("Figure"), _("Value"), _("How it is counted")], rows, [2.2, 1.2, 5])


def substitute_blocks(substitutes: Sequence[Substitution]) -> list[Block]:
    """Return who comes in whose place; the reasons of the absences are nobody's business here."""
    if not substitutes:
        return []
    return [
        Prose(_("Substitutes who take the place of absent delegates:")),
        Bullets([substitute_words(each) for each in substitutes]),
    ]


def substitute_words(place: Substitution) -> str:
    """Return one substitution in words."""
    words = _(
        "%(substitute)s in the place of %(delegate)s",
        substitute=place.substitute,
        delegate=place.replaced,
    )
    return ", ".join(filter(None, (str(words), place.delegation)))


def group_grid(name: str, groups: list[Group]) -> Grid:
    """Return one table with its sum in the last line."""
    head = [_("Breakdown"), _("Convened"), _("Share"), _("Present"), _("Rate")]
    rows = [group_row(label(name, each.value), each) for each in breathing(groups, every=GROUPS)]
    convened = sum(group.counts.convened for group in groups)
    present = sum(group.counts.present for group in groups)
    total_share = percent(1.0) if convened else percent(0.0)
    rate = percent(present / convened if convened else 0.0)
    rows.append([_("Total"), str(convened), total_share, str(present), rate])
    return Grid(head, rows, [4, 1.3, 1.3, 1.3, 1.3])


def group_row(words: str, group: Group) -> list[str]:
    """Return one line of a table."""
    counts = group.counts
    figures = [counts.convened, percent(group.share), counts.present, percent(counts.rate)]
    return [words, *map(str, figures)]


def age_blocks(found: Credentials) -> list[Block]:
    """Return the oldest, the youngest and the average."""
    if found.oldest is None or found.youngest is None:
        return [Prose(_("No birth date is recorded."))]
    lines = [
        _("Oldest: %(person)s.", person=person_words(found.oldest, found)),
        _("Youngest: %(person)s.", person=person_words(found.youngest, found)),
        _("Average age: %(age)s.", age=format_decimal(found.average_age)),
    ]
    if found.ages_by_year:
        lines.append(
            _(
                "Only the year of birth is known of %(count)s delegates; they count with the age"
                " that they reach in the year of the congress.",
                count=found.ages_by_year,
            )
        )
    if not (found.oldest_is_certain and found.youngest_is_certain):
        lines.append(
            _(
                "Who is the oldest or the youngest is not certain: others were born in the same"
                " year, and their day of birth is not known."
            )
        )
    return [Bullets(lines)]


def person_words(person: Convened, found: Credentials) -> str:
    """Return who somebody is, for the report."""
    years = age_of(person, found.on)
    age = _("%(age)s years old", age=years) if years is not None else ""
    year = "" if person.birth_date else _("born in %(year)s", year=person.birth_year)
    parts = [person.name, age, year, person.position, person.delegation]
    return ", ".join(part for part in parts if part)


def appointed_sentence(found: Credentials) -> str:
    """Return how many were appointed, and whether the statute allows so many."""
    facts = {
        "appointed": found.appointed,
        "convened": found.counts.convened,
        "share": percent(found.appointed_share),
        "limit": percent(APPOINTED_LIMIT),
    }
    if found.appointed_is_within_limit:
        sentence = _(
            "Appointed: %(appointed)s of %(convened)s, that is %(share)s; at most %(limit)s are"
            " allowed: fulfilled.",
            **facts,
        )
    else:
        sentence = _(
            "Appointed: %(appointed)s of %(convened)s, that is %(share)s; at most %(limit)s are"
            " allowed: NOT fulfilled.",
            **facts,
        )
    return str(sentence)


def quorum_sentence(congress: Congress, found: Credentials) -> str:
    """Return whether enough delegates are present."""
    needed = quorum_needed(congress, found.counts.convened)
    facts = {
        "needed": needed,
        "numerator": congress.quorum_numerator,
        "denominator": congress.quorum_denominator,
        "present": found.counts.present,
    }
    if found.counts.present >= needed:
        sentence = _(
            "Quorum: at least %(needed)s present (%(numerator)s/%(denominator)s of the convened);"
            " present: %(present)s: fulfilled.",
            **facts,
        )
    else:
        sentence = _(
            "Quorum: at least %(needed)s present (%(numerator)s/%(denominator)s of the convened);"
            " present: %(present)s: NOT fulfilled.",
            **facts,
        )
    return str(sentence)


def change_blocks(status: Status) -> list[Block]:
    """Return what became different after the adoption."""
    if status.changes is None:
        return []
    heading = Heading(_("V. Changes since the adoption"))
    if not status.changes:
        return [heading, Prose(_("No figure has changed."))]
    head = [_("Figure"), _("Adopted"), _("Now")]
    rows = [[each.label, each.adopted, each.now] for each in status.changes]
    return [heading, Grid(head, rows, [3.6, 3, 3])]


def signature() -> Pair:
    """Return the place where the board's head signs."""
    return Pair(
        left=[],
        right=[
            Line(_("FOR THE CREDENTIALS BOARD"), "bold"),
            Line(_("HEAD OF THE BOARD"), "bold"),
            Line(_("(signature and full name)"), "italic"),
        ],
    )
