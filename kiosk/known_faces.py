"""The faces that a desk knows: the server's into memory, sealed on its disk, back by its PIN."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, Literal

from kiosk.faces import Faces, FacesUnavailableError, Trouble
from kiosk.loop import Recogniser
from kiosk.sealed import PinRefusedError, SealedGallery
from kiosk.sealed import State as PinState

State = Literal["loading", "ready", "offline", "locked", "token_refused"] | Trouble

logger = logging.getLogger(__name__)


class KnownFaces:
    """Hands whoever may be recognised to the camera's thread; safe to use from several threads."""

    def __init__(
        self,
        faces: Faces,
        sealed: SealedGallery,
        recognise_with: Callable[[Recogniser | None], None],
    ) -> None:
        self._faces = faces
        self._sealed = sealed
        self._recognise_with = recognise_with
        self._lock = threading.Lock()
        self._newest: Mapping[str, Any] | None = None
        self.state: State = "loading"

    def take(self, answer: Mapping[str, Any]) -> None:
        """Know the people of a gallery answer, and nobody else, in memory and on the disk."""
        with self._lock:
            self._newest = None
            try:
                recogniser = self._faces.recogniser(answer)
            except FacesUnavailableError as error:
                logger.info("no faces: %s", error)
                self._recognise_with(None)
                self._sealed.forget_faces()
                self.state = error.code
                return
            try:
                self._sealed.keep(answer)
            except OSError as error:
                logger.warning("the faces were not kept for a restart: %s", error)
            self._newest = answer
            self._recognise_with(recogniser)
            self.state = "ready"

    def forget(self) -> None:
        """Know nobody, and destroy what is on the disk: this desk was shut out."""
        with self._lock:
            self._newest = None
            self._recognise_with(None)
            self._sealed.destroy()
            self.state = "token_refused"

    def miss_server(self) -> None:
        """Say why there are no faces when the server was not reached since the start."""
        with self._lock:
            if self.state in ("loading", "offline"):
                self.state = "locked" if self._sealed.state == "locked" else "offline"

    @property
    def pin(self) -> PinState | Literal["kept"]:
        """Whether faces come back after a restart without the server; `kept`: they would."""
        state = self._sealed.state
        return "kept" if state == "locked" and self.state == "ready" else state

    def set_pin(self, pin: str) -> None:
        """Keep the faces for this PIN from now on.

        Raises PinRefusedError (`pin_too_short`, `pin_not_now` without faces from the server) or
        OSError.
        """
        with self._lock:
            if self._newest is None:
                raise PinRefusedError("pin_not_now")
            self._sealed.set_pin(pin)
            self._sealed.keep(self._newest)

    def unlock(self, pin: str) -> None:
        """Know the faces that were kept last; raises PinRefusedError.

        Whatever the server says once it is there takes their place.
        """
        with self._lock:
            if self.state == "ready":
                return
            try:
                recogniser = self._faces.recogniser(self._sealed.open(pin))
            except FacesUnavailableError as error:
                self.state = error.code
                raise PinRefusedError("pin_nothing") from error
            self._recognise_with(recogniser)
            self.state = "ready"
