"""A site in a repository has a history; for any state of the repository the site is built and says what is not known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.history.repository import Repo, git
from tests.mkdocs.conftest import CONFIG, Make

PLAN = "# Alpha\n\n**Status**: In Progress\n\n- [ ] One thing\n- [ ] Another matter\n"
TICKED = PLAN.replace("[ ] One", "[x] One")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path)
    repo.commit({"docs/plans/a.md": PLAN, "mkdocs.yml": CONFIG, ".gitignore": "site/\n.cache/\n"}, "2026-03-01")
    repo.commit({"docs/plans/a.md": TICKED}, "2026-03-10", author="Bo Lindqvist")
    return repo


def test_the_history_is_in_plans_json(repo: Repo, site: Make):
    built = site()
    assert built.warnings == []
    (plan,) = built.data()["plans"]
    assert plan["history"] == {
        "since": "2026-03-01",
        "points": [{"date": "2026-03-01", "done": 0, "total": 2}, {"date": "2026-03-10", "done": 1, "total": 2}],
        "statuses": [{"date": "2026-03-01", "status": "in-progress", "author": "Ana Ruiz"}],
        "targets": [],
    }
    assert built.broken_links() == []


def test_without_a_repository_the_log_says_why_there_is_no_history(site: Make):
    built = site("docs/plans/a.md\n    # Alpha\n")
    assert built.warnings == []
    assert any("plans have no history here" in info and "no git repository" in info for info in built.infos)
    assert built.data()["plans"][0]["history"] is None


def test_without_git_the_log_says_why_there_is_no_history(repo: Repo, site: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(repo.root / "nothing"))
    built = site()
    assert built.warnings == []
    assert any("git cannot be run" in info for info in built.infos)
    assert built.data()["plans"][0]["history"] is None


def test_with_a_broken_repository_the_log_says_why_there_is_no_history(repo: Repo, site: Make):
    (repo.root / ".git" / "HEAD").write_text("nonsense")
    built = site()
    assert built.warnings == []
    assert built.data()["plans"][0]["history"] is None


def test_docs_outside_the_repository_have_no_history(repo: Repo, site: Make, tmp_path_factory: pytest.TempPathFactory):
    docs = tmp_path_factory.mktemp("elsewhere")
    (docs / "plans").mkdir()
    (docs / "plans" / "b.md").write_text(PLAN)
    built = site(config=CONFIG.replace("plugins:", f"docs_dir: {docs}\nplugins:", 1))
    assert built.sources() == ["plans/b.md"]
    assert built.data()["plans"][0]["history"] is None


def test_an_uncommitted_plan_has_no_history(repo: Repo, site: Make):
    repo.write({"docs/plans/b.md": PLAN})
    plans = {plan["source"]: plan["history"] for plan in site().data()["plans"]}
    assert plans["plans/b.md"] is None
    assert plans["plans/a.md"]["since"] == "2026-03-01"


def test_a_shallow_clone_gives_one_warning_with_advice(repo: Repo, site: Make, tmp_path: Path):
    git(tmp_path, "clone", "-q", "--depth", "1", repo.root.as_uri(), "clone")
    (tmp_path / ".git").rename(tmp_path / "whole")
    (tmp_path / "clone" / ".git").rename(tmp_path / ".git")
    built = site()
    assert len(built.warnings) == 1
    assert "2026-03-10" in built.warnings[0]
    assert "git fetch --unshallow" in built.warnings[0]
    quiet = site(config=CONFIG + "      validation: {shallow_clone: info}\n")
    assert quiet.warnings == []
    assert any("git fetch --unshallow" in info for info in quiet.infos)


def test_the_option_review_sets_the_start(repo: Repo, site: Make):
    for since, shown in (("2026-03-05", True), ("2026-03-12", False), ("30", True), ("4 days", False), ("HEAD~1", True)):
        built = site(config=CONFIG + f"      review: {{since: {since}}}\n")
        assert built.warnings == []
        assert ("One thing" in built.main("plans/review/").get_text()) == shown, since


def test_an_unknown_review_start_is_a_warning(repo: Repo, site: Make):
    built = site(config=CONFIG + "      review: {since: v99}\n")
    assert len(built.warnings) == 1
    assert "'v99' names no commit" in built.warnings[0]
    assert built.exists("plans/review/")


def test_authors_are_mapped_by_the_option_owners(repo: Repo, site: Make):
    repo.commit({"docs/plans/a.md": TICKED.replace("In Progress", "Complete")}, "2026-03-11", author="blind")
    built = site(config=CONFIG + "      owners: {Bo: [Bo Lindqvist, '@blind']}\n      review: {since: 2026-03-05}\n")
    page = built.main("plans/review/").get_text()
    assert "Bo, 10 Mar 2026" in page
    assert "Bo, 11 Mar 2026" in page
    (plan,) = built.data()["plans"]
    assert plan["history"]["statuses"][-1] == {"date": "2026-03-11", "status": "complete", "author": "Bo"}


def test_a_review_start_in_the_future_is_a_warning(repo: Repo, site: Make):
    built = site(config=CONFIG + "      review: {since: 2026-03-16}\n")
    assert len(built.warnings) == 1
    assert "2026-03-16 lies after 2026-03-15" in built.warnings[0]


def test_the_option_cache_dir_sets_the_cache_folder(repo: Repo, site: Make):
    site()
    assert list((repo.root / ".cache" / "planning").glob("*.pack"))
    site(config=CONFIG + "      cache_dir: kept\n")
    assert list((repo.root / "kept").glob("*.pack"))
    assert repo.git("status", "--porcelain", "kept") == ""


def test_a_cache_inside_docs_dir_is_refused(repo: Repo, site: Make):
    built = site(config=CONFIG + "      cache_dir: docs/kept\n")
    assert len(built.warnings) == 1
    assert "cache_dir" in built.warnings[0]
    assert not (repo.root / "docs" / "kept").exists()


def test_sources_have_a_history(repo: Repo, site: Make, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside") / "more"
    outside.mkdir()
    (outside / "o.md").write_text(PLAN)
    repo.commit({"specs/s.md": PLAN}, "2026-03-11")
    repo.commit({"specs/s.md": TICKED}, "2026-03-12")
    built = site(config=CONFIG + f"      sources: [specs, {os.path.relpath(outside, repo.root)}]\n")
    past = {plan["source"].rpartition("/")[2]: plan["history"] for plan in built.data()["plans"]}
    assert [point["done"] for point in past["s.md"]["points"]] == [0, 1]
    assert past["o.md"] is None
    assert any("outside the repository" in info for info in built.infos)
    assert "not yet committed" not in built.main("plans/review/").get_text()


def test_pages_that_are_not_plans_have_no_history(repo: Repo, site: Make):
    config = CONFIG.replace("plugins:", "exclude_docs: |\n  /plans/hidden/\nplugins:", 1)
    hosts = ("docs/plans/hidden/h.md", "docs/plans/board.md", "docs/plans/index.md")
    repo.commit({path: PLAN.replace("Alpha", "Hidden") for path in hosts}, "2026-03-11")
    repo.commit({path: TICKED.replace("Alpha", "Hidden") for path in hosts}, "2026-03-12")
    repo.commit({"docs/plans/hidden/h.md": None}, "2026-03-13")
    built = site(config=config)
    assert built.sources() == ["plans/a.md"]
    text = built.main("plans/review/").get_text()
    assert "Alpha" in text
    assert "Hidden" not in text
