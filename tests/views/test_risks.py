"""The risk register: numbers of the portfolio, cells that filter, missing values named, closed risks separate."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup, Tag
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import ACTIVE, Plan, Risk
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.views import VIEWS, risks
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.view_options import ViewOptions
from mkdocs_planning.vocabulary.vocabulary import make_vocabulary
from tests.views.plans import TODAY, Link, environment, example_portfolio, plan, portfolio, shown, words_of

_HEAD = "## Risks\n\n| Risk | Likelihood | Impact | Mitigation | Owner | Status |\n|---|---|---|---|---|---|\n"


def _risky(*rows: str, status: str = "In Progress", owner: str = "") -> str:
    who = f"**Owner**: {owner}\n" if owner else ""
    return f"# Bridge\n\n**Status**: {status}\n{who}\n{_HEAD}" + "".join(f"| {row} |\n" for row in rows)


def _live(of: Portfolio) -> list[Risk]:
    return [risk for one in of.plans if one.status in ACTIVE for risk in one.risks]


def _tables(soup: BeautifulSoup) -> tuple[Tag, Tag]:
    register, apart = soup.select("table.pl-sortable")
    return register, apart


def test_every_risk_is_listed_once_as_open_or_closed() -> None:
    of = example_portfolio()
    register, apart = _tables(shown("risks", of))

    def lines(table: Tag) -> list[str]:
        return sorted(str(row.select_one(".pl-at a")["href"]) for row in table.select("tbody tr"))

    def expected(plans: list[Plan]) -> list[str]:
        return sorted(f"{risk.file}#planning-L{risk.line}" for one in plans for risk in one.risks)

    assert lines(register) == expected([one for one in of.plans if one.status in ACTIVE])
    assert lines(apart) == expected([one for one in of.plans if one.status not in ACTIVE])
    assert lines(apart), "the example has risks of finished plans"


def test_a_row_shows_everything_about_the_risk() -> None:
    of = portfolio(_risky("Rust & salt | High | Medium | Paint | ana | Watching", "Flood | Low | Low | Dam | |", owner="mei"))
    row, other = shown("risks", of).select("table.pl-sortable tbody tr")
    assert [words_of(cell) for cell in row.select("th, td")] == [
        "R1", "Rust & salt", "Bridge", "High", "Medium", "6", "High", "Paint", "ana", "Watching", "line 10",
    ]  # fmt: skip
    assert row.select_one("td.pl-plan a")["href"] == "plan:plans/p0"
    assert words_of(other.select_one(".pl-risk-owner")) == "no owner, plan: mei"
    heads = [words_of(head) for head in shown("risks", of).select(".pl-sortable thead th")]
    assert heads == ["ID", "Risk", "Plan", "Likelihood", "Impact", "Score", "Level", "Mitigation", "Owner", "Status", "Line"]


def test_heat_map_cells_count_and_link_to_their_rows() -> None:
    of = example_portfolio()
    soup = shown("risks", of)
    counts = Counter((risk.likelihood, risk.impact) for risk in _live(of) if risk.likelihood and risk.impact)
    cells = {link["href"]: int(link.b.get_text()) for link in soup.select(".pl-heat td a")}
    assert cells == {
        f"?likelihood={likelihood}&impact={impact}#planning-register": n for (likelihood, impact), n in counts.items()
    }
    assert soup.select_one("#planning-register")
    for (likelihood, impact), n in counts.items():
        found = soup.select(f'table:not(details table) tr[data-likelihood="{likelihood}"][data-impact="{impact}"]')
        assert len(found) == n
    assert f"{len(_live(of)) - counts.total()} more risks are not on the map" in words_of(soup)


def test_likelihood_is_vertical_and_impact_horizontal() -> None:
    heat = shown("risks", portfolio(_risky("Flood | High | Low | Dam | |"))).select_one(".pl-heat")
    assert [words_of(head) for head in heat.select('tbody th[scope="row"]')] == ["High", "Medium", "Low"]
    assert [words_of(head) for head in heat.select('thead th[scope="col"]')] == ["Low", "Medium", "High"]
    assert [words_of(head) for head in heat.select(".pl-side")] == ["Impact", "Likelihood"]
    first = heat.select_one("tbody tr td")
    assert words_of(first) == "1 likelihood high, impact low"
    assert sum(bool(cell.get_text()) for cell in heat.select("tbody td")) == 1, "empty cells are empty"


def test_totals_by_level_and_what_is_missing() -> None:
    of = example_portfolio()
    live = _live(of)
    found = {words_of(item.span): int(item.b.get_text()) for item in shown("risks", of).select(".pl-tally li")}
    levels = Counter(risk.level for risk in live)
    assert found == {
        **{ENGLISH(f"level.{level}"): levels[level] for level in ("high", "medium", "low")},
        "No mitigation": sum(not risk.mitigation for risk in live),
        "No risk owner": sum(not risk.owner for risk in live),
        "Not rated": levels[None],
    }


def test_missing_values_are_named_and_can_be_filtered() -> None:
    soup = shown("risks", portfolio(_risky("Flood | High | High | | |", "Rust | High | High | Paint | ana |")))
    first, second = soup.select("tbody tr[data-level]")
    assert "no mitigation" in words_of(first)
    assert "no owner" in words_of(first)
    assert (first["data-mitigation"], first["data-owner"]) == ("none", "none")
    assert "no " not in words_of(second)
    assert (second["data-mitigation"], second["data-owner"]) == ("stated", "ana")
    assert {link["href"] for link in soup.select(".pl-tally a")} >= {
        "?mitigation=none#planning-register",
        "?owner=none#planning-register",
        "?level=high#planning-register",
    }


def test_risks_are_sorted_by_severity_and_missing_mitigation() -> None:
    rows = (
        "A | Low | Low | x | |",
        "B | | | x | |",
        "C | High | Medium | x | |",
        "D | High | Medium | | |",
        "E | High | High | x | |",
    )
    soup = shown("risks", portfolio(_risky(*rows)))
    assert [words_of(cell) for cell in soup.select("tbody td.pl-text:not(.pl-mitigation)")] == ["E", "D", "C", "A", "B"]
    assert soup.select_one("th[aria-sort]").get_text() == "Level"


def test_closed_risks_and_risks_of_finished_plans_do_not_count() -> None:
    of = portfolio(
        _risky(
            "Open | High | High | x | ana | Open",
            "Over | High | High | x | ana | Mitigated",
            "Half | High | High | x | ana | Partly mitigated",
        ),
        _risky("Old | High | High | x | ana |", status="Complete"),
    )
    soup = shown("risks", of)
    register, apart = _tables(soup)
    assert [words_of(cell) for cell in register.select("td.pl-text:not(.pl-mitigation)")] == ["Open", "Half"]
    assert {words_of(cell) for cell in apart.select("td.pl-text:not(.pl-mitigation)")} == {"Over", "Old"}
    assert words_of(soup.select_one("summary")) == "2 risks that are closed or belong to a finished or dropped plan"
    assert words_of(soup.select_one(".pl-lead")) == "2 risks in 1 plan"


def test_a_scale_of_five_steps_has_five_rows_and_four_levels() -> None:
    vocabulary = make_vocabulary(scale=5)
    text = _risky("Flood | Very high | Critical | x | ana |", "Rust | Medium | Low | x | ana |")
    of = build_portfolio([read_plan(text, "plans/p0.md", vocabulary)], TODAY)
    page = risks.build(of, of.plans, ViewOptions(risk_scale=5))
    assert page.heat is not None
    assert page.heat.columns == ("Very low", "Low", "Medium", "High", "Very high")
    counted = {(cell.likelihood, cell.impact): cell.level for row in page.heat.rows for cell in row.cells if cell.count}
    assert counted == {("very-high", "very-high"): "critical", ("medium", "low"): "medium"}
    assert [(tally.title, tally.count) for tally in page.levels] == [("Critical", 1), ("High", 0), ("Medium", 1), ("Low", 0)]
    first = page.active.entries[0]
    assert (first.risk.score, first.likelihood, first.impact, first.impact_key) == (25, "Very high", "Critical", "very-high")


def test_bands_of_the_site_colour_the_map() -> None:
    of = portfolio(_risky("Flood | Medium | Medium | x | |"))
    page = risks.build(of, of.plans, ViewOptions(risk_bands=(1, 3)))
    assert page.heat is not None
    assert [[cell.level for cell in row.cells] for row in page.heat.rows] == [
        ["medium", "high", "high"],
        ["medium", "high", "high"],
        ["low", "medium", "medium"],
    ]


def test_empty_columns_are_omitted() -> None:
    soup = shown("risks", portfolio("# P\n\n**Status**: Ready\n\n## Risks\n\n- It rains.\n- It snows.\n"))
    assert not soup.select(".pl-heat")
    heads = [words_of(head) for head in soup.select("thead th")]
    assert heads == ["ID", "Risk", "Plan", "Mitigation", "Owner", "Line"]
    assert words_of(soup.select_one(".pl-tallies")).endswith("Not rated 2")


def test_the_id_of_a_row_stays_when_other_plans_come_and_go() -> None:
    ids = [row["id"] for row in shown("risks", portfolio(_risky("Flood | Low | Low | | |"))).select("tbody tr[id]")]
    more = shown("risks", portfolio(_risky("Flood | Low | Low | | |"), _risky("Rust | High | High | | |"))).select(
        "tbody tr[id]"
    )
    assert ids == ["planning-risk-plans-p0-1"]
    assert [row["id"] for row in more] == ["planning-risk-plans-p1-1", "planning-risk-plans-p0-1"]
    assert more[0].select_one("th a")["href"] == "#planning-risk-plans-p1-1"


def test_similar_ids_differ() -> None:
    one = plan(_risky("Flood | Low | Low | | |"), "a.md")
    of = build_portfolio([replace(one, id="a b"), replace(one, id="a/b", source="b.md")], TODAY)
    ids = [str(row["id"]) for row in shown("risks", of).select("tbody tr[id]")]
    assert len(set(ids)) == 2


def test_a_filtered_register_has_no_ids_and_no_links_to_them() -> None:
    of = example_portfolio()
    some = tuple(one for one in of.plans if one.risks)[:2]
    soup = shown("risks", of, some)
    assert not soup.select('[id], a[href^="?"], a[href^="#"]')
    assert len(soup.select("tbody tr[data-level]")) == sum(len(one.risks) for one in some)


def test_top_risks_are_the_highest_of_active_plans() -> None:
    of = example_portfolio()
    top = risks.top_risks(of, of.plans)
    scores = sorted((risk.score or 0 for risk in _live(of)), reverse=True)
    assert [entry.risk.score for entry in top] == scores[: risks.TOP_RISKS]
    low = portfolio(_risky("Small | Low | Low | | |", "Unrated | | | x | |"))
    assert risks.top_risks(low, low.plans) == ()
    piece = environment().from_string('{% import "planning/facts.html" as facts %}{{ facts.top_risks(top, say, link) }}')
    soup = BeautifulSoup(piece.render(top=top, say=ENGLISH, link=Link()), "html.parser")
    first = top[0]
    assert words_of(soup.li) == f"{first.level} {first.risk.risk} {first.plan.title}"
    assert soup.li.a["href"] == f"{first.risk.file}#planning-L{first.risk.line}"


def test_the_page_is_left_out_where_no_plan_names_a_risk() -> None:
    assert not VIEWS["risks"].has_content(portfolio("# P\n"))
    assert VIEWS["risks"].has_content(example_portfolio())
    assert "| Risk | Likelihood | Impact | Mitigation |" in words_of(shown("risks", portfolio("# P\n")))
    assert "No risks in the plans" in words_of(shown("risks", example_portfolio(), ()))


def test_text_of_risks_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    one = plan(_risky("Flood | Low | High | Dam | ana | Open"))
    risk = replace(one.risks[0], risk=hostile, mitigation=hostile, owner=hostile, status=hostile)
    of = build_portfolio([replace(one, title=hostile, id=hostile, owners=(hostile,), risks=(risk,))], TODAY)
    soup = shown("risks", of)
    assert not soup.select("script, [onmouseover]")
    assert words_of(soup).count("alert(1)") == 5


def test_the_owner_filter_offers_owners_of_risks() -> None:
    of = portfolio(
        _risky("Rain | high | high | Umbrella | Ana & Bo | |", "Hail | low | low | Roof | | |", owner="mei"),
        _risky("Fog | low | high | Lamp | | |"),
    )
    soup = shown("risks", of)
    choices = [(choice["value"], words_of(choice)) for choice in soup.select('[name="owner"] option')]
    assert choices == [
        ("", ENGLISH("filter.any.owner")),
        ("Ana", "Ana"),
        ("Bo", "Bo"),
        ("mei", "mei"),
        ("none", ENGLISH("risks.unowned")),
    ]
    found = {words_of(row.select_one(".pl-text")): row["data-owner"].split("\n") for row in soup.select("tbody tr[data-owner]")}
    assert found == {"Rain": ["Ana", "Bo"], "Hail": ["none", "mei"], "Fog": ["none"]}
