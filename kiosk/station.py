"""One desk with everything it stands on: queue, camera, the thread that looks, the server."""

from pathlib import Path

from kiosk.badges import read_badge
from kiosk.camera import Camera
from kiosk.desk import Desk
from kiosk.faces import Faces
from kiosk.known_faces import KnownFaces
from kiosk.link import Link
from kiosk.loop import Loop
from kiosk.outbox import Outbox
from kiosk.roster import load_roster
from kiosk.screen import Kiosk
from kiosk.sealed import SealedGallery
from kiosk.server import Server
from kiosk.watch import Watch


class Station:
    """Begins and ends the parts of a desk together; `kiosk` is what its page stands on."""

    def __init__(
        self, folder: Path, server: Server, outbox: Outbox, *, camera: Camera, models_dir: Path
    ) -> None:
        """`folder` keeps roster and pairing, beside the outbox."""
        desk = Desk(outbox, roster=load_roster(folder / "roster.json"))
        self._watch = Watch(camera, Loop(read_badge=read_badge, owner_of=desk.badge_owner), desk)
        self._link = Link(
            *(server, outbox, desk),
            faces=KnownFaces(Faces(models_dir), SealedGallery(folder), self._watch.recognise_with),
            roster_path=folder / "roster.json",
            pairing_path=folder / "desk.json",
            camera=camera,
        )
        desk.unknown_badge_seen = self._link.ask_about
        self.kiosk = Kiosk(desk, camera, self._link, outbox)

    def start(self) -> None:
        """Begin."""
        self._link.start()
        self._watch.start()
        self.kiosk.camera.begin(self._link.tried)

    def close(self) -> None:
        """End; what waits stays on the disk. The outbox stays open: its owner closes it."""
        for each in (self._watch, self.kiosk.camera, self._link):
            each.close()
