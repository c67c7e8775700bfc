"""Dependencies: both lists, ready plans, cycles, and a graph that matches them."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import ACTIVE
from mkdocs_planning.model.portfolio import Portfolio, unresolved
from mkdocs_planning.views.charts import graph_layout
from mkdocs_planning.views.charts.graph_drawing import BOX_HEIGHT, BOX_WIDTH, MAX_PLANS, graph_drawing, wrap
from mkdocs_planning.views.dependencies import VIEW, build
from mkdocs_planning.views.facts.dependency_graph import dependency_graph
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plans import TODAY, example_portfolio, plan, portfolio, shown, words_of

_CYCLE = (
    "# A\n\n**Status**: Ready\n**Depends on**: [B](p1.md)\n",
    "# B\n\n**Status**: Ready\n**Depends on**: [C](p2.md)\n",
    "# C\n\n**Status**: Ready\n**Depends on**: [A](p0.md)\n",
    "# After\n\n**Status**: Ready\n**Depends on**: [A](p0.md)\n",
)


def _table(of: Portfolio) -> dict[str, tuple[list[str], list[str]]]:
    """For each plan of the table: the content of its two lists."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for row in shown("dependencies", of).select("table.pl-waits tbody tr"):
        before, after = ([words_of(item) for item in cell.select("li")] for cell in row.select("td"))
        found[row.select_one("th a").get_text()] = (before, after)
    return found


def test_both_lists_match_the_plans() -> None:
    of = example_portfolio()
    soup = shown("dependencies", of)
    before = {
        (row.select_one("th a")["href"], link["href"])
        for row in soup.select("table.pl-waits tbody tr")
        for link in row.select("td")[0].select(".pl-dot > a")
    }
    after = {
        (link["href"], row.select_one("th a")["href"])
        for row in soup.select("table.pl-waits tbody tr")
        for link in row.select("td")[1].select(".pl-dot > a")
    }
    stated = {(one.id, d.plan) if d.direction == "upstream" else (d.plan, one.id) for one in of.plans for d in one.dependencies}
    assert stated
    assert before == after == {(f"plan:{a}", f"plan:{b}") for a, b in stated if a and b}


def test_external_dependencies_are_listed_with_their_line() -> None:
    of = example_portfolio()
    soup = shown("dependencies", of)
    outside = {
        (item.select_one(".pl-at a")["href"]) for item in soup.select("table.pl-waits td li") if item.select_one(".pl-out")
    }
    assert outside == {f"{d.file}#planning-L{d.line}" for one in of.plans for d in one.dependencies if d.plan is None}
    assert "SLK-412" in words_of(soup)


def test_each_dependency_shows_its_state() -> None:
    of = portfolio(
        "# Done\n\n**Status**: Complete\n",
        "# Given up\n\n**Status**: Dropped\n",
        "# Waits\n\n**Status**: Ready\n**Depends on**: [Done](p0.md), [Given up](p1.md), PLAT-7\n**Blocks**: [Other](p3.md)\n",
        "# Other\n\n**Status**: Ready\n",
    )
    table = _table(of)
    assert table["Waits"][0] == ["Given up Dropped dropped line 4", "PLAT-7 line 4", "Done Complete done line 4"]
    assert table["Waits"][1] == ["Other Ready stated here only line 5"]
    assert table["Other"][0] == ["Waits Ready stated there only line 5"]
    assert table["Done"][1] == ["Waits Ready no longer blocked line 4"]


def test_ready_plans_are_open_without_unresolved_dependencies() -> None:
    of = example_portfolio()
    listed = {link["href"] for link in shown("dependencies", of).select("li.pl-plan-row > a")}
    assert listed == {f"plan:{one.id}" for one in of.plans if one.status in ACTIVE - {"blocked"} and not unresolved(one)}


def test_ready_plans_are_sorted_by_dependents_and_collapsed() -> None:
    wait = "\n**Status**: Ready\n**Depends on**: [Key](p0.md)\n"
    of = portfolio("# Key\n\n**Status**: Draft\n", f"# W1\n{wait}", f"# W2\n{wait}", *["# Free\n\n**Status**: Ready\n"] * 11)
    soup = shown("dependencies", of)
    assert words_of(soup.select_one("li.pl-plan-row")) == "Key Draft blocks 2 plans"
    assert words_of(soup.select_one("summary")) == "and 2 more"
    assert "2 plans wait · 12 are ready" in words_of(soup)


def test_a_circular_dependency_is_listed_and_marked() -> None:
    soup = shown("dependencies", portfolio(*_CYCLE))
    (knot,) = soup.select("li.pl-conflict")
    assert words_of(knot) == "Cycle A waits for B which waits for C which waits for A"
    marked = {words_of(arrow.title) for arrow in soup.select(".pl-arrow.pl-k-cycle") if arrow.title}
    assert marked == {"A waits for B", "B waits for C", "C waits for A"}
    assert words_of(soup.select_one(".pl-keys")) == "waits circular dependency"
    assert not soup.select("li.pl-plan-row")


def test_two_cycles_through_one_plan_are_one_component_with_a_shortest_cycle() -> None:
    of = portfolio(
        "# A\n\n**Status**: Ready\n**Depends on**: [B](p1.md), [C](p2.md)\n",
        "# B\n\n**Status**: Ready\n**Depends on**: [C](p2.md)\n",
        "# C\n\n**Status**: Ready\n**Depends on**: [A](p0.md)\n",
    )
    assert [[one.title for one in cycle] for cycle in dependency_graph(of).cycles] == [["A", "C"]]


def test_a_resolved_dependency_closes_no_cycle() -> None:
    of = portfolio(_CYCLE[0], _CYCLE[1].replace("Ready", "Complete"), *_CYCLE[2:])
    assert dependency_graph(of).cycles == ()


def test_a_long_chain_is_read_without_recursion() -> None:
    of = portfolio(*(f"# P{n}\n\n**Status**: Ready\n**Depends on**: [next](p{(n + 1) % 3000}.md)\n" for n in range(3000)))
    (cycle,) = dependency_graph(of).cycles
    assert len(cycle) == 3000
    assert build(of, of.plans).graph is None, "nobody could read that picture"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2026-12-01", "2026-11-01", "due 1 Nov 2026, but waits for Before (due 1 Dec 2026, 30 days later)"),
        ("2026-Q4", "2026-12-30", "due 30 Dec 2026, but waits for Before (due Q4 2026, 1 day later)"),
        ("2026-11-01", "2026-11-01", None),
        ("2026-11", "2026-Q4", None),
    ],
)
def test_conflicting_dates_are_listed(before: str, after: str, said: str | None) -> None:
    of = portfolio(
        f"# Before\n\n**Status**: Ready\n**Target**: {before}\n",
        f"# After\n\n**Status**: Ready\n**Target**: {after}\n**Depends on**: [Before](p0.md)\n",
    )
    knots = [words_of(knot) for knot in shown("dependencies", of).select("li.pl-conflict")]
    assert knots == ([f"Dates After {said}"] if said else [])


def test_the_graph_has_exactly_the_plans_with_edges() -> None:
    of = example_portfolio()
    soup = shown("dependencies", of)
    edges = dependency_graph(of).edges
    nodes = {node["href"]: node["aria-label"] for node in soup.select("svg a.pl-node")}
    with_edge = {one.id: one for edge in edges for one in (edge.before, edge.after)}
    assert nodes == {f"plan:{one.id}": f"{one.title}: {ENGLISH.status(one.status)}" for one in with_edge.values()}
    arrows = [words_of(arrow.title) for arrow in soup.select(".pl-pan .pl-arrow")]
    assert sorted(arrows) == sorted(f"{edge.after.title} waits for {edge.before.title}" for edge in edges)
    assert "table below has the same information" in soup.select_one("svg")["aria-label"]
    assert not soup.select("svg [fill], svg [stroke], svg [id], marker"), "colours come from the style sheet"


def test_arrows_point_right_except_in_cycles() -> None:
    picture = graph_drawing(dependency_graph(portfolio(*_CYCLE)).edges, ENGLISH)
    assert picture
    x = {node.plan.id: node.x for node in picture.nodes}
    back = [line.edge for line in picture.arrows if x[line.edge.before.id] > x[line.edge.after.id]]
    assert [edge.kind for edge in back] == ["cycle"]


def _random(seed: int) -> Portfolio:
    rng = random.Random(seed)
    size = rng.randint(2, 60)
    texts: list[str] = []
    for n in range(size):
        others = rng.sample(range(size), min(size, rng.choice([0, 1, 1, 2, 4])))
        status = rng.choice(["Ready", "Complete", "In Progress", "Dropped"])
        names = ", ".join(f"[x](p{other}.md)" for other in others if other != n)
        texts.append(f"# P{n}\n\n**Status**: {status}\n" + (f"**Depends on**: {names}\n" if names else ""))
    return portfolio(*texts)


@pytest.mark.parametrize("seed", range(25))
def test_nodes_do_not_overlap_and_are_inside(seed: int) -> None:
    picture = graph_drawing(dependency_graph(_random(seed)).edges, ENGLISH)
    for node in picture.nodes if picture else ():
        assert picture
        assert 0 <= node.x <= picture.width - BOX_WIDTH
        assert 0 <= node.y <= picture.height - BOX_HEIGHT
        for other in picture.nodes:
            if other.plan.id < node.plan.id:
                assert abs(other.x - node.x) >= BOX_WIDTH or abs(other.y - node.y) >= BOX_HEIGHT


def test_the_graph_is_the_same_in_every_process() -> None:
    code = (
        "from tests.views.test_dependencies import _random, shown; import hashlib\n"
        "print(hashlib.sha256(''.join(str(shown('dependencies', _random(n))) for n in range(8)).encode()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1


def test_without_the_layout_package_there_are_lists_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_layout, "_library", lambda: None)
    assert not graph_layout.available()
    soup = shown("dependencies", portfolio(*_CYCLE))
    assert not soup.select("svg")
    assert len(soup.select("table.pl-waits tbody tr")) == 4


def test_a_failing_layout_omits_only_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def fails(*_: object, **__: object) -> None:
        raise Panic

    monkeypatch.setattr(graph_layout, "_library", lambda: fails)
    assert not shown("dependencies", portfolio(*_CYCLE)).select("svg")


def test_a_large_graph_is_limited_to_unresolved_dependencies() -> None:
    done = [
        f"# D{n}\n\n**Status**: Complete\n" + (f"**Depends on**: [x](p{n - 1}.md)\n" if n else "") for n in range(MAX_PLANS)
    ]
    waits = f"# W\n\n**Status**: Ready\n**Depends on**: [R](p{MAX_PLANS + 1}.md)\n"
    soup = shown("dependencies", portfolio(*done, waits, "# R\n\n**Status**: Ready\n"))
    assert len(soup.select("a.pl-node")) == 2
    assert f"{MAX_PLANS} plans that no longer block anything" in words_of(soup.select_one(".pl-keys"))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Short", ("Short",)),
        ("A title that needs two lines", ("A title that needs two", "lines")),
        ("One title that is much longer than two of such lines", ("One title that is much", "longer than two of…")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschifffahrts", "gesellschaft")),
        ("x" * 90, ("x" * 22, "x" * 21 + "…")),
        ("潮汐表" * 10, ("潮汐表" * 3 + "潮汐", "表" + "潮汐表" * 3 + "…")),
        ("", ()),
    ],
)
def test_titles_are_wrapped_to_two_lines(title: str, lines: tuple[str, ...]) -> None:
    assert wrap(title) == lines


def test_a_filtered_view_shows_both_directions_without_ids() -> None:
    of = portfolio(*_CYCLE)
    soup = shown("dependencies", of, (of.plans[3],))
    assert [row.select_one("th a").get_text() for row in soup.select("table.pl-waits tbody tr")] == ["After"]
    assert {node["href"] for node in soup.select("a.pl-node")} == {f"plan:{of.plans[0].id}", f"plan:{of.plans[3].id}"}
    assert not soup.select("[id]")


def test_the_page_exists_only_with_dependencies() -> None:
    assert VIEW.has_content(portfolio(*_CYCLE))
    assert not VIEW.has_content(portfolio("# One\n"))
    assert "**Depends on**" in words_of(shown("dependencies", portfolio("# One\n")))
    assert "No dependencies in the plans" in words_of(shown("dependencies", portfolio(*_CYCLE), ()))


def test_text_of_plans_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    of = portfolio(*_CYCLE)
    plans = [replace(one, title=hostile, owners=(hostile,)) for one in of.plans]
    named = Portfolio(tuple(plans), of.as_of)
    for name in ("dependencies", "people", "attention"):
        soup = shown(name, named)
        assert not soup.select("script, [onmouseover]")
        assert hostile in soup.get_text()


def test_plans_without_any_edge_are_left_out() -> None:
    of = build_portfolio([*portfolio(*_CYCLE).plans, plan("# Alone\n", "plans/alone.md")], TODAY)
    assert "Alone" not in _table(of)
