"""Why a file was refused, in sentences that say what to do."""

from flask_babel import gettext as _


def refusal(code: str) -> str:
    """Return the sentence for a code of the documents library; empty for no code."""
    if not code:
        return ""
    sentences = {
        "encrypted": _("The file is locked with a password. Remove it and upload again."),
        "damaged": _("The file is damaged or cut off. Please export it again as PDF."),
        "empty": _("The file is empty. Please choose it again."),
        "not_a_document": _("This is not a PDF or a picture. Please export it as PDF."),
        "too_many_pages": _("The file has more than 2,000 pages. Please split it."),
        "page_too_large": _("A page is far larger than paper. Please export it as A4."),
        "too_heavy": _("The file takes more memory or time than is safe. Export it as PDF anew."),
        "macros": _("The file holds macros. Save it without them (.docx, .pptx, .xlsx) or as PDF."),
        "no_converter": _(
            "This server cannot turn Office files into pages: LibreOffice is not installed."
            " In Word, PowerPoint or Excel choose File → Save as → PDF and upload the PDF."
        ),
        "has_no_pages": _("The file has no pages."),
        "disk_full": _("The server's disk is full; nothing was stored. Please free some space."),
    }
    other = _("The file could not be prepared. Please export it again as PDF.")
    return str(sentences.get(code, other))
