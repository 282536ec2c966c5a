"""Who may call what: the table of routes × roles × scopes, as data.

python -m tests.accounts.access        prints it
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mmo import FEATURES
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.meetings.models import Meeting
from mmo.records.kinds import KINDS
from tests.factories import bundle, full_member, meeting

WHO = ("nobody", "head", "secretary", "member", "deputy", "director", "office", "admin")
SCOPES = ("own school", "foreign school", "own district", "foreign district")
CODES = {
    "own school": "school-5",
    "foreign school": "school-7",
    "own district": "mmo",
    "foreign district": "mmo-other",
}
OK, SIGN_IN, FORBIDDEN, MISSING = "200", "sign in", "403", "404"


@dataclass(frozen=True)
class District:
    """Two schools and two districts; the accounts' roles are in the own ones.

    The foreign ones lie outside the municipality, and everything in them bears the canary.
    """

    years: dict[str, AssociationYear]
    canary: str = "КАНАРЕЙКА"

    @classmethod
    def found(cls, bring: Callable[..., Any], make_account: Callable[..., Account]) -> "District":
        """Bring in the four associations and make the accounts."""
        years = {scope: bring(cls._bundle(scope, code)) for scope, code in CODES.items()}
        school = years["own school"]
        for role in (Role.HEAD, Role.SECRETARY, Role.MEMBER):
            make_account(role.value, role, association=school.association_id)
        for role in (Role.DEPUTY, Role.DIRECTOR):
            make_account(role.value, role, organisation=school.association.organisation_id)
        make_account("office", Role.OFFICE)
        make_account("admin", Role.ADMIN)
        return cls(years)

    @classmethod
    def _bundle(cls, scope: str, code: str) -> dict[str, Any]:
        foreign = scope.startswith("foreign")
        name = cls.canary if foreign else "Своё"
        made = bundle(
            code,
            "municipal" if "district" in scope else "school",
            members=[full_member(organisation=f"{code}-org", full_name=f"{name} Анна Павловна")],
            meetings=[meeting(theme=name)],
        )
        made["association"]["name"] = f"{name} {code}"
        if foreign:
            made["organisations"][0].update(name=f"{name} школа", in_municipality=False)
        return made

    def path(self, scope: str) -> str:
        return f"/associations/{CODES[scope]}/2025"

    def meeting(self, scope: str) -> UUID:
        """The id of the scope's meeting."""
        chosen = select(Meeting.id).where(
            Meeting.association_id == self.years[scope].association_id
        )
        return db.session.scalars(chosen).one()


Request = Callable[[FlaskClient, District, str], TestResponse]


def page(path: str) -> Request:
    """A request for a page; ``{year}`` is the path of the scope's year."""
    return lambda client, district, scope: client.get(path.format(year=district.path(scope)))


def form(path: str, **data: Any) -> Request:
    """A form that is sent."""
    return lambda client, district, scope: client.post(
        path.format(year=district.path(scope)), data=data
    )


NOBODYS = "00000000-0000-0000-0000-000000000000"
"""The id of a record that is nobody's."""
KIND_ACTIONS = {
    "list": ("GET", ""),
    "many": ("POST", ""),
    "new": ("GET", "/new"),
    "create": ("POST", "/new"),
    "show": ("GET", f"/{NOBODYS}"),
    "save": ("POST", f"/{NOBODYS}"),
    "delete": ("POST", f"/{NOBODYS}/delete"),
    "history": ("GET", f"/{NOBODYS}/history"),
}
"""The routes of every kind of record."""


def of_kinds() -> Iterator[tuple[tuple[str, str], Request]]:
    """The requests to the routes of every kind of record that a feature describes."""
    for feature in FEATURES:
        if feature.__name__ != "mmo.records" and find_spec(f"{feature.__name__}.records"):
            import_module(f"{feature.__name__}.records")
    for kind in KINDS.values():
        for action, (method, tail) in KIND_ACTIONS.items():
            address = f"{{year}}/{kind.plural}{tail}"
            data = {"act": next((bulk.name for bulk in kind.bulk), "")} if action == "many" else {}
            ask = page(address) if method == "GET" else form(address, **data)
            yield (f"records.{kind.name}_{action}", method), ask


def meeting_paper(path: str) -> Request:
    """A request for a paper of the scope's own meeting."""
    return lambda client, district, scope: client.get(
        path.format(year=district.path(scope), meeting=district.meeting(scope))
    )


NOBODYS = "00000000-0000-0000-0000-000000000000"
"""The id of no record."""

ROUTES: dict[tuple[str, str], Request] = {
    ("static", "GET"): page("/static/css/app.css"),
    ("accounts.sign_in", "GET"): page("/login"),
    ("accounts.sign_in", "POST"): form("/login", login="x", password="x"),
    ("accounts.sign_out", "POST"): form("/logout"),
    ("accounts.set_language", "POST"): form("/language", language="ru"),
    ("administration.set_up", "GET"): page("/setup"),
    ("administration.set_up", "POST"): form("/setup"),
    ("accounts.set_password", "GET"): page("/password/nosuch"),
    ("accounts.set_password", "POST"): form("/password/nosuch"),
    ("accounts.own", "GET"): page("/account"),
    ("accounts.change_password", "POST"): form("/account/password"),
    ("accounts.end_own", "POST"): form(f"/account/sessions/{NOBODYS}/end"),
    ("accounts.access", "GET"): page("{year}/access"),
    ("accounts.access", "POST"): form("{year}/access"),
    ("accounts.listing", "GET"): page("/accounts"),
    ("accounts.new", "GET"): page("/accounts/new"),
    ("accounts.new", "POST"): form("/accounts/new"),
    ("accounts.account", "GET"): page(f"/accounts/{NOBODYS}"),
    ("accounts.account", "POST"): form(f"/accounts/{NOBODYS}"),
    ("accounts.give", "POST"): form(f"/accounts/{NOBODYS}/roles"),
    ("accounts.take", "POST"): form(f"/accounts/{NOBODYS}/roles/{NOBODYS}/delete"),
    ("accounts.make_link", "POST"): form(f"/accounts/{NOBODYS}/link"),
    ("accounts.switch", "POST"): form(f"/accounts/{NOBODYS}/state"),
    ("accounts.link_member", "POST"): form(f"/accounts/{NOBODYS}/member"),
    ("accounts.end_session", "POST"): form(f"/accounts/{NOBODYS}/sessions/{NOBODYS}/end"),
    ("administration.overview", "GET"): page("/admin"),
    ("administration.installation", "GET"): page("/admin/installation"),
    ("administration.installation", "POST"): form("/admin/installation", name=""),
    ("administration.organisations", "GET"): page("/admin/organisations"),
    ("administration.new_organisation", "GET"): page("/admin/organisations/new"),
    ("administration.new_organisation", "POST"): form("/admin/organisations/new"),
    ("administration.organisation", "GET"): page(f"/admin/organisations/{NOBODYS}"),
    ("administration.organisation", "POST"): form(f"/admin/organisations/{NOBODYS}"),
    ("administration.calendar", "GET"): page(f"/admin/organisations/{NOBODYS}/calendar"),
    ("administration.calendar", "POST"): form(f"/admin/organisations/{NOBODYS}/calendar"),
    ("administration.parameters", "GET"): page(f"/admin/organisations/{NOBODYS}/parameters"),
    ("administration.parameters", "POST"): form(f"/admin/organisations/{NOBODYS}/parameters"),
    ("administration.associations", "GET"): page("/admin/associations"),
    ("administration.new_association", "GET"): page("/admin/associations/new"),
    ("administration.new_association", "POST"): form("/admin/associations/new"),
    ("administration.association", "GET"): page(f"/admin/associations/{NOBODYS}"),
    ("administration.association", "POST"): form(f"/admin/associations/{NOBODYS}"),
    ("administration.add_year", "POST"): form(f"/admin/associations/{NOBODYS}/years"),
    ("administration.head", "GET"): page(f"/admin/associations/{NOBODYS}/head"),
    ("administration.head", "POST"): form(f"/admin/associations/{NOBODYS}/head"),
    ("associations.about", "GET"): page("{year}/about"),
    ("associations.part", "GET"): page("{year}/about/theme"),
    ("associations.part", "POST"): form("{year}/about/theme"),
    ("associations.dates", "GET"): page("{year}/dates"),
    ("associations.dates", "POST"): form("{year}/dates"),
    ("associations.turn", "GET"): page("{year}/turn"),
    ("associations.turn", "POST"): form("{year}/turn", do="close"),
    ("associations.reopen", "POST"): form("{year}/reopen"),
    ("audit.installation", "GET"): page("/log"),
    ("audit.of_association", "GET"): page("{year}/log"),
    ("dashboard.home", "GET"): page("/"),
    ("dashboard.overview", "GET"): page("{year}/"),
    ("dashboard.why", "GET"): page("{year}/why/sch.5.1"),
    ("dashboard.compliance", "GET"): page("{year}/compliance.json"),
    ("files.of_year", "GET"): page("{year}/files"),
    ("files.of_record", "GET"): page(f"{{year}}/files/meeting/{NOBODYS}"),
    ("files.upload", "POST"): form(f"{{year}}/files/meeting/{NOBODYS}"),
    ("files.download", "GET"): page(f"{{year}}/files/{NOBODYS}"),
    ("files.add_version", "POST"): form(f"{{year}}/files/{NOBODYS}/versions"),
    ("files.remove", "POST"): form(f"{{year}}/files/{NOBODYS}/delete"),
    ("files.bring_back", "POST"): form(f"{{year}}/files/{NOBODYS}/restore"),
    ("dates.of_year", "GET"): page("{year}/calendar?month=2025-10"),
    ("dates.own", "GET"): page("/calendar?month=2025-10"),
    ("dates.feed_settings", "GET"): page("/calendar/feed"),
    ("dates.change_feed", "POST"): form("/calendar/feed", do="renew"),
    ("dates.feed", "GET"): page("/calendar/nosuch.ics"),
    ("dates.remind", "GET"): page("{year}/remind"),
    ("dates.remind_of_clause", "GET"): page("{year}/remind/clause/nosuch"),
    ("dates.remind_of_meeting", "GET"): page(
        "{year}/remind/meeting/00000000-0000-0000-0000-000000000000"
    ),
    ("exchange.of_year", "GET"): page("{year}/exchange"),
    ("exchange.export", "GET"): page("{year}/exchange/bundle.json"),
    ("exchange.bundles", "GET"): page("/bundles"),
    ("exchange.bundles", "POST"): form("/bundles"),
    ("exchange.preview", "GET"): page(f"/bundles/{NOBODYS}"),
    ("exchange.confirm", "POST"): form(f"/bundles/{NOBODYS}"),
    ("district.district", "GET"): page("/district"),
    ("district.recheck", "POST"): form("/district/recheck"),
    ("district.school", "GET"): page("/school"),
    ("members.who_is_who", "GET"): page("/people"),
    ("members.decide", "POST"): form("/people"),
    ("regulation.living", "GET"): page("{year}/regulation"),
    ("regulation.load_wording", "GET"): page("{year}/regulation/wording"),
    ("regulation.load_wording", "POST"): form("{year}/regulation/wording"),
    ("regulation.review", "GET"): page(
        "{year}/regulation/wording/00000000-0000-0000-0000-000000000000"
    ),
    ("regulation.review", "POST"): form(
        "{year}/regulation/wording/00000000-0000-0000-0000-000000000000"
    ),
    ("regulation.wordings", "GET"): page("/regulations"),
    ("records.undo", "POST"): form(f"{{year}}/removed/{NOBODYS}"),
    **dict(of_kinds()),
    ("documents.papers", "GET"): page("{year}/papers/"),
    ("documents.paper", "GET"): meeting_paper("{year}/papers/minutes/{meeting}"),
    ("documents.file", "GET"): meeting_paper("{year}/papers/minutes/{meeting}/docx"),
    ("documents.code", "GET"): page("{year}/papers/code?code=ABCD2345"),
}
"""What a request to each route looks like."""

PUBLIC = {"static", "accounts.sign_in", "accounts.set_language", "administration.set_up"}
OF_ADMIN = {
    "administration.organisation",
    "administration.calendar",
    "administration.association",
    "administration.add_year",
    "administration.head",
}
"""Routes of an administrator about a thing; the one asked for is not there."""
ADMIN = {
    "regulation.wordings",
    "audit.installation",
    "administration.overview",
    "administration.installation",
    "administration.organisations",
    "administration.new_organisation",
    "administration.associations",
    "administration.new_association",
}
HELD = {
    "district.district": {"office"},
    "district.recheck": {"office"},
    "district.school": {"deputy", "director"},
    "exchange.bundles": {"head", "deputy", "office", "admin"},
    "exchange.preview": set(),
    "exchange.confirm": set(),
    "accounts.listing": {"deputy", "admin"},
    "accounts.new": {"deputy", "admin"},
    "administration.parameters": set(),
    "accounts.account": set(),
    "accounts.give": set(),
    "accounts.take": set(),
    "accounts.make_link": set(),
    "accounts.switch": set(),
    "accounts.link_member": set(),
    "accounts.end_session": set(),
}
"""Routes for the holders of a role, whatever they are asked about."""
SET_UP = {
    "regulation.load_wording",
    "exchange.of_year",
    "exchange.export",
    "associations.dates",
    "associations.turn",
    "associations.reopen",
    "audit.of_association",
}
EDITS = {"associations.part", "accounts.access"}
"""Forms of the head; who reads no records does not see that they are there."""
ABSENT = {"regulation.review"}
"""Routes about a record; the one asked for is nobody's, so it is a 404 for all who get so far."""

MAKERS: dict[str, set[str]] = {}
"""Who makes records of a kind, where it is not the head alone."""
RECORDS = {"files.of_year", "files.of_record", "files.download"}
"""Routes that show records; who sees the state only does not see that they are there."""
PROPOSALS = {"files.upload", "files.add_version", "files.remove", "files.bring_back"}
"""Routes that change records, for those who may at least propose."""
PROPOSERS = {"head", "secretary", "member"}
ABSENT |= RECORDS - {"files.of_year"} | PROPOSALS
OWN = {
    "dashboard.home",
    "members.who_is_who",
    "members.decide",
    "accounts.sign_out",
    "accounts.own",
    "accounts.change_password",
    "dates.own",
    "dates.feed_settings",
    "dates.change_feed",
}
"""Pages of a person, whoever it is; they show what is theirs."""
NOT_THERE = {"dates.feed", "dates.remind_of_clause", "dates.remind_of_meeting"}
"""Routes about a thing that one may only look at; the one asked for is not there for anybody."""

READERS = {"head", "secretary", "member", "deputy", "director", "office", "admin"}
KEEPERS = {"head", "deputy", "office", "admin"}
"""Who loads a regulation's wording."""


def expected(route: tuple[str, str], who: str, scope: str) -> str:
    """What the table says of a cell."""
    endpoint, _method = route
    if endpoint in PUBLIC:
        return OK
    if endpoint in ("dates.feed", "accounts.set_password"):
        return MISSING  # the secret in the address is nobody's
    if who == "nobody":
        return SIGN_IN
    if endpoint in OF_ADMIN | {"accounts.end_own"}:
        return MISSING
    if endpoint in ADMIN:
        return OK if who == "admin" else MISSING
    if endpoint in HELD:
        return OK if who in HELD[endpoint] else MISSING
    if endpoint in OWN:
        return OK
    if not _reads(who, scope):
        return MISSING
    if endpoint.startswith("records."):
        return _of_record(endpoint.removeprefix("records."), who, scope)
    if endpoint == "dashboard.why" and "district" in scope:
        return MISSING  # the rule asked for is of the school's regulation
    if endpoint in NOT_THERE:
        return MISSING
    above = who == "office" and "school" in scope  # of a school the office sees the state only
    if endpoint == "exchange.export" and (who in ("member", "admin") or above):
        return MISSING  # it holds the members' cards
    if endpoint.startswith("documents.") and (who == "admin" or above):
        return MISSING  # an administrator and the office above a school read no records
    if endpoint == "associations.reopen" and who == "head":
        return FORBIDDEN  # somebody above the head does it
    if endpoint in EDITS:
        return MISSING if above or who == "admin" else OK if who == "head" else FORBIDDEN
    if endpoint in RECORDS | PROPOSALS:
        if above or who == "admin":
            return MISSING
        if endpoint in PROPOSALS and who not in PROPOSERS:
            return FORBIDDEN
    elif endpoint in SET_UP | ABSENT and (who not in KEEPERS or above):
        return FORBIDDEN
    return MISSING if endpoint in ABSENT else OK


def _of_record(name: str, who: str, scope: str) -> str:
    """A route of a kind; the record asked for is nobody's."""
    above = who == "admin" or (who == "office" and "school" in scope)
    if above:
        return MISSING  # they see the state only, no records
    kind, _dash, action = name.rpartition("_")
    if action in ("list", "show", "history"):
        return OK if action == "list" else MISSING
    makers = {"head", "secretary", "member"} if name == "undo" else MAKERS.get(kind, {"head"})
    if action == "many":
        makers = {"head"}
    if who not in makers:
        return FORBIDDEN
    if action == "many" and not KINDS[kind].bulk:
        return "400"
    return OK if action in ("many", "new", "create") else MISSING


def _reads(who: str, scope: str) -> bool:
    if who == "admin":
        return True
    if who == "office":
        return scope.startswith("own")
    return scope == "own school"


def answer(
    app: Flask, client: FlaskClient, district: District, route: tuple[str, str], scope: str
) -> str:
    """What the application says; a form shown again and a page after a form are OK."""
    response = ROUTES[route](client, district, scope)
    if response.status_code in (301, 302, 303):
        to_sign_in = response.location.startswith("/login?next=")
        return SIGN_IN if to_sign_in else OK
    return OK if response.status_code in (200, 422) else str(response.status_code)


def main() -> None:
    """Print the table."""
    print("| route | " + " | ".join(WHO) + " |")
    print("|---" * (len(WHO) + 1) + "|")
    for route in ROUTES:
        cells = []
        for who in WHO:
            said = [expected(route, who, scope) for scope in SCOPES]
            cells.append(said[0] if len(set(said)) == 1 else " / ".join(said))
        print(f"| {route[1]} {route[0]} | " + " | ".join(cells) + " |")
    print("\nWhere four answers stand: " + " / ".join(SCOPES))


if __name__ == "__main__":
    main()
