"""The rules of the house: each with what to do where it is broken."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmo import FEATURES
from mmo.config import ROOT, Settings

CODE = sorted((ROOT / "mmo").rglob("*.py"))
OWN = [path for path in CODE if "versions" not in path.parts]

LAYERS = (
    {"clock", "schoolyear", "config", "database", "extensions", "process", "tenancy"},
    {"validation"},
    {"compliance"},
)
"""The lowest parts, and the machine: they know nothing of what stands above them."""


def imports(path: Path) -> Iterator[str]:
    """The modules of `mmo` that a file imports, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mmo"):
            if node.module == "mmo":
                yield from (f"mmo.{alias.name}" for alias in node.names)
            else:
                yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("mmo"))


def of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_journal_commits(path: Path) -> None:
    if path.name != "journal.py":
        text = path.read_text("utf-8")
        assert not re.search(r"session\.commit\(", text), "use journal.save, remove or change"


def test_only_the_engine_knows_durable_rules() -> None:
    for path in OWN:
        if path.name != "engine.py":
            assert not re.search(r"^\s*(from|import) durable", path.read_text("utf-8"), re.M), path


def test_the_engine_sees_neither_flask_nor_the_database() -> None:
    text = (ROOT / "mmo/compliance/engine.py").read_text("utf-8")
    assert not re.search(r"import (flask|sqlalchemy)|from (flask|sqlalchemy|mmo\.database)", text)


def test_compliance_imports_no_feature() -> None:
    features = {feature.__name__.split(".")[1] for feature in FEATURES} - {"compliance"}
    labels = {"labels"}  # words for the enumerations of features
    for path in (ROOT / "mmo/compliance").glob("*.py"):
        used = {of(name) for name in imports(path)}
        if path.name == "__init__.py":
            continue  # it wires the machine into the application
        assert not used & features, f"{path.name}: let the feature register its words instead"
        assert path.name == "sentences.py" or not used & labels


def test_the_lowest_parts_import_nothing_above_them() -> None:
    allowed = LAYERS[0]
    for name in sorted(allowed):
        for used in imports(ROOT / f"mmo/{name}.py"):
            assert of(used) in allowed, f"{name} must not import {used}"


def test_features_import_each_others_models_and_words_never_views() -> None:
    for path in OWN:
        for used in imports(path):
            parts = used.split(".")
            if len(parts) > 2 and parts[2] == "views":
                own = path.parent.name == parts[1]
                assert own, f"{path.relative_to(ROOT)} imports the views of {parts[1]}"


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_public_names_are_explained(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "say in one line what the file is for"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            registered = any("words." in ast.unparse(d) or "source" in ast.unparse(d)
                             for d in node.decorator_list)  # fmt: skip
            trivial = node.name == "init_app" or registered or _is_enumeration(node)
            form = isinstance(node, ast.ClassDef) and node.name.endswith(("Form", "In"))
            entry = path.name in ("rulefile.py", "schema.py", "vocabulary.py")
            assert ast.get_docstring(node) or trivial or form or entry, f"{node.name} needs one"


def _is_enumeration(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and "StrEnum" in [ast.unparse(b) for b in node.bases]


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_reads_in_one_sitting(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300, "split it by subject"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines: split it"


def test_no_module_is_called_a_heap() -> None:
    heaps = {"utils", "helpers", "common", "manager", "misc"}
    assert not [path for path in OWN if path.stem in heaps]


def test_every_setting_is_explained_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`MMO_{name.upper()}`" in readme, f"README.md does not list MMO_{name.upper()}"
        assert field.description, name
        assert field.description in readme, f"README.md explains MMO_{name.upper()} otherwise"


def test_nothing_speaks_of_a_package_registry_or_of_a_machine() -> None:
    words = (
        "pypi" + ".org",
        "npmjs" + ".org",
        "files.python" + "hosted",
        "/ro" + "ot/",
        "/ho" + "me/",
    )
    ignored = {".git", ".venv", "build", "instance", "__pycache__", "node_modules"}
    for path in ROOT.rglob("*"):
        if (
            path.is_file()
            and not ignored & set(path.parts)
            and path.suffix not in {".woff2", ".db"}
        ):
            text = path.read_text("utf-8", errors="ignore")
            for word in words:
                assert word not in text, f"{path.relative_to(ROOT)} names {word}"
