"""A desk that does nothing but check people in and deliver them, to be killed at any moment.

python -m tests.kiosk.desk_under_fire FOLDER SERVER FIRST [--green-first] [--new-keys]: puts one
event per number from FIRST on and prints "green NUMBER" when its screen would be green. With
FIRST = 0 it only delivers, and ends when nothing waits.
"""

import sys
import threading
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import uuid4

from kiosk.delivery import Delivery
from kiosk.outbox import Event, Outbox
from kiosk.server import Answer, Server, ServerUnreachableError
from tests.kiosk.fake_server import CONGRESS, TOKEN

ABOUT = {"session_id": 1, "direction": "in", "at": "2026-11-21T02:00:00+00:00"}


class ForgetfulServer(Server):
    """The protection taken away: every sending has a new key."""

    def send_check_in(self, event: Event) -> Answer:
        body = {**event.body, "key": str(uuid4())}
        return super().send_check_in(replace(event, body=body))


def deliver(outbox: Outbox, server: Server, *, until_empty: bool) -> None:
    delivery = Delivery(outbox, answered=lambda event: None)
    while not (until_empty and outbox.pending == 0):
        outbox.wait_for_event(0.1)
        try:
            delivery.run(server)
        except ServerUnreachableError:
            time.sleep(0.01)


def check_people_in(outbox: Outbox, first: int, *, green_first: bool) -> None:
    for number in count(first):
        if green_first:
            print(f"green {number}", flush=True)
        outbox.put(CONGRESS, {**ABOUT, "delegate_id": number})
        if not green_first:
            print(f"green {number}", flush=True)
        time.sleep(0.002)


def main() -> None:
    folder, url, first, *flags = sys.argv[1:]
    outbox = Outbox(Path(folder) / "outbox.db")
    server = (ForgetfulServer if "--new-keys" in flags else Server)(url, TOKEN)
    if first == "0":
        deliver(outbox, server, until_empty=True)
        outbox.close()
        return
    threading.Thread(
        target=deliver, args=(outbox, server), kwargs={"until_empty": False}, daemon=True
    ).start()
    check_people_in(outbox, int(first), green_first="--green-first" in flags)


if __name__ == "__main__":
    main()
