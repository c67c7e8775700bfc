"""``plans.json`` is a contract: schema 1, keys that are never missing, the same bytes for the same plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.exports import plans_json
from mkdocs_planning.exports.export import ExportContext
from mkdocs_planning.exports.plans_json import json_schema
from mkdocs_planning.model import history as past
from mkdocs_planning.model import plan as model
from mkdocs_planning.reading.plan import read_plan
from tests.exports.encoding import encoded as encoded_export
from tests.exports.encoding import plans_as_json
from tests.exports.test_atom import Links
from tests.generator import generate

CONTRACT: dict[str, list[str]] = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
"""The frozen keys of schema 1. Never remove a key here."""
EXAMPLES = Path(__file__).parents[2] / "example_site" / "docs"
STRUCTS = {
    "boxes": model.Boxes,
    "progress": model.Progress,
    "plan": model.Plan,
    "links": model.Link,
    "tasks": model.Task,
    "phases": model.Phase,
    "milestones": model.Milestone,
    "risks": model.Risk,
    "assumptions": model.Assumption,
    "questions": model.Question,
    "decisions": model.Decision,
    "criteria": model.Criterion,
    "dependencies": model.Dependency,
    "files": model.ChangedFile,
    "components": model.Component,
    "rollout": model.Stage,
    "references": model.Reference,
    "changes": model.Change,
    "problems": model.Problem,
    "history": plans_json.PlanHistoryDocument,
    "history_point": past.Point,
    "history_status": plans_json.StatusOn,
    "history_target": plans_json.TargetOn,
}


def _sources() -> dict[str, str]:
    examples = {
        path.relative_to(EXAMPLES).as_posix(): path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("plans/*.md")
    }
    odd = {
        "plans/empty.md": "",
        "plans/odd.md": "---\n- 1\n---\n# <b>\n\n**Status**: Maybe\n- [~] x\n",
        "plans/bytes.md": "\udcff",
    }
    return examples | odd | {made.source: made.text for made in generate(10)}


@pytest.fixture(scope="module")
def encoded() -> bytes:
    return plans_as_json(build_portfolio([read_plan(text, source) for source, text in _sources().items()], "2026-03-15"))


@pytest.fixture(scope="module")
def document(encoded: bytes) -> dict[str, Any]:
    return json.loads(encoded)


def test_it_is_valid_against_its_schema(document: dict[str, Any]) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]
    assert errors == []


def test_a_wrong_document_is_not_valid(document: dict[str, Any]) -> None:
    wrong = {**document, "plans": [{**document["plans"][0], "status": "nearly"}]}
    assert not Draft202012Validator(json_schema()).is_valid(wrong)


def test_it_is_schema_1(document: dict[str, Any]) -> None:
    assert document["schema"] == 1
    assert document["as_of"] == "2026-03-15"
    assert set(document) >= set(CONTRACT["document"])
    assert set(document["totals"]) >= set(CONTRACT["totals"])


@pytest.mark.parametrize("name", STRUCTS)
def test_no_key_of_the_contract_is_missing(name: str) -> None:
    assert set(CONTRACT[name]) <= set(STRUCTS[name].__struct_fields__)


def test_every_key_is_in_every_entry(document: dict[str, Any]) -> None:
    for plan in document["plans"]:
        assert set(plan) >= set(CONTRACT["plan"])
        todo: list[tuple[str, dict[str, Any]]] = [("boxes", plan["boxes"]), ("progress", plan["progress"])]
        todo += [(key, entry) for key in CONTRACT["plan"] if key in CONTRACT and key not in dict(todo) for entry in plan[key]]
        while todo:
            key, entry = todo.pop()
            assert set(entry) >= set(CONTRACT[key]), (plan["source"], key)
            if key == "phases":
                todo += [("phases", step) for step in entry["steps"]]
                todo.append(("progress", entry["progress"]))


def test_the_example_plans_have_entries_in_every_list(document: dict[str, Any]) -> None:
    for key in ("links", "tasks", "phases", "risks", "questions", "decisions"):
        assert any(plan[key] for plan in document["plans"]), key


def test_the_same_plans_give_the_same_bytes(encoded: bytes) -> None:
    turned = [read_plan(text, source) for source, text in reversed(_sources().items())]
    assert plans_as_json(build_portfolio(turned, "2026-03-15")) == encoded
    assert encoded.endswith(b"\n")


def test_the_history_of_a_plan_is_null_or_has_every_key() -> None:
    ana = past.Moment("2026-01-05", "Ana", "c" * 40)
    known = past.PlanHistory(
        since="2026-01-01",
        points=(past.Point("2026-01-01", 0, 3), past.Point("2026-01-05", 1, 3)),
        statuses=(past.StatusMove("draft", past.Moment("2026-01-01")), past.StatusMove("in-progress", ana)),
        targets=(past.TargetMove("2026-03", ana), past.TargetMove(None, ana)),
        touched=ana,
    )
    portfolio = build_portfolio([read_plan("# A\n", "plans/a.md"), read_plan("# B\n", "plans/b.md")], "2026-03-15")
    portfolio = replace(portfolio, history=past.History("2026-01-01", plans={"plans/a": known}))
    made = json.loads(plans_as_json(portfolio))
    assert list(Draft202012Validator(json_schema()).iter_errors(made)) == []
    assert [plan["history"] for plan in made["plans"]] == [
        {
            "since": "2026-01-01",
            "points": [{"date": "2026-01-01", "done": 0, "total": 3}, {"date": "2026-01-05", "done": 1, "total": 3}],
            "statuses": [
                {"date": "2026-01-01", "status": "draft", "author": None},
                {"date": "2026-01-05", "status": "in-progress", "author": "Ana"},
            ],
            "targets": [
                {"date": "2026-01-05", "target": "2026-03", "author": "Ana"},
                {"date": "2026-01-05", "target": None, "author": "Ana"},
            ],
        },
        None,
    ]


def test_totals_are_sums(document: dict[str, Any]) -> None:
    plans = document["plans"]
    assert document["totals"]["plans"] == len(plans)
    for key in CONTRACT["progress"]:
        assert document["totals"]["progress"][key] == sum(plan["progress"][key] for plan in plans)
    assert sum(document["totals"]["by_status"].values()) == len(plans)


def test_urls_come_from_the_site() -> None:
    plan = read_plan("# A\n", "plans/a.md")
    portfolio = build_portfolio([plan], "2026-03-15")
    assert json.loads(plans_as_json(portfolio))["plans"][0]["url"] is None
    in_site = encoded_export(plans_json.EXPORT, portfolio, ExportContext(links=Links()))
    assert json.loads(in_site)["plans"][0]["url"] == "plans/a/"
