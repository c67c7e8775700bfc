"""The values under ``planning`` are parsed into options; errors say what to write instead."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_planning.options import ConfigProblem, Options, parse
from mkdocs_planning.options.option_values import TaggedValue, plain
from mkdocs_planning.options.parsing import FIELDS


def errors_of(raw: object) -> list[ConfigProblem]:
    return [problem for problem in parse(raw)[1] if problem.severity == "error"]


def error_of(raw: object) -> str:
    (problem,) = errors_of(raw)
    return problem.message


def test_no_options_give_the_defaults():
    assert parse(None) == (Options(), [])
    assert parse({}) == (Options(), [])
    assert parse(dict.fromkeys(FIELDS)) == (Options(), []), "an option whose value is commented out is not set"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("include: plans", {"include": ("plans",)}),
        ("include: [plans, teams/*/roadmap/**]", {"include": ("plans", "teams/*/roadmap/**")}),
        ("index: ./roadmap/index.md", {"index": "roadmap/index.md"}),
        ("today: 2026-03-31", {"today": "2026-03-31"}),
        ('today: "2026-03-31"', {"today": "2026-03-31"}),
        ("today: 2026-03-31 10:00:00", {"today": "2026-03-31"}),
        ("statuses: {shipped: Complete, wip: in_progress, later: In Progress}",
         {"statuses": {"shipped": "complete", "wip": "in-progress", "later": "in-progress"}}),
        ("sections: {risks: Risiken, questions: [Offene Fragen, 2026, null, '']}",
         {"sections": {"risks": ("Risiken",), "questions": ("Offene Fragen", "2026")}}),
        ("owners: {ana: '@aruiz', bo: [b1, b2]}", {"owners": {"ana": ("aruiz",), "bo": ("b1", "b2")}}),
        ("github_markdown: off", {"github_markdown": "off"}),
        ("github_markdown: on", {"github_markdown": "on"}),
        ("layouts: false", {"layouts": ()}),
        ("layouts: kiro", {"layouts": ("kiro",)}),
        ("views: [risks, board, risks]", {"views": ("risks", "board")}),
        ("validation: {unfilled_placeholder: info, choice-list: ignore}",
         {"validation": {"unfilled-placeholder": "info", "choice-list": "ignore"}}),
        ("board_columns: [ready, In Progress]", {"board_columns": {"ready": "", "in-progress": ""}}),
        ("board_columns: {ready: Next, complete: }", {"board_columns": {"ready": "Next", "complete": ""}}),
        ("risk_bands: []", {"risk_bands": ()}),
        ("risk_scale: 5.0", {"risk_scale": 5}),
    ],
)  # fmt: skip
def test_alternative_spellings(written: str, expected: dict[str, object]):
    options, problems = parse(yaml.safe_load(written))
    assert problems == []
    assert {name: getattr(options, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [("14 days", "14 days"), (14, "14 days"), (date(2026, 3, 1), "2026-03-01"), (" v2.1 ", "v2.1"), (None, "")],
)
def test_kinds_of_review_start(since: object, expected: str):
    assert parse({"review": {"since": since}})[0].review.since == expected


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("statuses: {complete: shipped}", "statuses: {shipped: complete}"),
        ("statuses: {In Progress: [wip, doing it]}", "statuses: {wip: in-progress, doing it: in-progress}"),
        ("marks: {dropped: '-'}", "marks: {'-': dropped}"),
        ("header_keys: {status: Zustand}", "header_keys: {Zustand: status}"),
        ("sections: {Risiken: risks, Gefahren: risks}", "sections: {risks: [Risiken, Gefahren]}"),
        ("tickets: {'https://x.example/{ticket}': 'PLAT-1'}", "tickets: {PLAT-1: 'https://x.example/{ticket}'}"),
        ("validation: {info: [choice_list, no_boxes]}", "validation: {choice_list: info, no_boxes: info}"),
        ("board_columns: {Next: ready, Doing: In Progress}", "board_columns: {ready: Next, in-progress: Doing}"),
        ("sources: ../specs", "sources: [../specs]"),
        ("review: 30 days", "review: {since: 30 days}"),
        ("review: 2026-03-31", "review: {since: 2026-03-31}"),
    ],
)
def test_a_message_has_the_corrected_line(written: str, line: str):
    message = error_of(yaml.safe_load(written))
    assert message.endswith(f"Write `{line}`.")
    assert parse(yaml.safe_load(line))[1] == []


def test_a_partly_swapped_mapping_has_no_corrected_line():
    assert "Write" not in error_of({"statuses": {"complete": "shipped", "paused": "sleeping"}})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"statuses": {"shipped": "finished"}},
         "shipped: 'finished' is none of draft, review, ready, in-progress, blocked, complete, dropped."),
        ({"statuses": {"shipped": "Complet"}},
         "shipped: 'Complet' is none of draft, review, ready, in-progress, blocked, complete, dropped. Did you mean complete?"),
        ({"statuses": ["shipped"]}, "Expected a mapping such as {shipped: complete}, found ['shipped']."),
        ({"marks": {True: "done"}},
         'Expected a text, found true. YAML reads some words as true or false; quote it: "yes", "on" or "true".'),
        ({"owners": {"ana": [False]}},
         'ana: Expected a text, found false. YAML reads some words as true or false; quote it: "no", "off" or "false".'),
        ({"owners": {"ana": ["a"], "bo": ["a"]}}, "'a' is an alias of both ana and bo."),
        ({"dates": "day first"}, "'day first' is none of day-first, month-first. Did you mean day-first?"),
        ({"tickets": {"PLAT-(": "https://x.example/{ticket}"}},
         "'PLAT-(' is not a regular expression: missing ), unterminated subpattern at position 5."),
        ({"tickets": {"PLAT": "https://x.example/"}},
         "PLAT: expected {ticket} in the URL where the ticket belongs, found 'https://x.example/'."),
        ({"today": "2026-02-30"}, "'2026-02-30' is not a day of the calendar: day is out of range for month."),
        ({"today": 2026}, "Expected a day such as 2026-03-31, found 2026."),
        ({"include": {"plans": True}}, "Expected a glob or a list of globs such as plans/**, found {plans: true}."),
        ({"include": "../plans"}, "'../plans' leads out of docs_dir; globs are relative to docs_dir."),
        ({"include": ["plans/[z-a].md"]}, "'plans/[z-a].md': bad character range z-a."),
        ({"index": "/plans/index.md"},
         'Expected a path inside docs_dir with "/" between its parts, found \'/plans/index.md\'.'),
        ({"index": "plans/index.html"},
         "Expected the path of a Markdown page such as plans/index.md, found 'plans/index.html'."),
        ({"index": "plans/\0.md"}, "Expected a path, found control characters in 'plans/\\x00.md'."),
        ({"risk_scale": 4}, "4 is none of 3, 5."),
        ({"risk_scale": True}, "true is none of 3, 5."),
        ({"risk_bands": [4, 2]}, "Expected two or three rising whole numbers such as [3, 8, 14], found [4, 2]."),
        ({"board_columns": ["ready", "Ready"]}, "ready has two columns; name it once."),
        ({"stale_after": 0}, "Expected a whole number of at least 1, found 0."),
        pytest.param(
            {"stale_after": 10**5000}, "Expected a whole number of at most 36525, found a very large number.", id="large"
        ),
        ({"nav": TaggedValue("!!python/name:os.system")},
         "a value with the tag !!python/name:os.system is none of listed, hidden."),
        ("plans", "Expected options such as include: plans/**, found 'plans'."),
    ],
)  # fmt: skip
def test_a_message_has_expected_and_found_values(raw: object, message: str):
    assert error_of(raw) == message


def test_an_invalid_option_keeps_its_default():
    options, problems = parse({"stale_after": "soon", "timeline_open": 7, "dates": "day-last"})
    assert (options.stale_after, options.timeline_open, options.dates) == (30, 7, None)
    assert [problem.option for problem in problems] == ["stale_after", "dates"]


@pytest.mark.parametrize("folder", ["", " ", ".", "./", "/", "..", "../..", "a/..", "a/../..", ".\\", "\\"])
def test_the_cache_is_not_the_project_folder_or_a_parent(folder: str):
    assert "the folder of the project or one above it" in error_of({"cache_dir": folder})


def test_unknown_options_give_warnings_with_the_nearest_name():
    _, problems = parse({"includ": "plans", "colour": "red", 3: 4, None: None, (1, 2): 3})
    assert [(problem.severity, problem.message) for problem in problems] == [
        ("warning", "Unrecognised configuration name: includ. Did you mean include?"),
        ("warning", "Unrecognised configuration name: colour"),
        ("warning", "Unrecognised configuration name: 3"),
        ("warning", "Unrecognised configuration name: nothing"),
        ("warning", "Unrecognised configuration name: […]"),
    ]


def test_an_option_that_was_renamed_still_works_with_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mkdocs_planning.options.parsing.MOVED", {"outdated_after": "stale_after"})
    options, problems = parse({"outdated_after": 60})
    assert options.stale_after == 60
    assert problems == [
        ConfigProblem("outdated_after", "warning", "The option `outdated_after` is now called `stale_after`; rename it.")
    ]


def recursive() -> object:
    value: list[object] = []
    value.append(value)
    mapping: dict[object, object] = {"self": value}
    mapping["mapping"] = mapping
    return mapping


def doubled(times: int) -> object:
    value: object = ["lol"]
    for _ in range(times):
        value = [value, value]
    return value


HOSTILE: dict[str, object] = {
    "large": 10**5000,
    "least": -(10**5000),
    "not a number": math.nan,
    "infinite": math.inf,
    "surrogate": "\ud800",
    "null character": "\0",
    "first moment": datetime(1, 1, 1, tzinfo=UTC),
    "set": {1},
    "recursive": recursive(),
    "doubled": doubled(60),
    "tagged": TaggedValue("!x" * 1000),
    "braces": "{a,b}" * 40,
    "bracket": "[",
    "brackets": "[[]",
    "repeated": "a{1,9999999999}",
    "groups": "(" * 5000,
    "long": "x" * 100_000,
}
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(sorted(HOSTILE)).map(lambda name: HOSTILE[name]),
    st.sampled_from(["ready", "complete", "plans/**", "14 days", "warn", "choice_list", "https://x.example/{ticket}", "risks"]),
)
KNOWN_KEYS = st.sampled_from(["ready", "risks"])
KEYS = st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.dates(), st.binary(), KNOWN_KEYS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=6
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.one_of(st.sampled_from(list(FIELDS)), KEYS), VALUES, max_size=6))
def test_parsing_never_fails(raw: dict[object, object]):
    options, problems = parse(raw)

    assert all(problem.message and len(problem.message) < 1500 and problem.message.isprintable() for problem in problems)
    builtins: Any = msgspec.to_builtins(options)
    assert msgspec.convert(builtins, Options) == options, "every value is of the type that the schema states"
    again, _ = parse({name: plain(getattr(options, name)) for name in FIELDS})
    assert again == options, "options that are parsed already stay as they are"


def test_recursive_and_exponential_values_are_safe():
    for raw in (recursive(), doubled(60), [recursive()], b"plans", 10**5000, {"include": recursive()}):
        assert parse(raw)[0] == Options()


def test_a_glob_with_too_many_alternatives_is_refused():
    assert "more than 1000" in error_of({"include": "{a,b}" * 30})


def test_everything_parsed_is_immutable_or_a_copy():
    raw: dict[str, Any] = {"statuses": {"shipped": "complete"}, "include": ["plans"]}
    options, _ = parse(raw)
    raw["statuses"]["late"] = "blocked"
    raw["include"].append("more")
    assert options.statuses == {"shipped": "complete"}
    assert options.include == ("plans",)
    assert isinstance(options.statuses, Mapping)
