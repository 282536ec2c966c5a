"""Who may call what: the table of routes × roles × scopes, as data.

python -m tests.accounts.access        prints it
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mmo.accounts.models import Account, Role
from mmo.accounts.permissions import Can
from mmo.associations.models import AssociationYear
from mmo.config import ROOT
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
    for path in sorted((ROOT / "mmo").glob("*/*.py")):
        if "= mount(" in path.read_text("utf-8"):
            import_module(f"mmo.{path.parent.name}.{path.stem}")
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


def meeting_form(path: str, **data: Any) -> Request:
    """A form about the scope's own meeting."""
    return lambda client, district, scope: client.post(
        path.format(year=district.path(scope), meeting=district.meeting(scope)), data=data
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
    ("accounts.table", "GET"): page("/accounts/table"),
    ("accounts.table", "POST"): form("/accounts/table"),
    ("accounts.table_template", "GET"): page("/accounts/table/template.xlsx"),
    ("accounts.table_preview", "GET"): page(f"/accounts/table/{NOBODYS}"),
    ("accounts.table_keep", "POST"): form(f"/accounts/table/{NOBODYS}"),
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
    ("sheets.upload", "GET"): page("{year}/tables/member"),
    ("sheets.upload", "POST"): form("{year}/tables/member"),
    ("sheets.empty", "GET"): page("{year}/tables/member/template.xlsx"),
    ("sheets.records", "GET"): page("{year}/tables/activity/records.xlsx"),
    ("sheets.preview", "GET"): page(f"{{year}}/tables/member/{NOBODYS}"),
    ("sheets.keep", "POST"): form(f"{{year}}/tables/member/{NOBODYS}"),
    ("district.district", "GET"): page("/district"),
    ("district.recheck", "POST"): form("/district/recheck"),
    ("district.school", "GET"): page("/school"),
    ("members.who_is_who", "GET"): page("/people"),
    ("members.decide", "POST"): form("/people"),
    ("search.search", "GET"): page("/search?q=своё+иванова+анна"),
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
    ("activities.bank", "GET"): page("{year}/bank"),
    ("activities.take", "POST"): form(f"{{year}}/bank/{NOBODYS}"),
    **{
        (f"plans.{step}", method): ask(f"{{year}}/plan/{step}")
        for step in ("submit", "agree", "return", "approve", "include", "revise")
        for method, ask in (("GET", page), ("POST", form))
    },
    ("plans.make", "GET"): page("{year}/plan/make"),
    ("plans.make_it", "POST"): form("{year}/plan/make", source="empty"),
    ("plans.quick", "POST"): form(f"{{year}}/plan/{NOBODYS}/quick"),
    ("plans.settle_remark", "POST"): form(f"{{year}}/plan/remarks/{NOBODYS}"),
    ("plans.history", "GET"): page("{year}/plan/revisions"),
    ("plans.covered", "GET"): page("{year}/plan/coverage"),
    ("plans.cover", "POST"): form("{year}/plan/coverage", clause="sch.1.4"),
    ("members.makeup", "GET"): page("{year}/make-up"),
    ("members.own", "GET"): page(f"{{year}}/members/{NOBODYS}/own"),
    ("members.own", "POST"): form(f"{{year}}/members/{NOBODYS}/own"),
    ("members.settle_proposal", "POST"): form(f"{{year}}/members/{NOBODYS}/proposals/{NOBODYS}"),
    ("members.handovers", "GET"): page("{year}/handovers"),
    ("members.handovers", "POST"): form("{year}/handovers"),
    ("members.handover", "GET"): page(f"{{year}}/handovers/{NOBODYS}"),
    ("members.confirm", "POST"): form(f"{{year}}/handovers/{NOBODYS}"),
    ("personal.overview", "GET"): page("{year}/personal"),
    ("personal.basis", "GET"): page(f"{{year}}/members/{NOBODYS}/basis"),
    ("personal.basis", "POST"): form(f"{{year}}/members/{NOBODYS}/basis"),
    ("personal.everything", "GET"): page(f"{{year}}/members/{NOBODYS}/held"),
    ("personal.forget", "GET"): page(f"{{year}}/members/{NOBODYS}/forget"),
    ("personal.forget", "POST"): form(f"{{year}}/members/{NOBODYS}/forget"),
    ("personal.act", "GET"): page(f"{{year}}/personal/acts/{NOBODYS}"),
    ("records.undo", "POST"): form(f"{{year}}/removed/{NOBODYS}"),
    **dict(of_kinds()),
    ("reports.analysis", "GET"): page("{year}/analysis"),
    ("reports.report", "GET"): page("{year}/report"),
    ("reports.figure", "GET"): page("{year}/figures/members"),
    ("reports.make_draft", "POST"): form("{year}/report/draft"),
    ("reports.section", "GET"): page("{year}/analysis/sections/plan"),
    ("reports.section", "POST"): form("{year}/analysis/sections/plan"),
    ("reports.hand_in", "POST"): form("{year}/analysis/hand-in/complete"),
    ("reports.judge", "POST"): form("{year}/analysis/judge/accept"),
    ("reports.add_remark", "POST"): form("{year}/analysis/sections/plan/remarks"),
    ("reports.answer", "POST"): form(f"{{year}}/analysis/remarks/{NOBODYS}/answer"),
    ("reports.resolve", "POST"): form(f"{{year}}/analysis/remarks/{NOBODYS}/resolve"),
    ("sharing.share", "GET"): page("{year}/share"),
    ("sharing.send", "POST"): form("{year}/share"),
    ("sharing.withdraw", "POST"): form("{year}/share/withdraw"),
    ("sharing.shared", "GET"): page("{year}/shared"),
    ("sharing.add_remark", "POST"): form("{year}/shared/remarks"),
    ("sharing.resolve", "POST"): form(f"{{year}}/shared/remarks/{NOBODYS}/resolve"),
    ("sharing.judge", "POST"): form("{year}/shared/judge/accept"),
    ("sharing.answer", "POST"): form(f"{{year}}/share/remarks/{NOBODYS}/answer"),
    ("summaries.school", "GET"): page("/school/report"),
    ("summaries.municipality", "GET"): page("/district/report"),
    ("meetings.meeting_of", "GET"): page(f"{{year}}/meetings/questions/{NOBODYS}"),
    ("meetings.attendance", "GET"): meeting_paper("{year}/meetings/{meeting}/attendance"),
    ("meetings.mark", "POST"): meeting_form("{year}/meetings/{meeting}/attendance"),
    ("meetings.write", "POST"): form(f"{{year}}/meetings/questions/{NOBODYS}"),
    ("meetings.show_agenda", "GET"): meeting_paper("{year}/meetings/{meeting}/agenda"),
    ("meetings.arrange", "POST"): meeting_form("{year}/meetings/{meeting}/agenda"),
    ("meetings.carry", "POST"): meeting_form("{year}/meetings/{meeting}/agenda/carry"),
    ("meetings.list_proposals", "GET"): page("{year}/proposals"),
    ("meetings.propose", "POST"): form("{year}/proposals"),
    ("meetings.settle", "POST"): form(f"{{year}}/proposals/{NOBODYS}"),
    ("meetings.hold", "POST"): meeting_form("{year}/meetings/{meeting}/hold"),
    ("meetings.run", "GET"): meeting_paper("{year}/meetings/{meeting}/run"),
    ("meetings.protocol", "GET"): meeting_paper("{year}/meetings/{meeting}/protocol"),
    ("meetings.save_protocol", "POST"): meeting_form("{year}/meetings/{meeting}/protocol"),
    ("meetings.correct", "POST"): meeting_form("{year}/meetings/{meeting}/protocol/correct"),
    ("meetings.version", "GET"): meeting_paper("{year}/meetings/{meeting}/protocol/1"),
    ("documents.papers", "GET"): page("{year}/papers/"),
    ("documents.paper", "GET"): meeting_paper("{year}/papers/minutes/{meeting}"),
    ("documents.file", "GET"): meeting_paper("{year}/papers/minutes/{meeting}/docx"),
    ("documents.code", "GET"): page("{year}/papers/code?code=ABCD2345"),
    ("paper_folder.folder", "GET"): page("{year}/papers/folder"),
    ("paper_folder.ask", "POST"): form("{year}/papers/folder"),
    ("paper_folder.fetch", "GET"): page(f"{{year}}/papers/folder/{NOBODYS}.zip"),
    ("paper_settings.style", "GET"): page("{year}/papers/settings"),
    ("paper_settings.style", "POST"): form("{year}/papers/settings"),
    ("paper_settings.names", "GET"): page("{year}/papers/names"),
    ("paper_settings.name", "GET"): page(f"{{year}}/papers/names/{NOBODYS}"),
    ("paper_settings.name", "POST"): form(f"{{year}}/papers/names/{NOBODYS}"),
    ("paper_templates.templates", "GET"): page("{year}/papers/templates/"),
    ("paper_templates.ours", "GET"): page("{year}/papers/templates/minutes.docx"),
    ("paper_templates.own", "GET"): page("{year}/papers/templates/minutes/own.docx"),
    ("paper_templates.upload", "GET"): page("{year}/papers/templates/minutes"),
    ("paper_templates.upload", "POST"): form("{year}/papers/templates/minutes"),
    ("paper_templates.remove", "POST"): form("{year}/papers/templates/minutes/remove"),
    ("paper_templates.list_fields", "GET"): page("{year}/papers/templates/minutes/fields"),
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
    "summaries.school": {"deputy", "director"},
    "summaries.municipality": {"office"},
    "accounts.listing": {"deputy", "admin"},
    "accounts.new": {"deputy", "admin"},
    "accounts.table": {"deputy", "admin"},
    "accounts.table_template": {"deputy", "admin"},
    "accounts.table_preview": set(),
    "accounts.table_keep": set(),
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
    "paper_settings.style",
    "paper_templates.templates",
    "paper_templates.ours",
    "paper_templates.upload",
    "paper_templates.remove",
    "paper_templates.list_fields",
    "associations.dates",
    "associations.turn",
    "associations.reopen",
    "audit.of_association",
}
EDITS = {"associations.part", "accounts.access"}
"""Forms of the head; who reads no records does not see that they are there."""
ABSENT = {"regulation.review", "paper_templates.own", "paper_settings.name", "paper_folder.fetch"}
"""Routes about a record; the one asked for is nobody's, so it is a 404 for all who get so far."""

KEEP_MINUTES = {"head", "secretary"}
MAKERS: dict[str, set[str]] = {
    "self_education_stage": {"head", "secretary", "member"},
    "activity": {"head", "secretary", "member"},
    "agenda_item": KEEP_MINUTES,
    "decision": KEEP_MINUTES,
    "material": {"head", "secretary", "member"},
}
"""Who makes records of a kind, where it is not the head alone."""
BLIND = {"course": {"member"}}
"""Who reads no records of a kind: what is personal is read with the cards."""
RECORDS = {
    "activities.bank",
    "files.of_year",
    "files.of_record",
    "files.download",
    "documents.papers",
    "documents.paper",
    "documents.file",
    "documents.code",
}
"""Routes that show records; who sees the state only does not see that they are there."""
OF_MEETINGS_READ = {
    "meetings.meeting_of",
    "meetings.attendance",
    "meetings.show_agenda",
    "meetings.list_proposals",
    "meetings.run",
    "meetings.protocol",
    "meetings.version",
}
"""Routes of meetings that are only looked at; the others belong to who keeps minutes."""
OF_MEETINGS_PROPOSED = {"meetings.propose"}
ABSENT |= {"meetings.meeting_of", "meetings.version", "meetings.settle", "meetings.write"}
PROPOSALS = {
    "activities.take", "files.upload", "files.add_version", "files.remove", "files.bring_back",
}  # fmt: skip
"""Routes that change records, for those who may at least propose."""
PROPOSERS = {"head", "secretary", "member"}
ABSENT |= {"files.of_record", "files.download"} | PROPOSALS
CARDS = {"paper_folder.folder", "paper_folder.ask", "paper_folder.fetch"}
"""Routes that show personal cards; they are not there for who may not read those."""
MINUTES = {"paper_settings.names", "paper_settings.name"}
"""Routes for those who keep the minutes."""
READERS = {"head", "secretary", "member", "deputy", "director", "office", "admin"}
OF_MEMBERS = {
    "makeup": READERS - {"admin"}, "own": {"head", "secretary", "member"},
    "settle_proposal": {"head"}, "handovers": {"head"}, "handover": READERS - {"admin"},
    "confirm": {"head", "secretary", "member"}, "overview": READERS - {"member", "admin"},
    "basis": {"head"}, "everything": READERS, "forget": {"head", "deputy", "office", "admin"},
    "act": READERS,
}  # fmt: skip
"""Who may ask for the pages of members and of personal data."""
WHOLE = {"makeup", "handovers", "overview"}
"""Those of them that are about no single record."""
OF_STATE = {"everything", "forget", "act"}
"""Those of them that are there for who sees the state alone."""
PLAN_STEPS = {
    "submit": {"head"}, "agree": {"office"}, "return": {"office"}, "approve": {"head"},
    "include": {"head", "deputy", "office"}, "revise": {"head"}, "make": {"head"},
    "make_it": {"head"}, "quick": {"head"}, "settle_remark": {"head"}, "history": READERS,
    "covered": READERS, "cover": {"head"},
}  # fmt: skip
"""Who does what with a plan as a whole."""
PLAN_LEVELS = {"submit": "district", "agree": "district", "return": "district",
               "approve": "school", "include": "school"}  # fmt: skip
"""Of which level the association is that a step is for."""
OWN = {
    "search.search",
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

WRITERS = {
    "reports.make_draft": {"head"},
    "reports.section": {"head"},
    "reports.hand_in": {"head"},
    "reports.answer": {"head"},
    "reports.judge": {"deputy", "office"},
    "reports.add_remark": {"deputy", "office"},
    "reports.resolve": {"deputy", "office"},
    "sharing.share": {"head", "deputy"},
    "sharing.send": {"head", "deputy"},
    "sharing.withdraw": {"head", "deputy"},
    "sharing.answer": {"head", "deputy"},
}
"""Who writes, reviews and shares the year's papers; who reads them only is refused."""
SHARED_WITH = {"head", "deputy", "director", "office"}
OF_OFFICE = {"sharing.add_remark", "sharing.resolve", "sharing.judge"}
"""What the office says to what was shared; in the years asked for nothing is."""

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
    if endpoint.startswith(("members.", "personal.")):
        return _of_members(endpoint.partition(".")[2], who, scope)
    if endpoint.startswith("plans."):
        return _of_plan(endpoint.removeprefix("plans."), who, scope)
    if endpoint == "dashboard.why" and "district" in scope:
        return MISSING  # the rule asked for is of the school's regulation
    if endpoint in NOT_THERE:
        return MISSING
    above = who == "office" and "school" in scope  # of a school the office sees the state only
    if endpoint.startswith("sheets."):
        return _sheets(endpoint, who, above=above)
    if endpoint == "exchange.export" and (who in ("member", "admin") or above):
        return MISSING  # it holds the members' cards
    if endpoint in CARDS | MINUTES:
        if who == "admin" or above or (endpoint in CARDS and who == "member"):
            return MISSING
        if endpoint in MINUTES and who not in {"head", "secretary"}:
            return FORBIDDEN
        return MISSING if endpoint in ABSENT else OK
    if endpoint.startswith("documents.") and (who == "admin" or above):
        return MISSING  # an administrator and the office above a school read no records
    if endpoint.startswith(("reports.", "sharing.")):
        return _of_paper(endpoint, who, scope)
    if endpoint.startswith("meetings."):
        return _of_meeting(endpoint, who, above)
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


def _of_meeting(endpoint: str, who: str, above: bool) -> str:
    """A route of a meeting."""
    if who == "admin" or above:
        return MISSING  # they see the state only, no records
    makers = PROPOSERS if endpoint in OF_MEETINGS_PROPOSED else KEEP_MINUTES
    if endpoint not in OF_MEETINGS_READ and who not in makers:
        return FORBIDDEN
    return MISSING if endpoint in ABSENT else OK


def _of_record(name: str, who: str, scope: str) -> str:
    """A route of a kind; the record asked for is nobody's."""
    above = who == "admin" or (who == "office" and "school" in scope)
    kind, _dash, action = name.rpartition("_")
    if kind == "course" and who == "member":
        return MISSING  # it stands on a card, which a member does not read
    if above or who in BLIND.get(kind, ()):
        return MISSING  # they see the state only, no records
    if action in ("list", "show", "history"):
        return OK if action == "list" else MISSING
    makers = {"head", "secretary", "member"} if name == "undo" else MAKERS.get(kind, {"head"})
    if action == "many" and KINDS[kind].changes is Can.EDIT:
        makers = {"head"}
    if who not in makers:
        return FORBIDDEN
    if action == "many" and not KINDS[kind].bulk:
        return "400"
    return OK if action in ("many", "new", "create") else MISSING


def _of_paper(endpoint: str, who: str, scope: str) -> str:
    """A route of the year's papers; the remark asked for is nobody's."""
    if endpoint == "sharing.shared":
        return OK if who in SHARED_WITH and "school" in scope else MISSING
    if endpoint in OF_OFFICE:
        return FORBIDDEN if who in SHARED_WITH - {"office"} else MISSING
    if who == "admin" or (who == "office" and "school" in scope):
        return MISSING  # they see the state only, no records
    if who not in WRITERS.get(endpoint, READERS):
        return FORBIDDEN
    of_nobody = ("reports.answer", "reports.resolve", "sharing.answer")
    return MISSING if endpoint in of_nobody else OK


def _of_members(name: str, who: str, scope: str) -> str:
    """A page of members or of personal data; the record asked for is nobody's."""
    above = who == "office" and "school" in scope
    if (above or who == "admin") and name not in OF_STATE:
        return MISSING
    if name == "overview" and who == "member":
        return MISSING  # it is there for who reads cards
    if who not in OF_MEMBERS[name] or (above and name == "forget"):
        return FORBIDDEN
    return OK if name in WHOLE else MISSING


def _of_plan(step: str, who: str, scope: str) -> str:
    """A step of the plan; there is no plan yet, so that what is asked of it leads to its making."""
    if who == "admin" or (who == "office" and "school" in scope):
        return MISSING
    if who not in PLAN_STEPS[step]:
        return FORBIDDEN
    there = PLAN_LEVELS.get(step, scope) in scope and step not in ("quick", "settle_remark")
    return OK if there else MISSING


def _sheets(endpoint: str, who: str, *, above: bool) -> str:
    """Tables hold members' cards, and only who edits the records brings one in."""
    if who in ("member", "admin") or above:
        return MISSING
    if who != "head":
        return FORBIDDEN
    return MISSING if endpoint in {"sheets.preview", "sheets.keep"} else OK


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
