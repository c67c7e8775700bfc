"""The risk scale: steps, scores and levels, with the default bands or those of a site."""

from __future__ import annotations

import pytest

from mkdocs_planning.model.risk_levels import level_of_score, level_of_word, levels, score, step, step_words
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.vocabulary.vocabulary import make_vocabulary


@pytest.mark.parametrize(
    ("steps", "bands", "expected"),
    [
        (3, (), {1: "low", 2: "low", 3: "medium", 4: "medium", 6: "high", 9: "high", 10: None}),
        (5, (), {4: "low", 5: "medium", 9: "medium", 10: "high", 15: "high", 16: "critical", 25: "critical", 26: None}),
        (3, (1, 5), {1: "low", 2: "medium", 4: "medium", 6: "high"}),
        (3, (2, 4, 6), {6: "high", 9: "critical"}),
    ],
)
def test_the_level_of_a_score(steps: int, bands: tuple[int, ...], expected: dict[int, str | None]) -> None:
    assert {value: level_of_score(value, steps, bands) for value in expected} == expected


def test_each_level_of_the_scale_is_its_own_step() -> None:
    for steps in (3, 5):
        assert [step(word, steps) for word in step_words(steps)] == list(range(1, steps + 1))
    assert (step("critical", 5), step("critical", 3), step("very low", 3), step(None), step("odd")) == (5, 3, 1, None, None)
    assert (score("high", "critical", 5), score("high", None)) == (20, None)


def test_a_scale_has_the_levels_of_its_bands() -> None:
    assert levels(3) == ("low", "medium", "high")
    assert levels(5) == ("low", "medium", "high", "critical")
    assert (level_of_word("critical", 3), level_of_word("critical", 5), level_of_word("very high", 3, (2, 4, 6))) == (
        "high",
        "critical",
        "critical",
    )


def test_a_plan_is_read_with_the_bands_of_the_site() -> None:
    text = (
        "# P\n\n## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| Fire | Medium | Medium | Hose |\n"
    )
    assert read_plan(text, "p.md").risks[0].level == "medium"
    assert read_plan(text, "p.md", make_vocabulary(bands=(1, 3))).risks[0].level == "high"
