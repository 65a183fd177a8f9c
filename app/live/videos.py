"""Videos that are brought for the big screen: only what its browser will play is taken."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.errors import RefusedError
from app.library.files import file_store, rendering
from documents.errors import RenderError
from documents.store import StoredFile
from documents.video import facts, why_unplayable


def check_plays(stored: StoredFile) -> None:
    """Raise RefusedError, with what to do, for a video that browsers would not play."""
    try:
        with rendering:
            found = facts(file_store().path(stored.digest))
    except RenderError as error:
        raise RefusedError(
            _("This video cannot be opened: it is damaged or was cut off. Please export it again.")
        ) from error
    why = why_unplayable(found, stored.media_type)
    if why:
        raise RefusedError(sentence_for(why, picture=found.picture, sound=found.sound))


def sentence_for(why: str, *, picture: str, sound: str) -> LazyString:
    """Return the sentence for a video that browsers would not play."""
    name = {"hevc": "H.265/HEVC"}.get(picture, picture.upper())
    sentences: dict[str, LazyString] = {
        "picture": _(
            "Browsers do not play this kind of video (%(name)s)."
            " Please export it as MP4 with H.264 and AAC.",
            name=name,
        ),
        "pixels": _(
            "Browsers do not play this H.264 video: its colours are too fine (more than 8 bits,"
            " or not 4:2:0). Please export it as an ordinary MP4."
        ),
        "sound": _(
            "Browsers would play this video without its sound (%(name)s)."
            " Please export it as MP4 with AAC sound.",
            name=sound.upper(),
        ),
    }
    return sentences[why]
