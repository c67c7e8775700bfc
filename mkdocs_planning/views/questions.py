"""Questions: which are open, and which were answered?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan, Question
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.ages import age_of
from mkdocs_planning.views.facts.facts_by_plan import FactsOfPlan, facts_by_plan
from mkdocs_planning.views.facts.plan_order import by_urgency
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import FACT_FACETS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions


class QuestionAge(Struct, frozen=True):
    """A question and how long it has been open, in words; empty where that is not known, or the question is answered."""

    question: Question
    age: str


QuestionsOfPlan = FactsOfPlan[QuestionAge]


class QuestionsPage(Struct, frozen=True):
    """The questions of the plans, each in one of three lists.

    Attributes:
        open: open questions of active plans, plans in review first.
        unanswered: open questions of finished and dropped plans.
        answered: questions with their answers.
        controls: the filters.
        whole: whether all plans of the site are shown.
    """

    open: tuple[QuestionsOfPlan, ...]
    unanswered: tuple[QuestionsOfPlan, ...]
    answered: tuple[QuestionsOfPlan, ...]
    controls: tuple[Control, ...]
    whole: bool
    messages: Messages

    @property
    def counts(self) -> tuple[int, int, int]:
        """Numbers of open, unanswered and answered questions."""
        return _count(self.open), _count(self.unanswered), _count(self.answered)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> QuestionsPage:
    messages = options.messages
    plans = by_urgency(selected)

    def still_open(plan: Plan) -> tuple[QuestionAge, ...]:
        found = (question for question in plan.questions if not question.answered)
        return tuple(QuestionAge(question, _age(question, portfolio, messages)) for question in found)

    return QuestionsPage(
        open=facts_by_plan([plan for plan in plans if plan.status in ACTIVE], still_open, messages),
        unanswered=facts_by_plan([plan for plan in plans if plan.status not in ACTIVE], still_open, messages),
        answered=facts_by_plan(plans, _answered, messages),
        controls=controls([plan for plan in plans if plan.questions], FACT_FACETS, messages),
        whole=len(selected) == len(portfolio.plans),
        messages=messages,
    )


def _age(question: Question, portfolio: Portfolio, messages: Messages) -> str:
    age = age_of(question.file, question.line, portfolio)
    return age.text("open-since", messages) if age else ""


def _answered(plan: Plan) -> tuple[QuestionAge, ...]:
    return tuple(QuestionAge(question, "") for question in plan.questions if question.answered)


def _count(groups: tuple[QuestionsOfPlan, ...]) -> int:
    return sum(len(one.facts) for one in groups)


def _has_questions(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.questions for plan in portfolio.plans)


VIEW = View("questions", build, has_content=_has_questions)
