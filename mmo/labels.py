"""The words of the screens for every fixed choice of the data, in one place.

`KIND` names what can prove a clause: activities by their bare kind, materials by
``material.`` and theirs.
"""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from mmo.accounts.models import Role
from mmo.activities.models import ActivityStatus
from mmo.associations.models import Level, OrganisationKind, Scheme
from mmo.compliance.explaining import Outcome
from mmo.compliance.rulefile import Obligation, Responsible, Status
from mmo.meetings.models import MeetingStatus, Presence


def in_russian(word: object) -> str:
    """A word as Russian screens say it: a search finds records by it, whoever wrote them."""
    with force_locale("ru"):
        return str(word)


STATUS = {
    Status.GAP: _l("gap"),
    Status.UNCONFIRMED: _l("not confirmed"),
    Status.DUE_SOON: _l("due soon"),
    Status.AT_RISK: _l("at risk"),
    Status.PENDING: _l("ahead"),
    Status.MET: _l("in order"),
    Status.NOT_APPLICABLE: _l("not applicable"),
    Status.INFO: _l("for information"),
}
OBLIGATION = {
    Obligation.MUST: _l("required"),
    Obligation.SHOULD: _l("advised"),
    Obligation.MAY: _l("a right"),
    Obligation.INFO: _l("text"),
}
RESPONSIBLE = {
    Responsible.HEAD: _l("head of the association"),
    Responsible.MEMBERS: _l("members"),
    Responsible.DEPUTY: _l("deputy director"),
    Responsible.DIRECTOR: _l("director"),
    Responsible.MK_HEAD: _l("head of the methodical office"),
    Responsible.EDUCATION_DEPARTMENT: _l("education department"),
    Responsible.PEDAGOGICAL_COUNCIL: _l("pedagogical council"),
    Responsible.ASSEMBLY: _l("association's meeting"),
}
OUTCOME = {
    Outcome.COUNTED: _l("counted"),
    Outcome.SCHEDULED: _l("scheduled"),
    Outcome.FINE: _l("in order"),
    Outcome.OPEN: _l("not in order"),
    Outcome.NOT_COUNTED: _l("not counted"),
}
CARD_FIELD = {
    "position": _l("position"),
    "homeroom_class": _l("class"),
    "education": _l("education"),
    "experience_years": _l("experience"),
    "category": _l("category"),
}
POST = {
    "deputy_upbringing": _l("deputy director for upbringing"),
    "adviser": _l("adviser to the director"),
    "organizer": _l("teacher-organiser"),
    "homeroom_teacher": _l("homeroom teacher"),
    "methodist": _l("methodologist"),
    "other": _l("another post"),
}
ISSUER = {
    "education_department": _l("education department"),
    "school": _l("school"),
    "other": _l("another body"),
}
KIND = {
    "consultation": _l("consultation"),
    "mentoring": _l("mentoring"),
    "internship": _l("internship"),
    "notice_legal": _l("notice of legal documents"),
    "notice_methodical": _l("notice of methodical news"),
    "notice_experience": _l("notice of best practice"),
    "notice_event": _l("notice of events"),
    "proposal": _l("proposal"),
    "petition": _l("petition for encouragement"),
    "experience": _l("generalised experience"),
    "training": _l("professional training"),
    "psychology_training": _l("psychological training"),
    "seminar": _l("seminar"),
    "workshop": _l("master class"),
    "conference": _l("conference"),
    "reading": _l("pedagogical readings"),
    "creative_report": _l("creative report"),
    "exhibition": _l("methodical exhibition"),
    "contest": _l("contest"),
    "open_event": _l("open event"),
    "extracurricular": _l("extracurricular event"),
    "prevention": _l("preventive event"),
    "joint_event": _l("joint event"),
    "peer_visit": _l("peer visit"),
    "event_review": _l("review of an event"),
    "monitoring": _l("monitoring"),
    "assessment": _l("assessment of work"),
    "attestation": _l("attestation"),
    "research": _l("research"),
    "council_report": _l("report to the pedagogical council"),
    "upward_coordination": _l("coordination with the methodical service"),
    "material.methodical": _l("methodical material"),
    "material.guideline": _l("guideline"),
    "material.programme": _l("programme"),
    "material.class_plan": _l("class plan"),
    "material.analysis": _l("analytical material"),
    "material.other": _l("other material"),
}
ROLE = {
    Role.HEAD: _l("head of an association"),
    Role.SECRETARY: _l("secretary of an association"),
    Role.MEMBER: _l("member of an association"),
    Role.DEPUTY: _l("deputy director"),
    Role.DIRECTOR: _l("director"),
    Role.OFFICE: _l("head of the methodical office"),
    Role.ADMIN: _l("administrator"),
}
LEVEL = {
    Level.MUNICIPAL: _l("municipal"),
    Level.SCHOOL: _l("school level"),
}
ORGANISATION_KIND = {
    OrganisationKind.GENERAL: _l("general education"),
    OrganisationKind.ADDITIONAL: _l("additional education"),
    OrganisationKind.PRESCHOOL: _l("preschool education"),
    OrganisationKind.VOCATIONAL: _l("vocational education"),
    OrganisationKind.DEPARTMENT: _l("education authority"),
    OrganisationKind.OTHER: _l("another organisation"),
}
SCHEME = {
    Scheme.TRIMESTERS: _l("three trimesters"),
    Scheme.QUARTERS: _l("four quarters, three windows"),
    Scheme.OWN: _l("parts of our own"),
}
MEETING_STATUS = {
    MeetingStatus.PLANNED: _l("planned"),
    MeetingStatus.HELD: _l("held"),
    MeetingStatus.CANCELLED: _l("cancelled"),
}
ACTIVITY_STATUS = {
    ActivityStatus.PLANNED: _l("planned"),
    ActivityStatus.DONE: _l("carried out"),
    ActivityStatus.CANCELLED: _l("cancelled"),
}
PRESENCE = {
    Presence.PRESENT: _l("present"),
    Presence.ABSENT: _l("absent"),
    Presence.EXCUSED: _l("excused"),
}
