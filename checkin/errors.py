"""The errors of face check-in: each carries a machine code, for the caller to translate."""


class FaceError(Exception):
    """Anything this library refuses; `code` is stable, the message is English for logs."""

    code = "face_error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class ImageError(FaceError):
    """No picture we take: `image_unreadable`, `image_too_large` or `face_unreadable`."""

    code = "image_unreadable"


class FolderError(FaceError):
    """A folder of photographs is not there, or holds none."""

    code = "folder_missing"


class CameraError(FaceError):
    """The camera or video could not be opened."""

    code = "camera_unavailable"


class EncoderUnavailableError(FaceError):
    """No engine can run: `encoder_unavailable`, `models_missing` or `engine_unknown`."""

    code = "encoder_unavailable"


class ModelInstallError(FaceError):
    """A model was not installed: `model_hash_wrong`, `model_unreachable` or `model_missing`."""

    code = "model_unreachable"


class VaultError(FaceError):
    """A template cannot be opened or kept.

    `template_unreadable`, `key_missing`, `key_damaged` or `name_invalid`.
    """

    code = "template_unreadable"
