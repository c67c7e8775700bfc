"""Plans that are broken in every way a file can be: bytes, depth, size, front matter, file names. Always the same."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.generator import generate

CASES = Path(__file__).parent / "fuzz" / "cases"
SIZE = 200_000
"""Size used for "huge" where the kind of content matters, not its size."""


WARNED = frozenset(
    f"{group}-{name}.md"
    for group, names in {
        "found": "alias-that-holds-itself control-characters-in-front-matter deep-list fence-never-closed not-utf-8",
        "bytes": "random every picture compressed latin utf-16 surrogate overlong",
        "deep": "list list-by-lines quotes mixed links images comments details",
        "huge": "headings too-large",
        "front": "bomb merges loop deep deep-blocks tag handle tab month boolean integer timestamp long number scalar "
        "never-closed-quote theme nul",
    }.items()
    for name in names.split()
)
"""Files for which a build must warn; the others are unusual or truncated, but not wrong."""


def broken_files() -> Iterator[tuple[str, bytes]]:
    """Name and content of each broken file."""
    for group, files in {
        "found": ((path.stem, path.read_bytes()) for path in sorted(CASES.iterdir())),
        "cut": _cut(),
        "bytes": _bytes(),
        "deep": _deep(),
        "huge": _huge(),
        "front": _front_matter(),
    }.items():
        for name, content in files:
            yield f"{group}-{name}.md", content
    yield from ((name, f"# Named {number}\n\n- [ ] a\n".encode()) for number, name in enumerate(NAMES))


NAMES = (
    "with spaces.md",
    'it\'s "quoted".md',
    "ünïcödé-計画-🚢.md",
    "new\nline.md",
    "tab\tand\x07bell.md",
    "a&b <script>alert(1)<script>.md",
    "per%cent%20sign.md",
    "hash#and?query.md",
    "{{ jinja }} {% raw %}.md",
    "[brackets](and) `ticks` | pipe.md",
    "back\\slash.md",
    "-rf.md",
    "trailing .md",
    "con.md",
    "l" + "o" * 200 + "ng.md",
)
"""Names that a file system accepts but that may break a URL, HTML, Markdown, a shell or a template."""


def _cut() -> Iterator[tuple[str, bytes]]:
    """Every generated plan, cut at some byte: inside words, marks, tables, fences, characters."""
    chance = random.Random(6)
    for number, made in enumerate(generate(20, seed=6)):
        content = made.text.replace("- [x]", "- [x] ✅").encode()
        for cut in sorted(chance.sample(range(1, len(content)), 5)):
            yield f"{number:02}-{cut:05}", content[:cut]


def _bytes() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(6)
    plan = b"# Plan\n\n**Owner**: ana\n\n- [x] one\n- [ ] two\n"
    yield "random", chance.randbytes(SIZE)
    yield "every", bytes(range(256)) * 8
    yield "picture", b"\x89PNG\r\n\x1a\n" + chance.randbytes(10_000)
    yield "compressed", gzip.compress(plan * 100, mtime=0)
    yield "nul", b"# Nul\x00\n\n- [ ] a\x00b\n**Owner**: \x00\n"
    yield "nuls", b"\x00" * SIZE
    yield "latin", "# Überblick\n\n**Owner**: José\n".encode("latin-1")
    yield "utf-16", plan.decode().encode("utf-16")
    yield "surrogate", b"# Lone \xed\xa0\x80 surrogate\n\n- [ ] \xed\xbf\xbf\n"
    yield "overlong", b"# Overlong \xc0\xaf\xf8\x88\x80\x80\x80\n"
    yield "bom", b"\xef\xbb\xbf" + plan
    yield "boms", b"\xef\xbb\xbf" * 3 + plan + b"\xef\xbb\xbf# Again\n"
    yield "returns", plan.replace(b"\n", b"\r")
    yield "separators", plan.replace(b"one", "o\u2028n\u0085e\x0b\x0c".encode())
    yield "controls", b"# \x1b[31mRed\x1b[0m\x08\x07\n\n- [ ] \x7f\x1f\n"
    yield "bidi", "# \u202eLeft\u2066\n\n- [ ] a\u200bb\n".encode()
    yield "noncharacters", "# \uffff\ufdd0\U0010ffff\n\n- [ ] \uffff\n".encode()
    yield "empty", b""
    yield "blank", b" \n\t\n \r\n"
    yield "no-end", b"# No end"
    yield "only-fence", b"---\n"


def _deep() -> Iterator[tuple[str, bytes]]:
    steps = 2_000
    yield "list", b"# Deep\n\n" + b"- " * steps + b"[ ] x\n"
    yield "list-by-lines", b"# Deep\n\n" + b"".join(b"  " * n + b"- [ ] x\n" for n in range(500))
    yield "quotes", b"# Deep\n\n" + b">" * steps + b" [ ] x\n"
    yield "mixed", b"# Deep\n\n" + b"> - 1. " * steps + b"x\n"
    for name, opening, closing in (
        ("brackets", "[", "]"), ("links", "[a](", ")"), ("emphasis", "*a **b ", "** *"), ("strikes", "~~a ", "~~"),
        ("images", "![", "](x)"), ("tags", "<div>", "</div>"), ("details", "<details><summary>a</summary>\n\n", ""),
        ("comments", "<!-- ", ""), ("code", "`" * 3 + "\n", ""), ("braces", "{" * 3, "}" * 3),
    ):  # fmt: skip
        yield name, ("# Deep\n\n" + opening * steps + "x" + closing * steps + "\n").encode()
    yield "headings", b"".join(b"#" * (1 + n % 6) + b" Phase %d\n\n- [ ] x\n\n" % n for n in range(1_500))


def _huge() -> Iterator[tuple[str, bytes]]:
    risks = b"# Risks\n\n## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
    yield "risks", risks + b"| a | high | low | b |\n" * 3_000
    yield "wide", b"# Wide\n\n" + b"| a " * 3_000 + b"|\n" + b"|---" * 3_000 + b"|\n" + b"| b " * 3_000 + b"|\n"
    yield "ragged", b"# Ragged\n\n| a | b |\n|---|---|\n" + b"".join(b"| x " * n + b"|\n" for n in range(400))
    yield "headings", b"# Many\n\n" + b"## Phase\n" * 6_000
    yield "boxes", b"# Boxes\n\n" + b"- [ ] a\n- [x] b\n" * 5_000
    yield "line", b"# Line\n\n" + b"word " * SIZE + b"\n"
    yield "box", b"# Box\n\n- [ ] " + b"long " * SIZE + b"\n"
    yield "title", b"# " + b"Title " * 20_000 + b"\n\n- [ ] a\n"
    yield "owner", b"# Owner\n\n**Owner**: " + b"ana, " * 20_000 + b"\n"
    yield "unbroken", b"# Unbroken\n\n" + b"a" * 5 * SIZE + b"\n"
    yield "references", b"# Links\n\n" + b"".join(b"[%d]: x.md\n" % n for n in range(5_000)) + b"[1][2] [3]\n"
    yield "number", b"# Number\n\n1" + b"0" * 20_000 + b". [ ] a\n\n**Effort**: 1" + b"0" * 20_000 + b" days\n"
    yield "depends", b"# Depends\n\n**Depends on**: " + b"[a](cut-00-00001.md), " * 3_000 + b"\n"
    yield "too-large", b"# Too large\n\n" + b"- [ ] a\n- [x] b\n" * 90_000


def _front_matter() -> Iterator[tuple[str, bytes]]:
    names = [f"a{n}" for n in range(40)]
    pairs = list(pairwise(names))
    for name, front in {
        "bomb": "a0: &a0 [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairs),
        "merges": "a0: &a0 {x: 1}\n" + "".join(f"{b}: &{b} {{<<: [*{a}, *a0]}}\n" for a, b in pairs),
        "loop": "loop: &loop [*loop]",
        "deep": "[" * 20_000,
        "deep-blocks": "".join(" " * n + "a:\n" for n in range(1_000)),
        "tag": "a: !!python/object/apply:os.system [echo]",
        "documents": "a: 1\n--- \nb: 2\n...",
        "handle": "owner: @ana",
        "tab": "a:\n\t- b",
        "month": "date: 2026-13-45",
        "boolean": "done: !!bool maybe",
        "integer": "count: !!int ''",
        "timestamp": "date: !!timestamp soon",
        "long": "".join(f"key{n}: value\n" for n in range(10_000)),
        "number": "count: 1" + "0" * 10_000,
        "binary": "a: !!binary abc=",
        "keys": "? [a, b]\n: c\n1: 2\nnull: 3\ntrue: 4",
        "theme": "template: nowhere.html\nicon: nothing\nhide: 5\ntags: 7\ntitle: [a, b]",
        "scalar": "42",
        "never-closed-quote": 'title: "open',
    }.items():
        yield name, f"---\n{front}\n---\n\n# Front\n\n- [ ] a\n".encode()
    yield "unclosed", b"---\ntitle: never closed\n\n# Front\n\n- [ ] a\n"
    yield "nul", b"---\ntitle: a\x00b\n---\n\n# Front\n"
