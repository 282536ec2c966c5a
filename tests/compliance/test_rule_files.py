"""A mistake in a rule file is refused with its place and with what is allowed instead."""

import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from flask import Flask
from ruamel.yaml import YAML

from mmo import create_app
from mmo.associations.models import OrganisationKind
from mmo.compliance.loading import BadRuleFile, RuleFileFault, load_file, load_folder
from mmo.compliance.rulefile import (
    AllOfRule,
    ClauseEntry,
    CountRule,
    EachRule,
    EditionEntry,
    EvidenceRule,
    Example,
    Obligation,
    Parameter,
    RegulationEntry,
    Responsible,
    Span,
    StateRule,
    Status,
)
from mmo.compliance.vocabulary import words
from mmo.config import ROOT, Settings
from mmo.members.facts import CARD_FIELDS
from mmo.members.models import Issuer, Post

DATA = Path(__file__).parent / "data"
SMALL = (DATA / "small.yaml").read_text("utf-8")
CASES: list[dict[str, Any]] = YAML(typ="safe").load((DATA / "faults.yaml").read_text("utf-8"))
README = (ROOT / "rules" / "README.md").read_text("utf-8")
LEVELS = {"school.yaml": "level: school", "municipal.yaml": "level: municipal"}


@pytest.fixture(scope="module", autouse=True)
def _words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The features register their words when an application is made."""
    create_app(Settings(data_dir=tmp_path_factory.mktemp("words")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two small files: one for each level, each the default of its own."""
    made = tmp_path / "rules"
    made.mkdir()
    for name, level in LEVELS.items():
        text = SMALL.replace("level: school", f"{level}\ndefault_for_level: true")
        (made / name).write_text(text.replace("small", name.removesuffix(".yaml")), "utf-8")
    return made


def spoilt(case: dict[str, Any]) -> str:
    """The small regulation with this mistake in it."""
    text = SMALL + case.get("append", "")
    if "from" in case:
        text = text[: text.index(case["from"])] + case["put"]
    if "for" in case:
        assert text.count(case["for"]) == 1
        text = text.replace(case["for"], case["put"])
    assert text != SMALL
    return text


def line_of(case: dict[str, Any], text: str) -> int:
    """The number of the line on which the fault must be said to stand."""
    if case.get("at") == "end":
        return text.count("\n") + 1
    if "at" in case:
        assert text.count(case["at"]) == 1
        before = text[: text.index(case["at"])]
    else:
        before = SMALL[: SMALL.index(case["for"])]
    return before.count("\n") + 1 + case.get("down", 0)


def faults_of(folder: Path, content: str | bytes) -> list[RuleFileFault]:
    path = folder / "small.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadRuleFile) as caught:
        load_file(path)
    assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)
    return caught.value.faults


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_the_small_regulation_is_accepted() -> None:
    numbers = [clause.id for clause in load_file(DATA / "small.yaml").editions[0].clauses]
    assert numbers == [f"small.{number}" for number in ("1", "2", "3", "4", "5.p1", "6", "7")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_a_mistake_is_told_alone_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    text = spoilt(case)
    [fault] = faults_of(tmp_path, text)
    told = (fault.file, fault.line, fault.clause)
    assert told == ("small.yaml", line_of(case, text), case.get("clause")), str(fault)
    assert [word for word in case["says"] if word not in str(fault)] == [], str(fault)
    assert str(fault).startswith(f"small.yaml:{fault.line}: ")


def test_no_case_stands_twice() -> None:
    assert len({case["it"] for case in CASES}) == len({spoilt(case) for case in CASES})


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("count: meetings", "count: meetingz").replace("expect: gap", "expect: no")
    found = faults_of(tmp_path, text.replace("[seminar,", "[semnar,").replace("30", "soon"))
    assert [fault.clause for fault in found] == ["small.2", "small.2", "small.3"]


def test_a_missing_year_end_is_told_with_all_that_needs_it(tmp_path: Path) -> None:
    line = "      year_end: {title: конец года, default: year.end}\n"
    found = faults_of(tmp_path, SMALL.replace(line, ""))
    assert [fault.clause for fault in found] == [None, "small.2", "small.3"]
    assert "year_end" in found[0].sentence


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, SMALL.encode("cp1251"))
    assert (fault.line, fault.clause) == (3, None)
    assert "utf-8" in fault.sentence


@pytest.mark.parametrize("content", ["", "just a text", "- a\n- list\n", "42"])
def test_what_is_not_a_file_of_keys_is_refused(content: str, tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, content)
    assert (fault.file, fault.clause) == ("small.yaml", None)
    assert "not an object" in fault.sentence


def test_a_file_from_a_windows_editor_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_file(path).title == "Небольшое положение"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRuleFile, match=r"absent\.yaml"):
        load_file(tmp_path / "absent.yaml")


def test_a_folder_with_a_default_file_of_each_level_is_accepted(folder: Path) -> None:
    regulations = load_folder(folder)
    assert [regulations.for_level(level).id for level in ("school", "municipal")] == [
        "school",
        "municipal",
    ]


def test_two_files_of_one_regulation_are_refused_with_both_names(folder: Path) -> None:
    (folder / "third.yaml").write_text(
        "# A comment.\n" + (folder / "school.yaml").read_text("utf-8"), "utf-8"
    )
    with pytest.raises(BadRuleFile) as caught:
        load_folder(folder)
    [fault] = caught.value.faults
    assert (fault.file, fault.line) == ("third.yaml", 3)
    assert "school.yaml" in fault.sentence


@pytest.mark.parametrize("level", ["school", "municipal"])
def test_a_level_without_a_default_file_is_refused(level: str, folder: Path) -> None:
    change(folder / f"{level}.yaml", "default_for_level: true", "default_for_level: false")
    with pytest.raises(BadRuleFile, match=f"“{level}” needs exactly one .*; found: 0"):
        load_folder(folder)


def test_a_level_with_two_default_files_is_refused_with_both_names(folder: Path) -> None:
    text = (folder / "school.yaml").read_text("utf-8")
    (folder / "third.yaml").write_text(
        text.replace("regulation: school", "regulation: third").replace("school.", "third."),
        "utf-8",
    )
    with pytest.raises(BadRuleFile, match=r"“school” needs.*school\.yaml, third\.yaml"):
        load_folder(folder)


def test_a_changed_file_is_read_again(folder: Path) -> None:
    before = load_folder(folder)
    assert load_folder(folder) is before
    change(folder / "school.yaml", "default: 5 days", "default: 6 days")
    after = load_folder(folder)
    assert after.digest != before.digest
    assert after.by_id["school"].editions[0].parameters["paper_days"] == 6


def test_the_program_does_not_start_with_a_bad_file(folder: Path, tmp_path: Path) -> None:
    change(folder / "school.yaml", "count: meetings", "count: meetingz")
    with pytest.raises(BadRuleFile, match=r"school\.yaml:26: school\.2: count: .*meetingz"):
        create_app(Settings(data_dir=tmp_path, rules_dir=folder))


def test_rules_check_passes_a_good_file(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["rules", "check", str(DATA / "small.yaml")])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "small.yaml" in result.stdout
    assert "7" in result.stdout


def test_rules_check_prints_every_fault_in_russian(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    text = SMALL.replace("count: meetings", "count: meetingz").replace("year_end\n", "31 June\n")
    path.write_text(text, "utf-8")
    result = app.test_cli_runner().invoke(args=["rules", "check", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("small.yaml:25: small.2: count: «meetingz» — неизвестное слово")
    assert second.startswith("small.yaml:28: small.2: due: «31 June» здесь недопустимо; допустимо:")


def test_rules_facts_lists_every_registered_word(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["rules", "facts"])
    assert result.exit_code == 0
    listed = {line.strip() for line in result.stdout.splitlines() if line.startswith(" ")}
    assert listed == registered_words()
    assert len(listed) > 70


def registered_words() -> set[str]:
    found = {*words.collections, *words.groups, *words.states, *words.conditions}
    found |= {kind for each in words.collections.values() for kind in each.kinds}
    return found | {name for each in words.groups.values() for name in each.properties}


def options() -> set[str]:
    """Every key of ``where``."""
    takers = [each for group in words.groups.values() for each in group.properties.values()]
    return {key for word in (*takers, *words.states.values()) for key in word.options.model_fields}


def test_the_readme_names_every_word_that_a_file_may_use() -> None:
    told = set(re.findall(r"`([^`\n]+)`", README))
    fixed = [each.value for kind in (Obligation, Status, Responsible, Span) for each in kind]
    wanted = registered_words() | options() | set(fixed)
    wanted |= {each.value for kind in (OrganisationKind, Issuer, Post) for each in kind}
    wanted |= {*CARD_FIELDS, "homeroom_class"}
    assert wanted - told == set()


def test_the_readme_names_every_key_of_a_file() -> None:
    entries = (RegulationEntry, EditionEntry, ClauseEntry, Parameter, Example)
    rules = (CountRule, EvidenceRule, EachRule, StateRule, AllOfRule)
    keys = {key for entry in (*entries, *rules) for key in entry.model_fields} - {"kind"}
    assert {key for key in keys if f"`{key}`" not in README} == set()


def test_the_examples_of_the_readme_are_a_file_without_a_fault(app: Flask, tmp_path: Path) -> None:
    head, *others = re.findall(r"```yaml\n(.*?)```", README, re.S)
    clauses = [indent(each, "      ") for each in others if each.startswith("- id: ")]
    later = [each for each in others if each.lstrip().startswith("- edition: ")]
    assert len(clauses) + len(later) == len(others)
    path = tmp_path / "readme.yaml"
    path.write_text("".join([head, *clauses, *later]), "utf-8")
    result = app.test_cli_runner().invoke(args=["rules", "check", str(path)])
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = load_file(path).editions
    kinds = {rule.kind for _clause, rule in first.rules()}
    assert kinds == {"count", "evidence", "each", "state", "all_of"}
    assert [clause.id for clause in second.clauses][:2] == ["obr.1.1", "obr.1.3"]
