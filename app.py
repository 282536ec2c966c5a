"""The application that `flask --app app` and a WSGI server look for."""

from mmo import create_app

app = create_app()
