"""ММО: the year of an association of homeroom teachers, and what its regulation asks of it."""

from flask import Flask

from mmo import (
    accounts,
    activities,
    administration,
    analyses,
    assets,
    associations,
    audit,
    compliance,
    dashboard,
    dates,
    demo,
    district,
    documents,
    duties,
    exchange,
    files,
    groups,
    jobs,
    journal,
    materials,
    meetings,
    members,
    personal,
    plans,
    records,
    regulation,
    reports,
    search,
    sheets,
    submissions,
    web,
)
from mmo.config import ROOT, Settings
from mmo.database import prepare
from mmo.extensions import babel, csrf, db, login, migrate

FEATURES = (
    administration,
    accounts,
    audit,
    associations,
    members,
    personal,
    meetings,
    plans,
    activities,
    materials,
    groups,
    submissions,
    analyses,
    files,
    compliance,
    exchange,
    sheets,
    regulation,
    search,
    jobs,
    documents,
    dates,
    duties,
    dashboard,
    records,
    district,
    reports,
    demo,
)
"""Every feature, those that others lean on first; each has `init_app`."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application.

    Raises:
        BadRuleFile: a rule file cannot be used; it says which, where and what is allowed.
    """
    settings = settings or Settings()
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(settings.data_dir.resolve()),
    )
    app.config.from_mapping(settings.flask())
    for extension in (db, login, csrf):
        extension.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    web.init_app(app, babel)
    assets.init_app(app)
    with app.app_context():
        prepare(db.engine)
        journal.watch(db.session)
        for feature in FEATURES:
            feature.init_app(app)
    return app
