"""What the audit log's lines are called in words: actions, kinds of records, fields, values."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo.accounts.models import Role
from mmo.audit.columns import FIELDS, MACHINERY
from mmo.labels import ROLE
from mmo.records.kinds import KINDS
from mmo.records.retelling import CODES, UNTOLD, column_word
from mmo.records.showing import plain_value

ACTIONS = {
    "create": _l("made"),
    "change": _l("changed"),
    "delete": _l("deleted"),
    "restore": _l("put back"),
    "import": _l("brought in from a file"),
    "export": _l("took a list out as a file"),
    "view_card": _l("looked at a member's card"),
    "sign_in": _l("signed in"),
    "sign_out": _l("signed out"),
    "sign_in_refused": _l("sign-in refused"),
    "end_session": _l("ended a session"),
    "set_password": _l("set a password"),
    "make_link": _l("made a link to set a password"),
    "first_run": _l("first run"),
    "link_person": _l("linked to a person"),
    "different_people": _l("said that they are different people"),
    "close_year": _l("closed the year"),
    "turn_year": _l("turned the year"),
    "reopen_year": _l("reopened the year"),
    "print": _l("printed a paper"),
    "upload": _l("uploaded a file"),
    "download": _l("downloaded a file"),
    "export_bundle": _l("took the whole year out as a file"),
    "load_wording": _l("loaded a wording"),
    "accept_wording": _l("took a wording into use"),
    "calendar_feed": _l("changed the calendar's address"),
    "recheck": _l("judged again"),
    "backup": _l("made a backup"),
    "restore_backup": _l("restored a backup"),
    "sweep": _l("took away what was deleted"),
    "view_everything": _l("looked at all that is held of a person"),
    "forget": _l("deleted the personal data"),
    "draft": _l("drafted from the records"),
    "submit": _l("handed in"),
    "withdraw": _l("took back"),
    "return": _l("returned with remarks"),
    "accept": _l("accepted"),
    "share": _l("shared with the methodical office"),
    "sign": _l("signed"),
    "correct": _l("opened for a correction"),
    "plan_submit": _l("handed the plan in to be agreed"),
    "plan_agree": _l("agreed the plan"),
    "plan_return": _l("returned the plan with remarks"),
    "plan_approve": _l("entered the meeting that approved the plan"),
    "plan_include": _l("marked the plan as part of the school's"),
    "plan_revise": _l("entered a change of the plan"),
    "table_import": _l("brought in from a table"),
    "export_table": _l("took a table out"),
    "column_mapping": _l("told which column is which"),
    "own_template": _l("changed a template of papers"),
    "ask_for_folder": _l("asked for the head's folder"),
    "fetch_folder": _l("took the head's folder"),
    "job": _l("work in the background"),
    "search_rebuild": _l("made the search anew"),
    "print_folder": _l("printed the head's folder"),
}
TABLES = {
    "account": _l("account"),
    "role_grant": _l("role"),
    "sign_in": _l("session"),
    "password_link": _l("link to set a password"),
    "account_request": _l("account that was asked for"),
    "installation": _l("installation"),
    "organisation": _l("organisation"),
    "association": _l("association"),
    "association_year": _l("academic year"),
    "year_organisation": _l("organisation of the year"),
    "school_calendar": _l("calendar of an organisation"),
    "parameter_override": _l("term of an organisation"),
    "person": _l("person"),
    "self_education": _l("self-education topic"),
    "meeting": _l("meeting"),
    "agenda_item": _l("question of the agenda"),
    "attendance": _l("attendance"),
    "decision": _l("decision"),
    "protocol": _l("minutes"),
    "plan": _l("plan"),
    "plan_item": _l("plan item"),
    "activity": _l("activity"),
    "participation": _l("participation"),
    "material": _l("material"),
    "creative_group": _l("creative group"),
    "submission": _l("paper to hand in"),
    "analysis": _l("analysis"),
    "wording": _l("wording of the regulation"),
    "removed_record": _l("deleted record"),
    "document": _l("file"),
    "calendar_feed": _l("calendar feed"),
    "protocol_version": _l("earlier version of minutes"),
    "agenda_proposal": _l("question that was proposed"),
    "agenda_origin": _l("where a question comes from"),
    "card_proposal": _l("correction that a member asks for"),
    "handover": _l("handover of the work"),
    "different_people": _l("different people"),
    "activity_detail": _l("description of an activity"),
    "creative_group_member": _l("member of a creative group"),
    "plan_revision": _l("revision of the plan"),
    "plan_remark": _l("remark on the plan"),
    "job": _l("work in the background"),
    "column_mapping": _l("columns of a table"),
    "upload": _l("uploaded file"),
    "bundle_import": _l("year from a file"),
    "stored_file": _l("file"),
    "file_version": _l("version of a file"),
    "personal_basis": _l("basis of personal data"),
    "forgetting_act": _l("act of deleting personal data"),
    "wording_piece": _l("piece of the wording"),
    "paper_style": _l("look of papers"),
    "own_template": _l("own template of papers"),
    "name_cases": _l("name in its cases"),
    "printed_paper": _l("printed paper"),
    "year_report": _l("year-end report"),
    "report_section": _l("section of a report"),
    "report_submission": _l("report that was handed in"),
    "report_remark": _l("remark on a report"),
    "share": _l("what the school shared"),
    "share_remark": _l("remark on what the school shared"),
}
OPEN = {"association_year", "year_organisation", "role_grant", "account_request", "association"}
"""Tables of an association whose values are nobody's personal data."""


def action_word(action: str) -> str:
    """An action in words."""
    return str(ACTIONS.get(action, action))


def kind_word(table: str | None) -> str:
    """A kind of record in words."""
    if table is None:
        return ""
    if table in KINDS:
        return str(KINDS[table].words.one)
    return str(TABLES.get(table, table))


def changes_in_words(line: Any, *, values: bool) -> Iterator[tuple[str, str, str]]:
    """The fields of a line, each with its old and new value.

    Args:
        values: whether the person may see what stands in an association's records.
    """
    told = values or line.association_id is None or line.record_kind in OPEN
    for name, (before, after) in line.changes.items():
        if name in UNTOLD | MACHINERY and line.record_kind != "role_grant":
            continue
        label, words = _field(line.record_kind, name)
        if told:
            yield label, _value(before, words), _value(after, words)
        else:
            yield label, "", ""


def _field(table: str | None, name: str) -> tuple[str, Any]:
    """A field's label and the words of its choices, as its form has them."""
    kind = KINDS.get(table or "")
    made = getattr(kind.form, name, None) if kind else None
    arguments: tuple[Any, ...] = getattr(made, "args", ())
    words = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], dict) else None
    if not arguments and name in FIELDS:
        return str(FIELDS[name]), words
    return column_word(table or "", name), words or CODES.get((table or "", name))


def _value(value: Any, words: Any) -> str:
    if words and value is not None:
        word = next((text for key, text in words.items() if str(key) == str(value)), None)
        if word is not None:
            return str(word)
    if isinstance(value, str) and value in set(Role):
        return str(ROLE[Role(value)])
    if isinstance(value, dict):
        return _("%(number)d values", number=len(value))
    text = plain_value(value)
    return text if len(text) <= 300 else f"{text[:300]}…"
