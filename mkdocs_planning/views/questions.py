"""Questions: what is still open, and what was answered?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan, Question
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.ages import age_of
from mkdocs_planning.views.shared.by_plan import OfPlan, by_plan, by_pressure
from mkdocs_planning.views.shared.facets import LISTS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words


class Asking(Struct, frozen=True):
    """A question; ``age`` says for how long it has been open, and is empty where that is not known, or it is answered."""

    question: Question
    age: str


Asked = OfPlan[Asking]


class QuestionsPage(Struct, frozen=True):
    """The questions of the plans, each in exactly one of three places.

    Attributes:
        open: of plans that are neither finished nor given up, those up for review first.
        left: still open in plans that are; nobody waits for them, yet nobody answered them either.
        answered: with their answers.
        controls: by what the reader may filter.
        whole: all plans of the site are on it.
    """

    open: tuple[Asked, ...]
    left: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    controls: tuple[Control, ...]
    whole: bool
    words: Words

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are open, left open and answered."""
        return _count(self.open), _count(self.left), _count(self.answered)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> QuestionsPage:
    words = ENGLISH
    plans = by_pressure(selected)

    def still_open(plan: Plan) -> tuple[Asking, ...]:
        asked = (question for question in plan.questions if not question.answered)
        return tuple(Asking(question, _age(question, portfolio, words)) for question in asked)

    return QuestionsPage(
        open=by_plan([plan for plan in plans if plan.status in ACTIVE], still_open, words),
        left=by_plan([plan for plan in plans if plan.status not in ACTIVE], still_open, words),
        answered=by_plan(plans, _answered, words),
        controls=controls([plan for plan in plans if plan.questions], LISTS, words),
        whole=len(selected) == len(portfolio.plans),
        words=words,
    )


def _age(question: Question, portfolio: Portfolio, words: Words) -> str:
    age = age_of(question.file, question.line, portfolio)
    return age.said("open-for", words) if age else ""


def _answered(plan: Plan) -> tuple[Asking, ...]:
    return tuple(Asking(question, "") for question in plan.questions if question.answered)


def _count(groups: tuple[Asked, ...]) -> int:
    return sum(len(one.facts) for one in groups)


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.questions for plan in portfolio.plans)


VIEW = View(
    name="questions",
    title=ENGLISH("questions.title"),
    path="questions/",
    template="questions.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
