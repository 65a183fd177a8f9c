"""What ./run does: sets up what is missing, then becomes the server, a desk or a big screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from tools import setup
from tools.console import Progress, StepError, say, stop
from tools.screen import open_screen
from tools.tree import PYTHON, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = """\
./run                        cài đặt (lần đầu) rồi chạy máy chủ với đại hội mẫu
                             set up (first time), then run the server with the demo congress
./run --empty                như trên, không có đại hội mẫu · without the demo congress
./run kiosk [--server URL] [--code C | --token T] [--camera 0|FILE|rtsp://…|browser]
                             bàn điểm danh · the check-in desk
./run kiosk --shared --tls-cert FILE --tls-key FILE [--server URL]
                             máy ảnh của nhiều trình duyệt · the cameras of several browsers
./run screen [URL]           màn hình lớn toàn màn hình, có tiếng · the big screen, with sound
./run models [--from FOLDER] cài mô hình nhận diện khuôn mặt · install the face models
./run sendloop               biên dịch vòng gửi (tùy chọn) · compile the send loop (optional)

HOST (0.0.0.0)  PORT (8000, 0 tự chọn · picks one)  PUBLIC_URL  DATA_DIR (./data)
DATABASE_URL  REDIS_URL  MODELS_DIR  SECRET_KEY  ADMIN_PASSWORD
SEND_LOOP (python | compiled)  vòng gửi tới điện thoại · what writes to the phones
TLS_CERT  TLS_KEY  TLS_PORT (8443)  HTTPS bên cạnh HTTP · HTTPS beside HTTP
KIOSK_PORT (8010)  KIOSK_DATA_DIR  KIOSK_TOKEN
"""


def main(arguments: list[str]) -> None:
    """Do what the first word asks; never returns when a process takes over."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    commands: dict[str, Callable[[list[str]], None]] = {
        "kiosk": kiosk,
        "screen": screen,
        "models": models,
        "sendloop": send_loop,
    }
    try:
        if command in ("-h", "--help", "help"):
            print(HELP, end="")
        elif command in commands:
            commands[command](rest)
        elif arguments in ([], ["--empty"]):
            setup.set_up()
            become("tools.supervise", arguments)
        else:
            stop(f"Không rõ “{command}”.\n{HELP}", f"Unknown: {command}", status=2)
    except StepError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        stop("Đã dừng.", "Stopped.", status=130)


def kiosk(arguments: list[str]) -> None:
    """Start the desk."""
    setup.set_up(front_end=False)
    become("tools.desk", arguments)


def screen(arguments: list[str]) -> None:
    """Open the big screen; needs no environment."""
    open_screen(arguments)


def models(arguments: list[str]) -> None:
    """Install the face models."""
    setup.set_up(front_end=False)
    become("checkin", ["models", *arguments])


def send_loop(arguments: list[str]) -> None:
    """Compile the send loop, which the server then uses when SEND_LOOP=compiled."""
    if arguments:
        stop(f"./run sendloop: {' '.join(arguments)}?", "No option is known here.", status=2)
    setup.set_up(front_end=False)
    with Progress("Biên dịch vòng gửi", "compiling the send loop") as progress:
        progress.run([PYTHON, "-m", "app.realtime.send_loop"], log=setup.LOG)
    say(
        "Vòng gửi đã biên dịch xong và chạy thử được. Bật: SEND_LOOP=compiled ./run",
        "The send loop is compiled and was tried. To use it: SEND_LOOP=compiled ./run",
    )


def become(module: str, arguments: list[str]) -> NoReturn:
    """Replace this process by a module run with the interpreter of the environment."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])  # noqa: S606  our own program


if __name__ == "__main__":
    main(sys.argv[1:])
