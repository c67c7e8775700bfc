"""Questions: open ones first, by plan, with owner and line; answered ones with their answers."""

from __future__ import annotations

from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import ACTIVE
from mkdocs_planning.views import VIEWS
from tests.views.plans import TODAY, example_portfolio, plan, portfolio, shown, words_of


def _asking(status: str, *questions: str, title: str = "P") -> str:
    return f"# {title}\n\n**Status**: {status}\n\n## Open Questions\n\n" + "".join(f"{question}\n" for question in questions)


def test_every_question_is_listed_once_open_or_answered() -> None:
    of = example_portfolio()
    soup = shown("questions", of)
    asked = [question for one in of.plans for question in one.questions]
    lines = sorted(str(link["href"]) for link in soup.select(".pl-at a"))
    assert lines == sorted(f"{question.file}#planning-L{question.line}" for question in asked)
    folded = {str(link["href"]) for link in soup.select("details .pl-at a")}
    still_open = [q for one in of.plans if one.status in ACTIVE for q in one.questions if not q.answered]
    assert folded.isdisjoint(f"{question.file}#planning-L{question.line}" for question in still_open)
    askers = sum(any(not q.answered for q in one.questions) for one in of.plans if one.status in ACTIVE)
    assert words_of(soup.select_one(".pl-lead")) == f"{len(still_open)} open questions in {askers} plans"


def test_an_answer_is_shown_below_its_question() -> None:
    of = example_portfolio()
    soup = shown("questions", of)
    answered = [question for one in of.plans for question in one.questions if question.answered]
    assert words_of(soup.select_one("summary")) == f"{len(answered)} answered questions"
    shown_text = words_of(soup.select_one("details"))
    for question in answered:
        assert f"{question.text} {question.answer}" in shown_text


def test_plans_in_review_come_first_and_drafts_last() -> None:
    of = portfolio(*(_asking(status, "- Why?", title=status) for status in ("Draft", "Ready", "In Review", "In Progress")))
    soup = shown("questions", of)
    assert [link.get_text() for link in soup.select("h2 a")] == ["In Review", "In Progress", "Ready", "Draft"]


def test_questions_are_grouped_by_plan_with_status_and_owner() -> None:
    of = portfolio("# Bridge\n\n**Status**: Ready\n**Owner**: ana\n\n## Open Questions\n\n- Why?\n- How?\n")
    (group,) = shown("questions", of).select("section")
    assert words_of(group.h2) == "Bridge Ready ana"
    assert [words_of(item) for item in group.select("li")] == ["Why? line 8", "How? line 9"]


def test_a_question_names_its_own_owner() -> None:
    one = plan(_asking("Ready", "- Why?"))
    of = build_portfolio([replace(one, questions=(replace(one.questions[0], owner="mei"),))], TODAY)
    assert words_of(shown("questions", of).li) == "Why? mei line 7"


def test_open_questions_of_a_finished_plan_are_collapsed() -> None:
    soup = shown("questions", portfolio(_asking("Complete", "- Why?", "- How?")))
    assert words_of(soup.select_one("p.pl-empty")) == "No open questions."
    assert words_of(soup.summary) == "2 unanswered questions in finished or dropped plans"


def test_without_questions_there_is_advice_and_no_page() -> None:
    assert not VIEWS["questions"].has_content(portfolio("# P\n"))
    none = shown("questions", portfolio("# P\n"))
    assert "- [ ] Who pays for it?" in words_of(none)
    assert words_of(shown("questions", example_portfolio(), ())) == "No questions in the plans that match the filters."


def test_text_of_questions_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    one = plan(_asking("Ready", "- Why?"))
    question = replace(one.questions[0], text=hostile, answer=hostile, owner=hostile)
    of = build_portfolio([replace(one, title=hostile, owners=(hostile,), questions=(question,))], TODAY)
    soup = shown("questions", of)
    assert not soup.select("script, [onmouseover], [id]")
    assert words_of(soup).count("alert(1)") == 5
