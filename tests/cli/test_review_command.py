"""``mkdocs-planning review``: safe Markdown, JSON, all kinds of start and end, and helpful error messages."""

from __future__ import annotations

import json
from pathlib import Path

import cmarkgfm
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from mkdocs_planning.cli import progress_bar
from mkdocs_planning.cli.main import main
from mkdocs_planning.exports.review_markdown import escaped
from tests.history.repository import Repo

PLAN = """\
# Alpha

**Status**: {status}
**Target**: {target}

- [{one}] One thing
- [ ] Another matter
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path)
    repo.commit({"docs/plans/a.md": PLAN.format(status="Draft", target="2026-03-01", one=" ")}, "2026-01-01")
    repo.git("tag", "review/1")
    repo.commit({"docs/plans/a.md": PLAN.format(status="In Progress", target="2026-03-01", one=" ")}, "2026-02-01")
    repo.git("tag", "review/2")
    repo.commit({"docs/plans/a.md": PLAN.format(status="In Progress", target="2026-03-15", one="x")}, "2026-03-01")
    repo.write({"mkdocs.yml": "site_name: T\nplugins:\n- planning: {today: 2026-03-05}\n"})
    return repo


def review(repo: Repo, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["review", "--config", str(repo.root / "mkdocs.yml"), *arguments])


def kinds(repo: Repo, *arguments: str) -> list[str]:
    done = review(repo, "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return [entry["kind"] for plan in json.loads(done.stdout)["review"]["plans"] for entry in plan["entries"]]


def test_the_default_start_is_the_newest_review_tag(repo: Repo):
    assert kinds(repo) == ["target", "task-done"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("review/1", ["status", "target", "task-done"]),
        ("2026-01-15", ["status", "target", "task-done"]),
        ("2026-02-01", ["target", "task-done"]),
        ("HEAD~1", ["target", "task-done"]),
        ("5 days", ["target", "task-done"]),
        ("4 days", []),
        ("9 weeks", ["status", "target", "task-done"]),
        ("2025-12-31", ["plan-added", "task-done"]),
        ("HEAD", []),
    ],
)
def test_since_sets_the_start(repo: Repo, since: str, expected: list[str]):
    assert kinds(repo, "--since", since) == expected


@pytest.mark.parametrize("until", ["review/2", "2026-02-10", "HEAD~1"])
def test_until_sets_the_end(repo: Repo, until: str):
    assert kinds(repo, "--since", "review/1", "--until", until) == ["status"]


def test_the_default_end_is_the_working_tree(repo: Repo):
    repo.write({"docs/plans/a.md": PLAN.format(status="Complete", target="2026-03-15", one="x")})
    assert kinds(repo) == ["plan-finished", "target", "task-done"]


def test_a_commit_on_another_branch_can_be_the_start(repo: Repo):
    repo.git("checkout", "-q", "-b", "side", "review/2")
    repo.commit({"docs/plans/b.md": "# Beta\n\n- [ ] Be\n"}, "2026-02-15")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side", date="2026-03-02")
    done = review(repo, "--since", "side", "--format", "json")
    entries = [entry for plan in json.loads(done.stdout)["review"]["plans"] for entry in plan["entries"]]
    assert [(entry["kind"], entry["moment"]["date"]) for entry in entries] == [
        ("target", "2026-03-01"),
        ("task-done", "2026-03-01"),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "nonsense"], "expected a date"),
        (["--since", "--output=x"], "expected a date"),
        (["--since", "2026-02-30"], "no day of the calendar"),
        (["--since", "2026-03-06"], "2026-03-06 lies after 2026-03-05"),
        (["--since", "2026-02-02", "--until", "2026-02-01"], "2026-02-02 lies after 2026-02-01"),
        (["--until", "2020-01-01"], "before the first commit"),
        (["--until", "nonsense"], "expected a date"),
        (["nowhere"], "no such folder"),
    ],
)
def test_wrong_arguments_are_explained(repo: Repo, arguments: list[str], said: str):
    done = review(repo, *arguments)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_outside_a_repository_there_is_an_error(tmp_path: Path):
    done = CliRunner().invoke(main, ["review", str(tmp_path)])
    assert done.exit_code == 1
    assert "there is no git repository" in done.stderr


def test_the_markdown_has_a_heading_per_plan_and_a_line_per_entry(repo: Repo):
    done = review(repo, "--since", "review/1")
    page = BeautifulSoup(cmarkgfm.github_flavored_markdown_to_html(done.stdout), "html.parser")
    assert [heading.get_text() for heading in page.find_all("h2")] == ["Alpha"]
    lines = [item.get_text() for item in page.find_all("li")]
    assert len(lines) == 3
    assert "1 Mar 2026 → 15 Mar 2026" in lines[1]
    assert "One thing" in lines[2]
    assert "plans/a.md:6" in lines[2]
    assert all("Ana Ruiz" in line for line in lines)


def test_one_of_several_folders(repo: Repo):
    repo.commit({"docs/other/plans/b.md": "# Beta\n\n- [x] Be\n"}, "2026-03-03")
    assert kinds(repo) == ["plan-added", "task-done", "target", "task-done"]
    assert kinds(repo, str(repo.root / "docs" / "other")) == ["plan-added", "task-done"]


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "`</code><script>alert(1)</script>`",
    "a | b **c** _d_ ~~e~~ $x$",
    "\\*not\\*",
    "&lt;b&gt; &#64;ana",
    "line\u2028break \u202egnirts",
    "# no heading",
    "<!-- gone",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_plans_are_not_markup(text: str):
    html = BeautifulSoup(cmarkgfm.github_flavored_markdown_to_html(f"- **Done** {escaped(text)} (who)"), "html.parser")
    assert {tag.name for tag in html.find_all(True)} == {"ul", "li", "strong"}


def test_texts_of_plans_mention_nobody():
    assert "@ana" not in escaped("ask @ana and @org/team")


def test_a_hostile_plan_gives_one_line_per_entry(repo: Repo):
    boxes = "".join(f"- [x] {text} {number}\n" for number, text in enumerate(HOSTILE))
    repo.commit({"docs/plans/`odd` name.md": f"# <b>Odd</b> *title* | @all\n\n{boxes}"}, "2026-03-03")
    done = review(repo)
    assert done.exit_code == 0
    page = BeautifulSoup(cmarkgfm.github_flavored_markdown_to_html(done.stdout), "html.parser")
    assert {tag.name for tag in page.find_all(True)} <= {"h1", "h2", "p", "ul", "li", "strong", "code"}


def test_a_progress_bar_is_shown_on_a_terminal(repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(progress_bar, "DELAY", 0)
    for is_terminal in (True, False):
        monkeypatch.setattr("sys.stderr.isatty", lambda answer=is_terminal: answer, raising=False)
        progress = progress_bar.ProgressBar("Reading the history")
        for done in (1, 2, 3):
            progress.report(done, 3)
        progress.end()
        assert ("Reading the history" in capsys.readouterr().err) == is_terminal


def test_a_short_run_shows_no_progress_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(progress_bar, "DELAY", 3600)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    progress = progress_bar.ProgressBar("Reading the history")
    progress.report(1, 3)
    progress.end()
    assert capsys.readouterr().err == ""
