"""People: every plan, task, question and risk belongs to the persons that the plans name, or to nobody."""

from __future__ import annotations

from mkdocs_planning.model.plan import ACTIVE
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.active_risks import is_active
from mkdocs_planning.views.people import VIEW, VISIBLE_PLANS, Person, build
from tests.views.plans import Link, example_portfolio, portfolio, shown, words_of


def _people(of: Portfolio) -> dict[str, Person]:
    page = build(of, of.plans)
    return {person.name: person for person in page.all}


def test_each_person_has_the_work_of_the_portfolio() -> None:
    of = example_portfolio()
    people = _people(of)
    for name, person in people.items():
        own = [one for one in of.plans if one.owners == ((name,) if person.query else ())]
        active = [one for one in own if one.status in ACTIVE]
        assert {carried.plan.id for carried in person.plans} == {one.id for one in active}
        assert sum(share.count for share in person.statuses) == len(own)
        assert person.late == sum(of.days_late(one) > 0 for one in active)


def test_all_work_is_assigned_to_somebody_or_nobody() -> None:
    of = example_portfolio()
    people = _people(of).values()
    active = [one for one in of.plans if one.status in ACTIVE]
    assert all(len(one.owners) <= 1 for one in active), "each is counted once then"
    assert sum(person.tasks for person in people) == sum(one.progress.total - one.progress.done for one in active)
    open_questions = sum(not question.answered for one in active for question in one.questions)
    assert sum(len(person.questions) for person in people) == open_questions
    assert sum(len(person.risks) for person in people) == sum(is_active(one, risk) for one in active for risk in one.risks)


def test_the_table_counts_what_the_sections_show() -> None:
    of = example_portfolio()
    soup = shown("people", of)
    for row in soup.select("table.pl-workload tbody tr"):
        person = _people(of)[row.th.get_text(strip=True)]
        assert [int(cell["data-v"]) for cell in row.select("td")] == [
            len(person.plans),
            person.late,
            person.tasks,
            len(person.questions),
            len(person.risks),
        ]
        section = soup.find(id=row.th.a["href"][1:])
        assert len(section.select("li.pl-plan-row")) == len(person.plans)
    assert words_of(soup.select("section h2")[-1]) == "No owner"


def test_a_task_belongs_to_its_assignee() -> None:
    of = portfolio(
        "# One\n\n**Status**: In Progress\n**Owner**: ana, mei\n\n"
        "## Tasks\n- [ ] a\n- [ ] b @jonas\n- [x] c @jonas\n- [ ] d @Ana\n",
        "# Two\n\n**Status**: In Progress\n\n## Tasks\n- [ ] e\n- [ ] f @jonas\n",
        "# Done\n\n**Status**: Complete\n**Owner**: ana\n\n## Tasks\n- [ ] g @jonas\n",
    )
    people = _people(of)
    assert {name: person.tasks for name, person in people.items()} == {"ana": 2, "mei": 1, "jonas": 2, "No owner": 1}
    assert [one.text for one in people["jonas"].assigned] == ["b @jonas", "f @jonas"]
    assert "2 assigned tasks" in words_of(shown("people", of))


def test_spellings_of_a_name_are_one_person() -> None:
    of = portfolio("# One\n\n**Owner**: Ana\n", "# Two\n\n**Owner**: @ana\n", "# Three\n\n**Owner**: ANA, mei\n")
    people = _people(of)
    assert list(people) == ["Ana", "mei"]
    assert len(people["Ana"].plans) == 3


def test_links_to_the_person_s_plans_on_the_board() -> None:
    of = portfolio("# One\n\n**Status**: Ready\n**Owner**: Bo Lund & Söhne\n")
    links = [link["href"] for link in shown("people", of).select(".pl-counts a")]
    assert links
    assert all(link.startswith("view:board?owner=") and " " not in link for link in links)
    assert not shown("people", of, link=Link(absent=("board",))).select(".pl-counts a")


def test_a_person_without_open_work_has_a_row_and_no_section() -> None:
    of = portfolio("# One\n\n**Status**: Ready\n**Owner**: ana\n", "# Two\n\n**Status**: Complete\n**Owner**: bo\n")
    soup = shown("people", of)
    assert [row.th.a["href"] for row in soup.select("tbody tr")] == ["#planning-p-ana", "view:board?owner=bo"]
    assert [words_of(title) for title in soup.select("section h2")] == ["ana"]


def test_many_plans_are_collapsed() -> None:
    of = portfolio(*["# P\n\n**Status**: Ready\n**Owner**: ana\n"] * (VISIBLE_PLANS + 3))
    soup = shown("people", of)
    assert len(soup.select("section > ul > li.pl-plan-row")) == VISIBLE_PLANS
    assert words_of(soup.select_one("summary")) == "and 3 more"


def test_a_filtered_view_has_no_ids() -> None:
    of = example_portfolio()
    assert not shown("people", of, of.plans[:4]).select("[id]")


def test_ids_of_similar_names_differ() -> None:
    of = portfolio("# One\n\n**Owner**: a b\n", "# Two\n\n**Owner**: a-b\n", "# Three\n\n**Owner**: Ж, 李\n")
    ids = [tag["id"] for tag in shown("people", of).select("[id]")]
    assert len(ids) == len(set(ids)) == 4
    assert not any(" " in one for one in ids)


def test_the_page_exists_only_if_somebody_is_named() -> None:
    assert VIEW.has_content(portfolio("# One\n\n**Owner**: ana\n"))
    assert not VIEW.has_content(portfolio("# One\n"))
