"""Edits every fact of every document in a folder, and prints the refusals and their reasons.

    python benchmarks/edit_core.py FOLDER… [--show ROW] [--boxes N]

Each document is edited in memory: every checkbox, status, owner, date, priority, other header key, question and field of
a risk. The result is read again, compared, and undone. Refusals are counted by reason. A wrong result is a bug and is
printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
from tests.editing.every_fact import cases, refusal_or_problem


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", help="print each refusal in rows that begin with this name")
    parser.add_argument("--boxes", type=int, default=1, metavar="N", help="edit only every Nth box")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    wrong = 0
    for file in sorted(file for folder in options.folders for file in folder.rglob("*.md")):
        source = file.read_bytes()
        plans = read_page(source, "plan.md", DEFAULT)
        for row, edit in cases(plans):
            seen[row] += 1
            if row.startswith("box") and seen[row] % options.boxes:
                continue
            total[row] += 1
            refusal, problem = refusal_or_problem(source, plans, edit)
            if refusal is not None:
                refused[row, refusal.reason] += 1
                if options.show is not None and row.startswith(options.show):
                    print(f"{file.name}:{refusal.line}: {row}: {refusal.reason}: {refusal.hint}")
            if problem is not None:
                wrong += 1
                print(f"WRONG {file}: {edit}: {problem}")
    _print(total, refused)
    sys.exit(1 if wrong else 0)


def _print(total: Counter[str], refused: Counter[tuple[str, str]]) -> None:
    reasons = sorted({reason for _, reason in refused})
    print("| fact | edits | refused | % |", *(f" {reason} |" for reason in reasons), sep="")
    print("|---|---:|---:|---:|", *("---:|" for _ in reasons), sep="")
    for row in sorted(total):
        parts = [refused[row, reason] for reason in reasons]
        share = 100 * sum(parts) / total[row]
        print(f"| {row} | {total[row]} | {sum(parts)} | {share:.1f} |", *(f" {part or ''} |" for part in parts), sep="")


if __name__ == "__main__":
    main()
