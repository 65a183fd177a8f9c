"""The web process: `python wsgi.py` serves with gevent; `flask --app wsgi` runs commands."""

import gc

gc.disable()  # what is imported stays: looking for garbage in it is a fifth of a start

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else is imported; never when a command imports this

from app import create_app  # noqa: E402
from config import Settings  # noqa: E402

settings = Settings.from_environment()
app = create_app(settings, async_mode="gevent" if __name__ == "__main__" else "threading")
gc.enable()

if __name__ == "__main__":
    from app.serve import serve

    serve(app, settings)
