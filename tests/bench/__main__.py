"""`make bench`: ratios against a baseline measured in the same run. Nothing fails here.

The milliseconds differ from machine to machine and are orientation; the ratios are what counts.
"""

import tempfile
from pathlib import Path

from mmo import create_app
from mmo.config import Settings
from mmo.database import Base
from mmo.extensions import db
from tests.bench import judging, mapping, papers, searching, serving, tables


def main() -> None:
    """Run every measurement and print its lines."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), htmx="local"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            judging.measure(app)
            tables.measure()
            db.session.remove()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), htmx="local"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            mapping.measure(app)
            db.session.remove()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), htmx="local"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            searching.measure(app)
            papers.measure(app)
            db.session.remove()
    with tempfile.TemporaryDirectory() as folder:
        serving.measure(Path(folder))


if __name__ == "__main__":
    main()
