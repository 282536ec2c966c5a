"""What the audit log's lines are called in words: actions, kinds of records, fields, values."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo.accounts.models import Role
from mmo.labels import ROLE
from mmo.records.history import ACTIONS as IN_A_HISTORY
from mmo.records.history import HIDDEN
from mmo.records.kinds import KINDS
from mmo.records.showing import plain_value

ACTIONS = IN_A_HISTORY | {
    "export": _l("took a list out as a file"),
    "view_card": _l("looked at a member's card"),
    "sign_in": _l("signed in"),
    "sign_out": _l("signed out"),
    "sign_in_refused": _l("sign-in refused"),
    "end_session": _l("ended a session"),
    "set_password": _l("set a password"),
    "make_link": _l("made a link to set a password"),
    "first_run": _l("first run"),
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
    "accept": _l("accepted"),
    "return": _l("returned for a correction"),
    "submit": _l("handed in"),
    "draft": _l("renewed the draft"),
    "share": _l("shared upwards"),
    "withdraw": _l("took back what was shared"),
    "ask_for_folder": _l("asked for the folder of papers"),
    "fetch_folder": _l("took the folder of papers"),
    "print_folder": _l("printed the folder of papers"),
    "own_template": _l("changed a template of the paper"),
    "export_table": _l("took a table out"),
    "table_import": _l("brought a table in"),
    "column_mapping": _l("said what the columns of a table are"),
    "search_rebuild": _l("built the search anew"),
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
    "activity_detail": _l("details of an activity"),
    "agenda_origin": _l("origin of a question"),
    "agenda_proposal": _l("proposal for an agenda"),
    "attempt": _l("attempt to sign in"),
    "audit_line": _l("audit log"),
    "bundle_import": _l("year brought in from a file"),
    "card_proposal": _l("proposed change of a card"),
    "column_mapping": _l("columns of a table"),
    "creative_group_member": _l("member of a creative group"),
    "different_people": _l("different people of one name"),
    "file_version": _l("version of a file"),
    "forgetting_act": _l("act of deleting personal data"),
    "handover": _l("handover of the head's work"),
    "job": _l("work in the background"),
    "name_cases": _l("cases of a name"),
    "own_template": _l("own template of a paper"),
    "paper_style": _l("look of the papers"),
    "personal_basis": _l("basis of holding personal data"),
    "plan_remark": _l("remark on the plan"),
    "plan_revision": _l("wording of the plan"),
    "printed_paper": _l("printed paper"),
    "protocol_version": _l("signed wording of the minutes"),
    "report_remark": _l("remark on a report"),
    "report_section": _l("section of a report"),
    "report_submission": _l("report that was handed in"),
    "search_entry": _l("entry of the search"),
    "share": _l("shared report"),
    "share_remark": _l("remark on a shared report"),
    "state_day": _l("state on a day"),
    "stored_file": _l("stored file"),
    "upload": _l("file that waits for its confirmation"),
    "wording_piece": _l("part of a wording"),
    "year_report": _l("report of the year"),
    "year_state": _l("state of the year"),
}
OPEN = {"association_year", "year_organisation", "role_grant", "account_request", "association"}
"""Tables of an association whose values are nobody's personal data."""


def action_word(action: str) -> str:
    """An action in words."""
    return str(ACTIONS.get(action, action.replace("_", " ")))


def kind_word(table: str | None) -> str:
    """A kind of record in words."""
    if table is None:
        return ""
    if table in KINDS:
        return str(KINDS[table].words.one)
    if table.startswith("paper."):
        return str(_("paper to print"))
    return str(TABLES.get(table, table.replace("_", " ")))


def changes_in_words(line: Any, *, values: bool) -> Iterator[tuple[str, str, str]]:
    """The fields of a line, each with its old and new value.

    Args:
        values: whether the person may see what stands in an association's records.
    """
    told = values or line.association_id is None or line.record_kind in OPEN
    for name, (before, after) in line.changes.items():
        if name in HIDDEN and line.record_kind != "role_grant":
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
    label = str(arguments[0]) if arguments else str(FIELDS.get(name, name.replace("_", " ")))
    words = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], dict) else None
    return label, words


FIELDS = {
    "login": _l("login"),
    "full_name": _l("full name"),
    "role": _l("role"),
    "name": _l("name"),
    "code": _l("code"),
    "reason": _l("reason"),
    "rows": _l("rows"),
    "address": _l("address"),
    "browser": _l("browser"),
    "begun_at": _l("begun at"),
    "ended_at": _l("ended at"),
    "closed_at": _l("closed at"),
    "disabled_at": _l("switched off at"),
    "language": _l("language"),
    "theme": _l("theme"),
    "goal": _l("goal"),
    "value": _l("value"),
}


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
