"""What the roles are called on screen."""

from flask_babel import lazy_gettext as _

ROLE_WORDS = {
    "admin": _("Administrator"),
    "organiser": _("Organiser"),
    "secretary": _("Secretary"),
    "chair": _("Chair"),
    "credentials": _("Credentials board"),
    "desk": _("Check-in desk"),
    "screen": _("Big screen"),
    "leader": _("Delegation leader"),
    "viewer": _("Observer"),
    "kiosk": _("Paired desk"),
    "monitor": _("Stage monitor"),
    "delegate": _("Delegate (badge)"),
    "guest": _("Guest (QR code)"),
}
