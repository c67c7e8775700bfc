"""All exports at once."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from mkdocs_planning.exports.export import Export
from mkdocs_planning.exports.registry import EXPORTS
from tests.exports.encoding import encoded
from tests.views.plans import example_portfolio, portfolio


def test_each_has_a_file_name_of_its_own() -> None:
    names = [export.name for export in EXPORTS]
    assert names == ["plans.json", "timeline.xml", "review.json", "review.md"]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_each_can_be_made_without_a_site_also_of_nothing(export: Export) -> None:
    for of in (example_portfolio(), portfolio()):
        content = encoded(export, of)
        assert content.decode("utf-8").endswith("\n")
        assert content == encoded(export, of)
        if export.name.endswith(".json"):
            json.loads(content)
        if export.name.endswith(".xml"):
            ET.fromstring(content)


def test_a_site_has_its_plans_always_and_a_feed_where_something_is_dated() -> None:
    assert [export.name for export in EXPORTS if export.in_site(example_portfolio())] == ["plans.json", "timeline.xml"]
    assert [export.name for export in EXPORTS if export.in_site(portfolio())] == ["plans.json"]
