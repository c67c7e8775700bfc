"""Small portfolios: which plan a dependency names, what it depends on, and texts that name no plan."""

from __future__ import annotations

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import Dependency
from mkdocs_planning.model.portfolio import Portfolio, unresolved
from mkdocs_planning.reading.plan import read_plan

TODAY = "2026-05-04"


def site(**files: str) -> Portfolio:
    """A site of plans by file name (``__`` for a slash) in ``plans/``."""
    plans = [read_plan(text, f"plans/{name.replace('__', '/').replace('_', '-')}.md") for name, text in files.items()]
    return build_portfolio(plans, TODAY)


def dependencies_of(portfolio: Portfolio, plan: str) -> list[tuple[str | None, bool]]:
    """(plan named, resolved) of each upstream dependency of *plan*."""
    return [(d.plan, d.resolved) for d in portfolio.by_id[plan].dependencies if d.direction == "upstream"]


def only(portfolio: Portfolio, plan: str) -> Dependency:
    (found,) = portfolio.by_id[plan].dependencies
    return found


DEPOT = "# Depot charging\n\n**Plan ID**: BUS-41\n**Status**: In Progress\n"
WAGES = "# Night wages\n\n**Status**: Complete\n"


def test_every_way_to_name_a_plan_finds_it() -> None:
    for written in (
        "[Depot charging](depot-charging.md)",
        "[the sockets](depot-charging.md#sockets)",
        "[the sockets](./depot-charging.md?plain=1)",
        "[the sockets](../plans/depot-charging.md)",
        "[the sockets](/plans/depot-charging.md)",
        "[the sockets](../docs/plans/depot-charging.md)",
        "[the sockets](depot-charging)",
        "depot-charging.md",
        "depot-charging",
        "`BUS-41`",
        "BUS-41",
        "bus-41",
        "Depot charging",
        "the plan depot charging",
        "BUS-41 Depot charging",
    ):
        portfolio = site(depot_charging=DEPOT, night_buses=f"# Night buses\n\n**Depends on**: {written}\n")
        assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", False)], written


def test_front_matter_names_plans_too() -> None:
    text = "---\ndepends_on: [depot-charging, night-wages.md]\nblocked_by: BUS-77\n---\n# Night buses\n"
    portfolio = site(depot_charging=DEPOT, night_wages=WAGES, night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", False), ("plans/night-wages", True), (None, False)]


def test_a_sentence_names_the_plan_at_its_beginning() -> None:
    text = "# Night buses\n\n## Required Features\n\n- Depot charging must be through first\n- Night wages: signed, Karim\n"
    portfolio = site(depot_charging=DEPOT, night_wages=WAGES, night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", False), ("plans/night-wages", True)]


def test_one_word_of_a_title_does_not_name_the_plan() -> None:
    text = "# Night buses\n\n## Blockers\n\n- Search team must sign\n- Search must be live\n"
    portfolio = site(search="# Search\n", night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [(None, False), ("plans/search", False)]


def test_a_status_that_names_a_dependency() -> None:
    text = "# Night buses\n\n**Status**: Blocked – waits for [Depot charging](depot-charging.md)\n"
    portfolio = site(depot_charging=DEPOT, night_buses=text)
    assert portfolio.by_id["plans/night-buses"].status == "blocked"
    assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", False)]
    assert portfolio.dependents == {"BUS-41": ("plans/night-buses",)}


def test_a_dependency_is_resolved_by_the_plan_or_by_its_checkbox() -> None:
    boxes = "- [ ] [Night wages](night-wages.md)\n- [x] [Depot charging](depot-charging.md)\n"
    text = f"# Night buses\n\n## Upstream Dependencies\n\n{boxes}"
    portfolio = site(depot_charging=DEPOT, night_wages=WAGES, night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [("plans/night-wages", True), ("BUS-41", True)]
    assert unresolved(portfolio.by_id["plans/night-buses"]) == ()
    assert portfolio.dependents == {}


def test_a_dropped_plan_resolves_nothing() -> None:
    portfolio = site(
        depot_charging="# Depot charging\n\n**Status**: Dropped\n",
        night_buses="# Night buses\n\n**Depends on**: Depot charging\n",
    )
    assert dependencies_of(portfolio, "plans/night-buses") == [("plans/depot-charging", False)]


def test_a_plan_named_twice_is_one_dependency() -> None:
    text = "# Night buses\n\n**Depends on**: BUS-41\n\n## Upstream Dependencies\n\n- [x] [the sockets](depot-charging.md)\n"
    portfolio = site(depot_charging=DEPOT, night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", True)]
    assert only(portfolio, "plans/night-buses").line == 3


def test_an_ambiguous_name_finds_no_plan() -> None:
    portfolio = site(
        north__depot="# Depot charging\n",
        south__depot="# Depot charging\n",
        night_buses="# Night buses\n\n**Depends on**: Depot charging\n**Blocked by**: depot\n",
    )
    assert dependencies_of(portfolio, "plans/night-buses") == [(None, False), (None, False)]


def test_a_path_distinguishes_two_plans_with_the_same_name() -> None:
    portfolio = site(
        north__depot="# Depot charging\n",
        south__depot="# Depot charging\n",
        night_buses="# Night buses\n\n**Depends on**: [Depot charging](south/depot.md)\n",
    )
    assert dependencies_of(portfolio, "plans/night-buses") == [("plans/south/depot", False)]


def test_a_stated_id_takes_precedence_over_a_title() -> None:
    portfolio = site(
        one="# BUS-41\n",
        depot_charging=DEPOT,
        night_buses="# Night buses\n\n**Depends on**: BUS-41\n",
    )
    assert dependencies_of(portfolio, "plans/night-buses") == [("BUS-41", False)]


def test_a_link_to_another_file_is_not_a_plan_of_the_same_title() -> None:
    text = "# Night buses\n\n**Depends on**: [Depot charging](../specs/charging.md)\n"
    portfolio = site(depot_charging=DEPOT, night_buses=text)
    assert dependencies_of(portfolio, "plans/night-buses") == [(None, False)]


def test_no_plan_depends_on_itself() -> None:
    text = "# Night buses\n\n**Plan ID**: BUS-9\n**Depends on**: BUS-9\n**Blocked by**: [us](night-buses.md)\n"
    portfolio = site(night_buses=text)
    assert all(plan is None for plan, _ in dependencies_of(portfolio, "BUS-9"))
    assert portfolio.dependents == {}


def test_a_number_names_the_folder_of_a_spec() -> None:
    spec = "# Feature Specification: Depot charging\n"
    text = "# Night buses\n\n## Cross-Spec Dependencies\n\n- Spec 004 (Depot charging)\n- 004 — Depot charging\n- Spec 9\n"
    portfolio = build_portfolio(
        [read_plan(spec, "specs/004-depot-charging/spec.md"), read_plan(text, "specs/012-night-buses/spec.md")], TODAY
    )
    found = [d.plan for d in portfolio.by_source["specs/012-night-buses/spec.md"][0].dependencies]
    assert found == ["specs/004-depot-charging/spec", None]


def test_a_decision_record_by_its_number() -> None:
    portfolio = site(
        adr__0012_sockets="# Sockets\n\n**Status**: Accepted\n",
        night_buses="# Night buses\n\n**Depends on**: ADR-012\n",
    )
    assert dependencies_of(portfolio, "plans/night-buses") == [("plans/adr/0012-sockets", False)]


def test_a_downstream_plan_is_linked_and_not_a_dependency() -> None:
    text = "# Night wages\n\n**Status**: In Progress\n**Blocks**: [Depot charging](depot-charging.md)\n"
    portfolio = site(depot_charging=DEPOT, night_wages=text)
    found = only(portfolio, "plans/night-wages")
    assert (found.plan, found.direction) == ("BUS-41", "downstream")
    assert portfolio.dependents == {}


def test_duplicate_ids_keep_both_plans() -> None:
    portfolio = site(a=DEPOT, b=DEPOT.replace("Depot", "Yard"), night_buses="# Night buses\n\n**Depends on**: [Yard](b.md)\n")
    assert set(portfolio.by_id) == {"BUS-41", "plans/b", "plans/night-buses"}
    assert dependencies_of(portfolio, "plans/night-buses") == [("plans/b", False)]
    assert [problem.rule for plan in portfolio.plans for problem in plan.problems if problem.rule == "duplicate-id"]
