"""All exports at once."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from mkdocs_planning.exports.export import Export
from mkdocs_planning.exports.registry import EXPORTS
from tests.exports.encoding import encoded
from tests.views.plans import example_portfolio, portfolio


def test_file_names_are_unique() -> None:
    names = [export.name for export in EXPORTS]
    assert {"plans.json", "timeline.xml", "review.json", "review.md"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_every_export_works_without_a_site_and_without_plans(export: Export) -> None:
    for of in (example_portfolio(), portfolio()):
        content = encoded(export, of)
        assert content.decode("utf-8").endswith("\n")
        assert content == encoded(export, of)
        if export.name.endswith(".json"):
            json.loads(content)
        if export.name.endswith(".xml"):
            ET.fromstring(content)


def test_a_site_always_has_its_plans_and_a_feed_with_dated_entries() -> None:
    in_example = {export.name for export in EXPORTS if export.in_site(example_portfolio())}
    assert in_example >= {"plans.json", "timeline.xml"}
    assert in_example.isdisjoint({"review.json", "review.md"})
    assert [export.name for export in EXPORTS if export.in_site(portfolio())] == ["plans.json"]
