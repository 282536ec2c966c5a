"""«Мои дела» behind the fences: every role reads its own associations, and no other."""

from collections.abc import Callable

from flask.testing import FlaskClient

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.reports.models import Share
from tests.duties.conftest import CANARY, busy_year
from tests.duties.looking import duties, line


def test_the_fences_show_the_own_duties_and_no_others(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    own = bring(busy_year("school-5", "Своё"))
    bring(busy_year("school-7", CANARY))
    make_account("head", Role.HEAD, association=own.association_id)
    make_account("deputy", Role.DEPUTY, organisation=own.association.organisation_id)
    make_account("office", Role.OFFICE)
    make_account("admin", Role.ADMIN)
    journal.save(
        Share(association_id=own.association_id, year_id=own.id, sent_by="Своё",
              with_text=False, with_records=False)
    )  # fmt: skip
    assert line(sign_in("head"), "Своё поздно").urgency == "late"
    assert line(sign_in("head"), "Подписать протокол")
    assert line(sign_in("deputy"), "в работе объединения")
    assert line(sign_in("office"), "Школа передала отчёт")
    assert line(sign_in("admin"), "Резервной копии")
    for who in ("head", "deputy", "office"):  # an administrator sees what every association lacks
        assert CANARY not in "".join(each.words for each in duties(sign_in(who)))
