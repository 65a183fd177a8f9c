"""The web process: `python wsgi.py` serves with gevent; `flask --app wsgi` runs commands."""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else is imported; never when a command imports this

from app import create_app
from config import Settings

settings = Settings.from_environment()
app = create_app(settings, async_mode="gevent" if __name__ == "__main__" else "threading")

if __name__ == "__main__":
    from app.serve import serve

    serve(app, settings)
