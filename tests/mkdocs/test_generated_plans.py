"""Three hundred generated plans in five templates are read as expected."""

from __future__ import annotations

import json

import pytest

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.reading.plan import read_plan
from tests.exports.encoding import plans_as_json
from tests.generator import Made, generate
from tests.reading.github import boxes_on_github

MADE = generate(300)


@pytest.fixture(scope="module")
def document() -> dict[str, dict[str, object]]:
    portfolio = build_portfolio([read_plan(made.text, made.source) for made in MADE], "2026-06-01")
    return {plan["source"]: plan for plan in json.loads(plans_as_json(portfolio))["plans"]}


def test_every_plan_is_listed_once(document: dict[str, dict[str, object]]) -> None:
    assert sorted(document) == sorted(made.source for made in MADE)


@pytest.mark.parametrize("shape", range(5))
def test_plans_match_the_generator(document: dict[str, dict[str, object]], shape: int) -> None:
    for made in MADE[shape::5]:
        plan, truth = document[made.source], made.truth
        found = {
            "id": plan["id"],
            "title": plan["title"],
            "status": plan["status"],
            "stated": plan["status_from"] == "stated",
            "progress": plan["progress"],
            "boxes": plan["boxes"],
            "owners": plan["owners"],
            "created": plan["created"],
            "phases": [(p["title"], p["progress"]["done"], p["progress"]["total"]) for p in plan["phases"]],  # type: ignore[attr-defined]
            "problems": plan["problems"],
        }
        assert found == {
            "id": truth.id,
            "title": truth.title,
            "status": truth.status,
            "stated": truth.stated,
            "progress": {"done": truth.done, "total": truth.total, "active": 0, "dropped": 0},
            "boxes": {"done": truth.done, "total": truth.total},
            "owners": truth.owners,
            "created": truth.created,
            "phases": truth.phases,
            "problems": [],
        }, made.source


def test_the_generator_matches_github() -> None:
    for made in MADE:
        ticks = [ticked for _, ticked in boxes_on_github(made.text)]
        assert (sum(ticks), len(ticks)) == (made.truth.done, made.truth.total), made.source


def test_the_same_seed_gives_the_same_plans() -> None:
    again: list[Made] = generate(20)
    assert again == MADE[:20]
    assert generate(5, seed=2) != MADE[:5]
