"""The machine that applies the rule files: reads them, measures records, decides, explains."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.compliance import models  # noqa: F401
    from mmo.compliance.loading import load_folder
    from mmo.findings import Judge

    app.extensions["judge"] = Judge(load_folder(app.config["SETTINGS"].rules_dir))
