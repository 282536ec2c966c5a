"""What every page shares: language, dates, errors, htmx."""

from flask import Flask
from flask_babel import Babel


def init_app(app: Flask, babel: Babel) -> None:
    babel.init_app(app)
