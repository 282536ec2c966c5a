"""Files of records: any office kind, several versions, checked, kept outside the web root."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.files import commands, models, owners, search, shelves, showing, views
    from mmo.files.storing import Storage
    from mmo.naming import short_name

    app.extensions["storage"] = Storage(app.config["SETTINGS"].data_dir / "files")
    app.register_blueprint(views.bp)
    commands.register(app)
    app.jinja_env.filters.update(file_size=showing.size, short_name=short_name)
    app.jinja_env.globals.update(
        shelf_of=shelves.shelf_of,
        may_have_files=owners.may_have_files,
        kept_days=shelves.KEPT_DAYS,
        accepted_files=showing.accepted,
        owner_words=showing.OWNER_WORDS,
    )
    assert models
    assert search
