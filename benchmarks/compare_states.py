"""Compare what two states of this project read and build from the same plans.

    python benchmarks/compare_states.py OLD NEW [--corpus FOLDER …] [--words FILE] [--show 5]

OLD and NEW are checkouts, each with its own ``.venv`` (``python3 dev.py test`` creates it). The script compares

- the output of ``mkdocs-planning read`` for every Markdown file in each ``--corpus`` folder;
- every file of a build of OLD's example site with its git history: pages, ``plans.json``, the feed.

``--words`` is a file of deliberate changes: on each line the old text, a tab and the new text. They are applied to the
output of OLD before it is compared. The exit status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Words = list[tuple[str, str]]
GROUP = 50
"""Number of files read by one process."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[], help="folders of Markdown files to read")
    parser.add_argument("--words", type=Path, help="deliberate changes: old text, tab, new text")
    parser.add_argument("--show", type=int, default=5, help="how many differences to print of each kind")
    options = parser.parse_args()
    words = words_of(options.words)
    old, new = options.old.resolve(), options.new.resolve()
    failed = 0
    for folder in options.corpus:
        differing = compare_reading(old, new, folder.resolve(), words)
        failed += report(f"plans read from {folder}", differing, options.show)
    failed += report("files of the example site", compare_sites(old, new, words), options.show)
    return 1 if failed else 0


def words_of(path: Path | None) -> Words:
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [(before, after) for before, tab, after in (line.partition("\t") for line in lines) if tab]


def with_words(text: str, words: Words) -> str:
    for before, after in words:
        text = text.replace(before, after)
    return text


def compare_reading(old: Path, new: Path, folder: Path, words: Words) -> list[tuple[str, list[str]] | None]:
    """One entry per file: None if both states read the same, otherwise its name and the differing lines."""
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))
    found: list[tuple[str, list[str]] | None] = []
    for start in range(0, len(files), GROUP):
        group = files[start : start + GROUP]
        before, after = read(old, folder, group), read(new, folder, group)
        for name in sorted({*before, *after}):
            one = with_words(json.dumps(before.get(name), indent=1, ensure_ascii=False), words)
            other = json.dumps(after.get(name), indent=1, ensure_ascii=False)
            found.append(None if one == other else (name, changed_lines(one, other)))
    return found


def read(state: Path, folder: Path, files: list[str]) -> dict[str, list[Any]]:
    made = run(state, "mkdocs-planning", "read", *files, folder=folder)
    plans: dict[str, list[Any]] = {}
    for plan in json.loads(made)["plans"]:
        plans.setdefault(plan["source"], []).append(plan)
    return plans


def compare_sites(old: Path, new: Path, words: Words) -> list[tuple[str, list[str]] | None]:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        source = root / "example"
        subprocess.run([python(old), str(old / "example_site" / "history.py"), str(source)], check=True, capture_output=True)
        for name, state in (("old", old), ("new", new)):
            run(state, "mkdocs", "build", "--quiet", "--site-dir", str(root / name), folder=source)
        before, after = files_in(root / "old"), files_in(root / "new")
        found: list[tuple[str, list[str]] | None] = []
        for name in sorted({*before, *after}):
            one, other = text_of(before.get(name)), text_of(after.get(name))
            one = with_words(one, words)
            found.append(None if one == other else (name, changed_lines(one, other)))
        return found


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a site by path, without compressed copies and source maps."""
    return {
        str(path.relative_to(folder)): path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".gz", ".map")
    }


def text_of(path: Path | None) -> str:
    return "" if path is None else path.read_text(encoding="utf-8", errors="surrogateescape")


def changed_lines(one: str, other: str) -> list[str]:
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), "old", "new", lineterm="", n=0)
    return [line[:300] for line in lines]


def python(state: Path) -> str:
    return str(state / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def run(state: Path, program: str, *words: str, folder: Path) -> str:
    """The output of a program in the virtual environment of *state*."""
    command = [str(Path(python(state)).with_name(program)), *words]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": "1790000000"}
    made = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    if made.returncode:
        sys.exit(f"{' '.join(command[:3])} … failed in {state}:\n{made.stderr[-2000:]}")
    return made.stdout


def report(what: str, found: Iterable[tuple[str, list[str]] | None], show: int) -> int:
    entries = list(found)
    differing = [entry for entry in entries if entry is not None]
    print(f"{what}: {len(entries)} compared, {len(differing)} differ", flush=True)
    for name, lines in differing[:show]:
        print(f"  {name}")
        for line in lines[:12]:
            print(f"    {line}")
    return len(differing)


if __name__ == "__main__":
    sys.exit(main())
