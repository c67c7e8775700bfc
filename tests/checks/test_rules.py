"""The severities that a site gives to rules."""

from __future__ import annotations

from pathlib import Path

from mkdocs_planning.checks.rules import RULES, SITE_RULES, with_severities
from mkdocs_planning.model.plan import Problem

FOUND = [Problem(rule, "info" if rule == "no-boxes" else "warning", "!", "a.md", 1) for rule in ("no-boxes", "choice-list")]


def test_without_settings_each_rule_has_its_own() -> None:
    assert [problem.severity for problem in with_severities(FOUND, {})] == ["info", "warning"]


def test_a_site_raises_lowers_and_ignores() -> None:
    assert [problem.severity for problem in with_severities(FOUND, {"no-boxes": "warn", "choice-list": "info"})] == [
        "warning",
        "info",
    ]
    assert [problem.rule for problem in with_severities(FOUND, {"no-boxes": "ignore"})] == ["choice-list"]


def test_no_rule_has_two_meanings() -> None:
    assert not RULES.keys() & SITE_RULES.keys()


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    assert [rule for rule in RULES if f"| `{rule}` |" not in page] == []
