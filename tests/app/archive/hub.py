"""Does the office's heavy work in a gevent server and prints how long each piece held the hub.

Printed is JSON: name → the longest CPU time, in milliseconds, that the main thread spent between
two turns of the hub. CPU and not wall time: other processes of a busy machine do not count.
"""

import gc
import io
import json
import sys
import tempfile
import time
from pathlib import Path

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402  after the patch
from flask_migrate import upgrade  # noqa: E402

from app import create_app  # noqa: E402
from app.accounts.actions import make_token  # noqa: E402
from app.serve import GENERATIONS  # noqa: E402
from tests.app.delegates.workbooks import long_list  # noqa: E402
from tests.conftest import settings_for  # noqa: E402
from tests.factories import make_congress  # noqa: E402

READ = ("credentials", "credentials.pdf", "credentials.docx", "badges.pdf", "export.zip", "audit")


def held(task) -> float:
    """Return the longest turn of the hub, in ms of CPU, while a task ran."""
    turns: list[float] = []

    def tick() -> None:
        before = time.thread_time()
        while True:
            gevent.sleep(0.001)
            after = time.thread_time()
            turns.append(1000 * (after - before))
            before = after

    ticking = gevent.spawn(tick)
    gevent.sleep(0.01)
    task()
    gevent.sleep(0.01)
    ticking.kill()
    return round(max(turns), 1)


def main() -> None:
    people = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(settings_for(folder), async_mode="gevent")
        with app.app_context():
            upgrade(directory="migrations")
            congress_id = make_congress("Đại hội").id
            token = make_token("organiser", congress_id=congress_id)
        content = long_list(folder / "list.xlsx", people).read_bytes()
        client, headers = app.test_client(), {"Authorization": f"Bearer {token}"}
        base = f"/api/congresses/{congress_id}"
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GENERATIONS)

        def send(query: str) -> None:
            data = {"file": (io.BytesIO(content), "list.xlsx")}
            address = f"{base}/delegates/import{query}"
            consume(client.post(address, data=data, headers=headers))

        def consume(response) -> None:
            assert response.status_code == 200, response.text
            for _chunk in response.response:  # as a server sends it
                pass
            response.close()

        def read(address: str) -> None:
            consume(client.get(f"{base}/{address}", headers=headers))

        read("audit")
        longest = {
            "trial": held(lambda: send("?dry_run=1")),
            "import": held(lambda: send("")),
            "update": held(lambda: send("")),
        }
        for address in READ:
            longest[address] = held(lambda address=address: read(address))
    sys.stdout.write(json.dumps(longest) + "\n")


if __name__ == "__main__":
    main()
