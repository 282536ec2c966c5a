"""Years whose papers are tried: full, empty, huge, and of texts that break careless programs."""

from typing import Any

from mmo.activities.models import ActivityKind
from tests.exchange.whole_year import whole_year
from tests.factories import bundle, full_member, member

NASTY = (
    "<w:p>ух</w:p> & {{ members }} {% endfor %} #} =1+1 @SUM(A1) 😀 #let x = [] $a$ *b* _c_ \\ "
    "“кавычки” \u202eназад"
)
LONG = "Очень длинное название, каких у людей не бывает, но какие они всё же вводят " * 4


def full(level: str) -> dict[str, Any]:
    """A record of every kind with a value in every field."""
    made = whole_year()
    made["association"]["level"] = level
    first = made["activities"][0]
    made["activities"] = [
        {**first, "id": f"a{place}", "kind": kind.value, "cancelled_on": None}
        for place, kind in enumerate(ActivityKind)
    ]
    return made


def empty(level: str) -> dict[str, Any]:
    """Records with nothing in them but what must be there."""
    return bundle(
        level=level,
        members=[member()],
        head_appointments=[{"id": "h1", "member": "m1", "post": "other", "issuer": "other",
                            "from": "2025-09-01"}],
        meetings=[{"id": "z1", "date": "2025-10-01", "status": "planned", "theme": "Тема",
                   "agenda": [{"id": "q1", "question": "Вопрос"}]}],
        activities=[{"id": f"a{place}", "kind": kind.value, "date": "2025-10-01",
                     "status": "planned", "title": "Дело"}
                    for place, kind in enumerate(ActivityKind)],
        submissions=[{"id": "s1", "what": "Отчёт", "to": "Отдел", "opened_on": "2025-10-01",
                      "due": "2025-10-10"}],
    )  # fmt: skip


def huge(level: str) -> dict[str, Any]:
    """40 members, 25 questions, 30 decisions on the last of them, 60 plan items."""
    made = bundle(level=level)
    made["members"] = [
        full_member(f"m{n}", full_name=f"Константинопольская-{n} Александра Константиновна")
        for n in range(1, 41)
    ]
    decisions = [
        {"id": f"d{n}", "text": f"Решение номер {n}", "responsible": "m2", "due": "2025-12-01"}
        for n in range(1, 31)
    ]
    agenda = [
        {"id": f"q{n}", "question": f"Вопрос номер {n}", "speaker": f"m{n}",
         "heard": "Доклад. " * 40, "spoke": ["Иванова: за"] * 3,
         "votes": {"for": 40, "against": 0, "abstained": 0},
         "decisions": decisions if n == 25 else []}
        for n in range(1, 26)
    ]  # fmt: skip
    meeting = {
        "id": "z1", "number": 1, "date": "2025-10-01", "status": "held", "theme": "Тема",
        "form": "семинар", "agenda": agenda, "invited": ["Гость"] * 12,
        "attendance": [{"member": f"m{n}", "state": "present"} for n in range(1, 41)],
        "protocol": {"number": "1", "drafted_on": "2025-10-01", "chair": "m1", "secretary": "m2"},
    }  # fmt: skip
    items = [
        {"id": f"p{n}", "section": f"Раздел {n % 6}", "title": f"Дело номер {n}", "priority": False,
         "due": "2025-11-01", "responsible": f"m{n % 40 + 1}"}
        for n in range(1, 61)
    ]  # fmt: skip
    return made | {"meetings": [meeting], "plan": {"created_on": "2025-09-01", "items": items}}


def nasty(level: str) -> dict[str, Any]:
    """The full year, in which every text that a person types is nasty or far too long."""
    made = full(level)
    made["members"][0]["full_name"] = f"{NASTY} Анна"
    made["members"][0]["position"] = LONG
    made["theme"]["text"] = NASTY
    made["association"]["name"] = f"МО {NASTY}"
    made["organisations"][0]["name"] = LONG
    meeting = made["meetings"][0]
    meeting |= {"theme": LONG, "place": NASTY, "form": NASTY, "invited": [NASTY, LONG]}
    meeting["protocol"]["number"] = "=1+1"
    question = meeting["agenda"][0]
    question |= {"question": LONG, "heard": f"{NASTY}\nвторая строка\x0b", "spoke": [NASTY, "\x07"]}
    question["decisions"][0]["text"] = f"{NASTY} {'б' * 300}"
    meeting["materials"][0]["title"] = NASTY
    made["plan"]["items"][0] |= {"section": NASTY, "title": LONG, "result": NASTY}
    for activity in made["activities"]:
        activity["title"] = NASTY
    made["submissions"][0] |= {"what": NASTY, "to": LONG}
    made["creative_groups"][0]["topic"] = NASTY
    return made


YEARS = {"full": full, "empty": empty, "huge": huge, "nasty": nasty}
