"""What the library raises: a machine code for the caller, an English sentence for the log."""


class DocumentError(Exception):
    """A file could not be kept or read; `code` is stable, the message is for the log."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class StoreError(DocumentError):
    """Codes: empty, too_large, disk_full, unknown (no such file in the store)."""


class RenderError(DocumentError):
    """Rendering failed through no fault of the document and may be tried again.

    Codes: disk_full, missing (the file is not there), no_such_page, refused (render_page on a
    document that render_document would refuse), failed.
    """


class ConvertError(DocumentError):
    """An office file did not become a PDF; codes: documents.convert.REFUSALS, disk_full, failed."""
