"""Meetings: agenda, attendance, minutes, decisions."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.labels import KIND, MEETING_STATUS
    from mmo.materials.models import MaterialKind
    from mmo.meetings import (  # noqa: F401
        agenda_views,
        attendance_views,
        facts,
        models,
        questions,
        records,
        run_views,
        search,
        views,
    )
    from mmo.meetings.reading import clause_numbers
    from mmo.meetings.roll import roll_of, signature

    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        meeting_status=MEETING_STATUS,
        clause_numbers=clause_numbers,
        roll_of=roll_of,
        signature=signature,
        kind_of_material={kind: KIND[f"material.{kind.value}"] for kind in MaterialKind},
    )
