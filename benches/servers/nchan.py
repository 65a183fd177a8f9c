"""Peer: nginx with the nchan module as its documentation starts it; nchan.py PORT.

Phones subscribe over plain WebSocket, without Socket.IO and without authorisation; what is sent
to /publish goes to all of them. The process becomes nginx itself, so that its CPU is measured.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

MODULES = (
    Path("/usr/lib/nginx/modules/ngx_nchan_module.so"),
    Path("/usr/lib64/nginx/modules/ngx_nchan_module.so"),
)
SETTINGS = """
load_module {module};
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 32768; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location = /healthz {{ return 200; }}
    location = /publish {{
      nchan_publisher;
      nchan_channel_id congress-1;
      nchan_message_buffer_length 1;
    }}
    location = /socket.io/ {{
      nchan_subscriber websocket;
      nchan_channel_id congress-1;
      nchan_subscriber_first_message newest;
    }}
  }}
}}
"""


def module() -> Path | None:
    """Return nchan's module where nginx and it are installed, else None."""
    if shutil.which("nginx") is None:
        return None
    return next((each for each in MODULES if each.exists()), None)


def main() -> None:
    """Become nginx on the port that the command line names."""
    nginx, found = shutil.which("nginx"), module()
    if nginx is None or found is None:
        raise SystemExit("nchan is not installed: apt-get install libnginx-mod-nchan")
    folder = Path(tempfile.mkdtemp(prefix="congress-nchan-"))
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(module=found, folder=folder, port=int(sys.argv[1])))
    os.execv(nginx, [nginx, "-p", str(folder), "-c", str(settings), "-e", "stderr"])


if __name__ == "__main__":
    main()
