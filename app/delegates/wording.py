"""Why a photograph cannot be used, in words that say what to do."""

from flask_babel import gettext as _


def portrait_sentence(codes: str) -> str:
    """Return sentences for the codes of the check-in library, one after another."""
    sentences = {
        "no_face": _("No face was found. Take the photograph from the front."),
        "two_faces": _("There is more than one face. Only the delegate should be in the picture."),
        "too_small": _("The face is too small. Come closer to the camera."),
        "blurred": _("The picture is blurred. Hold the camera still."),
        "dark": _("The picture is too dark. Turn towards the light."),
        "bright": _("The picture is too bright."),
        "glare": _("There is glare on the face. Turn away from the lamp."),
        "other_model": _(
            "This server recognises faces by another model now: a new photograph is needed."
        ),
        "turned": _("The face is turned away. Look straight into the camera."),
        "image_unreadable": _("This is not a picture that can be read. Use JPEG or PNG."),
        "image_too_large": _("The picture is larger than 50 megapixels."),
    }
    other = _("The photograph could not be used. Please take another one.")
    return " ".join(sentences.get(code, other) for code in codes.split())
