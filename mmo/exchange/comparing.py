"""What a bundle would change in a year: records added, changed field by field, and gone.

Both sides are bundles: what the year is now, as it would be exported, and what the file says.
So the differences are exactly what an import would do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mmo.exchange.schema import Bundle
from mmo.exchange.wording import KIND, value

Fields = dict[str, Any]
Records = dict[str, Fields]
NAMES = {
    "organisation": "name", "member": "full_name", "plan_item": "title", "meeting": "theme",
    "agenda_item": "question", "decision": "text", "material": "title", "activity": "title",
    "creative_group": "topic", "submission": "what", "head_appointment": "member",
}  # fmt: skip
"""The field by which a record is named."""
MEMBERS = ("member", "responsible", "speaker", "chair", "secretary", "participants", "curator",
           "author")  # fmt: skip
MEETINGS = ("approved_at_meeting", "meeting")


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs; both values in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record that differs."""

    ref: str
    name: str
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Section:
    """What differs in one type of records."""

    kind: str
    added: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    same: int = 0
    moved: bool = False
    """Whether the records that remain stand in another order."""

    @property
    def counts(self) -> dict[str, int]:
        return {"added": len(self.added), "changed": len(self.changed), "gone": len(self.gone)}

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.moved)


def compare(old: Bundle | None, new: Bundle) -> list[Section]:
    """What differs, by type in the format's order; types in which nothing does are left out.

    Args:
        old: the year as it is; None where there is none yet.
    """
    before = _Flat(old.model_dump(mode="json", by_alias=True) if old else {})
    after = _Flat(new.model_dump(mode="json", by_alias=True))
    sections = (_section(kind, before, after) for kind in KIND)
    return [section for section in sections if section]


def _section(kind: str, before: "_Flat", after: "_Flat") -> Section:
    section = Section(kind)
    old, new = before.records.get(kind, {}), after.records.get(kind, {})
    for ref, fields in new.items():
        if ref not in old:
            section.added.append(Record(ref, after.name(kind, ref)))
            continue
        changes = tuple(
            Change(name, before.words(kind, name, old[ref].get(name)),
                   after.words(kind, name, fields.get(name)))
            for name in {**old[ref], **fields}
            if old[ref].get(name) != fields.get(name)
        )  # fmt: skip
        if changes:
            section.changed.append(Record(ref, after.name(kind, ref), changes))
        else:
            section.same += 1
    section.gone = [Record(ref, before.name(kind, ref)) for ref in old if ref not in new]
    kept = [ref for ref in new if ref in old]
    section.moved = kept != [ref for ref in old if ref in new]
    return section


class _Flat:
    """A bundle as lists of records by type, nested parts as fields with a dot."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.records: dict[str, Records] = {kind: {} for kind in KIND}
        self._once(data)
        for kind, entry in self._listed(data):
            self.records[kind][entry.pop("id", None) or entry["code"]] = dict(_flat(entry))

    def name(self, kind: str, ref: str) -> str:
        """What a record is called."""
        if kind not in NAMES:
            return ""
        return self.words(kind, NAMES[kind], self.records[kind][ref].get(NAMES[kind]))

    def words(self, kind: str, field_name: str, found: Any) -> str:
        """A value in words; ids of other records by their names."""
        last = field_name.rpartition(".")[2]
        if isinstance(found, list) and field_name == "attendance":
            lines = [
                [self._named("member", each["member"]), value(kind, field_name, each["state"]),
                 each["reason"] or ""] for each in found
            ]  # fmt: skip
            return "; ".join(" ".join(line).strip() for line in lines) or "—"
        if isinstance(found, list) and last in MEMBERS:
            return ", ".join(self._named("member", each) for each in found) or "—"
        for names, of in ((MEMBERS, "member"), (MEETINGS, "meeting")):
            if isinstance(found, str) and last in names:
                return self._named(of, found)
        if isinstance(found, str) and last == "agenda_item":
            return self._named("agenda_item", found)
        return value(kind, last if "." in field_name else field_name, found)

    def _named(self, kind: str, ref: str) -> str:
        record = self.records[kind].get(ref, {})
        return str(record.get(NAMES[kind]) or ref)

    def _once(self, data: Mapping[str, Any]) -> None:
        if not data:
            return
        self.records["association"][""] = dict(data["association"])
        parts = {name: data[name] for name in ("theme", "goal", "regulation")}
        self.records["year"][""] = dict(_flat({**data["year"], **parts}))
        self.records["year"][""]["trimesters"] = [
            f"{span['start']} – {span['end']}" for span in data["year"]["trimesters"]
        ]
        if data["plan"]:
            plan = {name: each for name, each in data["plan"].items() if name != "items"}
            self.records["plan"][""] = plan
        if data["analysis"]:
            self.records["analysis"][""] = dict(data["analysis"])

    @staticmethod
    def _listed(data: Mapping[str, Any]) -> Iterator[tuple[str, Fields]]:
        for kind, key in (("organisation", "organisations"), ("member", "members"),
                          ("head_appointment", "head_appointments"), ("activity", "activities"),
                          ("creative_group", "creative_groups"),
                          ("submission", "submissions")):  # fmt: skip
            yield from ((kind, dict(each)) for each in data.get(key, ()))
        for item in (data.get("plan") or {}).get("items", ()):
            yield "plan_item", dict(item)
        for meeting in data.get("meetings", ()):
            own = dict(meeting)
            agenda, papers = own.pop("agenda"), own.pop("materials")
            yield "meeting", own
            for question in agenda:
                asked = {**question, "meeting": meeting["id"]}
                for made in asked.pop("decisions"):
                    yield "decision", {**made, "agenda_item": question["id"]}
                yield "agenda_item", asked
            yield from (("material", {**paper, "meeting": meeting["id"]}) for paper in papers)
        yield from (("material", {**paper, "meeting": None}) for paper in data.get("materials", ()))


def _flat(entry: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, found in entry.items():
        if isinstance(found, dict):
            yield f"{before}{name}", "✓"
            yield from _flat(found, f"{before}{name}.")
        else:
            yield f"{before}{name}", found
