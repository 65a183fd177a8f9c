"""Settings of the server, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
FONTS_DIR = ROOT / "node_modules" / "@expo-google-fonts" / "be-vietnam-pro"


@dataclass(frozen=True)
class Settings:
    """What one server runs with. `data_dir` is the only place that it writes to."""

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    models_dir: Path = ROOT / "models"
    redis_url: str = ""
    host: str = "0.0.0.0"  # noqa: S104  phones must reach it; ./run says so aloud
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    tls_cert: Path | None = None
    """The certificate with its chain (PEM): with it the server speaks HTTPS too."""
    tls_key: Path | None = None
    tls_port: int = 8443
    admin_password: str = field(default="", repr=False)
    languages: tuple[str, ...] = ("vi", "en")
    time_zone: str = "Asia/Ho_Chi_Minh"
    backup_dir: Path | None = None
    """The second medium, where each backup is copied to; it may be missing at times."""
    backup_hours: int = 4
    """Between two backups on the days of a congress; 0 makes none by the clock."""
    backup_keep: int = 12
    """Backups that stay on this server."""
    trusted_proxies: int = 0
    """How many proxies of our own stand before the server; each adds to X-Forwarded-For."""
    upload_limit_bytes: int = 300 * 1024 * 1024
    send_loop: str = "python"
    """What writes to thousands of phones: python, or compiled where there is a C compiler."""
    x_accel: bool = False
    """nginx stands in front and sends stored files itself (deploy/nginx.conf)."""
    testing: bool = False

    @property
    def files_dir(self) -> Path:
        """Uploaded files by content hash."""
        return self.data_dir / "files"

    @property
    def pages_dir(self) -> Path:
        """Rendered pages, one folder per content hash."""
        return self.data_dir / "pages"

    @property
    def keys_dir(self) -> Path:
        """Keys; never in the database and never in a backup."""
        return self.data_dir / "keys"

    @property
    def is_https(self) -> bool:
        """Phones reach the server over HTTPS, so cookies may demand it."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def only_here(self) -> bool:
        """QR codes hold an address that no other machine reaches."""
        return urlsplit(self.public_url).hostname in ("127.0.0.1", "localhost", "::1")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; makes the data folder and the secret key when absent."""
        data_dir = Path(environ.get("DATA_DIR") or ROOT / "data").resolve()
        port = int(environ.get("PORT") or 8000)
        return cls(
            data_dir=data_dir,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'congress.db'}",
            secret_key=environ.get("SECRET_KEY") or kept_secret(data_dir / "keys" / "secret_key"),
            models_dir=Path(environ.get("MODELS_DIR") or ROOT / "models").resolve(),
            redis_url=environ.get("REDIS_URL", ""),
            host=environ.get("HOST") or "0.0.0.0",  # noqa: S104  phones must reach it
            port=port,
            public_url=(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            tls_cert=path_in(environ.get("TLS_CERT")),
            tls_key=path_in(environ.get("TLS_KEY")),
            tls_port=int(environ.get("TLS_PORT") or 8443),
            admin_password=environ.get("ADMIN_PASSWORD", ""),
            backup_dir=path_in(environ.get("BACKUP_DIR")),
            backup_hours=int(environ.get("BACKUP_HOURS") or 4),
            backup_keep=max(1, int(environ.get("BACKUP_KEEP") or 12)),
            trusted_proxies=int(environ.get("TRUSTED_PROXIES") or 0),
            send_loop=environ.get("SEND_LOOP") or "python",
            x_accel=environ.get("X_ACCEL", "") == "1",
        )


def path_in(value: str | None) -> Path | None:
    """Return a path of the environment as an absolute one, None when it names none."""
    return Path(value).resolve() if value else None


def kept_secret(path: Path) -> str:
    """Return the secret in `path`; the first call makes it (64 hex digits, mode 0600)."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half_made = path.with_suffix(f".{os.getpid()}")
        half_made.touch(mode=0o600)
        half_made.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(half_made, path)  # of two first starts at once, one secret wins
        except FileExistsError:
            pass
        finally:
            half_made.unlink()
    return path.read_text(encoding="ascii").strip()
