"""On a repository of random edits, every number and every entry of a review is the expected one, and there is no other."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_planning.cli.main import main
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.model.history import History, Place
from mkdocs_planning.model.portfolio import Portfolio
from tests.exports.encoding import plans_as_json
from tests.history.reading import scope_of
from tests.history.repository import Repo
from tests.history.story import STATUSES, Expected, Story

COMMITS = 300
TODAY = "2027-06-01"


class StoryHistory:
    """A story, its repository, and what is read from it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.story = Story(seed)
        self.repo: Repo = self.story.write(root, COMMITS)
        self.reader = HistoryReader()
        self.timeline: Timeline = self.reader.read(scope_of(root / "docs"))

    def review(self, first: int, last: int) -> set[Expected]:
        """The entries of the review between the two commits; each must occur once."""
        timeline = self.timeline.until(self.story.commits[last].id)
        portfolio = timeline.portfolio_at(timeline.tip, TODAY)
        review = self.reader.with_history(portfolio, timeline, since=self.story.commits[first].id).review
        assert review is not None
        found = [
            (entry.kind, plan.title, entry.text, entry.before, entry.after) for plan in review.plans for entry in plan.entries
        ]
        assert len(found) == len(set(found))
        return set(found)

    def now(self) -> tuple[Portfolio, History]:
        portfolio = self.timeline.portfolio_at(self.timeline.tip, TODAY)
        history = self.reader.with_history(portfolio, self.timeline).history
        assert history is not None
        return portfolio, history


@pytest.fixture(scope="module", params=[1, 2])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> StoryHistory:
    return StoryHistory(tmp_path_factory.mktemp("story") / "re po", request.param)


def test_the_review_has_exactly_the_expected_entries(read: StoryHistory):
    chance = random.Random(3)
    for first, last in [(number, number + 1) for number in chance.sample(range(COMMITS - 1), 15)] + [
        tuple(sorted(chance.sample(range(COMMITS), 2))) for _ in range(15)
    ]:  # fmt: skip
        assert read.review(first, last) == read.story.expected(first, last), (first, last)


def test_the_story_has_every_kind_of_change(read: StoryHistory):
    kinds = {entry[0] for number in range(COMMITS - 1) for entry in read.story.expected(number, number + 1)}
    assert len(kinds) >= 22


def test_plans_at_any_commit_equal_a_checkout(read: StoryHistory):
    for number in random.Random(5).sample(range(COMMITS), 5):
        commit = read.story.commits[number].id
        read.repo.git("checkout", "-q", "-f", commit)
        done = CliRunner().invoke(main, ["read", str(read.repo.root / "docs")])
        past: Any = json.loads(plans_as_json(read.timeline.portfolio_at(commit, TODAY)))
        checkout = json.loads(done.stdout)
        assert past["plans"] == checkout["plans"]
        assert past["totals"] == checkout["totals"]
    read.repo.git("checkout", "-q", "-f", "main")


def test_progress_statuses_and_targets_of_every_day(read: StoryHistory):
    portfolio, history = read.now()
    truth: dict[str, tuple[int, int]] = {}
    for commit in read.story.commits:
        tasks = [task for plan in commit.plans for task in plan.tasks]
        asked = [question for plan in commit.plans for question in plan.questions]
        done = sum(task.state == "done" for task in tasks) + sum(question.state == "answered" for question in asked)
        truth[commit.day] = (done, sum(task.state != "dropped" for task in tasks) + len(asked))
    points = {point.date: (point.done, point.total) for point in history.points}
    shown = (0, 0)
    for day, numbers in truth.items():
        shown = points.get(day, shown)
        assert shown == numbers, day
    assert set(points) <= set(truth)
    by_title = {plan.title: plan for plan in portfolio.plans}
    for last in read.story.commits[-1].plans:
        lives = [plan for commit in read.story.commits for plan in commit.plans if plan.name == last.name]
        days = [commit.day for commit in read.story.commits if any(plan.name == last.name for plan in commit.plans)]
        past = history.plans[by_title[last.title].id]
        assert past.since == days[0]
        statuses = [STATUSES[plan.status] for plan in lives]
        moves = [(d, s) for d, s, before in zip(days, statuses, ["", *statuses], strict=False) if s != before]
        assert [(move.moment.date, move.status) for move in past.statuses] == moves
        targets = [plan.target for plan in lives]
        slips = [(d, t) for d, t, before in zip(days, targets, [None, *targets], strict=False) if t != before]
        assert [(move.moment.date, move.target) for move in past.targets] == slips


def test_every_tick_and_addition_has_its_commit(read: StoryHistory):
    portfolio, history = read.now()
    commits = read.story.commits
    truth = {task.text: task for plan in commits[-1].plans for task in plan.tasks}
    tasks = [task for plan in portfolio.plans for task in plan.tasks if task.kind != "question"]
    assert {task.text for task in tasks} == set(truth)
    for task in tasks:
        added = history.added[Place(task.file, task.line)]
        assert (added.commit, added.author) == (commits[truth[task.text].added].id, commits[truth[task.text].added].author)
        finished = history.finished.get(Place(task.file, task.line))
        assert (finished and finished.commit) == (commits[truth[task.text].changed].id if task.state == "done" else None)
