"""The socket server; every other module sends through the watch, never through this."""

from flask_socketio import SocketIO

socketio = SocketIO()
