"""The words of lists that leave the office: headings that the import understands again."""

from flask_babel import gettext as _


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
        "reason": _("Reason"),
        "rest": _("Not imported"),
        "list": _("Delegates"),
        "notes": _("Notes"),
    }


def told_choices() -> dict[str, list[str]]:
    """Return what may stand in a column, by heading."""
    told = heads()
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
    }


def template_rows() -> list[list[str]]:
    """Return the headings and an example row."""
    told = heads()
    fields = [name for name in told if name not in ("reason", "rest", "list", "notes")]
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
    }
    return [[told[name] for name in fields], [example[name] for name in fields]]


def template_notes() -> list[str]:
    """Return what somebody who fills the list in should know."""
    return [
        _("Replace the example row. A row for each delegate; only the name is required."),
        _("Numbers are text: 001 stays 001. Without a number the next free one is given."),
        _("Dates as day/month/year; where only the year of birth is known, the year."),
        _("Importing the list again updates the same people and doubles nobody."),
        _("An empty cell changes nothing of what is known already."),
    ]
