"""The words of lists that leave the office: headings that the import understands again."""

from collections.abc import Sequence

from flask_babel import gettext as _

LISTED_CHARACTERS = 255
"""So much of a list of choices a spreadsheet keeps in a cell; commas part them."""


def heads() -> dict[str, str]:
    """Return the heading of each field, and the names of the sheets."""
    return {
        "number": _("Delegate number"),
        "name": _("Full name"),
        "birth": _("Date of birth"),
        "sex": _("Sex"),
        "ethnicity": _("Ethnicity"),
        "religion": _("Religion"),
        "party": _("Party member"),
        "education": _("Education"),
        "position": _("Position"),
        "delegation": _("Delegation"),
        "group": _("Discussion group"),
        "standing": _("Standing"),
        "seat": _("Seat"),
        "site": _("Site"),
        "reason": _("Reason"),
        "rest": _("Not imported"),
        "list": _("Delegates"),
        "notes": _("Notes"),
    }


def fields(*, has_sites: bool) -> list[str]:
    """Return the fields of a list in order; the site only where there are several."""
    apart = ("reason", "rest", "list", "notes", *(() if has_sites else ("site",)))
    return [name for name in heads() if name not in apart]


def told_choices(sites: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return what may stand in a column, by heading; sites where a spreadsheet can list them."""
    told = heads()
    is_short = 0 < len(",".join(sites)) <= LISTED_CHARACTERS
    is_plain = not any(mark in name for name in sites for mark in ',"')
    return {
        told["sex"]: [_("Male"), _("Female")],
        told["party"]: [_("yes"), _("no")],
        told["standing"]: [
            _("Ex officio"),
            _("Elected"),
            _("Appointed"),
            _("Alternate"),
            _("Guest"),
        ],
        **({told["site"]: list(sites)} if is_short and is_plain else {}),
    }


def template_rows(sites: Sequence[str]) -> list[list[str]]:
    """Return the headings and an example row."""
    told, names = heads(), fields(has_sites=bool(sites))
    example = {
        "number": "001",
        "name": "Nguyễn Văn An",
        "birth": "26/03/1996",
        "sex": _("Male"),
        "ethnicity": "Kinh",
        "religion": "Không",
        "party": _("yes"),
        "education": "Đại học",
        "position": "Bí thư Đoàn xã",
        "delegation": "Đoàn xã Bình Minh",
        "group": "Tổ 1",
        "standing": _("Elected"),
        "seat": "A-01",
        "site": sites[0] if sites else "",
    }
    return [[told[name] for name in names], [example[name] for name in names]]


def template_notes(sites: Sequence[str]) -> list[str]:
    """Return what somebody who fills the list in should know."""
    about_sites = _(
        "Site: one of %(names)s. Empty: a new delegate is expected where the delegation is.",
        names=" · ".join(sites),
    )
    return [
        _("Replace the example row. A row for each delegate; only the name is required."),
        _("Numbers are text: 001 stays 001. Without a number the next free one is given."),
        _("Dates as day/month/year; where only the year of birth is known, the year."),
        _("Importing the list again updates the same people and doubles nobody."),
        _("An empty cell changes nothing of what is known already."),
        *([about_sites] if sites else []),
    ]
