"""The distance of Python-Markdown's pages to GitHub's with and without the conversion, and the cost of the conversion.

    python benchmarks/github_markdown.py [--superfences | --material] [FOLDER …]

Each FOLDER (default: PLANNING_CORPUS) is searched for ``*.md``. The structure of a page and the distance between two
pages are defined in tests/render/github_markdown/structure.py. To measure the cost, each page is converted and rendered
three times alternately; the best time of each counts.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mkdocs_planning.render.github_markdown import extensions_of, to_python_markdown
from tests.render.github_markdown.catalogue import CONFIGS, EXTENSIONS
from tests.render.github_markdown.structure import blocks, boxes, distance, github, python_markdown, without_front_matter


def best(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--superfences", action="store_true", help="render with pymdownx.superfences")
    parser.add_argument("--material", action="store_true", help="render with all extensions that Material documents")
    options = parser.parse_args()
    folders = options.folders or [Path(os.environ["PLANNING_CORPUS"])]
    files = sorted(path for folder in folders for path in folder.rglob("*.md"))
    extensions = list(EXTENSIONS) if options.material else ["pymdownx.superfences"] if options.superfences else []
    configs = CONFIGS if options.material else {}
    known = extensions_of(extensions)
    rows: list[tuple[str, int, int]] = []
    lost = [0, 0]
    same = [0, 0]
    apart = [0, 0]
    step_time = render_time = 0.0
    for path in files:
        text = without_front_matter(path.read_text(encoding="utf-8-sig", errors="replace"))
        wanted = github(text)
        found = to_python_markdown(text, **known)
        pages = [python_markdown(text, extensions, configs), python_markdown(found, extensions, configs)]
        gaps = [distance(blocks(wanted), blocks(page)) for page in pages]
        for index, page in enumerate(pages):
            lost[index] += max(0, len(boxes(wanted)) - len(boxes(page)))
            same[index] += gaps[index] == 0
            apart[index] += gaps[index]
        rows.append((f"{path.parent.name}/{path.name}", *gaps))
        times = [
            (
                best(lambda text=text: to_python_markdown(text, **known)),
                best(lambda found=found: python_markdown(found, extensions, configs)),
            )
            for _ in range(3)
        ]
        step_time += min(pair[0] for pair in times)
        render_time += min(pair[1] for pair in times)
    print(f"{'':28}{'before':>10}{'after':>10}")
    print(f"{'pages':28}{len(files):>10}{len(files):>10}")
    print(f"{'pages at distance 0':28}{same[0]:>10}{same[1]:>10}")
    print(f"{'different blocks':28}{apart[0]:>10}{apart[1]:>10}")
    print(f"{'lost checkboxes':28}{lost[0]:>10}{lost[1]:>10}")
    print(f"\nthe conversion takes {step_time / render_time:.1%} of the rendering time")
    for name, before, after in rows:
        if after:
            print(f"still different: {name} ({before} before, {after} after)")


if __name__ == "__main__":
    main()
