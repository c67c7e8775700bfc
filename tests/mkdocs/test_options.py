"""Invalid options are refused with a helpful message; valid options have their effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_planning.mkdocs.config import PlanningConfig, config_options, options_of
from tests.mkdocs.conftest import CONFIG, Make


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"statuses": {"shipped": "finished"}}, "none of draft, review"),
        ({"statuses": {"shipped": "complet"}}, "Did you mean complete?"),
        ({"statuses": ["shipped"]}, "Expected a mapping"),
        ({"marks": {"-": "gone"}}, "none of open, done"),
        ({"header_keys": {"Zustand": "statuss"}}, "Did you mean status?"),
        ({"sections": {"risk": ["Risiken"]}}, "Did you mean risks?"),
        ({"owners": {"ana": ["a"], "bo": ["a"]}}, "alias of both"),
        ({"dates": "days"}, "day-first"),
        ({"tickets": {"PLAT-(": "https://x"}}, "not a regular expression"),
        ({"tickets": {"PLAT-\\d+": "javascript:x"}}, "expected a URL"),
        ({"tickets": {".*": "https://x"}}, "matches an empty text"),
        ({"layouts": ["speckit"]}, "Did you mean spec-kit?"),
        ({"views": ["bord"]}, "'bord' is none of review, board, progress"),
        ({"views": ["board", "time-line"]}, "Did you mean timeline?"),
        ({"validation": {"unfilled_placeholders": "info"}}, "is no rule"),
        ({"validation": {"unfilled_placeholder": "silent"}}, "none of warn, info, ignore"),
        ({"risk_scale": 4}, "3"),
        ({"board_columns": ["done"]}, "none of draft, review"),
        ({"board_columns": ["ready", "ready"]}, "two columns"),
        ({"board_hide_done_after": -1}, "at least 0"),
        ({"risk_bands": [4, 2]}, "rising"),
        ({"roadmap_group": "team"}, "owner"),
        ({"timeline_open": 0}, "at least 1"),
        ({"stale_after": 0}, "at least 1"),
        ({"question_overdue_after": 0}, "at least 1"),
        ({"github_markdown": "maybe"}, "auto"),
    ],
)
def test_an_invalid_value_is_refused_with_the_expected_one(options: dict[str, object], said: str):
    config = PlanningConfig()
    config.load_dict(options)
    errors, _ = config.validate()
    assert len(errors) == 1
    assert isinstance(errors[0][1], ValidationError)
    assert said in str(errors[0][1])


PLANS = """
docs/plans/a.md
    # Alpha

    **Zustand**: verschifft
    **Verantwortlich**: aruiz
    **Created**: 03/04/2026

    - [-] gave it up
    - [ ] go on (blocked by: PLAT-12)

    ## Risiken

    | Risk | Likelihood | Impact | Mitigation |
    |---|---|---|---|
    | Rain | very high | critical | Umbrellas |
docs/plans/b.md
    # Beta

    **Status**: frobnicating
"""


def test_a_site_can_define_its_own_words(site: Make):
    built = site(
        PLANS,
        config=CONFIG
        + r"""
      statuses: {verschifft: complete}
      marks: {"-": active}
      header_keys: {Zustand: status, Verantwortlich: owners}
      owners: {ana: [aruiz]}
      dates: day-first
      sections: {risks: [Risiken]}
      tickets: {'PLAT-\d+': 'https://tracker.example/{ticket}'}
      validation: {unknown_status: ignore}
      risk_scale: 5
""",
    )
    alpha = built.data()["plans"][0]

    assert (alpha["status"], alpha["owners"], alpha["created"]) == ("complete", ["ana"], "2026-04-03")
    assert alpha["progress"] == {"done": 0, "total": 2, "active": 1, "dropped": 0}
    assert [(risk["score"], risk["level"]) for risk in alpha["risks"]] == [(25, "critical")]
    assert built.warnings == []


def test_unknown_words_are_reported(site: Make):
    built = site(PLANS)
    alpha = built.data()["plans"][0]

    assert (alpha["status_from"], alpha["owners"], alpha["created"]) == ("derived", [], None)
    assert [(risk["score"], risk["level"]) for risk in alpha["risks"]] == [(9, "high")]  # on a scale of three steps
    assert sorted(warning.split(": ", 1)[0] for warning in built.warnings) == ["plans/a.md:5", "plans/b.md:3"]


@pytest.mark.parametrize("folder", ["''", ".", "..", "/", "a/.."])
def test_a_cache_in_the_project_folder_is_a_configuration_error(site: Make, folder: str):
    with pytest.raises(Abort):
        site(PLANS, config=CONFIG + f"      cache_dir: {folder}\n")


def test_a_cache_above_the_project_is_an_error(site: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    with pytest.raises(Abort):
        site(PLANS, config=CONFIG + f"      cache_dir: {tmp_path.parent}\n")
    assert "Plugin 'planning' option 'cache_dir': Expected a folder of its own such as .cache/planning" in caplog.text


def test_an_unknown_option_gives_a_warning_with_the_nearest_name(site: Make):
    built = site(PLANS, config=CONFIG + "      risk_scal: 5\n")
    assert built.warnings[0].endswith(
        "Plugin 'planning' option 'risk_scal': Unrecognised configuration name: risk_scal. Did you mean risk_scale?"
    )


def test_other_plugins_see_the_values_from_yaml():
    config = PlanningConfig()
    config.load_dict(
        {"include": "plans", "board_columns": ["ready"], "review": {"since": "14 days"}, "statuses": {"x": "Ready"}}
    )
    assert config.validate() == ([], [])
    assert (config["include"], config["board_columns"]) == (["plans"], {"ready": ""})
    assert (config["review"], config["statuses"], config["today"]) == ({"since": "14 days"}, {"x": "ready"}, None)


def test_an_option_that_was_renamed_still_works_with_a_warning(monkeypatch: pytest.MonkeyPatch):
    for module in ("mkdocs.config", "options.parsing"):
        monkeypatch.setattr(f"mkdocs_planning.{module}.MOVED", {"outdated_after": "stale_after"})
    config = type("Renamed", (PlanningConfig,), config_options())()
    config.load_dict({"outdated_after": 60})
    assert config.validate() == (
        [],
        [("outdated_after", "The option `outdated_after` is now called `stale_after`; rename it.")],
    )
    assert options_of(config).stale_after == 60


def test_a_hook_can_change_an_option(site: Make):
    hook = """
hooks/change.py
    def on_pre_build(config):
        config.plugins["planning"].config["views"] = ["risks"]
        config.plugins["planning"].config["include"] = ["plans/a.md"]
"""
    built = site(PLANS + hook, config=CONFIG.replace("plugins:", "hooks: [hooks/change.py]\nplugins:"))
    assert built.sources() == ["plans/a.md"]
    assert built.exists("plans/risks/index.html")
    assert not built.exists("plans/board/index.html")


def test_an_invalid_value_from_a_hook_is_reported(site: Make):
    hook = """
hooks/change.py
    def on_pre_build(config):
        config.plugins["planning"].config["stale_after"] = "soon"
"""
    with pytest.raises(
        ConfigurationError, match="option `stale_after` of the plugin planning: Expected a whole number of at least 1"
    ):
        site(PLANS + hook, config=CONFIG.replace("plugins:", "hooks: [hooks/change.py]\nplugins:"))
