"""Sections: figures from records, marked where typed, and no text ever lost."""

import re
from collections.abc import Callable

from sqlalchemy import select, update

from mmo.associations.models import AssociationYear
from mmo.clock import now
from mmo.compliance.models import YearState
from mmo.database import writing
from mmo.extensions import db
from mmo.reports.models import ReportSection
from tests.analyses.conftest import PATH, School
from tests.district.test_map import counted
from tests.district.test_school import LAST
from tests.factories import activity, bundle, full_member, meeting, plan
from tests.pages.html import faults


def section(code: str) -> ReportSection:
    db.session.rollback()
    found = db.session.scalar(select(ReportSection).where(ReportSection.section == code))
    assert found is not None
    return found


def bring_more(bring: Callable[..., AssociationYear]) -> None:
    bring(
        bundle(
            members=[full_member(), full_member("m2", full_name="Петрова Ольга Ивановна")],
            meetings=[meeting(), meeting("z2", "2025-12-01")],
            plan=plan(3),
            activities=[activity()],
        )
    )


def test_a_figure_typed_by_hand_is_marked_and_the_counted_one_stays_beside(
    school: School,
) -> None:
    school.press(school.head, "/analysis/draft")
    page = school.press(school.head, "/analysis/sections/meetings", text="", version="1",
                        figure_meetings_held="12")  # fmt: skip
    assert "изменено вручную: было 1" in page
    assert section("meetings").typed == {"meetings_held": 12}
    school.press(school.head, "/analysis/sections/meetings", text="", version="2",
                 figure_meetings_held="1")  # fmt: skip
    assert section("meetings").typed == {}, "what equals the counted one is not typed by hand"


def test_drafting_again_takes_new_figures_and_keeps_what_was_typed(
    school: School, bring: Callable[..., AssociationYear]
) -> None:
    school.press(school.head, "/analysis/draft")
    school.press(school.head, "/analysis/sections/meetings", text="Мой текст", version="1",
                 figure_minutes_signed="5")  # fmt: skip
    school.press(school.head, "/analysis/sections/conclusion", text="Год удался", version="1")
    bring_more(bring)
    assert "по записям теперь 2" in school.page(school.head)
    page = school.press(school.head, "/analysis/draft")
    assert "по записям теперь" not in page
    row = section("meetings")
    assert (row.text, row.typed) == ("Мой текст", {"minutes_signed": 5})
    assert row.figures["meetings_held"] == 2
    assert section("conclusion").text == "Год удался"


def test_the_programs_own_texts_are_renewed_with_the_figures(
    school: School, bring: Callable[..., AssociationYear]
) -> None:
    page = school.press(school.head, "/analysis/draft")
    assert "По записям уже иначе" not in page
    school.press(school.head, "/analysis/sections/tasks", text="Свои задачи", version="1")
    bring_more(bring)
    page = school.page(school.head)
    assert "Этот текст составлен по записям, а они уже говорят иное" in page
    step = page.partition('id="submit"')[2].partition("</details>")[0]
    assert "По записям уже иначе: Заседания" in step, "handing in says so, with one press to renew"
    assert f'formaction="{PATH}/analysis/draft"' in step
    assert "По записям уже иначе" not in school.page(school.deputy)
    page = school.press(school.head, "/analysis/draft")
    assert "По записям уже иначе" not in page
    assert "Проведено заседаний: 2 из 2" in section("conclusion").text
    assert section("tasks").text == "Свои задачи"


def test_a_typed_figure_that_the_records_caught_up_with_is_no_longer_by_hand(
    school: School, bring: Callable[..., AssociationYear]
) -> None:
    school.press(school.head, "/analysis/draft")
    school.press(school.head, "/analysis/sections/meetings", text="", version="1",
                 figure_meetings_held="2")  # fmt: skip
    bring_more(bring)
    assert "изменено вручную" not in school.page(school.head)
    page = school.press(school.head, "/analysis/draft")
    assert section("meetings").typed == {}
    assert "изменено вручную" not in page


def test_tasks_are_those_of_the_association_and_no_orders_to_its_user(
    school: School, bring: Callable[..., AssociationYear]
) -> None:
    held = meeting("z3", "2025-11-12", agenda=[
        {"id": "q1", "question": "Вопрос", "decisions": [
            {"id": "d1", "text": "Провести опрос", "due": "2025-12-01"}]}])  # fmt: skip
    made = bundle(members=[full_member()], meetings=[held], plan=plan(1))
    made["plan"]["items"][0] |= {"title": "Круглый стол", "due": "2025-12-10", "done_on": None,
                                 "reason": "Карантин"}  # fmt: skip
    bring(made)
    school.press(school.head, "/analysis/draft")
    tasks = section("tasks").text.splitlines()
    assert any(line.startswith("Обеспечить выполнение пункта 5.") for line in tasks)
    assert any(line.startswith("Исполнить решение, оставшееся с этого года: ") for line in tasks)
    assert any(
        line.startswith("Перенести в план и завершить: ") and "Круглый стол" in line
        for line in tasks
    )
    assert not [line for line in tasks if line.split()[0].endswith(("йте", "ите"))]


def test_last_years_column_stays_as_it_was_handed_in(
    school: School, bring: Callable[..., AssociationYear]
) -> None:
    before = bundle(members=[full_member()], meetings=[meeting("z9", "2024-10-01")], year=LAST)
    last = bring(before)
    school.head.get("/associations/school-5/2024/")
    school.hand_in()
    said = last_column(school)
    assert said
    with writing(), db.engine.begin() as connection:
        rules = connection.scalar(select(YearState.rules).where(YearState.year_id == last.id))
        turned = {rule: ["met", None, *found[2:]] for rule, found in rules.items()}
        state = update(YearState.__table__).where(YearState.year_id == last.id)
        connection.execute(state.values(rules=turned))
    assert last_column(school) == said
    school.press(school.deputy, "/analysis/sections/plan/remarks", text="Дополните")
    school.press(school.deputy, "/analysis/judge/return")
    assert last_column(school) == said, "returned: nobody has brought the figures up to date"
    school.press(school.head, "/analysis/draft")
    assert last_column(school) != said


def last_column(school: School) -> dict[str, str]:
    """Each clause with its status of the year before, as the paper shows it."""
    page = school.page(school.head)
    rows = re.findall(r'<tr id="clause-([^"]+)">(.*?)</tr>', page, re.S)
    return {clause: re.sub(r"<[^>]+>", " ", row.rpartition("<td>")[2]).strip()
            for clause, row in rows}  # fmt: skip


def test_a_conflict_shows_both_versions_and_overwrites_neither(school: School) -> None:
    school.press(school.head, "/analysis/draft")
    school.press(school.head, "/analysis/sections/plan", text="Первый", version="1")
    answer = school.head.post(f"{PATH}/analysis/sections/plan",
                              data={"text": "Второй", "version": "1"})  # fmt: skip
    assert answer.status_code == 409
    assert faults(answer.text) == []
    assert "Второй</textarea>" in answer.text
    assert "Первый" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert section("plan").text == "Первый"
    school.press(school.head, "/analysis/sections/plan", text="Оба", version="2")
    assert section("plan").text == "Оба"


def test_a_section_written_before_the_draft_is_kept_with_its_figures(school: School) -> None:
    school.press(school.head, "/analysis/sections/plan", text="Сначала текст", version="0")
    assert section("plan").figures["plan_items"] == 3
    school.press(school.head, "/analysis/draft")
    assert section("plan").text == "Сначала текст"


def test_nasty_text_is_shown_as_text(school: School) -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} =1+1 \U0001f600 " + "я" * 300
    school.press(school.head, "/analysis/draft")
    page = school.press(school.head, "/analysis/sections/plan", text=nasty, version="1")
    assert "<script>alert" not in page
    assert "{{ 7*7 }} =1+1 \U0001f600" in page


def test_each_figure_leads_to_its_records(school: School) -> None:
    page = school.page(school.head)
    assert f"{PATH}/figures/meetings_held" in page
    assert "заседание 1 октября 2025" in school.page(school.head, "/figures/meetings_held")
    assert school.head.get(f"{PATH}/figures/nosuch").status_code == 404


def test_a_closed_year_is_read_only(school: School) -> None:
    school.press(school.head, "/analysis/draft")
    with writing(), db.engine.begin() as connection:
        connection.execute(update(AssociationYear.__table__).values(closed_at=now()))
    page = school.page(school.head)
    assert "Анализ за год" in page
    assert "Обновить цифры" not in page
    for path in ("draft", "sections/plan", "hand-in/submit"):
        assert school.head.post(f"{PATH}/analysis/{path}").status_code == 403


def test_more_records_cost_no_query(school: School, bring: Callable[..., AssociationYear]) -> None:
    school.press(school.head, "/analysis/draft")
    with counted() as before:
        school.page(school.head)
    bring_more(bring)
    school.page(school.head)
    with counted() as after:
        school.page(school.head)
    assert len(after) == len(before)
