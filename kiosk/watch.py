"""The thread that looks: newest frame, loop, desk; it never queues frames."""

import logging
import threading
import time

from kiosk.camera import Camera
from kiosk.desk import Desk
from kiosk.loop import Loop, Recogniser, Sight

logger = logging.getLogger(__name__)


class Watch:
    """Looks through one camera for one desk."""

    def __init__(self, camera: Camera, loop: Loop, desk: Desk) -> None:
        self._camera = camera
        self._loop = loop
        self._desk = desk
        self._stop = threading.Event()
        self._next: list[Recogniser | None] = []
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        self._thread.join(timeout=2.0)

    def recognise_with(self, recogniser: Recogniser | None) -> None:
        """Take another gallery before the next frame; an encoder serves only this thread."""
        self._next.append(recogniser)

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set():
            number, frame = self._camera.next_frame(number, 0.5)
            while self._next:
                self._loop.recognise_with(self._next.pop(0))
            if frame is None:
                self._desk.see(Sight())
                continue
            try:
                self._desk.see(self._loop.step(frame, time.monotonic()))
            except Exception:  # one bad frame must not blind the desk for the rest of the day
                logger.exception("a frame could not be looked at")
