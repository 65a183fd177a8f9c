"""Runs the real supervisor over two small programs, as `python -m tests.tools.supervised KIND`."""

import sys
from pathlib import Path

from tools import process, supervise
from tools.addresses import Address
from tools.supervise import Supervisor, lock_data_folder

WEB = """
import http.server, os, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(str(os.getpid()).encode())
    def log_message(self, *a):
        print('{"level": "info", "event": "asked"}', flush=True)
        print('{"level": "warning", "event": "asked for", "path": "%s", "exception": '
              '"Traceback\\\\nKeyError: 1"}' % self.path, flush=True)
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page)
print("web", os.getpid(), flush=True)  # it can be asked from here on
server.serve_forever()
"""
WORKER = """
import os, time
print("worker", os.getpid(), flush=True)
time.sleep(3600)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WORKER
BROKEN = "raise SystemExit('no such table: congress')"


def main(kind: str, data_dir: Path) -> None:
    """Supervise a web program and a worker: `well`, `stubborn`, `broken` or `unbound`."""
    supervise.STOP_WITHIN_SECONDS = 2.0
    if kind == "unbound":
        process.end_with_parent = lambda: None
    lock = lock_data_folder(data_dir)
    address = Address.from_environment()
    web = BROKEN if kind == "broken" else WEB
    worker = STUBBORN if kind == "stubborn" else WORKER
    commands = {
        "web": (sys.executable, "-c", web, str(address.port)),
        "worker": (sys.executable, "-c", worker),
    }
    Supervisor(data_dir, address, commands, keeps_open=lock.fileno()).run()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
