"""nginx for measuring: one process on one core, with a configuration made for the run."""

import contextlib
import http.client
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benches import peers
from benches.served import Served, free_port, settle

CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 8192; }}
http {{
    access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000;
    types {{ image/webp webp; }}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    upstream congress {{ server 127.0.0.1:{upstream}; keepalive 32; }}
    server {{
        listen 127.0.0.1:{port};
        location /plain/ {{ alias {pages}/; }}
        location ~ ^/handed-on/(pages|files)/(.+)$ {{ internal; alias {data}/$1/$2; }}
        location / {{
            proxy_pass http://congress; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host $host;
        }}
    }}
}}
"""


@contextlib.contextmanager
def nginx(*, core: int, upstream: int, data: Path) -> Iterator[Served]:
    """Serve the rendered pages below /plain/ as they are, and the server in front of `upstream`."""
    program = peers.nginx()
    assert program is not None
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="congress-nginx-") as folder:
        wanted = {"folder": folder, "port": port, "upstream": upstream, "data": data}
        Path(folder, "conf").write_text(CONFIGURATION.format(**wanted, pages=data / "pages"))
        child = subprocess.Popen(
            [program, "-p", folder, "-c", f"{folder}/conf", "-g", "user root;"],
            preexec_fn=lambda: settle(core),
        )
        try:
            wait_until_it_answers(port, child)
            yield Served(port, child.pid)
        finally:
            child.terminate()
            child.wait(10)


def wait_until_it_answers(port: int, child: subprocess.Popen[bytes]) -> None:
    """Return when nginx listens; raises RuntimeError if it ends."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with contextlib.closing(link):
                link.request("GET", "/plain/")
                link.getresponse()
                return
        if child.poll() is not None:
            raise RuntimeError(f"nginx ended with {child.returncode}")
        time.sleep(0.05)
    raise RuntimeError("nginx did not answer in time")
