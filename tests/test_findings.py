"""What is stored of a year: fresh after every change and every day, with its history."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.accounts.scope import find_year
from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.compliance.engine import Engine, EngineError
from mmo.compliance.judging import from_store
from mmo.compliance.models import StateDay, YearState
from mmo.extensions import db
from mmo.findings import Judge
from mmo.jobs.worker import sweep
from tests.conftest import TODAY
from tests.factories import bundle, full_member, meeting, protocol


@pytest.fixture
def year(bring: Callable[..., AssociationYear]) -> AssociationYear:
    return bring(bundle(members=[full_member()], meetings=[meeting(), meeting("z2", "2026-03-10")]))


def state(year: AssociationYear) -> YearState:
    return db.session.scalars(
        select(YearState)
        .where(YearState.year_id == year.id)
        .execution_options(populate_existing=True)
    ).one()


def history(year: AssociationYear) -> list[StateDay]:
    chosen = select(StateDay).where(StateDay.year_id == year.id, StateDay.rebuilt.is_(False))
    return list(db.session.scalars(chosen.order_by(StateDay.day)))


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


def test_a_change_is_judged_in_its_own_transaction(year: AssociationYear) -> None:
    before = state(year)
    assert before.rules["sch.6.b2"][0] == "gap"
    year.theme, year.theme_on = "Тема", date(2026, 2, 28)
    journal.save(year)
    after = state(year)
    assert after.rules["sch.6.b2"][0] == "met"
    assert after.revision == find_year("school-5", 2025).revision  # type: ignore[union-attr]


def test_what_is_stored_reads_back_as_what_was_found(app: Flask, year: AssociationYear) -> None:
    the_judge: Judge = app.extensions["judge"]
    day = TODAY.date()
    (judged,) = the_judge.judge(db.session(), AssociationYear.id == year.id, day)
    assert from_store(judged.gauges.rules.edition, state(year).rules, day) == judged.findings


def test_a_day_that_changes_nothing_needs_no_judging(app: Flask, year: AssociationYear) -> None:
    the_judge: Judge = app.extensions["judge"]
    row = find_year("school-5", 2025)
    assert row is not None
    assert row.look_again_on == date(2026, 3, 10)
    assert not the_judge.stale(db.session(), [row], date(2026, 3, 9))
    assert the_judge.stale(db.session(), [row], date(2026, 3, 10)) == [row]


def test_looking_at_the_dashboard_after_a_day_has_passed_brings_it_up_to_date(
    year: AssociationYear,
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    with standing_at(TODAY + timedelta(days=9)):
        client.post("/login", data={"login": "head", "password": "verylongsecret"})
        assert client.get("/associations/school-5/2025/").status_code == 200
    db.session.rollback()
    assert state(year).day == date(2026, 3, 10)
    assert [each.day for each in history(year)] == [date(2026, 3, 1), date(2026, 3, 10)]


def test_history_keeps_a_line_for_each_day_on_which_the_state_changed(
    year: AssociationYear,
) -> None:
    for day, theme in (("2026-03-02", "А"), ("2026-03-02", "Б"), ("2026-03-04", "В")):
        with standing_at(at(day)):
            year.theme, year.theme_on = theme, date(2026, 3, 1)
            journal.save(year)
    with standing_at(at("2026-03-05")):
        year.theme = None
        journal.save(year)
    # the second change of 2 March and the change of 4 March altered no status
    assert [each.day for each in history(year)] == [
        date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 5)
    ]  # fmt: skip
    assert [each.statuses["sch.6.b2"] for each in history(year)] == ["gap", "met", "gap"]


def test_a_past_day_shows_what_was_shown_then_beside_it(
    year: AssociationYear,
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    make_account("head", Role.HEAD, association=year.association_id)
    with standing_at(at("2026-03-05")):
        year.theme, year.theme_on = "Тема", date(2026, 2, 1)
        journal.save(year)
        client = sign_in("head")
        text = client.get("/associations/school-5/2025/?as_of=2026-03-02").text
        before = client.get("/associations/school-5/2025/?as_of=2026-01-02").text
    assert "Прошедший день, оценён по сегодняшним записям" in text
    gaps = history(year)[0].summary["must"]["gap"]
    assert f"Тогда показывалось: {gaps} " in " ".join(text.split())
    assert "В тот день программа этот год ещё не вела" in before


def test_a_year_that_comes_in_whole_gets_a_history_marked_as_rebuilt(
    year: AssociationYear,
) -> None:
    rebuilt = db.session.scalars(
        select(StateDay).where(StateDay.year_id == year.id, StateDay.rebuilt.is_(True))
    ).all()
    assert len(rebuilt) > 5
    assert min(each.day for each in rebuilt) == date(2025, 8, 1)
    assert max(each.day for each in rebuilt) < TODAY.date()


def test_recheck_does_what_is_stale_and_may_be_run_twice(
    app: Flask, year: AssociationYear, bring: Callable[..., AssociationYear]
) -> None:
    bring(bundle("school-7"))
    runner = app.test_cli_runner()
    assert "Всё актуально" in runner.invoke(args=["recheck"]).output
    with standing_at(at("2026-03-10")):
        assert runner.invoke(args=["recheck"]).exit_code == 0
        assert "Всё актуально" in runner.invoke(args=["recheck"]).output
    db.session.rollback()
    assert state(year).day == date(2026, 3, 10)


def test_the_server_judges_again_by_itself_when_a_day_has_passed(
    app: Flask, year: AssociationYear
) -> None:
    with standing_at(at("2026-06-20")):
        sweep(app)
    db.session.rollback()
    assert state(year).day == date(2026, 6, 20)


def test_an_interrupted_recheck_keeps_the_batches_that_were_done(
    app: Flask, bring: Callable[..., AssociationYear], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mmo.dashboard import rechecking

    years = [bring(bundle(f"school-{number}")) for number in range(4)]
    monkeypatch.setattr(rechecking, "BATCH", 2)
    the_judge: Judge = app.extensions["judge"]
    refresh, done = the_judge.refresh, []

    def stop_at_second(*args: object) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(args)
        refresh(*args)  # type: ignore[arg-type]

    with standing_at(at("2026-06-20")):
        monkeypatch.setattr(the_judge, "refresh", stop_at_second)
        app.test_cli_runner().invoke(args=["recheck"])
        db.session.rollback()
        fresh = [each for each in years if state(each).day == date(2026, 6, 20)]
        assert len(fresh) == 2
        monkeypatch.setattr(the_judge, "refresh", refresh)
        app.test_cli_runner().invoke(args=["recheck"])
        db.session.rollback()
        assert all(state(each).day == date(2026, 6, 20) for each in years)


def test_a_failure_of_the_engine_loses_no_work_and_leaves_the_year_stale(
    app: Flask, year: AssociationYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise EngineError("no")

    monkeypatch.setattr(Engine, "decide", fail)
    year.theme, year.theme_on = "Тема", date(2026, 2, 28)
    journal.save(year)
    monkeypatch.undo()
    db.session.rollback()
    row = find_year("school-5", 2025)
    assert row is not None
    the_judge: Judge = app.extensions["judge"]
    assert the_judge.stale(db.session(), [row], TODAY.date()) == [row]
    assert db.session.get(AssociationYear, (year.association_id, year.id)).theme == "Тема"  # type: ignore[union-attr]


def test_facts_of_many_years_take_as_many_queries_as_of_one(
    app: Flask, bring: Callable[..., AssociationYear]
) -> None:
    the_judge: Judge = app.extensions["judge"]
    parts = {"members": [full_member()], "meetings": [meeting(protocol=protocol())]}
    counts = []
    for number in range(1, 8):
        made = bundle(f"school-{number}", **parts)
        made["members"] = [full_member(organisation=f"school-{number}-org")]
        bring(made)
        if number in (1, 7):
            counts.append(
                count(lambda: the_judge.gauge(db.session(), AssociationYear.year == 2025))
            )
    assert counts[0] == counts[1] <= 14


def count(work: Callable[[], object]) -> int:
    """How many statements the work sends to the database."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)
