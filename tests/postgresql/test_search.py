"""The search on PostgreSQL: the same answers by its own indexes, behind its own fences."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from mmo import journal
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.search.asking import Query
from mmo.search.matching import on_postgresql
from mmo.search.models import SearchEntry
from mmo.tenancy import EVERYTHING, limit_to
from tests.search.conftest import CANARY, Schools, head, schools, upload
from tests.search.test_search import titles

assert head, schools  # fixtures


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("дети", {"Памятка для ребёнка", "О безопасности детей"}),
        ("мини-группа", {"О безопасности детей"}),
        ("о'коннор", {"О безопасности детей"}),
        ("«безопасности детей»", {"О безопасности детей"}),
        ("«детей безопасности»", set()),
        ("протокола 77", {"№ 77"}),
        ("windows", {"Windows в классе"}),
        ("a' OR 1=1 & | ! :*", set()),
        (CANARY, set()),
    ],
)
def test_a_record_is_found_by_any_form_of_its_words(
    head: FlaskClient, asked: str, found: set[str]
) -> None:
    assert set(titles(head, asked)) == found


def test_a_file_is_found_by_its_text(head: FlaskClient) -> None:
    upload(head, "Отчёт.docx", "На экскурсию поехали семиклассники № 5.")
    assert titles(head, "экскурсии") == ["Отчёт.docx"]
    assert titles(head, "«семиклассники № 5»") == ["Отчёт.docx"]


def test_cards_need_their_own_right(head: FlaskClient, sign_in: Callable[..., FlaskClient]) -> None:
    assert titles(head, "магистратура") == ["Ёлкина Анна Петровна"]
    assert titles(sign_in("member"), "магистратура") == []


def test_the_database_shows_entries_and_files_of_the_scope_only(
    head: FlaskClient, schools: Schools
) -> None:
    upload(head, "a.docx", "x")
    own, foreign = schools
    for scope, seen in (("", 0), (str(foreign.association_id), 0), (str(own.association_id), 1)):
        db.session.remove()
        limit_to(scope)
        try:
            assert len(db.session.execute(select(StoredFile.id)).all()) == seen
            assert len(db.session.execute(select(FileVersion.file_id)).all()) == seen
            words = text("SELECT association_id FROM search_words")
            for found in (select(SearchEntry.association_id), words):
                seen_of = {str(each) for each in db.session.scalars(found)}
                assert seen_of == ({scope} if scope else set())
        finally:
            limit_to(EVERYTHING)
            db.session.remove()


def test_the_words_are_found_by_their_index_behind_the_fence(schools: Schools) -> None:
    own, _foreign = schools
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    for asked in ("дети", "«безопасности детей»"):
        query = Query.of(asked)
        assert query is not None
        chosen = on_postgresql(select(SearchEntry.title), query, [own.association_id])
        compiled = chosen.compile(db.engine, compile_kwargs={"render_postcompile": True})
        told = db.session.connection().exec_driver_sql(f"EXPLAIN {compiled}", compiled.params)
        lines = "\n".join(row[0] for row in told)
        assert "search_words_pkey" in lines, lines
        assert "lemma" in lines.partition("Index Cond:")[2], lines
    db.session.rollback()


def test_the_words_of_a_deleted_record_go_with_it(head: FlaskClient) -> None:
    upload(head, "a.docx", "Экскурсия")
    count = text("SELECT count(*) FROM search_words WHERE lemma = 'экскурсия'")
    assert db.session.scalar(count) == 1
    file = db.session.scalars(select(StoredFile)).one()
    journal.remove(file)
    assert db.session.scalar(count) == 0
