"""Languages: Vietnamese unless the reader chose English; times in the venue's zone."""

import unicodedata
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, format_datetime, get_translations

babel = Babel()
CATALOGUE = "congress.catalogue"


def init_app(app: Flask) -> None:
    """Choose language and time zone for each request."""
    settings = app.config["SETTINGS"]
    app.config.setdefault("BABEL_DEFAULT_LOCALE", settings.languages[0])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", settings.time_zone)
    babel.init_app(app, locale_selector=language, timezone_selector=time_zone)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # from jinja2.ext.i18n
        gettext=lambda words: translations().ugettext(words),
        ngettext=lambda one, many, count: translations().ungettext(one, many, count),
        newstyle=True,
    )
    app.before_request(remember_choice)
    app.jinja_env.globals["language"] = language
    app.jinja_env.filters["clock"] = clock_time
    app.jinja_env.filters["day"] = day


def language() -> str:
    """Return the language of this request: asked for, remembered, or the first."""
    languages = current_app.config["SETTINGS"].languages
    if not has_request_context():  # a command at the console
        return str(languages[0])
    chosen = request.args.get("lang") or session.get("language") or ""
    return chosen if chosen in languages else languages[0]


def translations() -> Any:
    """Return the catalogue of this request, looked up once: a page has a hundred sentences."""
    if not has_request_context():
        return get_translations()
    kept = request.environ
    if CATALOGUE not in kept:
        kept[CATALOGUE] = get_translations()
    return kept[CATALOGUE]


def remember_choice() -> None:
    """Keep the language that a link with ?lang= asked for."""
    asked = request.args.get("lang")
    if asked in current_app.config["SETTINGS"].languages and session.get("language") != asked:
        session["language"] = asked


def time_zone() -> str:
    """Return the venue's time zone of this request, as `use_time_zone` said."""
    zone: str = g.get("time_zone") or current_app.config["SETTINGS"].time_zone
    return zone


def use_time_zone(name: str) -> None:
    """Show times of this request as the venue's clocks show them."""
    g.time_zone = name


def clock_time(moment: datetime) -> str:
    """Return hours and minutes at the venue."""
    return str(format_datetime(moment, "HH:mm"))


def day(moment: datetime) -> str:
    """Return the day at the venue, day first."""
    return str(format_datetime(moment, "dd/MM/yyyy"))


def nfc(text: str) -> str:
    """Return `text` composed (NFC) and without outer spaces: the form that is stored."""
    return unicodedata.normalize("NFC", text).strip()
