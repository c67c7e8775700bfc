"""The cost of history: a repository with many versions of generated plans, read cold, warm, and after an edit.

    python benchmarks/history.py [--versions 5000] [--plans 250] [--rounds 3]

The cold time is compared with that of reading each version once plus that of git for delivering it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import SiteFiles
from mkdocs_planning.history.git import Repository
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.model.portfolio import Portfolio
from tests.generator import generate

_T = TypeVar("_T")
TODAY = "2026-06-30"
BEGIN = 1_735_732_800  # 1 January 2025
BOX = re.compile(r"- \[( |x)\]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", type=int, default=5000, help="number of versions of plans in the repository")
    parser.add_argument("--plans", type=int, default=250, help="number of plans")
    parser.add_argument("--rounds", type=int, default=3, help="number of measurements; the best counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, kept = Path(folder, "repository"), Path(folder, "cache")
        write_repository(root, options.plans, options.versions)
        git, versions = best(options.rounds, lambda: of_git(root))
        reading, _ = best(options.rounds, lambda: of_reading(versions))
        print(f"{len(versions)} versions of {options.plans} plans: git {git:.2f} s, reading each once {reading:.2f} s")
        cold, _ = best(options.rounds, lambda: cold_read(root, kept))
        print(f"cold: {cold:.2f} s, {cold / (git + reading):.2f} times git and reading")
        warm, (reader, portfolio, contents) = best(options.rounds, lambda: show(HistoryReader(), root, kept))
        print(f"warm: {warm:.2f} s, {warm / (git + reading):.3f} times")
        name = sorted(contents)[0]
        contents[name] = BOX.sub("- [x]", contents[name].decode()).encode() + b"\n- [ ] One more\n"
        before = reader.read(scope_of(root), kept).versions.read_count
        start = cpu()
        timeline = reader.read(scope_of(root), kept)
        reader.with_history(portfolio, timeline, contents)
        took, read = cpu() - start, timeline.versions.read_count - before
        print(f"after an edit during serve: {took:.3f} s; versions read: {read}, that of the edited file")


def scope_of(root: Path) -> PlanScope:
    return PlanScope(CollectingSettings(TODAY), SiteFiles((root / "docs").resolve()))


def cpu() -> float:
    """CPU time in seconds of this process and its children (git)."""
    return sum(os.times()[:4])


def best(rounds: int, do: Callable[[], _T]) -> tuple[float, _T]:
    """CPU time in seconds of the fastest of *rounds*, and its result."""
    times: list[tuple[float, _T]] = []
    for _ in range(rounds):
        start = cpu()
        made = do()
        times.append((cpu() - start, made))
    return min(times, key=lambda one: one[0])


def of_git(root: Path) -> list[tuple[str, bytes]]:
    """Every version of every plan (path and content), from git."""
    repository = Repository(root)
    changes = [change for commit in repository.commits(["docs"], repository.head()) for change in commit.changes]
    paths = {change.blob: change.path.removeprefix("docs/") for change in changes if change.blob is not None}
    return [(paths[blob], content) for blob, content in repository.contents(list(paths)) if content is not None]


def of_reading(versions: list[tuple[str, bytes]]) -> None:
    for path, content in versions:
        read_page(content, path)


def cold_read(root: Path, kept: Path) -> None:
    shutil.rmtree(kept, ignore_errors=True)
    show(HistoryReader(), root, kept)


def show(reader: HistoryReader, root: Path, kept: Path) -> tuple[HistoryReader, Portfolio, dict[str, bytes]]:
    """Read the history and combine it with the current plans; the first call reads those, too."""
    portfolio, contents = _present(root)
    timeline = reader.read(scope_of(root), kept)
    reader.with_history(portfolio, timeline, contents)
    return reader, portfolio, contents


@cache
def _present(root: Path) -> tuple[Portfolio, dict[str, bytes]]:
    docs = root / "docs"
    contents = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*.md")}
    plans = [plan for path, content in contents.items() for plan in read_page(content, path)]
    return build_portfolio(plans, TODAY), contents


def write_repository(root: Path, plans: int, versions: int) -> None:
    """Create a repository in which plans are added and their checkboxes ticked until there are *versions* versions."""
    root.mkdir()
    chance = random.Random(1)
    texts = {f"docs/{made.source}": made.text for made in generate(plans)}
    stream: list[bytes] = []
    paths = list(texts)
    for number in range(versions):
        if number < len(paths):
            path = paths[number]
        else:
            path = chance.choice(paths)
            text = texts[path]
            boxes = list(BOX.finditer(text))
            if boxes and chance.random() < 0.8:
                box = chance.choice(boxes)
                mark = " " if box[1] == "x" else "x"
                text = f"{text[: box.start()]}- [{mark}]{text[box.end() :]}"
            texts[path] = text if text != texts[path] and number % 3 else f"{text}\nRemark {number}.\n"
        stamp = BEGIN + number * 45_000_000 // versions
        data = texts[path].encode()
        who = f"Ana <ana@example.org> {stamp} +0000"
        stream.append(f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 4\nWork\n".encode())
        stream.append(f'M 100644 inline "{path}"\ndata {len(data)}\n'.encode() + data + b"\n")
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(stream), check=True)
    subprocess.run([*git, "checkout", "-q", "-f", "main"], check=True)


if __name__ == "__main__":
    main()
