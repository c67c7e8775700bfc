"""Every option is documented, and everything generated from the schema agrees with it."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Collection
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from mkdocs_planning.mkdocs.config import PlanningConfig, options_of
from mkdocs_planning.model.plan import STATUSES, TASK_STATES
from mkdocs_planning.options import Options, parse
from mkdocs_planning.options.documentation import option_docs
from mkdocs_planning.options.json_schema import options_schema
from mkdocs_planning.options.option_values import plain
from mkdocs_planning.options.parsing import FIELDS
from mkdocs_planning.options.schema import VIEW_NAMES
from mkdocs_planning.views import PAGES
from mkdocs_planning.vocabulary.section_titles import SECTIONS
from mkdocs_planning.vocabulary.words import KEYS

ROOT = Path(__file__).parents[2]
DOCS = option_docs()


@pytest.mark.parametrize("name", FIELDS)
def test_an_option_documents_effect_default_and_example(name: str):
    doc = DOCS[name]
    assert doc.meaning.endswith((".", ":"))
    assert doc.default
    assert doc.examples


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, doc in DOCS.items() for example in doc.examples])
def test_an_example_is_valid_and_has_an_effect(name: str, example: str):
    written = yaml.safe_load(example)
    options, problems = parse(written)
    assert list(written) == [name]
    assert problems == []
    assert getattr(options, name) != FIELDS[name].default


@pytest.mark.parametrize("name", FIELDS)
def test_a_documented_default_is_the_default(name: str):
    literal = re.fullmatch(r"(?:all: )?`([^`]+)`", DOCS[name].default)
    written = yaml.safe_load(f"{name}: {literal[1]!r}" if "*" in literal[1] else f"{name}: {literal[1]}") if literal else {}
    assert getattr(parse(written)[0], name) == FIELDS[name].default


@pytest.mark.parametrize("name", FIELDS)
def test_a_default_can_be_written_explicitly(name: str):
    field = FIELDS[name]
    assert field.read(plain(field.default)) == field.default


@pytest.mark.parametrize(
    ("name", "begins", "known"),
    [
        ("statuses", "The statuses are", STATUSES),
        ("marks", "A mark means", TASK_STATES),
        ("header_keys", "The fields are", KEYS),
        ("sections", "The kinds are", SECTIONS),
    ],
)
def test_all_values_of_an_option_are_documented(name: str, begins: str, known: Collection[str]):
    sentence = re.search(rf"{begins}[^.]*\.", DOCS[name].text)
    assert sentence
    assert set(re.findall(r"`([^`]+)`", sentence[0])) == set(known)


def test_schema_config_class_page_and_json_schema_have_the_same_options(pages: ModuleType):
    names = list(Options.__struct_fields__)
    assert list(FIELDS) == names
    assert list(DOCS) == names
    assert list(PlanningConfig()) == names
    assert re.findall(r"^## `(\w+)` \{ #\1 \}$", pages.options_page(), re.M) == names
    assert list(options_schema()["properties"]) == names


def test_schema_and_config_class_have_the_same_defaults():
    config = PlanningConfig()
    assert config.validate() == ([], [])
    assert options_of(config) == Options()
    defaults = {name: described["default"] for name, described in options_schema()["properties"].items()}
    assert dict(config) == defaults
    assert parse(defaults) == (Options(), [])


def test_the_page_has_the_whole_documentation(pages: ModuleType):
    page = pages.options_page()
    assert all(doc.text in page for doc in DOCS.values())


def test_descriptions_in_the_json_schema_are_the_documentation_without_links():
    descriptions = {name: described["description"] for name, described in options_schema()["properties"].items()}
    assert descriptions["nav"].startswith(DOCS["nav"].meaning)
    assert "The start of the review, which shows" in descriptions["review"]
    assert not any("](" in description for description in descriptions.values())


def test_the_option_views_has_all_views_with_a_page():
    assert tuple(view.name for view in PAGES) == VIEW_NAMES


def test_no_option_needs_mkdocs():
    """In a separate process, since the tests have already imported MkDocs."""
    import subprocess

    program = (
        "import sys; import mkdocs_planning.options, mkdocs_planning.options.json_schema, "
        "mkdocs_planning.options.site_folders; "
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'properdocs', 'jinja2', 'markdown')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    """The hook that generates pages of the documentation."""
    spec = importlib.util.spec_from_file_location("docs_pages", ROOT / "docs" / "_build" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
