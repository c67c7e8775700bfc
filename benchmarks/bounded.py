"""The cost of pages that are written to be slow or large: time, peak memory and page size as the text grows.

    python benchmarks/bounded.py [--scale 1 2 4 8] [--limit 60] [NAME …]

Each text is built as the only plan of a site in a separate process, which is stopped after ``--limit`` seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

TEXTS: dict[str, Callable[[int], str]] = {
    "nothing": lambda n: "",
    "short rows in a wide table": lambda n: "|" + "a|" * (200 * n) + "\n|" + "-|" * (200 * n) + "\n" + "x\n" * (800 * n),
    "reference links": lambda n: "[a]: " + "b" * (6_000 * n) + "\n\n" + "[a] " * (6_000 * n),
    "backslashes": lambda n: "\\" * (25_000 * n),
    "autolinks": lambda n: "<https://a.example/b> " * (1_000 * n),
    "bare URLs": lambda n: "https://a.example/b " * (1_000 * n),
    "bare URLs without spaces": lambda n: "https://a.example/b" * (1_000 * n),
    "indented markers": lambda n: "text\n\n" + "    <!-- planning:board -->\n\n" * (1_000 * n),
    "markers": lambda n: "<!-- planning:board -->\n\n" * (1_000 * n),
    "emphasis": lambda n: "*a **b " * (2_000 * n),
    "brackets": lambda n: "[" * (5_000 * n),
    "links in links": lambda n: "[a](b" * (2_000 * n),
    "images": lambda n: "![" * (2_500 * n) + "](a)" * (2_500 * n),
    "code spans": lambda n: "".join("`" * i + " " for i in range(1, 40 * n)),
    "entities": lambda n: "&amp;&#x41;" * (3_000 * n),
    "HTML tags": lambda n: "<b>" * (3_000 * n),
    "HTML attributes": lambda n: "<a " + "b='c' " * (3_000 * n) + ">",
    "HTML comments": lambda n: "<!-- a " * (3_000 * n),
    "quotes": lambda n: "".join("> " * 40 + f"{i}\n" for i in range(100 * n)),
    "lists": lambda n: "".join("  " * (i % 30) + "- a\n" for i in range(700 * n)),
    "headings": lambda n: "".join(f"## a {i}\n\n" for i in range(230 * n)),
    "headings alike": lambda n: "## a\n\n" * (230 * n),
    "footnotes": lambda n: (
        " ".join(f"[^{i}]" for i in range(500 * n)) + "\n\n" + "\n\n".join(f"[^{i}]: a" for i in range(500 * n))
    ),
    "struck text": lambda n: "~~a " * (2_500 * n),
    "boxes": lambda n: "- [ ] a\n" * (1_200 * n),
    "fences": lambda n: "```\na\n```\n" * (900 * n),
    "definition lines": lambda n: "**A**: b\n" * (1_000 * n),
    "pipes": lambda n: "a | b | c\n" * (1_000 * n),
    "one long line": lambda n: "word " * (2_500 * n),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(TEXTS))
    parser.add_argument("--scale", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--limit", type=float, default=60)
    options = parser.parse_args()
    print(f"{'':28}" + "".join(f"{f'{scale}×: s, MB, page kB':>26}" for scale in options.scale))
    for name in options.names:
        row = f"{name:28}"
        for scale in options.scale:
            row += f"{measured(TEXTS[name](scale), options.limit):>26}"
        print(row, flush=True)


def measured(text: str, limit: float) -> str:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plan = root / "docs" / "plans" / "plan.md"
        plan.parent.mkdir(parents=True)
        plan.write_text(f"# Plan\n\n{text}\n", encoding="utf-8")
        (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
        extensions = ["toc", "tables", "footnotes", "attr_list", "md_in_html", "pymdownx.superfences", "pymdownx.tasklist"]
        config = {
            "site_name": "Bounded",
            "theme": {"name": "mkdocs", "highlightjs": False},
            "markdown_extensions": extensions,
            "plugins": ["search", {"planning": {"today": "2026-06-01", "cache_dir": "../cache"}}],
        }
        (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(root / "site")]
        started = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ) as process:
            while True:
                found, status, used = os.wait4(process.pid, os.WNOHANG)
                if found:
                    break
                if time.monotonic() - started > limit:
                    process.kill()
                    _, status, used = os.wait4(process.pid, 0)
                    return f"over {limit:.0f} s, {used.ru_maxrss / 1024:.0f} MB"
                time.sleep(0.02)
            process.returncode = os.waitstatus_to_exitcode(status)
        page = root / "site" / "plans" / "plan" / "index.html"
        size = page.stat().st_size / 1000 if page.exists() else 0
        failed = "" if process.returncode == 0 else "failed "
        return f"{failed}{cpu(used):.1f}, {used.ru_maxrss / 1024:.0f}, {size:,.0f}"


def cpu(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
