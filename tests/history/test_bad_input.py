"""For any state of the repository the history is correct or left out with a message; nothing is guessed and nothing fails."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from mkdocs_planning.history import git as git_module
from mkdocs_planning.history.git import GitError, Repository
from mkdocs_planning.history.history_reader import HistoryReader
from tests.history.reading import entries, found, history_of, past_of, review_of, scope_of
from tests.history.repository import Repo, git

PLAN = "# Alpha\n\n**Status**: In Progress\n**Target**: 2026-03-01\n\n- [ ] One thing\n- [ ] Another matter\n"
TICKED = PLAN.replace("[ ] One", "[x] One")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def test_without_git_the_log_says_why(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    repo.commit({"docs/plans/a.md": PLAN})
    monkeypatch.setenv("PATH", str(repo.root))
    with pytest.raises(GitError, match="git cannot be run"):
        Repository(repo.root)


def test_without_a_repository_the_log_says_why(tmp_path: Path):
    with pytest.raises(GitError, match="there is no git repository"):
        Repository(tmp_path)


def test_a_repository_without_a_commit(repo: Repo):
    repo.write({"docs/plans/a.md": PLAN})
    with pytest.raises(GitError, match="no commit yet"):
        past_of(repo.root)


def test_a_bare_repository(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN})
    git(tmp_path, "clone", "-q", "--bare", str(repo.root), "bare.git")
    with pytest.raises(GitError, match="bare"):
        Repository(tmp_path / "bare.git")


def test_a_repository_owned_by_another_user(repo: Repo):
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    repo.commit({"docs/plans/a.md": PLAN})
    for path in (repo.root, repo.root / ".git"):
        os.chown(path, 65534, 65534)
    with pytest.raises(GitError, match=r"safe\.directory"):
        past_of(repo.root)


@pytest.mark.parametrize("damage", ["HEAD", "commit", "tree"])
def test_a_broken_repository(repo: Repo, damage: str):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    if damage == "HEAD":
        (repo.root / ".git" / "HEAD").write_text("nonsense\n")
    else:
        _lose(repo, repo.git("rev-parse", "HEAD~1" if damage == "commit" else "HEAD~1^{tree}"))
    with pytest.raises(GitError):
        past_of(repo.root)


def test_a_missing_version_is_skipped(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    repo.commit({"docs/plans/a.md": TICKED.replace("[ ]", "[x]")}, "2026-01-03")
    _lose(repo, repo.git("rev-parse", "HEAD~1:docs/plans/a.md"))
    history = history_of(past_of(repo.root))
    assert [(point.date, point.done) for point in history.points] == [("2026-01-01", 0), ("2026-01-03", 2)]


def _lose(repo: Repo, name: str) -> None:
    file = repo.root / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    file.unlink()


def test_a_version_of_fifty_megabytes_is_skipped(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.commit({"docs/plans/a.md": TICKED + "x" * 50_000_000}, "2026-01-02")
    repo.commit({"docs/plans/a.md": TICKED.replace("One", "The one")}, "2026-01-03")
    reader = HistoryReader()
    portfolio = past_of(repo.root, reader=reader)
    assert found(past_of(repo.root, "2026-01-01"), "task-done").moment == review_of(portfolio).until
    assert found(past_of(repo.root, "2026-01-01"), "task-done").before == "open"
    assert [point.date for point in history_of(portfolio).points] == ["2026-01-01", "2026-01-03"]


def test_a_plan_that_is_not_committed(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.write({"docs/plans/b.md": "# Beta\n\n- [x] Done\n", "docs/plans/a.md": TICKED})
    portfolio = past_of(repo.root, "2026-01-01")
    assert set(history_of(portfolio).plans) == {"plans/a"}
    assert found(portfolio, "plan-added").moment == review_of(portfolio).until
    assert review_of(portfolio).until.commit is None
    assert {entry.moment.author for plan in review_of(portfolio).plans for entry in plan.entries if entry.moment} == {None}


def test_a_plan_that_is_deleted_and_not_committed(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN, "docs/plans/b.md": "# Beta\n"})
    repo.write({"docs/plans/b.md": None})
    assert entries(past_of(repo.root, "2026-01-01")) == [("plan-removed", "plans/b", "")]


def test_crlf_in_the_working_tree_is_no_change(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.write({"docs/plans/a.md": PLAN.replace("\n", "\r\n")})
    portfolio = past_of(repo.root, "2026-01-01")
    assert entries(portfolio) == []
    assert review_of(portfolio).until.commit == repo.git("rev-parse", "HEAD")


def test_a_shallow_clone_assumes_nothing_before_its_boundary(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN}, "2026-01-01")
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-05")
    repo.commit({"docs/plans/a.md": TICKED.replace("03-01", "04-01")}, "2026-01-09")
    git(tmp_path, "clone", "-q", "--depth", "2", repo.root.as_uri(), "clone")
    portfolio = past_of(tmp_path / "clone")
    history = history_of(portfolio)
    assert (history.shallow, history.since) == (True, "2026-01-05")
    assert history.finished == {}  # ticked at the shallow boundary or before
    assert history.added == {}
    assert [(move.target, move.moment.author) for move in history.plans["plans/a"].targets] == [
        ("2026-03-01", None),
        ("2026-04-01", "Ana Ruiz"),
    ]
    assert entries(portfolio) == [("target", "plans/a", "")]
    assert "2026-01-05" in review_of(portfolio).note
    whole = history_of(past_of(repo.root))
    assert (whole.shallow, whole.since, len(whole.finished)) == (False, "2026-01-01", 1)


def test_a_submodule_is_a_separate_repository(repo: Repo, tmp_path: Path):
    inner = Repo(tmp_path / "inner")
    inner.commit({"plans/s.md": PLAN}, "2026-01-01")
    inner.commit({"plans/s.md": TICKED}, "2026-01-02")
    repo.commit({"docs/plans/a.md": PLAN})
    repo.git("submodule", "add", "-q", str(inner.root), "docs/sub")
    repo.commit({}, "2026-01-03")
    portfolio = past_of(repo.root)
    assert {plan.id for plan in portfolio.plans} == {"plans/a", "sub/plans/s"}
    assert set(history_of(portfolio).plans) == {"plans/a"}
    assert {plan.plan for plan in review_of(portfolio).plans} == {"plans/a"}
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "docs").symlink_to(repo.root / "docs" / "sub")
    assert [point.done for point in history_of(past_of(tmp_path / "site")).points] == [0, 1]


def test_ignored_and_linked_files_are_not_new(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN, ".gitignore": "made.md\n"})
    repo.write({"docs/plans/made.md": PLAN})
    (tmp_path / "b.md").write_text(PLAN)
    (repo.root / "docs" / "plans" / "b.md").symlink_to(tmp_path / "b.md")
    repo.commit({}, "2026-01-02")
    portfolio = past_of(repo.root, "2026-01-01")
    assert {plan.id for plan in portfolio.plans} == {"plans/a", "plans/b", "plans/made"}
    assert entries(portfolio) == []


def test_a_worktree(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "HEAD~1")
    assert [point.done for point in history_of(past_of(tmp_path / "tree")).points] == [0]
    assert [point.done for point in history_of(past_of(repo.root)).points] == [0, 1]


ODD = ("a b.md", "a \"b\" 'c'.md", "ünïcode ☂.md", "-a.md", "a\\b.md", ":(top)a.md", "a\nb.md", "[a]*.md")


@pytest.mark.parametrize("name", ODD)
def test_unusual_file_names(repo: Repo, name: str):
    repo.commit({f"docs/plans/{name}": PLAN})
    repo.commit({f"docs/plans/{name}": TICKED}, "2026-01-02")
    portfolio = past_of(repo.root, "2026-01-01")
    assert [(kind, text) for kind, _, text in entries(portfolio)] == [("task-done", "One thing")]
    assert found(portfolio, "task-done").file == f"plans/{name}"


def test_a_name_that_is_not_utf8_is_skipped(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN})
    Path(os.fsdecode(os.fsencode(repo.root) + b"/docs/plans/\xff.md")).write_text(PLAN)
    repo.commit({}, "2026-01-02")
    timeline = HistoryReader().read(scope_of(repo.root / "docs"))
    assert set(timeline.files) == {"plans/a.md"}


def test_a_docs_folder_with_an_unusual_name(tmp_path: Path):
    repo = Repo(tmp_path / 'my "docs" ü [x]*')
    repo.commit({"docs/plans/a.md": PLAN, "other/plans/b.md": PLAN})
    assert set(history_of(past_of(repo.root)).plans) == {"plans/a"}


def test_docs_dir_is_the_repository_root(repo: Repo):
    repo.commit({"plans/a.md": PLAN, "code.py": "pass\n", "kep/README.md": PLAN, "kep/kep.yaml": "status: implementable\n"})
    repo.commit({"plans/a.md": TICKED, "code.py": "fail\n", "kep/kep.yaml": "status: implemented\n"}, "2026-01-02")
    timeline = HistoryReader().read(scope_of(repo.root))
    assert set(timeline.files) == {"plans/a.md", "kep/README.md", "kep/kep.yaml"}
    tracked = {one.plan.source: one for one in timeline.tracker.plans.values()}
    assert [point[1] for point in tracked["plans/a.md"].points] == [0, 1]
    assert len(tracked["kep/README.md"].statuses) == 1  # the README states one and takes precedence


def test_implausible_dates_are_corrected(repo: Repo):
    days = ["2026-01-01", "2026-01-04", "1970-01-02", "2099-05-05", "2026-01-08"]
    for number, day in enumerate(days):
        boxes = "".join(f"- [{'x' if box < number else ' '}] Task number {box}\n" for box in range(5))
        repo.commit({"docs/plans/a.md": f"# Alpha\n\n{boxes}"}, day)
    history = history_of(past_of(repo.root))
    assert [(point.date, point.done) for point in history.points] == [("2026-01-01", 0), ("2026-01-04", 3), ("2026-01-08", 4)]


def test_nothing_is_dated_after_today(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN}, "2026-01-01")
    repo.commit({"docs/plans/a.md": TICKED}, "2031-01-01")
    history = history_of(past_of(repo.root, today="2026-06-30"))
    assert [(point.date, point.done) for point in history.points] == [("2026-01-01", 0), ("2026-06-30", 1)]


def test_the_day_is_that_of_the_committer(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN}, "2026-01-01T23:30:00-0800")
    assert history_of(past_of(repo.root)).since == "2026-01-01"


def test_authors_are_mapped_by_the_mailmap(repo: Repo):
    repo.commit({"docs/plans/a.md": PLAN, ".mailmap": "Ana Ruiz Ortega <ana@example.org>\n"})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    assert {moment.author for moment in history_of(past_of(repo.root)).finished.values()} == {"Ana Ruiz Ortega"}


def test_rewritten_history_with_a_warm_cache(repo: Repo, tmp_path: Path):
    cache = tmp_path / "cache"
    first = repo.commit({"docs/plans/a.md": PLAN}, "2026-01-01")
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02", author="Bo Lindqvist")
    past_of(repo.root, cache=cache)
    repo.git("reset", "-q", "--hard", first)
    repo.commit({"docs/plans/a.md": PLAN.replace("[ ]", "[x]")}, "2026-01-04", author="Chidi Eze")
    warm, cold = past_of(repo.root, cache=cache), past_of(repo.root)
    assert warm == cold
    assert {moment.author for moment in history_of(warm).finished.values()} == {"Chidi Eze"}


def test_new_commits_with_a_warm_cache(repo: Repo, tmp_path: Path):
    reader, cache = HistoryReader(), tmp_path / "cache"
    for number in range(6):
        boxes = "".join(f"- [{'x' if box < number else ' '}] Task number {box}\n" for box in range(6))
        path = f"docs/plans/{'a' if number < 3 else 'b'}.md"
        repo.commit(
            {path: f"# Alpha\n\n{boxes}"} | ({"docs/plans/a.md": None} if number == 3 else {}), f"2026-01-0{number + 1}"
        )
        cold = past_of(repo.root)
        assert past_of(repo.root, cache=cache) == cold
        assert past_of(repo.root, reader=reader) == cold
    assert history_of(past_of(repo.root)).plans["plans/b"].since == "2026-01-01"


def test_versions_with_invalid_bytes(repo: Repo):
    cases = sorted((Path(__file__).parents[1] / "fuzz" / "cases").iterdir())
    assert cases
    for case in cases:
        repo.commit({"docs/plans/a.md": case.read_bytes()}, "2026-01-01")
    repo.commit({"docs/plans/a.md": b"\xff\x00# Alpha\r- [x] \xc3\x28\n"}, "2026-01-02")
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-03")
    assert history_of(past_of(repo.root)).points[-1].done == 1


def test_no_configured_command_is_run_and_nothing_is_written(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN, ".gitattributes": "*.md diff=trap filter=trap\n"})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    trap, sprung = tmp_path / "trap.sh", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{sprung}'\ncat\n")
    trap.chmod(0o755)
    keys = "core.fsmonitor core.pager diff.external diff.trap.command diff.trap.textconv filter.trap.smudge gpg.program"
    for key in (*keys.split(), "core.sshCommand", "credential.helper"):
        repo.git("config", key, str(trap))
    repo.git("config", "log.showSignature", "true")
    hooks = repo.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(trap.read_text())
        (hooks / name).chmod(0o755)
    before = _state(repo.root)
    past_of(repo.root)
    past_of(repo.root, "HEAD~1")
    assert not sprung.exists()
    assert _state(repo.root) == before


def _state(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in root.rglob("*")}


def test_git_environment_variables_are_ignored(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = Repo(tmp_path / "other")
    other.commit({"docs/plans/b.md": PLAN})
    repo.commit({"docs/plans/a.md": PLAN})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert set(history_of(past_of(repo.root)).plans) == {"plans/a"}


def test_too_many_versions_are_refused(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    repo.commit({"docs/plans/a.md": PLAN})
    monkeypatch.setattr(git_module, "MAX_BYTES", 10)
    assert history_of(past_of(repo.root)).points == ()


SETTINGS = (
    "log.showRoot=false", "log.diffMerges=off", "log.diffMerges=combined", "diff.relative=true", "diff.renames=false",
    "log.follow=true", "core.quotePath=true", "diff.noprefix=true",
)  # fmt: skip
NO_COMMITS = (
    "^HEAD", "HEAD..HEAD", "HEAD^@", "HEAD^!", "--all", "-n1", ":/One", "HEAD^{tree}", "", "a\nb", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_user_settings_of_git_are_ignored(repo: Repo, setting: str):
    repo.commit({"docs/plans/a.md": PLAN, "docs/index.md": "# Home\n"})
    repo.git("switch", "-q", "-c", "side")
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    repo.git("switch", "-q", "main")
    repo.commit({"docs/index.md": "# Home again\n"}, "2026-01-03")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side", date="2026-01-04")
    before = history_of(past_of(repo.root))
    name, _, value = setting.partition("=")
    repo.git("config", name, value)
    assert history_of(past_of(repo.root)) == before
    assert [(point.date, point.done) for point in before.points] == [("2026-01-01", 0), ("2026-01-04", 1)]


@pytest.mark.parametrize(
    "revision", ["^HEAD", "HEAD..HEAD", "HEAD^@", "HEAD^!", "--all", "-n1", ":/One", "HEAD^{tree}", "", "a\nb", "\ud800"]
)
def test_a_text_that_is_not_a_commit_names_none(repo: Repo, revision: str):
    repo.commit({"docs/plans/a.md": PLAN})
    assert Repository(repo.root).commit(revision) is None


def test_a_partial_clone_skips_only_missing_versions(repo: Repo, tmp_path: Path):
    repo.commit({"docs/plans/a.md": PLAN})
    repo.commit({"docs/plans/a.md": TICKED}, "2026-01-02")
    repo.commit({"docs/plans/a.md": TICKED.replace("[ ]", "[x]")}, "2026-01-03")
    repo.git("mv", "docs/plans/a.md", "docs/plans/b.md")
    repo.commit({}, "2026-01-04")
    repo.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", repo.root.as_uri(), "partial")
    repo.root.rename(tmp_path / "gone")
    history = history_of(past_of(tmp_path / "partial"))
    assert [(point.date, point.done) for point in history.points][-1] == ("2026-01-03", 2)


@pytest.mark.skipif(os.name == "nt", reason="the program that never ends is a script of a shell")
def test_a_hanging_git_process_is_stopped(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    repo.commit({"docs/plans/a.md": PLAN})
    repository = Repository(repo.root)
    os.mkfifo(tmp_path / "nothing")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "git"
    script.write_text(f"#!/bin/sh\nexec {shutil.which('cat')} {tmp_path / 'nothing'}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(git_module, "TIME_LIMIT", 0.05)
    for call in (repository.head, lambda: list(repository.commits(["docs"], "HEAD")), lambda: repository.sizes(["a"])):
        with pytest.raises(GitError, match="took longer than"):
            call()
