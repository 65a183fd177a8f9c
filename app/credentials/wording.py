"""The words of the credentials report, and the formula of each figure."""

from flask_babel import format_percent
from flask_babel import gettext as _

from app.credentials.figures import UNKNOWN


def table_titles() -> dict[str, str]:
    """Return the title of each table in the order of the report; without sites none is by site."""
    return {
        "standing": _("By standing"),
        "sex": _("By sex"),
        "ethnicity": _("By ethnicity"),
        "religion": _("By religion"),
        "party": _("By party membership"),
        "age": _("By age"),
        "education": _("By education"),
        "delegation": _("By delegation"),
        "site": _("By site"),
    }


def figure_names() -> dict[str, str]:
    """Return the name of each total in the order of the report."""
    return {
        "convened": _("Convened"),
        "present": _("Present"),
        "excused": _("Excused"),
        "unexcused": _("Unexcused"),
        "pending": _("Not yet arrived"),
        "rate": _("Rate"),
        "appointed": _("Appointed"),
        "substitutes": _("Of these, substitutes"),
    }


def percent(part: float) -> str:
    """Return a share in per cent with two decimals, as the language writes it."""
    return str(format_percent(part, "#,##0.00%"))


def formulas() -> dict[str, str]:
    """Return how each figure is counted, in words."""
    return {
        "convened": _("convened = present + excused + unexcused + not yet arrived; without guests"),
        "substitutes": _(
            "convened in the place of a delegate whose absence the secretariat confirmed; each"
            " place counts once"
        ),
        "present": _("delegates who came in at least once; events that were undone do not count"),
        "excused": _("absence confirmed by the secretariat, and did not come"),
        "unexcused": _("convened − present − excused, once the roll-call is closed; before: 0"),
        "pending": _("convened − present − excused, until the roll-call is closed; then: 0"),
        "rate": _("present ÷ convened"),
        "share": _("convened of the group ÷ all convened"),
        "group": _("each group: convened = present + excused + unexcused + not yet arrived"),
        "age": _(
            "whole years on the first day of the congress; where only the year of birth is known:"
            " year of the congress − year of birth"
        ),
        "average_age": _("sum of the ages ÷ delegates whose birth date or year is known"),
        "oldest": _("earliest birth date among the convened"),
        "youngest": _("latest birth date among the convened"),
        "appointed": _("appointed ÷ convened, at most 0.05"),
        "quorum": _("the congress's share of convened, rounded up"),
    }


def label(table: str, value: str) -> str:
    """Return the words for one group."""
    if value == UNKNOWN:
        return str(_("Not recorded"))
    if table == "age":
        return age_label(value)
    fixed = {
        "male": _("Male"),
        "female": _("Female"),
        "yes": _("Party members"),
        "no": _("Not party members"),
        "ex_officio": _("Ex officio"),
        "elected": _("Elected"),
        "appointed": _("Appointed"),
        "alternate": _("Alternates"),
    }
    return fixed.get(value, value) if table in ("sex", "party", "standing") else value


def age_label(band: str) -> str:
    """Return the words for a band such as "26-30", "-19" or "61-"."""
    low, _dash, high = band.partition("-")
    if not low:
        return str(_("%(age)s and younger", age=high))
    if not high:
        return str(_("%(age)s and older", age=low))
    return str(_("%(low)s to %(high)s", low=low, high=high))
